"""The event log, as rows: only ever added to."""

from __future__ import annotations

from collections.abc import Sequence

import uuid_utils
from sqlalchemy import bindparam, select

from service.store.database import Connection
from service.store.records import EventRecord
from service.store.tables import events

_ADD = events.insert()
_JOURNEY = select(events).where(events.c.journey == bindparam("journey")).order_by(events.c.sequence)


def add(connection: Connection, records: Sequence[EventRecord]) -> None:
    rows = [
        {**vars(record), "id": record.id or str(uuid_utils.uuid7()), "received_at": record.at}
        for record in records
    ]
    if rows:
        connection.execute(_ADD, rows)


def of_journey(connection: Connection, journey: str) -> list[EventRecord]:
    rows = connection.execute(_JOURNEY, {"journey": journey}).mappings()
    return [EventRecord(**{name: row[name] for name in EventRecord.__dataclass_fields__}) for row in rows]
