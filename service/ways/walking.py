"""Ways to walk in a rehearsal: each from the first question to a case or an outcome, together covering a service.

Every sequence of branch decisions where they are few; else every pair of decisions. In both cases answers that
decide nothing vary too: options, limits, given and skipped, each with each.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from service.definitions.definition import MORE, Definition
from service.journey import Answer, Journey, Step, journey
from service.ways.classes import MOST_ITEMS_APART, SKIPPED, Classes
from service.ways.coverage import Coverage
from service.ways.rules import Rules
from service.ways.samples import Sampler

MOST_WAYS = 200
_PATIENCE = 24
"""So many ways in a row that meet nothing new end the search for pairs."""
_MANY_ITEMS = 2
"""So many ways to each end fill a repeat; they are long, and the items after the second bring nothing new."""
_MOST_STEPS = 2_000
"""Questions on one way; a repeat of fifty persons stays below."""

CASE = "case"


@dataclass(frozen=True)
class Walk:
    """One way: what is answered at each path, in the order in which it is asked, and where it ends."""

    answers: Mapping[str, Answer]
    end: str
    """`case`, or the code of the outcome."""


def ways(
    definition: Definition,
    on: date,
    limit: int = MOST_WAYS,
    registers: Mapping[str, Any] | None = None,
    language: str = "en",
) -> Iterator[Walk]:
    """Some `limit` ways at most, the same ones each time."""
    rules = Rules(definition)
    sampler = Sampler(definition, on, language, registers or {})
    walker = _Walker(definition, on, Classes(rules, sampler), sampler)
    branches = walker.branches(limit)
    walker.coverage.every_pair = not branches
    for decisions in branches:
        walk, _ = walker.walk(decisions)
        if walk is not None:
            yield walk
    walker.coverage.start_afresh()
    yield from walker.more(max(limit - len(branches), limit // 4))


@dataclass
class _Walker:
    definition: Definition
    on: date
    classes: Classes
    sampler: Sampler
    coverage: Coverage = field(default_factory=lambda: Coverage(every_pair=True))

    def branches(self, limit: int) -> list[dict[str, Answer]]:
        """Every sequence of decisions that some rule tells apart; none if there are more than `limit`."""
        found: list[dict[str, Answer]] = []
        many: Counter[str] = Counter()
        waiting: list[tuple[dict[str, Answer], dict[str, Answer]]] = [({}, {})]
        for _ in range(limit * _MOST_STEPS):
            if not waiting:
                return found
            answers, decisions = waiting.pop()
            state = journey(self.definition, answers, self.on)
            if state.next is None:
                end = _end(state)
                many[end] += _fills_a_repeat(decisions)
                if not _fills_a_repeat(decisions) or many[end] <= _MANY_ITEMS:
                    found.append(decisions)
                if len(found) > limit:
                    return []
            elif not state.failed:
                path, choices = state.next.path, self.classes.of(state.next, state)
                for choice in reversed(choices):
                    decided = {**decisions, path: choice} if len(choices) > 1 else decisions
                    waiting.append(({**answers, path: choice}, decided))
        return []

    def more(self, limit: int) -> Iterator[Walk]:
        """Ways that each meet something that no way met before."""
        idle = walked = 0
        while idle < _PATIENCE and walked < limit:
            walk, fresh = self.walk({})
            idle = 0 if fresh else idle + 1
            if walk is not None and fresh:
                walked += 1
                yield walk

    def walk(self, decisions: Mapping[str, Answer]) -> tuple[Walk | None, bool]:
        """One way through, with these decisions where they are asked for, and whether it met anything new.

        None where a check refuses every answer that is tried.
        """
        answers: dict[str, Answer] = {}
        state = journey(self.definition, answers, self.on)
        while state.next is not None and len(answers) < _MOST_STEPS:
            for answer in self._in_turn(state.next, state, answers, decisions):
                tried = {**answers, state.next.path: answer}
                after = journey(self.definition, tried, self.on)
                if not after.failed:
                    break
            else:
                return None, False
            answers, state = tried, after
        return Walk(answers, _end(state)), self.coverage.remember(answers)

    def _in_turn(
        self, step: Step, state: Journey, answers: Mapping[str, Answer], decisions: Mapping[str, Answer]
    ) -> list[Answer]:
        """The answers to try, first the one with which most is new."""
        if step.path in decisions:
            return [decisions[step.path]]
        choices = [
            each for each in self._choices(step, state) if each.value is not None or each.state != "given"
        ]
        return sorted(choices, key=lambda choice: self.coverage.rank(step.path, choice, answers))

    def _choices(self, step: Step, state: Journey) -> list[Answer]:
        choices = self.classes.of(step, state)
        if step.asked is step.block.more:
            filled = self.coverage.often(step.path, Answer(True)) >= _MANY_ITEMS
            return [Answer(False)] if filled and step.number == MOST_ITEMS_APART else choices
        if step.number > MOST_ITEMS_APART:
            return choices
        question = step.asked.question
        others = [Answer(value) for value in self.sampler.samples(step.asked, step.scope)]
        if question.optional or question.later:
            self.coverage.may_be_skipped(step.path)
            others.append(SKIPPED)
        return choices + [each for each in others if each not in choices]


def _end(state: Journey) -> str:
    return state.outcome.code if state.outcome is not None else CASE


def _fills_a_repeat(decisions: Mapping[str, Answer]) -> bool:
    last = f"/{MOST_ITEMS_APART}/{MORE}"
    return any(path.endswith(last) and answer.value is True for path, answer in decisions.items())
