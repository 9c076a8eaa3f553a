"""What happened to cases in the office, as rows: only ever added to."""

from __future__ import annotations

from sqlalchemy import select

from service.store.database import Connection
from service.store.records import EntryRecord
from service.store.tables import case_entries


def add(connection: Connection, record: EntryRecord) -> None:
    connection.execute(case_entries.insert(), vars(record))


def of_case(connection: Connection, reference: str) -> list[EntryRecord]:
    """The first one first."""
    query = select(case_entries).where(case_entries.c.reference == reference).order_by(case_entries.c.id)
    return [EntryRecord(**row) for row in connection.execute(query).mappings()]
