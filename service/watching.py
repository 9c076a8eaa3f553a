"""Watching: when a machine away from the town's server should be heard, cut into the town's days. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

MIDNIGHT = time(0)
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Watch:
    timezone: str
    begin: time = MIDNIGHT
    end: time = MIDNIGHT
    """Each day from when until when, by the town's clocks; midnight is the end of a day."""

    def minutes(self, since: datetime, until: datetime) -> Iterator[tuple[datetime, int]]:
        """For how many minutes it should be heard between two moments: day by day, each with a moment of that day.

        Minutes are those of the clock, so that pieces beside each other add up to the whole.
        """
        day = since.astimezone(ZoneInfo(self.timezone)).date()
        while self._moment(day, MIDNIGHT) < until:
            closes = self._moment(day + A_DAY if self.end == MIDNIGHT else day, self.end)
            start, end = max(self._moment(day, self.begin), since), min(closes, until)
            minutes = _clock(end) - _clock(start)
            if minutes > 0:
                yield start, minutes
            day += A_DAY

    def last_midnight(self, moment: datetime) -> datetime:
        return self._moment(moment.astimezone(ZoneInfo(self.timezone)).date(), MIDNIGHT)

    def _moment(self, day: date, at: time) -> datetime:
        return datetime.combine(day, at, ZoneInfo(self.timezone)).astimezone(UTC)


def _clock(moment: datetime) -> int:
    return int(moment.timestamp()) // 60
