"""Figures from measurements: medians, percentiles, ratios of paired rounds, marks, and the table they stand in.

Pure; nothing here measures anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from statistics import median


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` (0.99) of all do not exceed."""
    ordered = sorted(values)
    place = ceil(round(share * len(ordered), 6))  # rounded, so that 0.95 of 100 is 95 and not a hair more
    return ordered[max(place, 1) - 1]


@dataclass(frozen=True)
class Mark:
    """What a figure should reach; `least` is what is acceptable at worst."""

    wanted: float
    least: float | None = None
    at_least: bool = False
    """The figure should not fall below the mark, instead of not exceeding it."""

    def verdict(self, figure: float) -> str:
        if self._reached(figure, self.wanted):
            return "reached"
        if self.least is not None and self._reached(figure, self.least):
            return "MISSED, acceptable"
        return "MISSED"

    def _reached(self, figure: float, mark: float) -> bool:
        return figure >= mark if self.at_least else figure <= mark

    def __str__(self) -> str:
        sign = ">=" if self.at_least else "<="
        return f"{sign} {self.wanted:g}" + (f" ({self.least:g})" if self.least is not None else "")


@dataclass(frozen=True)
class Compared:
    """One figure of both sides, round by round in pairs."""

    name: str
    unit: str
    ours: Sequence[float]
    by_hand: Sequence[float]
    mark: Mark | None = None

    @property
    def ratios(self) -> list[float]:
        return [ours / hand for ours, hand in zip(self.ours, self.by_hand, strict=True) if hand]

    @property
    def ratio(self) -> float:
        """The median of the pairs' ratios: what disturbs a pair disturbs both of it."""
        return median(self.ratios)

    def row(self) -> tuple[str, ...]:
        ratios = self.ratios
        return (
            f"{self.name}, {self.unit}",
            shown(median(self.ours)),
            shown(median(self.by_hand)),
            f"{self.ratio:.2f}",
            f"{min(ratios):.2f} to {max(ratios):.2f}",
            str(self.mark) if self.mark else "",
            self.mark.verdict(self.ratio) if self.mark else "",
        )


@dataclass(frozen=True)
class Single:
    """A figure of ours alone, or one that is marked by itself."""

    name: str
    unit: str
    ours: float
    mark: Mark | None = None
    by_hand: float | None = None

    def row(self) -> tuple[str, ...]:
        return (
            f"{self.name}, {self.unit}",
            shown(self.ours),
            "" if self.by_hand is None else shown(self.by_hand),
            "",
            "",
            str(self.mark) if self.mark else "",
            self.mark.verdict(self.ours) if self.mark else "",
        )


Figure = Compared | Single
HEADINGS = ("", "ours", "by hand", "ratio", "spread of rounds", "mark", "")


def shown(figure: float) -> str:
    """With three digits that count."""
    return f"{figure:,.0f}" if abs(figure) >= 100 else f"{figure:.3g}"


def table(rows: Sequence[Sequence[str]], headings: Sequence[str] = HEADINGS) -> str:
    """Columns in line: words at their left, figures at their right."""
    lines = [headings, *rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(headings))]

    def laid_out(line: Sequence[str]) -> str:
        cells = [
            cell.ljust(width) if number == 0 or number == len(headings) - 1 else cell.rjust(width)
            for number, (cell, width) in enumerate(zip(line, widths, strict=True))
        ]
        return "  ".join(cells).rstrip()

    return "\n".join([laid_out(headings), "  ".join("-" * width for width in widths), *map(laid_out, rows)])
