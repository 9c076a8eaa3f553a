"""Answers that have an order (numbers, sums, days), so that limits and turning points can be looked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from service.definitions.definition import Asked
from service.messages import Value


@dataclass(frozen=True)
class Scale:
    """Answers that have an order, as whole numbers."""

    number: Callable[[Value], int]
    value: Callable[[int], Value]
    reach: int
    """No limit is looked for further away than this."""

    def limits(self, usual: Value, passes: Callable[[Value], bool]) -> tuple[Value, ...]:
        middle = self.number(usual)
        ends = (self._furthest(middle, step, passes) for step in (-1, 1))
        return tuple(self.value(end) for end in ends)

    def _furthest(self, middle: int, step: int, passes: Callable[[Value], bool]) -> int:
        inside, outside = 0, self.reach
        if passes(self.value(middle + step * outside)):
            return middle + step * outside
        while outside - inside > 1:
            between = (inside + outside) // 2
            if passes(self.value(middle + step * between)):
                inside = between
            else:
                outside = between
        return middle + step * inside


def scale_of(value: Value, asked: Asked) -> Scale | None:
    """The order of a question's answers, or None where they have none."""
    if asked.question.hint == "date" and isinstance(value, str):
        first = date.min.toordinal()
        return Scale(
            lambda day: date.fromisoformat(day).toordinal(),
            lambda number: date.fromordinal(min(max(number, first), date.max.toordinal())).isoformat(),
            80_000,
        )
    if isinstance(value, dict) and "cents" in value:
        currency = value["currency"]
        return Scale(
            lambda sum_: int(sum_["cents"]), lambda cents: {"cents": cents, "currency": currency}, 10**9
        )
    if isinstance(value, int | float) and not isinstance(value, bool):
        unit = Decimal(1).scaleb(-getattr(asked.question, "decimals", 0))
        return Scale(
            lambda number: int(Decimal(str(number)) / unit), lambda number: _plain(number * unit), 10**9
        )
    return None


def _plain(exact: Decimal) -> int | float:
    return int(exact) if exact == exact.to_integral_value() else float(exact)
