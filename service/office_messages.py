"""What crosses the border between the core and the officers' door: frozen values, finished words, no behaviour.

The citizens' side is `messages`. Codes that a page turns into words of its own (a deed, a reason) stand here as closed
sets.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from service.messages import IssuedLetter, Row

View = Literal["mine", "open", "unassigned", "overdue", "waiting", "ended"]
"""The queues of an office."""
LookReason = Literal["handling", "asked", "covering", "checking"]
"""Why somebody opens a case that is not theirs: they take it on, its owner asks, a colleague is away, they check."""
Attendance = Literal["", "came", "missed"]
"""Whether somebody came to their appointment, as it is noted; empty where it is not."""
Deed = Literal[
    "moved",
    "assigned",
    "referred",
    "noted",
    "told",
    "supplied",
    "answered",
    "corrected",
    "escalated",
    "unreached",
    "rearranged",
    "attended",
]


@dataclass(frozen=True)
class CaseLine:
    """A case as a queue shows it: nothing personal."""

    reference: str
    """Grouped for reading aloud."""
    service: str
    title: str
    status: str
    state: str
    """The status in the officer's language."""
    submitted_at: datetime
    since: datetime
    """When it came to its state."""
    due: date | None
    """The next deadline; None where none runs."""
    overdue: bool
    waits: bool
    ended: bool
    assigned: str
    """The name of who handles it; empty for nobody."""
    assigned_to: str
    """The same as people call them."""
    language: str
    """What its owner reads."""
    doors: tuple[str, ...]
    unreached: bool
    """The last message to its owner arrived nowhere."""
    escalated: bool = False
    """It was overdue for so long that it came before the head of the office."""


@dataclass(frozen=True)
class Queue:
    lines: tuple[CaseLine, ...]
    more: bool
    """There are further ones, on the next page."""
    found: int = 0
    """How many there are on all pages, as far as is counted."""


@dataclass(frozen=True)
class Filters:
    """Which cases of a queue are wanted; what is empty leaves all in."""

    service: str = ""
    status: str = ""
    language: str = ""
    overdue: bool = False
    reference: str = ""
    """How it begins, as somebody writes it."""


@dataclass(frozen=True)
class FilterChoices:
    """By what a queue can be filtered: codes, and what they are called."""

    services: tuple[tuple[str, str], ...]
    states: tuple[tuple[str, str], ...]
    """Of the chosen service, or of all."""


@dataclass(frozen=True)
class ChosenCase:
    line: CaseLine
    version: int


@dataclass(frozen=True)
class Chosen:
    """Cases that were chosen together."""

    cases: tuple[ChosenCase, ...]
    moves: tuple[tuple[str, str], ...]
    """What the states of all of them allow: code and name."""


@dataclass(frozen=True)
class Told:
    """What a move tells the owners of a service's cases who read one language."""

    title: str
    language: str
    number: int
    example: str
    """What one of them reads: answers that the words name differ."""
    meaning: str
    """The same in the officer's language."""


@dataclass(frozen=True)
class ManyTold:
    """What a move of many cases would tell, before it is made."""

    name: str
    told: tuple[Told, ...]
    untold: int
    """How many will see it only when they ask: the state is silent, or they left no contact."""
    reason: bool


@dataclass(frozen=True)
class ManyMoved:
    batch: str
    """By what it is undone."""
    moved: int
    overtaken: tuple[str, ...]
    """The references of those that somebody else had changed."""
    until: datetime


@dataclass(frozen=True)
class Undone:
    back: int
    kept: tuple[str, ...]
    """Those that somebody has changed since."""


@dataclass(frozen=True)
class ServiceOverview:
    """How a service goes, for its owner: numbers only."""

    code: str
    title: str
    states: tuple[tuple[str, int], ...]
    """How many cases stand where, in the officer's language."""
    ended: int
    """How many of those that ended last were looked at for how long they took."""
    days: int
    """In how many days half of them were finished."""
    findings: tuple[str, ...]
    """What is to be mended or considered in its definition, as `check` says it."""


