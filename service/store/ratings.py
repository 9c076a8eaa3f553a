"""How people said it went, as counters.

Each answer adds one to the whole, to its service, to its door and to its language, apart from one another: no counter
names two of them, so that few answers stand alone, and none has a time within the month.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from service.store.database import Connection, insert_into
from service.store.records import RatingRecord
from service.store.tables import ratings

_NAMED = ("month", "moment", "answer", "by", "name")


def add(connection: Connection, counters: Sequence[RatingRecord]) -> None:
    """One more on each of these."""
    insert = insert_into(connection, ratings)
    insert = insert.on_conflict_do_update(index_elements=list(_NAMED), set_={"number": ratings.c.number + 1})
    connection.execute(insert, [{**vars(each), "number": 1} for each in counters])


def of_month(connection: Connection, month: str) -> dict[RatingRecord, int]:
    columns = [ratings.c[name] for name in _NAMED]
    rows = connection.execute(select(*columns, ratings.c.number).where(ratings.c.month == month))
    return {RatingRecord(*row[:-1]): int(row[-1]) for row in rows}
