from __future__ import annotations

from benchmarks import counter
from benchmarks.counter import Timed


def test_the_pages_of_officers_are_measured_with_few_cases_and_with_more() -> None:
    words = counter.run(few=20, many=60)
    assert "all open         p95" in words
    assert "with 60 cases" in words
    assert "opening a case grows" in words


def test_what_is_slow_or_grows_is_missed() -> None:
    few = Timed(1_000, {"a case": 10.0})
    assert "MISSED" not in counter.told(few, Timed(200_000, {"a case": 11.0}))
    assert "MISSED" in counter.told(few, Timed(200_000, {"a case": 101.0}))
    assert "MISSED" in counter.told(few, Timed(200_000, {"a case": 20.0}))
