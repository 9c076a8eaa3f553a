"""Tallies: what one journey adds to the figures of the town. Pure: events in, counts out.

The rules by which things are counted stand here, and nowhere else. What the figures mean together is `indicators`.

A case counts once, in the month in which it was sent, at the door where it was sent. What is said of everybody who
began counts where and when they gave their first answer, whatever door they went to later.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

from service.store.records import EventRecord

SILENCE = timedelta(days=7)
"""Who was silent for so long, and has not sent it, has given up. Whoever comes back later has not."""
ABSENCE = timedelta(minutes=10)
"""Between two things that somebody did: after longer they were elsewhere, and the time between does not count."""

STARTED = "started"
"""Gave a first answer."""
FINISHED = "finished"
"""Of these: sent it in the end, at whatever door."""
TOLD = "told"
"""Of these: were told in words what to do instead, such as that it is not for them."""
MEANT = "meant for them"
"""Of these: all others, whether or not they sent it."""
SENT = "sent"
TOOK_PART = "took part"
"""Cases in which a door took an answer, at each of these doors: they add up to more than there are cases."""
CROSSED = "crossed"
"""Cases that were sent, and had answers of more than one door."""
RESCUED = "rescued"
"""Cases that were begun at one door and sent at another; they count at the first one."""
STRAYED = "not finished there"
"""What was rescued or given up: nobody finished it where it was begun."""
GIVEN_UP = "given up"
"""Silent for long; at the door where they were last."""
HANDED_OVER = "handed over"
"""From a door; `about` says to which."""
ARRIVED = "arrived"
"""Of these: hand-overs of what was sent in the end."""
WENT_ON = "went on"
"""Journeys that left a door with a question open, to one where it had not been asked yet; `about` is the question and,
after a bar, the door to which. So it was met there too."""
ELAPSED, ACTIVE = "elapsed", "active"
"""Cases by the seconds from the first answer to sending (`about`, two figures of it), with and without absences."""

ASKED, REFUSED, STUMBLED, LEFT_AT = "asked", "refused", "stumbled", "left at"
"""Of questions (`about`): journeys that met one; refusals, each with its reason after a bar; journeys that were refused
at least once; journeys that were given up there, at the last question that was asked or refused."""
SKIPPED = "skipped"

PARTS_OUT, PARTS_IN = "parts out", "parts in"
"""Parts of text messages to people and from them. What they were told about a case counts where it was sent."""
PICTURES_IN = "pictures in"
LOST = "answers lost"
"""Answers that a draft had when it was offered to another door, or packed for another store, and not when it came
there; at the door that it left."""
STATUS = "status"
"""Somebody had to ask how their case stands; at the door where they asked."""
STOPPED = "stopped"
"""Somebody wants no messages any more."""
IN_TIME, LATE, PROMISED, DECIDED = "in time", "late", "promised", "decided"
"""Cases that came to an end in an office, where they were sent and when they were decided: within what was promised or
later; those to which anything was promised; and all of them."""
DECISION = "decision"
"""The same by the days since they were sent (`about`)."""
CAME, MISSED, EXPECTED = "came", "missed", "expected"
"""Appointments to which somebody came, or nobody, as an officer noted last; and both. Where the case was sent, and
when it was noted first."""
SILENT_MINUTES = "silent minutes"
"""For which an outpost was not heard."""
EXPECTED_MINUTES = "expected minutes"
"""For which it should have been heard, those among them."""

_GIVES = frozenset({"answered", "changed", "skipped", "deferred"})
_OF_PEOPLE = _GIVES | {
    "begun",
    "asked",
    "refused",
    "offered",
    "saved",
    "taken over",
    "proven",
    "submitted",
    "ended",
}
"""What moves a draft: the rest happens to a case, or to somebody's telephone."""
_STATES_A_NUMBER = frozenset({"offered", "carried"})
_OF_APPOINTMENTS = frozenset({"came", "missed", "unnoted"})


