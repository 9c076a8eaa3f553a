"""Calendars: when an office receives people, in slots. Local opening hours, cut into slots that are moments in UTC.

Pure: what time it is, and which slots are taken, is asked of whoever opened the register.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from service.messages import Value

Hours = tuple[tuple[time, time], ...]
"""From when until when, in local time, in their order."""
Taken = Callable[[str, datetime], Mapping[datetime, int]]
"""How many seats of a calendar's slots are taken, from a moment on; slots of which none is are left out."""

MIDNIGHT = time(0)


@dataclass(frozen=True)
class Calendar:
    code: str
    office: str
    where: str
    """The place in words."""
    minutes: int
    """How long a slot is."""
    capacity: int
    """How many people are received at once."""
    hours: Mapping[int, Hours]
    """By day of the week; Monday is 0."""
    closed: frozenset[date]
    earliest: timedelta
    """How long beforehand one has to come to an arrangement."""
    latest: timedelta
    """How far ahead one can."""
    zone: ZoneInfo

    def on(self, day: date) -> Iterator[datetime]:
        """When slots begin. An office is open from one moment to another, whatever clocks do between."""
        if day in self.closed:
            return
        length = timedelta(minutes=self.minutes)
        for opens, closes in self.hours.get(day.weekday(), ()):
            closed_on = day + timedelta(days=1) if closes == MIDNIGHT else day
            start, end = self._moment(day, opens), self._moment(closed_on, closes)
            while start + length <= end:
                yield start
                start += length

    def _moment(self, day: date, at: time) -> datetime:
        """Local time as a moment: of two the first, and where clocks leap over it, that of the leap.

        So that opening times beside each other stay beside each other in every night.
        """
        local = datetime.combine(day, at, self.zone)
        moment = local.astimezone(UTC)
        if moment.astimezone(self.zone).replace(tzinfo=None) == local.replace(tzinfo=None):
            return moment
        before = local.utcoffset()
        leap = local.replace(fold=1).astimezone(UTC)
        while leap.astimezone(self.zone).utcoffset() == before:
            leap += timedelta(minutes=1)
        return leap

    def slots(self, now: datetime) -> Iterator[datetime]:
        """Every slot that may be chosen at a moment, free or not."""
        first, last = now + self.earliest, now + self.latest
        day, end = first.astimezone(self.zone).date(), last.astimezone(self.zone).date()
        while day <= end:
            yield from (start for start in self.on(day) if first <= start <= last)
            day += timedelta(days=1)

    def holds(self, start: datetime) -> bool:
        """Whether a slot begins then, today or ever."""
        return start in self.on(start.astimezone(self.zone).date())


@dataclass(frozen=True)
class Slot:
    """One time in one calendar, as an answer holds it."""

    calendar: str
    start: datetime
    minutes: int

    @property
    def value(self) -> dict[str, Value]:
        return {"calendar": self.calendar, "start": written(self.start), "minutes": self.minutes}

    @property
    def end(self) -> datetime:
        return self.start + timedelta(minutes=self.minutes)


def written(start: datetime) -> str:
    return start.astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ")


def read_start(text: str) -> datetime | None:
    """A moment exactly as we write it."""
    try:
        return datetime.strptime(text, "%Y-%m-%dT%H:%MZ").replace(tzinfo=UTC)
    except ValueError:
        return None


def read_slot(value: Value) -> Slot | None:
    """The slot that a stored answer is; None for anything else."""
    if not isinstance(value, dict) or set(value) != {"calendar", "start", "minutes"}:
        return None
    calendar, start, minutes = value["calendar"], value["start"], value["minutes"]
    right = isinstance(calendar, str) and isinstance(start, str) and type(minutes) is int and minutes > 0
    moment = read_start(start) if right else None
    return Slot(calendar, moment, minutes) if moment is not None and written(moment) == start else None


@dataclass(frozen=True)
class Calendars:
    """The town's calendars as they stand now."""

    read: Callable[[], Mapping[str, Calendar]]
    clock: Callable[[], datetime]
    taken: Taken

    def get(self, code: str) -> Calendar | None:
        return self.read().get(code)

    def free(self, code: str, own: Slot | None = None) -> list[Slot]:
        """What may be chosen now, the nearest first; `own` is held by who asks, and so is free to them."""
        calendar, now = self.get(code), self.clock()
        if calendar is None:
            return []
        taken = self.taken(code, now)
        slots = [
            Slot(code, start, calendar.minutes)
            for start in calendar.slots(now)
            if taken.get(start, 0) < calendar.capacity
        ]
        if own is not None and own.calendar == code and own not in slots:
            slots = sorted([*slots, own], key=lambda slot: slot.start)
        return slots


def nothing_taken(_code: str, _since: datetime) -> Mapping[datetime, int]:
    """Where nobody books: a service that is looked at, not served."""
    return {}
