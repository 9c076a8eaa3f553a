"""Trying a service out: every combination of answers that some rule tells apart, with the real journey.

Two journeys that stand at the same question and agree in all answers that can still matter go on alike, so only
the first of them is followed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from service.definitions.definition import Definition
from service.definitions.findings import Place
from service.journey import Answer, Journey, Step, Way, journey
from service.ways.classes import Classes
from service.ways.rules import Rule, Rules
from service.ways.samples import Sampler

MOST_COMBINATIONS = 100_000

Answers = dict[str, Answer]


@dataclass
class Explored:
    """What was met. `decided` is False where there was more to try than we tried."""

    definition: Definition
    rules: Rules
    combinations: int = 0
    decided: bool = True
    asked: set[str] = field(default_factory=set)
    true: set[Place] = field(default_factory=set)
    """Rules that came true somewhere."""
    outcomes: set[str] = field(default_factory=set)
    ends: int = 0
    """Ways that came to an end of any kind."""
    completed: Answers | None = None
    """The first way that ended without an outcome."""
    without_fee: Answers | None = None
    without_sample: set[str] = field(default_factory=set)
    """Questions to which no answer is known that passes, so that none was tried."""
    without_options: dict[str, Answers] = field(default_factory=dict)
    unnamed: dict[tuple[Place, str], Answers] = field(default_factory=dict)
    """Texts that were shown on a way that has no answer to a name in them."""


def explored(
    definition: Definition, on: date, registers: Mapping[str, Any], most: int = MOST_COMBINATIONS
) -> Explored:
    rules = Rules(definition)
    sampler = Sampler(definition, on, registers=registers)
    return _Exploration(definition, on, rules, Classes(rules, sampler), most).run()


class _Exploration:
    def __init__(self, definition: Definition, on: date, rules: Rules, classes: Classes, most: int) -> None:
        self._definition = definition
        self._on = on
        self._rules = rules
        self._classes = classes
        self._most = most
        self._seen: set[Any] = set()
        self._explored = Explored(definition, rules)

    def run(self) -> Explored:
        found = self._explored
        waiting: list[Answers] = [self._undisputed()]
        while waiting:
            if found.combinations >= self._most:
                found.decided = False
                break
            found.combinations += 1
            answers = waiting.pop()
            state = journey(self._definition, answers, self._on)
            self._note(state, answers)
            step = state.next
            if step is None or state.failed or self._known(step, state):
                continue
            classes = self._classes.of(step, state)
            if classes[0].value is None and step.asked.offer is not None:
                found.without_options.setdefault(step.asked.code, answers)
                continue
            if classes[0].value is None and classes[0].state == "given":
                found.without_sample.add(step.asked.code)
            waiting += [{**answers, step.path: answer} for answer in reversed(classes)]
        return found

    def _undisputed(self) -> Answers:
        """Answers to all questions at which no rule looks: given beforehand, whether or not they are asked."""
        way = Way(self._definition, self._on)
        usual = {
            asked.code: self._classes.sampler.usual(asked, way)
            for block in self._definition.blocks
            if block.repeat is None
            for asked in block.asked
            if asked.code not in self._rules.looked_at and asked.offer is None
        }
        self._explored.without_sample.update(code for code, value in usual.items() if value is None)
        return {code: Answer(value) for code, value in usual.items()}

    def _known(self, step: Step, state: Journey) -> bool:
        """Whether a journey that goes on exactly like this one was met before."""
        first = step if step.block.repeat is None else None
        code = first.asked.code if first else step.block.asked[0].question.code
        order = self._rules.order[code]
        key = (step.path, step.number, self._still_open(order, step, state))
        if key in self._seen:
            return True
        self._seen.add(key)
        return False

    def _still_open(self, order: int, step: Step, state: Journey) -> tuple[Any, ...]:
        """What of the answers so far can still make a difference."""
        way, item = state.scope, step.scope if step.item else None
        left: list[Any] = []
        for rule in self._rules.all:
            if rule.what == "where" or (rule.until is not None and rule.until < order):
                continue
            scopes = [way]
            if rule.repeat:
                scopes += [*way.repeats.get(rule.repeat, []), *([item] if item else [])]
            for scope in scopes:
                remainder = rule.remainder(scope)
                noted = rule.what in ("remark", "check", "outcome") and isinstance(remainder, bool)
                left.append(None if noted else remainder)
        return (*left, self._rules.remainders.values(item) if item else ())

    def _note(self, state: Journey, answers: Answers) -> None:
        found = self._explored
        if state.outcome is None:
            found.asked.update(step.asked.code for step in state.steps)
        for rule in self._rules.all:
            if rule.what in ("question", "section", "option"):
                self._note_asked(rule, state)
            elif rule.what != "name" and rule.place not in found.true and _true_somewhere(rule, state):
                found.true.add(rule.place)
        self._note_names(state, answers)
        if state.outcome is not None:
            found.outcomes.add(state.outcome.code)
        if state.next is None:
            found.ends += 1
        if state.complete:
            found.completed = found.completed or answers
            fee_of = self._definition.fee
            due = fee_of(state.scope) if fee_of is not None else None
            if fee_of is not None and (due is None or not due.decided):
                found.without_fee = found.without_fee or answers

    def _note_asked(self, rule: Rule, state: Journey) -> None:
        """Conditions of what is asked count as true only where the journey comes by: no outcome ended it before."""
        if rule.place in self._explored.true or state.outcome is not None:
            return
        for step in state.steps:
            here = step.block.code if rule.what == "section" else step.asked.code
            if here == rule.code and rule.test(step.scope):
                self._explored.true.add(rule.place)
                return

    def _note_names(self, state: Journey, answers: Answers) -> None:
        for rule in self._rules.all:
            known = rule.what != "name" or (rule.place, rule.code) in self._explored.unnamed
            if not known and any(rule.test(scope) is False for scope in self._where_shown(rule, state)):
                self._explored.unnamed[rule.place, rule.code] = answers

    def _where_shown(self, rule: Rule, state: Journey) -> list[Way]:
        """The scopes in which a text is shown on this journey."""
        part, way = rule.place[0], state.scope
        if rule.until is not None:
            code = self._rules.questions[rule.until][1].code
            return [step.scope for step in state.steps if step.asked.code == code]
        if part == "checks":
            return [state.next.scope] if state.next and state.failed == f"checks.{rule.place[1]}.say" else []
        if part == "outcomes":
            return [way] if state.outcome is self._definition.model.outcomes[int(rule.place[1])] else []
        if part == "remarks":
            return [way] if self._definition.remarks[int(rule.place[1])][2](way) is True else []
        return [way] if state.complete and part in ("receipt", "fee") else []


def _true_somewhere(rule: Rule, state: Journey) -> bool:
    scopes = [state.scope]
    if rule.repeat:
        scopes = [
            *state.scope.repeats.get(rule.repeat, []),
            *(step.scope for step in state.steps[-1:] if step.item),
        ]
    return any(rule.test(scope) is True for scope in scopes)
