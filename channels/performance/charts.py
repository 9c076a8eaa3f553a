"""Where the bars of a chart stand, in per cent of the room that it gets. Pure; how they look is the style sheet's.

Bars begin at zero. In a language that runs from the right they do so from the right, and months follow one another
from there too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

WIDE = Decimal(100)
GAP = Decimal(2)
"""Between two columns."""


@dataclass(frozen=True)
class Bar:
    """A rectangle; `x` and `y` are its upper left corner."""

    x: Decimal
    y: Decimal
    width: Decimal
    height: Decimal


def most(values: Sequence[Decimal | None], target: Decimal | None, *, share: bool) -> Decimal:
    """What fills the room: all there can be of a share, else the largest value or the target."""
    known = [value for value in (*values, target) if value is not None]
    return WIDE if share else max(known, default=Decimal(1)) or Decimal(1)


def across(value: Decimal | None, most: Decimal, *, mirrored: bool) -> Bar | None:
    """A bar that lies; None where there is nothing to be seen."""
    if value is None or value <= 0:
        return None
    width = _rounded(min(value / most, Decimal(1)) * WIDE)
    return Bar(WIDE - width if mirrored else Decimal(0), Decimal(0), width, WIDE)


def upright(values: Sequence[Decimal | None], most: Decimal, *, mirrored: bool) -> list[Bar | None]:
    """One column for each value, in their order; None where there is nothing to be seen."""
    room = WIDE / max(len(values), 1)
    width = _rounded(min(room - min(GAP, room / 4), Decimal(14)))
    bars: list[Bar | None] = []
    for number, value in enumerate(values):
        place = len(values) - 1 - number if mirrored else number
        if value is None or value <= 0:
            bars.append(None)
            continue
        height = _rounded(min(value / most, Decimal(1)) * WIDE)
        bars.append(Bar(_rounded(place * room + (room - width) / 2), WIDE - height, width, height))
    return bars


def line_at(target: Decimal, most: Decimal) -> Decimal:
    """How far from above a target lies."""
    return WIDE - _rounded(min(target / most, Decimal(1)) * WIDE)


def _rounded(number: Decimal) -> Decimal:
    return number.quantize(Decimal("0.01"))
