"""Opening the database, reading, and units of work that queue for the writer's place.

SQLite lets one writer in at a time and makes the others poll, which starves some of them for seconds; so we queue
writers ourselves, within the process and between processes. PostgreSQL needs no queue.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy
from sqlalchemy import Table, event
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.exc import IntegrityError, OperationalError, SQLAlchemyError

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql, sqlite

__all__ = [
    "Connection",
    "Database",
    "Duplicate",
    "NoRoom",
    "StoreError",
    "Unavailable",
    "insert_into",
    "open_database",
]

BUSY_MS = 10_000
DISK_FULL = "53100"
"""What PostgreSQL calls it."""
Duplicate = IntegrityError
"""A row that must be unique is there already: somebody else did the same thing first."""
Unavailable = OperationalError
"""The database cannot be reached or written: a full disk, a lock held too long, a server that is gone."""
StoreError = SQLAlchemyError
"""Whatever the database had to say against it."""


class NoRoom(Unavailable):
    """Nothing can be written for want of room; what is stored can still be read."""

    def __init__(self) -> None:
        super().__init__("", None, OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)))


class Database:
    """A connection pool, and the two ways to use it. Made and closed before a fork, it may be used after it.

    `least_free` bytes beside a SQLite file are a reserve: nothing is taken in any more that would need them.
    """

    def __init__(self, engine: Engine, queue: Path | None, least_free: int = 0) -> None:
        self._least_free, self._found_no_room = least_free, False
        self._engine = engine
        self._looks = engine if queue else engine.execution_options(isolation_level="REPEATABLE READ")
        self._queue = queue

    @property
    def url(self) -> URL:
        return self._engine.url

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        """A consistent look at one moment; nothing can be written through it by mistake and kept."""
        with self._looks.connect() as connection:
            if self._queue is not None:
                _begin(connection, "BEGIN")
            try:
                yield connection
            finally:
                connection.rollback()

    @contextlib.contextmanager
    def writing(self, *, of_reserve: bool = False) -> Iterator[Connection]:
        """One unit of work: all of it is durable when the block ends, or none of it where it raises.

        What deletes may use the reserve (`of_reserve`), since it makes room. Raises NoRoom.
        """
        if not of_reserve and self.is_low():
            raise NoRoom
        try:
            with self._unit_of_work() as connection:
                yield connection
        except Unavailable as error:
            if not _is_want_of_room(error):
                raise
            self._found_no_room = True
            raise NoRoom from error
        if not of_reserve:  # which may have found nothing to delete, and so written nothing
            self._found_no_room = False

    def is_low(self) -> bool:
        """Whether only the reserve is left. A PostgreSQL watches its own disk."""
        free = self.free()
        return free is not None and free < self._least_free

    def found_no_room(self) -> bool:
        """Whether this process could not write when it tried last, for want of room."""
        return self._found_no_room

    def free(self) -> int | None:
        """The bytes that are free beside a SQLite file; None where the store is not on this disk."""
        return None if self._queue is None else shutil.disk_usage(self._queue.parent).free

    @contextlib.contextmanager
    def outside(self) -> Iterator[Connection]:
        """For what no unit of work may hold, such as giving room back; each statement is one of its own."""
        with self._engine.connect() as connection:
            yield connection if self._queue else connection.execution_options(isolation_level="AUTOCOMMIT")

    @contextlib.contextmanager
    def _unit_of_work(self) -> Iterator[Connection]:
        with self._writers_place(), self._engine.connect() as connection:
            if self._queue is not None:
                _begin(connection, "BEGIN IMMEDIATE")
            with contextlib.ExitStack() as undo:
                undo.callback(connection.rollback)
                yield connection
                connection.commit()
                undo.pop_all()

    @contextlib.contextmanager
    def _writers_place(self) -> Iterator[None]:
        """Each writer opens the queue's file anew, so that threads and processes queue alike and a fork shares none.

        The system frees the place of a writer that dies.
        """
        if self._queue is None:
            yield
            return
        ticket = os.open(self._queue, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(ticket, fcntl.LOCK_EX)
            yield
        finally:
            fcntl.flock(ticket, fcntl.LOCK_UN)  # closing alone leaves it to a child that was forked meanwhile
            os.close(ticket)

    def close(self) -> None:
        """Give back all connections; the next use opens new ones."""
        self._engine.dispose()


def open_database(url: str, least_free: int = 0, *, hasty: bool = False) -> Database:
    """`sqlite:///path` or `postgresql://...`. Makes the folder of a SQLite file; migrates nothing.

    With fewer than `least_free` bytes free beside a SQLite file, nothing is taken in any more. Who is `hasty` does not
    wait for the disk: a power cut may take the last units of work, never half of one. For what can be made again.

    Parameters are hidden: what an engine says of a failure may be logged, and what people said may not.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        if not parsed.database or parsed.database == ":memory:":
            raise ValueError("the store must be a file: answers that vanish with the process are no answers")
        file = Path(parsed.database)
        file.parent.mkdir(parents=True, exist_ok=True)
        engine = sqlalchemy.create_engine(
            parsed,
            pool_size=16,
            max_overflow=16,
            hide_parameters=True,
            connect_args={"timeout": BUSY_MS / 1000},
        )
        event.listen(engine, "connect", _tune_sqlite)
        if hasty:
            event.listen(engine, "connect", _wait_for_no_disk)
        return Database(engine, file.with_name(file.name + ".queue"), least_free)
    if parsed.get_backend_name() == "postgresql":
        engine = sqlalchemy.create_engine(
            parsed.set(drivername="postgresql+psycopg"),
            pool_size=8,
            max_overflow=8,
            pool_pre_ping=True,
            hide_parameters=True,
            connect_args={"options": "-c synchronous_commit=off"} if hasty else {},
        )
        return Database(engine, None)
    raise ValueError(f"{parsed.get_backend_name()} is not a database that we know; use sqlite or postgresql")


def _begin(connection: Connection, words: str) -> None:
    """Begin a transaction, which the driver leaves to us; without the engine, where it would cost as much as a query.

    Raises Unavailable where another process keeps the database locked for too long.
    """
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    try:
        driver.execute(words)
    except sqlite3.OperationalError as error:
        raise Unavailable(words, None, error) from error


def _is_want_of_room(error: Unavailable) -> bool:
    """A full disk, or one on which this account may write no more: SQLite takes a quota for a broken write."""
    driver = error.orig
    if isinstance(driver, sqlite3.Error):
        code = getattr(driver, "sqlite_errorcode", None)
        return code in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE)
    return isinstance(error, NoRoom) or getattr(driver, "sqlstate", None) == DISK_FULL


def _tune_sqlite(connection: object, _record: object) -> None:
    """WAL and FULL: a committed answer survives a power cut. Transactions are begun by us, not by the driver."""
    assert isinstance(connection, sqlite3.Connection)
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={BUSY_MS}",
        "secure_delete=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _wait_for_no_disk(connection: object, _record: object) -> None:
    assert isinstance(connection, sqlite3.Connection)
    connection.execute("PRAGMA synchronous=NORMAL")


def insert_into(connection: Connection, table: Table) -> postgresql.Insert | sqlite.Insert:
    """An insert that can say what happens where the row is there already: each engine has its own.

    The other engine's is not even imported: that would take longer than all the rest of the store.
    """
    if connection.dialect.name == "postgresql":
        from sqlalchemy.dialects import postgresql

        return postgresql.insert(table)
    from sqlalchemy.dialects import sqlite

    return sqlite.insert(table)
