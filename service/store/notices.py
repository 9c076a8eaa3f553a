"""The outbox as rows: notices that wait to be carried, and what became of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, func, select, update

from service.store.database import Connection
from service.store.records import NoticeRecord
from service.store.tables import notices


def add(connection: Connection, record: NoticeRecord) -> None:
    connection.execute(notices.insert(), vars(record))


def is_due(connection: Connection, schemes: Sequence[str], now: datetime) -> bool:
    """Whether there is anything to claim."""
    due = _due(schemes, now).with_only_columns(notices.c.id).limit(1)
    return connection.execute(due).first() is not None


def claim(
    connection: Connection, schemes: Sequence[str], now: datetime, until: datetime, limit: int
) -> list[NoticeRecord]:
    """The notices that are due, each with one more try: nobody else gets them before `until`."""
    due = _due(schemes, now).order_by(notices.c.due_at).limit(limit).with_for_update(skip_locked=True)
    found = [NoticeRecord(*row) for row in connection.execute(due)]
    if found:
        mine = update(notices).where(notices.c.id.in_([each.id for each in found]))
        connection.execute(mine.values(tries=notices.c.tries + 1, due_at=until))
    return found


def _due(schemes: Sequence[str], now: datetime) -> Select[Any]:
    return select(notices).where(
        notices.c.state == "waiting", notices.c.due_at <= now, notices.c.scheme.in_(schemes)
    )


def take_back(connection: Connection, notice: str) -> None:
    """Nobody is told any more, unless it is told already."""
    waiting = (notices.c.id == notice, notices.c.state == "waiting")
    connection.execute(delete(notices).where(*waiting))


def counts(connection: Connection) -> dict[str, int]:
    """How many there are in each state."""
    query = select(notices.c.state, func.count()).group_by(notices.c.state)
    return {str(state): int(number) for state, number in connection.execute(query)}


def settle(connection: Connection, notice: str, became: str) -> None:
    """It has arrived or was given up, and nobody needs its words any more."""
    connection.execute(update(notices).where(notices.c.id == notice).values(state=became, sealed=b""))


def postpone(connection: Connection, notice: str, due_at: datetime) -> None:
    connection.execute(update(notices).where(notices.c.id == notice).values(due_at=due_at))


def forget(connection: Connection, before: datetime) -> None:
    """The notices that were settled long ago."""
    settled = (notices.c.state.in_(("sent", "failed")), notices.c.due_at < before)
    connection.execute(delete(notices).where(*settled))
