"""Who is enrolled, who is heard, who is late."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import text

from service.assembly import Core
from service.evidence import Selection
from service.messages import Beat, Capabilities, Visitor
from service.outposts import Outposts
from service.store import outposts as rows
from service.store.records import OutpostRecord
from service.watching import Watch
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


# --- for how long it was heard -------------------------------------------------------------------------------------


def told(town: Core) -> dict[str, int]:
    """The minutes that the evidence was told, by kind of event."""
    query = "select kind, sum(attempt) from events where kind in ('watched', 'silent') group by kind"
    with town.operations.database.reading() as connection:
        return {row[0]: int(row[1]) for row in connection.execute(text(query))}


def heard(outposts: Outposts, name: str = "town-hall") -> None:
    """A beat of an outpost that knows nothing of what the hub has written meanwhile."""
    record = next(each for each in found(outposts) if each.name == name)
    outposts.heard(record, BEAT)


def found(outposts: Outposts) -> list[OutpostRecord]:
    with outposts.database.reading() as connection:
        return rows.every(connection)


def beating(outposts: Outposts, clock: SettableClock, length: timedelta) -> None:
    """It is heard as seldom as it may be, and the days are told as they are over."""
    until = clock.now + length
    while clock.now < until:
        clock.pass_(timedelta(minutes=3))
        heard(outposts)
        outposts.tell()


@pytest.fixture
def hall(outposts: Outposts) -> None:
    """An outpost that has just been heard for the first time: at ten o'clock on 23 November."""
    outposts.enrol("town-hall")
    heard(outposts)


def test_of_one_that_was_never_heard_nothing_is_expected(
    outposts: Outposts, town: Core, clock: SettableClock
) -> None:
    outposts.enrol("town-hall")
    clock.pass_(timedelta(days=3))
    assert outposts.tell() == 0
    assert told(town) == {}


@pytest.mark.usefixtures("hall")
def test_one_that_is_heard_is_expected_day_by_day_and_never_silent(
    outposts: Outposts, town: Core, clock: SettableClock
) -> None:
    beating(outposts, clock, timedelta(hours=13))
    assert told(town) == {}
    beating(outposts, clock, timedelta(hours=2))
    assert told(town) == {"watched": 14 * 60}, "until midnight, in one piece"
    assert outposts.tell() == 0
    with town.operations.database.reading() as connection:
        assert connection.execute(text("select count(*) from events where kind = 'watched'")).scalar() == 1


@pytest.mark.usefixtures("hall")
def test_a_silence_is_told_once_when_it_is_heard_again(
    outposts: Outposts, town: Core, clock: SettableClock
) -> None:
    clock.pass_(timedelta(minutes=3))
    heard(outposts)
    assert told(town) == {}
    clock.pass_(timedelta(minutes=47, seconds=1))
    for _ in range(2):
        heard(outposts)
    assert (told(town)["silent"], told(town)["watched"]) == (47, 50)
    beating(outposts, clock, timedelta(hours=14))
    assert (told(town)["silent"], told(town)["watched"]) == (47, 14 * 60)


@pytest.mark.usefixtures("hall")
def test_one_that_never_comes_back_is_silent_day_by_day_in_the_month_in_which_it_was(
    outposts: Outposts, town: Core, clock: SettableClock
) -> None:
    for _ in range(10 * 24):
        clock.pass_(timedelta(hours=1))
        outposts.tell()
    november, december = (7 * 24 + 14) * 60, 2 * 24 * 60
    town.evidence.catch_up(publishing=False)
    query = "select what, month, number from tallies where what in ('silent minutes', 'expected minutes')"
    with town.operations.database.reading() as connection:
        days = connection.execute(text("select count(*) from events where kind = 'silent'")).scalar()
        counted = {(row[0], row[1]): row[2] for row in connection.execute(text(query))}
    assert days == 10
    assert counted == {
        (what, month): number
        for what in ("silent minutes", "expected minutes")
        for month, number in (("2026-11", november), ("2026-12", december))
    }
    outposts.revoke("town-hall")
    clock.pass_(timedelta(days=30))
    for _ in range(2):
        outposts.tell()
    assert told(town)["silent"] == november + december + 10 * 60, "until it was revoked at ten"


