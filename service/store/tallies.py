"""The figures of the evidence, as rows; and what of the event log they are made from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, func, select, text

from service.store.database import Connection, insert_into
from service.store.events import newest, record
from service.store.records import EventRecord
from service.store.tables import events, tallies

ROLLING = 7_002_611
"""The lock of whoever brings the figures up to date, where the engine does not let one writer in at a time anyway."""
AT_ONCE = 500
"""Rows in one statement."""
STANDS_AT = "figures stand at"
"""Under which name the installation records how far the figures are: the last event, and as of which moment."""

_COUNTED = ("month", "service", "version", "door", "language", "what", "about")
_NEXT = (
    select(events.c.sequence, events.c.received_at)
    .where(events.c.sequence > bindparam("after"))
    .order_by(events.c.sequence)
    .limit(bindparam("most"))
)
_TOUCHED = (
    select(events.c.journey)
    .where(events.c.sequence > bindparam("after"), events.c.sequence <= bindparam("last"))
    .distinct()
)
_SILENT = (
    select(events.c.journey)
    .where(
        events.c.at > bindparam("after"),
        events.c.at <= bindparam("until"),
        events.c.sequence <= bindparam("last"),
    )
    .distinct()
)
_OF_JOURNEYS = (
    select(events)
    .where(
        events.c.journey.in_(bindparam("journeys", expanding=True)), events.c.sequence <= bindparam("last")
    )
    .order_by(events.c.journey, events.c.sequence)
)
_ALL = (
    select(events).where(events.c.sequence <= bindparam("last")).order_by(events.c.journey, events.c.sequence)
)

Key = tuple[str, ...]
"""Month, service, version, door, language, what and about."""
Told = tuple[int, EventRecord]
"""An event with its sequence."""


def take_turn(connection: Connection) -> None:
    """Wait until nobody else brings the figures up to date."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": ROLLING})


def settled(connection: Connection, after: int, before: datetime, most: int) -> int:
    """Up to which sequence everything is there that ever will be, `most` events at once.

    Events that were received after `before` may be followed by others with a lower sequence, whose unit of work is
    not ended yet.
    """
    last = after
    for sequence, received_at in connection.execute(_NEXT, {"after": after, "most": most}):
        if received_at > before:
            break
        last = sequence
    return last


def all_settled(connection: Connection, before: datetime) -> int:
    """As `settled`, of the whole log."""
    later = select(func.min(events.c.sequence)).where(events.c.received_at > before)
    unsettled = connection.execute(later).scalar()
    return int(newest(connection) if unsettled is None else unsettled - 1)


def touched(connection: Connection, after: int, last: int) -> list[str]:
    """The journeys of the events after one sequence and up to another."""
    return list(connection.execute(_TOUCHED, {"after": after, "last": last}).scalars())


def silent(connection: Connection, after: datetime, until: datetime, last: int) -> list[str]:
    """The journeys in which something happened between two moments, perhaps for the last time."""
    return list(connection.execute(_SILENT, {"after": after, "until": until, "last": last}).scalars())


def of_journeys(connection: Connection, journeys: Sequence[str], last: int) -> Iterator[Told]:
    """The events of journeys up to a sequence, journey by journey."""
    for row in connection.execute(_OF_JOURNEYS, {"journeys": list(journeys), "last": last}).mappings():
        yield row["sequence"], record(row)


def everything(connection: Connection, last: int) -> Iterator[Told]:
    """The whole log up to a sequence, journey by journey; never all of it in memory."""
    told = connection.execute(_ALL, {"last": last}, execution_options={"yield_per": 10_000})
    for row in told.mappings():
        yield row["sequence"], record(row)


def add(connection: Connection, tally: Mapping[Key, int]) -> None:
    """Add to figures; what comes to nothing is not kept."""
    rows = [{**dict(zip(_COUNTED, key, strict=True)), "number": number} for key, number in tally.items()]
    insert = insert_into(connection, tallies)
    insert = insert.on_conflict_do_update(
        index_elements=list(_COUNTED), set_={"number": tallies.c.number + insert.excluded.number}
    )
    for first in range(0, len(rows), AT_ONCE):
        connection.execute(insert, rows[first : first + AT_ONCE])
    if any(number < 0 for number in tally.values()):
        connection.execute(delete(tallies).where(tallies.c.number == 0))


def clear(connection: Connection) -> None:
    connection.execute(delete(tallies))


def sums(
    connection: Connection,
    by: Sequence[str],
    whats: Iterable[str] | None = None,
    months: Sequence[str] | None = None,
    **only: str,
) -> dict[Key, int]:
    """Figures added up over whatever is not in `by`; `only` those of one service, version, door or language."""
    columns = [tallies.c[name] for name in by]
    query = select(*columns, func.sum(tallies.c.number))
    if whats is not None:
        query = query.where(tallies.c.what.in_(list(whats)))
    if months is not None:
        query = query.where(tallies.c.month.in_(list(months)))
    for name, value in only.items():
        query = query.where(tallies.c[name] == value)
    rows = connection.execute(query.group_by(*columns).order_by(*columns))
    return {tuple(row[:-1]): int(row[-1]) for row in rows}


def months(connection: Connection) -> list[str]:
    """The months of which there is a figure, in order."""
    return list(connection.execute(select(tallies.c.month).distinct().order_by(tallies.c.month)).scalars())
