"""Which answers to a question are worth telling apart: those between which some rule of the service decides.

Two answers are of one class when every rule comes out the same for both. Where a rule still waits for other
answers, the usual answer and the limits stand for all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from service.definitions.values import ABSENT
from service.journey import Answer, Journey, Step
from service.messages import Value
from service.ways.rules import Rule, Rules
from service.ways.samples import Sampler
from service.ways.scales import Scale, scale_of

SKIPPED = Answer(None, "skipped")
MOST_ITEMS_APART = 2
"""Items of a repeat whose answers are told apart; the later ones are like the last of these."""


@dataclass(frozen=True)
class Classes:
    rules: Rules
    sampler: Sampler

    def of(self, step: Step, state: Journey) -> list[Answer]:
        """One answer of each class to the question at which a journey stands."""
        if step.asked is step.block.more:
            return self._more(step)
        question = step.asked.question
        rules = self._rules_for(step)
        if not rules:
            return [_given(self.sampler.usual(step.asked, step.scope))]
        alike = self._like_the_item_before(step, state)
        if alike is not None:
            return [alike]
        answers = [_given(value) for value in self._values(step, rules, state)]
        return [*answers, SKIPPED] if question.optional or question.later else answers

    def _rules_for(self, step: Step) -> tuple[Rule, ...]:
        """Those that still matter. What is counted over the items of a repeat is decided by `where` for each item."""
        code = step.asked.code
        order = self.rules.order[code]
        rules = (rule for rule in self.rules.about(code) if rule.until is None or rule.until > order)
        if not step.item:
            return tuple(rules)
        return tuple(rule for rule in rules if rule.repeat == step.block.code or code in self.rules.summed)

    def _more(self, step: Step) -> list[Answer]:
        """No, one, two and as many items as possible; where nothing looks at them, as few as possible or one more."""
        repeat = step.block.repeat
        seen = {step.block.code, *(asked.code for asked in step.block.asked)} & self.rules.looked_at
        if not seen and repeat is not None:
            return [_given(False), _given(True)] if step.number == repeat.min else [_given(False)]
        return [_given(True), _given(False)] if step.number <= MOST_ITEMS_APART else [_given(True)]

    def _like_the_item_before(self, step: Step, state: Journey) -> Answer | None:
        if step.block.repeat is None or step.number <= MOST_ITEMS_APART:
            return None
        before = step.path.replace(f"/{step.item}/", f"/{MOST_ITEMS_APART}/")
        earlier = state.step(before)
        if earlier is None or earlier.answer is None:
            return _given(self.sampler.usual(step.asked, step.scope))
        return earlier.answer

    def _values(self, step: Step, rules: tuple[Rule, ...], state: Journey) -> list[Value]:
        usual = self.sampler.usual(step.asked, step.scope)
        scale = scale_of(usual, step.asked)
        weigh = _Weighing(step, rules, state)
        if scale is not None:
            return self._along(scale, usual, step, weigh)
        values = [*self.sampler.samples(step.asked, step.scope), *self._compared(step)]
        return weigh.one_of_each(values or [usual], every_open=True)

    def _compared(self, step: Step) -> list[Value]:
        """Combinations and texts that rules ask for, and another answer than the usual one."""
        if step.asked.question.hint in ("choice", "yes-no", "declare"):
            return []
        if step.asked.question.hint == "choices":
            return list(self.sampler.combined(step.asked, step.scope))
        literals = self.rules.literals.get(step.asked.code, [])
        texts = [value for value in literals if isinstance(value, str)]
        return [*texts, *self.sampler.passing(step.asked, step.scope)]

    def _along(self, scale: Scale, usual: Value, step: Step, weigh: _Weighing) -> list[Value]:
        """Both sides of every point along the scale at which a rule changes its mind."""
        limits = self.sampler.limits(step.asked, step.scope)
        least, most = scale.number(limits[0]), scale.number(limits[-1])
        points = {scale.number(usual), least, most, *self._near(scale, usual, step)}
        inside = sorted(point for point in points if least <= point <= most)
        values: list[Value] = [usual]
        for low, high in pairwise(inside):
            values += [scale.value(point) for point in weigh.turns(scale, low, high)]
        values += [scale.value(point) for point in inside]
        kept = weigh.one_of_each(values)
        if weigh.is_open(usual):
            kept += [value for value in (usual, *limits) if value not in kept]
        return kept

    def _near(self, scale: Scale, usual: Value, step: Step) -> Iterator[int]:
        """Just before, at and just after what the answer is compared with."""
        day = isinstance(usual, str)
        for literal in self.rules.literals.get(step.asked.code, []):
            point: Any = self.sampler.on.isoformat() if literal == "today" else literal
            if day != isinstance(point, str) or (day and not _is_day(point)):
                continue
            if isinstance(usual, dict):
                point = {"cents": round(point * 100)}
            number = scale.number(point)
            yield from (number - 1, number, number + 1)


class _Weighing:
    """What the rules about one answer come to, for whatever that answer may be."""

    def __init__(self, step: Step, rules: tuple[Rule, ...], state: Journey) -> None:
        self._step = step
        self._rules = rules
        self._state = state

    def verdicts(self, value: Value) -> tuple[Any, ...]:
        inner, way = self._step.scope, self._state.scope
        code = self._step.asked.code
        before = inner.values.get(code, ABSENT)
        known = code in inner.values
        inner.values[code] = value
        verdicts = tuple(rule.test(inner if rule.repeat and self._step.item else way) for rule in self._rules)
        if known:
            inner.values[code] = before
        else:
            del inner.values[code]
        return verdicts

    def is_open(self, value: Value) -> bool:
        return None in self.verdicts(value)

    def one_of_each(self, values: list[Value], every_open: bool = False) -> list[Value]:
        """The first of each class, and where wanted all of those that leave something open."""
        kept: list[Value] = []
        seen: set[tuple[Any, ...]] = set()
        for value in values:
            verdicts = self.verdicts(value)
            fresh = verdicts not in seen or (every_open and None in verdicts)
            if fresh and value not in kept:
                kept.append(value)
            seen.add(verdicts)
        return kept

    def turns(self, scale: Scale, low: int, high: int) -> Iterator[int]:
        """Both sides of the places between two points where the verdicts change, if they differ at the points."""
        while high - low > 1:
            before, after = self.verdicts(scale.value(low)), self.verdicts(scale.value(high))
            if before == after:
                return
            middle = (low + high) // 2
            between = self.verdicts(scale.value(middle))
            if between == before:
                low = middle
            elif between == after:
                high = middle
            else:
                yield from self.turns(scale, low, middle)
                low = middle
        if self.verdicts(scale.value(low)) != self.verdicts(scale.value(high)):
            yield from (low, high)


def _given(value: Value) -> Answer:
    return Answer(value)


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False
