"""Whether a table beside the service can be matched: its columns, and in each row values that can occur."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from service.definitions.checking.outline import Domain, Outline
from service.definitions.facts import read_cell
from service.definitions.findings import Place, listed, meant
from service.definitions.tables import Sheet

UP_TO = "up_to_"
"""A column with this prefix matches every number that is at most the row's."""


def check_columns(file: Any, columns: Mapping[Any, Place], place: Place, outline: Outline) -> bool:
    """Whether the file is there with all these columns."""
    sheet = outline.sheets.get(file) if isinstance(file, str) else None
    outline.used.add(str(file))
    if sheet is None:
        there = f"; there is {listed(sorted(outline.sheets), 'and')}" if outline.sheets else ""
        outline.error(
            place, f"no file `{file}` stands beside the service{meant(file, outline.sheets) or there}"
        )
        return False
    if sheet.findings:
        return False
    missing = {column: where for column, where in columns.items() if column not in sheet.columns}
    for column, where in missing.items():
        there = f"; its columns are {listed(sheet.columns, 'and')}"
        outline.error(where, f"`{file}` has no column `{column}`{meant(column, sheet.columns) or there}")
    return not missing


def check_rows(sheet: Sheet, domains: Mapping[str, Domain], outline: Outline) -> None:
    """Every cell that is matched can be what it is matched with, and no two rows match the same."""
    first: dict[tuple[str, ...], int] = {}
    for number, row in enumerate(sheet.rows):
        for column, domain in domains.items():
            if words := _impossible(column, row[column], domain):
                outline.findings.append(sheet.marks.at((number,), words))
        cells = tuple(row[column] for column in domains)
        if cells in first:
            line = sheet.marks.values[(first[cells],)].line
            words = f"this row matches the same as line {line}: {_shown(row, domains)}"
            outline.findings.append(sheet.marks.at((number,), words))
        first.setdefault(cells, number)


def _impossible(column: str, cell: str, domain: Domain) -> str:
    if column.startswith(UP_TO) or domain.sort == "number":
        return (
            ""
            if isinstance(read_cell(cell), Decimal)
            else f"column `{column}` must hold numbers, not `{cell}`"
        )
    if domain.sort == "yes-no" and cell.lower() not in ("yes", "no"):
        return f"column `{column}` must be `yes` or `no`, not `{cell}`"
    if domain.sort in ("option", "options") and domain.options and cell not in domain.options:
        possible = f"; possible are {listed(domain.options, 'and')}" if len(domain.options) <= 12 else ""
        return f"column `{column}` holds `{cell}`, which is not possible{meant(cell, domain.options) or possible}"
    return ""


def _shown(row: Mapping[str, str], columns: Mapping[str, Domain]) -> str:
    return ", ".join(f"{column} {row[column]}" for column in columns)
