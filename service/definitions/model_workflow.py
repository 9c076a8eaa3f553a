"""The shape of `workflow` in `service.yaml`: the states of a case and the moves between them, as pydantic models.

Only shape stands here. Whether a workflow leads anywhere is checked in `checking.workflow`; what officers do with it
is `service.workflow`.
"""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import Field

from service.questions.question import Code, Declared, Text

Mover = Literal["clerk", "officer", "head"]
"""The roles that work on cases: at the counter, at the desk, and the head of the office."""
Allowed = Literal["papers", "withdrawal"]

FIRST = "received"
"""The state in which every case begins."""
WITHDRAWN = "withdrawn"
"""The state of what its owner took back: it is in every workflow, and nobody declares it."""
WORKING: frozenset[str] = frozenset(get_args(Mover))


class Move(Declared):
    """One thing that an officer can do with a case in a state."""

    to: Code
    name: Text
    """What stands on the button: "Plan the repair"."""
    by: Annotated[list[Mover], Field(min_length=1)] = ["clerk", "officer", "head"]
    reason: bool = False
    """Whether the officer must tell the citizen why, in words of their own."""

    @property
    def code(self) -> str:
        """Its name among the moves of its state: no state is reached by two of them."""
        return self.to


class FollowUp(Declared):
    """A question to the citizen once it is done: "Was it mended?". A no takes the case back to a state."""

    ask: Text
    back_to: Code


class LetterText(Declared):
    """A decision on paper, made when an officer moves a case to the state."""

    title: Text
    paragraphs: Annotated[list[Text], Field(min_length=1, max_length=20)]
    remedy: Text
    """What one may do against it, and until when."""
    signed: Text
    """Who answers for it."""


class Escalation(Declared):
    """What happens by itself to a case that nobody took further."""

    after: Annotated[int, Field(ge=0, le=100)]
    """Working days after the deadline that was missed. Then it is the head's of the office."""
    tell_office: bool = False
    """Whether a message goes to the office's address, with the reference and nothing else."""


class CaseState(Declared):
    """One state of a case. The first one of a workflow is `received`."""

    code: Code
    name: Text
    """What officers call it."""
    say: Text
    """What the citizen is told, when the case comes there and whenever they ask."""
    within: Annotated[int | None, Field(ge=1, le=400)] = None
    """Working days in which the case should leave it again."""
    waits: bool = False
    """It waits for the citizen: the office's time stands still."""
    when_supplied: Code | None = None
    """Where it goes by itself once the citizen has handed in the last paper that was missing."""
    silent: bool = False
    """No message is sent when a case comes there."""
    end: bool = False
    allows: list[Allowed] = ["papers", "withdrawal"]
    """What the citizen may do meanwhile."""
    corrections: list[Code] = []
    """The questions whose answers the citizen may still change."""
    when_corrected: Code | None = None
    """Where it goes by itself when they have."""
    letter: LetterText | None = None
    escalate: Escalation | None = None
    follow_up: FollowUp | None = None
    moves: list[Move] = []

    def move_to(self, code: str) -> Move | None:
        return next((move for move in self.moves if move.to == code), None)


class CaseMessage(Declared):
    """What officers often have to tell the citizen, in words that are translated once."""

    code: Code
    name: Text
    """What officers choose it by."""
    say: Text


class Workflow(Declared):
    """What happens to a case in the office."""

    states: Annotated[list[CaseState], Field(min_length=1)]
    messages: list[CaseMessage] = []

    @property
    def writes_letters(self) -> bool:
        return any(state.letter is not None for state in self.states)

    def state(self, code: str) -> CaseState | None:
        return next((state for state in self.states if state.code == code), None)
