"""What trying a service out finds. Each row: what is declared (‸ marks the place), and what is said there."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.definitions.folder import Folder, read_folder
from service.definitions.loading import load
from service.ways.verdicts import tried, way_findings
from tests.service.definitions.conftest import FAULTLESS, TABLES, marked
from tests.service.ways.conftest import HEAD, ON, Declared, known

A = "questions:\n  - {code: a, ask: A?, kind: yes_no}\n"
N = "questions:\n  - {code: n, ask: How many?, kind: number, min: 0, max: 10}\n"

NEVER = [
    (
        A + "  - {code: b, ask: B?, kind: text, when: ‸{all: [{a: true}, {a: false}]}}\n",
        "error: this is never true, so `b` is never asked",
    ),
    (
        A + "  - {code: b, ask: B?, kind: text, when: ‸{not: {any: [{a: true}, {a: false}]}}}\n",
        "error: this is never true, so `b` is never asked",
    ),
    (
        N + "  - {code: b, ask: B?, kind: text, when: ‸{n: {at_least: 5, at_most: 3}}}\n",
        "error: this is never true, so `b` is never asked",
    ),
    (
        N + "  - {code: b, ask: B?, kind: text, when: ‸{n: {more_than: 10}}}\n",
        "error: this is never true, so `b` is never asked",
    ),
    (
        (
            "questions:\n  - {code: day, ask: When?, kind: date, earliest: today}\n"
            "  - {code: b, ask: B?, kind: text, when: ‸{day: {before: today}}}\n"
        ),
        "error: this is never true, so `b` is never asked",
    ),
    (
        (
            "questions:\n  - {code: born, ask: When?, kind: date, latest: -18 years}\n"
            "  - {code: b, ask: B?, kind: text, when: ‸{age: {less_than: 18}}}\nfacts: {age: {years_since: born}}\n"
        ),
        "error: this is never true, so `b` is never asked",
    ),
    (
        A + "  - {code: b, ask: B?, kind: yes_no, when: {a: true}}\n"
        "  - {code: c, ask: C?, kind: text, when: ‸{a: false, b: true}}\n",
        "error: this is never true, so `c` is never asked",
    ),
    (
        A + "sections:\n  - code: s\n    when: ‸{all: [{a: true}, {a: false}]}\n"
        "    questions: [{code: b, ask: B?, kind: text}, {code: c, ask: C?, kind: text}]\n",
        "error: this is never true, so the section is never asked",
    ),
    (
        A + "  - ‸{code: b, ask: B?, kind: text}\n"
        "outcomes:\n  - {code: x, when: {a: true}, say: X.}\n  - {code: y, when: {a: false}, say: Y.}\n",
        "error: `b` is never asked: every way ends before it, or there is no item to ask it about",
    ),
    (
        A + "outcomes:\n  - {code: x, when: {a: true}, say: X.}\n  - {code: y, when: ‸{a: true}, say: Y.}\n",
        "error: the outcome `y` is never reached: where this is true, an earlier outcome is too",
    ),
    (
        A + "remarks:\n  - {when: ‸{all: [{a: true}, {a: false}]}, say: X.}\n",
        "error: this is never true, so the remark is never said",
    ),
    (
        N + "checks:\n  - {at: n, require: ‸{n: {at_most: 10}}, say: No.}\n",
        "warning: this check never fails: whatever is answered, it holds",
    ),
    (
        A + "  - code: c\n    ask: C?\n    kind: choice\n    options:\n      - {value: x, label: X}\n"
        "      - {value: y, label: Y, when: ‸{all: [{a: true}, {a: false}]}}\n",
        "error: this is never true, so the option is never offered",
    ),
]

NOWHERE = [
    (
        A + "outcomes_only: true\n‸outcomes:\n  - {code: x, when: {a: true}, say: X.}\n",
        "error: no outcome is true when a is no, and nothing else is said: add an outcome for the rest",
    ),
    (
        A
        + "  - code: c\n    ask: C?\n    kind: choice\n    options: ‸[{value: x, label: X, when: {a: true}}]\n",
        "error: nothing can be chosen when a is no: offer an option",
    ),
    (
        N
        + "‸fee: {first_of: [{when: {n: {at_most: 4}}, sum: 1}, {when: {n: 5}, sum: 2}, {otherwise: true, sum: 0}]}\n",
        "",
    ),
    (
        N + "  - {code: m, ask: M?, kind: number, min: 0, max: 3, optional: true}\n"
        "‸fee: {all_of: [{each: m, sum: 1}]}\n",
        "warning: no row says what is due when m is skipped: add one",
    ),
    (
        A + "  - {code: b, ask: B?, kind: number, when: {a: true}}\n"
        '  - {code: c, ask: ‸"More than {b}?", kind: yes_no}\n',
        "warning: `{b}` has no value when a is no: the text would have a gap there",
    ),
    (
        A + '  - {code: b, ask: B?, kind: text, optional: true}\nreceipt: ‸"Thank you, {b}."\n',
        "warning: `{b}` has no value when b is skipped: the text would have a gap there",
    ),
]


@pytest.mark.parametrize(("body", "said"), [*NEVER, *NOWHERE])
def test_what_can_never_happen_and_what_leads_nowhere_is_found(declared: Declared, body: str, said: str):
    plain, places = marked(HEAD + body)
    loaded = declared(plain.removeprefix(HEAD))
    assert loaded.definition is not None
    found = [
        str(each).partition("service.yaml:")[2] for each in way_findings(loaded.definition, loaded.marks, ON)
    ]
    assert found == ([f"{places[0]}: {said}"] if said else [])


FEE_TABLE = """\
questions:
  - {code: zone, ask: Zone?, kind: choice, options: [{value: a, label: A}, {value: b, label: B}]}
  - {code: car, ask: Car?, kind: choice, options: [{value: one, label: One}, {value: two, label: Two}]}
