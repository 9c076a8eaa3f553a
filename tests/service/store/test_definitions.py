from __future__ import annotations

from datetime import timedelta

from service.store import definitions
from service.store.database import Database
from tests.service.store.examples import MORNING, definition

LATER = MORNING + timedelta(hours=1)
SECOND = definition(revision="b" * 64, folder=b"\0\xffnewer", published_at=LATER)


def test_a_definition_comes_back_as_it_went_in(database: Database) -> None:
    with database.writing() as connection:
        definitions.add(connection, SECOND)
    with database.reading() as connection:
        assert definitions.get(connection, SECOND.revision) == SECOND
        assert definitions.get(connection, "c" * 64) is None


def test_the_newest_is_the_one_that_was_published_last(database: Database) -> None:
    with database.writing() as connection:
        definitions.add(connection, SECOND)
        definitions.add(connection, definition(revision="c" * 64, service="other", published_at=LATER))
    with database.reading() as connection:
        assert definitions.newest(connection, "trial") == SECOND
        assert definitions.newest(connection, "unheard of") is None


def test_an_old_revision_that_is_published_again_is_the_newest(database: Database) -> None:
    with database.writing() as connection:
        definitions.add(connection, SECOND)
        definitions.touch(connection, definition().revision, LATER + timedelta(hours=1))
    with database.reading() as connection:
        found = definitions.newest(connection, "trial")
    assert found == definition(published_at=LATER + timedelta(hours=1))


def test_two_processes_may_publish_the_same_revision_at_once(database: Database) -> None:
    with database.writing() as connection:
        definitions.add(connection, SECOND)
        definitions.add(
            connection, definition(revision=SECOND.revision, folder=SECOND.folder, published_at=MORNING)
        )
        definitions.add(connection, SECOND)
    with database.reading() as connection:
        assert definitions.get(connection, SECOND.revision) == SECOND


def test_what_was_recorded_at_birth_stays(database: Database) -> None:
    with database.writing() as connection:
        assert definitions.installed(connection) == {}
        definitions.record_installation(connection, "mode", "demo")
        definitions.record_installation(connection, "mode", "real")
    with database.reading() as connection:
        assert definitions.installed(connection) == {"mode": "demo"}
