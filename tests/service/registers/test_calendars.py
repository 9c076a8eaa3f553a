"""A calendar's slots: every moment at which an office is open once, whatever clocks do at night."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from service.registers.calendars import Calendar, Calendars, Slot, nothing_taken, read_slot

BRUSSELS = ZoneInfo("Europe/Brussels")
SPRING, AUTUMN = date(2027, 3, 28), date(2027, 10, 31)


def calendar(**more: object) -> Calendar:
    settings = {
        "code": "desk",
        "office": "population",
        "where": "Town Hall",
        "minutes": 30,
        "capacity": 1,
        "hours": {day: ((time(9), time(12)),) for day in range(5)},
        "closed": frozenset[date](),
        "earliest": timedelta(0),
        "latest": timedelta(days=7),
        "zone": BRUSSELS,
    }
    return Calendar(**{**settings, **more})


def test_opening_hours_are_cut_into_slots_that_end_before_closing_time() -> None:
    starts = [start.astimezone(BRUSSELS) for start in calendar(minutes=50).on(date(2026, 11, 24))]
    assert [f"{start:%H:%M}" for start in starts] == ["09:00", "09:50", "10:40"]


def test_nobody_comes_on_a_closed_day_too_early_or_too_late() -> None:
    now = datetime(2026, 11, 23, 9, 30, tzinfo=BRUSSELS)
    bounded = calendar(
        closed=frozenset({date(2026, 11, 25)}), earliest=timedelta(hours=1), latest=timedelta(days=3)
    )
    starts = [start.astimezone(BRUSSELS) for start in bounded.slots(now)]
    assert starts[0] == datetime(2026, 11, 23, 10, 30, tzinfo=BRUSSELS)
    assert {start.date().day for start in starts} == {23, 24, 26}
    assert starts[-1] == datetime(2026, 11, 26, 9, 30, tzinfo=BRUSSELS)


def test_a_clock_that_is_put_back_gives_the_hour_of_a_night_twice_and_one_put_forward_leaves_it_out() -> None:
    night = calendar(hours={6: ((time(0), time(6)),)}, minutes=60)
    assert len(list(night.on(AUTUMN))) == 7
    assert len(list(night.on(SPRING))) == 5


@given(
    day=st.sampled_from([SPRING, AUTUMN, date(2027, 6, 6)]),
    cuts=st.lists(st.integers(1, 24 * 12 - 1), min_size=1, max_size=6, unique=True),
    minutes=st.sampled_from([5, 10, 15]),
)
def test_opening_times_beside_each_other_neither_double_nor_lose_a_slot_in_any_night(
    day: date, cuts: list[int], minutes: int
) -> None:
    """A day that is open all along is cut anywhere: no two slots overlap, and only a rest at each cut is left."""
    bounds = [0, *sorted(cuts), 24 * 12]
    times = [time(*divmod(bound * 5, 60)) if bound < 24 * 12 else time(0) for bound in bounds]
    cut = calendar(hours={day.weekday(): tuple(pairwise(times))}, minutes=minutes)
    starts, length = list(cut.on(day)), timedelta(minutes=minutes)
    assert starts == sorted(set(starts))
    assert all(after - before >= length for before, after in pairwise(starts))
    first = datetime.combine(day, time(0), BRUSSELS).astimezone(UTC)
    last = datetime.combine(day + timedelta(days=1), time(0), BRUSSELS).astimezone(UTC)
    lost = (last - first) - len(starts) * length
    assert timedelta(0) <= lost < length * len(bounds)
    assert all(cut.holds(start) for start in starts)


def test_what_is_taken_is_not_free_but_to_who_holds_it() -> None:
    now, one = datetime(2026, 11, 23, 7, tzinfo=UTC), calendar()
    first = next(one.slots(now))
    calendars = Calendars(lambda: {"desk": one}, lambda: now, lambda _code, _since: {first: 1})
    mine = Slot("desk", first, 30)
    assert mine not in calendars.free("desk")
    assert calendars.free("desk", mine)[0] == mine
    assert Calendars(lambda: {"desk": one}, lambda: now, nothing_taken).free("desk")[0] == mine
    assert calendars.free("elsewhere") == []


@given(st.integers(-30_000_000, 60_000_000), st.integers(1, 480))
def test_a_slot_is_read_back_from_its_value(minute: int, minutes: int) -> None:
    slot = Slot("desk", datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minute), minutes)
    assert read_slot(slot.value) == slot


@given(
    st.recursive(
        st.none() | st.text(max_size=20) | st.integers(),
        lambda inner: st.dictionaries(
            st.sampled_from(["calendar", "start", "minutes", "more"]), inner, max_size=4
        ),
    )
)
def test_anything_else_is_no_slot_and_never_an_error(value: object) -> None:
    assert read_slot(value) is None
