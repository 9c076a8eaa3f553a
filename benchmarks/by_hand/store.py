"""Three tables, and units of work: each is durable when it ends, writers to SQLite queue for their place."""

from __future__ import annotations

import contextlib
import fcntl
import secrets
import sqlite3
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy
from sqlalchemy import Column, DateTime, Index, MetaData, String, Table, Text, event, select
from sqlalchemy.engine import Connection, make_url

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"

metadata = MetaData()
reports = Table(
    "reports",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("phone", String(20), nullable=True),
    Column("danger", String(10), nullable=True),
    Column("problem", String(20), nullable=True),
    Column("size", String(20), nullable=True),
    Column("where", Text, nullable=True),
    Column("mobile", String(20), nullable=True),
    Column("reference", String(9), nullable=True, unique=True),
    Column("status_code", String(6), nullable=True),
    Column("begun_at", DateTime(timezone=True), nullable=False),
    Column("touched_at", DateTime(timezone=True), nullable=False),
    Column("submitted_at", DateTime(timezone=True), nullable=True),
    Index("ix_reports_submitted_at", "submitted_at"),
)
conversations = Table(
    "conversations",
    metadata,
    Column("phone", String(20), primary_key=True),
    Column("report", String(32), nullable=True),
)
messages = Table(
    "messages",
    metadata,
    Column("sid", String(64), primary_key=True),
    Column("reply", Text, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
)


class Store:
    def __init__(self, url: str) -> None:
        parsed = make_url(url)
        self._queue: Path | None = None
        if parsed.get_backend_name() == "sqlite":
            file = Path(str(parsed.database))
            file.parent.mkdir(parents=True, exist_ok=True)
            self._queue = file.with_name(file.name + ".queue")
            self.engine = sqlalchemy.create_engine(parsed, pool_size=16, connect_args={"timeout": 10})
            event.listen(self.engine, "connect", _tune)
        else:
            parsed = parsed.set(drivername="postgresql+psycopg")
            self.engine = sqlalchemy.create_engine(parsed, pool_size=8, max_overflow=8, pool_pre_ping=True)
        metadata.create_all(self.engine)

    def ready(self) -> bool:
        with self.engine.connect() as connection:
            return connection.exec_driver_sql("SELECT 1").scalar() == 1

    def report(self, report: str) -> Mapping[str, Any] | None:
        with self.engine.connect() as connection:
            return report_of(connection, report)

    @contextlib.contextmanager
    def writing(self) -> Iterator[Connection]:
        with self._writers_place(), self.engine.connect() as connection:
            if self._queue:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            yield connection
            connection.commit()

    @contextlib.contextmanager
    def _writers_place(self) -> Iterator[None]:
        if self._queue is None:
            yield
            return
        with self._queue.open("ab") as ticket:
            fcntl.flock(ticket, fcntl.LOCK_EX)
            yield


def report_of(connection: Connection, report: str, lock: bool = False) -> Mapping[str, Any] | None:
    query = select(reports).where(reports.c.id == report)
    if lock:
        query = query.with_for_update()
    row = connection.execute(query).mappings().one_or_none()
    return None if row is None else dict(row)


def begin_report(connection: Connection, phone: str | None = None) -> str:
    report, now = secrets.token_hex(16), datetime.now(UTC)
    row = {"id": report, "phone": phone, "begun_at": now, "touched_at": now}
    connection.execute(reports.insert(), row)
    return report


def change_report(connection: Connection, report: str, **values: Any) -> None:
    """Answers are only changed until the report is submitted."""
    open_one = (reports.c.id == report) & reports.c.submitted_at.is_(None)
    connection.execute(reports.update().where(open_one).values(**values, touched_at=datetime.now(UTC)))


def submit_report(connection: Connection, report: str) -> None:
    change_report(
        connection,
        report,
        reference="".join(secrets.choice(LETTERS) for _ in range(9)),
        status_code=f"{secrets.randbelow(10**6):06}",
        submitted_at=datetime.now(UTC),
    )


def _tune(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")
