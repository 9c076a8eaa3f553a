"""Cases and the tokens by which officers find them, as rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import bindparam, delete, select, update

from service.store.database import Connection
from service.store.records import CaseRecord
from service.store.tables import cases, find_tokens

_BY_REFERENCE = select(cases).where(cases.c.reference == bindparam("reference"))
_BY_DRAFT = select(cases).where(cases.c.draft == bindparam("draft"))
_BY_KEY = select(cases).where(cases.c.lodged_key == bindparam("key"))


def add(connection: Connection, record: CaseRecord, tokens: Mapping[str, Sequence[str]]) -> None:
    """Raises Duplicate where the draft is a case already, the key was lodged, or the reference is taken."""
    connection.execute(cases.insert(), vars(record))
    rows = [
        {"reference": record.reference, "code": code, "token": token}
        for code, each in tokens.items()
        for token in sorted(set(each))
    ]
    if rows:
        connection.execute(find_tokens.insert(), rows)


def get(connection: Connection, reference: str) -> CaseRecord | None:
    return _record(connection, _BY_REFERENCE, reference=reference)


def of_draft(connection: Connection, draft: str) -> CaseRecord | None:
    return _record(connection, _BY_DRAFT, draft=draft)


def lodged_with(connection: Connection, key: str) -> CaseRecord | None:
    return _record(connection, _BY_KEY, key=key)


def set_status(connection: Connection, reference: str, status: str) -> None:
    connection.execute(update(cases).where(cases.c.reference == reference).values(status=status))


def forget(connection: Connection, draft: str) -> None:
    """The case of a draft that another store has now."""
    connection.execute(delete(cases).where(cases.c.draft == draft))


def _record(connection: Connection, query: object, **values: str) -> CaseRecord | None:
    row = connection.execute(query, values).mappings().one_or_none()  # type: ignore[call-overload]  # a Select
    return None if row is None else CaseRecord(**row)
