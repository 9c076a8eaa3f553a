"""What changes in a case that comes to a state, and that the usual workflow is one that `check` would let pass."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.definitions.model_workflow import CaseState
from service.messages import Officer
from service.store.records import CaseRecord
from service.store.tables import NEVER
from service.workflow import USUAL, due_next, entering, moves_for, state_of
from service.working_days import working_days_between
from tests.service.conftest import Declare
from tests.service.definitions.conftest import FAULTLESS, TABLES, found_in

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
WORK = CaseState(code="work", name="Work", say="We work.", within=3)
WAIT = CaseState(code="wait", name="Wait", say="We wait.", waits=True)
DONE = CaseState(code="done", name="Done", say="Done.", end=True)


def case(due_on: date | None = date(2026, 11, 30)) -> CaseRecord:
    return CaseRecord("K7QF2M9X3", "d", "trial", "work", MONDAY, due_on, "en", ["web"], {}, "", b"")


def at(record: CaseRecord, state: CaseState, days: int) -> CaseRecord:
    moment = MONDAY + timedelta(days=days)
    return replace(record, **entering(record, state, moment, moment.date()))


def test_the_next_deadline_is_the_earlier_one() -> None:
    assert at(case(), WORK, 0).due_next == date(2026, 11, 26)
    assert at(case(date(2026, 11, 24)), WORK, 0).due_next == date(2026, 11, 24)
    assert at(case(None), replace_within(None), 0).due_next == NEVER


def replace_within(within: int | None) -> CaseState:
    return WORK.model_copy(update={"within": within})


def test_nothing_is_due_at_an_end_or_while_its_owner_is_waited_for() -> None:
    assert due_next(DONE, date(2026, 11, 24), None) == NEVER
    assert due_next(WAIT, date(2026, 11, 24), None) == NEVER


def test_an_end_has_a_moment_and_opening_again_takes_it_away() -> None:
    ended = at(case(), DONE, 1)
    assert ended.ended_at == MONDAY + timedelta(days=1)
    assert at(ended, WORK, 2).ended_at is None


@given(st.lists(st.tuples(st.sampled_from([WORK, WAIT]), st.integers(0, 30)), max_size=8))
def test_the_promise_moves_by_the_working_days_of_waiting_and_by_nothing_else(
    stays: list[tuple[CaseState, int]],
) -> None:
    record, day, waited = at(case(), WORK, 0), 0, 0
    for state, days in stays:
        record = at(record, state, day)
        if state is WAIT:
            first = (MONDAY + timedelta(days=day)).date()
            waited += working_days_between(first, first + timedelta(days=days))
        day += days
    record = at(record, WORK, day)
    assert record.due_on is not None
    assert working_days_between(date(2026, 11, 23), record.due_on) == 5 + waited
    assert record.stopped_on is None


def test_the_usual_workflow_has_no_fault() -> None:
    import yaml

    written = yaml.safe_dump({"workflow": USUAL.model_dump(exclude_defaults=True)})
    assert found_in({"service.yaml": FAULTLESS + written, **TABLES}, "service.yaml", []).said == []


def test_a_state_that_is_not_there_is_an_error(declare: Declare) -> None:
    definition = declare("questions: [{code: a, ask: A?, kind: text}]")
    assert state_of(definition, "withdrawn").end
    with pytest.raises(LookupError, match="trial has no state nowhere"):
        state_of(definition, "nowhere")


def test_moves_are_for_roles() -> None:
    clerk = Officer("an", "An", ("clerk",), "")
    head = Officer("bo", "Bo", ("head",), "")
    received = USUAL.states[0]
    assert [move.to for move in moves_for(clerk, received)] == ["in-hand", "waiting", "done"]
    assert [move.to for move in moves_for(head, received)] == ["in-hand", "waiting", "done", "refused"]
