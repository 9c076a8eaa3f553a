"""Figures that follow the event log: whatever comes, in whatever order, they are those of a count from nothing."""

from __future__ import annotations

import random
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import uuid_utils
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.rolling import AT_ONCE, SETTLING, Rolling
from service.store import events as log
from service.store import tallies as rows
from service.store.database import Database, open_database
from service.store.records import EventRecord
from service.store.schema import prepare

KINDS = ("begun", "asked", "answered", "refused", "offered", "taken over", "submitted", "ended", "notified")
BEGIN = datetime(2026, 1, 30, 12, tzinfo=UTC)
COUNTED = ("month", "service", "version", "door", "language", "what", "about")


class PlayedClock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = BEGIN

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = open_database(database_url)
    prepare(opened)
    yield opened
    opened.close()


@pytest.fixture
def clock() -> PlayedClock:
    return PlayedClock()


@pytest.fixture
def rolling(database: Database, clock: PlayedClock) -> Rolling:
    return Rolling(database, clock, "Europe/Brussels")


def event(kind: str, at: datetime, journey: str = "j", door: str = "web", path: str = "one") -> EventRecord:
    return EventRecord(journey, "trial", "1", "r", door, "nl", kind, at, path, id=str(uuid_utils.uuid4()))


def note(database: Database, *events: EventRecord, received_at: datetime | None = None) -> None:
    with database.writing() as connection:
        for each in events:
            log.add_unknown(connection, [each], received_at or each.at)


def figures(database: Database) -> dict[rows.Key, int]:
    with database.reading() as connection:
        return rows.sums(connection, COUNTED)


def started(database: Database) -> int:
    return sum(number for key, number in figures(database).items() if key[5] == "started")


def counted_anew(rolling: Rolling, database: Database) -> dict[rows.Key, int]:
    """The figures as a count from nothing gives them, which must say when nothing is to come any more."""
    rolling.rebuild()
    assert rolling.catch_up() == 0
    return figures(database)


def test_what_happened_is_counted_a_little_later(
    rolling: Rolling, database: Database, clock: PlayedClock
) -> None:
    note(database, event("answered", BEGIN))
    assert rolling.catch_up() == 0, "somebody may still be writing what came before it"
    clock.now += SETTLING
    assert rolling.catch_up() == 1
    assert {key[5] for key in figures(database)} == {"started", "meant for them"}
    assert rolling.catch_up() == 0


def test_who_falls_silent_is_counted_as_time_goes_by(
    rolling: Rolling, database: Database, clock: PlayedClock
) -> None:
    note(database, event("asked", BEGIN), event("answered", BEGIN))
    for _ in range(7):
        clock.now += timedelta(days=1)
        rolling.catch_up()
        assert ("given up" in {key[5] for key in figures(database)}) == (
            clock.now >= BEGIN + timedelta(days=7)
        )
    note(database, event("submitted", clock.now))
    clock.now += SETTLING
    rolling.catch_up()
    kinds = {key[5] for key in figures(database)}
    assert "given up" not in kinds
    assert "finished" in kinds
    assert figures(database) == counted_anew(rolling, database)


def test_what_an_outpost_tells_late_counts_when_it_happened(
    rolling: Rolling, database: Database, clock: PlayedClock
) -> None:
    clock.now += timedelta(days=20)
    rolling.catch_up()
    late = event("answered", BEGIN, door="kiosk")
    note(database, late, received_at=clock.now)
    clock.now += SETTLING
    rolling.catch_up()
    assert {(key[0], key[5]) for key in figures(database)} == {
        ("2026-01", "started"),
        ("2026-01", "given up"),
        ("2026-01", "not finished there"),
        ("2026-01", "meant for them"),
        ("2026-01", "left at"),
    }
    assert figures(database) == counted_anew(rolling, database)


def test_an_event_that_comes_twice_is_counted_once(
    rolling: Rolling, database: Database, clock: PlayedClock
) -> None:
    told = event("notified", BEGIN)
    note(database, told, told)
    clock.now += SETTLING
    rolling.catch_up()
    note(database, told)
    clock.now += SETTLING
    rolling.catch_up()
    assert figures(database) == counted_anew(rolling, database)


def test_a_journey_that_retention_cuts_loose_stays_counted(
    rolling: Rolling, database: Database, clock: PlayedClock
) -> None:
    note(database, event("answered", BEGIN))
    clock.now += timedelta(days=1)
    rolling.catch_up()
    with database.writing() as connection:
        log.cut_loose(connection, "j", "nobody")
    clock.now += timedelta(days=30)
    rolling.catch_up()
    assert {key[5]: number for key, number in figures(database).items()} == {
        "started": 1,
        "meant for them": 1,
        "given up": 1,
        "not finished there": 1,
        "left at": 1,
    }


def test_more_than_fits_into_one_unit_of_work_is_all_counted(
    rolling: Rolling, database: Database, clock: PlayedClock
) -> None:
    with database.writing() as connection:
        log.add(connection, [event("answered", BEGIN, f"j{n % 900}") for n in range(AT_ONCE + 7)])
    clock.now += SETTLING
    rolling.catch_up()
    assert started(database) == 900


def test_an_event_whose_neighbour_is_not_there_yet_waits(
    rolling: Rolling, database: Database, clock: PlayedClock
) -> None:
    note(database, event("answered", BEGIN, "a"))
    clock.now += SETTLING
    note(database, event("answered", clock.now, "b"))
    rolling.catch_up()
    assert started(database) == 1
    clock.now += SETTLING
    rolling.catch_up()
    assert started(database) == 2


def test_two_that_count_at_once_count_nothing_twice(
    rolling: Rolling, database: Database, clock: PlayedClock
) -> None:
    with database.writing() as connection:
        log.add(connection, [event("answered", BEGIN, f"j{n}") for n in range(3 * AT_ONCE)])
    clock.now += SETTLING
    both = [threading.Thread(target=rolling.catch_up) for _ in range(2)]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert started(database) == 3 * AT_ONCE


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10_000))
def test_figures_that_follow_are_those_of_a_count_from_nothing(
    rolling: Rolling, database: Database, clock: PlayedClock, seed: int
) -> None:
    chance = random.Random(seed)
    for _ in range(chance.randint(1, 6)):
        for _ in range(chance.randint(0, 9)):
            happened = clock.now - timedelta(
                days=chance.choice((0, 0, 0, 1, 8, 40)), seconds=chance.randint(0, 90_000)
            )
            some = event(
                chance.choice(KINDS),
                happened,
                f"{seed}-{chance.randint(1, 4)}",
                chance.choice(("web", "sms")),
            )
            note(database, some, received_at=clock.now)
        clock.now += timedelta(seconds=chance.choice((0, 30, 90_000, 700_000)))
        rolling.catch_up()
    clock.now += SETTLING
    rolling.catch_up()
    assert figures(database) == counted_anew(rolling, database)


def test_people_are_served_while_everything_is_counted_anew(
    rolling: Rolling, database: Database, clock: PlayedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    note(database, event("answered", BEGIN, "a"))
    clock.now += SETTLING
    rolling.catch_up()
    tell = rows.everything

    def interrupted(*given: Any) -> Iterator[rows.Told]:
        note(database, event("answered", BEGIN, "b"))
        clock.now += SETTLING
        assert rolling.catch_up() == 1
        yield from tell(*given)

    monkeypatch.setattr(rows, "everything", interrupted)
    assert rolling.rebuild() == 1
    assert rolling.catch_up() == 1
    assert started(database) == 2
