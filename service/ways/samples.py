"""Answers that a question takes: a usual one, and those at the limits of what is possible.

The kind itself is the judge: an answer is a sample because its `check` lets it pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations, islice
from typing import Any

from service.definitions.definition import Asked, Definition
from service.definitions.offers import label_in
from service.definitions.values import Scope
from service.messages import Option, Problem, Value
from service.questions.question import ANSWER, Asking, Kept
from service.ways.patterns import fitting
from service.ways.scales import scale_of

MOST_COMBINED = 6
"""Of so many options every combination is tried where rules look at them; of more, each alone and all together."""
_WORDS = ("Anna Peeters", "Jan Claes", "Kerkstraat 12", "Stationsstraat 3", "Markt 1", "12", "13")
_FILE = {"sha256": "0" * 64, "type": "application/pdf", "size": 1}


@dataclass(frozen=True)
class Sampler:
    """Makes samples for one definition on one day."""

    definition: Definition
    on: date
    language: str = "en"
    """The language of the definition's own texts, in which examples are understood."""
    registers: Mapping[str, Any] = field(default_factory=dict)
    currency: str = "EUR"
    region: str = "BE"
    _passing: dict[str, tuple[Value, ...]] = field(default_factory=dict, compare=False)
    _limits: dict[str, tuple[Value, ...]] = field(default_factory=dict, compare=False)

    def usual(self, asked: Asked, scope: Scope) -> Value:
        """One answer that passes; None where none is known, as for a text of an intricate pattern."""
        if getattr(asked.question, "options", None) is not None:
            return next(iter(self._chosen(asked, scope)), None)
        return next(iter(self.passing(asked, scope)), None)

    def passing(self, asked: Asked, scope: Scope) -> tuple[Value, ...]:
        """The usual answer, and a second one where there is any to compare it with."""
        code = asked.code
        if code not in self._passing:
            found = self._found(asked, self.asking(asked, scope))
            self._passing[code] = tuple(islice(found, 2))
        return self._passing[code]

    def samples(self, asked: Asked, scope: Scope) -> tuple[Value, ...]:
        """The usual answer first, then others worth trying."""
        question = asked.question
        if getattr(question, "options", None) is not None:
            return tuple(self._chosen(asked, scope))
        usual = self.usual(asked, scope)
        if question.hint == "yes-no":
            return self.passing(asked, scope)
        return tuple(_distinct([usual, *self.limits(asked, scope)]))

    def limits(self, asked: Asked, scope: Scope) -> tuple[Value, ...]:
        """The least and the greatest answer, where answers have an order."""
        code = asked.code
        if code not in self._limits:
            usual, asking = self.usual(asked, scope), self.asking(asked, scope)
            scale = scale_of(usual, asked)
            passes = lambda value: asked.question.check(value, asking) is None  # noqa: E731
            self._limits[code] = scale.limits(usual, passes) if scale and usual is not None else ()
        return self._limits[code]

    def asking(self, asked: Asked, scope: Scope) -> Asking:
        return Asking(
            language=self.language,
            on=self.on,
            say=lambda sentence, **values: sentence,
            word=lambda name: self.definition.texts.get(asked.place_of(name), ""),
            currency=self.currency,
            region=self.region,
            registers=self.registers,
            options=self._options(asked, scope),
        )

    def _options(self, asked: Asked, scope: Scope) -> tuple[Option, ...]:
        options = getattr(asked.question, "options", None)
        offered = asked.offer(scope) if asked.offer is not None else None
        if options is None:
            return ()
        if isinstance(options, list):
            return tuple(
                Option(each.value, each.label) for each in options if offered is None or each.value in offered
            )
        rows = {row[options.value]: row for row in self.definition.tables[options.from_]}
        return tuple(
            Option(each, label_in(rows[each], options.label, self.language)) for each in offered or ()
        )

    def _chosen(self, asked: Asked, scope: Scope) -> Iterator[Value]:
        """Each option; where several may be chosen, each alone, all of them and none."""
        asking = self.asking(asked, scope)
        values = [option.value for option in asking.options]
        if asked.question.hint != "choices":
            yield from values
        else:
            several = _distinct([*([value] for value in values), values, values[:2], []])
            yield from (each for each in several if asked.question.check(each, asking) is None)

    def combined(self, asked: Asked, scope: Scope) -> Iterator[Value]:
        """Every combination of options, of which several may be chosen; of very many only some."""
        asking = self.asking(asked, scope)
        values = [option.value for option in asking.options]
        sizes = range(len(values) + 1) if len(values) <= MOST_COMBINED else ()
        every = ([*each] for size in sizes for each in combinations(values, size))
        yield from (each for each in every if asked.question.check(each, asking) is None)

    def _found(self, asked: Asked, asking: Asking) -> Iterator[Value]:
        question = asked.question
        if question.carries_file:
            yield _FILE
            return
        if question.hint in ("yes-no", "declare"):
            yield from (True, False) if question.hint == "yes-no" else (True,)
            return
        met: list[Value] = []
        for words in self._words(asked, asking):
            value = question.understand({ANSWER: words}, asking)
            fits = not isinstance(value, Problem | Kept) and question.check(value, asking) is None
            if fits and value not in met:
                met.append(value)
                yield value

    def _words(self, asked: Asked, asking: Asking) -> Iterator[str]:
        """What may be understood: the kind's own example, and for a pattern the examples in its texts."""
        yield asked.question.example(asking)
        pattern = getattr(asked.question, "pattern", None)
        if pattern is not None:
            for name in ("looks_like", "help", "short"):
                yield from re.findall(r"[\w/-]+", asking.word(name))
            yield fitting(pattern)
        yield from _WORDS


def _distinct(values: list[Value]) -> list[Value]:
    return [
        value for number, value in enumerate(values) if value is not None and value not in values[:number]
    ]
