"""What crosses the border between the core and the doors: frozen values, finished words, no behaviour.

Nothing here knows how a door draws a prompt or how the core came to it. Every text is already in the
visitor's language; a door lays it out and changes no word.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

Value = Any
"""An answer's stored value: plain JSON (str, int, float, bool, list, dict). Never a label."""

HintName = Literal[
    "text", "long-text", "digits", "decimal", "money", "date", "place", "phone", "email", "photo", "document",
    "yes-no", "choice", "choices", "declare",
]  # fmt: skip
"""What kind of input is expected, from a closed set: a door chooses its control by this and never by kind."""


@dataclass(frozen=True)
class Capabilities:
    """What a door can carry, as the door says of itself."""

    pages: bool = False
    """Several questions may be asked at once (`together`), and nothing needs to be numbered."""
    photos: bool = True
    documents: bool = True
    private: bool = True
    """Nobody keeps copies on the way: sensitive questions may be asked and their answers shown."""
    slow: bool = False
    """Between two turns may lie hours: what is held for somebody is held longer."""
    links: bool = False
    """A link can be given for what cannot be asked here, and the door goes on once it is answered."""
    public_screen: bool = False
    """Others may look on: sensitive answers are masked."""
    reserved: frozenset[str] = frozenset()
    """Words (casefolded) that the carrier takes for itself; the core never wants one as an answer."""
    stopping: frozenset[str] = frozenset()
    """Reserved words by which a person withdraws from the line; the carrier confirms them itself."""
    starting: frozenset[str] = frozenset()
    """Reserved words that undo a stopping word."""
    silent: frozenset[str] = frozenset()
    """Reserved words that the carrier answers itself, so that we say nothing."""
    unconfirmed: frozenset[str] = frozenset()
    """Stopping words that the carrier does not know: that somebody has stopped the line, we say ourselves."""
    stop_word: str = ""
    """The stopping word that we tell people of; empty where a line cannot be stopped."""
    start_word: str = ""
    """The word that undoes it, likewise."""


@dataclass(frozen=True)
class Line:
    """Where a wordy conversation takes place: one contact talking to one of our addresses."""

    contact: str
    """Such as `tel:+32470123456`; opaque to the core."""
    address: str


Agreement = Literal["present", "telephone", "paper"]
"""How a citizen agreed that somebody of the town fills it in: beside them, on the telephone, by a paper that came."""


@dataclass(frozen=True)
class Helper:
    """Somebody of the town who takes a citizen through a service, on their behalf."""

    name: str
    office: str
    """Empty for who works for all offices."""
    agreed: Agreement
    arrived_on: date | None = None
    """The day on which the paper came; deadlines count from it."""


@dataclass(frozen=True)
class Visitor:
    """Who is at a door, as far as the door knows."""

    door: str
    language: str
    capabilities: Capabilities
    line: Line | None = None
    assurance: str = "none"
    """How identity was proven at this door: `none`, `contact` or a provider's name."""
    source: str = ""
    """From where somebody tries, such as an address on the net: bounds guessing, and is stored nowhere."""
    helper: Helper | None = None
    """Who of the town types for them; None where they do so themselves."""
    weigh: Callable[[Turn], int] | None = field(default=None, compare=False)
    """In how many parts a turn goes out, as the door lays it out; None where nobody charges by the part."""


Role = Literal["clerk", "officer", "head", "owner", "operator", "auditor"]
"""What somebody who works for the town may do: at the counter, on cases, lead an office, own services, run the system,
look through the log."""


@dataclass(frozen=True)
class Officer:
    """Somebody who works for the town and is signed in."""

    name: str
    shown: str
    roles: tuple[Role, ...]
    office: str
    """Empty for who works for all offices."""


@dataclass(frozen=True)
class Upload:
    """A file as a door received it: bytes, and what the sender claims they are (never trusted)."""

    content: bytes
    claimed_type: str = ""
    name: str = ""


Parts = Mapping[str, "str | Upload | list[str]"]
"""What a person entered, by the name of the input: `{"answer": "12"}`, `{"day": "3", "month": "5", ...}`."""


@dataclass(frozen=True)
class Option:
    """One of the things to choose from. `value` is what a door posts back."""

    value: str
    label: str
    words: tuple[str, ...] = ()
    """Other words that mean this option, for doors that listen."""
    help: str = ""
    group: str = ""
    """The heading under which it stands with its neighbours, such as a day; empty for most."""
    short: str = ""
    """What it is called under its heading; its label says both."""


