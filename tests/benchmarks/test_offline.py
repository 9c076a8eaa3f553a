from __future__ import annotations

import pytest

from benchmarks import offline
from benchmarks.offline import Sent


@pytest.mark.long
def test_cases_that_were_made_without_the_hub_are_sent_and_counted() -> None:
    words = offline.run(cases=3)
    assert "3 cases that were made without the hub: at the hub exactly once" in words


def test_what_is_doubled_lost_or_slow_is_missed() -> None:
    good = Sent(2, 0.01, frozenset({"A", "B"}), ["A", "B"])
    assert "MISSED" not in offline.told(good)
    assert "MISSED" in offline.told(Sent(2, 0.01, frozenset({"A", "B"}), ["A", "B", "B"]))
    assert "MISSED" in offline.told(Sent(2, 0.01, frozenset({"A", "B"}), ["A"]))
    assert "MISSED" in offline.told(Sent(2, 0.1, frozenset({"A", "B"}), ["A", "B"]))
