"""What comes out of the store and goes into it: one frozen record a table. Sealed things are bytes here."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from service.office_messages import Attendance as Attendance
from service.store.tables import NEVER

DraftState = Literal["open", "submitted", "ended"]


@dataclass(frozen=True)
class DraftRecord:
    id: str
    service: str
    definition: str
    """The revision whose questions it answers."""
    language: str
    begun_on: date
    version: int
    """Grows with every change of an answer."""
    state: DraftState
    outcome: str
    journey: str
    """The random id under which events remember this journey."""
    simulated: bool
    line: str | None
    """The key of the line on which it was begun or taken up last (`<contact hash>|<address>`)."""
    tries_path: str
    tries: int
    """How often the question at `tries_path` was answered in a way that was refused."""
    wrapped: bytes
    key_id: str
    touched_at: datetime
    hold: int = 0
    """The version at which it moved to the door that holds it, 0 where it has stayed: nobody else holds it now."""
    proven: str = ""
    """A keyed hash of the contact that was proven, and of the hold at which; empty where none was."""
    away: str = ""
    """In which other store it is now, the name of an outpost or HUB; empty where it is here."""
    rated: str = ""
    """Which questions about how it went were put; never what was answered."""


@dataclass(frozen=True)
class AnswerRecord:
    path: str
    value: bytes
    state: Literal["given", "skipped", "deferred"]
    door: str
    provenance: str
    at: datetime
    version: int
    hold: int = 0
    """The draft's hold when it was given."""


@dataclass(frozen=True)
class CaseRecord:
    reference: str
    draft: str
    service: str
    status: str
    submitted_at: datetime
    due_on: date | None
    language: str
    doors: list[str]
    fee: dict[str, Any]
    status_code: str
    receipt: bytes
    lodged_key: str | None = None
    proofs: list[str] = field(default_factory=list)
    """Keyed hashes of what shows the status besides the code, such as the last four digits of a phone."""
    office: str = ""
    """Who handles it, where that is another office than its service's own."""
    assigned: str = ""
    """The name of the officer who does; empty where nobody does yet."""
    since: datetime | None = None
    """When it came to its status; None where it has had it from the start."""
    leave_by: date | None = None
    """By when it should leave its status."""
    stopped_on: date | None = None
    """Since when the office's time stands still: it waits for its owner, or has ended."""
    ended_at: datetime | None = None
    """When it came to an end; None while it is open."""
    due_next: date = NEVER
    """The next deadline that the office has to keep."""
    version: int = 0
    """Grows with every change of what officers see."""
    unreached: bool = False
    """The last message to its owner did not arrive, at none of their contacts."""
    escalated_on: date | None = None
    """When it came before the head of the office, overdue as it is in its status; None where it did not."""


AppointmentState = Literal["made", "confirmed", "cancelled", "lost"]
"""`lost`: it could not be kept while the case was on its way from another store."""


@dataclass(frozen=True)
class AppointmentRecord:
    """That somebody comes at a time: what a held slot becomes with the case."""

    id: str
    """Its name in the calendars of those who come; it stays when the time changes."""
    draft: str
    path: str
    """The question whose answer it is."""
    calendar: str
    start: datetime
    minutes: int
    sequence: int
    """Grows with every change of the time, and when it is called off."""
    state: AppointmentState
    attendance: Attendance = ""


@dataclass(frozen=True)
class AwaitedReplyRecord:
    """What a contact was asked by a notice, until they are heard."""

    contact: str
    """Its keyed hash."""
    path: str
    """What is asked, as a line's own questions are called."""
    reference: str
    """Of the case that it is about."""
    ends_at: datetime
    """When nobody waits for a reply any more."""


@dataclass(frozen=True)
class EntryRecord:
    """Something that happened to a case in the office."""

    id: str
    """In the order of time."""
    reference: str
    at: datetime
    officer: str
    """Who did it, by name; empty where it was the citizen."""
    deed: str
    about: str
    """The status, the officer or the message that it was about, by code."""
    sealed: bytes
    """What was written, sealed with the draft's key; empty where nothing was."""


