"""Periods: what can be asked for, what came before, and what is none."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.performance.periods import NoPeriod, before, offered, period, wanted

PUBLISHED = [f"2025-{month:02}" for month in range(11, 13)] + [f"2026-{month:02}" for month in range(1, 11)]


@pytest.mark.parametrize(
    ("code", "months"),
    [
        ("2026-10", ["2026-10"]),
        ("2026-Q3", ["2026-07", "2026-08", "2026-09"]),
        ("2026-Q4", ["2026-10"]),
        ("2025", ["2025-11", "2025-12"]),
        ("all", PUBLISHED),
        ("2027", []),
        ("2024-01", []),
    ],
)
def test_a_period_is_what_was_published_of_it(code, months):
    assert list(period(code, PUBLISHED).months) == months


@pytest.mark.parametrize(
    "code",
    [
        "",
        "2026-13",
        "2026-00",
        "2026-Q5",
        "26",
        "2026-10..2026-03",
        "last month",
        "٢٠٢٦",
        "2026-1",
        "0000-05",
        "0000",
    ],
)
def test_anything_else_is_none(code):
    with pytest.raises(NoPeriod):
        wanted(code)


@given(st.text(max_size=12))
def test_whatever_is_asked_for_is_a_period_or_none(code):
    with contextlib.suppress(NoPeriod):
        assert code == "all" or wanted(code)


@pytest.mark.parametrize(
    ("code", "earlier"),
    [
        ("2026-10", "2026-09"),
        ("2026-01", "2025-12"),
        ("2026-Q2", "2026-Q1"),
        ("2026-Q4", None),  # of it only October was published
        ("2026-Q1", None),  # of the last quarter of 2025 October is missing
        ("2025-11", None),
        ("2026", None),
        ("all", "2026-09"),
    ],
)
def test_what_came_before_is_compared_only_where_it_is_whole(code, earlier):
    found = before(period(code, PUBLISHED), PUBLISHED)
    assert (found.code if found else None) == earlier


def test_every_period_is_offered_once_the_latest_first():
    codes = offered(PUBLISHED)
    assert codes[:4] == ["all", "2026", "2026-Q4", "2026-10"]
    assert len(codes) == len(set(codes)) == 1 + 2 + 5 + 12
    assert all(period(code, PUBLISHED).months for code in codes)
