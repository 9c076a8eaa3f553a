"""Databases of both engines with their tables made, and one published definition in them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from service.store import definitions
from service.store.database import Database, open_database
from service.store.schema import prepare
from tests.service.store.examples import definition

if TYPE_CHECKING:
    from tests.postgresql import Server


@pytest.fixture(scope="session")
def sqlite_with_tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("tables") / "town.db"
    _make_tables(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def postgresql_with_tables(postgresql: Server) -> str:
    """The name of a database from which others are copied."""
    from tests.postgresql import name_in

    address = postgresql.fresh()
    _make_tables(address)
    return name_in(address)


def _make_tables(address: str) -> None:
    database = open_database(address)
    prepare(database)
    with database.writing() as connection:
        definitions.add(connection, definition())
    database.close()


@pytest.fixture
def sqlite(sqlite_with_tables: Path, tmp_path: Path) -> Iterator[Database]:
    """A SQLite database of this test's own, for what only SQLite does."""
    shutil.copy(sqlite_with_tables, tmp_path / "town.db")
    database = open_database(f"sqlite:///{tmp_path / 'town.db'}")
    yield database
    database.close()


@pytest.fixture
def on_postgresql(postgresql: Server, postgresql_with_tables: str) -> Iterator[Database]:
    """A PostgreSQL database of this test's own, for what only PostgreSQL does."""
    address = postgresql.fresh(postgresql_with_tables)
    database = open_database(address)
    yield database
    database.close()
    postgresql.drop(address)


@pytest.fixture(params=["sqlite", "on_postgresql"])
def database(request: pytest.FixtureRequest) -> Database:
    """A database of this test's own; the test runs once on each engine."""
    found: Database = request.getfixturevalue(request.param)
    return found
