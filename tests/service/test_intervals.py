"""Intervals as they are published, and what holds for all of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.intervals import Interval, Share, difference, newcombe, wilson

Counted = tuple[int, int]


@st.composite
def counted(draw: st.DrawFn, most: int = 400) -> Counted:
    of = draw(st.integers(1, most))
    return draw(st.integers(0, of)), of


@pytest.mark.parametrize(
    ("count", "of", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_a_share_is_as_sure_as_in_newcombes_table_for_wilsons_interval(
    count: int, of: int, low: float, high: float
) -> None:
    """Statistics in Medicine 17, 1998, 857-872, table I, method 3."""
    found = wilson(count, of)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((0, 10), (0, 10), -0.2775, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0),
        ((10, 10), (0, 10), 0.6075, 1.0),
    ],
)
def test_a_difference_is_as_sure_as_in_newcombes_table(
    one: Counted, other: Counted, low: float, high: float
) -> None:
    """Statistics in Medicine 17, 1998, 873-890, table II, method 10: the first less the second."""
    found = newcombe(other, one)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


def test_a_difference_is_as_sure_as_fagerland_lydersen_and_laake_reckon_it() -> None:
    """Statistical Analysis of Contingency Tables, 2017, chapter 4: a trial of epinephrine."""
    found = newcombe((1, 34), (7, 34))
    assert (round(found.low, 4), round(found.high, 4)) == (0.0189, 0.3404)


@given(counted())
def test_an_interval_holds_the_share_and_lies_between_nobody_and_all(share: Counted) -> None:
    found, rate = wilson(*share), share[0] / share[1]
    assert 0 <= found.low <= rate <= found.high <= 1
    assert found.low < found.high


@given(counted(), st.integers(2, 50))
def test_the_more_people_the_narrower(share: Counted, times: int) -> None:
    few, many = wilson(*share), wilson(share[0] * times, share[1] * times)
    assert many.high - many.low < few.high - few.low


@given(counted(), counted())
def test_a_difference_holds_what_was_counted_and_is_the_other_way_round_from_behind(
    before: Counted, after: Counted
) -> None:
    found, back = newcombe(before, after), newcombe(after, before)
    change = after[0] / after[1] - before[0] / before[1]
    assert -1 <= found.low <= change <= found.high <= 1
    assert found.low == pytest.approx(-back.high)
    assert found.high == pytest.approx(-back.low)


@given(counted(60), counted(60), st.data())
def test_what_is_not_known_exactly_gives_an_interval_that_holds_all_that_could_be(
    before: Counted, after: Counted, data: st.DataObject
) -> None:
    """However the unknown numbers come out."""
    most = data.draw(st.integers(after[0], after[1]))
    whole = difference(Share(before[0], before[0], before[1]), Share(after[0], most, after[1]))
    for count in range(after[0], most + 1):
        one = newcombe(before, (count, after[1]))
        assert whole.low <= one.low + 1e-12
        assert one.high <= whole.high + 1e-12


def test_a_known_share_is_compared_as_it_is() -> None:
    before, after = Share(48, 48, 80), Share(56, 56, 70)
    assert difference(before, after) == newcombe((48, 80), (56, 70))
    assert isinstance(difference(before, after), Interval)


@pytest.mark.parametrize("numbers", [(0, 0, 0), (3, 2, 5), (-1, 2, 5), (2, 6, 5)])
def test_nobody_makes_a_share_of_what_is_none(numbers: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="is no share"):
        Share(*numbers)
