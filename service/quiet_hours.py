"""Quiet hours: when nobody's telephone should ring with what can wait, by the clock where its owner lives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


@dataclass(frozen=True)
class QuietHours:
    begin: time
    end: time
    """Local times. Where the end is earlier than the begin, the night lies between them."""

    def over(self, moment: datetime, zone: str) -> datetime:
        """The moment itself where nobody sleeps then, else the end of the quiet hours in which it falls."""
        local = moment.astimezone(ZoneInfo(zone))
        if not self._holds(local.time()):
            return moment
        ends = local.replace(hour=self.end.hour, minute=self.end.minute, second=0, microsecond=0)
        if ends <= local:
            ends += timedelta(
                days=1
            )  # by the wall clock: a night in which clocks change ends at the same time
        return ends.astimezone(moment.tzinfo)

    def _holds(self, at: time) -> bool:
        if self.begin <= self.end:
            return self.begin <= at < self.end
        return at >= self.begin or at < self.end


@lru_cache(maxsize=1024)
def zone_of(contact: str, home: str) -> str:
    """The time zone of a telephone: the town's own where its country has that one, else the country's first."""
    from phonenumbers import NumberParseException, parse
    from phonenumbers.timezone import UNKNOWN_TIMEZONE, time_zones_for_number

    try:
        zones = time_zones_for_number(parse(contact.removeprefix("tel:")))
    except NumberParseException:
        return home
    if home in zones or not zones or zones[0] == UNKNOWN_TIMEZONE:
        return home
    try:
        return ZoneInfo(zones[0]).key
    except ZoneInfoNotFoundError:
        return home
