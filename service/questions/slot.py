"""A time in one of the town's calendars: chosen among those that are free, and held while the rest is answered.

What is free just now comes from the register of calendars. Holding it is the store's business: here is only said what
words mean, and whether a time is on offer.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import ClassVar, Literal
from zoneinfo import ZoneInfo

from service.messages import HintName, Option, Parts, Problem, Value
from service.questions.choosing import exactly, number_in
from service.questions.days import Written, written_day
from service.questions.question import Asking, Code, Question
from service.questions.reading import fold, on_one_line
from service.questions.showing import locale_of
from service.questions.times import Hour, written_hour
from service.questions.vocabulary import vocabulary
from service.registers.calendars import Calendars, Slot, read_slot, read_start, written

MOST_REMEMBERED = 4_000
"""Times in words that are not put into words again: everybody is offered the same ones."""
NEAREST = 6
"""Times that are named where the one that was wanted is not free."""


class SlotQuestion(Question):
    """Doors show it as a choice whose options stand under their days. By words a day, a time or both are enough."""

    hint: ClassVar[HintName] = "choice"
    register: ClassVar[str] = "calendars"

    kind: Literal["slot"]
    calendar: Code

    def choices_offered(self, asking: Asking) -> tuple[Option, ...]:
        return tuple(_option(slot, asking) for slot in self._free(asking))

    def _free(self, asking: Asking) -> list[Slot]:
        calendars = asking.registers.get(self.register)
        if not isinstance(calendars, Calendars):
            return []
        if self.calendar not in asking.found:
            asking.found[self.calendar] = calendars.free(self.calendar, read_slot(asking.answered))
        free: list[Slot] = asking.found[self.calendar]
        return free

    def understand(self, parts: Parts, asking: Asking) -> Value | Problem:
        entered, free = on_one_line(parts), self._free(asking)
        if not free:
            return _none_free(asking)
        if not entered:
            words = asking.say("Nothing was chosen. Please choose one of the times.")
            return Problem("empty", words)
        start = read_start(entered)
        if start is not None:  # what a page or a number stood for, free or not by now
            return Slot(self.calendar, start, free[0].minutes).value
        options = [_option(slot, asking) for slot in free]
        exact = exactly(entered, options)
        number = None if exact or written_hour(entered).is_said else _number(entered, len(free), asking)
        if exact:
            return free[options.index(exact[0])].value
        if number is not None and 1 <= number <= len(free):
            return free[number - 1].value
        return self._said(entered, free, asking)

    def _said(self, entered: str, free: list[Slot], asking: Asking) -> Value | Problem:
        hour = written_hour(entered)
        day = written_day(hour.rest, asking.language, asking.on) if hour.rest else None
        given = self.quoted(entered, asking)
        if day is None and (hour.rest or not hour.is_said):
            words = asking.say(
                "{given} is not one of the times. Choose one of them, or write a day and a time, like {example}.",
                given=given,
                example=self.example(asking),
            )
            return Problem("not-understood", words)
        found = _fitting(free, day, hour, _zone(asking))
        if len(found) == 1:
            return found[0].value
        if found:
            words = asking.say("Several times are free then. Which one do you want?")
            return Problem("which", words, options=_options(found, asking))
        words = asking.say("{given} is not free. The nearest times that are free:", given=given)
        return Problem("not-free", words, options=_options(_near(free, day, hour, asking), asking))

    def check(self, value: Value, asking: Asking) -> Problem | None:
        slot = read_slot(value)
        if slot is None or slot.calendar != self.calendar:
            return Problem("wrong-form", asking.say("What was chosen is not a time in this calendar."))
        if value == asking.answered:
            return None
        free = self._free(asking)
        if slot in free:
            return None
        if not free:
            return _none_free(asking)
        words = asking.say(
            "{time} has just been taken. The nearest times that are free:",
            time=time_shown(slot.start, asking),
        )
        return Problem("taken", words, options=_options(_closest(free, slot.start), asking))

    def beforehand(self, asking: Asking, lost: Value) -> Problem | None:
        """That nothing is free just now, or that the time which was chosen before is lost."""
        slot, free = read_slot(lost), self._free(asking)
        if slot is None:
            return None if free else _none_free(asking)
        said = asking.say(
            "{time} is not kept for you any more. Your other answers are all here.",
            time=time_shown(slot.start, asking),
        )
        if not free:
            return Problem("lost", f"{said} {_none_free(asking).words}")
        words = asking.say("Please choose another time. The nearest that are free:")
        return Problem("lost", f"{said} {words}", options=_options(_closest(free, slot.start), asking))

    def show(self, value: Value, asking: Asking) -> str:
        slot = read_slot(value)
        return time_shown(slot.start, asking, year=True) if slot is not None else str(value)

    def restated(self, words: str, value: Value, asking: Asking) -> str:
        return self.show(value, asking)

    def retype(self, value: Value, asking: Asking) -> str:
        slot = read_slot(value)
        return written(slot.start) if slot is not None else str(value)

    def example(self, asking: Asking) -> str:
        return next((time_shown(slot.start, asking) for slot in self._free(asking)), "")


def _zone(asking: Asking) -> ZoneInfo:
    return ZoneInfo(asking.timezone)


def _none_free(asking: Asking) -> Problem:
    words = asking.say("No time is free at the moment. Please try again tomorrow, or call us.")
    return Problem("none-free", words)


def _number(entered: str, most: int, asking: Asking) -> int | None:
    return number_in(fold(entered), vocabulary(asking.language), most)


def _option(slot: Slot, asking: Asking) -> Option:
    day, hour = _day(slot.start, asking), _hour(slot.start, asking)
    return Option(written(slot.start), _together(day, hour, asking.language), group=day, short=hour)


def _options(slots: Iterable[Slot], asking: Asking) -> tuple[Option, ...]:
    return tuple(_option(slot, asking) for slot in slots)


def _day(start: datetime, asking: Asking, *, year: bool = False) -> str:
    return _shown_day(start, asking.timezone, asking.language, year=year)


def _hour(start: datetime, asking: Asking) -> str:
    return _shown_hour(start, asking.timezone, asking.language)


@lru_cache(MOST_REMEMBERED)
def _shown_day(start: datetime, timezone: str, language: str, *, year: bool) -> str:
    from babel.dates import format_date

    local = start.astimezone(ZoneInfo(timezone)).date()
    return format_date(local, "EEEE d MMMM y" if year else "EEEE d MMMM", locale=locale_of(language))


@lru_cache(MOST_REMEMBERED)
def _shown_hour(start: datetime, timezone: str, language: str) -> str:
    """The time on the town's clocks; which of the two it is where they show the same one twice in a night."""
    from babel.dates import format_time

    zone = ZoneInfo(timezone)
    local = start.astimezone(zone)
    shown = format_time(local.time(), "short", locale=locale_of(language))
    other = local.replace(fold=1 - local.fold)
    twice = other.utcoffset() != local.utcoffset() and other.astimezone(UTC).astimezone(zone) == other
    return f"{shown} ({local.tzname()})" if twice else shown


