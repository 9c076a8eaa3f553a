"""The journey's own work: what computing it costs, alone and within the turns of services of several lengths."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import mean
from typing import Any

from benchmarks.figures import Mark, Single, table
from benchmarks.inside import Inside, our_app
from benchmarks.made_services import ON, answers, definition
from benchmarks.made_ways import ByPage, ByText, Way
from service.journey import journey

LENGTHS = (5, 30, 300)
MARK = Mark(50)
FEW = 10
"""Turns at each end of a long way."""
STANDPOINTS = 11
"""Places on the way at which it is computed: from nothing answered to everything."""


def microseconds(length: int) -> float:
    """Of one computation, the mean over the way."""
    made = definition(length)
    taken = []
    for place in range(STANDPOINTS):
        given = answers(length * place // (STANDPOINTS - 1))
        state = journey(made, given, ON, lambda _: True)
        assert len(state.steps) == min(len(given) + 1, length)
        work = partial(journey, made, given, ON, lambda _: True)
        taken.append(_best(work))
    return mean(taken) * 1e6


def _best(work: Callable[[], object], repeats: int = 25, loops: int = 5) -> float:
    """Seconds of the quickest repeat: the others were disturbed."""
    quickest = float("inf")
    for _ in range(repeats):
        began = time.thread_time()
        for _ in range(loops):
            work()
        quickest = min(quickest, time.thread_time() - began)
    return quickest / loops


@dataclass
class Watch:
    """How often the journey was computed, and how long that took."""

    calls: int = 0
    seconds: float = 0.0
    _inside: bool = False

    def __call__(self, *given: Any) -> Any:
        if self._inside:  # it may compute itself anew
            return journey(*given)
        self._inside, began = True, time.thread_time()
        try:
            return journey(*given)
        finally:
            self.calls, self.seconds = self.calls + 1, self.seconds + time.thread_time() - began
            self._inside = False


@contextmanager
def watched() -> Iterator[Watch]:
    """In every room that computes a journey."""
    watch = Watch()
    loaded = [module for name, module in sys.modules.items() if name.startswith("service.")]
    rooms = [module for module in loaded if getattr(module, "journey", None) is journey]
    for room in rooms:
        setattr(room, "journey", watch)  # noqa: B010 - which room it is, is only known here
    try:
        yield watch
    finally:
        for room in rooms:
            setattr(room, "journey", journey)  # noqa: B010 - as above


def work(way: Way, length: int) -> tuple[float, float]:
    """Microseconds and computations a turn: the mean of those near the beginning and those near the end."""
    few = min(FEW, length // 2)
    list(way.turns(0, 1))
    with watched() as watch:
        list(way.turns(1, 1 + few))
    way.leap(length - few)
    with watched() as later:
        list(way.turns(length - few, length))
    return (watch.seconds + later.seconds) / (2 * few) * 1e6, (watch.calls + later.calls) / (2 * few)


def run() -> str:
    rows = []
    with tempfile.TemporaryDirectory(prefix="benchmarks-") as name, our_app(Path(name), made=LENGTHS) as app:
        line = Inside(app)
        alone = {length: microseconds(length) for length in LENGTHS}
        in_text = {length: work(ByText(line, length, length), length) for length in LENGTHS}
        in_web = {length: work(ByPage(line, length, length), length) for length in LENGTHS}
    for words, took in (("a text turn", in_text), ("a web step", in_web)):
        for length, (micros, calls) in took.items():
            mark = MARK if length == 30 else None
            name = f"journey's work in {words}, {length} questions ({calls:.1f} computations)"
            rows.append(Single(name, "us", micros, mark).row())
    for length, micros in alone.items():
        rows.append(Single(f"one computation, {length} questions", "us", micros).row())
    _, middle, long = LENGTHS
    growth = Mark(long / middle * 1.1)  # a tenth for what measuring is worth
    rows.append(
        Single(
            f"its growth from {middle} to {long} questions", "times", alone[long] / alone[middle], growth
        ).row()
    )
    return table(rows)
