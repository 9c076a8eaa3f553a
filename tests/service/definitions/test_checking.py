"""Every way in which the parts of a definition can contradict each other: what is said, and exactly where."""

from __future__ import annotations

import pytest

from tests.service.definitions.conftest import FAULTLESS, TABLES, Change, found_in, marked

# What stands there; what stands there instead (‸ marks the place, else it is the beginning); what is said.

CONDITIONS = [
    (
        "when: {event: party}",
        "when: {‸evnt: party}",
        "no question or fact is named `evnt`; did you mean `event`?",
    ),
    (
        "when: {event: party}",
        "when: {event: ‸prty}",
        "`event` has no option `prty`; did you mean `party`?",
    ),
    (
        "when: {event: party}",
        "when: {event: ‸wedding}",
        "`event` has no option `wedding`; its options are `party` and `sale`",
    ),
    (
        "when: {event: party}",
        "when: {event: [party, ‸true]}",
        "`event` has no option `true`; its options are `party` and `sale`",
    ),
    (
        "when: {event: party}",
        "when: {event: {‸isnt: party}}",
        ("unknown comparison `isnt`; did you mean `in`?; possible here: `answered`, `is`, `not` or `in`"),
    ),
    (
        "when: {event: party}",
        "when: {event: {‸at_least: 3}}",
        (
            "`at_least` does not go with `event`, which is a choice; possible here: "
            "`answered`, `is`, `not` or `in`"
        ),
    ),
    (
        "when: {event: party}",
        "when: {event: {in: ‸party}}",
        "`in` needs a list: `in: [a, b]`",
    ),
    (
        "when: {event: party}",
        "when: {event: ‸{}}",
        "nothing is compared with `event`: write for example `{event: {answered: true}}`",
    ),
    (
        "when: {event: party}",
        "when: {event: {answered: ‸perhaps}}",
        "`answered` must be `true` or `false`",
    ),
    (
        "when: {event: party}",
        "when: {guests: ‸many}",
        "`guests` is a number: write a number without quotes, not `many`",
    ),
    (
        "when: {event: party}",
        'when: {guests: {at_least: ‸"5"}}',
        "`guests` is a number: write a number without quotes, not `5`",
    ),
    (
        "when: {event: party}",
        "when: {start: {after: ‸tomorrow}}",
        "`start` is a date: write a day such as `2027-05-12`, or `today`, not `tomorrow`",
    ),
    (
        "when: {event: party}",
        "when: {start: {‸at_least: today}}",
        (
            "`at_least` does not go with `start`, which is a date; possible here: `answered`, "
            "`is`, `not`, `in`, `after`, `before`, `not_before` or `not_after`"
        ),
    ),
    (
        "when: {event: party}",
        "when: {any: ‸party}",
        "`any` needs a list of conditions: `any: [{a: true}, {b: false}]`",
    ),
    (
        "when: {event: party}",
        "when: {not: ‸event}",
        "a condition is written `{question: value}`, such as `{problem: light}`",
    ),
    (
        "when: {event: party}",
        "when: {not: ‸{}}",
        "the condition is empty: write `{question: value}`, or leave it out",
    ),
    (
        "when: {event: party}",
        "when: {any: [{event: party}, {‸evemt: sale}]}",
        "no question or fact is named `evemt`; did you mean `event`?",
    ),
    (
        "when: {event: party}",
        "when: {‸music: true}",
        "`music` is asked here itself: only what was asked before can be used",
    ),
    (
        "when: {event: party}",
        "when: {‸extras: bar}",
        "`extras` is asked later: only what was asked before can be used",
    ),
    (
        "when: {event: party}",
        "when: {‸work: {at_least: 3}}",
        "`work` is not known yet: it needs `hours`, which is asked later",
    ),
    (
        "when: {event: party}",
        "when: {‸helpers: 2}",
        "`helpers` is a repeat: name a fact with `{count: helpers}` and use that",
    ),
    (
        "kind: money, min: 0",
        "kind: money, min: 0, when: {‸hours: 2}",
        (
            "`hours` has a value for each item of `helpers`: from outside, use a fact that "
            "counts or sums over it"
        ),
    ),
    (
        "kind: money, min: 0",
        "kind: money, min: 0, when: {‸grown_up: 2}",
        (
            "`grown_up` has a value for each item of `helpers`: from outside, use a fact that "
            "counts or sums over it"
        ),
    ),
    (
        "kind: money, min: 0",
        "kind: money, min: 0, when: {music: ‸yes}",
        "`music` is answered with yes or no: write `true` or `false`, not `yes`",
    ),
    (
        "kind: money, min: 0",
        "kind: money, min: 0, when: {where: ‸here}",
        "`where` cannot be compared with a value: write `where: {answered: true}`",
    ),
    (
        "kind: money, min: 0",
        "kind: money, min: 0, when: {note: ‸5}",
        "`note` is a text: write the value in quotes",
    ),
    (
        "kind: money, min: 0",
        "kind: money, min: 0, when: {start: {after: {answer: ‸guests}}}",
        "`start` is a date and `guests` is a number: they are never equal",
    ),
    (
        "kind: money, min: 0",
        "kind: money, min: 0, when: {guests: {at_least: {‸answer: days}}}",
        "`days` is a fact: write `{fact: days}`",
    ),
    (
        "kind: money, min: 0",
        "kind: money, min: 0, when: {guests: {at_least: {‸fact: guests}}}",
        "`guests` is a question: write `{answer: guests}`",
    ),
    (
        "kind: money, min: 0",
        "kind: money, min: 0, when: {guests: {at_least: ‸{ansewr: guests}}}",
        "compare with a value, or with `{answer: code}` or `{fact: code}`",
    ),
    (
        "- code: end\n",
        "- code: end\n    when: {‸deposit: {answered: true}}\n",
        "`deposit` is asked here itself: only what was asked before can be used",
    ),
    (
        "when: {young: {at_least: 1}}",
        "when: {‸old: {at_least: 1}}",
        "no question or fact is named `old`",
    ),
    (
        "{days: {more_than: 30}}",
        "{days: {‸more_then: 30}}",
        (
            "unknown comparison `more_then`; did you mean `more_than`?; possible here: "
            "`answered`, `is`, `not`, `in`, `at_least`, `at_most`, `more_than` or `less_than`"
        ),
    ),
    (
        "{days: {more_than: 30}}",
        "{days: {more_than: ‸thirty}}",
        "`days` is a number: write a number without quotes, not `thirty`",
    ),
]
FACTS = [
    (
        "days: {days_between",
        "‸days: {add: [days, 1]}\n  other: {days_between",
        "`days` depends on itself: days -> days",
    ),
    (
        "young: {count",
        "‸a: {add: [b, 1]}\n  b: {add: [a, 1]}\n  young: {count",
        "`a` depends on itself: a -> b -> a",
    ),
    (
        "{days_between: [start, finish]}",
        "{days_between: [start, ‸finihs]}",
        "no question or fact is named `finihs`; did you mean `finish`?",
    ),
    (
        "{days_between: [start, finish]}",
        "{days_between: ‸[start]}",
        "`days_between` needs the first and the last day: `days_between: [from, until]`",
    ),
    (
        "{days_between: [start, finish]}",
        "{days_between: [start, ‸guests]}",
        "`days_between` computes with dates, and this is not a date",
    ),
    (
        "{days_between: [start, finish]}",
        "{add: [‸event, 1]}",
        "`add` computes with numbers, and this is not a number",
    ),
    (
        "{days_between: [start, finish]}",
        "{add: ‸guests}",
        "`add` needs a list: `add: [a, b]`",
    ),
    (
        "{days_between: [start, finish]}",
        "{divide: ‸[guests, 0]}",
        "nothing can be divided by 0",
    ),
    (
        "{days_between: [start, finish]}",
        "{divide: [guests, 3], round: ‸two}",
        "`round` must be a number of decimals from 0 to 6",
    ),
    (
        "{days_between: [start, finish]}",
        "‸{add: [guests, 1], divide: [guests, 2]}",
        ("exactly one operation stands here, with `round` beside it if wanted; there is `add` and `divide`"),
    ),
    (
        "{days_between: [start, finish]}",
        "{‸substract: [guests, 1]}",
        (
            "unknown operation `substract`; did you mean `subtract`?; possible: `add`, "
            "`count`, `days_between`, `divide`, `look_up`, `max`, `min`, `multiply`, "
            "`subtract`, `sum` and `years_since`"
        ),
    ),
    (
        "{days_between: [start, finish]}",
        "‸true",
        "write a number, the code of a question or a fact, or an operation: `{add: [a, 1]}`",
    ),
    (
        "{years_since: born}",
        "{years_since: ‸[born, start]}",
        "write a number, the code of a question or a fact, or an operation: `{add: [a, 1]}`",
    ),
    (
        "{count: {of: helpers,",
        "{count: {of: ‸helper,",
        "no section that repeats is named `helper`; did you mean `helpers`?",
    ),
    (
        "where: {grown_up: {less_than: 18}}",
        "where: {‸grwn_up: {less_than: 18}}",
        "no question or fact is named `grwn_up`; did you mean `grown_up`?",
    ),
    (
        "{count: {of: helpers, where:",
        "{count: ‸{of: helpers, were:",
        "write `count: code`, or `count: {of: code, where: {question: value}}`",
    ),
    (
        "{sum: hours}",
        "{sum: ‸guests}",
        ("`sum` adds up one question of a repeat, and `guests` is none; to add two answers use `add`"),
    ),
    (
        "{sum: hours}",
        "{sum: ‸helper}",
        "`sum` adds up numbers, and `helper` is none",
    ),
    (
        "table: seats.csv",
        "table: ‸seat.csv",
        "no file `seat.csv` stands beside the service; did you mean `seats.csv`?",
    ),
    (
        "take: seats}",
        "take: ‸chairs}",
        "`seats.csv` has no column `chairs`; its columns are `up_to_guests` and `seats`",
    ),
    (
        "match: {up_to_guests: guests}",
        "match: {upto_guests: ‸guests}",
        "`seats.csv` has no column `upto_guests`; did you mean `up_to_guests`?",
    ),
    (
        "match: {up_to_guests: guests}",
        "match: ‸guests",
        (
            "name the columns that must match: `look_up: {table: limits.csv, match: {column: "
            "code}, take: column}`"
        ),
    ),
    (
        "{look_up: {table: seats.csv, match: {up_to_guests: guests}, take: seats}}",
        "{look_up: ‸{table: seats.csv, take: seats}}",
        ("a look-up is written `look_up: {table: limits.csv, match: {column: code}, take: column}`"),
    ),
]
STRUCTURE = [
    (
        "code: note",
        "code: ‸event",
        (
            "another question, fact or repeat is named `event` (first in line 10): every name "
            "stands for one thing"
        ),
    ),
    (
        "  work: {sum: hours}",
        "  ‸music: {sum: hours}",
        (
            "another question, fact or repeat is named `music` (first in line 14): every name "
            "stands for one thing"
        ),
    ),
    (
        "code: deposit",
        "code: ‸answer",
        (
            "`answer` means something else in conditions, as `all`, `answer`, `any`, `fact`, "
            "`more`, `not` and `today` do: rename it"
        ),
    ),
    (
        "  work: {sum",
        "  ‸today: {sum",
        (
            "`today` means something else in conditions, as `all`, `answer`, `any`, `fact`, "
            "`more`, `not` and `today` do: rename it"
        ),
    ),
    (
        "code: end\n",
        "code: ‸helpers\n",
        ("another section is named `helpers` (first in line 26): every name stands for one thing"),
    ),
    (
        "each: helper, max: 3",
        "each: helper, min: ‸4, max: 3",
        "`min` (4) is more than `max` (3): exchange them",
    ),
    (
        "- {at: finish",
        "- {at: ‸finnish",
        "no question or fact is named `finnish`; did you mean `finish`?",
    ),
    (
        "- {at: finish",
        "- {at: ‸days",
        "`days` is a fact: name the question where the person can mend it",
    ),
    (
        "- {at: finish, require: {finish: {not_before: {answer: start}}}",
        "- {at: finish, require: {finish: {‸not_befor: {answer: start}}}",
        (
            "unknown comparison `not_befor`; did you mean `not_before`?; possible here: "
            "`answered`, `is`, `not`, `in`, `after`, `before`, `not_before` or `not_after`"
        ),
    ),
]
SETTINGS = [
    (
        "office: halls",
        "office: ‸hals",
        ("the town has no office `hals`; did you mean `halls`?; it has `halls` and `public-works`"),
    ),
    (
        "identity: none",
        "identity: ‸at_dsk",
        ("`identity` must be `at_desk`, `contact` or `none`, not `at_dsk`; did you mean `at_desk`?"),
    ),
    (
        "identity: none",
        "identity: ‸contact",
        (
            "`identity: contact` needs a question, not optional, for a mobile number (`kind: phone`, `mobile: true`) "
            "or an email address: we send a code there"
        ),
    ),
    (
        "keywords: [HALL]",
        "keywords: [HALL, ‸stop]",
        ("`stop` never arrives: carriers and lines keep that word for themselves; choose another"),
    ),
    (
        "keywords: [HALL]",
        "keywords: [HALL, ‸Hall]",
        "`Hall` stands here twice: once is enough",
    ),
    (
        "find_by: [where]",
        "find_by: [‸wehre]",
        "no question or fact is named `wehre`; did you mean `where`?",
    ),
    (
        "find_by: [where]",
        "find_by: [‸account]",
        "`account` is `sensitive`: it cannot be searched by",
    ),
    (
        "find_by: [where]",
        "find_by: [‸days]",
        "`days` is a fact: officers search by answers only",
    ),
    (
        "find_by: [where]",
        "find_by: [‸paper]",
        "`paper` is a file: it cannot be searched by",
    ),
    (
        "service: trial",
        "service: ‸hall",
        "`service` must be the name of its folder, `trial`, not `hall`",
    ),
    (
        "identity: none",
        "state: {from: ‸2027-05-01, until: 2027-04-01}",
        "`from` (2027-05-01) is after `until` (2027-04-01): exchange them",
    ),
]
QUESTIONS = [
    (
        "kind: place}",
        "kind: place, later: ‸true}",
        "only a `document` or a `photo` can be supplied later: remove `later`",
    ),
    (
        "known_from: line",
        "known_from: ‸phone",
        "`known_from` can only be `line`, not `phone`",
    ),
    (
        "kind: place}",
        "kind: place, known_from: ‸line}",
        "only a `phone` question can be answered from the line: remove `known_from`",
    ),
    (
        "options: {from: halls.csv",
        "options: {from: ‸hall.csv",
        "no file `hall.csv` stands beside the service; did you mean `halls.csv`?",
    ),
    (
        "label: name, where",
        "label: ‸nmae, where",
        "`halls.csv` has no column `nmae`; did you mean `name`?",
    ),
    (
        "where: {use: {answer: event}}",
        "where: {use: {answer: ‸evnt}}",
        "no question or fact is named `evnt`; did you mean `event`?",
    ),
    (
        "where: {use: {answer: event}}",
        "where: {use: {answer: ‸where}}",
        "`where` is asked later: only what was asked before can be used",
    ),
    (
        "where: {use: {answer: event}}",
        "where: {use: {answer: ‸extras}}",
        "`extras` is not a choice, so it cannot be looked up in column `use`",
    ),
    (
        "where: {use: {answer: event}}",
        "where: {use: ‸fair}",
        "no row of the table has `fair` in column `use`",
    ),
    (
        "where: {use: {answer: event}}",
        "where: {use: ‸{anser: event}}",
        "write `use: word`, or `use: {answer: code}`",
    ),
    (
        "where: {use: {answer: event}}",
        "where: {usage: ‸{answer: event}}",
        "`halls.csv` has no column `usage`; did you mean `use`?",
    ),
    (
        "[{value: party, label: A party}, {value: sale, label: A sale}]",
        ("[{value: party, label: A party, also: [Feast]}, {value: sale, label: A sale, also: [‸feast]}]"),
        "`feast` means `party` too: take it out of one of the two",
    ),
]
TEXTS = [
    (
        "We have {seats} seats",
        "‸We have {seat} seats",
        ("`{seat}` cannot stand here: no question or fact is named `seat`; did you mean `seats`?"),
    ),
    (
        "We have {seats} seats",
        "‸We have {account} seats",
        "`{account}` is `sensitive`, so it is never written out: say it without",
    ),
    (
        "We have {seats} seats",
        "‸We have {hours} seats",
        (
            "`{hours}` cannot stand here: `hours` has a value for each item of `helpers`: "
            "from outside, use a fact that counts or sums over it"
        ),
    ),
    (
        "We have {seats} seats",
        "‸We have {Seats} seats",
        (
            "a name in braces is written `{code}`, in lower case and without spaces; no other "
            "braces are possible"
        ),
    ),
    (
        "title: Hire a hall",
        "title: ‸Hire for {event}",
        "`{event}` cannot stand here: nothing is answered yet when this text is shown",
    ),
    (
        "ask: With music?",
        'ask: ‸"Music in {hall}?"',
        ("`{hall}` cannot stand here: `hall` is asked later: only what was asked before can be used"),
    ),
    (
        "more: Another helper?",
        'more: ‸"Another than {helper}?"',
        (
            "`{helper}` cannot stand here: `helper` has a value for each item of `helpers`: "
            "from outside, use a fact that counts or sums over it"
        ),
    ),
]
FEES = [
    (
        "match: [event]",
        "match: [‸evnt]",
        "no question or fact is named `evnt`; did you mean `event`?",
    ),
    (
        "match: [event]",
        "match: [‸guests]",
        "`fees.csv` has no column `guests`; its columns are `event` and `amount`",
    ),
    (
        "sum: amount",
        "sum: ‸price",
        "`fees.csv` has no column `price`; its columns are `event` and `amount`",
    ),
    (
        "fee: {from: fees.csv",
        "fee: {from: ‸fee.csv",
        "no file `fee.csv` stands beside the service; did you mean `fees.csv`?",
    ),
    (
        "each: days",
        "each: ‸event",
        "`each` must be a number: name a question or fact that counts",
    ),
    (
        "receipt: We have {seats} seats for you.",
        "outcomes_only: false",
        ("`receipt` is missing: write what happens next, or `outcomes_only: true` if nothing is filed"),
    ),
    (
        "fee: {from: fees.csv, match: [event], each: days, sum: amount, label: The hall}",
        "fee: {first_of: [‸{sum: 5}, {otherwise: true, sum: 3}]}",
        "the rows after this one never apply: give it a `when`, or put it last",
    ),
    (
        "fee: {from: fees.csv, match: [event], each: days, sum: amount, label: The hall}",
        "fee: {first_of: [{when: {event: ‸feast}, sum: 5}, {otherwise: true, sum: 3}]}",
        "`event` has no option `feast`; its options are `party` and `sale`",
    ),
    (
        "fee: {from: fees.csv, match: [event], each: days, sum: amount, label: The hall}",
        "fee: {all_of: [{otherwise: ‸true, sum: 3}]}",
        "`otherwise` belongs into `first_of`: in `all_of` leave it out",
    ),
    (
        "fee: {from: fees.csv, match: [event], each: days, sum: amount, label: The hall}",
        "fee: ‸{label: A hall}",
        ("write either `first_of` (the first row that applies is due) or `all_of` (all that apply are)"),
    ),
]

