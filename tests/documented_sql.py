"""The SQL of docs/evidence/sql, asked as its page says: the log of a database, what all have in common, a query."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import text
from sqlalchemy.engine import RowMapping

from service.amounts import MEDIANS, Amounts, Place
from service.store.database import Connection
from service.tallies import Cell
from tests.conftest import ROOT

FOLDER = ROOT / "docs" / "evidence" / "sql"
IN_COMMON = ("sqlite", "postgresql", "journeys")
OF_ANSWERS = ("satisfaction", "without")
"""What people say of it is counted in a table of its own, not logged."""
EVERYTHING = 2**62


@dataclass(frozen=True)
class Period:
    """What the queries are given."""

    month: str
    begins: float
    ends: float
    until: float
    last: int = EVERYTHING


def period(month: str, timezone: str, until: datetime, last: int = EVERYTHING) -> Period:
    """A month by the town's clocks, as it was known at a moment and up to an event."""
    first = date.fromisoformat(f"{month}-01")
    then = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    begins, ends = (
        datetime(each.year, each.month, 1, tzinfo=ZoneInfo(timezone)).timestamp() for each in (first, then)
    )
    return Period(month, begins, ends, until.timestamp(), last)


def queries() -> list[str]:
    """Every query on the log, by its file's name."""
    names = {file.stem for file in FOLDER.glob("*.sql")}
    return sorted(names - {*IN_COMMON, *OF_ANSWERS})


def file_of(amount: str) -> str:
    return amount.replace(" ", "-")


def asked(connection: Connection, query: str, given: Period | None = None) -> list[RowMapping]:
    """The rows of a query."""
    parts = [query] if given is None else [connection.dialect.name, "journeys", query]
    whole = "\n".join((FOLDER / f"{part}.sql").read_text("utf-8") for part in parts)
    names: dict[str, Any] = {} if given is None else vars(given)
    return list(connection.execute(text(whole.strip().rstrip(";")), names).mappings())


def tallied(connection: Connection, given: Period) -> dict[Cell, int]:
    """The figures of a month, as the queries reckon them."""
    found = {}
    for amount in queries():
        if not amount.startswith("median-"):
            for row in asked(connection, amount, given):
                place = [row[name] for name in ("service", "version", "door", "language")]
                cell = Cell(given.month, *place, amount.replace("-", " "), str(row.get("about", "")))
                assert cell not in found
                found[cell] = int(row["number"])
                assert found[cell] == row["number"]
    return found


def medians(connection: Connection, given: Period) -> Amounts:
    """The values in the middle, as the queries reckon them."""
    return {
        (Place(given.month, row["service"], row["door"], row["language"]), what): Decimal(str(row["number"]))
        for what in MEDIANS.values()
        for row in asked(connection, file_of(what), given)
    }
