"""From what was written of a date to the one day that is meant, seen from today and from the days that may be."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from service.questions.days import FIRST_YEAR, LAST_YEAR, Written

LONG_AGO = timedelta(days=2 * 366)
"""Where the answer may lie further back than this, a date without a year is not a date."""
A_LEAP_YEAR = 2000


@dataclass(frozen=True)
class Doubt:
    """Why no day is meant: a Problem's code, and the days that could be."""

    code: str
    days: tuple[date, ...] = ()


@dataclass(frozen=True)
class Range:
    """Today, and the first and last day that may be answered."""

    on: date
    first: date | None = None
    last: date | None = None

    def __contains__(self, day: date) -> bool:
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    @property
    def behind(self) -> bool:
        """The answer lies in the past."""
        return self.last is not None and self.last <= self.on


def settled(written: Written, within: Range) -> date | Doubt:
    if written.weekday is not None and written == Written(weekday=written.weekday):
        return _nearest(lambda day: day.weekday() == written.weekday and day != within.on, within)
    if written.day is not None and written == Written(day=written.day):
        return _day_of_a_month(written.day, within)
    doubt = _not_a_date(written)
    if doubt is not None:
        return doubt
    day = _in_its_year(written, within)
    if isinstance(day, date) and written.weekday not in (None, day.weekday()):
        return Doubt("other-weekday", (day,))
    return day


def _day_of_a_month(day: int, within: Range) -> date | Doubt:
    """The next such day, or the last one where the answer lies behind; it is read back with its month."""
    far_back = within.first is not None and within.first < within.on - LONG_AGO
    if not 1 <= day <= 31 or (within.behind and far_back):
        return Doubt("not-a-day" if not 1 <= day <= 31 else "missing-month")
    return _nearest(lambda each: each.day == day, within)


def _not_a_date(written: Written) -> Doubt | None:
    day, month, year = written.day, written.month, written.year
    if day is None:
        return Doubt("missing-day")
    if month is None:
        return Doubt("missing-month")
    if not 1 <= month <= 12:
        return Doubt("not-a-month")
    if not 1 <= day <= 31:
        return Doubt("not-a-day")
    if year is not None and not written.short_year and not FIRST_YEAR <= year <= LAST_YEAR:
        return Doubt("no-such-year")
    full = year if year is not None and not written.short_year else A_LEAP_YEAR
    return Doubt("not-a-date") if day > monthrange(full, month)[1] else None


def _in_its_year(written: Written, within: Range) -> date | Doubt:
    day, month, year = written.day or 0, written.month or 0, written.year
    if year is None:
        far_back = within.first is not None and within.first < within.on - LONG_AGO
        if within.behind and far_back:
            return Doubt("missing-year")
        return _nearest(lambda each: (each.day, each.month) == (day, month), within)
    if not written.short_year:
        return date(year, month, day)
    years = [century + year for century in (1900, 2000) if day <= monthrange(century + year, month)[1]]
    possible = [date(each, month, day) for each in years]
    if not possible:
        return Doubt("not-a-date")
    fitting = [each for each in possible if each in within] or possible
    if len(fitting) > 1 and within.first is not None and all(each in within for each in fitting):
        return Doubt("which", tuple(fitting))
    return min(fitting, key=lambda each: abs(each - within.on))


def _nearest(fits: Callable[[date], bool], within: Range) -> date:
    """The next such day where it may be answered, else the last one."""
    start = max(within.first, within.on) if within.first else within.on
    ahead = next(filter(fits, _from(start, 1)))
    behind = next(filter(fits, _from(min(within.last, within.on) if within.last else within.on, -1)))
    if ahead in within:
        return ahead
    return behind if behind in within or within.behind else ahead


def _from(start: date, step: int) -> Iterator[date]:
    """The days from one on, as far as a 29 February can be away."""
    return (start + timedelta(days=step * away) for away in range(9 * 366))
