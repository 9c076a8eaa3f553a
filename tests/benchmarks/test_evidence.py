"""The measurement of the evidence measures what it says."""

from __future__ import annotations

from benchmarks.evidence import Measured, run, told


def test_a_small_log_is_filled_counted_and_shown():
    words = run(journeys=60, requests=2)
    assert "p95" in words
    assert "events a second" in words


def test_marks_are_said_to_be_reached_or_missed():
    good = told(Measured([50.0] * 20, 400_000, 10.0, 4_000, 0.5))
    assert "40,000 events a second: 4,000,000 in 100 s" in good
    assert "MISSED" not in good
    assert told(Measured([500.0] * 20, 4_000, 10.0, 40, 500.0)).count("MISSED") == 3
