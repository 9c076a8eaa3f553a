"""The audit log, as rows: added to one at a time, and never changed. The database refuses anything else."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import func, select, text

from service.store.database import Connection
from service.store.records import AuditRecord
from service.store.tables import audit

AT_ONCE = 1000
LOOKED = "looked"
"""The deed of opening a case."""

_LATEST = select(audit).order_by(audit.c.sequence.desc())
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


def of_case(connection: Connection, reference: str, most: int, deed: str = "") -> list[AuditRecord]:
    """The latest first; those of one deed where it is named."""
    query = _LATEST.where(audit.c.reference == reference).limit(most)
    if deed:
        query = query.where(audit.c.deed == deed)
    return [AuditRecord(**row) for row in connection.execute(query).mappings()]


def last_look(connection: Connection, reference: str, officer: str) -> AuditRecord | None:
    """When an officer opened a case last."""
    query = _LATEST.where(
        audit.c.reference == reference, audit.c.officer == officer, audit.c.deed == LOOKED
    ).limit(1)
    row = connection.execute(query).mappings().one_or_none()
    return AuditRecord(**row) if row is not None else None


def latest(connection: Connection, most: int, before: int | None = None) -> list[AuditRecord]:
    """The latest first; those before a sequence where one is named."""
    query = _LATEST.limit(most)
    if before is not None:
        query = query.where(audit.c.sequence < before)
    return [AuditRecord(**row) for row in connection.execute(query).mappings()]