@dataclass(frozen=True)
class LetterRecord:
    """A decision on paper, as it was issued; nothing in it changes any more."""

    id: str
    """In the order of time."""
    reference: str
    status: str
    """To which the case was moved with it."""
    at: datetime
    words: bytes
    """What it says, sealed with the draft's key."""
    content: bytes = b""
    """The file, sealed likewise; empty where only the letters are listed."""


@dataclass(frozen=True)
class AssistanceRecord:
    """That somebody of the town took a citizen's draft in hand, on their behalf."""

    id: str
    """In the order of time."""
    draft: str
    at: datetime
    officer: str
    office: str
    deed: str
    agreed: str
    """How the citizen agreed."""
    arrived_on: date | None = None
    """When their paper came."""


@dataclass(frozen=True)
class BatchRecord:
    """That an officer moved many cases at once."""

    id: str
    officer: str
    at: datetime
    ends_at: datetime
    """Until then it can be undone, and nobody is told."""
    undone_at: datetime | None = None


@dataclass(frozen=True)
class BatchedRecord:
    """One of those cases: its version after the move, and where it stood before."""

    batch: str
    reference: str
    version: int
    status: str
    assigned: str
    since: datetime | None
    due_on: date | None
    leave_by: date | None
    stopped_on: date | None
    ended_at: datetime | None
    due_next: date
    escalated_on: date | None = None


@dataclass(frozen=True)
class OfficerRecord:
    """Somebody who works for the town."""

    name: str
    """By which they sign in."""
    shown: str
    password: str
    """Its hash (Argon2id, RFC 9106)."""
    roles: list[str]
    office: str
    """Empty for who works for all offices."""
    added_at: datetime
    left_at: datetime | None = None


@dataclass(frozen=True)
class AttendanceRecord:
    """That an officer is signed in, somewhere."""

    token: str
    """The keyed hash of what their browser holds."""
    officer: str
    begun_at: datetime
    seen_at: datetime


@dataclass(frozen=True)
class AuditRecord:
    """Who did what to whose case: one link of the chain."""

    sequence: int
    at: datetime
    officer: str
    office: str
    deed: str
    reference: str
    """Empty where it is about no case."""
    about: str
    """Why a case was opened, where it was moved to; never what anybody wrote."""
    hash: str
    """Of this entry and the hash before."""


@dataclass(frozen=True)
class LineRecord:
    contact: str
    """The contact's keyed hash."""
    address: str
    language: str
    draft: str | None
    asked: bytes
    stopped: bool
    heard_at: datetime
    version: int
    wrapped: bytes
    key_id: str

    @property
    def name(self) -> str:
        """How a draft remembers its line."""
        return f"{self.contact}|{self.address}"


@dataclass(frozen=True)
class HandOverRecord:
    """An offer to go on with a draft at another door."""

    token: str
    """The keyed hash of the code or the link."""
    draft: str
    hold: int
    """The draft's hold when it was offered: once the draft has moved, the offer is void."""
    door: str
    """Where it was offered."""
    ends_at: datetime
    path: str = ""
    """The one question that may be answered with it; empty where all of the draft is handed over."""
    line: bytes = b""
    """Then the line that goes on once it is answered, sealed."""


@dataclass(frozen=True)
class SavedCodeRecord:
    """A code by which somebody comes back to a draft."""

    token: str
    """The code's keyed hash."""
    draft: str
    proof: str
    """The keyed hash of the second thing, bound to the code."""
    contact: bytes
    """Where its owner is told that the draft will end, sealed; empty where nowhere."""
    announced_at: datetime | None
    """When that was told."""


@dataclass(frozen=True)
class PasscodeRecord:
    """A code that was sent to a draft's contact."""

    draft: str
    token: str
    """The code's keyed hash, bound to draft, hold and contact."""
    tries: int
    ends_at: datetime
    version: int
    """The draft's version for which it was sent."""


