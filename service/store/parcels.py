"""What is on its way from an outpost to the hub, as rows: a draft is packed only when it is sent."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Select, and_, bindparam, delete, func, select, update

from service.store.database import Connection, insert_into
from service.store.records import ParcelRecord
from service.store.tables import drafts, parcels

ParcelState = Literal["arriving", "waiting", "taken", "refused"]

_NEXT = (
    select(parcels).where(parcels.c.state == "waiting").order_by(parcels.c.sequence).limit(bindparam("most"))
)
_OF_DRAFT = select(parcels).where(parcels.c.draft == bindparam("draft"))
_COUNTS = select(parcels.c.state, func.count()).group_by(parcels.c.state)


def queue(connection: Connection, draft: str, state: ParcelState, at: datetime) -> None:
    """Behind all others; what stood there of the same draft before is replaced."""
    done(connection, draft)
    row = {"draft": draft, "state": state, "reason": "", "at": at}
    connection.execute(insert_into(connection, parcels), row)


def next_ones(connection: Connection, most: int) -> list[ParcelRecord]:
    """Those that wait, in the order in which they were queued."""
    return [ParcelRecord(*row) for row in connection.execute(_NEXT, {"most": most})]


def of_draft(connection: Connection, draft: str) -> ParcelRecord | None:
    row = connection.execute(_OF_DRAFT, {"draft": draft}).one_or_none()
    return ParcelRecord(*row) if row is not None else None


def settle(connection: Connection, sequence: int, state: ParcelState, at: datetime, reason: str = "") -> bool:
    """What became of one; False where it was queued anew meanwhile."""
    settled = update(parcels).where(parcels.c.sequence == sequence).values(state=state, at=at, reason=reason)
    return connection.execute(settled).rowcount == 1


def done(connection: Connection, draft: str) -> None:
    connection.execute(delete(parcels).where(parcels.c.draft == draft))


def counts(connection: Connection) -> dict[str, int]:
    """How many are in each state."""
    return {str(state): int(number) for state, number in connection.execute(_COUNTS)}


def try_again(connection: Connection) -> int:
    """Those that were refused wait once more, in their old places; how many that were."""
    again = update(parcels).where(parcels.c.state == "refused").values(state="waiting", reason="")
    return connection.execute(again).rowcount


def settled_before(connection: Connection, state: ParcelState, at: datetime, most: int) -> list[str]:
    """The drafts of those that came to a state before a moment."""
    found = select(parcels.c.draft).where(parcels.c.state == state, parcels.c.at < at).limit(most)
    return list(connection.execute(found).scalars())


def is_any_here(connection: Connection) -> bool:
    """Whether there is an open draft that is neither away nor on its way."""
    here = select(drafts.c.id).where(drafts.c.away == "", drafts.c.state == "open").limit(1)
    return connection.execute(here).first() is not None


def left_lying(connection: Connection, before: datetime, most: int) -> list[str]:
    """Drafts that nobody has touched since a moment, and that are not on their way: whichever store holds them."""
    return list(connection.execute(_lying(before).limit(most)).scalars())


def _lying(before: datetime) -> Select[Any]:
    none_on_its_way = and_(parcels.c.draft.is_(None), drafts.c.touched_at < before)
    return (
        select(drafts.c.id)
        .select_from(drafts.outerjoin(parcels, parcels.c.draft == drafts.c.id))
        .where(none_on_its_way)
        .order_by(drafts.c.touched_at)
    )
