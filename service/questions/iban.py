"""A bank account by its international number."""

from __future__ import annotations

import re
from typing import ClassVar, Literal

from service.messages import HintName, Parts, Problem, Value
from service.questions.question import Asking, Question
from service.questions.reading import on_one_line, western

_FORM = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{8,30}")


class IbanQuestion(Question):
    """Any country's; stored without spaces. A Problem never repeats the number."""

    hint: ClassVar[HintName] = "text"
    width: ClassVar[int | None] = 34

    kind: Literal["iban"]

    def understand(self, parts: Parts, asking: Asking) -> Value | Problem:
        entered = re.sub(r"[\s.\-–/:]", "", western(on_one_line(parts))).upper()
        return entered.removeprefix("IBAN")

    def check(self, value: Value, asking: Asking) -> Problem | None:
        from stdnum import iban
        from stdnum.exceptions import InvalidChecksum, ValidationError

        example = self.example(asking)
        if not isinstance(value, str) or not value:
            return Problem(
                "empty",
                asking.say("Nothing was entered. An account number looks like {example}.", example=example),
            )
        if not _FORM.fullmatch(value):
            words = asking.say(
                "That is not an account number (IBAN). It begins with the letters of the country, such as {example}.",
                example=example,
            )
            return Problem("wrong-form", words)
        try:
            # Its list of a country's banks grows old: a new bank's customers would be turned away.
            iban.validate(value, check_country=False)
        except InvalidChecksum:
            words = asking.say(
                "One of the digits cannot be right. Please compare them with your bank card, as in {example}.",
                example=example,
            )
            return Problem("wrong-check", words)
        except ValidationError:
            words = asking.say(
                "That country has no such account numbers. Please check the letters and the length, as in {example}.",
                example=example,
            )
            return Problem("no-such-number", words)
        return None

    def show(self, value: Value, asking: Asking) -> str:
        return " ".join(value[start : start + 4] for start in range(0, len(value), 4))

    def example(self, asking: Asking) -> str:
        return "BE68 5390 0754 7034"
