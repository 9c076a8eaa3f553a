"""Amounts: tallies added up as indicators want them, by service, door and language and over all of each. Pure.

At most one of the three is named: what is split in two ways at once would have to be protected in both together. What
of this may be published is `disclosure`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from service.tallies import ACTIVE, DECISION, ELAPSED, Cell


class Place(NamedTuple):
    """Of which part of the town an amount is; what is empty stands for all."""

    month: str
    service: str = ""
    door: str = ""
    language: str = ""

    @property
    def named(self) -> int:
        return sum(map(bool, (self.service, self.door, self.language)))


MOST_NAMED = 1
MEDIANS: Mapping[str, str] = {ELAPSED: "median elapsed", ACTIVE: "median active", DECISION: "median decision"}
"""How the value in the middle is called, of what is counted by values."""

Amounts = Mapping[tuple[Place, str], Decimal]


def amounts(tallied: Mapping[Cell, int]) -> Amounts:
    """Every amount that there is; what is not there is 0."""
    sums: Counter[tuple[Place, str]] = Counter()
    values: defaultdict[tuple[Place, str], Counter[int]] = defaultdict(Counter)
    for cell, number in tallied.items():
        for place in places(cell.month, cell.service, cell.door, cell.language):
            sums[place, cell.what] += number
            if cell.what in MEDIANS:
                values[place, MEDIANS[cell.what]][int(cell.about)] += number
    medians = {key: median(counts) or Decimal() for key, counts in values.items()}
    return {**{key: Decimal(number) for key, number in sums.items()}, **medians}


def places(month: str, service: str, door: str, language: str) -> Iterator[Place]:
    """Where something counts that happened at one door, in one service and language."""
    for s in _either(service):
        for d in _either(door):
            for spoken in _either(language):
                place = Place(month, s, d, spoken)
                if place.named <= MOST_NAMED:
                    yield place


def satisfaction(counts: Mapping[int, int]) -> Decimal | None:
    """From 0 to 100, of answers from 1 (very dissatisfied) to 5 (very satisfied); None of nobody.

    The formula of the UK government's service manual, "Measuring user satisfaction": 4 points for very satisfied,
    none for very dissatisfied, as a share of the points that there could be.
    """
    answers = sum(counts.values())
    if not answers:
        return None
    points = sum((answer - 1) * number for answer, number in counts.items())
    return Decimal(100) * points / (4 * answers)


def median(counts: Mapping[int, int]) -> Decimal | None:
    """The value in the middle, of values and how often each is there (of two their mean); None of nothing."""
    total = sum(counts.values())
    if not total:
        return None
    middle = ((total - 1) // 2, total // 2)
    found: list[int] = []
    seen = 0
    for value in sorted(counts):
        seen += counts[value]
        while len(found) < 2 and seen > middle[len(found)]:
            found.append(value)
    return Decimal(sum(found)) / 2


def _either(name: str) -> Iterable[str]:
    return (name, "") if name else ("",)
