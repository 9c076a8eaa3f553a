from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from service.store import definitions, schema
from service.store.database import Connection, Database, open_database
from service.store.tables import metadata
from tests.service.store.examples import definition

fork = multiprocessing.get_context("fork")  # spawning would import everything anew, which takes seconds
SCRIPTS = ScriptDirectory.from_config(schema.alembic_configuration())


@pytest.fixture
def empty(each_database_url: str) -> Iterator[Database]:
    database = open_database(each_database_url)
    yield database
    database.close()


def tables_in(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names())


def test_the_migrations_make_exactly_the_tables_that_the_code_uses(empty: Database) -> None:
    schema.prepare(empty)
    with empty.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
        assert tables_in(connection) == set(metadata.tables) | {"alembic_version"}


def test_every_constraint_has_the_name_by_which_a_later_migration_finds_it(empty: Database) -> None:
    """SQLite would leave them without one, and a migration could not drop them."""
    schema.prepare(empty)
    with empty.reading() as connection:
        found = inspect(connection)
        for table in metadata.tables.values():
            names = {found.get_pk_constraint(table.name)["name"]}
            names |= {each["name"] for each in found.get_foreign_keys(table.name)}
            names |= {each["name"] for each in found.get_unique_constraints(table.name)}
            assert names == {str(constraint.name) for constraint in table.constraints}


def test_foreign_keys_delete_along_where_the_tables_say_so(empty: Database) -> None:
    schema.prepare(empty)
    with empty.reading() as connection:
        for table in metadata.tables.values():
            kept = {
                key["constrained_columns"][0]: key["options"].get("ondelete")
                for key in inspect(connection).get_foreign_keys(table.name)
            }
            assert kept == {key.parent.name: key.ondelete for key in table.foreign_keys}


def test_the_newest_migration_is_the_one_that_this_release_needs() -> None:
    assert SCRIPTS.get_heads() == [schema.NEWEST]


def test_preparing_brings_the_tables_to_the_newest_migration(empty: Database) -> None:
    with empty.reading() as connection:
        assert schema.stands_at(connection) is None
    schema.prepare(empty)
    with empty.reading() as connection:
        assert schema.stands_at(connection) == schema.NEWEST


def test_preparing_twice_is_preparing_once(empty: Database) -> None:
    schema.prepare(empty)
    with empty.writing() as connection:
        definitions.add(connection, definition())
    schema.prepare(empty)
    with empty.reading() as connection:
        assert definitions.get(connection, definition().revision) == definition()


def _prepare(address: str) -> None:
    database = open_database(address)
    schema.prepare(database)
    with database.reading() as connection:
        assert schema.stands_at(connection) == schema.NEWEST
    database.close()


@pytest.mark.filterwarnings("ignore:.*multi-threaded, use of fork:DeprecationWarning")
def test_processes_that_prepare_at_once_do_it_once(each_database_url: str) -> None:
    starting = [fork.Process(target=_prepare, args=(each_database_url,)) for _ in range(4)]
    for each in starting:
        each.start()
    for each in starting:
        each.join()
    assert [each.exitcode for each in starting] == [0] * 4


def test_a_failed_migration_leaves_everything_as_it_was(empty: Database) -> None:
    """A table of that name stands in the way, after half of the others have been made."""
    with empty.writing() as connection:
        connection.execute(text("CREATE TABLE answers (mine INTEGER)"))
        connection.execute(text("INSERT INTO answers VALUES (7)"))
    with pytest.raises(ValueError, match=r"none is left half made: .*answers"):
        schema.prepare(empty)
    with empty.reading() as connection:
        assert tables_in(connection) == {"answers"}
        assert connection.execute(text("SELECT mine FROM answers")).scalar() == 7
    with empty.writing() as connection:
        connection.execute(text("DROP TABLE answers"))
    schema.prepare(empty)
    with empty.reading() as connection:
        assert schema.stands_at(connection) == schema.NEWEST


def test_a_database_of_a_newer_release_is_refused_in_a_sentence(empty: Database) -> None:
    schema.prepare(empty)
    with empty.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(ValueError, match="a newer one has migrated"):
        schema.prepare(empty)
    with empty.reading() as connection:
        assert schema.stands_at(connection) == "9999"


@pytest.mark.parametrize("script", list(SCRIPTS.walk_revisions()), ids=lambda script: script.revision)
def test_a_migration_file_is_named_by_its_number_and_says_what_it_does(script: Any) -> None:
    assert script.module.__file__.rpartition("/")[2].startswith(f"{script.revision}_")
    assert script.doc.endswith(".")
