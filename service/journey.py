"""The journey: the way one person takes through a service, computed from definition, answers and date.

The position is never stored. The journey replays the answers along the definition's order until it meets the
first question that has none; what is next, what was before, what may be changed and whether it is complete all
fall out of that one list. When nothing is answered the list holds only the first question. When an early answer
is changed the way heals itself: answers that are no longer on it are ignored, not deleted, so that yes, no, yes
brings them back. Pure: nothing here reads a clock, a store or a door.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from service.definitions.conditions import always
from service.definitions.definition import MORE, Asked, Block, Definition
from service.definitions.facts import plain
from service.definitions.fees import Fee
from service.definitions.model import Outcome, Repeat
from service.definitions.offers import Offer
from service.definitions.values import ABSENT, UNKNOWN, Missing, Scope
from service.messages import Value

MOST_ITEMS = 200
"""Items of a repeat that were ever begun, removed ones included; a bound, not a rule of any service."""

AnswerState = Literal["given", "skipped", "deferred"]


@dataclass(frozen=True)
class Answer:
    """One stored answer. `deferred`: it may be supplied after submission, or its door could not ask it."""

    value: Value
    state: AnswerState = "given"
    door: str = ""
    at: datetime | None = None
    version: int = 0
    provenance: str = ""
    """Where it came from if the person did not give it here: `line`."""
    hold: int = 0
    """The draft's hold when it was given: whoever had the draft then gave it."""
    hidden: bool = False
    """A private one that was given before the draft came to the door that holds it: not shown there."""
    lapsed: bool = False
    """What it named is not there any more, as a time that somebody else has: the question is asked again."""


Answers = Mapping[str, Answer]
MayAsk = Callable[[Asked], bool]
"""Whether the door at hand can and may ask a question."""


@dataclass(slots=True)
class Step:
    """One question on the way, answered or not. Never changed; not frozen, which would triple the cost of a journey."""

    path: str
    asked: Asked
    answer: Answer | None
    block: Block
    scope: Way = field(compare=False, repr=False)
    item: str = ""
    """The id of the repeat's item in which it stands."""
    number: int = 0
    """Which item that is, counted from 1; for `more`, how many items there are already."""


@dataclass(frozen=True)
class Journey:
    """Where a person stands. Exactly one of `next`, `outcome` and completeness holds."""

    steps: tuple[Step, ...]
    """The way so far in order: answered steps, and `next` as the last one where there is one."""
    next: Step | None
    outcome: Outcome | None
    failed: str
    """Where the words of a check stand that does not hold; `next` is then the question where it is mended."""
    scope: Way
    deferred: frozenset[str] = frozenset()
    """Paths that the door at hand passes over because it cannot ask them and the service can do without."""
    answers: Answers = field(default_factory=dict, compare=False, repr=False)
    """All that it was computed from: what is not on the way (yet) too."""

    @property
    def complete(self) -> bool:
        return self.next is None and self.outcome is None

    def step(self, path: str) -> Step | None:
        return next((step for step in self.steps if step.path == path), None)

    def before(self, path: str, may_ask: MayAsk | None = None) -> Step | None:
        """The last step that can be asked before one on the way; of all the way where `path` is not on it or empty."""
        earlier: Step | None = None
        for step in self.steps:
            if step.path == path:
                return earlier
            if step.path not in self.deferred and (may_ask is None or may_ask(step.asked)):
                earlier = step
        return earlier


@dataclass(slots=True)
class Way:
    """The answers met so far, by code: what conditions and facts look at (see `values.Scope`)."""

    definition: Definition
    on: date
    values: dict[str, Value | Missing] = field(default_factory=dict)
    repeats: dict[str, list[Way]] = field(default_factory=dict)
    closed: set[str] = field(default_factory=set)
    outer: Way | None = None
    finished: bool = False
    """The walk has reached the end: what has no value now will never have one."""

    def value(self, code: str) -> Value | Missing:
        if code in self.values:
            return self.values[code]
        fact = self.definition.facts.get(code)
        if fact is not None:
            worth = fact(self)
            return worth if isinstance(worth, Missing) else plain(worth)
        if self.outer is not None:
            return self.outer.value(code)
        return ABSENT if self.finished else UNKNOWN

    def items(self, section: str) -> list[Scope] | Missing:
        if self.outer is not None:
            return self.outer.items(section)
        if section in self.closed or self.finished:
            return list(self.repeats.get(section, []))
        return UNKNOWN

    def repeat_of(self, code: str) -> str | None:
        return self.definition.repeat_of.get(code)


def journey(definition: Definition, answers: Answers, on: date, may_ask: MayAsk | None = None) -> Journey:
    """Replay `answers` through `definition` as of the day `on`.

    `may_ask` tells what the door at hand can carry: a question that it cannot ask is passed over where the
    service can do without an answer now (optional, or later), and otherwise is where the way stops. An outcome
    that is decided before an answer that fails a check ends the way there: a page may ask for both at once.
    """
    walk = _Walk(answers, may_ask)
    way = Way(definition, on)
    stop = walk.through(definition, way)
    way.finished = stop is None
    steps = walk.steps
    failed, mend = _failed_check(definition, way, steps)
    if mend is not None:
        mended_at = steps.index(mend)
        ended = journey(definition, _without(answers, steps[mended_at:]), on, may_ask)
        if ended.outcome is not None:
            return ended
        steps, stop = steps[: mended_at + 1], mend
    outcome = None if mend else _outcome(definition, way)
    if outcome is not None and stop is not None:
        steps, stop = steps[:-1], None
    return Journey(tuple(steps), stop, outcome, failed, way, frozenset(walk.deferred), answers)