def time_shown(start: datetime, asking: Asking, *, year: bool = False) -> str:
    return _together(_day(start, asking, year=year), _hour(start, asking), asking.language)


def _together(day: str, hour: str, language: str) -> str:
    """With the comma of the language's own script."""
    return f"{day}{'،' if language == 'ar' else ','} {hour}"


def _fitting(free: list[Slot], day: Written | date | None, hour: Hour, zone: ZoneInfo) -> list[Slot]:
    """The slots that may be meant; of several such days, as of several Tuesdays, those of the nearest."""
    local = [(slot, slot.start.astimezone(zone)) for slot in free]
    meant = [(slot, at) for slot, at in local if _is(at.date(), day) and hour.fits(at.time())]
    if not isinstance(day, Written):
        return [slot for slot, _ in meant]
    return [slot for slot, at in meant if at.date() == meant[0][1].date()]


def _is(day: date, wanted: Written | date | None) -> bool:
    if wanted is None or isinstance(wanted, date):
        return wanted is None or day == wanted
    year = wanted.year if wanted.year is None or not wanted.short_year else 2000 + wanted.year
    return (
        wanted.day in (None, day.day)
        and wanted.month in (None, day.month)
        and year in (None, day.year)
        and wanted.weekday in (None, day.weekday())
    )


def _near(free: list[Slot], day: Written | date | None, hour: Hour, asking: Asking) -> list[Slot]:
    """The nearest to what was wanted: of the same day first, then of the same time on other days."""
    zone = _zone(asking)
    same_day = _fitting(free, day, Hour(""), zone)
    same_time = _fitting(free, None, hour, zone) if hour.is_said else []
    if isinstance(day, date):
        wanted = datetime.combine(day, hour.at or datetime.min.time(), zone)
        return _closest(free, wanted)
    return sorted(list(dict.fromkeys([*same_day, *same_time, *free]))[:NEAREST], key=lambda slot: slot.start)


def _closest(free: list[Slot], wanted: datetime) -> list[Slot]:
    near = sorted(free, key=lambda slot: abs(slot.start - wanted))[:NEAREST]
    return sorted(near, key=lambda slot: slot.start)
