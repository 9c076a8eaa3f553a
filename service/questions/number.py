"""A number: a count or a measure."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from service.messages import HintName, Option, Part, Parts, Problem, Value
from service.questions.amounts import (
    MOST_DIGITS,
    Written,
    decimal_sign,
    has_a_sign,
    split_number,
    without_courtesies,
    written_number,
)
from service.questions.number_words import leading
from service.questions.question import Asking, Question, Text
from service.questions.reading import fold, on_one_line
from service.questions.showing import shown_number
from service.questions.units import a_unit, same_unit
from service.questions.vocabulary import vocabulary


class NumberQuestion(Question):
    """Whole unless `decimals` allows more. A unit may be typed with it, but only the one that is asked for."""

    hint: ClassVar[HintName] = "digits"

    kind: Literal["number"]
    min: int | float | None = None
    max: int | float | None = None
    decimals: int = Field(default=0, ge=0, le=6)
    unit: Text | None = None

    @model_validator(mode="after")
    def _min_up_to_max(self) -> Self:
        if self.min is not None and self.max is not None and self.min > self.max:
            raise ValueError(f"min ({self.min}) is more than max ({self.max})")
        return self

    def parts(self, asking: Asking, value: Value | None = None) -> tuple[Part, ...]:
        (part,) = super().parts(asking, value)
        width = 10 if self.max is None else len(str(self.max)) + self.decimals + 1
        hint: HintName = "decimal" if self.decimals or (self.min or 0) < 0 else "digits"
        return (replace(part, hint=hint, width=width, suffix=asking.word("unit") if self.unit else ""),)

    def understand(self, parts: Parts, asking: Asking) -> Value | Problem:
        entered = on_one_line(parts)
        if not entered:
            example = self.example(asking)
            return Problem(
                "empty",
                asking.say("Nothing was entered. Please write a number, such as {example}.", example=example),
            )
        written = self._written(entered, asking)
        if written is None:
            return self._not_a_number(entered, asking)
        if written.or_else is not None and 0 < self.decimals < written.decimals:
            return self._which(entered, [written.value, written.or_else], asking)
        return stored(written.value)

    def _written(self, entered: str, asking: Asking) -> Written | None:
        """A number alone, or with its unit after it and a word such as "about" before it."""
        if fold(entered) in vocabulary(asking.language).none:
            return Written(Decimal(0))
        whole = without_courtesies(entered, asking.language)
        words = whole.split(" ")
        number, rest = split_number(whole)
        if not number and (spelled := leading([fold(word) for word in words], asking.language)):
            number, rest = " ".join(words[:spelled]), " ".join(words[spelled:])
        alone = written_number(whole, asking.language)
        return alone or (written_number(number, asking.language) if self._is_the_unit(rest, asking) else None)

    def _is_the_unit(self, rest: str, asking: Asking) -> bool:
        """What stands after the number is the unit; where there is none, a word of the question itself."""
        words = _unit(rest)
        if not words:
            return re.fullmatch(r"[.!]?", rest) is not None
        if self.unit:
            return same_unit(words, _unit(asking.word("unit")))
        asked = fold(asking.word("ask")).split()
        return any(same_unit(words, each) for each in asked)

    def _not_a_number(self, entered: str, asking: Asking) -> Problem:
        given, example = self.quoted(entered, asking), self.example(asking)
        _, rest = split_number(entered)
        if sum(c.isdecimal() for c in entered) > MOST_DIGITS:
            words = asking.say(
                "{given} has too many digits. Please write a number such as {example}.",
                given=given,
                example=example,
            )
            return Problem("too-many-digits", words)
        if self.unit and a_unit(_unit(rest)):
            words = asking.say(
                "{given} is in another unit. Please give it as in {example}.", given=given, example=example
            )
            return Problem("other-unit", words)
        words = asking.say(
            "{given} is not a number. Please write one in digits, such as {example}.",
            given=given,
            example=example,
        )
        return Problem("not-a-number", words)

    def _which(self, entered: str, values: list[Decimal], asking: Asking) -> Problem:
        options = tuple(
            Option(self.retype(stored(each), asking), self.show(stored(each), asking)) for each in values
        )
        given = self.quoted(entered, asking)
        return Problem(
            "which",
            asking.say("{given} can be read in two ways. Which do you mean?", given=given),
            options=options,
        )

    def check(self, value: Value, asking: Asking) -> Problem | None:
        if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < 10**MOST_DIGITS:
            return self._not_a_number(value if isinstance(value, str) else "…", asking)
        exact, given = Decimal(str(value)), self.quoted(self.show(value, asking), asking)
        example = self.example(asking)
        if self.decimals == 0 and exact % 1:
            words = asking.say(
                "{given} is not a whole number. Please write one without a fraction, such as {example}.",
                given=given,
                example=example,
            )
            return Problem("fraction", words)
        if round(exact, self.decimals) != exact:
            words = asking.say(
                "{given} is too exact. At most {count} decimals are possible, such as {example}.",
                given=given,
                count=self.decimals,
                example=example,
            )
            return Problem("too-many-decimals", words)
        return self._out_of_range(exact, given, asking)

    def _out_of_range(self, exact: Decimal, given: str, asking: Asking) -> Problem | None:
        if self.min is not None and exact < Decimal(str(self.min)):
            words = asking.say(
                "{given} is too little. It must be {least} or more.",
                given=given,
                least=self.show(self.min, asking),
            )
            return Problem("too-small", words)
        if self.max is not None and exact > Decimal(str(self.max)):
            words = asking.say(
                "{given} is too much. It must be {most} or less.",
                given=given,
                most=self.show(self.max, asking),
            )
            return Problem("too-large", words)
        return None

    def show(self, value: Value, asking: Asking) -> str:
        number = shown_number(value, asking.language)
        return f"{number} {asking.word('unit')}" if self.unit else number

    def restated(self, words: str, value: Value, asking: Asking) -> str:
        return self.show(value, asking) if has_a_sign(words) else ""

    def retype(self, value: Value, asking: Asking) -> str:
        return f"{Decimal(str(value)):f}".replace(".", decimal_sign(asking.language))

    def example(self, asking: Asking) -> str:
        """A number in the middle of what is possible."""
        least = Decimal(str(self.min if self.min is not None else min(1, self.max or 1)))
        most = Decimal(str(self.max)) if self.max is not None else least + 9
        between = round((least + min(most, least + 9)) / 2, min(self.decimals, 1))
        return self.show(stored(between if least <= between <= most else least), asking)


def stored(exact: Decimal) -> int | float:
    """Whole numbers as int; others as the float that writes the same digits."""
    return int(exact) if exact == exact.to_integral_value() else float(exact)


def _unit(words: str) -> str:
    return fold(words.replace("%", " percent "))
