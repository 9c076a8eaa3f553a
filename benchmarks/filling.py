"""Filling a store with cases, or with drafts on offer: copies of one that was really made, with names of their own.

The copies have the right shape and size, are made within the database, and cannot be opened: nobody asks for them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import sqlalchemy
from sqlalchemy import Table, text
from sqlalchemy.engine import Connection

from service.store.tables import metadata

BATCH = 20_000
DRAFT = "'00000000-0000-7000-8000-' || {number}"
JOURNEY = "substr({scattered}, 1, 8) || '-' || substr({scattered}, 9) || '-4000-8000-' || {number}"
CONTACT = "'copied-' || {number}"
LINE = f"CASE WHEN line IS NOT NULL THEN {CONTACT} || '|+32460000000' END"
REFERENCE = "'F' || substr({number}, 5, 8)"
HASH = "substr(token, 1, length(token) - 64) || {scattered} || substr(token, length(token) - 51)"
"""All over the index, as hashes lie: a new one then goes anywhere in it."""

SCATTERED = "n * 618033988749 % 281474976710656"
"""Of twelve hex digits at most, and no two numbers become the same: the factor is odd, and the rest a power of two."""

RENAMED: Mapping[str, Mapping[str, str]] = {
    "drafts": {"id": DRAFT, "journey": JOURNEY, "line": LINE},
    "answers": {"draft": DRAFT},
    "hand_overs": {"token": HASH, "draft": DRAFT},
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


@dataclass(frozen=True)
class Original:
    """What is copied."""

    found: str
    """By this statement, which gives its names."""
    rows: Mapping[str, str]
    """By table, which rows belong to it. Tables that are not named get no copies."""


CASE = Original(
    "SELECT cases.draft, cases.reference, drafts.journey, drafts.line FROM cases "
    "JOIN drafts ON drafts.id = cases.draft WHERE drafts.line IS NOT NULL LIMIT 1",
    {
        "drafts": "id = :draft",
        "answers": "draft = :draft",
        "cases": "draft = :draft",
        "find_tokens": "reference = :reference",
        "lines": "contact = :contact",
        "deliveries": "id IN (SELECT id FROM deliveries WHERE substr(id, 1, 2) = 'SM' ORDER BY at LIMIT 7)",
        "events": "journey = :journey",
    },
)
"""The store's one case that came by text. The first seven deliveries: nothing was heard before that conversation."""

ON_OFFER = Original(
    "SELECT drafts.id AS draft, drafts.journey, drafts.line FROM drafts "
    "JOIN hand_overs ON hand_overs.draft = drafts.id WHERE drafts.state = 'open' LIMIT 1",
    {
        "drafts": "id = :draft",
        "answers": "draft = :draft",
        "hand_overs": "draft = :draft",
        "events": "journey = :journey",
    },
)
"""A draft at a door that has given a code and a link for it, of which neither was taken yet."""


def copied(url: str, original: Original, copies: int, already: int = 0) -> None:
    """Fill up from `already` to this many copies. A store is filled with copies of one kind only."""
    engine = sqlalchemy.create_engine(_driven(url))
    with engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            for pragma in ("synchronous=OFF", "cache_size=-200000"):
                connection.exec_driver_sql(f"PRAGMA {pragma}")
            connection.commit()
        templates = _templates(connection, original)
        for first in range(already + 1, copies + 1, BATCH):
            for statement in templates.values():
                connection.execute(text(statement), {"first": first, "last": min(first + BATCH - 1, copies)})
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


def _templates(connection: Connection, original: Original) -> dict[str, str]:
    """By table, the statement that makes the copies from `:first` to `:last`; what is copied is put aside first."""
    row = connection.execute(text(original.found)).one()
    named = {**row._mapping, "contact": (row.line or "").partition("|")[0]}  # noqa: SLF001 - its public name
    statements = {}
    for name, renamed in RENAMED.items():
        if name not in original.rows:
            continue
        which = _inlined(original.rows[name], named)
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
    numbers = {"number": _padded(connection), "scattered": _scattered(connection)}
    values = [renamed.get(column, column).format(**numbers) for column in columns]
    into = f"INSERT INTO {table.name} ({', '.join(columns)})"
    chosen = f"SELECT {', '.join(values)} FROM numbers CROSS JOIN copied_{table.name}"  # noqa: S608 - as above
    if table.name in RARE:
        chosen += f" WHERE n % {RARE[table.name]} = 0"
    if connection.dialect.name == "sqlite":
        counting = "SELECT :first UNION ALL SELECT n + 1 FROM numbers WHERE n < :last"
        return f"WITH RECURSIVE numbers(n) AS ({counting}) {into} {chosen}"
    counting = "SELECT generate_series(CAST(:first AS bigint), CAST(:last AS bigint)) AS n"
    return f"WITH numbers AS ({counting}) {into} {chosen}"


def _columns(table: Table) -> Iterator[str]:
    for column in table.columns:
        if column.name != "sequence":
            yield column.name


def _padded(connection: Connection) -> str:
    if connection.dialect.name == "sqlite":
        return "printf('%012d', n)"
    return "lpad(CAST(n AS text), 12, '0')"


def _scattered(connection: Connection) -> str:
    if connection.dialect.name == "sqlite":
        return f"printf('%012x', {SCATTERED})"
    return f"lpad(to_hex({SCATTERED}), 12, '0')"