def _without(answers: Answers, steps: list[Step]) -> Answers:
    paths = {step.path for step in steps}
    return {path: answer for path, answer in answers.items() if path not in paths}


@dataclass(slots=True)
class _Walk:
    """A walk along the definition's order: it meets questions, lets what comes after see their answers, and stops.

    Every method gives the question at which it stopped, or None. The inner loop is what a turn's journey costs.
    """

    answers: Answers
    may_ask: MayAsk | None
    steps: list[Step] = field(default_factory=list)
    deferred: set[str] = field(default_factory=set)

    def through(self, definition: Definition, way: Way) -> Step | None:
        for block in definition.blocks:
            if block.test is not always and block.test(way) is not True:
                _leave_out(block, way)
                continue
            stop = (
                self._questions(block, way) if block.repeat is None else self._items(block, block.repeat, way)
            )
            if stop is not None:
                return stop
        return None

    def _questions(self, block: Block, scope: Way, item: str = "", number: int = 0) -> Step | None:
        values, answers, steps = scope.values, self.answers, self.steps
        for asked in block.asked:
            code = asked.code
            if asked.test is not always and asked.test(scope) is not True:
                values[code] = ABSENT
                continue
            path = f"{block.code}/{item}/{code}" if item else code
            answer = answers.get(path)
            if answer is not None and (
                answer.lapsed or (asked.offer is not None and not _still_offered(asked.offer, answer, scope))
            ):
                answer = None
            step = Step(path, asked, answer, block, scope, item, number)
            steps.append(step)
            if answer is None and not self._passed_over(step):
                return step
            values[code] = answer.value if answer is not None and answer.state == "given" else ABSENT
        return None

    def _items(self, block: Block, repeat: Repeat, way: Way) -> Step | None:
        items = way.repeats.setdefault(block.code, [])
        before = ""
        for number in range(1, MOST_ITEMS + 1):
            if len(items) >= repeat.max:
                break
            if len(items) >= repeat.min:
                more = self._more(block, before, len(items), way)
                if more.answer is None and not self._passed_over(more):
                    return more
                if more.answer is None or more.answer.value is not True:
                    break
            before = str(number)
            if f"{block.code}/{before}" in self.answers:
                continue
            inner = Way(way.definition, way.on, outer=way)
            stop = self._questions(block, inner, before, len(items) + 1)
            if stop is not None:
                return stop
            items.append(inner)
        way.closed.add(block.code)
        return None

    def _more(self, block: Block, before: str, items: int, way: Way) -> Step:
        assert block.more is not None
        path = f"{block.code}/{before}/{MORE}" if before else f"{block.code}/{MORE}"
        step = Step(path, block.more, self.answers.get(path), block, way, before, items)
        self.steps.append(step)
        return step

    def _passed_over(self, step: Step) -> bool:
        """Whether the door at hand cannot ask it and the service can do without."""
        question = step.asked.question
        if self.may_ask is None or not (question.optional or question.later) or self.may_ask(step.asked):
            return False
        self.deferred.add(step.path)
        return True


def takes_out(path: str) -> bool:
    """Whether what is stored at a path says that an item was taken out of its repeat: `household/2`."""
    return path.rpartition("/")[2].isdecimal()


def _leave_out(block: Block, way: Way) -> None:
    for asked in block.asked:
        way.values[asked.code] = ABSENT
    way.closed.add(block.code)


def _still_offered(offer: Offer, answer: Answer, scope: Way) -> bool:
    """Whether a chosen option is among those that the answers before it leave open."""
    if answer.state != "given":
        return True
    chosen = answer.value if isinstance(answer.value, list) else [answer.value]
    return set(chosen) <= set(offer(scope))


def _failed_check(definition: Definition, way: Way, steps: list[Step]) -> tuple[str, Step | None]:
    """The first check that does not hold, and the answered question where the person mends it."""
    for place, check, when, require in definition.checks:
        for step in steps:
            if step.asked.code != check.at or step.answer is None or step.answer.state != "given":
                continue
            if when(step.scope) is True and require(step.scope) is False:
                return place, step
    return "", None


def _outcome(definition: Definition, way: Way) -> Outcome | None:
    """The first outcome that is true, once every earlier one is certainly not."""
    for outcome, test in definition.outcomes:
        truth = test(way)
        if truth is True:
            return outcome
        if truth is None:
            return None
    return None


def fee(definition: Definition, state: Journey) -> Fee | None:
    """What is due, or None while that depends on answers still to come or where the service is free."""
    return definition.fee(state.scope) if definition.fee is not None else None


def remarks(definition: Definition, state: Journey) -> list[str]:
    """The places of the remarks that are true now."""
    return [place for place, _, test in definition.remarks if test(state.scope) is True]
