"""Offers to go on with a draft at another door, as rows: by the keyed hash of a code or a link."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, select, update

from service.store.database import Connection
from service.store.records import HandOverRecord
from service.store.tables import hand_overs

_ADD = hand_overs.insert()
_OF_ONE_DOOR = (
    update(hand_overs)
    .where(
        hand_overs.c.draft == bindparam("of_draft"),
        hand_overs.c.door == bindparam("of_door"),
        hand_overs.c.path == "",
        hand_overs.c.ends_at > bindparam("now"),
    )
    .values(ends_at=bindparam("now"))
)
_GET = select(hand_overs).where(hand_overs.c.token.in_(bindparam("tokens", expanding=True)))
_END = (
    update(hand_overs)
    .where(hand_overs.c.draft == bindparam("of_draft"), hand_overs.c.ends_at > bindparam("now"))
    .values(ends_at=bindparam("now"))
)


def offer(connection: Connection, records: Sequence[HandOverRecord], now: datetime) -> None:
    """Offers of one draft by one door; those that this door made before have ended."""
    first = records[0]
    connection.execute(_OF_ONE_DOOR, {"of_draft": first.draft, "of_door": first.door, "now": now})
    connection.execute(_ADD, [vars(record) for record in records])


def add(connection: Connection, record: HandOverRecord) -> None:
    """A link for one question. Those that were given for it before stay good: it can be answered only once."""
    connection.execute(_ADD, [vars(record)])


def get(connection: Connection, tokens: Sequence[str]) -> HandOverRecord | None:
    """The offer that has one of these hashes, one for each of our keys; until it is forgotten also an ended one."""
    row = connection.execute(_GET, {"tokens": list(tokens)}).one_or_none()
    return HandOverRecord(*row) if row is not None else None


def end(connection: Connection, draft: str, now: datetime) -> int:
    """Every offer of a draft ends with the first that is taken; how many did: 0 where somebody was faster."""
    return connection.execute(_END, {"of_draft": draft, "now": now}).rowcount


def forget(connection: Connection, before: datetime) -> None:
    """The offers that ended before a moment."""
    connection.execute(delete(hand_overs).where(hand_overs.c.ends_at < before))
