"""Which master key each row needs: by its id where a data key is wrapped, and before the colon of a keyed hash."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import Table, and_, func, or_, select, update

from service.store.database import Connection
from service.store.tables import (
    attendances,
    awaited_replies,
    cases,
    consents,
    drafts,
    find_tokens,
    hand_overs,
    lines,
    outposts,
    passcodes,
    saved_codes,
)

_WRAPPING = (drafts, lines)
_HASHES = {
    "status codes": cases.c.status_code,
    "lodged keys": cases.c.lodged_key,
    "search words": find_tokens.c.token,
    "contacts of lines": lines.c.contact,
    "words on messages": consents.c.contact,
    "saved codes": saved_codes.c.token,
    "hand-over codes": hand_overs.c.token,
    "one-time codes": passcodes.c.token,
    "kiosks": outposts.c.key,
    "officers signed in": attendances.c.token,
    "contacts whose reply is awaited": awaited_replies.c.contact,
}
_ID = 8
"""Characters of a key's id."""


@dataclass(frozen=True)
class WrappedKey:
    table: Table
    name: tuple[str, ...]
    """The row's primary key."""
    wrapped: bytes
    key_id: str


def counted(connection: Connection) -> dict[str, dict[str, int]]:
    """How many rows need which key, by its id and by what they are."""
    told: dict[str, dict[str, int]] = defaultdict(dict)
    for table in _WRAPPING:
        sealed = select(table.c.key_id, func.count()).group_by(table.c.key_id)
        for key_id, number in connection.execute(sealed):
            told[key_id][f"keys of {table.name}"] = number
    for name, column in _HASHES.items():
        prefix = func.substr(column, 1, _ID)
        hashed = select(prefix, func.count()).where(column.is_not(None)).group_by(prefix)
        for key_id, number in connection.execute(hashed):
            told[key_id][name] = number
    return dict(told)


def wrapped_by_others(connection: Connection, current: str, most: int) -> list[WrappedKey]:
    """Data keys that another master key than the current one wraps."""
    found: list[WrappedKey] = []
    for table in _WRAPPING:
        names = tuple(table.primary_key)
        query = (
            select(table.c.wrapped, table.c.key_id, *names)
            .where(table.c.key_id != current)
            .limit(most - len(found))
            .with_for_update(skip_locked=True)
        )
        for wrapped, key_id, *name in connection.execute(query):
            found.append(WrappedKey(table, tuple(name), bytes(wrapped), key_id))
    return found


def put_key(connection: Connection, row: WrappedKey, wrapped: bytes, key_id: str) -> None:
    """Its data key, wrapped by another master key. Whoever has read a line before reads it again."""
    named = and_(*(column == value for column, value in zip(row.table.primary_key, row.name, strict=True)))
    values: dict[str, object] = {"wrapped": wrapped, "key_id": key_id}
    if row.table is lines:
        values["version"] = lines.c.version + 1
    connection.execute(update(row.table).where(named, row.table.c.key_id == row.key_id).values(values))


def cases_hashed_by_others(connection: Connection, current: str) -> list[str]:
    """References of cases that are found or proven by hashes of another master key."""
    own = f"{current}:%"
    stale = select(find_tokens.c.reference).where(find_tokens.c.token.not_like(own))
    query = select(cases.c.reference).where(
        or_(cases.c.status_code.not_like(own), cases.c.reference.in_(stale))
    )
    return list(connection.execute(query.order_by(cases.c.reference)).scalars())
