"""Decisions on paper, as rows: only ever added to, and deleted with their case."""

from __future__ import annotations

from sqlalchemy import select

from service.store.database import Connection
from service.store.records import LetterRecord
from service.store.tables import letters

_TOLD = [column for column in letters.c if column.name != "content"]


def add(connection: Connection, record: LetterRecord) -> None:
    connection.execute(letters.insert(), vars(record))


def of_case(connection: Connection, reference: str) -> list[LetterRecord]:
    """The first one first; without their files, which nobody reads to know that they are there."""
    query = select(*_TOLD).where(letters.c.reference == reference).order_by(letters.c.id)
    return [LetterRecord(**row) for row in connection.execute(query).mappings()]


def file_of(connection: Connection, reference: str, name: str) -> bytes | None:
    """The file of one letter of a case, sealed."""
    query = select(letters.c.content).where(letters.c.reference == reference, letters.c.id == name)
    found = connection.execute(query).scalar_one_or_none()
    return None if found is None else bytes(found)
