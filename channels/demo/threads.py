"""What the simulated telephones show: the last texts of each, in memory only, gone when the town stops."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass, field
from functools import partial
from itertools import count as counting
from typing import Literal

from channels.shared.segments import Segments, count

LONGEST_THREAD = 200
"""Texts that a telephone remembers."""

Side = Literal["person", "town", "failure"]


@dataclass(frozen=True)
class Bubble:
    number: int
    """Grows by one with every bubble of every telephone, so that a page knows what it has shown already."""
    side: Side
    words: str

    @property
    def segments(self) -> Segments:
        return count(self.words)


@dataclass
class Threads:
    """One thread for each number."""

    _threads: defaultdict[str, deque[Bubble]] = field(
        default_factory=partial(defaultdict, partial(deque, maxlen=LONGEST_THREAD))
    )
    _numbers: counting[int] = field(default_factory=partial(counting, 1))

    def of(self, phone: str) -> list[Bubble]:
        return list(self._threads[phone])

    def add(self, phone: str, side: Side, words: str) -> None:
        self._threads[phone].append(Bubble(next(self._numbers), side, words))

    def clear(self, phone: str) -> None:
        self._threads[phone].clear()
