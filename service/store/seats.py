"""Seats as rows: who may come at which time of a calendar, for a while or for certain.

A slot's seats are numbered from 0 to its capacity, and calendar, start and seat are the key: whatever runs at the same
time, and wherever it stops, no slot has more people than it can take. A seat whose time has run out is anybody's, and
stays with whom it was held for until somebody wants it.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import and_, bindparam, delete, func, or_, select, update

from service.store.database import Connection
from service.store.tables import seats


class Full(Exception):
    """Somebody else has the last seat of this slot."""


_LIVE = or_(seats.c.held_until.is_(None), seats.c.held_until > bindparam("now"))
_TAKEN = (
    select(seats.c.start, func.count())
    .where(seats.c.calendar == bindparam("calendar"), seats.c.start >= bindparam("since"), _LIVE)
    .group_by(seats.c.start)
)


def taken(connection: Connection, calendar: str, since: datetime, now: datetime) -> Mapping[datetime, int]:
    """How many seats of each slot are taken, from a moment on."""
    found = connection.execute(_TAKEN, {"calendar": calendar, "since": since, "now": now})
    return {start: int(number) for start, number in found}


def hold(
    connection: Connection,
    calendar: str,
    start: datetime,
    capacity: int,
    draft: str,
    path: str,
    until: datetime | None,
    now: datetime,
) -> None:
    """A seat for the answer to a question, in the place of the one that it had. None for `until`: for certain.

    Raises Full; and Duplicate where somebody sat down on the same seat meanwhile: then it is worth another try.
    """
    mine = and_(seats.c.draft == draft, seats.c.path == path)
    kept = update(seats).where(mine, seats.c.calendar == calendar, seats.c.start == start)
    if connection.execute(kept.values(held_until=until)).rowcount:
        return
    connection.execute(delete(seats).where(mine))
    there = select(seats.c.seat, seats.c.held_until).where(
        seats.c.calendar == calendar, seats.c.start == start
    )
    found = {int(seat): held for seat, held in connection.execute(there)}
    live = {seat for seat, held in found.items() if held is None or held > now}
    free = [seat for seat in range(capacity) if seat not in live]
    if not free or len(live) >= capacity:
        raise Full
    seat = secrets.choice(free)  # people who come at once shall not all want the same one
    here = {"calendar": calendar, "start": start, "seat": seat}
    who = {"draft": draft, "path": path, "held_until": until}
    if seat not in found:
        connection.execute(seats.insert(), {**here, **who})
        return
    left = update(seats).where(*(seats.c[name] == value for name, value in here.items()))
    if not connection.execute(left.where(seats.c.held_until == found[seat]).values(who)).rowcount:
        raise Full


def of_draft(connection: Connection, draft: str) -> dict[str, tuple[str, datetime]]:
    """Calendar and start of a draft's seats, by the path of the question."""
    query = select(seats.c.path, seats.c.calendar, seats.c.start).where(seats.c.draft == draft)
    return {path: (calendar, start) for path, calendar, start in connection.execute(query)}


def prolong(connection: Connection, draft: str, until: datetime) -> None:
    """Hold what a draft holds until then at least."""
    held = and_(seats.c.draft == draft, seats.c.held_until < until)
    connection.execute(update(seats).where(held).values(held_until=until))


def book(connection: Connection, draft: str, path: str) -> bool:
    """A held seat is taken for certain; False where it is somebody else's by now."""
    mine = update(seats).where(seats.c.draft == draft, seats.c.path == path)
    return connection.execute(mine.values(held_until=None)).rowcount == 1


def free(connection: Connection, draft: str, paths: Collection[str] | None = None) -> None:
    """The seats of a draft are anybody's: those of some questions, or all."""
    query = delete(seats).where(seats.c.draft == draft)
    connection.execute(query if paths is None else query.where(seats.c.path.in_(paths)))