fee: {from: fees.csv, match: [zone, car], sum: amount}
"""


def test_a_combination_without_a_row_in_the_table_of_fees_is_named(declared: Declared):
    loaded = declared(FEE_TABLE, fees="zone,car,amount\na,one,1\na,two,2\nb,one,3\n")
    assert loaded.definition is not None
    found = way_findings(loaded.definition, loaded.marks, ON)
    assert [each.words for each in found] == ["no row says what is due when zone is b, car is two: add one"]


def test_a_complete_table_of_fees_is_complete(declared: Declared):
    loaded = declared(FEE_TABLE, fees="zone,car,amount\na,one,1\na,two,2\nb,one,3\nb,two,4\n")
    assert loaded.definition is not None
    assert way_findings(loaded.definition, loaded.marks, ON) == []


def test_options_from_a_table_that_has_no_row_for_an_answer_leave_nothing_to_choose(declared: Declared):
    loaded = declared(
        """\
questions:
  - {code: zone, ask: Zone?, kind: choice, options: [{value: a, label: A}, {value: b, label: B}]}
  - code: spot
    ask: Spot?
    kind: choice
    options: {from: spots.csv, value: spot, label: spot, where: {zone: {answer: zone}}}
""",
        spots="spot,zone\nx,a\n",
    )
    assert loaded.definition is not None
    found = way_findings(loaded.definition, loaded.marks, ON)
    assert [each.words for each in found] == ["nothing can be chosen when zone is b: offer an option"]


def test_a_service_whose_checks_refuse_everything_has_no_end(declared: Declared):
    loaded = declared(N + "checks:\n  - {at: n, require: {n: {more_than: 10}}, say: More.}\n")
    assert loaded.definition is not None
    found = [each.words for each in way_findings(loaded.definition, loaded.marks, ON)]
    assert "no way comes to an end: the checks refuse all that was tried" in found


TWO_NUMBERS = """\
questions:
  - {code: x, ask: X?, kind: number, min: 0, max: 9}
  - {code: y, ask: Y?, kind: number, min: 0, max: 9}
facts: {both: {add: [x, y]}}
"""
DATES = """\
questions:
  - {code: x, ask: X?, kind: date}
  - {code: y, ask: Y?, kind: date}
  - {code: z, ask: Z?, kind: text, when: {y: {before: {answer: x}}}}
  - {code: w, ask: W?, kind: text, when: {long: {more_than: 300}, x: today}}
facts: {long: {days_between: [x, y]}}
"""
ITEMS = """\
sections:
  - code: ones
    repeat: {each: one, max: 6, more: More?}
    questions: [{code: old, ask: Old?, kind: yes_no}, {code: cost, ask: Cost?, kind: money, max: 50}]
facts: {many: {count: ones}, old_ones: {count: {of: ones, where: {old: true}}}, costs: {sum: cost}}
remarks:
  - {when: {many: 0}, say: None.}
  - {when: {many: {more_than: 2}}, say: Many.}
  - {when: {old_ones: {at_least: 3}}, say: Old.}
  - {when: {costs: {more_than: 100}}, say: Dear.}
"""
SEVERAL = """\
questions:
  - code: x
    ask: X?
    kind: choices
    options: [{value: a, label: A}, {value: b, label: B}, {value: c, label: C}]
remarks:
  - {when: {all: [{x: {includes: a}}, {x: {includes: b}}, {not: {x: {includes: c}}}]}, say: Two.}
"""
TEXTS = """\
questions:
  - {code: x, ask: X?, kind: text}
  - {code: p, ask: P?, kind: place}
  - {code: q, ask: Q?, kind: place, optional: true}
remarks:
  - {when: {x: secret}, say: Ha.}
  - {when: {q: {not: {answer: p}}}, say: Elsewhere.}
  - {when: {not: {q: {answered: true}}}, say: Skipped.}
