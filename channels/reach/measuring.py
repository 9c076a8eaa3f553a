"""What a rehearsed way costs at its door: messages and their parts on a line, screens and touches elsewhere.

Pure: courses in, figures out. How they are shown is `showing`.

A touch is a finger on the glass: one for the language, the tile and the start, one for each option chosen, one for
each character typed, and one to go on, to skip or to send.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from channels.shared.charges import charged
from channels.shared.segments import Limits, count
from channels.shared.text import messages, plain, shortest
from service.messages import Capabilities, Course, Exchange, Prices, Prompt, Turn, Upload, Visitor

Extent = Literal["whole", "partly", "none"]
"""Whether a service can be taken to its end: on every way, on some, on none."""

BEFORE_THE_FIRST = 3
"""Screens and touches before the first question: the language (or the front page), the service, its start."""


@dataclass(frozen=True)
class Effort:
    """One way. What a door does not have (screens by text, messages on the web) is 0."""

    messages_in: int = 0
    messages_out: int = 0
    parts_in: int = 0
    parts_out: int = 0
    screens: int = 0
    touches: int = 0
    town: Decimal = Decimal()
    """What the carrier charges the town, in its currency."""
    person: Decimal = Decimal()

    @property
    def weight(self) -> tuple[int, int, int]:
        """By which ways are put in order, the shortest first."""
        return self.messages_in + self.screens, self.parts_out, self.touches


@dataclass(frozen=True)
class Stop:
    """A question at which a door cannot go on, and what is said there."""

    path: str
    words: str


@dataclass(frozen=True)
class Measured:
    """A service at one door in one language."""

    service: str
    title: str
    door: str
    language: str
    extent: Extent
    stops: tuple[Stop, ...]
    shortest: Effort | None
    """Among the ways that end in a case; where none does, in an outcome. None where no way comes to an end."""
    typical: Effort | None
    """The one in the middle: as many are shorter as are longer."""
    longest: Effort | None
    links: tuple[str, ...] = ()
    """Paths of questions that are answered behind a link."""


def measured(
    service: str,
    title: str,
    visitor: Visitor,
    courses: Sequence[Course],
    limits: Limits,
    prices: Prices | None,
) -> Measured:
    """A service as this visitor goes through it, from all its courses at their door."""
    can = visitor.capabilities
    ended = [each for each in courses if each.end == "case"] or [
        each for each in courses if each.end == "outcome"
    ]
    stops = {each.at: _stop(each) for each in courses if each.end == "stopped"}
    efforts = sorted((effort(each, can, limits, prices) for each in ended), key=lambda each: each.weight)
    extent: Extent = "none" if not efforts else "partly" if stops else "whole"
    return Measured(
        service,
        title,
        visitor.door,
        visitor.language,
        extent,
        tuple(stops.values()),
        efforts[0] if efforts else None,
        efforts[len(efforts) // 2] if efforts else None,
        efforts[-1] if efforts else None,
        tuple(
            dict.fromkeys(
                each.answered.path
                for course in ended
                for each in course.exchanges
                if each.by_link and each.answered is not None
            )
        ),
    )


def _stop(course: Course) -> Stop:
    prompt = course.exchanges[-1].turn.prompt
    return Stop(course.at, prompt.words if prompt else "")


def effort(course: Course, can: Capabilities, limits: Limits, prices: Prices | None) -> Effort:
    """What one way costs at a door that can carry this."""
    if is_wordy(can):
        return _by_words(course, limits, prices or Prices())
    asked = [each.answered for each in course.exchanges if each.answered is not None]
    touches = sum(_touches(each) for each in course.exchanges) if can.public_screen else 0
    return Effort(
        screens=BEFORE_THE_FIRST + len(asked) + 1,
        touches=touches + BEFORE_THE_FIRST if can.public_screen else 0,
    )


def is_wordy(can: Capabilities) -> bool:
    """Whether only words travel, so that they are counted."""
    return not can.pages and not can.public_screen


def _by_words(course: Course, limits: Limits, prices: Prices) -> Effort:
    """A file that is sent counts as a picture, whatever stands beside it."""
    pictures = sum(_files(each) for each in course.exchanges)
    said = [each.words for each in course.exchanges if each.words and not _files(each)]
    answered = [message for each in course.exchanges for message in messages(each.turn, limits)]
    parts_in, parts_out = (sum(count(words).parts for words in side) for side in (said, answered))
    charges = charged(parts_in, parts_out, pictures, prices)
    return Effort(
        messages_in=len(said) + pictures,
        messages_out=len(answered),
        parts_in=parts_in,
        parts_out=parts_out,
        town=charges.town,
        person=charges.person,
    )


def _touches(exchange: Exchange) -> int:
    prompt = exchange.answered
    if prompt is None or prompt.kind != "ask":
        return prompt is not None
    return 1 + sum(_entering(value, exchange.answered) for value in exchange.parts.values())


def _entering(value: str | Upload | list[str], prompt: Prompt | None) -> int:
    if isinstance(value, list):
        return len(value)
    if isinstance(value, Upload) or (prompt is not None and prompt.options):
        return 1
    return len(value)


def _files(exchange: Exchange) -> int:
    return sum(isinstance(value, Upload) for value in exchange.parts.values())


def too_long(courses: Sequence[Course], language: str, limits: Limits) -> dict[str, str]:
    """Questions that one message of the town's cannot hold, by path, each with what there is to say about it."""
    found: dict[str, str] = {}
    for prompt in (each.turn.prompt for course in courses for each in course.exchanges):
        if prompt is None or prompt.kind != "ask" or prompt.path in found:
            continue
        turn = Turn(prompt=prompt, language=language)
        listed = bool(prompt.options) and bool(
            prompt.options[0].group
        )  # told page by page, however many there are
        text = messages(turn, limits)[0] if listed else plain(shortest(turn))
        if not limits.hold(text):
            cost = count(text)
            allowed = limits.basic if cost.encoding == "GSM-7" else limits.unicode
            found[prompt.path] = (
                f"by text in `{language}` this takes {cost.parts} parts ({cost.encoding}), and one message may have"
                f" {allowed}: give it a `short`, or make `help` or the options shorter"
            )
    return found