@dataclass(frozen=True)
class Part:
    """One input of a prompt."""

    name: str
    """What a door posts back as the key of `parts`; unique on the page also when prompts are asked together."""
    label: str = ""
    """Empty where the prompt's own words are the label."""
    hint: HintName = "text"
    width: int | None = None
    """Expected number of characters, or None for a full-width input."""
    autocomplete: str = ""
    """An HTML autofill token (WCAG 2.2, 1.3.5), or empty."""
    value: str | list[str] = ""
    """What is in it already: the stored answer as it may be typed again, or what was refused."""
    optional: bool = False
    suffix: str = ""
    """A unit such as `m` or `€`."""


@dataclass(frozen=True)
class Problem:
    """Why words were not taken as an answer: a value, not an exception."""

    code: str
    """For the event log, from a small closed vocabulary per kind, such as `not-a-date`."""
    words: str
    """What was understood, what is wanted, and an example; finished."""
    part: str | None = None
    """The part that it concerns (a `Part.name`), None for all of it."""
    options: tuple[Option, ...] = ()
    """Where the words could mean several things: which? Each value is understood without doubt."""
    path: str = ""
    """The question it concerns; filled in by the core."""


@dataclass(frozen=True)
class Progress:
    """How far the journey is. `total` is None while it depends on answers still to come."""

    number: int
    total: int | None
    words: str


@dataclass(frozen=True)
class Row:
    """One line of the check-answers list."""

    number: int
    """The figure by which a wordy door names it: "reply 3 to change 3"."""
    path: str
    label: str
    shown: str
    changeable: bool = True
    section: str = ""
    sensitive: bool = False
    provenance: str = ""
    """In words, where not every answer was typed here: "from the number you use", "by text message, 3 May 2027"."""


@dataclass(frozen=True)
class FeeLine:
    label: str
    shown: str


PromptKind = Literal["choose", "ask", "check", "done", "say"]


@dataclass(frozen=True)
class Prompt:
    """What the core wants asked or shown, in finished words.

    `choose`: pick one of `options` (a service, a language, which draft) on a line. `ask`: a question.
    `check`: look through `rows`, then submit. `done`: the receipt. `say`: an end in words (an outcome, or a
    question that this door cannot ask); nothing more is wanted.
    """

    id: str
    kind: PromptKind
    path: str = ""
    words: str = ""
    short: str = ""
    """The question in few characters, for lines where every character costs; equals `words` where undeclared."""
    help: str = ""
    parts: tuple[Part, ...] = ()
    options: tuple[Option, ...] = ()
    hint: HintName = "text"
    optional: bool = False
    later: bool = False
    """A paper that may be promised now and supplied after submission."""
    problem: Problem | None = None
    progress: Progress | None = None
    sensitive: bool = False
    section: str = ""
    together: tuple[Prompt, ...] = ()
    """More questions on the same page, for doors with pages. Empty for a single question."""
    rows: tuple[Row, ...] = ()
    fees: tuple[FeeLine, ...] = ()
    due: str = ""
    """What is to be paid in total, in words; empty where there is no fee."""
    receipt: Receipt | None = None
    outcome: str = ""
    """The outcome's code on a `say` that ends the journey; empty otherwise."""
    example: str = ""
    """What a right answer looks like, for lines: `12/05/2027`."""
    notes: tuple[str, ...] = ()
    """More sentences to show with it: how identity is proven, what happens with pending documents."""
    back: str = ""
    """On doors with pages: the path of the question to which Back leads from here; empty at the first one."""
    service: str = ""
    title: str = ""
    """The service's title."""
    provable: bool = False
    """On check answers: some are hidden here, and would be shown to who proves the contact (`prove`)."""
    page: int = 0
    """Which page of its options is wanted, for lines on which not all of them fit at once."""


@dataclass(frozen=True)
class Receipt:
    """What the person takes away."""

    reference: str
    """Grouped for reading aloud: `K7QF-2M9X-V`."""
    status_code: str
    """Six digits that prove the right to ask for the status."""
    service: str
    title: str
    words: str
    """What happens next."""
    submitted_on: str
    """The date, in words."""
    notes: tuple[str, ...] = ()
    due: str = ""
    appointment: bool = False
    """There is a time at which to come: it can be had as a file for one's own calendar."""


Reading = Callable[[Prompt], Parts]
"""How a door reads what was entered off a form, where it has to know for that what the form asked."""


@dataclass(frozen=True)
class Turn:
    """What comes back from every verb: what was understood or refused, then what is asked next.

    Silence is a turn too: nothing said and no prompt.
    """

    said: tuple[str, ...] = ()
    prompt: Prompt | None = None
    draft: str | None = None
    """By what the door holds the draft from now on. It opens nothing any more once the draft is at another door."""
    version: int = 0
    language: str = ""


@dataclass(frozen=True)
class Reply:
    """What a person said on a line."""

    words: str
    delivery: str
    """The carrier's id of this message: the same id is the same message, however often it comes."""
    media: tuple[Callable[[], Upload], ...] = ()
    """Files that came with it. Fetched only when the core wants them, never for a repeated delivery."""
    parts: int = 0
    """As how many parts it was charged; 0 where nobody charges by the part."""