NO_FAULTS = [
    ("kind: money, min: 0", "kind: money, min: 0, when: {guests: {at_least: {fact: days}}}"),
    (
        "kind: money, min: 0",
        "kind: money, min: 0, when: {all: [{extras: {includes: bar}}, {not: {event: sale}}]}",
    ),
    ("ask: With music?", 'ask: "Music for {days} days?"'),
    ("ask: How many hours?", 'ask: "How many hours, {helper}?"'),
    ("say: Somebody of age must be there.", 'say: "{young} are too young."'),
    ("fee: {from: fees.csv, match: [event], each: days,", "fee: {from: fees.csv, match: [event],"),
    ("identity: none", "state: {is: closed, say: Come back in spring.}"),
]


@pytest.mark.parametrize(
    ("old", "new", "words"), [*CONDITIONS, *FACTS, *STRUCTURE, *SETTINGS, *QUESTIONS, *TEXTS, *FEES]
)
def test_a_fault_is_found_where_it_stands_and_said_with_what_to_write(
    change: Change, old: str, new: str, words: str
):
    found = change(old, new)
    assert found.said == [f"{place}: error: {words}" for place in found.marked or ["1:1"]]


@pytest.mark.parametrize(("old", "new"), NO_FAULTS)
def test_what_is_allowed_is_not_found(change: Change, old: str, new: str):
    assert change(old, new).said == []


