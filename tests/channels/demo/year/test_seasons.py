"""When how many come."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, timedelta

from channels.demo.year import seasons
from channels.demo.year.seasons import SERVICES, days, is_away, is_before_mending

BEGINS = date(2025, 11, 23)
KNOWN = tuple(sorted(SERVICES))


def test_in_a_year_about_as_many_come_as_are_wanted() -> None:
    chance = random.Random(1)
    expected = list(days(BEGINS, BEGINS + timedelta(days=365), 4000, KNOWN, chance))
    assert len(expected) == 365
    assert 3900 < sum(each.people for each in expected) < 4100
    assert {each.day.month for each in expected if each.called} == {seasons.CAMPAIGN_MONTH}


def test_services_that_nobody_here_knows_are_wanted_too() -> None:
    expected = days(BEGINS, BEGINS + timedelta(days=365), 1000, ("summer-camp",), random.Random(1))
    assert 950 < sum(each.people for each in expected) < 1050


def test_fewer_come_at_weekends() -> None:
    by_weekday: Counter[int] = Counter()
    for each in days(BEGINS, BEGINS + timedelta(days=364), 20_000, KNOWN, random.Random(1)):
        by_weekday[each.day.weekday()] += each.people
    assert by_weekday[6] < by_weekday[5] < by_weekday[4] < by_weekday[0]


def test_the_kiosk_is_away_for_some_days_of_february_and_nothing_else_is() -> None:
    away = [day for number in range(365) if is_away("kiosk", day := BEGINS + timedelta(days=number))]
    assert 5 <= len(away) <= 15
    assert {day.month for day in away} == {2}
    assert not is_away("web", away[0])


def test_in_any_year_what_people_stumble_over_is_mended_once() -> None:
    for number in range(0, 365, 13):
        begins = BEGINS + timedelta(days=number)
        year = [begins + timedelta(days=each) for each in range(365)]
        before = [day for day in year if is_before_mending(day, begins)]
        assert before == year[: len(before)]
        assert 0 < len(before) <= 365
