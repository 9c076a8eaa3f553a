from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from service.definitions.definition import Definition
from service.definitions.folder import read_folder
from service.definitions.loading import load
from service.journey import journey
from service.ways.samples import Sampler
from service.ways.walking import CASE, Walk, ways
from tests.service.ways.conftest import ON, Declared, known

SERVICES = sorted(path.name for path in Path("config/services").iterdir())


def definition_of(code: str) -> Definition:
    definition = load(read_folder(Path("config/services") / code)).definition
    assert definition is not None
    return definition


@pytest.fixture(scope="module")
def walked() -> dict[str, list[Walk]]:
    return {code: list(ways(definition_of(code), ON, registers=known())) for code in SERVICES}


@pytest.mark.parametrize("code", SERVICES)
def test_every_way_goes_from_the_first_question_to_an_end(walked: dict[str, list[Walk]], code: str):
    definition = definition_of(code)
    for walk in walked[code]:
        state = journey(definition, walk.answers, ON)
        assert state.next is None
        assert walk.end == (state.outcome.code if state.outcome else CASE)


@pytest.mark.parametrize("code", SERVICES)
def test_the_answers_stand_in_the_order_in_which_they_are_asked(walked: dict[str, list[Walk]], code: str):
    definition = definition_of(code)
    for walk in walked[code]:
        answers: dict = {}
        for path, answer in walk.answers.items():
            step = journey(definition, answers, ON).next
            assert step is not None
            assert step.path == path
            answers[path] = answer


@pytest.mark.parametrize("code", SERVICES)
def test_every_answer_passes_the_check_of_its_kind(walked: dict[str, list[Walk]], code: str):
    definition = definition_of(code)
    sampler = Sampler(definition, ON, registers=known())
    for walk in walked[code]:
        for step in journey(definition, walk.answers, ON).steps:
            if step.answer is None or step.answer.state != "given" or step.asked.question.carries_file:
                continue
            asking = sampler.asking(step.asked, step.scope)
            assert step.asked.question.check(step.answer.value, asking) is None, step.path


@pytest.mark.parametrize("code", SERVICES)
def test_every_end_every_question_and_every_option_is_met(walked: dict[str, list[Walk]], code: str):
    definition = definition_of(code)
    outcomes = {outcome.code for outcome in definition.model.outcomes}
    assert {walk.end for walk in walked[code]} - {CASE} == outcomes
    given: dict[str, set[object]] = {}
    for walk in walked[code]:
        for path, answer in walk.answers.items():
            values = answer.value if isinstance(answer.value, list) else [answer.value]
            given.setdefault(path.rpartition("/")[2], set()).update(
                value for value in values if isinstance(value, str | bool | None)
            )
    for name, asked in definition.by_code.items():
        options = getattr(asked.question, "options", None)
        if isinstance(options, list):
            assert {option.value for option in options} <= given[name]
        if asked.question.optional:
            assert None in given[name]
            assert len(given[name]) > 1 or asked.question.carries_file


@pytest.mark.parametrize("code", ["parking-permit", "street-problem"])
def test_the_ways_are_the_same_each_time(walked: dict[str, list[Walk]], code: str):
    assert list(ways(definition_of(code), ON)) == walked[code]


def test_where_branches_are_few_every_sequence_of_them_is_walked(declared: Declared):
    definition = declared(
        """\
questions:
  - {code: a, ask: A?, kind: yes_no}
  - {code: b, ask: B?, kind: yes_no, when: {a: true}}
  - {code: c, ask: C?, kind: yes_no}
outcomes:
  - {code: x, when: {a: false, c: true}, say: X.}
  - {code: y, when: {b: false, c: false}, say: Y.}
"""
    ).definition
    assert definition is not None
    met = {tuple(answer.value for answer in walk.answers.values()) for walk in ways(definition, ON)}
    assert met >= {
        (True, True, True),
        (True, False, True),
        (True, False, False),
        (False, True),
        (False, False),
    }


MANY = "questions:\n" + "".join(
    f"  - {{code: q{n}, ask: Q?, kind: yes_no}}\n  - {{code: w{n}, ask: W?, kind: text, when: {{q{n}: true}}}}\n"
    for n in range(12)
)


def test_where_branches_are_many_every_pair_of_answers_is_walked(declared: Declared):
    definition = declared(MANY).definition
    assert definition is not None
    walks = list(ways(definition, ON))
    assert len(walks) <= 60
    for one, other in combinations([f"q{n}" for n in range(12)], 2):
        met = {(walk.answers[one].value, walk.answers[other].value) for walk in walks}
        assert len(met) == 4, (one, other)


def test_optional_questions_are_skipped_and_answered_each_with_each(declared: Declared):
    definition = declared(
        "questions:\n"
        + "".join(f"  - {{code: q{n}, ask: Q?, kind: text, optional: true}}\n" for n in range(6))
    ).definition
    assert definition is not None
    walks = list(ways(definition, ON))
    for one, other in combinations([f"q{n}" for n in range(6)], 2):
        met = {(walk.answers[one].state, walk.answers[other].state) for walk in walks}
        assert len(met) == 4, (one, other)


REPEAT = """\
sections:
  - code: people
    repeat: {each: person, min: 0, max: 5, more: More?}
    questions:
      - {code: grown, ask: Grown up?, kind: yes_no}
facts: {grown_ups: {count: {of: people, where: {grown: true}}}}
remarks: [{when: {grown_ups: {at_least: 4}}, say: Many.}]
"""


def test_a_repeat_is_walked_with_none_one_two_and_as_many_items_as_possible(declared: Declared):
    definition = declared(REPEAT).definition
    assert definition is not None
    met = [sum(path.endswith("/grown") for path in walk.answers) for walk in ways(definition, ON)]
    assert set(met) == {0, 1, 2, 5}
    assert met.count(5) <= 4


def test_limits_are_walked_too(declared: Declared):
    definition = declared(
        """\
questions:
  - {code: n, ask: N?, kind: number, min: 3, max: 40}
  - {code: d, ask: D?, kind: date, earliest: today, latest: +30 days}
  - {code: m, ask: M?, kind: money, min: 5, max: 100}
"""
    ).definition
    assert definition is not None
    walks = list(ways(definition, ON))
    assert {3, 40} <= {walk.answers["n"].value for walk in walks}
    assert {"2026-11-23", "2026-12-23"} <= {walk.answers["d"].value for walk in walks}
    assert {500, 10_000} <= {walk.answers["m"].value["cents"] for walk in walks}


def test_no_way_breaks_a_check(declared: Declared):
    definition = declared(
        """\
questions:
  - {code: x, ask: X?, kind: number, min: 0, max: 9}
  - {code: y, ask: Y?, kind: number, min: 0, max: 9}
checks: [{at: y, require: {y: {more_than: {answer: x}}}, say: More.}]
"""
    ).definition
    assert definition is not None
    walks = list(ways(definition, ON))
    assert walks
    assert all(walk.answers["y"].value > walk.answers["x"].value for walk in walks)
