from __future__ import annotations

from service.store import consents, lines
from service.store.database import Database
from tests.service.store.examples import consent, line, line_at


def test_what_was_said_last_counts(database: Database) -> None:
    stopped, again = consent(), consent(withdrawn=False, word="start")
    with database.writing() as connection:
        for each in (stopped, again, consent(contact="another")):
            consents.add(connection, each)
    with database.reading() as connection:
        assert consents.last(connection, ["contact", "an older key's"]) == again
        assert consents.last(connection, ["nobody"]) is None


def test_the_other_lines_of_the_contact_follow_and_who_read_them_before_decides_again(
    database: Database,
) -> None:
    here, there, other = line(), line(address="+32460000001"), line(contact="another")
    with database.writing() as connection:
        for each in (here, there, other):
            assert lines.put(connection, each, None)
        consents.add(connection, consent(contact=here.contact, address=here.address))
    with database.writing() as connection:
        assert not lines.put(connection, there, there.version)
    with database.reading() as connection:
        followed = line_at(connection, there.contact, there.address)
        assert followed is not None
        assert followed.stopped
        assert line_at(connection, here.contact, here.address) == here
        assert line_at(connection, other.contact, other.address) == other


def test_a_contact_can_be_forgotten(database: Database) -> None:
    with database.writing() as connection:
        consents.add(connection, consent())
        consents.forget(connection, "contact")
    with database.reading() as connection:
        assert consents.last(connection, ["contact"]) is None