def test_the_faultless_service_has_no_fault():
    assert found_in({"service.yaml": FAULTLESS, **TABLES}, "service.yaml", []).said == []


GROUPS = [
    ("[[c, d]]", ""),
    ("[‸[a, c]]", "questions asked together must follow one another in the section, in this order"),
    ("[‸[d, c]]", "questions asked together must follow one another in the section, in this order"),
    ("[‸[a, b]]", "`b` depends on `a`, so they cannot be asked on one page: take one out"),
    ("[[c, ‸e]]", "`e` is no question of this section; it has `a`, `b`, `c` and `d`"),
    ("[[b, c], [‸c, d]]", "`c` stands in `together` a second time: name it once"),
]


@pytest.mark.parametrize(("groups", "words"), GROUPS)
def test_what_is_asked_together_stands_together_and_decides_nothing_about_itself(
    change: Change, groups: str, words: str
):
    section = f"""
  - code: page
    questions:
      - {{code: a, ask: A?, kind: yes_no}}
      - {{code: b, ask: B?, kind: text, when: {{a: true}}}}
      - {{code: c, ask: C?, kind: text}}
      - {{code: d, ask: D?, kind: text}}
    together: {groups}
facts:"""
    found = change("\nfacts:", section)
    assert found.said == [f"{place}: error: {words}" for place in found.marked]


