"""Outposts as the hub knows them, as rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, update

from service.store.database import Connection
from service.store.records import OutpostRecord
from service.store.tables import outposts

_BY_KEY = select(outposts).where(outposts.c.key.in_(bindparam("keys", expanding=True)))
_ALL = select(outposts).order_by(outposts.c.name)


def add(connection: Connection, record: OutpostRecord) -> None:
    """Raises Duplicate where one has that name."""
    connection.execute(outposts.insert(), vars(record))


def with_key(connection: Connection, keys: Sequence[str]) -> OutpostRecord | None:
    """The outpost that has one of these hashes, one for each of our master keys."""
    row = connection.execute(_BY_KEY, {"keys": list(keys)}).mappings().one_or_none()
    return OutpostRecord(**row) if row is not None else None


def every(connection: Connection) -> list[OutpostRecord]:
    return [OutpostRecord(**row) for row in connection.execute(_ALL).mappings()]


def taken(connection: Connection, name: str) -> OutpostRecord | None:
    """As it is now, and nobody else changes it before this unit of work ends."""
    query = select(outposts).where(outposts.c.name == name).with_for_update()
    row = connection.execute(query).mappings().one_or_none()
    return OutpostRecord(**row) if row is not None else None


def change(connection: Connection, name: str, **columns: Any) -> bool:
    """False where there is none of that name."""
    changed = update(outposts).where(outposts.c.name == name).values(columns)
    return connection.execute(changed).rowcount == 1


def heard(
    connection: Connection, name: str, beat: Mapping[str, Any], at: datetime, told_until: datetime
) -> None:
    change(connection, name, beat=dict(beat), beat_at=at, told_until=told_until)
