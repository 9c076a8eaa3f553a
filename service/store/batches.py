"""Moves of many cases at once, as rows: what stood before, so that it can be undone for a short while."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select, update

from service.store.database import Connection
from service.store.records import BatchedRecord, BatchRecord
from service.store.tables import batched, batches


def add(connection: Connection, record: BatchRecord) -> None:
    connection.execute(batches.insert(), vars(record))


def add_case(connection: Connection, record: BatchedRecord) -> None:
    connection.execute(batched.insert(), vars(record))


def get(connection: Connection, batch: str) -> BatchRecord | None:
    row = connection.execute(select(batches).where(batches.c.id == batch)).mappings().one_or_none()
    return BatchRecord(**row) if row is not None else None


def cases_of(connection: Connection, batch: str) -> list[BatchedRecord]:
    query = select(batched).where(batched.c.batch == batch).order_by(batched.c.reference)
    return [BatchedRecord(**row) for row in connection.execute(query).mappings()]


def undo(connection: Connection, batch: str, at: datetime) -> bool:
    """Whether it was still to be undone; whoever asks a second time is too late."""
    query = update(batches).where(batches.c.id == batch, batches.c.undone_at.is_(None)).values(undone_at=at)
    return connection.execute(query).rowcount == 1


def forget(connection: Connection, before: datetime) -> None:
    """Those that nobody can undo any more."""
    connection.execute(delete(batches).where(batches.c.ends_at < before))