COUNTS_OF_PEOPLE = (
    STARTED,
    FINISHED,
    TOLD,
    MEANT,
    SENT,
    TOOK_PART,
    CROSSED,
    RESCUED,
    STRAYED,
    GIVEN_UP,
    HANDED_OVER,
    ARRIVED,
    REFUSED,
    SKIPPED,
    PARTS_IN,
    PARTS_OUT,
    PICTURES_IN,
    STATUS,
    STOPPED,
    IN_TIME,
    LATE,
    PROMISED,
    DECIDED,
    CAME,
    MISSED,
    EXPECTED,
)
"""What is counted of what people do, and so is protected before it is published. Single questions are not."""

_BY_KIND: Mapping[str, Callable[[EventRecord], Mapping[str, int]]] = {
    "heard": lambda event: {PARTS_IN: event.segments or 0, PICTURES_IN: event.attempt},
    "said": lambda event: {PARTS_OUT: event.segments or 0},
    "status": lambda _: {STATUS: 1},
    "stopped": lambda _: {STOPPED: 1},
    "silent": lambda event: {SILENT_MINUTES: event.attempt},
    "watched": lambda event: {EXPECTED_MINUTES: event.attempt},
}
"""What a single event counts for, whatever else happened on its journey."""


class Cell(NamedTuple):
    """One figure of the evidence; what is not meant is empty."""

    month: str
    """As `2026-11`, by the town's clocks."""
    service: str
    version: str
    door: str
    language: str
    what: str
    about: str = ""


Tally = Mapping[Cell, int]


@dataclass
class _Counting:
    """One journey, told from its beginning."""

    zone: ZoneInfo
    counts: Counter[Cell] = field(default_factory=Counter)

    def add(self, event: EventRecord, what: str, about: str = "", number: int = 1, door: str = "") -> None:
        """Something counts when and where an event was."""
        month = event.at.astimezone(self.zone).strftime("%Y-%m")
        place = (event.service, event.version, door or event.door, event.language)
        self.counts[Cell(month, *place, what, about)] += number


def tally(events: Sequence[EventRecord], until: datetime, zone: ZoneInfo) -> Tally:
    """What one journey counts for, as it was known at a moment; its events may come in any order."""
    told = sorted(events, key=lambda each: each.at)
    counting, way = _Counting(zone), [each for each in told if each.kind in _OF_PEOPLE]
    _count_way(way, until, counting)
    _count_lost(told, counting)
    where = next(
        (each.door for each in reversed(way) if each.kind == "submitted"), way[-1].door if way else ""
    )
    for each in told:
        if each.kind == "notified":
            counting.add(each, PARTS_OUT, number=each.segments or 0, door=where)
        elif each.kind in _BY_KIND:
            for what, number in _BY_KIND[each.kind](each).items():
                counting.add(each, what, number=number)
    _count_decision([each for each in told if each.kind in ("moved", "taken back")], where, counting)
    _count_appointments([each for each in told if each.kind in _OF_APPOINTMENTS], where, counting)
    return {cell: number for cell, number in counting.counts.items() if number}


def _count_way(told: list[EventRecord], until: datetime, counting: _Counting) -> None:
    """A draft from its first question to where it ended."""
    if not told:
        return
    sent = next((each for each in told if each.kind == "submitted"), None)
    _count_questions(told, counting)
    _count_hand_overs(told, sent, counting)
    _count_open_questions(told, counting)
    first = next((each for each in told if each.kind in _GIVES or each is sent), None)
    if first is None:
        return
    counting.add(first, STARTED)
    if sent is not None:
        counting.add(first, FINISHED)
        counting.add(first, MEANT)
        _count_case(told, first, sent, counting)
        return
    last = told[-1]
    if last.kind == "ended":
        counting.add(first, TOLD)
        return
    counting.add(first, MEANT)
    if last.at <= until - SILENCE:
        counting.add(last, GIVEN_UP)
        counting.add(last, STRAYED)
        asked = next((each for each in reversed(told) if each.kind in ("asked", "refused")), last)
        counting.add(last, LEFT_AT, question(asked.path))


