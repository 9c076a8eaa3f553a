"""The Belgian enterprise number, which is also the number for VAT."""

from __future__ import annotations

import re
from typing import ClassVar, Literal

from service.messages import HintName, Parts, Problem, Value
from service.questions.question import Asking, Question
from service.questions.reading import on_one_line, western

DIGITS = 10
_OTHER_COUNTRY = re.compile(r"(?!BE)([A-Z]{2})\s*[0-9]")


class CompanyNumberQuestion(Question):
    """Stored as ten digits; "BE" in front and the first zero may be left out."""

    hint: ClassVar[HintName] = "digits"
    width: ClassVar[int | None] = 15

    kind: Literal["company_number"]

    def understand(self, parts: Parts, asking: Asking) -> Value | Problem:
        entered = western(on_one_line(parts))
        given, example = self.quoted(entered, asking), self.example(asking)
        if not entered:
            return Problem(
                "empty",
                asking.say("Nothing was entered. A company number looks like {example}.", example=example),
            )
        if _OTHER_COUNTRY.match(entered.upper()):
            words = asking.say(
                "{given} is a number from another country. Please give a Belgian one, such as {example}.",
                given=given,
                example=example,
            )
            return Problem("not-belgian", words)
        digits = re.sub(r"[^0-9]", "", entered)
        if not digits:
            words = asking.say(
                "{given} has no digits. A company number looks like {example}.", given=given, example=example
            )
            return Problem("not-digits", words)
        return digits.zfill(DIGITS) if len(digits) == DIGITS - 1 else digits

    def check(self, value: Value, asking: Asking) -> Problem | None:
        from stdnum.be import vat

        example = self.example(asking)
        if not isinstance(value, str) or not re.fullmatch(r"[0-9]{10}", value):
            count = len(value) if isinstance(value, str) else 0
            words = asking.say(
                "A company number has {wanted} digits; you entered {count}. It looks like {example}.",
                wanted=DIGITS,
                count=count,
                example=example,
            )
            return Problem("wrong-length", words)
        given = self.quoted(self.show(value, asking), asking)
        if value[0] not in "01":
            words = asking.say(
                "{given} does not begin with 0 or 1. A company number looks like {example}.",
                given=given,
                example=example,
            )
            return Problem("wrong-beginning", words)
        if not vat.is_valid(value):
            words = asking.say(
                "One of the digits in {given} cannot be right. Please check them. It should look like {example}.",
                given=given,
                example=example,
            )
            return Problem("wrong-check", words)
        return None

    def show(self, value: Value, asking: Asking) -> str:
        return f"{value[:4]}.{value[4:7]}.{value[7:]}"

    def example(self, asking: Asking) -> str:
        return "0123.456.749"
