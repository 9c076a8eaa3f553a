"""A paper typed in at once: every question is judged as at any door, what is right stays, and what is wrong is said."""

from __future__ import annotations

from typing import Any

import pytest

from service.assembly import Core
from service.messages import Capabilities, Helper, Parts, Prompt, Turn, Visitor
from tests.service.conftest import Offering

BODY = """
promise: {working_days: 5}
questions:
  - {code: name, ask: Whose name?, kind: text}
  - {code: car, ask: Have you a car?, kind: yes_no}
  - {code: plate, ask: Which plate?, kind: plate, when: {car: true}}
  - {code: from, ask: From when?, kind: date}
  - {code: until, ask: Until when?, kind: date}
  - {code: note, ask: Anything else?, kind: text, optional: true}
  - {code: paper, ask: Your paper?, kind: document, later: true}
checks:
  - {at: until, require: {until: {after: {answer: from}}}, say: The end must follow the start.}
outcomes:
  - {code: no-car, when: {car: false}, say: Without a car you need none.}
"""
TYPIST = Visitor("post", "en", Capabilities(pages=True), helper=Helper("an", "public-works", "paper"))
RIGHT = {
    "name:answer": "An",
    "car:answer": "yes",
    "plate:answer": "1-ABC-123",
    "from:day": "1",
    "from:month": "12",
    "from:year": "2026",
    "until:day": "2",
    "until:month": "12",
    "until:year": "2026",
}


@pytest.fixture
def core(offering: Offering) -> Core:
    return offering(BODY)


def begun(core: Core) -> str:
    draft = core.front_office.begin("trial", TYPIST).draft
    assert draft is not None
    return draft


def typed(
    core: Core, draft: str, entered: dict[str, str], *, send: bool = True, seen: int | None = None
) -> Turn:
    def read(prompt: Prompt) -> Parts:
        return {part.name: entered.get(part.name, "") for each in prompt.together for part in each.parts}

    version = core.front_office.paper(draft, TYPIST).version if seen is None else seen
    return core.front_office.type_in(draft, read, version, TYPIST, "fr", send=send)


def asked(turn: Turn) -> list[str]:
    assert turn.prompt is not None
    return [each.path for each in turn.prompt.together]


def kind(turn: Turn) -> str:
    assert turn.prompt is not None
    return turn.prompt.kind


def wrong(turn: Turn) -> dict[str, str]:
    assert turn.prompt is not None
    return {each.path: each.problem.code for each in turn.prompt.together if each.problem is not None}


def values(turn: Turn) -> dict[str, Any]:
    assert turn.prompt is not None
    return {part.name: part.value for each in turn.prompt.together for part in each.parts}


def test_an_empty_form_shows_all_that_no_answer_has_to_call_for(core: Core) -> None:
    turn = core.front_office.paper(begun(core), TYPIST)
    assert asked(turn) == ["name", "car", "from", "until", "note", "paper"]
    assert wrong(turn) == {}


def test_a_right_paper_is_a_case_in_the_language_of_its_reader(core: Core) -> None:
    turn = typed(core, begun(core), RIGHT)
    assert turn.prompt is not None
    assert turn.prompt.receipt is not None
    case = core.back_office.show(turn.prompt.receipt.reference)
    assert case is not None
    assert (case["language"], case["doors"]) == ("fr", ["post"])
    assert case["answers"]["note"] is None
    assert case["answers"]["paper"] == {"pending": True}


def test_one_wrong_answer_hides_no_other_and_what_is_right_is_kept(core: Core) -> None:
    draft = begun(core)
    turn = typed(core, draft, {**RIGHT, "name:answer": "", "plate:answer": "?"})
    assert set(wrong(turn)) == {"name", "plate"}
    assert asked(turn) == ["name", "car", "plate", "from", "until", "note", "paper"]
    assert values(turn)["plate:answer"] == "?"
    kept = values(core.front_office.paper(draft, TYPIST))
    assert (kept["from:day"], kept["car:answer"]) == ("1", "yes")
    assert kept["name:answer"] == ""


def test_a_check_across_questions_stands_where_it_is_mended_and_hides_nothing_after_it(core: Core) -> None:
    draft = begun(core)
    turn = typed(core, draft, {**RIGHT, "until:day": "1"})
    assert wrong(turn) == {"until": "check"}
    assert asked(turn)[-2:] == ["note", "paper"]
    assert typed(core, draft, RIGHT).prompt is not None
    assert kind(core.front_office.ask(draft, TYPIST)) == "done"


def test_while_somebody_types_what_is_missing_is_no_problem(core: Core) -> None:
    turn = typed(core, begun(core), {"car:answer": "yes", "from:day": "40"}, send=False)
    assert "plate" in asked(turn)
    assert set(wrong(turn)) == {"from"}


def test_answers_that_end_in_an_outcome_make_no_case_and_can_be_mended(core: Core) -> None:
    draft = begun(core)
    turn = typed(core, draft, {**RIGHT, "car:answer": "no"})
    assert turn.prompt is not None
    assert (turn.prompt.kind, turn.prompt.outcome) == ("say", "no-car")
    assert kind(typed(core, draft, RIGHT)) == "done"


def test_sending_twice_gives_the_same_receipt(core: Core) -> None:
    draft = begun(core)
    first, second = typed(core, draft, RIGHT, seen=0), typed(core, draft, RIGHT, seen=0)
    assert first.prompt is not None
    assert second.prompt is not None
    assert first.prompt.receipt == second.prompt.receipt


def test_a_form_that_is_older_than_what_was_typed_since_replaces_nothing(core: Core) -> None:
    draft = begun(core)
    typed(core, draft, {**RIGHT, "until:day": "1"}, seen=0)
    turn = typed(core, draft, {**RIGHT, "name:answer": "Bo", "until:day": "1"}, seen=0)
    assert wrong(turn)["name"] == "conflict"
    assert kind(typed(core, draft, {**RIGHT, "name:answer": "Bo"})) == "done"
