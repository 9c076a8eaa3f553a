"""How people said it went, as counters: nobody can tell who said what, or when within a month."""

from __future__ import annotations

from sqlalchemy import func, select

from service.store.database import Connection, insert_into
from service.store.records import RatingRecord
from service.store.tables import ratings

_NAMED = ("month", "service", "version", "door", "language", "moment", "answer")


def add(connection: Connection, rating: RatingRecord) -> None:
    """One more."""
    insert = insert_into(connection, ratings)
    insert = insert.on_conflict_do_update(index_elements=list(_NAMED), set_={"number": ratings.c.number + 1})
    connection.execute(insert, {**vars(rating), "number": 1})


def of_month(connection: Connection, month: str) -> dict[RatingRecord, int]:
    columns = [ratings.c[name] for name in _NAMED]
    query = select(*columns, func.sum(ratings.c.number)).where(ratings.c.month == month).group_by(*columns)
    return {RatingRecord(*row[:-1]): int(row[-1]) for row in connection.execute(query)}
