"""The JSON Schema of `service.yaml`, with which editors complete keys and say what each one does.

The shape comes from the model; what a key does is said here once, for the editor. Rules across the file are the
checker's business: a file may satisfy the schema and still be refused.
"""

from __future__ import annotations

from typing import Any

from service.definitions.model import Service

_SAID: dict[str, str] = {
    "ask": "The question, as people read it.",
    "allow_on_open_line": "Why this sensitive question may be asked where copies are kept all the same.",
    "also": "Other words by which people name the option.",
    "at": "The question where the person mends it.",
    "birthday": "It is the birthday of the person who answers: a browser may fill it in.",
    "calendar": "Where the times are: a file in config/calendars.",
    "cases": "How long cases are kept: `30 days`, `6 months`, `2 years`.",
    "checks": "Rules across questions.",
    "code": "The name by which other parts of the file and the case refer to it. It never changes.",
    "decimals": "Digits after the point; left out, only whole numbers.",
    "drafts": "How long unfinished answers are kept: `30 days`.",
    "each": "What the sum is multiplied with: a question or fact that counts.",
    "earliest": "`today`, a distance such as `-2 years`, or a date.",
    "facts": "What is computed and never asked, by code.",
    "fee": "What it costs: `first_of` or `all_of` rows, or a table.",
    "all_of": "All rows that apply are due together.",
    "first_of": "The first row that applies is due.",
    "find_by": "The answers by which officers may search.",
    "prove_by": "Phone numbers (last four digits) and places (postcode) that show the status beside the reference.",
    "for": "Who may use it.",
    "from": "A table beside the service, such as `fees.csv`.",
    "help": "Shown below the question.",
    "identity": "How identity is proven: none, contact, at_desk, or a provider's name.",
    "is": "Whether the service may be begun.",
    "keep": "How long what people entered is kept.",
    "keywords": "Texting one of these words begins the service.",
    "kind": "How the answer is understood, checked and shown.",
    "known_from": "`line`: a number from which somebody texts is taken, shown, and changeable.",
    "label": "As people read it. In a list from a table: the column that holds it.",
    "later": "The file may be supplied after the rest; the case waits for it.",
    "latest": "`today`, a distance such as `+60 days`, or a date.",
    "looks_like": "What the pattern wants, in words and with an example.",
    "match": "The columns that must match, named like questions or facts.",
    "max": "The most that is possible.",
    "max_length": "Characters at most.",
    "max_megabytes": "The largest file that is taken.",
    "min": "The least that is possible.",
    "mobile": "No fixed lines.",
    "messages": "What officers often have to tell: chosen by name, sent in the citizen's language.",
    "more": "The question before each further one: `Is anyone else moving with you?`",
    "needs": "What to have at hand: shown on the start page.",
    "number": "Whether a house number is needed.",
    "office": "Who handles the cases: an office in config/town.toml.",
    "optional": "May be skipped.",
    "options": "What may be chosen: a list, or the rows of a table.",
    "otherwise": "Applies where no row before it does.",
    "outcomes": "Ends in words instead of a case: the first that is true, as soon as it is certain.",
    "outcomes_only": "The service tells and files nothing: every way ends in an outcome.",
    "own": "It concerns the person who answers: a browser may fill it in.",
    "papers": "Of a paper that a case waits for: after so long, and once more after as long again.",
    "pattern": "A regular expression that must match the whole answer.",
    "promise": "The service standard, and so the case's deadline.",
    "questions": "What is asked, in this order.",
    "receipt": "What happens next: said when everything was sent.",
    "remarks": "Said once, when it becomes true; nothing is asked.",
    "remind": "After how long people are reminded of what they have not finished.",
    "repeat": "Asked once for each of several things.",
    "require": "What must hold.",
    "say": "What is said.",
    "sections": "Questions with one heading, one condition, or repeated.",
    "sensitive": "Never written out where others could read it, and not asked on open lines.",
    "service": "The code of the service: the name of its folder.",
    "short": "The question in few characters, for lines where every character costs.",
    "state": "draft, open or closed; or a mapping with days and words.",
    "statement": "What the person declares.",
    "sum": "The amount, such as `12.50`. In a table: the column that holds it.",
    "summary": "What the service is for, in one sentence.",
    "takes": "How long it takes: `5 minutes`.",
    "title": "The heading.",
    "together": "Questions asked on one page, where there are pages; neighbours.",
    "unit": "Shown after the number.",
    "until": "The last day on which it is open.",
    "value": "What is stored when the option is chosen. In a list from a table: the column that holds it.",
    "when_supplied": "The state to which it goes by itself once the last missing paper has come.",
    "when": "Only where this is true: `{question: value}`, `{age: {at_least: 18}}`, `any`, `all`, `not`.",
    "where": "Only the rows in which a column has this value, or equals an earlier answer.",
    "workflow": "The states of a case in the office, and who may move it on. Left out: the usual ones.",
    "states": "The states, the first one `received`.",
    "name": "What officers read: a state's name, or the words on the button of a move.",
    "within": "Working days in which the case should leave this state.",
    "waits": "It waits for the citizen: the office's time stands still.",
    "silent": "No message is sent when a case comes here.",
    "end": "The case is done.",
    "allows": "What the citizen may do meanwhile: hand in `papers`, `withdrawal`.",
    "corrections": "The questions whose answers the citizen may still change meanwhile.",
    "when_corrected": "The state to which it goes by itself once something was corrected.",
    "letter": "A decision on paper, made when an officer moves a case here.",
    "paragraphs": "What the letter says, paragraph by paragraph; answers and facts may stand in braces.",
    "remedy": "What one may do against the decision, and until when.",
    "signed": "Who answers for it.",
    "escalate": "When an overdue case goes to the head of the office by itself.",
    "after": "So many working days after the deadline that was missed.",
    "tell_office": "Whether a message with the reference goes to the office's address.",
    "follow_up": "A question to the citizen once it is done; a no takes the case back to work.",
    "back_to": "The state to which a no leads.",
    "moves": "What officers can do with a case in this state.",
    "to": "The state to which the move leads.",
    "by": "Who may: `clerk`, `officer`, `head`.",
    "reason": "Whether the officer must tell the citizen why.",
    "working_days": "Within how many working days the town decides.",
}


def json_schema() -> dict[str, Any]:
    schema: dict[str, Any] = _plain(Service.model_json_schema(by_alias=True))
    for model in [schema, *schema["$defs"].values()]:
        for key, declared in model.get("properties", {}).items():
            declared["description"] = _SAID[key]
    schema["$defs"]["Repeat"]["properties"]["each"]["description"] = "What one of them is called: `person`."
    schema["$defs"]["State"]["properties"]["from"]["description"] = "The first day on which it is open."
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _plain(node: Any, named: bool = False) -> Any:
    """Without titles made from keys, and without null: an empty value is never right in a service.

    `named`: the keys of this mapping are names that an owner writes, none of the schema's own words.
    """
    if isinstance(node, list):
        return [_plain(each) for each in node]
    if not isinstance(node, dict):
        return node
    if named:
        return {key: _plain(each) for key, each in node.items()}
    kept = {key: _plain(each, key in ("properties", "$defs")) for key, each in node.items() if key != "title"}
    if kept.get("default", "") is None or isinstance(kept.get("default"), dict):
        del kept["default"]
    ways = [each for each in kept.get("anyOf", []) if each != {"type": "null"}]
    if "anyOf" in kept and len(ways) == 1:
        del kept["anyOf"]
        kept |= ways[0]
    elif ways:
        kept["anyOf"] = ways
    return kept
