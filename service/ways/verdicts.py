"""What trying a service out says about its definition: what can never happen, and where a way has no end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from service.definitions.definition import Definition
from service.definitions.findings import Finding, Marks, Place, Severity, has_error, in_order
from service.definitions.loading import Loaded
from service.journey import journey
from service.ways.exploring import MOST_COMBINATIONS, Answers, Explored, explored
from service.ways.rules import Rule

MOST_NAMED = 6
"""Answers that a finding names as an example of a way."""


def tried(
    loaded: Loaded,
    on: date,
    registers: Mapping[str, Any] | None = None,
    most: int = MOST_COMBINATIONS,
) -> Loaded:
    """The same with what trying it out says; without a definition where that is an error."""
    if loaded.definition is None:
        return loaded
    found = way_findings(loaded.definition, loaded.marks, on, registers, most)
    findings = in_order([*loaded.findings, *found])
    return replace(loaded, definition=None if has_error(findings) else loaded.definition, findings=findings)


def way_findings(
    definition: Definition,
    marks: Marks,
    on: date,
    registers: Mapping[str, Any] | None = None,
    most: int = MOST_COMBINATIONS,
) -> list[Finding]:
    """Errors for what certainly never happens and for ways that lead nowhere; a note where it is not decided."""
    found = explored(definition, on, registers or {}, most)
    findings = [
        *_leads_nowhere(found, marks, on),
        *_unfinished_texts(found, marks, on),
        *_unknown(found, marks),
    ]
    if not found.decided:
        words = f"not decided: after {most} combinations of answers it is open whether everything can happen"
        return [*findings, marks.at((), words, "note")]
    return [*findings, *_never(found, marks)]


def _leads_nowhere(found: Explored, marks: Marks, on: date) -> Iterator[Finding]:
    model = found.definition.model
    if model.outcomes_only and found.completed is not None:
        example = _example(found, found.completed, on)
        words = f"no outcome is true {example}, and nothing else is said: add an outcome for the rest"
        yield marks.at_key(("outcomes",), words)
    if found.ends == 0 and found.decided:
        yield marks.at((), "no way comes to an end: the checks refuse all that was tried")
    if found.without_fee is not None:
        words = f"no row says what is due {_example(found, found.without_fee, on)}: add one"
        yield marks.at_key(("fee",), words, "warning")
    for code, answers in found.without_options.items():
        place = next(place for place, question, _ in found.rules.questions if question.code == code)
        yield marks.at(
            (*place, "options"), f"nothing can be chosen {_example(found, answers, on)}: offer an option"
        )


def _unfinished_texts(found: Explored, marks: Marks, on: date) -> Iterator[Finding]:
    for (place, name), answers in found.unnamed.items():
        words = f"`{{{name}}}` has no value {_example(found, answers, on)}: the text would have a gap there"
        yield marks.at(place, words, "warning")


def _unknown(found: Explored, marks: Marks) -> Iterator[Finding]:
    for code in sorted(found.without_sample):
        place = next(place for place, question, _ in found.rules.questions if question.code == code)
        words = f"not decided: no answer to `{code}` is known that passes; write an example in its `help`"
        yield marks.at(place, words, "note")


def _example(found: Explored, answers: Answers, on: date) -> str:
    """The answers of a way that rules look at: `when fuel is other and resident is yes`."""
    steps = journey(found.definition, answers, on).steps
    told = [
        f"{step.asked.code} is {_shown(step.answer.value)}"
        for step in steps
        if step.answer is not None and step.asked.code in found.rules.looked_at
    ]
    more = " and so on" if len(told) > MOST_NAMED else ""
    return f"when {', '.join(told[:MOST_NAMED])}{more}" if told else "on any way"


def _shown(value: Any) -> str:
    if value is None:
        return "skipped"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return f"{value['cents'] / 100:.2f}" if "cents" in value else "given"
    return " and ".join(map(str, value)) or "none" if isinstance(value, list) else str(value)


def _never(found: Explored, marks: Marks) -> Iterator[Finding]:
    ends_are_certain = not any(rule.mixed for rule in found.rules.all if rule.what in ("outcome", "check"))
    silent: set[str] = set()
    for rule in found.rules.all:
        if rule.what == "section" and rule.place not in found.true:
            silent |= {
                each.code
                for _, each, section in found.rules.questions
                if section and section.code == rule.code
            }
            yield _finding(rule, "this is never true, so the section is never asked", marks, ends_are_certain)
    for place, question, _ in found.rules.questions:
        if question.code not in found.asked and question.code not in silent:
            yield _never_asked(place, question.code, found, marks, ends_are_certain)
    for rule in found.rules.all:
        if rule.what == "outcome" and rule.code not in found.outcomes:
            yield _never_reached(rule, found, marks, ends_are_certain)
        elif rule.place not in found.true:
            yield from _never_true(rule, found, marks, ends_are_certain)


def _never_asked(place: Place, code: str, found: Explored, marks: Marks, certain: bool) -> Finding:
    own = [rule for rule in found.rules.all if rule.what == "question" and rule.code == code]
    if own:
        return _finding(own[0], f"this is never true, so `{code}` is never asked", marks, certain)
    words = f"`{code}` is never asked: every way ends before it, or there is no item to ask it about"
    return marks.at(
        place, words if certain else f"not decided: no way was found that comes to `{code}`", _how(certain)
    )


def _never_reached(rule: Rule, found: Explored, marks: Marks, certain: bool) -> Finding:
    hidden = rule.place in found.true
    why = "where this is true, an earlier outcome is too" if hidden else "this is never true"
    return _finding(rule, f"the outcome `{rule.code}` is never reached: {why}", marks, certain)


def _never_true(rule: Rule, found: Explored, marks: Marks, certain: bool) -> Iterator[Finding]:
    if rule.what == "remark":
        yield _finding(rule, "this is never true, so the remark is never said", marks, certain)
    elif rule.what == "option" and rule.code in found.asked:
        yield _finding(rule, "this is never true, so the option is never offered", marks, certain)
    elif rule.what == "check" and not rule.mixed and certain:
        words = "this check never fails: whatever is answered, it holds"
        yield marks.at(rule.place, words, "warning")


def _finding(rule: Rule, words: str, marks: Marks, certain: bool) -> Finding:
    certain = certain and not rule.mixed
    if not certain:
        words = f"not decided: no answers were found with which this is true ({words.rpartition('so ')[2]})"
    return marks.at(rule.place, words, _how(certain))


def _how(certain: bool) -> Severity:
    return "error" if certain else "note"
