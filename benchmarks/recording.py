"""What recording events adds to a turn: the same people with the log, and with one that drops what it is told.

In one process and in pairs, by processor time: the log is written in the unit of work that it tells of, so what it
costs cannot be seen from outside.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from unittest.mock import patch

from benchmarks.dialogue import OURS, STEPS, TEXTS
from benchmarks.figures import Compared, Mark, table
from benchmarks.inside import Inside, our_app, text_steps, web_steps
from service.store import events
from service.store.database import Connection
from service.store.records import EventRecord

ADDED = Mark(1.05)
HEADINGS = ("figure", "with the log", "without", "ratio", "range", "mark", "")
ROUNDS = 12
DIALOGUES = 12
"""Of seven turns each, in a round on each side."""

Walk = Callable[[Inside, int], Iterator[str]]
DOORS: tuple[tuple[str, int, Walk], ...] = (
    ("text turn", len(TEXTS), text_steps),
    ("web step", len(STEPS), lambda line, _number: web_steps(line, OURS.start)),
)


@dataclass
class Clock:
    """Seconds of processor that the application used, while it was at work."""

    seconds: float = 0.0

    def __call__(self) -> Clock:
        return self

    def __enter__(self) -> None:
        self._began = time.process_time()

    def __exit__(self, *_: object) -> None:
        self.seconds += time.process_time() - self._began


def run(rounds: int = ROUNDS, dialogues: int = DIALOGUES) -> str:
    with tempfile.TemporaryDirectory(prefix="benchmarks-") as name, our_app(Path(name)) as app:
        line, numbers = Inside(app), count(1)
        found = [
            _compared(step, turns, walk, line, numbers, rounds, dialogues) for step, turns, walk in DOORS
        ]
    return table([each.row() for each in found], HEADINGS)


def _compared(
    step: str, turns: int, walk: Walk, line: Inside, numbers: Iterator[int], rounds: int, dialogues: int
) -> Compared:
    _walked(walk, line, numbers, dialogues, nullcontext())
    with_log, without = list[float](), list[float]()
    for number in range(rounds):
        for recorded in (True, False) if number % 2 else (False, True):
            used = _walked(walk, line, numbers, dialogues, nullcontext() if recorded else dropping())
            (with_log if recorded else without).append(used * 1000 / (turns * dialogues))
    return Compared(f"processor per {step}", "ms", with_log, without, ADDED)


def _walked(
    walk: Walk, line: Inside, numbers: Iterator[int], dialogues: int, log: AbstractContextManager[object]
) -> float:
    clock = Clock()
    line.around = clock
    with log:
        for _ in range(dialogues):
            for _step in walk(line, next(numbers)):
                pass
    return clock.seconds


def dropping() -> AbstractContextManager[object]:
    def nothing(_connection: Connection, _records: Sequence[EventRecord]) -> None:
        """Nobody hears of it."""

    return patch.object(events, "add", nothing)
