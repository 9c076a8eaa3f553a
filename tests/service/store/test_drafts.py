from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta

import pytest

from service.store import definitions, drafts
from service.store.database import Database, Duplicate
from service.store.records import DraftRecord
from tests.service.store.examples import MORNING, answer, answers_at, changed, definition, draft, draft_at


def stored(database: Database, **changes: object) -> DraftRecord:
    begun = draft(**changes)
    with database.writing() as connection:
        drafts.add(connection, begun)
    return begun


def test_a_draft_comes_back_as_it_went_in(database: Database) -> None:
    begun = stored(database, line="hash|+32460000000", simulated=True, outcome="call-112", state="ended")
    with database.reading() as connection:
        assert draft_at(connection, begun.id) == begun


def test_there_is_no_draft_of_a_revision_that_was_never_published(database: Database) -> None:
    """Its questions could never be asked again."""
    with pytest.raises(Duplicate, match=r"(?i)foreign key"):
        stored(database, definition="b" * 64)


# --- versions -------------------------------------------------------------------------------------------------


def test_a_change_is_written_where_nobody_was_faster(database: Database) -> None:
    begun = stored(database)
    with database.writing() as connection:
        after = changed(connection, begun, version=1, tries=2, tries_path="where")
    with database.reading() as connection:
        assert (
            draft_at(connection, begun.id) == after == replace(begun, version=1, tries=2, tries_path="where")
        )


def test_of_two_writers_who_read_the_same_version_one_wins(database: Database) -> None:
    """Both are inside their units of work before the first may end, as far as the engine lets them."""
    begun = stored(database)
    came: list[DraftRecord | None] = []
    ready = threading.Barrier(2)

    def write(language: str) -> None:
        ready.wait()
        with database.writing() as connection:
            came.append(changed(connection, begun, version=1, language=language))

    writers = [threading.Thread(target=write, args=(language,)) for language in ("fr", "nl")]
    for each in writers:
        each.start()
    for each in writers:
        each.join()
    winners = [each for each in came if each is not None]
    assert (len(came), len(winners)) == (2, 1)
    with database.reading() as connection:
        assert draft_at(connection, begun.id) == winners[0]


def test_on_postgresql_the_loser_waits_for_the_winner_and_then_knows_it_lost(on_postgresql: Database) -> None:
    begun = stored(on_postgresql)
    came: list[DraftRecord | None] = []

    def write() -> None:
        with on_postgresql.writing() as connection:
            came.append(changed(connection, begun, version=1))

    with on_postgresql.writing() as connection:
        assert changed(connection, begun, version=1) is not None
        loser = threading.Thread(target=write)
        loser.start()
        loser.join(0.2)
        assert came == []
    loser.join()
    assert came == [None]


def test_an_answer_that_was_on_its_way_does_not_get_into_a_submitted_draft(database: Database) -> None:
    """Submitting changes no answer and so no version; the state says it."""
    read_before = stored(database)
    with database.writing() as connection:
        assert changed(connection, read_before, state="submitted") is not None
        assert changed(connection, read_before, version=1) is None


def test_a_draft_that_is_gone_cannot_be_changed(database: Database) -> None:
    begun = stored(database)
    with database.writing() as connection:
        drafts.forget(connection, begun.id)
        assert changed(connection, begun, version=1) is None


# --- answers and files ----------------------------------------------------------------------------------------


def test_a_second_answer_takes_the_place_of_the_first(database: Database) -> None:
    begun = stored(database)
    second = answer(
        value=b"second",
        state="skipped",
        door="kiosk",
        provenance="line",
        version=2,
        at=MORNING + timedelta(minutes=1),
    )
    with database.writing() as connection:
        drafts.put_answers(connection, begun.id, [answer(value=b"first")])
        drafts.put_answers(connection, begun.id, [answer("size", b"other")])
        drafts.put_answers(connection, begun.id, [second])
    with database.reading() as connection:
        kept = {each.path: each for each in answers_at(connection, begun.id)}
    assert kept == {"where": second, "size": answer("size", b"other")}


