"""The event log, as rows: only ever added to, but for what an outpost has handed to the hub."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

import uuid_utils
from sqlalchemy import bindparam, delete, func, select, update
from sqlalchemy.engine import RowMapping

from service.store.database import Connection, insert_into
from service.store.records import EventRecord
from service.store.tables import events

_ADD = events.insert()
_JOURNEY = select(events).where(events.c.journey == bindparam("journey")).order_by(events.c.sequence)

_NEWEST = select(func.max(events.c.sequence))
_SINCE = (
    select(events)
    .where(
        events.c.sequence > bindparam("sequence"),
        events.c.at >= bindparam("at"),
        events.c.kind.in_(bindparam("kinds", expanding=True)),
    )
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


def add_unknown(connection: Connection, records: Sequence[EventRecord], received_at: datetime) -> None:
    """Events from another store, where each has its id; those that came before are left alone."""
    rows = [{**vars(record), "received_at": received_at} for record in records]
    if rows:
        insert = insert_into(connection, events).on_conflict_do_nothing(index_elements=["id"])
        connection.execute(insert, rows)


def forget(connection: Connection, journey: str) -> None:
    """The events of a journey that another store has now."""
    connection.execute(delete(events).where(events.c.journey == journey))


def cut_loose(connection: Connection, journey: str, name: str) -> None:
    """The events of a journey under another name, which nothing else has: they count, and lead to nobody."""
    connection.execute(update(events).where(events.c.journey == journey).values(journey=name))


def of_journey(connection: Connection, journey: str) -> list[EventRecord]:
    return [record(row) for row in connection.execute(_JOURNEY, {"journey": journey}).mappings()]


def newest(connection: Connection) -> int:
    """The sequence of the last event; 0 where there is none."""
    return int(connection.execute(_NEWEST).scalar() or 0)


def since(
    connection: Connection, kinds: Collection[str], sequence: int, at: datetime, most: int
) -> list[tuple[int, EventRecord]]:
    """What of some kinds was noted after an event and happened since a moment, the newest first, with its sequence."""
    given = {"kinds": list(kinds), "sequence": sequence, "at": at, "most": most}
    rows = connection.execute(_SINCE, given).mappings()
    return [(row["sequence"], record(row)) for row in rows]


def record(row: RowMapping) -> EventRecord:
    return EventRecord(**{name: row[name] for name in EventRecord.__dataclass_fields__})
