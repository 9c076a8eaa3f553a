"""How sure a share is, and the difference of two: intervals that hold the true one in 95 of 100 such counts. Pure.

For one share: the score interval of E. B. Wilson (Journal of the American Statistical Association 22, 1927, 209-212).
For a difference: the hybrid of two of them that R. G. Newcombe describes as method 10, without continuity correction
(Statistics in Medicine 17, 1998, 873-890). Both are good where people are few, and where nearly all or none are meant.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot, sqrt
from statistics import NormalDist

Z = NormalDist().inv_cdf(0.975)


@dataclass(frozen=True)
class Interval:
    low: float
    high: float


@dataclass(frozen=True)
class Share:
    """Some of so many people: how many is known, or lies between two numbers."""

    least: int
    most: int
    of: int

    def __post_init__(self) -> None:
        if not 0 <= self.least <= self.most <= self.of or not self.of:
            raise ValueError(f"{self.least} to {self.most} of {self.of} people is no share")


def wilson(count: int, of: int) -> Interval:
    """Between what the share lies of which `count` of so many people are a sample."""
    rate = count / of
    middle = (rate + Z * Z / (2 * of)) / (1 + Z * Z / of)
    reach = Z * sqrt(rate * (1 - rate) / of + Z * Z / (4 * of * of)) / (1 + Z * Z / of)
    return Interval(max(0.0, min(middle - reach, rate)), min(1.0, max(middle + reach, rate)))


def newcombe(before: tuple[int, int], after: tuple[int, int]) -> Interval:
    """Between what the difference of two shares lies, the later less the earlier one; each a count and of how many."""
    was, then = before[0] / before[1], after[0] / after[1]
    of_before, of_after = wilson(*before), wilson(*after)
    change = then - was
    down = hypot(then - of_after.low, of_before.high - was)
    up = hypot(of_after.high - then, was - of_before.low)
    return Interval(max(-1.0, change - down), min(1.0, change + up))


def difference(before: Share, after: Share) -> Interval:
    """As `newcombe`, wide enough for every number that the shares leave open.

    The difference grows with the share after it and falls with the one before, so their ends are enough.
    """
    lowest = newcombe((before.most, before.of), (after.least, after.of))
    highest = newcombe((before.least, before.of), (after.most, after.of))
    return Interval(lowest.low, highest.high)
