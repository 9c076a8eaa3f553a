"""An email address: its form only; nothing is looked up."""

from __future__ import annotations

import re
from typing import ClassVar, Literal

from service.messages import HintName, Parts, Problem, Value
from service.questions.question import ANSWER, Asking, Question
from service.questions.reading import on_one_line

_AROUND_SIGN = re.compile(r"\s*([@＠])\s*")
_WRAPPED = " <>()[]\"'“”‘’,;:.!?"


class EmailQuestion(Question):
    """One address, also out of "my address is an@example.org."; capitals before the @ are kept."""

    hint: ClassVar[HintName] = "email"

    kind: Literal["email"]
    own: bool = True
    """It is the address of the person who answers, so that a browser may fill it in."""

    @property
    def reaches(self) -> bool:
        return self.own

    def contact(self, value: Value) -> str:
        return f"mailto:{value}" if self.own else ""

    def autofill(self) -> str:
        return "email" if self.own else ""

    def understand(self, parts: Parts, asking: Asking) -> Value | Problem:
        entered = on_one_line(parts)
        given, example = self.quoted(entered, asking), self.example(asking)
        if not entered:
            return Problem(
                "empty",
                asking.say(
                    "Nothing was entered. Please write an email address, such as {example}.", example=example
                ),
            )
        addresses = [word for word in _AROUND_SIGN.sub("@", entered).split(" ") if "@" in word]
        if not addresses:
            words = asking.say(
                "{given} has no @ sign. Please write an email address such as {example}.",
                given=given,
                example=example,
            )
            return Problem("no-at-sign", words)
        if len(addresses) > 1:
            words = asking.say(
                "{given} has more than one address. Please write one, such as {example}.",
                given=given,
                example=example,
            )
            return Problem("several", words)
        address = addresses[0].removeprefix("mailto:").strip(_WRAPPED)
        return _normal(address) or Problem("not-an-address", self._not_an_address(given, asking))

    def _not_an_address(self, given: str, asking: Asking) -> str:
        example = self.example(asking)
        return asking.say(
            "{given} is not a complete email address. It should look like {example}.",
            given=given,
            example=example,
        )

    def certainly(self, words: str, asking: Asking) -> Value | None:
        address = self.understand({ANSWER: words}, asking) if "@" in words and " " not in words else None
        return address if isinstance(address, str) else None

    def check(self, value: Value, asking: Asking) -> Problem | None:
        if isinstance(value, str) and value and _normal(value) == value:
            return None
        given = self.quoted(value if isinstance(value, str) else "…", asking)
        return Problem("not-an-address", self._not_an_address(given, asking))

    def show(self, value: Value, asking: Asking) -> str:
        return str(value)

    def example(self, asking: Asking) -> str:
        return "name@example.org"


def _normal(address: str) -> str | None:
    """The address as it is stored, or None. `.test` is let through: it is what trials are made with."""
    from email_validator import EmailNotValidError, validate_email

    try:
        return validate_email(address, check_deliverability=False, test_environment=True).normalized
    except EmailNotValidError:
        return None
