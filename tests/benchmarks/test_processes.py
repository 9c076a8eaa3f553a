from __future__ import annotations

import os

import pytest

from benchmarks.processes import TICK, busy_in, memory_mb, processor_seconds, pss_in, seconds_in


def test_processor_time_is_read_behind_a_name_with_spaces_and_brackets() -> None:
    stat = "42 (a (strange) name) S 1 42 42 0 -1 4194560 500 0 0 0 100 20 3 4 20 0 8 0 12345 1000 200"
    assert seconds_in(stat) == pytest.approx(127 * TICK)


def test_the_proportional_share_of_memory_is_read() -> None:
    assert pss_in("558f-7fff ---p 0 [rollup]\nRss:  1612 kB\nPss:   322 kB\nPss_Dirty: 9 kB\n") == 322


def test_idle_time_waiting_and_guests_are_no_work() -> None:
    assert busy_in("cpu  10 20 30 400 50 1 2 3 90 9\ncpu0 1 1 1 1 1 1 1 1 1 1\n") == pytest.approx(66 * TICK)


def test_this_process_uses_both() -> None:
    assert processor_seconds(os.getpid()) > 0
    assert memory_mb(os.getpid()) > 1
