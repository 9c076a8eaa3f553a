"""Bringing the tables to the shape that this release needs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import inspect, text

from service.store.database import Connection, Database, StoreError

NEWEST = "0016"
"""The migration that this release needs; a test compares it with the newest file."""
MIGRATING = 89_908_992
"""The number of the lock under which PostgreSQL's migrations wait for one another."""


def prepare(database: Database) -> None:
    """Make or migrate the tables in one unit of work; a failed migration leaves everything as it was.

    Raises ValueError with a sentence for the operator where a newer release has migrated them already, or where it
    fails: then the earlier release can still run.
    """
    with database.reading() as connection:
        if stands_at(connection) == NEWEST:
            return
    with database.writing() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": MIGRATING})
        before = stands_at(connection)
        if before != NEWEST:
            try:
                _migrate(connection)
            except StoreError as error:
                raise ValueError(_failed(before, error)) from error


def _failed(before: str | None, error: StoreError) -> str:
    why = str(error).splitlines()[0]
    if before is None:
        return f"The tables could not be made, and none is left half made: {why}"
    return (
        f"The migration from {before} to {NEWEST} failed, and the database stands as it was before: "
        f"the earlier release can still run. {why}"
    )


def stands_at(connection: Connection) -> str | None:
    """The migration that the tables stand at; None for an empty database."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    row = connection.execute(text("SELECT version_num FROM alembic_version")).first()
    return None if row is None else str(row[0])


def _migrate(connection: Connection) -> None:
    from alembic import command  # slow to import, and needed once a release
    from alembic.util import CommandError

    configuration = alembic_configuration()
    configuration.attributes["connection"] = connection
    try:
        command.upgrade(configuration, "head")
    except CommandError as error:
        raise ValueError(
            f"this release cannot use the database, which a newer one has migrated: {error}"
        ) from error


def alembic_configuration() -> Any:
    from alembic.config import Config

    configuration = Config()
    configuration.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return configuration
