from __future__ import annotations

import multiprocessing
import os
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from service.store import drafts, events
from service.store.database import Database, Unavailable, open_database
from tests.service.store.examples import answer, answers_at, changed, draft, draft_at, event

if TYPE_CHECKING:
    from tests.postgresql import Server

THREADS = 8
UNITS = 25
fork = multiprocessing.get_context("fork")  # spawning would import everything anew, which takes seconds

pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded, use of fork:DeprecationWarning")


class PowerCut(Exception):
    pass


# --- all or nothing -------------------------------------------------------------------------------------------


def test_a_unit_of_work_is_kept_whole(database: Database) -> None:
    begun = draft()
    with database.writing() as connection:
        drafts.add(connection, begun)
        drafts.put_answers(connection, begun.id, [answer()])
    with database.reading() as connection:
        assert draft_at(connection, begun.id) == begun
        assert answers_at(connection, begun.id) == [answer()]


def test_a_unit_of_work_that_raises_leaves_nothing(database: Database) -> None:
    begun = draft()

    def break_off() -> None:
        with database.writing() as connection:
            drafts.add(connection, begun)
            drafts.put_answers(connection, begun.id, [answer()])
            events.add(connection, [event()])
            raise PowerCut

    with pytest.raises(PowerCut):
        break_off()
    with database.reading() as connection:
        assert draft_at(connection, begun.id) is None
        assert answers_at(connection, begun.id) == []
        assert events.of_journey(connection, "j") == []


def test_after_a_unit_that_raised_the_next_one_goes_through(database: Database) -> None:
    with pytest.raises(PowerCut), database.writing():
        raise PowerCut
    with database.writing() as connection:
        drafts.add(connection, draft())


def test_nothing_is_kept_that_was_written_through_a_look(database: Database) -> None:
    begun = draft()
    with database.reading() as connection:
        drafts.add(connection, begun)
    with database.reading() as connection:
        assert draft_at(connection, begun.id) is None


def test_nobody_sees_a_unit_of_work_before_it_is_done(database: Database) -> None:
    begun = draft()
    with database.writing() as writing:
        drafts.add(writing, begun)
        with database.reading() as reading:
            assert draft_at(reading, begun.id) is None


def test_a_look_shows_one_moment_however_long_it_takes(database: Database) -> None:
    begun = draft()
    with database.writing() as connection:
        drafts.add(connection, begun)
    with database.reading() as reading:
        before = draft_at(reading, begun.id)
        with database.writing() as writing:
            changed(writing, begun, version=1)
            drafts.put_answers(writing, begun.id, [answer()])
        assert answers_at(reading, begun.id) == []
        assert draft_at(reading, begun.id) == before


# --- moments --------------------------------------------------------------------------------------------------


def test_a_moment_comes_back_in_utc(database: Database) -> None:
    in_brussels = datetime(2026, 11, 23, 10, 30, 15, 123456, tzinfo=timezone(timedelta(hours=1)))
    begun = draft(touched_at=in_brussels)
    with database.writing() as connection:
        drafts.add(connection, begun)
    with database.reading() as connection:
        kept = draft_at(connection, begun.id)
    assert kept is not None
    assert kept.touched_at == in_brussels
    assert kept.touched_at.tzinfo is UTC


def test_a_moment_comes_back_in_utc_from_a_server_in_another_zone(
    on_postgresql: Database, postgresql: Server
) -> None:
    postgresql.run(f"ALTER DATABASE {on_postgresql.url.database} SET timezone TO 'Asia/Tokyo'")
    begun = draft()
    with on_postgresql.writing() as connection:
        drafts.add(connection, begun)
    with on_postgresql.reading() as connection:
        kept = draft_at(connection, begun.id)
    assert kept is not None
    assert kept.touched_at == begun.touched_at
    assert kept.touched_at.tzinfo is UTC


# --- many at once ---------------------------------------------------------------------------------------------


def _work(address: str, worker: int, journey: str) -> None:
    """Adds drafts and events from many threads; on any failure the process ends badly."""
    database = open_database(address)
    failures: list[BaseException] = []

    def write(thread: int) -> None:
        try:
            for number in range(UNITS):
                begun = draft(line=f"{worker}/{thread}/{number}")
                with database.writing() as connection:
                    drafts.add(connection, begun)
                    events.add(connection, [event(journey), event(journey)])
                with database.reading() as connection:
                    assert draft_at(connection, begun.id) == begun
        except BaseException as failure:  # noqa: BLE001 - told to the parent by the exit code
            failures.append(failure)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(THREADS)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    database.close()
    if failures:
        raise failures[0]


