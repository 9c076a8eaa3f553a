"""Filling a store with cases: copies of one that was really made, with names of their own.

The copies have the right shape and size, are made within the database, and cannot be opened: nobody asks for them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import sqlalchemy
from sqlalchemy import Table, text
from sqlalchemy.engine import Connection

from service.store.tables import metadata

BATCH = 20_000
DRAFT = "'00000000-0000-7000-8000-' || {number}"
JOURNEY = "'00000000-0000-4000-8000-' || {number}"
CONTACT = "'copied-' || {number}"
REFERENCE = "'F' || substr({number}, 5, 8)"

RENAMED: Mapping[str, Mapping[str, str]] = {
    "drafts": {"id": DRAFT, "journey": JOURNEY, "line": f"{CONTACT} || '|+32460000000'"},
    "answers": {"draft": DRAFT},
    "cases": {"reference": REFERENCE, "draft": DRAFT, "lodged_key": "NULL"},
    "find_tokens": {"reference": REFERENCE, "token": "substr(token, 1, 60) || {number}"},
    "lines": {"contact": CONTACT, "draft": DRAFT},
    "deliveries": {"id": "{number} || substr(id, 3, 20)"},
    "events": {"id": "{number} || substr(id, 13)", "journey": JOURNEY},
}
"""By table, in the order in which rows may refer to one another: what a copy is called. The rest is copied."""

RARE: Mapping[str, int] = {"deliveries": 24, "events": 4}
"""Only one case in so many brings these. Deliveries are kept for a month and cases for two years; of the events, which
no turn reads, this many make a tree that is deep enough."""

OF_THE_CASE = {
    "drafts": "id = :draft",
    "answers": "draft = :draft",
    "cases": "draft = :draft",
    "find_tokens": "reference = :reference",
    "lines": "contact = :contact",
    "deliveries": "id IN (SELECT id FROM deliveries WHERE substr(id, 1, 2) = 'SM' ORDER BY at LIMIT 7)",
    "events": "journey = :journey",
}
"""Which rows are copied. The first seven deliveries: nothing was heard before that conversation."""


def copied(url: str, cases: int, already: int = 0) -> None:
    """Fill up from `already` to this many copies of the store's one case that came by text."""
    engine = sqlalchemy.create_engine(_driven(url))
    with engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            for pragma in ("synchronous=OFF", "cache_size=-200000"):
                connection.exec_driver_sql(f"PRAGMA {pragma}")
            connection.commit()
        templates = _templates(connection)
        for first in range(already + 1, cases + 1, BATCH):
            for statement in templates.values():
                connection.execute(text(statement), {"first": first, "last": min(first + BATCH - 1, cases)})
            connection.commit()
        for words in ("DROP TABLE copied_" + table for table in templates):
            connection.exec_driver_sql(words)
        connection.commit()
        _settled(connection)
    engine.dispose()


def _driven(url: str) -> str:
    return url.replace("postgresql://", "postgresql+psycopg://")


def _settled(connection: Connection) -> None:
    """Nothing that filling left to do is to be paid by the turns that are measured next."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.exec_driver_sql("ANALYZE")
        connection.commit()
        return
    connection.rollback()
    connection.execution_options(isolation_level="AUTOCOMMIT")
    for words in ("VACUUM ANALYZE", "CHECKPOINT"):
        connection.exec_driver_sql(words)


def _templates(connection: Connection) -> dict[str, str]:
    """By table, the statement that makes the copies from `:first` to `:last`; what is copied is put aside first."""
    row = connection.execute(
        text(
            "SELECT cases.draft, cases.reference, drafts.journey, drafts.line FROM cases "
            "JOIN drafts ON drafts.id = cases.draft WHERE drafts.line IS NOT NULL LIMIT 1"
        )
    ).one()
    named = {**row._mapping, "contact": row.line.partition("|")[0]}  # noqa: SLF001 - its public name
    statements = {}
    for name, renamed in RENAMED.items():
        which = _inlined(OF_THE_CASE[name], named)
        connection.exec_driver_sql(f"CREATE TABLE copied_{name} AS SELECT * FROM {name} WHERE {which}")  # noqa: S608 - our own words
        statements[name] = _statement(connection, metadata.tables[name], renamed)
    return statements


def _inlined(condition: str, named: Mapping[str, str]) -> str:
    """A statement that makes a table takes no parameters; these are names of our own making."""
    for key, value in named.items():
        condition = condition.replace(f":{key}", f"'{value}'")
    return condition


def _statement(connection: Connection, table: Table, renamed: Mapping[str, str]) -> str:
    columns = list(_columns(table))
    values = [renamed.get(column, column).format(number=_padded(connection)) for column in columns]
    into = f"INSERT INTO {table.name} ({', '.join(columns)})"
    chosen = f"SELECT {', '.join(values)} FROM numbers CROSS JOIN copied_{table.name}"  # noqa: S608 - as above
    if table.name in RARE:
        chosen += f" WHERE n % {RARE[table.name]} = 0"
    if connection.dialect.name == "sqlite":
        counting = "SELECT :first UNION ALL SELECT n + 1 FROM numbers WHERE n < :last"
        return f"WITH RECURSIVE numbers(n) AS ({counting}) {into} {chosen}"
    numbers = "SELECT generate_series(CAST(:first AS bigint), CAST(:last AS bigint)) AS n"
    return f"WITH numbers AS ({numbers}) {into} {chosen}"


def _columns(table: Table) -> Iterator[str]:
    for column in table.columns:
        if column.name != "sequence":
            yield column.name


def _padded(connection: Connection) -> str:
    if connection.dialect.name == "sqlite":
        return "printf('%012d', n)"
    return "lpad(CAST(n AS text), 12, '0')"
