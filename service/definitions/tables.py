"""The tables beside a service: CSV files as rows by column, with what is wrong in them."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field

from service.definitions.facts import Table
from service.definitions.findings import Finding, Marks, Place, Position

MOST_ROWS = 5_000
"""What a person may choose from or an officer may keep right by hand; more belongs in a register."""


@dataclass
class Sheet:
    """One table and where its rows stand. Where there are findings, `rows` may lack some."""

    marks: Marks
    columns: tuple[str, ...] = ()
    rows: Table = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def read_table(content: bytes, file: str) -> Sheet:
    """The first line names the columns; commas between, quotes around what holds one."""
    positions: dict[Place, Position] = {}
    sheet = Sheet(Marks(file, positions))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        sheet.findings.append(
            Finding(file, line, 1, "a character in this line is not UTF-8: save the file as UTF-8")
        )
        return sheet
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for cells in reader:
            _take(cells, reader.line_num, sheet, positions)
            if len(sheet.rows) >= MOST_ROWS:
                sheet.findings.append(sheet.marks.at((), f"the table has more than {MOST_ROWS} rows"))
                break
    except csv.Error as error:
        sheet.findings.append(Finding(file, reader.line_num, 1, f"this line is not CSV ({error})"))
    if not sheet.rows and not sheet.findings:
        sheet.findings.append(
            sheet.marks.at((), "the table has no rows: write the names of the columns first, then rows")
        )
    return sheet


def _take(cells: list[str], line: int, sheet: Sheet, positions: dict[Place, Position]) -> None:
    cells = [cell.strip() for cell in cells]
    if not any(cells):
        return
    if not sheet.columns:
        sheet.columns = tuple(cells)
        positions[()] = Position(line)
        sheet.findings += _about_columns(cells, sheet.marks)
    elif len(cells) != len(sheet.columns):
        words = f"this row has {len(cells)} cells, and the table has {len(sheet.columns)} columns"
        sheet.findings.append(Finding(sheet.marks.file, line, 1, words))
    else:
        positions[(len(sheet.rows),)] = Position(line)
        sheet.rows.append(dict(zip(sheet.columns, cells, strict=True)))


def _about_columns(cells: list[str], marks: Marks) -> list[Finding]:
    if len(cells) == 1 and ";" in cells[0]:
        return [marks.at((), "the columns are separated by semicolons: save the table with commas")]
    twice = sorted({cell for cell in cells if cells.count(cell) > 1})
    findings = [marks.at((), f"two columns are named `{cell}`: rename one") for cell in twice if cell]
    if "" in cells:
        findings.append(
            marks.at((), f"column {cells.index('') + 1} has no name: write one in the first line")
        )
    return findings
