"""Lines and the deliveries heard on them, as rows."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import and_, bindparam, delete, select, update

from service.store.database import Connection
from service.store.records import LineRecord
from service.store.tables import deliveries, lines

_LINE = select(lines).where(lines.c.contact == bindparam("contact"), lines.c.address == bindparam("address"))
_DELIVERY = select(deliveries.c.turn).where(
    deliveries.c.door == bindparam("door"), deliveries.c.id == bindparam("id")
)


def get(connection: Connection, contact: str, address: str) -> LineRecord | None:
    row = connection.execute(_LINE, {"contact": contact, "address": address}).mappings().one_or_none()
    return None if row is None else LineRecord(**row)


def put(connection: Connection, record: LineRecord, seen: int | None) -> bool:
    """Store a line; `seen` is the version that was read, None for a new one. False where somebody was faster."""
    if seen is None:
        connection.execute(lines.insert(), vars(record))
        return True
    same = and_(lines.c.contact == record.contact, lines.c.address == record.address, lines.c.version == seen)
    return connection.execute(update(lines).where(same).values(**vars(record))).rowcount == 1


def forget(connection: Connection, contact: str, address: str) -> None:
    connection.execute(delete(lines).where(lines.c.contact == contact, lines.c.address == address))


def heard(connection: Connection, door: str, delivery: str) -> bytes | None:
    """The sealed turn that a delivery got, or None for one not heard before."""
    row = connection.execute(_DELIVERY, {"door": door, "id": delivery}).first()
    return None if row is None else bytes(row[0])


def add_delivery(connection: Connection, door: str, delivery: str, turn: bytes, at: datetime) -> None:
    """Raises Duplicate where it was heard already."""
    connection.execute(deliveries.insert(), {"door": door, "id": delivery, "turn": turn, "at": at})


def forget_deliveries(connection: Connection, before: datetime) -> None:
    connection.execute(delete(deliveries).where(deliveries.c.at < before))
