"""The event log, as rows: only ever added to."""

from __future__ import annotations

from collections.abc import Sequence

import uuid_utils
from sqlalchemy import bindparam, func, select
from sqlalchemy.engine import RowMapping

from service.store.database import Connection
from service.store.records import EventRecord
from service.store.tables import events

_ADD = events.insert()
_JOURNEY = select(events).where(events.c.journey == bindparam("journey")).order_by(events.c.sequence)

_NEWEST = select(func.max(events.c.sequence))
_SINCE = (
    select(events)
    .where(events.c.sequence > bindparam("sequence"), events.c.kind != "asked")
    .order_by(events.c.sequence.desc())
    .limit(bindparam("most"))
)


def add(connection: Connection, records: Sequence[EventRecord]) -> None:
    rows = [
        {**vars(record), "id": record.id or str(uuid_utils.uuid7()), "received_at": record.at}
        for record in records
    ]
    if rows:
        connection.execute(_ADD, rows)


def of_journey(connection: Connection, journey: str) -> list[EventRecord]:
    return [_record(row) for row in connection.execute(_JOURNEY, {"journey": journey}).mappings()]


def newest(connection: Connection) -> int:
    """The sequence of the last event; 0 where there is none."""
    return int(connection.execute(_NEWEST).scalar() or 0)


def since(connection: Connection, sequence: int, most: int) -> list[tuple[int, EventRecord]]:
    """What people did after an event, the newest first, each with its sequence; what was asked is left out."""
    rows = connection.execute(_SINCE, {"sequence": sequence, "most": most}).mappings()
    return [(row["sequence"], _record(row)) for row in rows]


def _record(row: RowMapping) -> EventRecord:
    return EventRecord(**{name: row[name] for name in EventRecord.__dataclass_fields__})
