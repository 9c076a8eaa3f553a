"""Who is enrolled, who is heard, who is late."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text

from service.assembly import Core
from service.messages import Beat
from service.outposts import Outposts
from tests.conftest import SettableClock

BEAT = Beat("0.1.0", "f" * 64, 120, 0, 0, 500, "ready", None)


@pytest.fixture
def outposts(town: Core) -> Outposts:
    return town.operations.outposts


def test_a_key_is_known_and_stored_only_as_a_hash(outposts: Outposts, town: Core) -> None:
    key = outposts.enrol("town-hall")
    found = outposts.known(key)
    assert found is not None
    assert found.name == "town-hall"
    assert len(key) >= 43, "256 bits"
    with town.operations.database.reading() as connection:
        assert key not in str(connection.execute(text("select * from outposts")).all())


@pytest.mark.parametrize("key", ["", "nobody's", "x" * 10_000, "é\x00"])
def test_nobodys_key_is_nobodys(outposts: Outposts, key: str) -> None:
    outposts.enrol("town-hall")
    assert outposts.known(key) is None


@pytest.mark.parametrize("name", ["", "Town Hall", "-hall", "a" * 61, "hall/1", "../x"])
def test_a_name_is_one_that_fits_everywhere(outposts: Outposts, name: str) -> None:
    with pytest.raises(ValueError, match="small letters"):
        outposts.enrol(name)


def test_a_name_is_given_once(outposts: Outposts) -> None:
    outposts.enrol("town-hall")
    with pytest.raises(ValueError, match="enrolled already"):
        outposts.enrol("town-hall")


def test_a_revoked_key_opens_nothing_any_more(outposts: Outposts) -> None:
    key = outposts.enrol("town-hall")
    outposts.revoke("town-hall")
    assert outposts.known(key) is None
    assert outposts.all()[0].revoked
    with pytest.raises(LookupError):
        outposts.revoke("elsewhere")


def test_an_outpost_is_late_after_three_minutes_of_silence(outposts: Outposts, clock: SettableClock) -> None:
    found = outposts.known(outposts.enrol("town-hall"))
    assert found is not None
    clock.pass_(timedelta(minutes=2))
    outposts.heard(found, BEAT)
    seen = outposts.all()[0]
    assert seen.beat == BEAT
    assert not seen.late
    clock.pass_(timedelta(minutes=3))
    assert not outposts.all()[0].late
    clock.pass_(timedelta(seconds=1))
    assert outposts.all()[0].late


def test_one_that_was_revoked_is_never_late(outposts: Outposts, clock: SettableClock) -> None:
    outposts.enrol("town-hall")
    clock.pass_(timedelta(minutes=4))
    assert outposts.all()[0].late, "it was never heard at all"
    outposts.revoke("town-hall")
    assert not outposts.all()[0].late
