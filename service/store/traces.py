"""What is left of deleted rows in the files of the database, whose engine may overwrite them only later."""

from __future__ import annotations

import mmap
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import text

from service.store.database import Database


def wiped(database: Database, gone: Sequence[bytes]) -> bool | None:
    """Overwrite what was deleted; whether any of `gone` can be found in the files all the same.

    None for PostgreSQL, whose files are its own: there, deleted rows are given back for reuse.
    """
    if database.url.get_backend_name() != "sqlite":
        with database.outside() as connection:
            connection.execute(text("VACUUM"))
        return None
    with database.outside() as connection:
        connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
        if _can_be_found(database, gone):
            connection.execute(text("VACUUM"))
            connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
    return _can_be_found(database, gone)


def _can_be_found(database: Database, gone: Sequence[bytes]) -> bool:
    store = Path(database.url.database or "")
    return any(_holds(file, gone) for file in (store, store.with_name(f"{store.name}-wal")))


def _holds(file: Path, gone: Sequence[bytes]) -> bool:
    if not file.exists() or not file.stat().st_size:
        return False
    with file.open("rb") as opened, mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as content:
        return any(content.find(each) >= 0 for each in gone)
