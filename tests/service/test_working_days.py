from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.working_days import after_working_days, working_days_between

FRIDAY = date(2026, 11, 27)
DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(("count", "day"), [(0, 27), (1, 30)])
def test_a_weekend_does_not_count(count: int, day: int) -> None:
    assert after_working_days(FRIDAY, count) == date(2026, 11, day)


def test_five_working_days_are_a_week() -> None:
    assert after_working_days(FRIDAY, 5) == date(2026, 12, 4)


@given(DAYS, st.integers(1, 300))
def test_counting_back_gives_what_was_counted(day: date, count: int) -> None:
    later = after_working_days(day, count)
    assert later.weekday() < 5
    assert working_days_between(day, later) == count


@given(DAYS, DAYS)
def test_no_days_lie_before_a_day(first: date, last: date) -> None:
    counted = working_days_between(first, last)
    assert counted == 0 if last <= first else 0 <= counted <= (last - first).days


@given(DAYS, st.integers(0, 400), st.integers(0, 400))
def test_days_add_up(first: date, some: int, more: int) -> None:
    middle = first + timedelta(days=some)
    last = middle + timedelta(days=more)
    whole = working_days_between(first, last)
    assert whole == working_days_between(first, middle) + working_days_between(middle, last)
