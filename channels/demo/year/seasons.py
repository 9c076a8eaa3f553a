"""When how many people come for what, and what goes wrong in a year: all that is invented about its days."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType

ONE_DAY = timedelta(days=1)
DAYS_OF_A_YEAR = 365
PEOPLE = 4000
"""Who come in a year, unless another number is wanted."""
SEED = 20261123

WEEKDAYS = (1.3, 1.15, 1.1, 1.0, 0.95, 0.7, 0.55)
"""How busy a day is, from Monday on."""
SERVICES: Mapping[str, float] = MappingProxyType(
    {
        "street-problem": 0.34,
        "parking-permit": 0.16,
        "birth-certificate": 0.12,
        "change-of-address": 0.11,
        "identity-card": 0.12,
        "heating-allowance": 0.10,
        "terrace-licence": 0.05,
    }
)
"""How often people come for each service."""
ANY_OTHER = 0.08
"""The same for one that is not known here: owners of a demo may declare any."""
BUSY_MONTHS: Mapping[str, Mapping[int, float]] = MappingProxyType(
    {
        "street-problem": {1: 1.4, 2: 1.5, 3: 1.3, 7: 0.7, 8: 0.7, 11: 1.2, 12: 1.1},
        "parking-permit": {1: 1.2, 7: 0.7, 9: 1.6, 10: 1.3},
        "change-of-address": {6: 1.2, 7: 1.5, 8: 1.4, 9: 1.5, 12: 0.6},
        "identity-card": {5: 1.5, 6: 1.8, 7: 1.2, 12: 0.6},
        "heating-allowance": {1: 1.6, 2: 1.4, 5: 0.5, 6: 0.3, 7: 0.2, 8: 0.3, 10: 1.6, 11: 1.9, 12: 1.5},
        "terrace-licence": {1: 1.2, 2: 1.8, 3: 2.2, 4: 1.5, 9: 0.4, 10: 0.3, 11: 0.3, 12: 0.3},
    }
)
"""Where a month is busier or quieter than most for a service."""

CAMPAIGN_MONTH = 3
CAMPAIGN_FOR = ("sms", "whatsapp")
CAMPAIGN = 0.35
"""Leaflets in every letterbox: so many more people come in that month, by these doors."""
AWAY_MONTH, AWAY_DAYS = 2, range(9, 19)
AWAY_DOOR = "kiosk"
"""Its machine waits for a part in those days, and nobody comes in there."""
HOLIDAY_MONTH = 8
"""Half the office is away, and decisions are late."""
MENDED_MONTH = 6
"""What people stumbled over is mended from its first day on."""


@dataclass(frozen=True)
class Expected:
    """How many come on a day, and how many of them only because of the campaign."""

    day: date
    people: int
    called: int


def days(
    begins: date, ends: date, people: int, services: tuple[str, ...], chance: random.Random
) -> Iterator[Expected]:
    """Each day of a piece of a year in which about so many `people` come; `ends` is none of them."""
    for number in range((ends - begins).days):
        day = begins + number * ONE_DAY
        wanted = people / DAYS_OF_A_YEAR * _busy(day, services) / _usual(services)
        called = wanted * CAMPAIGN if day.month == CAMPAIGN_MONTH else 0.0
        yield Expected(day, _drawn(wanted, chance), _drawn(called, chance))


def wanted_in(day: date, services: tuple[str, ...]) -> list[float]:
    """How often each service is wanted on a day."""
    return [
        SERVICES.get(each, ANY_OTHER) * BUSY_MONTHS.get(each, {}).get(day.month, 1.0) for each in services
    ]


def is_away(door: str, day: date) -> bool:
    return door == AWAY_DOOR and day.month == AWAY_MONTH and day.day in AWAY_DAYS


def is_before_mending(day: date, begins: date) -> bool:
    """Whether a day of a year that begins so comes before what people stumbled over was mended."""
    first = date(begins.year, MENDED_MONTH, 1)
    mended = first if first > begins else date(begins.year + 1, MENDED_MONTH, 1)
    return day < mended


def _busy(day: date, services: tuple[str, ...]) -> float:
    return WEEKDAYS[day.weekday()] * sum(wanted_in(day, services))


@cache
def _usual(services: tuple[str, ...]) -> float:
    """Of the days of any one year."""
    first = date(2026, 1, 1)
    return sum(_busy(first + number * ONE_DAY, services) for number in range(DAYS_OF_A_YEAR)) / DAYS_OF_A_YEAR


def _drawn(wanted: float, chance: random.Random) -> int:
    """A whole number that comes to what is wanted on many days together."""
    return int(wanted) + (chance.random() < wanted % 1)
