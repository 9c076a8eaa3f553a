"""When telephones are left alone: by the clock of whoever owns them, in every night of the year."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.quiet_hours import QuietHours, zone_of

NIGHT = QuietHours(time(21), time(8))
HOME = "Europe/Brussels"
YEARS = datetime(2025, 1, 1, tzinfo=UTC)


def local(day: str, at: str) -> datetime:
    return datetime.fromisoformat(f"{day}T{at}").replace(tzinfo=ZoneInfo(HOME)).astimezone(UTC)


@pytest.mark.parametrize(
    ("at", "over"),
    [
        (("2026-11-25", "20:59"), ("2026-11-25", "20:59")),
        (("2026-11-25", "21:00"), ("2026-11-26", "08:00")),
        (("2026-11-26", "03:00"), ("2026-11-26", "08:00")),
        (("2026-11-26", "07:59:59"), ("2026-11-26", "08:00")),
        (("2026-11-26", "08:00"), ("2026-11-26", "08:00")),
    ],
)
def test_what_can_wait_comes_in_the_morning(at, over):
    assert NIGHT.over(local(*at), HOME) == local(*over)


def test_a_rest_at_midday_ends_on_the_same_day():
    siesta = QuietHours(time(12), time(14))
    assert siesta.over(local("2026-11-25", "13:00"), HOME) == local("2026-11-25", "14:00")
    assert siesta.over(local("2026-11-25", "14:00"), HOME) == local("2026-11-25", "14:00")


@pytest.mark.parametrize(("evening", "morning"), [("2026-03-28", "2026-03-29"), ("2026-10-24", "2026-10-25")])
def test_a_night_in_which_clocks_change_ends_at_the_same_hour(evening, morning):
    assert NIGHT.over(local(evening, "23:00"), HOME) == local(morning, "08:00")


@given(
    st.integers(0, 3 * 366 * 24 * 60).map(lambda minutes: YEARS + timedelta(minutes=minutes)),
    st.times().map(lambda each: each.replace(second=0, microsecond=0)),
    st.times().map(lambda each: each.replace(second=0, microsecond=0)),
    st.sampled_from([HOME, "Africa/Casablanca", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe"]),
)
def test_it_is_never_put_off_for_more_than_a_day_and_never_to_a_moment_before(moment, begin, end, zone):
    over = QuietHours(begin, end).over(moment, zone)
    assert moment <= over <= moment + timedelta(hours=25)


@pytest.mark.parametrize(
    ("contact", "zone"),
    [
        ("tel:+32470000009", "Europe/Brussels"),
        ("tel:+81312345678", "Asia/Tokyo"),
        ("tel:+919876543210", "Asia/Calcutta"),
        ("tel:+12025550123", "America/New_York"),
        ("tel:+999123", HOME),
        ("tel:no number", HOME),
    ],
)
def test_people_sleep_where_they_live(contact, zone):
    assert zone_of(contact, HOME) == zone
