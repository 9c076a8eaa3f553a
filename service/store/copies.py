"""A copy of the whole store at one moment, made while it is in use, and whether a copy is sound. SQLite only.

PostgreSQL brings a program of its own for that (`pg_dump`), which knows roles, extensions and large tables.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from service.store.database import Database


class NotHere(ValueError):
    """The store is none of which this can make copies."""


def copy(database: Database, target: Path) -> None:
    """The store as it stands now, into a new file. Nobody waits: readers and writers go on. Raises NotHere."""
    if database.url.get_backend_name() != "sqlite":
        raise NotHere("PostgreSQL is backed up with its own program: pg_dump --format=custom")
    with database.reading() as connection, closing(sqlite3.connect(target)) as made:
        driver = connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        driver.backup(made)
        made.execute("PRAGMA journal_mode=DELETE")  # one file, nothing beside it


def is_sound(file: Path) -> bool:
    """Whether every page of a SQLite file is as it should be."""
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as opened:
            return bool(opened.execute("PRAGMA integrity_check").fetchone()[0] == "ok")
    except sqlite3.DatabaseError:
        return False
