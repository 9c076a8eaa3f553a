"""Who of the town took whose draft in hand, as rows: only ever added to; they go with the draft."""

from __future__ import annotations

from sqlalchemy import select

from service.store.database import Connection
from service.store.records import AssistanceRecord
from service.store.tables import assistances


def add(connection: Connection, record: AssistanceRecord) -> None:
    connection.execute(assistances.insert(), vars(record))


def of_draft(connection: Connection, draft: str) -> list[AssistanceRecord]:
    """The first one first."""
    query = select(assistances).where(assistances.c.draft == draft).order_by(assistances.c.id)
    return [AssistanceRecord(**row) for row in connection.execute(query).mappings()]