"""
LIMITS = """\
questions:
  - {code: x, ask: X?, kind: number, min: 1, max: 500}
  - {code: z, ask: Z?, kind: text, when: {size: large}}
facts: {size: {look_up: {table: sizes.csv, match: {up_to_x: x}, take: size}}}
"""
GOOD = [
    TWO_NUMBERS + "remarks:\n  - {when: {both: {at_least: 17}}, say: Much.}\n",
    DATES,
    ITEMS,
    SEVERAL,
    TEXTS,
    LIMITS,
]


@pytest.mark.parametrize("body", GOOD)
def test_what_can_happen_is_tried_until_it_does(declared: Declared, body: str):
    loaded = declared(
        body, **({"sizes": "up_to_x,size\n37,small\n500,large\n"} if "sizes.csv" in body else {})
    )
    assert tried(loaded, ON).findings == ()


def test_what_weighs_several_numbers_is_left_undecided_where_trying_proves_nothing(declared: Declared):
    loaded = declared(TWO_NUMBERS + "remarks:\n  - {when: {both: {more_than: 99}}, say: Much.}\n")
    found = tried(loaded, ON)
    assert found.definition is not None
    assert [(each.severity, each.words.partition(":")[0]) for each in found.findings] == [
        ("note", "not decided")
    ]


def test_past_the_limit_of_combinations_it_is_left_undecided(declared: Declared):
    loaded = declared(A + "remarks:\n  - {when: {all: [{a: true}, {a: false}]}, say: X.}\n")
    assert loaded.definition is not None
    found = way_findings(loaded.definition, loaded.marks, ON, most=1)
    assert [each.severity for each in found] == ["note"]
    assert found[0].words.startswith("not decided: after 1 combinations of answers")


def test_a_pattern_without_a_known_answer_is_left_undecided(declared: Declared):
    loaded = declared('questions:\n  - {code: x, ask: X?, kind: text, pattern: "(?<=a)b"}\n')
    found = tried(loaded, ON)
    assert [each.words for each in found.findings] == [
        "not decided: no answer to `x` is known that passes; write an example in its `help`"
    ]


def test_a_service_is_not_given_where_trying_it_out_found_an_error(declared: Declared):
    loaded = declared(A + "remarks:\n  - {when: {all: [{a: true}, {a: false}]}, say: X.}\n")
    assert tried(loaded, ON).definition is None


def test_many_questions_that_do_not_bear_on_each_other_are_few_combinations(declared: Declared):
    questions = "".join(
        f"  - {{code: a{n}, ask: A?, kind: yes_no}}\n  - {{code: b{n}, ask: B?, kind: text, when: {{a{n}: true}}}}\n"
        for n in range(40)
    )
    loaded = declared("questions:\n" + questions)
    assert loaded.definition is not None
    assert way_findings(loaded.definition, loaded.marks, ON, most=400) == []


@pytest.mark.parametrize("days", [0, 98, 400])
def test_the_towns_services_have_no_dead_end_on_any_day(days: int):
    on: date = ON + timedelta(days)
    for path in sorted(Path("config/services").iterdir()):
        assert [str(finding) for finding in tried(load(read_folder(path)), on, known(on)).findings] == []


CODES = [
    "event",
    "guests",
    "start",
    "finish",
    "music",
    "extras",
    "hall",
    "where",
    "days",
    "young",
    "work",
    "seats",
]
COMPARED = st.one_of(
    st.booleans(),
    st.sampled_from(["party", "sale", "bar", "blue", "today", "2027-05-12"]),
    st.integers(0, 20),
    st.builds(lambda yes: {"answered": yes}, st.booleans()),
    st.builds(
        lambda name, right: {name: right},
        st.sampled_from(["at_least", "less_than", "after", "not_before", "not", "includes"]),
        st.integers(0, 40)
        | st.sampled_from(["today", "party", "bar", {"answer": "start"}, {"fact": "days"}]),
    ),
)
CONDITION = st.recursive(
    st.dictionaries(st.sampled_from(CODES), COMPARED, min_size=1, max_size=2),
    lambda inner: (
        st.builds(lambda each: {"any": each}, st.lists(inner, min_size=1, max_size=2))
        | st.builds(lambda each: {"not": each}, inner)
    ),
    max_leaves=3,
)


@given(CONDITION, st.sampled_from(["{young: {at_least: 1}}", "{days: {more_than: 30}}", "{event: party}"]))
@settings(max_examples=60, deadline=None)
def test_whatever_the_rules_trying_out_never_raises(condition: dict, place: str):
    text = FAULTLESS.replace(f"when: {place}", f"when: {json.dumps(condition)}", 1)
    files = {"service.yaml": text, **TABLES}
    loaded = load(Folder("trial", {name: content.encode() for name, content in files.items()}))
    if loaded.definition is not None:
        found = tried(loaded, ON, most=150)
        assert all(finding.line > 0 for finding in found.findings)