@dataclass(frozen=True)
class Exchange:
    """One thing that a person gives on a rehearsed way, and the turn that comes back."""

    words: str
    """As it is said on a line: `FIX`, `2`, `Kerkstraat 12`."""
    turn: Turn
    parts: Parts = field(default_factory=dict)
    """As it is entered on a page or a screen; empty where something is only begun, skipped or sent."""
    answered: Prompt | None = None
    """What it answers; None for the beginning."""
    by_link: bool = False
    """It was answered behind a link, and the door went on by itself."""


@dataclass(frozen=True)
class Course:
    """A service gone through at one door, in a rehearsal: every exchange, and how it ends."""

    exchanges: tuple[Exchange, ...]
    end: Literal["case", "outcome", "stopped"]
    """`stopped`: at a question that this door cannot ask."""
    at: str = ""
    """The code of the outcome, or the path of the question."""


@dataclass(frozen=True)
class DoorAddress:
    """Where a service is found: for the front page, start pages and ways out."""

    door: str
    label: str
    words: str
    url: str = ""
    by: str = ""
    """How an answer came by it, in a sentence: `by text message`."""


@dataclass(frozen=True)
class Tariff:
    """What is paid for one message, or for one part of it, in the town's currency."""

    town_sends: Decimal = Decimal()
    town_receives: Decimal = Decimal()
    person_sends: Decimal = Decimal()


@dataclass(frozen=True)
class Prices:
    """What carriers charge: for each part of a message in words, and for a message with a picture."""

    text_part: Tariff = Tariff()
    picture: Tariff = Tariff()


@dataclass(frozen=True)
class ServiceSummary:
    """A service as its front page and start page show it."""

    code: str
    title: str
    summary: str
    keywords: tuple[str, ...]
    audience: tuple[str, ...]
    needs: tuple[str, ...]
    takes: str
    price: str
    identity: str
    """How identity is proven, as a sentence; empty where none is needed."""
    state: Literal["open", "closed", "draft"]
    closed: str
    """Why and until when it is closed; empty while open."""
    office: Office
    promise: str
    """The service standard as a sentence, or empty."""
    keeps: str
    """What is kept and for how long, as a sentence."""
    questions: int
    """How many questions the longest way asks (a repeat counted once)."""
    revision: str = ""
    here: bool = True
    """Whether the visitor's door can take it to its end; if not, another one has to be named."""
    doors: tuple[DoorAddress, ...] = ()
    """The town's doors at which it can be taken to its end."""


@dataclass(frozen=True)
class Office:
    code: str
    name: str
    phone: str = ""
    email: str = ""
    address: str = ""
    hours: str = ""
    level: str = ""
    """Of which government it is a part: `municipality`, `region` or `country`; empty where the town does not say."""


@dataclass(frozen=True)
class HandOver:
    """By what a person goes on at another door. Whichever is taken first ends the other."""

    code: str
    """To type or to say: `K7QF-2M9X`."""
    link: str
    """The whole address; whoever opens it sees what waits there, and takes nothing by looking."""
    code_ends_at: datetime
    link_ends_at: datetime
    code_lasts: str
    """In words: `10 minutes`."""
    link_lasts: str
    words: tuple[str, ...]
    """Both as sentences."""
    sends_to: frozenset[str] = frozenset()
    """To what kinds of contact the link may be sent: `tel`, `mailto`."""
    sent: str = ""
    """That it is on its way, where somebody wanted it sent."""
    problem: Problem | None = None
    """Why it is not."""


@dataclass(frozen=True)
class Keeping:
    """How long a draft is kept, and how somebody may come back to it."""

    until: str
    """The day on which it is deleted if nobody touches it before."""
    sends_to: frozenset[str]
    """To what kinds of contact a saved code may be sent: `tel`, `mailto`."""
    saved: bool
    """There is a code already; saving again makes a new one in its place."""


@dataclass(frozen=True)
class Saved:
    """By what somebody comes back to a draft, at any door, with the word or number that was chosen."""

    code: str
    """Four groups of four: `K7QF-2M9X-V3R1-80ZD`."""
    link: str
    """The same as an address; empty where the town has no pages."""
    until: str
    sent: str
    """That it is on its way, where somebody wanted it sent."""


@dataclass(frozen=True)
class Asks:
    """A question about a case, which the next words of its contact answer."""

    path: str
    """As a line's own questions are called."""
    words: str
    """Said behind what else is said, and then only where nothing is under way; empty where that asks it already."""
    subject: str
    """The reference."""
    until: datetime | None = None
    """How long a notice waits for the answer; None for as long as is usual."""