def _count_case(told: list[EventRecord], first: EventRecord, sent: EventRecord, counting: _Counting) -> None:
    counting.add(sent, SENT)
    doors = sorted({each.door for each in told if each.kind in _GIVES and each.at <= sent.at} | {sent.door})
    for door in doors:
        counting.add(sent, TOOK_PART, door=door)
    if len(doors) > 1:
        counting.add(sent, CROSSED)
    if first.door != sent.door:
        counting.add(sent, RESCUED, door=first.door)
        counting.add(sent, STRAYED, door=first.door)
    moments = [each.at for each in told if first.at <= each.at <= sent.at]
    active = sum((min(gap, ABSENCE) for gap in _gaps(moments) if gap <= ABSENCE), timedelta())
    counting.add(sent, ELAPSED, _rounded(sent.at - first.at))
    counting.add(sent, ACTIVE, _rounded(active))


def _count_decision(moves: list[EventRecord], where: str, counting: _Counting) -> None:
    """The first decision that was not taken back: one after that is about the same promise."""
    valid: list[EventRecord] = []
    for each in moves:
        valid = valid[:-1] if each.kind == "taken back" else [*valid, each]
    first = next((each for each in valid if each.outcome), None)
    if first is not None:
        counting.add(first, DECIDED, door=where)
        counting.add(first, DECISION, str(first.attempt), door=where)
        if first.outcome != DECIDED:
            counting.add(first, first.outcome, door=where)
            counting.add(first, PROMISED, door=where)


def _count_appointments(noted: list[EventRecord], where: str, counting: _Counting) -> None:
    """Each appointment by the last word on it: who chose another time has another appointment (`attempt`)."""
    words: dict[int, list[EventRecord]] = {}
    for each in noted:
        words.setdefault(each.attempt, []).append(each)
    for first, *later in words.values():
        last = [first, *later][-1]
        if last.kind in (CAME, MISSED):
            counting.add(first, last.kind, door=where)
            counting.add(first, EXPECTED, door=where)


def _count_questions(told: list[EventRecord], counting: _Counting) -> None:
    met: set[tuple[str, str]] = set()
    for each in told:
        about = question(each.path)
        if each.kind == "refused":
            counting.add(each, REFUSED, f"{about}|{each.problem}")
        if each.kind == "skipped":
            counting.add(each, SKIPPED, about)
        what = {"asked": ASKED, "refused": STUMBLED}.get(each.kind)
        if what and (what, about) not in met:
            met.add((what, about))
            counting.add(each, what, about)


def _count_hand_overs(told: list[EventRecord], sent: EventRecord | None, counting: _Counting) -> None:
    for before, each in pairwise(told):
        if each.kind == "taken over" and before.door != each.door:
            counting.add(each, HANDED_OVER, each.door, door=before.door)
            if sent is not None:
                counting.add(each, ARRIVED, each.door, door=before.door)


def _count_lost(told: list[EventRecord], counting: _Counting) -> None:
    """How many answers fewer there were when a draft was taken over than it was said to have before."""
    door, number = "", None
    for each in told:
        if each.kind == "taken over":
            if number is not None and door not in ("", each.door):
                counting.add(each, LOST, number=max(0, number - each.attempt), door=door)
            number = None  # what is lost is lost once
        if each.kind in _STATES_A_NUMBER:
            number = each.attempt
        if each.kind in _OF_PEOPLE:
            door = each.door


def _count_open_questions(told: list[EventRecord], counting: _Counting) -> None:
    """What was asked and not answered yet when a journey went to another door."""
    asked, met = "", set[tuple[str, str]]()
    for before, each in pairwise([told[0], *told]):
        if each.kind == "asked":
            asked = question(each.path)
            met.add((asked, each.door))
        elif each.kind in _GIVES and question(each.path) == asked:
            asked = ""
        elif each.kind == "taken over" and asked and before.door != each.door:
            if (asked, each.door) not in met:
                counting.add(each, WENT_ON, f"{asked}|{each.door}", door=before.door)
            met.add((asked, each.door))


def question(path: str) -> str:
    """The question of a path, whichever entry of a list it is about."""
    return "/".join(each for each in path.split("/") if not each.isdigit())


def _gaps(moments: Sequence[datetime]) -> list[timedelta]:
    return [after - before for before, after in pairwise(moments)]


def _rounded(length: timedelta) -> str:
    """Whole seconds, of which the first two figures count: 7, 83, 120, 86000."""
    seconds = max(0, int(length.total_seconds()))
    step = 10 ** max(0, len(str(seconds)) - 2)
    return str(seconds // step * step)
