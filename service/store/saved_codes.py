"""Saved codes as rows: by the keyed hash of the code, one for each draft."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, or_, select, update

from service.store.database import Connection
from service.store.records import DraftRecord, SavedCodeRecord
from service.store.tables import drafts, saved_codes


def put(connection: Connection, record: SavedCodeRecord) -> None:
    """In the place of the one that the draft had before."""
    forget(connection, record.draft)
    connection.execute(saved_codes.insert(), vars(record))


def get(connection: Connection, tokens: Sequence[str]) -> SavedCodeRecord | None:
    """The one that has one of these hashes, one for each of our keys."""
    row = connection.execute(select(saved_codes).where(saved_codes.c.token.in_(tokens))).one_or_none()
    return SavedCodeRecord(*row) if row is not None else None


def of_draft(connection: Connection, draft: str) -> SavedCodeRecord | None:
    row = connection.execute(select(saved_codes).where(saved_codes.c.draft == draft)).one_or_none()
    return SavedCodeRecord(*row) if row is not None else None


def forget(connection: Connection, draft: str) -> None:
    connection.execute(delete(saved_codes).where(saved_codes.c.draft == draft))


def unannounced(
    connection: Connection, definition: str, moment: datetime, limit: int
) -> list[tuple[SavedCodeRecord, DraftRecord]]:
    """Codes with a contact to open drafts of a revision that nobody has touched since, nor was told of."""
    query = (
        select(saved_codes, drafts)
        .join(drafts, drafts.c.id == saved_codes.c.draft)
        .where(
            drafts.c.definition == definition,
            drafts.c.state == "open",
            drafts.c.touched_at < moment,
            saved_codes.c.contact != b"",
            or_(saved_codes.c.announced_at.is_(None), saved_codes.c.announced_at < drafts.c.touched_at),
        )
        .limit(limit)
    )
    width = len(saved_codes.c)
    return [(SavedCodeRecord(*row[:width]), DraftRecord(*row[width:])) for row in connection.execute(query)]


def announce(connection: Connection, token: str, at: datetime) -> None:
    """Its contact has been told that the draft will end."""
    connection.execute(update(saved_codes).where(saved_codes.c.token == token).values(announced_at=at))
