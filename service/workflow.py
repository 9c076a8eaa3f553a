"""What can happen to a case in the office: its state, where it may go from there, and by when.

The states come from the service's definition; a service that declares none has the usual ones, which are here. Pure:
nothing is stored here. Who does it, and what is told to whom, is `casework`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from service.definitions.definition import Definition
from service.definitions.model_workflow import FIRST, CaseState, Move, Workflow
from service.definitions.model_workflow import WITHDRAWN as WITHDRAWN
from service.journey import Way
from service.messages import Officer
from service.prompts import Prompts
from service.store.records import CaseRecord
from service.store.tables import NEVER
from service.wording import sentence
from service.working_days import after_working_days, working_days_between

RECEIVED = FIRST

_ON = Move(to="in-hand", name=sentence("Take in hand"))
_ASK = Move(to="waiting", name=sentence("Ask the citizen for something"), reason=True)
_FINISH = Move(to="done", name=sentence("It is done"))
_REFUSE = Move(to="refused", name=sentence("Refuse"), by=["officer", "head"], reason=True)
_REOPEN = sentence("Open it again")

USUAL = Workflow(
    states=[
        CaseState(
            code=RECEIVED,
            name=sentence("Received"),
            say=sentence("We have received it and are looking at it."),
            silent=True,
            moves=[_ON, _ASK, _FINISH, _REFUSE],
        ),
        CaseState(
            code="in-hand",
            name=sentence("In hand"),
            say=sentence("Somebody is working on it."),
            silent=True,
            moves=[_ASK, _FINISH, _REFUSE],
        ),
        CaseState(
            code="waiting",
            name=sentence("Waiting for the citizen"),
            say=sentence("We need something from you before we can go on."),
            waits=True,
            when_supplied="in-hand",
            moves=[Move(to="in-hand", name=sentence("Go on")), _FINISH, _REFUSE],
        ),
        CaseState(
            code="done",
            name=sentence("Done"),
            say=sentence("It is done."),
            end=True,
            moves=[Move(to="in-hand", name=_REOPEN, by=["officer", "head"])],
        ),
        CaseState(
            code="refused",
            name=sentence("Refused"),
            say=sentence("We could not agree to it."),
            end=True,
            moves=[Move(to="in-hand", name=_REOPEN, by=["head"])],
        ),
    ]
)
"""What happens to the cases of a service that does not say it."""

_TAKEN_BACK = CaseState(
    code=WITHDRAWN,
    name=sentence("Withdrawn"),
    say=sentence("You have withdrawn it. Nothing more will happen."),
    end=True,
    silent=True,
    allows=[],
)


def workflow_of(definition: Definition) -> Workflow:
    return definition.model.workflow or USUAL


def state_of(definition: Definition, code: str) -> CaseState:
    """Raises LookupError for a state that the workflow does not have."""
    state = _TAKEN_BACK if code == WITHDRAWN else workflow_of(definition).state(code)
    if state is None:
        raise LookupError(f"{definition.code} has no state {code}")
    return state


def moves_for(officer: Officer, state: CaseState) -> list[Move]:
    """What an officer may do with a case in a state."""
    return [move for move in state.moves if any(role in officer.roles for role in move.by)]


def tells(left: CaseState, entered: CaseState) -> bool:
    """Whether its owner hears of a move; that it goes on after an end, always."""
    return not entered.silent or (left.end and not entered.end)


@dataclass(frozen=True)
class StateWords:
    """What is said of a state, in a language."""

    prompts: Prompts
    definition: Definition
    language: str

    def name(self, state: CaseState) -> str:
        return self._text(f"states.{state.code}.name", state.name, state)

    def move(self, state: CaseState, move: Move) -> str:
        return self._text(f"states.{state.code}.moves.{move.to}.name", move.name, state)

    def follow_up(self, state: CaseState) -> str:
        """The question once it is done; empty where none is asked."""
        return self.definition.text(f"workflow.states.{state.code}.follow_up.ask", self.language)

    def say(self, state: CaseState, scope: Way) -> str:
        """What the citizen is told."""
        if self._is_usual(state):
            return self.prompts.wording(self.language).say(state.say)
        place = f"workflow.states.{state.code}.say"
        return self.prompts.filled(self.definition, place, scope, self.language)

    def _text(self, place: str, text: str, state: CaseState) -> str:
        if self._is_usual(state):
            return self.prompts.wording(self.language).say(text)
        return self.definition.text(f"workflow.{place}", self.language)

    def _is_usual(self, state: CaseState) -> bool:
        return self.definition.model.workflow is None or state is _TAKEN_BACK


def entering(record: CaseRecord, state: CaseState, now: datetime, today: date) -> dict[str, Any]:
    """What changes in a case that comes to a state: columns of its row.

    While it waits for the citizen, and from its end until it is opened again, the office's time stands still: the
    deadline moves by as many working days.
    """
    due_on, stopped_on = record.due_on, record.stopped_on
    stands_still = state.waits or state.end
    if stopped_on is not None and not stands_still:
        due_on = due_on and after_working_days(due_on, working_days_between(stopped_on, today))
        stopped_on = None
    elif stands_still and stopped_on is None:
        stopped_on = today
    leave_by = after_working_days(today, state.within) if state.within is not None else None
    return {
        "status": state.code,
        "since": now,
        "due_on": due_on,
        "leave_by": leave_by,
        "stopped_on": stopped_on,
        "ended_at": now if state.end else None,
        "escalated_on": None,
        "due_next": due_next(state, due_on, leave_by),
    }


def decided(record: CaseRecord, today: date) -> Literal["in time", "late", "decided"]:
    """How a decision of today keeps what was promised; while the citizen was waited for, the time stood still."""
    due_on, stopped_on = record.due_on, record.stopped_on
    if due_on is None:
        return "decided"
    if stopped_on is not None:
        due_on = after_working_days(due_on, working_days_between(stopped_on, today))
    return "in time" if today <= due_on else "late"


def due_next(state: CaseState, due_on: date | None, leave_by: date | None) -> date:
    """The next deadline that the office has to keep: none at an end, and none while the citizen is waited for."""
    if state.end or state.waits:
        return NEVER
    return min((day for day in (due_on, leave_by) if day is not None), default=NEVER)
