"""How far people come in a service, question by question and door by door, and what changed with a version. Pure.

Made of tallies, for who owns the service. Fewer than five people are never told apart, and nothing is rounded: this is
for the office, and not for publishing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from service.intervals import Interval, Share, difference
from service.tallies import (
    ARRIVED,
    ASKED,
    FINISHED,
    GIVEN_UP,
    HANDED_OVER,
    LEFT_AT,
    REFUSED,
    SENT,
    STARTED,
    STUMBLED,
    TOLD,
    WENT_ON,
)

FEWEST = 5
"""Of fewer people no number is told."""
WHATS = (
    STARTED, FINISHED, TOLD, SENT, GIVEN_UP, HANDED_OVER, ARRIVED, ASKED, REFUSED, STUMBLED, LEFT_AT, WENT_ON,
)  # fmt: skip
CHECK = "check"
"""How check answers is called where questions are counted."""

Verdict = Literal["better", "worse", "untold", "few"]
"""What two versions tell together; `few` where one of them was met by too few people."""
Counted = Mapping[tuple[str, str, str], int]
"""Tallies added up over months, versions and languages: by door, what was counted, and what about."""


def told(number: int) -> int | None:
    """A number of people as it may be told: None for fewer than five."""
    return number if number >= FEWEST else None


@dataclass(frozen=True)
class Part:
    """Some of so many people, as may be told."""

    count: int | None
    of: int | None

    @property
    def rate(self) -> float | None:
        return None if self.count is None or self.of is None else self.count / self.of


def part(count: int, of: int) -> Part:
    return Part(told(count), told(of))


@dataclass(frozen=True)
class Met:
    """One question, by the numbers: people who met it, and of these who were refused, gave up or went on elsewhere."""

    met: int
    refused: int
    left: int
    went_on: int
    reasons: tuple[tuple[str, int], ...]
    """Why answers were not taken, by the problem's code, and how often: what happened most comes first."""

    @property
    def concerns(self) -> int:
        """By how many people it ranks: who was refused and gave up there counts for both."""
        return self.refused + self.left


@dataclass(frozen=True)
class Line:
    """What one door was to people, or all together."""

    started: int
    came: int
    """With what they had begun at another door."""
    went: int
    """On to another door."""
    told: int
    """In words, what to do instead."""
    given_up: int
    sent: int
    finished: int
    """Of those who started here, at whatever door."""

    @property
    def under_way(self) -> int:
        """Of those who started: neither sent nor told, nor silent for long."""
        return max(0, self.started - self.finished - self.told - self.given_up)

    @property
    def completed(self) -> tuple[int, int]:
        """How many sent it, and of how many to whom it was open: who was told what to do instead does not count."""
        of = max(self.started - self.told, 0)
        return min(self.finished, of), of


@dataclass(frozen=True)
class Way:
    """The same as may be told: None stands for fewer than five."""

    started: int | None
    came: int | None
    went: int | None
    told: int | None
    given_up: int | None
    sent: int | None
    completed: Part


@dataclass(frozen=True)
class HandOver:
    """People who went on from one door at another one, and how many of them sent it in the end."""

    left: str
    reached: str
    sent: Part


def shown(line: Line) -> Way:
    return Way(
        told(line.started),
        told(line.came),
        told(line.went),
        told(line.told),
        told(line.given_up),
        told(line.sent),
        part(*line.completed),
    )


