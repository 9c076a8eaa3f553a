"""Where bars stand: within the room, from zero, in proportion, and mirrored as a whole."""

from __future__ import annotations

import itertools
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from channels.performance.charts import across, line_at, most, upright

VALUES = st.lists(st.none() | st.decimals(0, 10_000, places=2), min_size=1, max_size=24)


@given(VALUES, st.booleans())
def test_no_bar_leaves_the_room_and_none_overlaps_another(values, mirrored):
    bars = upright(values, most(values, None, share=False), mirrored=mirrored)
    standing = sorted((bar for bar in bars if bar), key=lambda bar: bar.x)
    for bar in standing:
        assert bar.x >= 0
        assert bar.x + bar.width <= Decimal("100.1")
        assert bar.y >= 0
        assert bar.y + bar.height == 100, "from zero"
    assert all(one.x + one.width <= other.x + Decimal("0.02") for one, other in itertools.pairwise(standing))


@given(VALUES)
def test_in_arabic_months_follow_one_another_from_the_right(values):
    full = most(values, None, share=False)
    here, there = (upright(values, full, mirrored=mirrored) for mirrored in (False, True))
    assert [bar and bar.height for bar in here] == [bar and bar.height for bar in there]
    for one, other in zip(here, there, strict=True):
        assert (one is None) == (other is None)
        if one and other:
            assert abs(one.x + one.width + other.x - 100) <= Decimal("0.05")


@given(st.decimals(0, 1000, places=1), st.decimals(1, 1000, places=1))
def test_a_bar_that_lies_is_as_long_as_its_value_and_mirrored_from_the_other_side(value, full):
    bar, mirrored = across(value, full, mirrored=False), across(value, full, mirrored=True)
    if value == 0:
        assert bar is None
        return
    assert bar
    assert mirrored
    assert bar.x == 0
    assert abs(bar.width - min(value / full, 1) * 100) <= Decimal("0.01")
    assert mirrored.x + mirrored.width == 100


def test_nothing_divides_by_nothing():
    assert most([None, None], None, share=False) == 1
    assert most([Decimal(0)], None, share=False) == 1
    assert upright([], Decimal(1), mirrored=False) == []
    assert line_at(Decimal(80), Decimal(100)) == 20