@dataclass(frozen=True)
class NoticeRecord:
    """A message that the town sends by itself, in the outbox."""

    id: str
    draft: str
    """With whose key it is sealed, and with which it is deleted."""
    scheme: str
    """By what it is carried: `tel`, `mailto`."""
    sealed: bytes
    """To whom and in which words; empty once nobody needs that any more."""
    state: Literal["waiting", "sent", "arrived", "failed", "turned", "late", "needless"]
    """`sent` is what a carrier has taken; `arrived` and `failed` what it told later, or at once; `turned` to another of
    its contacts; `late` what nobody carried in time; `needless` what has lost its point before it was due."""
    tries: int
    due_at: datetime
    """When it is tried next; while somebody carries it, when that counts as broken off."""
    ends_at: datetime
    """When it has become useless."""
    purpose: str = ""
    """By what it can be taken back; empty for what cannot."""
    reference: str = ""
    """Of the case that it is about."""
    awaited: bool = True
    """Its person waits for it, at whatever hour."""
    rests: int = 0
    """It is sent only if nobody has touched its draft for so many seconds; 0 where that does not matter."""
    tried_at: datetime | None = None
    """When a carrier got it first."""
    reason: str = ""
    """Why it failed, and the carrier's number for that."""
    code: str = ""


@dataclass(frozen=True)
class CarriedRecord:
    """A message that a carrier has taken, or tells of."""

    id: str
    """The carrier's."""
    notice: str | None
    """None where the carrier told of it before we had noted it down."""
    standing: str
    """How far it has come; where it is lost, why."""
    rank: int
    parts: int
    charged: int | None
    at: datetime
    code: str = ""
    """The carrier's number for why it is lost."""


@dataclass(frozen=True)
class OutpostRecord:
    """A machine that runs the same core away from the hub, as the hub knows it."""

    name: str
    key: str
    """The keyed hash of what it shows to be let in."""
    added_at: datetime
    revoked_at: datetime | None = None
    closed: bool = False
    """By the operator's wish it serves nobody."""
    beat: dict[str, Any] | None = None
    """How it was when it was heard last (`messages.Beat`)."""
    beat_at: datetime | None = None
    told_until: datetime | None = None
    """Until when the evidence has been told for how long it should have been heard, and was not; None: never yet."""


@dataclass(frozen=True)
class ParcelRecord:
    """A draft of an outpost on its way to the hub; `arriving` until the hub knows that it has come from there."""

    sequence: int
    draft: str
    state: Literal["arriving", "waiting", "taken", "refused"]
    reason: str
    """Why the hub refused it, for the operator."""
    at: datetime
    """When it was queued; afterwards when it was taken or refused."""


@dataclass(frozen=True)
class ConsentRecord:
    """That somebody stopped our messages, or wants them again: who, where, when and by which word."""

    contact: str
    """The contact's keyed hash."""
    address: str
    door: str
    withdrawn: bool
    word: str
    at: datetime


@dataclass(frozen=True)
class DefinitionRecord:
    revision: str
    service: str
    version: str
    folder: bytes
    published_at: datetime


@dataclass(frozen=True)
class RatingRecord:
    """An answer to how it went, counted in one way: of the whole town, or of one service, door or language."""

    month: str
    moment: str
    """`sent` or `decided`."""
    answer: str
    """From `1`, very dissatisfied, to `5`; or what they would have done without this door."""
    by: str = ""
    """`service`, `door` or `language`; empty for the whole town."""
    name: str = ""


@dataclass(frozen=True)
class PublishedRecord:
    """One figure of a month as it was published; what is not named stands for all."""

    month: str
    service: str
    door: str
    language: str
    what: str
    number: int | None
    """None where it is withheld."""


EventKind = Literal[
    "begun",
    "asked",
    "answered",
    "changed",
    "skipped",
    "deferred",
    "refused",
    "submitted",
    "ended",
    "offered",
    "taken over",
    "carried",
    "saved",
    "proven",
    "supplied",
    "corrected",
    "withdrawn",
    "rearranged",
    "followed up",
    "status",
    "moved",
    "taken back",
    "escalated",
    "came",
    "missed",
    "unnoted",
    "heard",
    "said",
    "notified",
    "stopped",
    "watched",
    "silent",
]
"""All that this release notes; docs/evidence/events.md says when."""


@dataclass(frozen=True)
class EventRecord:
    """One line of the evidence: what happened, without saying to whom."""

    journey: str
    service: str
    version: str
    revision: str
    door: str
    language: str
    kind: str
    """An `EventKind`, or one of another release: an outpost may be older or newer than its hub."""
    at: datetime
    path: str = ""
    problem: str = ""
    attempt: int = 0
    outcome: str = ""
    simulated: bool = False
    segments: int | None = None
    direction: str = ""
    variant: str = ""
    id: str = field(default="")