@dataclass(frozen=True)
class Counts:
    """How many cases wait in each queue; at the most that is counted it means "or more"."""

    mine: int
    open: int
    unassigned: int
    overdue: int
    today: int | None = None
    """Appointments; None where the office makes none."""


@dataclass(frozen=True)
class CaseMove:
    to: str
    name: str
    reason: bool
    """The citizen must be told why."""
    tells: bool
    """A message is sent."""


@dataclass(frozen=True)
class CaseEntry:
    """Something that happened to the case."""

    at: datetime
    who: str
    """As people call them; empty for its owner."""
    deed: Deed
    about: str
    """The state, the colleague, the office, the message or the question that it was about, in words."""
    written: str
    language: str
    """Of what was written."""


@dataclass(frozen=True)
class CaseHelp:
    """Somebody of the town filled it in for the citizen."""

    at: datetime
    who: str
    deed: str
    """By code: `began`, `took over`, `sent`."""
    agreed: str
    """How the citizen agreed, by code."""
    arrived_on: date | None
    """When their paper came."""


@dataclass(frozen=True)
class CaseAnswer:
    row: Row
    file: str
    """The path of the photo or document; empty where the answer is none."""


@dataclass(frozen=True)
class CaseAppointment:
    """When the citizen comes or came."""

    number: int
    """The how manieth time it was set; a deed must name it, so that nothing is said of another time."""
    begins_at: datetime
    begun: bool
    """It can be noted whether they came."""
    attendance: Attendance
    """What is noted of it."""


@dataclass(frozen=True)
class Expected:
    """Somebody comes at a time, as the list of a day shows it: nothing personal."""

    line: CaseLine
    begins_at: datetime
    confirmed: bool
    """They have said that they come."""
    attendance: Attendance


@dataclass(frozen=True)
class CaseView:
    line: CaseLine
    version: int
    """What a deed must name, so that nothing is done to a case that looks otherwise by now."""
    answers: tuple[CaseAnswer, ...]
    notes: tuple[str, ...]
    """How identity is proven, what is still to come."""
    fee: str
    moves: tuple[CaseMove, ...]
    messages: tuple[tuple[str, str], ...]
    """Prepared messages: code and name."""
    entries: tuple[CaseEntry, ...]
    helped: tuple[CaseHelp, ...]
    """Before it was a case."""
    reach: str
    """Where a message would go, as a hint (`… 56`); empty where its owner left no contact or nobody carries it."""
    office: str
    offices: tuple[tuple[str, str], ...]
    """To which others it can be referred: code and name."""
    colleagues: tuple[tuple[str, str], ...]
    """To whom it can be assigned: name and what people call them."""
    letters: tuple[IssuedLetter, ...] = ()
    appointment: CaseAppointment | None = None
    """None where none is made, or it was called off."""


@dataclass(frozen=True)
class ReasonWanted:
    """The case is somebody else's: say why you open it."""

    line: CaseLine


@dataclass(frozen=True)
class Telling:
    """What a deed would tell the citizen, before it is done."""

    name: str
    """Of the move or the message."""
    to_citizen: str
    """In their language; empty where nothing is sent."""
    to_officer: str
    """The same in the officer's language."""
    language: str
    """The citizen's."""
    reach: str
    reason: bool
    """A reason in the officer's own words belongs to it."""
    letter: str = ""
    """The title of the letter that goes out with it, in the citizen's language; empty where none does."""


@dataclass(frozen=True)
class LogLine:
    """One entry of the audit log."""

    sequence: int
    at: datetime
    who: str
    office: str
    deed: str
    """By code: what officers do, and `looked`, `searched`, `signed in`."""
    reference: str
    """Grouped; empty where it is about no case."""
    about: str
    """By code: a state, a reason, a colleague, an office."""
