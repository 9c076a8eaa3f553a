"""Which options a choice offers, given the answers so far: dependent options and lists from a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from service.definitions.conditions import compiled
from service.definitions.facts import Table
from service.definitions.values import Missing, Scope, operand

Offer = Callable[[Scope], list[str]]
"""The values that may be chosen now, in the order of the definition."""


def offer_of(options: Any, tables: Mapping[str, Table]) -> Offer | None:
    """None where every declared option is always offered."""
    if options is None:
        return None
    if isinstance(options, list):
        tests = [(option.value, compiled(option.when)) for option in options]
        if all(option.when is None for option in options):
            return None
        return lambda scope: [value for value, test in tests if test(scope) is True]
    return lambda scope: [row[options.value] for row in rows_offered(options, tables, scope)]


def rows_offered(options: Any, tables: Mapping[str, Table], scope: Scope) -> list[dict[str, str]]:
    """The rows of a table that may be chosen now. A value may stand in several rows, of which one is offered."""
    wanted = {column: operand(written)(scope) for column, written in (options.where or {}).items()}
    if any(isinstance(value, Missing) for value in wanted.values()):
        return []
    table = tables.get(options.from_, [])
    return [row for row in table if all(row[column] == str(value) for column, value in wanted.items())]


def label_in(row: Mapping[str, str], column: str, language: str) -> str:
    """A row's label: from `name_fr` for French where the table has such a column, else from `name`."""
    return row.get(f"{column}_{language}") or row[column]
