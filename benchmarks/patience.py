"""A crowd's stay: who comes for how long, what all of them saw, and the patience with which each asks again.

Whoever is refused waits as long as asked to, and whoever hears nothing sends the same once more, as people, screens
and carriers do.
"""

from __future__ import annotations

import random
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from benchmarks.people import Clocked
from benchmarks.wire import Answer


@dataclass(frozen=True)
class Stay:
    port: int
    people: int
    seconds: float
    think: float
    """Seconds between two requests of a person, on average; without any, journeys are broken off at the end."""
    first: int
    """Of the people's numbers."""


@dataclass
class Seen:
    """What the people saw, all together."""

    receipts: list[dict[str, Any]] = field(default_factory=list)
    """Door, number of the person's sheet, reference."""
    requests: list[tuple[str, float]] = field(default_factory=list)
    """Door and seconds, of those that were answered with what was asked for."""
    happened: list[str] = field(default_factory=list)
    """Whatever else came: `503 with Retry-After`, `no answer`, ..."""
    unsure: list[int] = field(default_factory=list)
    """Sheets of people who sent their report and never learned what came of it."""
    seconds: float = 0.0
    client_seconds: float = 0.0


class Leaving(Exception):
    """The time is up."""


@dataclass
class Patient(Clocked):
    """A connection that does not give up while there is time."""

    seen: Seen = field(default_factory=Seen)
    door: str = ""
    until: float = 0.0
    think: float = 0.0

    def send(
        self, step: str, method: str, path: str, headers: Mapping[str, str], body: bytes = b""
    ) -> Answer:
        if step and self.think:
            time.sleep(random.expovariate(1 / self.think))
        while time.monotonic() < self.until:
            began = time.perf_counter()
            try:
                answer = self.connection.send(method, path, headers, body)
            except OSError as error:
                self.seen.happened.append(f"no answer ({type(error).__name__})")
                time.sleep(0.5)
                continue
            if answer.status < 500:
                self.seen.requests.append((self.door, time.perf_counter() - began))
                return answer
            self._refused(answer)
        raise Leaving

    def _refused(self, answer: Answer) -> None:
        wait = answer.header("retry-after")
        polite = answer.status == 503 and wait.isdecimal()
        self.seen.happened.append(f"{answer.status} {'with' if wait else 'without'} Retry-After")
        time.sleep(min(float(wait), 10.0) if polite else 1.0)