IN_TABLES = [
    ("halls.csv", "red,sale,", "‸red,sale,,", "this row has 4 cells, and the table has 3 columns"),
    ("halls.csv", "red,sale,The red hall", "‸red,sale,", "column `name` is empty: write a value"),
    ("halls.csv", "red,sale,", "‸blue,party,", "`blue` is offered by line 2 already: remove one of the rows"),
    ("halls.csv", "hall,use,name", "‸hall,use,name,use", "two columns are named `use`: rename one"),
    (
        "fees.csv",
        "sale,25",
        "‸sail,25",
        "column `event` holds `sail`, which is not possible; did you mean `sale`?",
    ),
    ("fees.csv", "sale,25", "‸party,25", "this row matches the same as line 2: event party"),
    ("fees.csv", "sale,25", "‸sale,a lot", "column `amount` must hold amounts such as `12.50`, not `a lot`"),
    ("seats.csv", "500,600", "‸many,600", "column `up_to_guests` must hold numbers, not `many`"),
]


@pytest.mark.parametrize(("file", "old", "new", "words"), IN_TABLES)
def test_a_fault_in_a_table_is_found_in_its_row(change: Change, file: str, old: str, new: str, words: str):
    found = change(old, new, file)
    assert f"{found.marked[0]}: error: {words}" in found.said


