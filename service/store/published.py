"""What was published of each month, as rows: only ever added to."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select

from service.store.database import Connection
from service.store.records import PublishedRecord
from service.store.tables import published

_ALL = select(published).order_by(
    published.c.month, published.c.what, published.c.service, published.c.door, published.c.language
)


def add(connection: Connection, records: Sequence[PublishedRecord]) -> None:
    connection.execute(published.insert(), [vars(record) for record in records])


def every(connection: Connection) -> list[PublishedRecord]:
    return [PublishedRecord(**row) for row in connection.execute(_ALL).mappings()]


def of_last_month(connection: Connection) -> list[PublishedRecord]:
    """What was published last."""
    last = select(func.max(published.c.month)).scalar_subquery()
    rows = connection.execute(_ALL.where(published.c.month == last)).mappings()
    return [PublishedRecord(**row) for row in rows]


def months(connection: Connection) -> list[str]:
    """Those of which something was published, in order."""
    query = select(published.c.month).distinct().order_by(published.c.month)
    return list(connection.execute(query).scalars())
