from __future__ import annotations

from uuid import UUID

import pytest
from sqlalchemy import select

from service.store import events
from service.store.database import Database, Duplicate
from service.store.tables import events as table
from tests.service.store.examples import event


def test_the_events_of_a_journey_come_in_the_order_in_which_they_happened(database: Database) -> None:
    kinds = ["begun", "asked", "answered", "asked", "submitted"]
    with database.writing() as connection:
        events.add(connection, [event("mine", kind) for kind in kinds[:2]])
    with database.writing() as connection:
        events.add(connection, [event("yours", "begun")])
        events.add(connection, [event("mine", kind) for kind in kinds[2:]])
    with database.reading() as connection:
        assert [each.kind for each in events.of_journey(connection, "mine")] == kinds


def test_the_sequence_grows_from_unit_to_unit(database: Database) -> None:
    for _ in range(5):
        with database.writing() as connection:
            events.add(connection, [event(), event()])
    with database.reading() as connection:
        sequence = list(connection.execute(select(table.c.sequence).order_by(table.c.id)).scalars())
    assert sequence == sorted(set(sequence))
    assert len(sequence) == 10


def test_an_event_gets_an_id_unless_it_brings_one(database: Database) -> None:
    brought = "01939c2e-0000-7000-8000-000000000000"
    with database.writing() as connection:
        events.add(connection, [event(), event(id=brought)])
    with database.reading() as connection:
        own, kept = [each.id for each in events.of_journey(connection, "j")]
    assert UUID(own).version == 7
    assert kept == brought


def test_an_event_that_was_sent_twice_is_kept_once(database: Database) -> None:
    """A kiosk that was offline may send its events again."""
    brought = event(id="01939c2e-0000-7000-8000-000000000000")
    with database.writing() as connection:
        events.add(connection, [brought])
    with pytest.raises(Duplicate), database.writing() as connection:
        events.add(connection, [brought])


def test_nothing_happened_is_no_event(database: Database) -> None:
    with database.writing() as connection:
        events.add(connection, [])
    with database.reading() as connection:
        assert connection.execute(select(table)).first() is None