def test_a_fact_from_a_column_of_words_can_only_be_one_of_them(change: Change):
    found = change("600", "many", "seats.csv")
    assert found.said == []
    text = FAULTLESS.replace("when: {young: {at_least: 1}}", "when: {seats: lots}")
    tables = {**TABLES, "seats.csv": "up_to_guests,seats\n100,few\n500,many\n"}
    said = found_in({"service.yaml": text, **tables}, "service.yaml", []).said
    assert said == ["42:20: error: `seats` has no option `lots`; its options are `few` and `many`"]


def test_a_table_that_nothing_uses_is_mentioned_but_no_error(change: Change):
    found = change(
        "fee: {from: fees.csv, match: [event], each: days, sum: amount, label: The hall}",
        "fee: {all_of: [{sum: 5}]}",
    )
    words = "nothing in `service.yaml` uses this table: remove it, or name it there"
    assert found.said == [f"config/services/trial/fees.csv:1:1: warning: {words}"]


def test_permission_for_an_open_line_is_mentioned_where_nothing_is_sensitive(change: Change):
    found = change("kind: place}", "kind: place, allow_on_open_line: ‸Everybody knows it.}")
    words = "`allow_on_open_line` does nothing here: only a `sensitive` question is kept from open lines"
    assert found.said == [f"{found.marked[0]}: warning: {words}"]