def test_two_processes_with_eight_threads_each_lose_nothing(database: Database) -> None:
    address = database.url.render_as_string(hide_password=False)
    workers = [fork.Process(target=_work, args=(address, number, "j")) for number in range(2)]
    for each in workers:
        each.start()
    for each in workers:
        each.join()
    assert [each.exitcode for each in workers] == [0, 0]
    with database.reading() as connection:
        kept = [
            len(drafts.open_on(connection, f"{worker}/{thread}/{number}"))
            for worker in range(2)
            for thread in range(THREADS)
            for number in range(UNITS)
        ]
        noted = events.of_journey(connection, "j")
    assert kept == [1] * (2 * THREADS * UNITS)
    assert len({each.id for each in noted}) == 2 * 2 * THREADS * UNITS


def test_only_one_writer_at_a_time_has_the_place(sqlite: Database) -> None:
    inside: list[int] = []
    most: list[int] = []

    def write() -> None:
        for _ in range(UNITS):
            with sqlite.writing():
                inside.append(1)
                most.append(len(inside))
                inside.pop()

    threads = [threading.Thread(target=write) for _ in range(THREADS)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert most == [1] * (THREADS * UNITS)


def test_a_reader_does_not_wait_for_a_writer(database: Database) -> None:
    begun = draft()
    with database.writing() as connection:
        drafts.add(connection, begun)
    seen: list[object] = []

    def look() -> None:
        with database.reading() as connection:
            seen.append(draft_at(connection, begun.id))

    with database.writing() as connection:
        changed(connection, begun, version=1)
        reader = threading.Thread(target=look)
        reader.start()
        reader.join(30)
        assert seen == [begun]


def test_a_writer_does_not_wait_for_a_reader(database: Database) -> None:
    begun = draft()
    with database.writing() as connection:
        drafts.add(connection, begun)
    with database.reading() as reading:
        assert draft_at(reading, begun.id) == begun
        with database.writing() as writing:
            assert changed(writing, begun, version=1) == replace(begun, version=1)


# --- processes ------------------------------------------------------------------------------------------------


def _die_writing(address: str) -> None:
    with open_database(address).writing() as connection:
        drafts.add(connection, draft(line="half done"))
        os._exit(9)


def test_a_writer_that_dies_frees_the_place_and_leaves_nothing(database: Database) -> None:
    dying = fork.Process(target=_die_writing, args=(database.url.render_as_string(hide_password=False),))
    dying.start()
    dying.join()
    assert dying.exitcode == 9
    with database.writing() as connection:
        drafts.add(connection, draft(line="whole"))
    with database.reading() as connection:
        assert drafts.open_on(connection, "half done") == []
        assert len(drafts.open_on(connection, "whole")) == 1


def _write_after_fork(database: Database, out: int) -> None:
    with database.writing() as connection:
        os.write(out, b"child")
        drafts.add(connection, draft(line="child"))


def test_a_child_forked_while_its_parent_writes_waits_for_its_own_place(sqlite: Database) -> None:
    """The parent's place is not the child's: neither shared nor locked for ever."""
    sqlite.close()
    told, out = os.pipe()
    fresh = open_database(str(sqlite.url))
    with fresh._writers_place():
        child = fork.Process(target=_write_after_fork, args=(fresh, out))
        child.start()
        child.join(0.3)
        os.write(out, b"parent,")
    child.join(60)
    assert child.exitcode == 0
    assert os.read(told, 100) == b"parent,child"
    os.close(told)
    os.close(out)
    with fresh.reading() as connection:
        assert len(drafts.open_on(connection, "child")) == 1
    fresh.close()


# --- opening --------------------------------------------------------------------------------------------------


def test_every_connection_to_a_file_survives_a_power_cut_and_forgets_what_is_deleted(
    sqlite: Database,
) -> None:
    with sqlite.reading() as first, sqlite.reading() as second:
        for connection in (first, second):
            settings = {
                name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
                for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "busy_timeout")
            }
            assert settings == {
                "journal_mode": "wal",
                "synchronous": 2,
                "foreign_keys": 1,
                "secure_delete": 1,
                "busy_timeout": 10_000,
            }


def test_the_folder_of_a_file_is_made(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'a' / 'b' / 'town.db'}")
    with database.reading() as connection:
        assert connection.exec_driver_sql("SELECT 1").scalar() == 1
    database.close()


@pytest.mark.parametrize("address", ["sqlite://", "sqlite:///:memory:", "mysql://localhost/town"])
def test_what_would_not_keep_answers_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match=r"must be a file|not a database that we know"):
        open_database(address)


def test_a_server_that_is_gone_is_unavailable() -> None:
    database = open_database("postgresql://nobody@127.0.0.1:1/town")
    with pytest.raises(Unavailable), database.reading():
        pass
    database.close()


@pytest.mark.parametrize(("hasty", "synchronous"), [(False, 2), (True, 1)])  # FULL, NORMAL
def test_who_is_hasty_waits_for_no_disk_and_everybody_else_does(
    tmp_path: Path, hasty: bool, synchronous: int
) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'town.db'}", hasty=hasty)
    with database.reading() as connection:
        assert connection.execute(text("PRAGMA synchronous")).scalar_one() == synchronous
    database.close()