def test_answers_of_another_draft_stay_apart(database: Database) -> None:
    mine, yours = stored(database), stored(database)
    with database.writing() as connection:
        drafts.put_answers(connection, mine.id, [answer(value=b"mine")])
        drafts.put_answers(connection, yours.id, [answer(value=b"yours")])
        drafts.drop_answers(connection, yours.id, ["where"])
    with database.reading() as connection:
        assert [each.value for each in answers_at(connection, mine.id)] == [b"mine"]
        assert answers_at(connection, yours.id) == []


def test_a_file_takes_the_place_of_an_earlier_one(database: Database) -> None:
    begun = stored(database)
    with database.writing() as connection:
        drafts.put_file(connection, begun.id, "photo", b"first")
        drafts.put_file(connection, begun.id, "photo", b"\0\xffsecond")
    with database.reading() as connection:
        assert drafts.file_of(connection, begun.id, "photo") == b"\0\xffsecond"
        assert drafts.file_of(connection, begun.id, "other") is None


def test_dropped_answers_take_their_files_along(database: Database) -> None:
    begun = stored(database)
    with database.writing() as connection:
        for path in ("photo", "paper"):
            drafts.put_answers(connection, begun.id, [answer(path)])
            drafts.put_file(connection, begun.id, path, b"file")
        drafts.drop_answers(connection, begun.id, ["photo", "never answered"])
        drafts.drop_answers(connection, begun.id, [])
    with database.reading() as connection:
        assert [each.path for each in answers_at(connection, begun.id)] == ["paper"]
        assert drafts.file_of(connection, begun.id, "photo") is None
        assert drafts.file_of(connection, begun.id, "paper") == b"file"


def test_a_forgotten_draft_takes_answers_and_files_along(database: Database) -> None:
    begun = stored(database)
    with database.writing() as connection:
        drafts.put_answers(connection, begun.id, [answer()])
        drafts.put_file(connection, begun.id, "photo", b"file")
        drafts.forget(connection, begun.id)
    with database.reading() as connection:
        assert draft_at(connection, begun.id) is None
        assert answers_at(connection, begun.id) == []
        assert drafts.file_of(connection, begun.id, "photo") is None


# --- lines and age --------------------------------------------------------------------------------------------


def test_the_open_drafts_of_a_line_come_with_the_latest_first(database: Database) -> None:
    ages = [3, 1, 2]
    listed = [stored(database, line="me", touched_at=MORNING - timedelta(hours=age)) for age in ages]
    stored(database, line="you")
    stored(database, line="me", state="submitted")
    stored(database, line="me", state="ended")
    with database.reading() as connection:
        found = drafts.open_on(connection, "me")
    assert found == [listed[1], listed[2], listed[0]]


def test_a_line_is_offered_nine_drafts_at_most(database: Database) -> None:
    listed = [stored(database, line="me", touched_at=MORNING + timedelta(hours=hour)) for hour in range(12)]
    with database.reading() as connection:
        assert drafts.open_on(connection, "me") == listed[:2:-1]


def test_untouched_drafts_are_those_of_their_revision_that_became_no_case(database: Database) -> None:
    with database.writing() as connection:
        definitions.add(connection, definition(revision="b" * 64))
    old = MORNING - timedelta(days=31)
    abandoned = stored(database, touched_at=old)
    ended = stored(database, touched_at=old - timedelta(days=1), state="ended")
    stored(database, touched_at=old, state="submitted")
    stored(database, touched_at=MORNING)
    stored(database, touched_at=old, definition="b" * 64)
    since = MORNING - timedelta(days=30)
    with database.reading() as connection:
        assert drafts.untouched_since(connection, "a" * 64, since, 10) == [ended, abandoned]
        assert drafts.untouched_since(connection, "a" * 64, since, 1) == [ended]
        assert sorted(drafts.definitions_in_use(connection)) == ["a" * 64, "b" * 64]


def test_a_draft_that_was_touched_just_then_is_not_untouched(database: Database) -> None:
    stored(database)
    with database.reading() as connection:
        assert drafts.untouched_since(connection, "a" * 64, MORNING, 10) == []