def test_a_service_that_only_tells_needs_outcomes_and_files_nothing():
    text = """\
service: trial
title: May I?
summary: Find out.
office: halls
takes: 1 minute
outcomes_only: true
promise: {working_days: 3}
receipt: Thank you.
questions:
  - {code: adult, ask: Are you 18?, kind: yes_no}
"""
    assert found_in({"service.yaml": text}, "service.yaml", []).said == [
        "6:16: error: `outcomes_only` needs `outcomes`: write what people are told",
        "7:1: error: `promise` has no place in a service with `outcomes_only: true`: remove one",
        "8:1: error: `receipt` has no place in a service with `outcomes_only: true`: remove one",
    ]


def test_a_service_asks_something():
    text = "service: trial\ntitle: T\nsummary: S\noffice: halls\ntakes: 1 minute\nreceipt: Thank you.\n"
    said = found_in({"service.yaml": text}, "service.yaml", []).said
    assert said == ["1:1: error: the service asks nothing: write `questions:` with at least one question"]


def test_all_faults_are_found_at_once_in_the_order_of_the_file():
    text = FAULTLESS
    for old, new in [
        ("office: halls", "office: ‸hals"),
        ("finish, ask: Until when?, kind: date", "finish, ask: Until when?, kind: date, ‸optinal: true"),
        ("when: {event: party}", "when: {event: ‸prty}"),
        ("kind: place}", "kind: ‸palce}"),
        ("{sum: hours}", "{sum: ‸houres}"),
        ("receipt: We have", "receipt: ‸We have {account} and"),
    ]:
        text = text.replace(old, new, 1)
    plain, places = marked(text)
    said = found_in({"service.yaml": plain, **TABLES}, "service.yaml", []).said
    assert len(places) == 6
    assert [each.split(": error: ")[0] for each in said] == places
