"""For how many minutes a machine should be heard: the town's days, whatever its clocks do."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from service.watching import Watch

ALL_DAY, HALL = Watch("Europe/Brussels"), Watch("Europe/Brussels", time(8), time(20))
SUMMER = datetime(2026, 3, 28, 23, tzinfo=UTC)
"""Midnight before the day on which clocks go forward."""


def told(watch: Watch, since: datetime, until: datetime) -> list[tuple[str, int]]:
    return [(f"{at:%m-%d %H:%M}", minutes) for at, minutes in watch.minutes(since, until)]


def test_two_days_are_two_pieces_and_the_day_on_which_clocks_change_is_shorter() -> None:
    assert told(ALL_DAY, SUMMER - timedelta(days=1), SUMMER + timedelta(days=1)) == [
        ("03-27 23:00", 24 * 60),
        ("03-28 23:00", 23 * 60),
        ("03-29 22:00", 60),
    ]
    autumn = datetime(2026, 10, 24, 22, tzinfo=UTC)
    assert told(ALL_DAY, autumn, autumn + timedelta(hours=25)) == [("10-24 22:00", 25 * 60)]


def test_hours_that_are_declared_are_those_of_the_towns_clocks() -> None:
    assert told(HALL, SUMMER - timedelta(days=1), SUMMER + timedelta(days=1)) == [
        ("03-28 07:00", 12 * 60),
        ("03-29 06:00", 12 * 60),
    ]
    assert told(HALL, SUMMER, SUMMER + timedelta(hours=7)) == [], (
        "eight o'clock, an hour earlier than the day before"
    )
    assert told(HALL, SUMMER + timedelta(hours=8), SUMMER + timedelta(hours=9)) == [("03-29 07:00", 60)]


def test_a_day_ends_at_midnight_of_the_town() -> None:
    evening = datetime(2026, 11, 23, 23, 2, tzinfo=UTC)
    assert ALL_DAY.last_midnight(evening) == datetime(2026, 11, 23, 23, tzinfo=UTC)
    assert ALL_DAY.last_midnight(evening - timedelta(minutes=3)) == datetime(2026, 11, 22, 23, tzinfo=UTC)


@given(seconds=st.lists(st.integers(0, 10 * 24 * 3600), min_size=3, max_size=3), hall=st.booleans())
def test_pieces_beside_each_other_add_up_to_the_whole(seconds: list[int], hall: bool) -> None:
    first, middle, last = (SUMMER + timedelta(seconds=each) for each in sorted(seconds))
    watch = HALL if hall else ALL_DAY

    def all_of(since: datetime, until: datetime) -> int:
        return sum(minutes for _, minutes in watch.minutes(since, until))

    assert all_of(first, middle) + all_of(middle, last) == all_of(first, last)
    assert all(minutes > 0 for _, minutes in watch.minutes(first, last))
