"""Passcodes as rows: at most one for each draft."""

from __future__ import annotations

from sqlalchemy import delete, select, update

from service.store.database import Connection
from service.store.records import PasscodeRecord
from service.store.tables import passcodes


def put(connection: Connection, record: PasscodeRecord) -> None:
    """In the place of the one that was sent before."""
    forget(connection, record.draft)
    connection.execute(passcodes.insert(), vars(record))


def of_draft(connection: Connection, draft: str) -> PasscodeRecord | None:
    row = connection.execute(select(passcodes).where(passcodes.c.draft == draft)).one_or_none()
    return PasscodeRecord(*row) if row is not None else None


def tried(connection: Connection, record: PasscodeRecord) -> bool:
    """One try more than when it was read; False where somebody else has tried since, or it was sent anew."""
    as_read = (
        passcodes.c.draft == record.draft,
        passcodes.c.token == record.token,
        passcodes.c.tries == record.tries,
    )
    return connection.execute(update(passcodes).where(*as_read).values(tries=record.tries + 1)).rowcount == 1


def forget(connection: Connection, draft: str) -> None:
    connection.execute(delete(passcodes).where(passcodes.c.draft == draft))
