"""No slot is given away twice: two hundred at once, holds that run out, and processes that die in between."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import text

from service.store import seats
from service.store.database import Database, Duplicate, open_database
from service.store.schema import prepare
from tests.conftest import ROOT

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
START = NOW + timedelta(days=1)
RACERS = 200


@pytest.fixture
def store(each_database_url: str) -> Iterator[Database]:
    database = open_database(each_database_url)
    prepare(database)
    yield database
    database.close()


def add_drafts(database: Database, count: int) -> list[str]:
    names = [f"{number:08x}-0000-4000-8000-000000000000" for number in range(count)]
    with database.writing() as connection:
        connection.execute(
            text("INSERT INTO definitions VALUES ('r', 's', 'v', :folder, :at)"), {"folder": b"", "at": NOW}
        )
        connection.execute(
            text(
                "INSERT INTO drafts (id, service, definition, language, begun_on, version, state, outcome, journey,"
                " simulated, tries_path, tries, wrapped, key_id, touched_at)"
                " VALUES (:id, 's', 'r', 'en', '2026-11-23', 0, 'open', '', 'j', true, '', 0, :wrapped, 'k', :at)"
            ),
            [{"id": name, "wrapped": b"", "at": NOW} for name in names],
        )
    return names


def hold(database: Database, draft: str, capacity: int, until: datetime | None, now: datetime = NOW) -> bool:
    """As the front office does: again where somebody sat down on the same seat, until there is none."""
    while True:
        try:
            with database.writing() as connection:
                seats.hold(connection, "desk", START, capacity, draft, "when", until, now)
            return True
        except seats.Full:
            return False
        except Duplicate:
            continue


def taken(database: Database) -> Counter[int]:
    with database.reading() as connection:
        return Counter(row.seat for row in connection.execute(text("SELECT seat FROM seats")))


@pytest.mark.parametrize("capacity", [1, 3])
def test_of_two_hundred_who_want_the_same_time_as_many_get_it_as_there_are_desks(
    store: Database, capacity: int
) -> None:
    drafts, got, ready = add_drafts(store, RACERS), list[bool](), threading.Barrier(RACERS)

    def race(draft: str) -> None:
        ready.wait()
        got.append(hold(store, draft, capacity, NOW + timedelta(minutes=15)))

    racers = [threading.Thread(target=race, args=(draft,)) for draft in drafts]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()
    assert (got.count(True), len(got)) == (capacity, RACERS)
    assert taken(store) == Counter(range(capacity))


def test_a_seat_whose_time_has_run_out_is_given_to_one_of_those_who_want_it(store: Database) -> None:
    first, *drafts = add_drafts(store, 40)
    assert hold(store, first, 1, NOW + timedelta(minutes=15))
    later, got, ready = NOW + timedelta(minutes=16), list[bool](), threading.Barrier(len(drafts))

    def race(draft: str) -> None:
        ready.wait()
        got.append(hold(store, draft, 1, later + timedelta(minutes=15), later))

    racers = [threading.Thread(target=race, args=(draft,)) for draft in drafts]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()
    assert got.count(True) == 1
    with store.writing() as connection:
        assert not seats.book(connection, first, "when"), "who came too late is not booked"
    assert taken(store) == Counter({0: 1})


def test_who_comes_back_before_anybody_else_wants_the_seat_still_has_it(store: Database) -> None:
    first, other = add_drafts(store, 2)
    assert hold(store, first, 1, NOW + timedelta(minutes=15))
    with store.writing() as connection:
        assert seats.book(connection, first, "when")
    assert not hold(store, other, 1, NOW + timedelta(days=9), NOW + timedelta(days=8))


def test_fewer_desks_than_before_give_no_seat_away_that_is_not_there(store: Database) -> None:
    drafts = add_drafts(store, 4)
    assert all(hold(store, draft, 3, None) for draft in drafts[:2])
    assert not hold(store, drafts[2], 2, None)
    assert not hold(store, drafts[3], 1, None)


class Holding(RuleBasedStateMachine):
    """People hold, change, let go, come back too late, and fall over with a unit of work half done."""

    database: Database
    capacity = 2

    @initialize()
    def empty(self) -> None:
        with self.database.writing() as connection:
            connection.execute(text("DELETE FROM seats"))
        self.now = NOW
        self.certain: dict[str, datetime] = {}

    people = st.sampled_from([f"{number:08x}-0000-4000-8000-000000000000" for number in range(5)])
    times = st.sampled_from([START, START + timedelta(hours=1)])

    @rule(who=people, start=times, minutes=st.integers(1, 20), dies=st.booleans())
    def holds(self, who: str, start: datetime, minutes: int, dies: bool) -> None:
        if who in self.certain:
            return
        until = self.now + timedelta(minutes=minutes)
        try:
            with self.database.writing() as connection:
                seats.hold(connection, "desk", start, self.capacity, who, "when", until, self.now)
                if dies:
                    raise KeyboardInterrupt
        except (seats.Full, KeyboardInterrupt):
            pass

    @rule(who=people, dies=st.booleans())
    def books(self, who: str, dies: bool) -> None:
        before = self.seats().get(who)
        try:
            with self.database.writing() as connection:
                booked = seats.book(connection, who, "when")
                if dies:
                    raise KeyboardInterrupt
        except KeyboardInterrupt:
            return
        assert booked == (before is not None)
        if before is not None:
            self.certain[who] = before

    @rule(who=people)
    def lets_go(self, who: str) -> None:
        with self.database.writing() as connection:
            seats.free(connection, who)
        self.certain.pop(who, None)

    @rule(minutes=st.integers(1, 30))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @precondition(lambda self: hasattr(self, "certain"))
    @invariant()
    def nobody_sits_on_anothers_seat_and_what_is_certain_stays(self) -> None:
        held = self.seats()
        assert all(held.get(who) == start for who, start in self.certain.items())
        with self.database.reading() as connection:
            counted = seats.taken(connection, "desk", NOW, self.now)
        assert all(number <= self.capacity for number in counted.values())
        assert all(number <= self.capacity for number in Counter(held.values()).values())

    def seats(self) -> dict[str, datetime]:
        found = {}
        with self.database.reading() as connection:
            for who in [f"{number:08x}-0000-4000-8000-000000000000" for number in range(5)]:
                for _, start in seats.of_draft(connection, who).values():
                    found[who] = start
        return found


def test_whatever_people_do_and_wherever_it_stops_no_slot_has_more_than_it_can_take(store: Database) -> None:
    add_drafts(store, 5)
    Holding.database = store
    run_state_machine_as_test(  # type: ignore[no-untyped-call]  # Hypothesis types it so
        Holding, settings=settings(max_examples=8, stateful_step_count=15, deadline=None)
    )


HOLDER = """
import sys
from datetime import datetime, timedelta
from service.store import seats
from service.store.database import open_database
database, draft, start = open_database(sys.argv[1]), sys.argv[2], datetime.fromisoformat(sys.argv[3])
with database.writing() as connection:
    seats.hold(connection, "desk", start, 1, draft, "when", start, start - timedelta(days=1))
    print("holding", flush=True)
    sys.stdin.read()
"""


@pytest.mark.timeout(60)
def test_a_process_that_is_killed_while_it_holds_leaves_the_seat_to_the_next(
    each_database_url: str, store: Database
) -> None:
    dead, living = add_drafts(store, 2)
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, each_database_url, dead, START.isoformat()],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"holding\n"
        process.send_signal(signal.SIGKILL)
    for _ in range(50):  # a server needs a moment until it sees that the other end is gone
        if hold(store, living, 1, None):
            break
        time.sleep(0.1)
    with store.reading() as connection:
        assert seats.of_draft(connection, living)
        assert not seats.of_draft(connection, dead)
