"""A whole case at once: the same checks as one by one, nothing dropped in silence, twice is once."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.messages import Capabilities, Problems, Receipt, Visitor
from service.store import events
from tests.service.conftest import Offering

DESK = Visitor("desk", "en", Capabilities())

MOVE = """
find_by: [name]
sections:
  - code: you
    questions:
      - {code: name, ask: Your name?, kind: name}
      - {code: born, ask: When were you born?, kind: date, latest: today}
      - {code: light, ask: Is it a light?, kind: yes_no}
      - {code: lamp, ask: Which lamp?, kind: text, when: {light: true}}
      - {code: plan, ask: The plan?, kind: document, later: true}
  - code: household
    repeat: {each: person, min: 0, max: 2, more: Anyone else?}
    questions:
      - {code: person, ask: Who?, kind: name, own: false}
      - {code: adult, ask: Adult?, kind: yes_no}
      - {code: job, ask: Which job?, kind: text, when: {adult: true}}
facts:
  age: {years_since: born}
checks:
  - {at: born, require: {age: {at_least: 16}}, say: Somebody of 16 or older has to do this.}
"""

ANN = {"name": "Ann", "born": "1990-01-02", "light": False, "plan": {"pending": True}}


def bob(**more: Any) -> dict[str, Any]:
    return {"person": "Bob", "adult": True, "job": "Clerk", **more}


def test_what_a_case_shows_lodges_the_same_case(offering: Offering) -> None:
    core = offering(MOVE)
    answers = {**ANN, "household": [bob(), {"person": "Cy", "adult": False}]}
    lodged = core.front_office.lodge("trial", answers, "paper-1", DESK)
    assert isinstance(lodged, Receipt), lodged
    case = core.back_office.show(lodged.reference)
    assert case["answers"] == answers
    again = core.front_office.lodge("trial", case["answers"], "paper-2", DESK)
    assert isinstance(again, Receipt)
    assert core.back_office.show(again.reference)["answers"] == answers


@pytest.mark.parametrize(
    ("answers", "path"),
    [
        ({**ANN, "household": [bob(), bob(), bob()]}, "household/3/person"),
        ({**ANN, "household": "Bob"}, "household"),
        ({**ANN, "household": {"person": "Bob"}}, "household"),
        ({**ANN, "household": [bob(), "Cy"]}, "household"),
        ({**ANN, "household": [bob(hobby="Chess")]}, "household/1/hobby"),
        ({**ANN, "household": [bob(adult=False)]}, "household/1/job"),
        ({**ANN, "lamp": "B1234"}, "lamp"),
        ({**ANN, "colour": "red"}, "colour"),
        ({**ANN, "more": True}, "more"),
    ],
)
def test_nothing_that_was_lodged_is_dropped_in_silence(offering: Offering, answers: dict, path: str) -> None:
    problems = offering(MOVE).front_office.lodge("trial", answers, "paper-1", DESK)
    assert isinstance(problems, Problems)
    assert path in [problem.path for problem in problems.problems]


def test_a_wrong_answer_is_no_reason_to_complain_of_right_ones(offering: Offering) -> None:
    answers = {
        **ANN,
        "born": "long ago",
        "light": "maybe",
        "lamp": "B1234",
        "household": [bob(adult="perhaps")],
    }
    problems = offering(MOVE).front_office.lodge("trial", answers, "paper-1", DESK)
    assert [problem.path for problem in problems.problems] == ["born", "light", "household/1/adult"]


def test_a_failed_check_is_named_where_it_is_mended(offering: Offering) -> None:
    problems = offering(MOVE).front_office.lodge("trial", {**ANN, "born": "2020-01-02"}, "paper-1", DESK)
    assert [(problem.path, problem.code) for problem in problems.problems] == [("born", "check")]


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=True) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(st.sampled_from(["name", "born", "light", "lamp", "plan", "household", "x"]), ANYTHING)
)
def test_whatever_is_lodged_gets_a_clear_answer(offering: Offering, answers: dict) -> None:
    lodged = offering(MOVE).front_office.lodge("trial", {**ANN, **answers}, repr(answers), DESK)
    assert isinstance(lodged, Receipt | Problems)
    assert isinstance(lodged, Receipt) or lodged.problems


def test_a_key_is_one_case_however_often_it_is_lodged_at_once(offering: Offering) -> None:
    core = offering(MOVE)
    ready, got = threading.Barrier(4), []

    def lodge() -> None:
        ready.wait()
        got.append(core.front_office.lodge("trial", ANN, "paper-1", DESK))

    threads = [threading.Thread(target=lodge) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(got) == 4
    assert len(set(got)) == 1


def test_a_key_may_be_long_and_says_nothing_in_the_database(offering: Offering, data) -> None:
    core = offering(MOVE)
    key = "85.07.30-033.28 Zenobia " * 50
    first = core.front_office.lodge("trial", ANN, key, DESK)
    assert isinstance(first, Receipt)
    assert core.front_office.lodge("trial", ANN, key, DESK) == first
    assert not [file for file in data.rglob("*") if file.is_file() and b"Zenobia" in file.read_bytes()]


def test_a_key_of_another_service_leads_to_no_receipt(town) -> None:
    answers = {
        "danger": False, "problem": "light", "lamp": None, "where": None, "photo": None, "mobile": None,
    }  # fmt: skip
    lamp = {**answers, "where": {
        "street": "Somewhere", "number": None, "postcode": None, "lat": None, "lon": None, "verified": False,
    }}  # fmt: skip
    first = town.front_office.lodge("street-problem", lamp, "1", DESK)
    assert isinstance(first, Receipt), first
    assert isinstance(town.front_office.lodge("heating-allowance", {}, "1", DESK), Problems)


def test_nothing_is_lodged_with_a_closed_service_but_what_was_lodged_is_told_again(
    offering: Offering, clock
) -> None:
    core = offering(MOVE + 'state: {is: open, until: "2026-11-24"}\n')
    receipt = core.front_office.lodge("trial", ANN, "paper-1", DESK)
    assert isinstance(receipt, Receipt)
    clock.pass_(timedelta(days=3))
    problems = core.front_office.lodge("trial", ANN, "paper-2", DESK)
    assert isinstance(problems, Problems)
    assert [problem.code for problem in problems.problems] == ["closed"]
    assert core.front_office.lodge("trial", ANN, "paper-1", DESK) == receipt


def test_nobody_was_asked_what_was_lodged(offering: Offering) -> None:
    core = offering(MOVE)
    core.front_office.lodge("trial", ANN, "paper-1", DESK)
    with core.front_office.database.reading() as connection:
        from sqlalchemy import select

        from service.store.tables import events as table

        (journey,) = connection.execute(select(table.c.journey).distinct()).scalars()
        assert [event.kind for event in events.of_journey(connection, journey)] == ["begun", "submitted"]
