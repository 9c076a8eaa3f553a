"""A sum of money, stored in cents."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from service.messages import HintName, Option, Part, Parts, Problem, Value
from service.questions.amounts import (
    MOST_DIGITS,
    Written,
    decimal_sign,
    has_a_sign,
    without_courtesies,
    written_number,
)
from service.questions.question import Asking, Question
from service.questions.reading import on_one_line, western
from service.questions.showing import shown_money

_EURO = r"(?:€|eur(?:o|os)?|يورو)"
_CENTS = r"(?:c|ct|cts|cents?|centimes?|سنت)"
_OTHERS = re.compile(r"[$£¥₤₺₽₹]|\b(?:usd|gbp|chf|dollars?|pounds?|francs?|frank|dirhams?)\b", re.IGNORECASE)
_ABOUT = r"(?:(?:about|around|ca|circa|environ|ongeveer)\.?\s+)?"
_IN_FRONT = re.compile(rf"{_ABOUT}(?:{_EURO}\s*)?", re.IGNORECASE)
_BEHIND = re.compile(rf"\s*{_EURO}\.?$|\.$", re.IGNORECASE)
_ROUND = re.compile(r"[.,][-–—]+$")
_BOTH = re.compile(rf"(\d+)\s*{_EURO}\s*(?:and\s+|et\s+|en\s+)?(\d\d)\s*{_CENTS}?", re.IGNORECASE)
_ONLY_CENTS = re.compile(rf"(\d{{1,2}})\s*{_CENTS}\.?", re.IGNORECASE)


def _amount(written: Any) -> Any:
    return f"{written:.2f}" if isinstance(written, int | float) and not isinstance(written, bool) else written


Amount = Annotated[
    str,
    Field(pattern=r"^\d{1,9}(\.\d{1,2})?$"),
    BeforeValidator(_amount, json_schema_input_type=str | int | float),
]
"""A sum in the town's currency, written `"12.50"`."""


class MoneyQuestion(Question):
    """Understands "€ 12,50", "12.50 euro", "12€50" and "50 cents", and refuses another currency by name."""

    hint: ClassVar[HintName] = "money"
    width: ClassVar[int | None] = 10

    kind: Literal["money"]
    min: Amount = "0.00"
    max: Amount | None = None

    @model_validator(mode="after")
    def _min_up_to_max(self) -> Self:
        if self.max is not None and Decimal(self.min) > Decimal(self.max):
            raise ValueError(f"min ({self.min}) is more than max ({self.max})")
        return self

    def parts(self, asking: Asking, value: Value | None = None) -> tuple[Part, ...]:
        (part,) = super().parts(asking, value)
        return (replace(part, suffix="€" if asking.currency == "EUR" else asking.currency),)

    def understand(self, parts: Parts, asking: Asking) -> Value | Problem:
        entered = on_one_line(parts)
        given, example = self.quoted(entered, asking), self.example(asking)
        if not entered:
            return Problem(
                "empty",
                asking.say(
                    "Nothing was entered. Please write an amount, such as {example}.", example=example
                ),
            )
        if _OTHERS.search(entered):
            words = asking.say(
                "{given} is in another currency. Please write the amount in euro, such as {example}.",
                given=given,
                example=example,
            )
            return Problem("other-currency", words)
        return self._amount(entered, given, asking)

    def _amount(self, entered: str, given: str, asking: Asking) -> Value | Problem:
        written, example = _written(entered, asking.language), self.example(asking)
        if written is None:
            words = asking.say(
                "{given} is not an amount of money. Please write it in digits, such as {example}.",
                given=given,
                example=example,
            )
            return Problem("not-an-amount", words)
        if written.or_else is not None:
            return self._which(given, [written.value, written.or_else], asking)
        if written.decimals > 2:
            words = asking.say(
                "{given} is too exact. An amount has at most two decimals, such as {example}.",
                given=given,
                example=example,
            )
            return Problem("too-many-decimals", words)
        return _value(written.value, asking)

    def _which(self, given: str, amounts: list[Decimal], asking: Asking) -> Problem:
        values = [_value(amount, asking) for amount in amounts]
        options = tuple(Option(self.retype(value, asking), self.show(value, asking)) for value in values)
        return Problem(
            "which",
            asking.say("{given} can be read in two ways. Which do you mean?", given=given),
            options=options,
        )

    def check(self, value: Value, asking: Asking) -> Problem | None:
        example = self.example(asking)
        if not _is_money(value, asking.currency):
            words = asking.say(
                "That is not an amount of money. Please write it in digits, such as {example}.",
                example=example,
            )
            return Problem("not-an-amount", words)
        given = self.quoted(self.show(value, asking), asking)
        if value["cents"] < 0:
            words = asking.say(
                "{given} is below zero. Please write an amount such as {example}.",
                given=given,
                example=example,
            )
            return Problem("negative", words)
        if value["cents"] < Decimal(self.min) * 100:
            words = asking.say(
                "{given} is too little. It must be {least} or more.",
                given=given,
                least=self._limit(self.min, asking),
            )
            return Problem("too-small", words)
        if self.max is not None and value["cents"] > Decimal(self.max) * 100:
            words = asking.say(
                "{given} is too much. It must be {most} or less.",
                given=given,
                most=self._limit(self.max, asking),
            )
            return Problem("too-large", words)
        return None

    def _limit(self, amount: str, asking: Asking) -> str:
        return self.show(_value(Decimal(amount), asking), asking)

    def show(self, value: Value, asking: Asking) -> str:
        return shown_money(value["cents"], value["currency"], asking.language)

    def restated(self, words: str, value: Value, asking: Asking) -> str:
        return self.show(value, asking) if has_a_sign(words) else ""

    def retype(self, value: Value, asking: Asking) -> str:
        return f"{Decimal(value['cents']) / 100:.2f}".replace(".", decimal_sign(asking.language))

    def example(self, asking: Asking) -> str:
        least = Decimal(self.min)
        usual = [Decimal(amount) for amount in ("12.50", "1250", "125000")]
        most = Decimal(self.max) if self.max is not None else None
        fitting = (each for each in usual if least <= each and (most is None or each <= most))
        return self.retype(_value(next(fitting, least), asking), asking)


def _written(entered: str, language: str) -> Written | None:
    text = western(without_courtesies(entered, language))
    if both := _BOTH.fullmatch(text):
        text = f"{both[1]}{decimal_sign(language)}{both[2]}"
    elif cents := _ONLY_CENTS.fullmatch(text):
        text = f"0{decimal_sign(language)}{int(cents[1]):02}"
    bare = _BEHIND.sub("", _IN_FRONT.sub("", text, count=1))
    return written_number(_ROUND.sub("", bare), language)


def _value(amount: Decimal, asking: Asking) -> dict[str, Value]:
    return {"cents": int(amount * 100), "currency": asking.currency}


def _is_money(value: Value, currency: str) -> bool:
    if not isinstance(value, dict) or value.keys() != {"cents", "currency"} or value["currency"] != currency:
        return False
    cents = value["cents"]
    return isinstance(cents, int) and not isinstance(cents, bool) and abs(cents) < 10**MOST_DIGITS
