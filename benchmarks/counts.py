"""Statements and bytes written per turn: counts, which no other work on the machine can disturb.

In one process, with few and with many cases in the store, and for services of several lengths.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median
from typing import Any

from flask import Flask
from sqlalchemy import event
from sqlalchemy.engine import Engine

from benchmarks import databases
from benchmarks.databases import postgresql
from benchmarks.dialogue import BY_HAND, OURS
from benchmarks.figures import shown, table
from benchmarks.filling import CASE, copied
from benchmarks.inside import (
    Inside,
    app_by_hand,
    our_app,
    text_steps,
    web_steps,
)
from benchmarks.made_ways import ByPage, ByText, Way

LENGTHS = (5, 50, 500)
CASES = (1, 100_000)
MANY_CASES = (1, 100_000, 1_000_000)
DIALOGUES = 5
FEW = 4
"""Turns that are looked at from the beginning and from the end of a long way."""
HEADINGS = ("", "statements", "of them writing", "commits", "KB written", "ms of processor")
Written = Callable[[], int]


@dataclass
class Turn:
    statements: int = 0
    writing: int = 0
    commits: int = 0
    written: int = 0
    seconds: float = 0.0


@dataclass
class Counter:
    """Counts what all engines of this process do, turn by turn."""

    written: Written
    now: Turn

    def turns(self, steps: Iterator[object]) -> list[Turn]:
        counted: list[Turn] = []
        while True:
            self.now = Turn()
            before, began = self.written(), time.thread_time()
            if next(steps, None) is None:
                return counted
            self.now.seconds, self.now.written = time.thread_time() - began, self.written() - before
            counted.append(self.now)

    def execute(self, _connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        self.now.statements += 1
        self.now.writing += statement.lstrip().startswith(("INSERT", "UPDATE", "DELETE"))

    def commit(self, _connection: Any) -> None:
        self.now.commits += 1


@contextmanager
def counting(written: Written) -> Iterator[Counter]:
    counter = Counter(written, Turn())
    event.listen(Engine, "before_cursor_execute", counter.execute)
    event.listen(Engine, "commit", counter.commit)
    try:
        yield counter
    finally:
        event.remove(Engine, "before_cursor_execute", counter.execute)
        event.remove(Engine, "commit", counter.commit)


def written_here() -> int:
    """Bytes that this process has handed to the system for writing."""
    for line in Path("/proc/self/io").read_text().splitlines():
        if line.startswith("wchar"):
            return int(line.split()[1])
    raise OSError("/proc/self/io does not say")


def row(name: str, turns: Sequence[Turn]) -> tuple[str, ...]:
    """Means of what is counted; the median of bytes, since every so often one turn tidies up after many."""
    return (
        name,
        shown(mean(turn.statements for turn in turns)),
        shown(mean(turn.writing for turn in turns)),
        shown(mean(turn.commits for turn in turns)),
        shown(median(turn.written for turn in turns) / 1024),
        shown(mean(turn.seconds for turn in turns) * 1000),
    )


def run(*, many: bool = False, engine: str = "sqlite") -> str:
    with tempfile.TemporaryDirectory(prefix="benchmarks-") as name:
        folder = Path(name)
        if engine == "sqlite":
            return _all(folder, "", f"sqlite:///{folder / 'by-hand.db'}", written_here, many)
        with postgresql(folder) as server:
            ours, by_hand = server.fresh(), server.fresh()
            return _all(folder, ours, by_hand, lambda: databases.written(server.address), many)


def _all(folder: Path, ours: str, by_hand: str, written: Written, many: bool) -> str:
    with counting(written) as counter:
        with our_app(folder, ours, LENGTHS) as app:
            cases = _by_cases(app, ours or f"sqlite:///{folder / 'data' / 'town.db'}", counter, many)
            lengths = _by_length(app, counter)
        hand = _dialogues(app_by_hand(folder, by_hand), BY_HAND.start, counter, "by hand, ")
    words = [table([*hand, *cases], HEADINGS), "", table(lengths, HEADINGS)]
    if not many:
        words.append("With 1,000,000 cases: python -m benchmarks counts --full (some minutes).")
    return "\n".join(words)


def _by_cases(app: Flask, url: str, counter: Counter, many: bool) -> list[tuple[str, ...]]:
    list(text_steps(Inside(app), 0))  # the case that is copied
    rows, already = [], 0
    for cases in MANY_CASES if many else CASES:
        began = time.perf_counter()
        copied(url, CASE, cases, already)
        took = time.perf_counter() - began
        already = cases
        rows += _dialogues(app, OURS.start, counter, f"{cases:,} cases, ", 1000 + cases)
        if cases > 1:
            print(f"The store was filled up to {cases:,} cases in {took:.0f} s.", flush=True)
    return rows


def _dialogues(
    app: Flask, start: str, counter: Counter, name: str, number: int = 1000
) -> list[tuple[str, ...]]:
    line = Inside(app)
    list(text_steps(line, number - 1))
    list(web_steps(line, start))
    texts = [turn for each in range(DIALOGUES) for turn in counter.turns(text_steps(line, number + each))]
    pages = [turn for _ in range(DIALOGUES) for turn in counter.turns(web_steps(line, start))]
    return [row(f"{name}a text turn", texts), row(f"{name}a web step", pages)]


def _by_length(app: Flask, counter: Counter) -> list[tuple[str, ...]]:
    """Turns that store an answer and ask the next question: neither the first one, nor that to check answers."""
    line, rows = Inside(app), []
    for length in LENGTHS:
        for name, kind in (("text turn", ByText), ("web step", ByPage)):
            way = kind(line, length, length)
            rows.append(row(f"{length} questions, {name} near the beginning", _few(way, 0, counter)[1:]))
            if length > 2 * FEW:
                way.leap(length - FEW)
                rows.append(row(f"{length} questions, {name} near the end", _few(way, length - FEW, counter)))
    return rows


def _few(way: Way, first: int, counter: Counter) -> list[Turn]:
    return counter.turns(way.turns(first, first + FEW))
