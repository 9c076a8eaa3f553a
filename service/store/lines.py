"""Lines and the deliveries heard on them, as rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, select, update

from service.store.database import Connection
from service.store.records import AwaitedReplyRecord, LineRecord
from service.store.tables import awaited_replies, deliveries, lines

_TURN = (
    select(deliveries.c.turn)
    .where(deliveries.c.door == bindparam("door"), deliveries.c.id == bindparam("delivery"))
    .scalar_subquery()
)
_LINE = (
    select(lines, _TURN.label("turn"), *awaited_replies.c)
    .select_from(lines.outerjoin(awaited_replies, awaited_replies.c.contact == lines.c.contact))
    .where(lines.c.contact == bindparam("contact"), lines.c.address == bindparam("address"))
)
_COLUMNS = len(lines.c)
_ADD, _ADD_DELIVERY = lines.insert(), deliveries.insert()
_CHANGING = tuple(column.name for column in lines.c if not column.primary_key)
_CHANGE = (
    update(lines)
    .where(
        lines.c.contact == bindparam("of_contact"),
        lines.c.address == bindparam("of_address"),
        lines.c.version == bindparam("seen"),
    )
    .values({name: bindparam(f"new_{name}") for name in _CHANGING})
)


def get(
    connection: Connection, contact: str, address: str, door: str = "", delivery: str = ""
) -> tuple[LineRecord, bytes | None, AwaitedReplyRecord | None] | None:
    """A line, the sealed turn that a delivery got on it (None for one not heard before), and what a notice asked there.

    All in one look, which every text takes.
    """
    wanted = {"contact": contact, "address": address, "door": door, "delivery": delivery}
    row = connection.execute(_LINE, wanted).one_or_none()
    if row is None:
        return None
    turn, *asked = row[_COLUMNS:]
    awaited = AwaitedReplyRecord(*asked) if asked[0] is not None else None
    return LineRecord(*row[:_COLUMNS]), None if turn is None else bytes(turn), awaited


def latest_of(connection: Connection, contacts: Sequence[str]) -> LineRecord | None:
    """The line on which a contact, under whichever of our keys, was heard last."""
    query = select(lines).where(lines.c.contact.in_(contacts)).order_by(lines.c.heard_at.desc()).limit(1)
    row = connection.execute(query).mappings().one_or_none()
    return None if row is None else LineRecord(**row)


def put(connection: Connection, record: LineRecord, seen: int | None) -> bool:
    """Store a line; `seen` is the version that was read, None for a new one. False where somebody was faster."""
    if seen is None:
        connection.execute(_ADD, vars(record))
        return True
    new = {f"new_{name}": getattr(record, name) for name in _CHANGING}
    where = {"of_contact": record.contact, "of_address": record.address, "seen": seen}
    return connection.execute(_CHANGE, {**new, **where}).rowcount == 1


def rename(connection: Connection, record: LineRecord, contact: str, asked: bytes) -> bool:
    """The line of another hash of the same contact. False where it has changed since it was read."""
    mine = (
        lines.c.contact == record.contact,
        lines.c.address == record.address,
        lines.c.version == record.version,
    )
    renamed = update(lines).where(*mine).values(contact=contact, asked=asked, version=record.version + 1)
    return connection.execute(renamed).rowcount == 1


def forget(connection: Connection, contact: str, address: str) -> None:
    connection.execute(delete(lines).where(lines.c.contact == contact, lines.c.address == address))


def of_contacts(connection: Connection, contacts: Sequence[str]) -> tuple[LineRecord, ...]:
    """Every line of a contact, under whichever of our keys."""
    found = connection.execute(select(lines).where(lines.c.contact.in_(contacts)).order_by(lines.c.address))
    return tuple(LineRecord(*row) for row in found)


def add_delivery(connection: Connection, door: str, delivery: str, turn: bytes, at: datetime) -> None:
    """Raises Duplicate where it was heard already."""
    connection.execute(_ADD_DELIVERY, {"door": door, "id": delivery, "turn": turn, "at": at})


def forget_deliveries(connection: Connection, before: datetime) -> None:
    connection.execute(delete(deliveries).where(deliveries.c.at < before))
