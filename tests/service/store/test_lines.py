from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from service.store import lines
from service.store.database import Database, Duplicate
from tests.service.store.examples import MORNING, line, line_at, turn_heard


def test_a_line_comes_back_as_it_went_in(database: Database) -> None:
    talk = line(stopped=True, draft="a draft that may be gone by now")
    with database.writing() as connection:
        assert lines.put(connection, talk, None)
    with database.reading() as connection:
        assert line_at(connection, talk.contact, talk.address) == talk
        assert line_at(connection, talk.contact, "+32460000001") is None
        assert line_at(connection, "another", talk.address) is None


def test_one_contact_has_a_line_with_each_of_our_addresses(database: Database) -> None:
    text, voice = line(), line(address="+32460000001", language="fr")
    with database.writing() as connection:
        assert lines.put(connection, text, None)
        assert lines.put(connection, voice, None)
    with database.reading() as connection:
        assert line_at(connection, text.contact, text.address) == text
        assert line_at(connection, voice.contact, voice.address) == voice


def test_two_first_messages_at_once_make_one_line(database: Database) -> None:
    with database.writing() as connection:
        lines.put(connection, line(), None)
    with pytest.raises(Duplicate), database.writing() as connection:
        lines.put(connection, line(language="fr"), None)


def test_of_two_messages_heard_at_once_one_is_told_that_it_was_slower(database: Database) -> None:
    with database.writing() as connection:
        lines.put(connection, line(), None)
        assert lines.put(connection, line(version=1, language="fr"), 0)
        assert not lines.put(connection, line(version=1, language="nl"), 0)
    with database.reading() as connection:
        assert line_at(connection, "key:hash", "+32460000000") == line(version=1, language="fr")


def test_a_change_of_one_line_leaves_the_others_alone(database: Database) -> None:
    other = line(contact="other")
    with database.writing() as connection:
        for each in (line(), other):
            lines.put(connection, each, None)
        assert lines.put(connection, replace(line(), version=1, stopped=True), 0)
    with database.reading() as connection:
        assert line_at(connection, "other", other.address) == other


def test_a_delivery_is_heard_once(database: Database) -> None:
    with database.writing() as connection:
        lines.put(connection, line(), None)
        lines.add_delivery(connection, "sms", "SM1", b"turn", MORNING)
    with pytest.raises(Duplicate), database.writing() as connection:
        lines.add_delivery(connection, "sms", "SM1", b"another turn", MORNING)
    with database.reading() as connection:
        assert turn_heard(connection, "sms", "SM1") == b"turn"


def test_two_doors_may_give_their_deliveries_the_same_name(database: Database) -> None:
    with database.writing() as connection:
        lines.put(connection, line(), None)
        lines.add_delivery(connection, "sms", "1", b"by text", MORNING)
        lines.add_delivery(connection, "voice", "1", b"by voice", MORNING)
    with database.reading() as connection:
        assert turn_heard(connection, "voice", "1") == b"by voice"
        assert turn_heard(connection, "sms", "2") is None


def test_old_deliveries_are_forgotten(database: Database) -> None:
    with database.writing() as connection:
        lines.put(connection, line(), None)
        lines.add_delivery(connection, "sms", "old", b"turn", MORNING - timedelta(seconds=1))
        lines.add_delivery(connection, "sms", "new", b"turn", MORNING)
        lines.forget_deliveries(connection, MORNING)
    with database.reading() as connection:
        assert turn_heard(connection, "sms", "old") is None
        assert turn_heard(connection, "sms", "new") == b"turn"