@pytest.mark.usefixtures("hall")
def test_one_that_comes_back_after_days_is_not_silent_twice(
    outposts: Outposts, town: Core, clock: SettableClock
) -> None:
    clock.pass_(timedelta(days=2, hours=20))
    outposts.tell()
    clock.pass_(timedelta(hours=1))
    heard(outposts)
    outposts.tell()
    assert told(town)["silent"] == told(town)["watched"] == (2 * 24 + 21) * 60
    beating(outposts, clock, timedelta(minutes=30))
    clock.pass_(timedelta(minutes=20))
    heard(outposts)
    assert told(town)["silent"] == (2 * 24 + 21) * 60 + 20


@pytest.mark.usefixtures("hall")
def test_a_silence_over_midnight_is_cut_there_whoever_is_faster(
    outposts: Outposts, town: Core, clock: SettableClock
) -> None:
    clock.now = clock.now.replace(hour=22, minute=58)
    heard(outposts)
    before = told(town)["silent"]
    clock.now = clock.now.replace(hour=23, minute=2, second=59)
    assert outposts.tell() == 0, "so soon nobody can say whether it is silent"
    clock.now = clock.now.replace(hour=23, minute=4)
    outposts.tell()
    assert told(town)["silent"] == before + 2, "of the day that is over"
    clock.now = clock.now.replace(hour=23, minute=10)
    heard(outposts)
    assert told(town)["silent"] == before + 12


@pytest.mark.usefixtures("hall")
def test_one_that_was_revoked_while_it_was_heard_was_not_silent(
    outposts: Outposts, town: Core, clock: SettableClock
) -> None:
    clock.pass_(timedelta(minutes=2))
    heard(outposts)
    clock.pass_(timedelta(minutes=1))
    outposts.revoke("town-hall")
    clock.pass_(timedelta(days=40))
    for _ in range(3):
        outposts.tell()
    assert told(town) == {"watched": 3}


@pytest.mark.usefixtures("hall")
def test_one_of_before_there_were_such_figures_counts_from_when_it_was_heard_last(
    outposts: Outposts, town: Core, clock: SettableClock
) -> None:
    with town.operations.database.writing() as connection:
        rows.change(connection, "town-hall", told_until=None)
    clock.pass_(timedelta(days=1))
    outposts.tell()
    assert told(town)["silent"] == told(town)["watched"] == 14 * 60


def test_a_beat_after_a_silence_ends_up_in_the_published_figures(town: Core, clock: SettableClock) -> None:
    """A kiosk of the demo: an hour of silence in the last half day of November."""
    key = town.operations.outposts.enrol("town-hall")
    clock.now = clock.now.replace(day=30, hour=11)
    for wait in (timedelta(), timedelta(hours=1)):
        clock.pass_(wait)
        outpost = town.hub.outpost(key)
        assert outpost is not None
        town.hub.heard(outpost, BEAT, "f" * 64)
    while clock.now.day != 1:
        clock.pass_(timedelta(minutes=3))
        outpost = town.hub.outpost(key)
        assert outpost is not None
        town.hub.heard(outpost, BEAT, "f" * 64)
        if clock.now.minute == 0:
            town.evidence.catch_up()
    clock.now = clock.now.replace(day=8, hour=9)
    town.evidence.catch_up()
    published = {
        each.what: each.number
        for each in town.evidence.published()
        if each.month == "2026-11" and not (each.service or each.door or each.language)
    }
    expected = 12 * 60
    assert (published["silent minutes"], published["expected minutes"]) == (60, expected)
    figures = town.evidence.figures(Selection(("2026-11",)))
    assert figures["kiosk-availability"].value == round(Decimal(100) * (expected - 60) / expected)
    assert figures["kiosk-silence"].value == 60
    with town.operations.database.reading() as connection:
        assert connection.execute(text("select count(*) from events where not simulated")).scalar() == 0


def test_a_town_without_such_outposts_has_no_such_figure(town: Core, clock: SettableClock) -> None:
    town.front_office.begin("street-problem", Visitor("web", "en", Capabilities(pages=True)))
    clock.pass_(timedelta(days=20))
    town.evidence.catch_up()
    assert town.evidence.figures(Selection(("2026-11",)))["kiosk-availability"].why == "nothing"


def test_only_the_hours_that_the_town_declares_count(town: Core, clock: SettableClock) -> None:
    outposts = replace(town.operations.outposts, watch=Watch("Europe/Brussels", time(8), time(20)))
    outposts.enrol("town-hall")
    heard(outposts)
    clock.pass_(timedelta(days=1))
    heard(outposts)
    assert told(town)["silent"] == told(town)["watched"] == 12 * 60
