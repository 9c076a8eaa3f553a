"""Everything in a definition that looks at answers: each rule as one test, with the answers that decide it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from service.definitions.checking.outline import questions_of
from service.definitions.checking.texts import placed_texts
from service.definitions.conditions import ANSWERED, codes_in, compiled
from service.definitions.definition import NAMES, Definition
from service.definitions.facts import codes_used
from service.definitions.findings import Place
from service.definitions.model import FeeRow, FeeTable
from service.definitions.values import Scope
from service.journey import Way
from service.questions.question import Question
from service.ways.comparisons import comparisons, literals
from service.ways.remainders import Remainder, Remainders

What = Literal["question", "section", "option", "outcome", "remark", "check", "fee", "where", "name"]


@dataclass(frozen=True)
class Rule:
    """One test. It gives None as long as the answers so far do not decide it."""

    what: What
    place: Place
    test: Callable[[Scope], Any]
    codes: frozenset[str]
    """The questions and repeats that decide it, through facts too."""
    remainder: Remainder
    code: str = ""
    """The question or section that it decides about, or the name that a text mentions."""
    until: int | None = None
    """It matters until this question is reached; None: to the end."""
    repeat: str = ""
    """The repeat inside which it looks."""
    mixed: bool = False
    """It weighs several numbers or dates against each other, so that trying some cannot prove it false."""


class Rules:
    """The rules of one definition."""

    def __init__(self, definition: Definition) -> None:
        self.definition = definition
        self.questions = list(questions_of(definition.model))
        self.order = {question.code: number for number, (_, question, _) in enumerate(self.questions)}
        self.literals: dict[str, list[Any]] = {}
        """What answers are directly compared with."""
        self.summed: set[str] = set()
        """The questions whose answers are added up over a repeat: there even small differences count."""
        self.looked_at: set[str] = set()
        """The questions and repeats on whose answers anything depends."""
        self.remainders = Remainders(definition, self.looked_at)
        self.all = tuple(self._all())
        self.looked_at.update(code for rule in self.all for code in rule.codes)
        self._by_code = {
            code: tuple(rule for rule in self.all if code in rule.codes) for code in self.looked_at
        }

    def about(self, code: str) -> tuple[Rule, ...]:
        """The rules that the answer to a question, or the number of items of a repeat, has a part in."""
        return self._by_code.get(code, ())

    def _all(self) -> Iterator[Rule]:
        for number, (place, question, section) in enumerate(self.questions):
            repeat = section.code if section is not None and section.repeat is not None else ""
            if question.when is not None:
                yield self._rule("question", (*place, "when"), question.when, question.code, number, repeat)
            yield from self._options(question, place, number, repeat)
        for number, section in enumerate(self.definition.model.sections):
            if section.when is not None:
                first = self.order[section.questions[0].code]
                yield self._rule("section", ("sections", number, "when"), section.when, section.code, first)
        yield from self._ends()
        yield from self._fee()
        for code, expression in self.definition.model.facts.items():
            yield from self._wheres(expression, ("facts", code))
        yield from self._names()

    def _options(self, question: Question, place: Place, number: int, repeat: str) -> Iterator[Rule]:
        options = getattr(question, "options", None)
        if isinstance(options, list):
            for inner, option in enumerate(options):
                if option.when is not None:
                    at = (*place, "options", inner, "when")
                    yield self._rule("option", at, option.when, question.code, number, repeat)
        elif options is not None and options.where:
            offer = self.definition.by_code[question.code].offer
            codes = self._decided_by(each for each in codes_in({question.code: options.where}))
            test = lambda scope: tuple(offer(scope)) or None if offer else None  # noqa: E731
            at = (*place, "options", "where")
            left = self.remainders.of_codes(sorted(codes - {question.code}))
            yield Rule("option", at, test, codes - {question.code}, left, question.code, number, repeat)

    def _ends(self) -> Iterator[Rule]:
        for number, outcome in enumerate(self.definition.model.outcomes):
            yield self._rule("outcome", ("outcomes", number, "when"), outcome.when, outcome.code)
        for number, remark in enumerate(self.definition.model.remarks):
            yield self._rule("remark", ("remarks", number, "when"), remark.when)
        for number, check in enumerate(self.definition.model.checks):
            broken = {"all": [check.when or {"all": []}, {"not": check.require}]}
            repeat = self.definition.repeat_of.get(check.at, "")
            yield self._rule("check", ("checks", number, "require"), broken, check.at, repeat=repeat)

    def _fee(self) -> Iterator[Rule]:
        fee, fee_of = self.definition.model.fee, self.definition.fee
        if fee is None or fee_of is None:
            return
        if isinstance(fee, FeeTable):
            used = [column.removeprefix("up_to_") for column in fee.match] + list(codes_used(fee.each))
        else:
            rows = fee.first_of or fee.all_of or []
            used = [code for row in rows for code in _codes_of_row(row)]

        def decided(scope: Scope) -> bool | None:
            due = fee_of(scope)
            return None if due is None else due.decided

        worth = self.remainders.of_codes(sorted(set(used)))

        def left(scope: Way) -> Any:
            return worth(scope) if (truth := decided(scope)) is None else truth

        yield Rule("fee", ("fee",), decided, self._decided_by(used), left)

    def _wheres(self, expression: Any, place: Place) -> Iterator[Rule]:
        """The conditions on items inside `count` and `sum`, which decide about each item by itself."""
        if isinstance(expression, list):
            for number, each in enumerate(expression):
                yield from self._wheres(each, (*place, number))
        elif isinstance(expression, dict):
            for name, wanted in expression.items():
                if name == "sum":
                    self.summed.add(wanted["of"] if isinstance(wanted, dict) else wanted)
                if name in ("count", "sum") and isinstance(wanted, dict):
                    repeat = self.definition.repeat_of.get(wanted["of"], wanted["of"])
                    if "where" in wanted:
                        yield self._rule("where", (*place, name, "where"), wanted["where"], repeat=repeat)
                else:
                    yield from self._wheres(wanted, (*place, name))

    def _names(self) -> Iterator[Rule]:
        for place, text in placed_texts(self.definition.model, ()):
            for name in dict.fromkeys(NAMES.findall(text)):
                asked = [number for number, (at, _, _) in enumerate(self.questions) if place[: len(at)] == at]
                code = self.questions[asked[0]][1].code if asked else ""
                repeat = self.definition.repeat_of.get(code, "")
                there, until = {name: {ANSWERED: True}}, asked[0] if asked else None
                yield self._rule("name", place, there, name, until, repeat)

    def _rule(
        self,
        what: What,
        place: Place,
        condition: Any,
        code: str = "",
        until: int | None = None,
        repeat: str = "",
    ) -> Rule:
        codes = self._decided_by(codes_in(condition))
        mixed = any(self._is_mixed(*each) for each in comparisons(condition))
        for looked, wanted in comparisons(condition):
            self.literals.setdefault(looked, []).extend(literals(wanted))
        remainder = self.remainders.of(condition)
        return Rule(what, place, compiled(condition), codes, remainder, code, until, repeat, mixed)

    def _decided_by(self, codes: Any) -> frozenset[str]:
        """The questions and repeats behind codes, some of which are facts."""
        found: set[str] = set()
        for code in codes:
            if code in self.definition.model.facts:
                found |= self._decided_by(codes_used(self.definition.model.facts[code]))
                found |= {
                    self.definition.repeat_of[each] for each in found if each in self.definition.repeat_of
                }
            else:
                found.add(code)
        return frozenset(found)

    def _is_mixed(self, code: str, wanted: Any) -> bool:
        rights = wanted.values() if isinstance(wanted, dict) else ()
        others = [each for right in rights if isinstance(right, dict) for each in right.values()]
        behind = self._decided_by([code, *others])
        ordered = [each for each in behind if each not in self.order or self.has_order(each)]
        exact = isinstance(wanted, dict) and not {"is", "in", "not"} & set(wanted)
        return len(ordered) > 1 or (bool(ordered) and not exact and code in self.definition.model.facts)

    def has_order(self, code: str) -> bool:
        """Whether answers lie on a scale, so that limits and turning points can be tried."""
        return self.definition.by_code[code].question.hint in ("digits", "decimal", "money", "date")


def _codes_of_row(row: FeeRow) -> Iterator[str]:
    yield from codes_in(row.when)
    yield from codes_used(row.each)
