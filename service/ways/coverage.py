"""What the ways walked so far have met, and which answer would meet most that is new."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from service.journey import Answer
from service.ways.classes import MOST_ITEMS_APART


@dataclass
class Coverage:
    """Every answer is to be met; and every pair of answers, or where that is known already through the branches
    (`every_pair` is False), only being given or skipped each with each."""

    every_pair: bool
    _optional: set[str] = field(default_factory=set)
    _met: set[Any] = field(default_factory=set)
    _often: Counter[Any] = field(default_factory=Counter)
    _barren: Counter[Any] = field(default_factory=Counter)
    """How many ways in a row with this answer met nothing new."""

    def start_afresh(self) -> None:
        """Before ways are chosen by what they meet: those that were given are no sign of where nothing is left."""
        self._barren.clear()

    def may_be_skipped(self, path: str) -> None:
        self._optional.add(path)

    def often(self, path: str, answer: Answer) -> int:
        return self._often[_written(path, answer)]

    def rank(self, path: str, choice: Answer, answers: Mapping[str, Answer]) -> tuple[int, int, int]:
        """For sorting: what is new first, then what led to something new most recently, then the rarest."""
        new = sum(each not in self._met for each in self._meets(path, choice, answers))
        here = _written(path, choice)
        return (-new, self._barren[here], self._often[here])

    def remember(self, answers: Mapping[str, Answer]) -> bool:
        """Whether this way met anything new."""
        before, earlier = len(self._met), dict[str, Answer]()
        for path, answer in answers.items():
            self._met.update(self._meets(path, answer, earlier))
            earlier[path] = answer
        fresh = len(self._met) > before
        for path, answer in answers.items():
            here = _written(path, answer)
            self._often[here] += 1
            self._barren[here] = 0 if fresh else self._barren[here] + 1
        return fresh

    def _meets(self, path: str, choice: Answer, answers: Mapping[str, Answer]) -> Iterator[Any]:
        """The answer alone and with those before it; the items of a long repeat would make too many pairs."""
        if _item(path) > MOST_ITEMS_APART:
            return
        here = _written(path, choice)
        yield here
        for other, answer in answers.items():
            if self.every_pair and _item(other) <= MOST_ITEMS_APART:
                yield _written(other, answer), here
            elif not self.every_pair and {path, other} <= self._optional:
                yield other, answer.state, path, choice.state


def _item(path: str) -> int:
    _, *inner = path.split("/")
    return int(inner[0]) if len(inner) > 1 else 0


def _written(path: str, answer: Answer) -> tuple[str, str, str]:
    return path, answer.state, repr(answer.value)
