"""The comparison: both servers run, and crowds walk the same dialogue at ours and at the other in turn, in pairs."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Literal

from benchmarks import disk
from benchmarks.crowd import Crowd, Plan, Walked
from benchmarks.databases import postgresql
from benchmarks.dialogue import BY_HAND, OURS, TEXTS, Side
from benchmarks.figures import Compared, Figure, Mark, Single, percentile, table
from benchmarks.first_page import transferred
from benchmarks.people import Clocked
from benchmarks.processes import Neighbours
from benchmarks.servers import Server, by_hand, ours, running
from benchmarks.wire import Connection

Door = Literal["text", "web"]
DOORS: tuple[tuple[Door, str], ...] = (("text", "text turn"), ("web", "web step"))
PEOPLE = 8
DIALOGUES = 10
"""For each of them in a round: 560 turns or steps."""

CPU = Mark(1.3, 1.5)
THROUGHPUT = Mark(0.8, 0.67, at_least=True)
TAIL = Mark(1.25)
MEMORY = Mark(1.5)
FIRST_TEXT = Mark(1.25)
FIRST_PAGE = Mark(40)


@dataclass
class Round:
    """What one crowd's walk came to, on one side."""

    walked: Walked
    server_seconds: float
    database_seconds: float
    neighbours: float
    """Cores that others on this machine used meanwhile."""

    def milliseconds(self, step: str = "") -> list[float]:
        return [seconds * 1000 for name, seconds in self.walked.steps if step in ("", name)]

    @property
    def cost(self) -> float:
        """Milliseconds of processor for each step, the database's included."""
        return (self.server_seconds + self.database_seconds) * 1000 / len(self.walked.steps)

    @property
    def speed(self) -> float:
        return len(self.walked.steps) / self.walked.seconds


@dataclass
class Measured:
    rounds: dict[tuple[Door, str], list[Round]] = field(default_factory=dict)
    worker_memory: dict[str, float] = field(default_factory=dict)
    memory: dict[str, float] = field(default_factory=dict)
    first_page: dict[str, float] = field(default_factory=dict)

    def pairs(self, door: Door, figure: Callable[[Round], float]) -> tuple[list[float], list[float]]:
        mine, other = (self.rounds[door, side.name] for side in (OURS, BY_HAND))
        return [figure(each) for each in mine], [figure(each) for each in other]


@dataclass
class Comparison:
    """Two servers that run, and the number that the next person has."""

    servers: dict[str, Server]
    database_seconds: Callable[[], float] = float
    """Of a database that is a process of its own; nothing where there is none."""
    number: int = 0

    def walk(self, door: Door, side: Side, people: int = PEOPLE, dialogues: int = DIALOGUES) -> Round:
        server = self.servers[side.name]
        crowd = Crowd(Plan(door, server.port, side.start, people, dialogues, self.number))
        self.number += people * dialogues
        before, database, neighbours = server.processor_seconds(), self.database_seconds(), Neighbours()
        walked = crowd.go()
        used, stored = server.processor_seconds() - before, self.database_seconds() - database
        others = neighbours.cores(used + stored + walked.client_seconds)
        if walked.failures:
            raise RuntimeError(f"{side.name}, {door}: {walked.failures}\n{server.log.read_text()[-2000:]}")
        return Round(walked, used, stored, others)


def measured(comparison: Comparison, rounds: int) -> Measured:
    """Who goes first changes from round to round, after a walk that is not counted."""
    found = Measured()
    for door, _ in DOORS:
        for side in (OURS, BY_HAND):
            comparison.walk(door, side, dialogues=2)
    for number in range(rounds):
        for door, _ in DOORS:
            for side in (OURS, BY_HAND) if number % 2 == 0 else (BY_HAND, OURS):
                found.rounds.setdefault((door, side.name), []).append(comparison.walk(door, side))
    for name, server in comparison.servers.items():
        found.worker_memory[name], found.memory[name] = server.worker_memory(), server.memory()
    for side, path in ((OURS, "/"), (BY_HAND, BY_HAND.start)):
        line = Clocked(Connection(comparison.servers[side.name].port))
        found.first_page[side.name] = sum(transferred(line, path).values()) / 1024
    return found


def figures(found: Measured) -> Iterator[Figure]:
    for door, step in DOORS:
        yield Compared(f"processor per {step}", "ms", *found.pairs(door, lambda each: each.cost), CPU)
    for door, step in DOORS:
        yield Compared(
            f"{step}s at {PEOPLE} people", "1/s", *found.pairs(door, lambda each: each.speed), THROUGHPUT
        )
    for door, step in DOORS:
        for share, mark in ((0.5, None), (0.95, None), (0.99, TAIL)):
            pairs = found.pairs(door, lambda each, share=share: percentile(each.milliseconds(), share))  # type: ignore[misc]  # mypy infers no default of a lambda
            yield Compared(f"{step}, p{share * 100:.0f}", "ms", *pairs, mark)
    first = found.pairs(
        "text", lambda each: median(each.milliseconds("first")) / median(each.milliseconds("later"))
    )
    yield Single(
        "first text of a conversation to the others",
        "p50/p50",
        median(first[0]),
        FIRST_TEXT,
        median(first[1]),
    )
    for name, memory, mark in (
        ("memory of the worker", found.worker_memory, MEMORY),
        ("memory of all processes", found.memory, None),
    ):
        yield Compared(name, "MB", [memory[OURS.name]], [memory[BY_HAND.name]], mark)
    page = found.first_page
    yield Single("first page, all that is transferred", "KB", page[OURS.name], FIRST_PAGE, page[BY_HAND.name])


def conditions(found: Measured) -> str:
    """What else took of the processor while the rounds were walked."""
    rounds = [each for some in found.rounds.values() for each in some]
    client = sum(each.walked.client_seconds for each in rounds)
    server = sum(each.server_seconds for each in rounds)
    return (
        f"client: {client / (client + server):.0%} of the processor time that client and servers used together\n"
        f"others on this machine: {median(each.neighbours for each in rounds):.2f} of {os.cpu_count()} cores"
    )


@contextmanager
def both(folder: Path, engine: str) -> Iterator[Comparison]:
    with ExitStack() as opened:
        if engine == "postgresql":
            database = opened.enter_context(postgresql(folder))
            servers = ours(folder, database.fresh()), by_hand(folder, database.fresh())
            cost = database.processor_seconds
        else:
            servers = ours(folder), by_hand(folder)
            cost = float
        with running(*servers):
            pass  # a first start also makes the tables: what it needs for that stays in its memory
        opened.enter_context(running(*servers))
        yield Comparison({OURS.name: servers[0], BY_HAND.name: servers[1]}, cost)


def run(rounds: int, engine: str = "sqlite") -> str:
    with tempfile.TemporaryDirectory(prefix="benchmarks-") as name:
        folder = Path(name)
        words = [disk.report(folder)]
        with both(folder, engine) as comparison:
            found = measured(comparison, rounds)
    words.append(conditions(found))
    words.append(f"{rounds} paired rounds of {PEOPLE * DIALOGUES * len(TEXTS)} turns on {engine}; medians")
    return "\n".join([*words, "", table([figure.row() for figure in figures(found)])])
