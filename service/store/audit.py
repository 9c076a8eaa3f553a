"""The audit log, as rows: added to one at a time, and never changed. The database refuses anything else."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import func, select, text

from service.store.database import Connection
from service.store.records import AuditRecord
from service.store.tables import audit

AT_ONCE = 1000
_LAST = select(audit).where(audit.c.sequence == select(func.max(audit.c.sequence)).scalar_subquery())


def last(connection: Connection) -> AuditRecord | None:
    """The last link, for who will add the next one in this unit of work: nobody else can meanwhile."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("LOCK TABLE audit IN EXCLUSIVE MODE"))
    row = connection.execute(_LAST).mappings().one_or_none()
    return AuditRecord(**row) if row is not None else None


def add(connection: Connection, record: AuditRecord) -> None:
    connection.execute(audit.insert(), vars(record))


def every(connection: Connection) -> Iterator[AuditRecord]:
    """All, the first one first."""
    after = -1
    while True:
        query = select(audit).where(audit.c.sequence > after).order_by(audit.c.sequence).limit(AT_ONCE)
        rows = connection.execute(query).mappings().all()
        for row in rows:
            yield AuditRecord(**row)
        if len(rows) < AT_ONCE:
            return
        after = rows[-1]["sequence"]


def of_case(connection: Connection, reference: str, most: int) -> list[AuditRecord]:
    """The latest first."""
    query = select(audit).where(audit.c.reference == reference).order_by(audit.c.sequence.desc()).limit(most)
    return [AuditRecord(**row) for row in connection.execute(query).mappings()]


def latest(connection: Connection, most: int, before: int | None = None) -> list[AuditRecord]:
    """The latest first; those before a sequence where one is named."""
    query = select(audit).order_by(audit.c.sequence.desc()).limit(most)
    if before is not None:
        query = query.where(audit.c.sequence < before)
    return [AuditRecord(**row) for row in connection.execute(query).mappings()]
