"""Decisions on paper, as rows: only ever added to, and deleted with their case."""

from __future__ import annotations

from sqlalchemy import select

from service.store.database import Connection
from service.store.records import LetterRecord
from service.store.tables import letters


def add(connection: Connection, record: LetterRecord) -> None:
    connection.execute(letters.insert(), vars(record))


def of_case(connection: Connection, reference: str) -> list[LetterRecord]:
    """The first one first."""
    query = select(letters).where(letters.c.reference == reference).order_by(letters.c.id)
    return [LetterRecord(**row) for row in connection.execute(query).mappings()]
