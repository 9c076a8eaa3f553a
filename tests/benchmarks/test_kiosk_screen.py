from __future__ import annotations

import pytest

from benchmarks import kiosk_screen
from benchmarks.kiosk_screen import Found


@pytest.mark.long
def test_journeys_are_walked_in_a_browser_and_measured() -> None:
    words = kiosk_screen.run(journeys=2)
    assert "2 journeys of 11 screens" in words
    assert "what the screen weighs" in words


def test_what_is_heavy_slow_or_growing_is_missed() -> None:
    good = Found(50, 9, [200.0], [20.0] * 20, [5.0, 5.1])
    assert "MISSED" not in kiosk_screen.told(good)
    for worse in (
        Found(61, 9, [200.0], [20.0] * 20, [5.0, 5.1]),
        Found(50, 9, [400.0], [20.0] * 20, [5.0, 5.1]),
        Found(50, 9, [200.0], [20.0] * 18 + [90.0] * 2, [5.0, 5.1]),
        Found(50, 9, [200.0], [20.0] * 20, [5.0, 6.0]),
    ):
        assert kiosk_screen.told(worse).count("MISSED") == 1
