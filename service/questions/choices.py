"""Any number of several options, stored in the order of the list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set
from dataclasses import replace
from itertools import islice
from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from service.messages import HintName, Option, Parts, Problem, Value
from service.questions.choice import not_one
from service.questions.choosing import exactly, meant
from service.questions.options import Offered
from service.questions.question import ANSWER, Asking, Question
from service.questions.reading import fold, tidy, typed
from service.questions.vocabulary import Vocabulary, vocabulary

MOST_NAMED = 100
"""A list with more entries is no list of options."""

_SEPARATORS = re.compile(r"[,;+&/\n،؛•]")


class ChoicesQuestion(Question):
    """A page posts a list of values; elsewhere people write "1, 3 and lamp". Each entry is read as for choice."""

    hint: ClassVar[HintName] = "choices"

    kind: Literal["choices"]
    options: Offered
    min: int = Field(default=1, ge=0)
    max: int | None = Field(default=None, ge=1)

    @model_validator(mode="after")
    def _min_up_to_max(self) -> Self:
        if self.max is not None and self.min > self.max:
            raise ValueError(f"min ({self.min}) is more than max ({self.max})")
        return self

    def choices_offered(self, asking: Asking) -> tuple[Option, ...]:
        return asking.options

    def understand(self, parts: Parts, asking: Asking) -> Value | Problem:
        posted = parts.get(ANSWER, [])
        if isinstance(posted, list) and len(posted) != 1:
            return self._each([tidy(str(each)) for each in posted], asking)
        entered = tidy(str(posted[0])) if isinstance(posted, list) else typed(parts)
        if not entered:
            return not_one(self, "", (), asking)
        named = self._all_or_none(entered, asking)
        if named is not None:
            return named
        return self._each(list(islice(_entries(entered, asking), MOST_NAMED + 1)), asking)

    def _all_or_none(self, entered: str, asking: Asking) -> list[str] | None:
        words, spoken = fold(entered), vocabulary(asking.language)
        if exactly(entered, asking.options):
            return None
        if words in spoken.all_:
            return [option.value for option in asking.options]
        return [] if words in spoken.none and self.min == 0 else None

    def _each(self, entries: list[str], asking: Asking) -> Value | Problem:
        if len(entries) > MOST_NAMED or (len(entries) == 2 and entries[0] == entries[1]):  # "7/7": every day
            return not_one(self, ", ".join(entries[:MOST_NAMED]), (), asking)
        read = [(entry, meant(entry, asking.options, asking.language)) for entry in entries if entry]
        for entry, found in read:
            if not found:
                return not_one(self, entry, found, asking)
        chosen = {found[0].value for _, found in read if len(found) == 1}
        doubtful = [(entry, found) for entry, found in read if len(found) > 1]
        if doubtful:
            problem = not_one(self, *doubtful[0], asking)
            options = tuple(_beside(chosen, option) for option in problem.options)
            return replace(problem, options=options if len(doubtful) == 1 else ())
        return _in_order(chosen, asking)

    def check(self, value: Value, asking: Asking) -> Problem | None:
        offered = [option.value for option in asking.options]
        if not isinstance(value, list) or any(each not in offered for each in value):
            words = asking.say("What was chosen is not on offer here. Please choose from the options.")
            return Problem("not-offered", words)
        if value != _in_order(set(value), asking):
            return Problem(
                "not-in-order", asking.say("Please choose each option once, in the order of the list.")
            )
        given = self.quoted(self.show(value, asking), asking)
        if len(value) < self.min:
            if not value:
                return Problem(
                    "empty", asking.say("Nothing was chosen. Please choose at least {count}.", count=self.min)
                )
            words = asking.say(
                "{given} is too few. Please choose at least {count}.", given=given, count=self.min
            )
            return Problem("too-few", words)
        if self.max is not None and len(value) > self.max:
            words = asking.say(
                "{given} is too many. Please choose at most {count}.", given=given, count=self.max
            )
            return Problem("too-many", words)
        return None

    def show(self, value: Value, asking: Asking) -> str:
        labels = {option.value: option.label for option in asking.options}
        return ", ".join(labels.get(each, str(each)) for each in value) or asking.say("None")

    def retype(self, value: Value, asking: Asking) -> list[str]:
        return [str(each) for each in value]


def _entries(entered: str, asking: Asking) -> Iterator[str]:
    """The entries of a list in words, unless the whole of it is one option's name."""
    for piece in [entered] if exactly(entered, asking.options) else _SEPARATORS.split(entered):
        if exactly(piece, asking.options):
            yield piece
        else:
            yield from _joined_by_and(_detached(piece.split(), asking), vocabulary(asking.language))


def _detached(words: list[str], asking: Asking) -> Iterator[str]:
    """An "and" that is written on to a word becomes a word of its own, where the whole word names nothing here."""
    together = vocabulary(asking.language).attached_and
    named = {
        word
        for option in asking.options
        for name in (option.label, *option.words)
        for word in fold(name).split()
    }
    for number, word in enumerate(words):
        if together and number and word.startswith(together) and len(word) > 3 and fold(word) not in named:
            yield from (together, word.removeprefix(together))
        else:
            yield word


def _joined_by_and(words: Iterable[str], spoken: Vocabulary) -> Iterator[str]:
    entry: list[str] = []
    for word in words:
        if fold(word) in spoken.and_:
            yield from _numbers_apart(entry, spoken)
            entry = []
        else:
            entry.append(word)
    yield from _numbers_apart(entry, spoken)


def _numbers_apart(words: list[str], spoken: Vocabulary) -> Iterator[str]:
    """ "1 3 4" are three entries, and "number 2" is one."""
    numbers = [word for word in words if fold(word).isdecimal()]
    yield from numbers
    rest = [word for word in words if word not in numbers]
    if not (numbers and all(fold(word) in spoken.beside_numbers for word in rest)):
        yield " ".join(rest)


def _beside(chosen: Set[str], option: Option) -> Option:
    """A candidate whose value names the whole answer, for it will be taken as one."""
    return replace(option, value=", ".join([*sorted(chosen), option.value]))


def _in_order(chosen: Set[str], asking: Asking) -> list[str]:
    return [option.value for option in asking.options if option.value in chosen]
