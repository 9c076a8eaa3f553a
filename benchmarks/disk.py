"""How fast the disk makes things durable, asked before anything is measured: the floor under every turn."""

from __future__ import annotations

import os
import time
from pathlib import Path
from statistics import median

SLOW = 0.003
"""Seconds. Machines were seen to change between 0.2 ms and 4 ms a sync from one minute to the next."""


def seconds_a_sync(folder: Path, times: int = 200) -> float:
    """The median of appending 4 KiB and waiting until they are on the disk."""
    file = folder / "sync-probe"
    took = []
    with file.open("wb", buffering=0) as opened:
        for _ in range(times):
            began = time.perf_counter()
            opened.write(bytes(4096))
            os.fdatasync(opened.fileno())
            took.append(time.perf_counter() - began)
    file.unlink()
    return median(took)


def report(folder: Path) -> str:
    took = seconds_a_sync(folder)
    words = f"disk: {took * 1000:.2f} ms for appending 4 KiB and syncing (median of 200)"
    if took > SLOW:
        words += (
            "\nWARNING: the disk is in its slow state; throughput and latency say little about the code now"
        )
    return words
