"""What a service costs: the fee lines of one journey. Nothing here claims that anything was paid."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from service.definitions.conditions import compiled
from service.definitions.facts import Table, computed, row_matches
from service.definitions.model import FeeRow, FeeSum, FeeTable
from service.definitions.values import Missing, Operand, Scope


@dataclass(frozen=True)
class Charge:
    """One fee line: where its label stands in the definition, how many, and what one costs (in cents)."""

    label: str
    count: int
    each_cents: int

    @property
    def cents(self) -> int:
        return self.count * self.each_cents


@dataclass(frozen=True)
class Fee:
    charges: tuple[Charge, ...]
    decided: bool = True
    """False where no row of the table fits: then the office has to say what is due."""

    @property
    def due_cents(self) -> int:
        return sum(charge.cents for charge in self.charges)


FeeOf = Callable[[Scope], Fee | None]
"""None while the fee depends on answers still to come."""


def compiled_fee(fee: FeeSum | FeeTable | None, tables: Mapping[str, Table]) -> FeeOf | None:
    if fee is None:
        return None
    return _from_table(fee, tables) if isinstance(fee, FeeTable) else _from_rows(fee, tables)


def _from_table(fee: FeeTable, tables: Mapping[str, Table]) -> FeeOf:
    rows = tables.get(fee.from_, [])
    match = {column: computed(column.removeprefix("up_to_"), tables) for column in fee.match}
    each = computed(fee.each, tables) if fee.each is not None else None

    def fee_of(scope: Scope) -> Fee | None:
        worth = {column: value(scope) for column, value in match.items()}
        if any(value is Missing.UNKNOWN for value in worth.values()):
            return None
        fitting = next((row for row in rows if row_matches(row, worth)), None)
        count = _count(each, scope)
        if fitting is None or count is None:
            return Fee((), decided=False)
        return _of([Charge("fee.label", count, cents(fitting[fee.sum]))])

    return fee_of


def _from_rows(fee: FeeSum, tables: Mapping[str, Table]) -> FeeOf:
    form = "all_of" if fee.all_of is not None else "first_of"
    rows = [
        (f"fee.{form}.{number}.label", row, compiled(row.when), _each(row, tables))
        for number, row in enumerate(fee.all_of or fee.first_of or [])
    ]

    def fee_of(scope: Scope) -> Fee | None:
        charges: list[Charge] = []
        for place, row, test, each in rows:
            truth = test(scope)
            if truth is None:
                return None
            if truth:
                count = _count(each, scope)
                if count is None:
                    return Fee((), decided=False)
                charges.append(Charge(place, count, cents(row.sum)))
                if form == "first_of":
                    break
        return _of(charges) if charges or form == "all_of" else Fee((), decided=False)

    return fee_of


def _of(charges: list[Charge]) -> Fee:
    return Fee(tuple(charge for charge in charges if charge.cents))


def _each(row: FeeRow, tables: Mapping[str, Table]) -> Operand | None:
    return None if row.each is None else computed(row.each, tables)


def _count(each: Operand | None, scope: Scope) -> int | None:
    """How many times a row counts; None where that is not a number."""
    if each is None:
        return 1
    worth: Any = each(scope)
    return int(worth) if isinstance(worth, Decimal) else None


def cents(amount: str) -> int:
    return int((Decimal(amount) * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP))