@dataclass(frozen=True)
class Figures:
    """What was counted of a service in some months, by door; no door stands for all of them."""

    counted: Counted
    sums: Counter[tuple[str, str, str]] = field(default_factory=Counter, init=False)
    refusals: defaultdict[tuple[str, str], Counter[str]] = field(
        default_factory=lambda: defaultdict(Counter), init=False
    )
    leaving: Counter[tuple[str, str]] = field(default_factory=Counter, init=False)
    """With a question open, by the door that was left."""
    arriving: Counter[tuple[str, str]] = field(default_factory=Counter, init=False)
    """The same by the door to which."""

    def __post_init__(self) -> None:
        for (door, what, about), number in self.counted.items():
            path, _, rest = about.rpartition("|")
            if what == HANDED_OVER:
                self.sums[about, "came", ""] += number
                self.sums["", "came", ""] += number
            if what == WENT_ON:
                self.arriving[rest, path] += number
            for each in (door, ""):
                self.sums[each, what, about] += number
                if what == HANDED_OVER:
                    self.sums[each, "went", ""] += number
                if what == WENT_ON:
                    self.leaving[each, path] += number
                if what == REFUSED:
                    self.refusals[each, path][rest] += number

    def at(self, path: str, door: str = "") -> Met:
        """One question. Who was refused there, or gave up, has met it, though it was asked before these months."""
        refused, left = self.sums[door, STUMBLED, path], self.sums[door, LEFT_AT, path]
        met = self.sums[door, ASKED, path] + self.arriving[door, path]
        reasons = sorted(self.refusals[door, path].items(), key=lambda each: (-each[1], each[0]))
        return Met(max(met, refused, left), refused, left, self.leaving[door, path], tuple(reasons))

    def line(self, door: str = "") -> Line:
        def number(what: str) -> int:
            return self.sums[door, what, ""]

        return Line(
            started=number(STARTED),
            came=number("came"),
            went=number("went"),
            told=number(TOLD),
            given_up=number(GIVEN_UP),
            sent=number(SENT),
            finished=number(FINISHED),
        )

    def hand_overs(self) -> list[HandOver]:
        """Between which doors at least five people went, most first."""
        between = {
            (door, about): number for (door, what, about), number in self.sums.items() if what == HANDED_OVER
        }
        found = sorted(between, key=lambda pair: (-between[pair], pair))
        return [
            HandOver(*pair, part(min(self.sums[pair[0], ARRIVED, pair[1]], between[pair]), between[pair]))
            for pair in found
            if pair[0] and between[pair] >= FEWEST
        ]

    def paths(self) -> list[str]:
        """The questions of which anything is known."""
        known = {about for _, what, about in self.counted if what in (ASKED, STUMBLED, LEFT_AT)}
        return sorted(known)

    def doors(self) -> list[str]:
        return sorted({door for door, *_ in self.counted})


def merged(orders: Sequence[Sequence[str]]) -> list[str]:
    """One order of several, the first of which holds; what only a later one has comes after what it follows there."""
    order: list[str] = []
    for each in orders:
        after = -1
        for name in each:
            if name in order:
                after = max(after, order.index(name))
            else:
                after += 1
                order.insert(after, name)
    return order


# --- before and after ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Change:
    """A share under one version and under a later one."""

    before: Part
    after: Part
    interval: Interval | None
    """In which the difference lies, the later less the earlier; None of too few people."""
    verdict: Verdict

    @property
    def difference(self) -> float | None:
        was, then = self.before.rate, self.after.rate
        return None if was is None or then is None else then - was


def fewer_is_better(before: tuple[int, int], after: tuple[int, int]) -> Change:
    """Of people who were refused, or gave up: each a count and of how many."""
    return _change((*before, 0), (*after, 0), better=-1)


def more_is_better(before: Line, after: Line) -> Change:
    """Of people who sent it. Whoever is still under way may send it or not: either is reckoned with."""
    return _change(_sending(before), _sending(after), better=1)


def _sending(line: Line) -> tuple[int, int, int]:
    count, of = line.completed
    return count, of, min(line.under_way, of - count)


def _change(before: tuple[int, int, int], after: tuple[int, int, int], better: int) -> Change:
    shown = part(*before[:2]), part(*after[:2])
    if min(before[1], after[1]) < FEWEST:
        return Change(*shown, None, "few")
    interval = difference(_share(*before), _share(*after))
    verdict: Verdict = "untold"
    if interval.low > 0 or interval.high < 0:
        verdict = "better" if (interval.low > 0) == (better > 0) else "worse"
    return Change(*shown, interval, verdict)


def _share(count: int, of: int, more: int) -> Share:
    """Numbers that are not told are not given away by an interval either: it holds for whatever they are."""
    least, most = (count, count) if count >= FEWEST else (0, min(FEWEST - 1, of))
    return Share(least, min(most + more, of), of)
