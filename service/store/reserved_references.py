"""References that are promised to an outpost, as rows: at the hub by its name, at the outpost those it has in hand."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import and_, bindparam, delete, func, select

from service.store.database import Connection, insert_into
from service.store.tables import cases, reserved_references

_OWN = reserved_references.c.outpost == bindparam("outpost")
_IS_RESERVED = select(reserved_references.c.reference).where(
    reserved_references.c.reference == bindparam("reference")
)
_ANY = select(reserved_references.c.reference).where(_OWN).order_by(func.random()).limit(1)
_ALL = select(reserved_references.c.reference).where(_OWN).order_by(reserved_references.c.reference)
_COUNT = select(func.count()).select_from(reserved_references).where(_OWN)


def reserve(connection: Connection, outpost: str, references: Sequence[str]) -> None:
    """Those that are taken by a case or promised already are left out."""
    taken = set(
        connection.execute(select(cases.c.reference).where(cases.c.reference.in_(references))).scalars()
    )
    rows = [{"reference": each, "outpost": outpost} for each in references if each not in taken]
    if rows:
        insert = insert_into(connection, reserved_references)
        connection.execute(insert.on_conflict_do_nothing(index_elements=["reference"]), rows)


def is_reserved(connection: Connection, reference: str) -> bool:
    return connection.execute(_IS_RESERVED, {"reference": reference}).first() is not None


def any_of(connection: Connection, outpost: str) -> str | None:
    """One of them, whichever: in order they would tell who came after whom."""
    return connection.execute(_ANY, {"outpost": outpost}).scalar()


def of_outpost(connection: Connection, outpost: str) -> list[str]:
    return list(connection.execute(_ALL, {"outpost": outpost}).scalars())


def count(connection: Connection, outpost: str) -> int:
    return int(connection.execute(_COUNT, {"outpost": outpost}).scalar_one())


def use(connection: Connection, outpost: str, reference: str) -> bool:
    """Take one away; False where it is not, or not any more, among this outpost's."""
    own = and_(reserved_references.c.outpost == outpost, reserved_references.c.reference == reference)
    return connection.execute(delete(reserved_references).where(own)).rowcount == 1
