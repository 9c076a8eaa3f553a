"""Officers, and where they are signed in, as rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update

from service.store.database import Connection
from service.store.records import AttendanceRecord, OfficerRecord
from service.store.tables import attendances, officers


def add(connection: Connection, record: OfficerRecord) -> None:
    """Raises Duplicate where somebody has that name."""
    connection.execute(officers.insert(), vars(record))


def get(connection: Connection, name: str) -> OfficerRecord | None:
    row = connection.execute(select(officers).where(officers.c.name == name)).mappings().one_or_none()
    return OfficerRecord(**row) if row is not None else None


def every(connection: Connection) -> list[OfficerRecord]:
    rows = connection.execute(select(officers).order_by(officers.c.name)).mappings()
    return [OfficerRecord(**row) for row in rows]


def change(connection: Connection, name: str, **columns: Any) -> bool:
    """False where there is none of that name."""
    changed = update(officers).where(officers.c.name == name).values(columns)
    return connection.execute(changed).rowcount == 1


def sign_in(connection: Connection, record: AttendanceRecord) -> None:
    connection.execute(attendances.insert(), vars(record))


def attending(connection: Connection, tokens: Sequence[str]) -> AttendanceRecord | None:
    """Who is signed in with one of these hashes, one for each of our master keys."""
    query = select(attendances).where(attendances.c.token.in_(tokens))
    row = connection.execute(query).mappings().one_or_none()
    return AttendanceRecord(**row) if row is not None else None


def seen(connection: Connection, token: str, at: datetime) -> None:
    connection.execute(update(attendances).where(attendances.c.token == token).values(seen_at=at))


def sign_out(connection: Connection, tokens: Sequence[str]) -> None:
    connection.execute(delete(attendances).where(attendances.c.token.in_(tokens)))


def sign_out_everywhere(connection: Connection, name: str) -> None:
    connection.execute(delete(attendances).where(attendances.c.officer == name))


def forget_absent(connection: Connection, before: datetime) -> None:
    connection.execute(delete(attendances).where(attendances.c.seen_at < before))