@dataclass(frozen=True)
class Notice:
    """A message that the town sends by itself, in finished words."""

    contact: str
    """To whom: `tel:+32470123456`, `mailto:an@example.org`."""
    subject: str
    """What it is about; networks without subjects leave it out."""
    words: str
    language: str
    turn: Turn | None = None
    """With this a line goes on by itself, in the place of `words`."""
    address: str = ""
    """From which of our addresses; empty where it does not matter."""
    others: tuple[str, ...] = ()
    """Contacts to turn to, in this order, where this one cannot be reached."""
    asks: Asks | None = None


@dataclass(frozen=True)
class Waiting:
    """What waits behind a code or a link: shown before it is taken, and says nothing of any answer."""

    service: str
    title: str
    words: str
    """How far it is: `Question 4 of 9`."""
    secured: bool = False
    """It was saved, and opens only with the word or number that was chosen then."""


@dataclass(frozen=True)
class Recognised:
    """What words are that somebody brings without a word more: by their shape, for nothing was looked up."""

    kind: Literal["reference", "code"]
    """The name of a case, or what opens a draft: a code or a link."""
    words: str
    """A reference as people read it; a code or link as it was given."""


@dataclass(frozen=True)
class Letter:
    """A decision as it is put on paper: finished words, in the language of the case's owner."""

    language: str
    town: str
    office: Office
    title: str
    about: tuple[tuple[str, str], ...]
    """What it is about, and its words: the service, the reference, the day."""
    paragraphs: tuple[str, ...]
    sections: tuple[tuple[str, str], ...]
    """A heading and its words: why it was decided so, what one may do against it."""
    signed: str
    at: datetime
    mark: str = ""
    """What must be seen at once, such as that it was not sent; empty on the letter that was."""


LetterMaker = Callable[[Letter], bytes]
"""Puts a letter on paper, as a PDF; the same letter gives the same bytes. Raises LetterNotMade."""


class LetterNotMade(Exception):
    """This machine cannot put letters on paper; why, in words for its operator."""


@dataclass(frozen=True)
class IssuedLetter:
    """A letter that a case's owner can have."""

    name: str
    """By which it is asked for."""
    title: str
    day: str


@dataclass(frozen=True)
class Appointment:
    """When and where somebody comes, in words."""

    words: str
    """All of it as a sentence."""
    when: str
    where: str
    state: Literal["made", "confirmed", "cancelled", "lost"]
    coming: bool
    """It lies ahead."""
    movable: bool
    """Another time may be chosen."""


@dataclass(frozen=True)
class Status:
    """Where a case stands, in words."""

    reference: str
    title: str
    words: str
    submitted_on: str
    pending: tuple[Prompt, ...] = ()
    """Papers that may still be supplied."""
    withdrawable: bool = False
    helped: tuple[str, ...] = ()
    """Who of the town filled it in on its owner's behalf, when, and how they agreed: a sentence each."""
    follow_up: str = ""
    """A question about how it went, to be answered with yes or no; empty where none is asked, or not any more."""
    letters: tuple[IssuedLetter, ...] = ()
    correctable: tuple[Prompt, ...] = ()
    """What may still be changed: asked anew, without what was answered."""
    appointment: Appointment | None = None
    satisfaction: Prompt | None = None
    """How satisfied they are, once it is decided; None where it is not asked, or not any more."""


@dataclass(frozen=True)
class Look:
    """That somebody of the town opened a case."""

    day: str
    office: str
    why: str
    """In words."""


@dataclass(frozen=True)
class Problems:
    """Everything that was wrong with answers lodged at once, in the journey's order."""

    problems: tuple[Problem, ...]
    outcome: str = ""
    """The outcome's words, where the answers end in one instead of a case."""


class HubAway(Exception):
    """An outpost cannot reach the hub just now, for something that needs it."""


@dataclass(frozen=True)
class Beat:
    """How an outpost says it is, each minute. Nothing in it is about a person."""

    release: str
    """Of the program."""
    bundle: str
    """The version of the definitions, translations and registers that it runs."""
    up_seconds: int
    waiting: int
    """Drafts and cases on their way to the hub."""
    refused: int
    """Those that the hub did not take, which an operator must look at."""
    references: int
    """How many more cases it can make before it has to reach the hub again."""
    paper: str = ""
    """`ready`, `near_end`, `out` or `gone`; `none` where it has no printer."""
    last_case_at: datetime | None = None


@dataclass(frozen=True)
class Orders:
    """What the hub answers to a beat."""

    bundle: str
    """The version that it should run."""
    closed: bool
    """Whether the operator wants it to serve nobody."""


@dataclass(frozen=True)
class Enrolled:
    """An outpost as the operator sees it."""

    name: str
    added_at: datetime
    revoked: bool
    closed: bool
    late: bool
    """Nothing was heard of it for longer than it should be silent."""
    beat: Beat | None
    beat_at: datetime | None
