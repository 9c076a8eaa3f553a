"""The Belgian national number, or the bis number of those who are not in the national register."""

from __future__ import annotations

import re
from typing import ClassVar, Literal

from service.messages import HintName, Parts, Problem, Value
from service.questions.question import Asking, Question
from service.questions.reading import on_one_line, western

DIGITS = 11


class NationalNumberQuestion(Question):
    """Sensitive unless the owner says otherwise; a Problem says what is wrong and never repeats a digit."""

    hint: ClassVar[HintName] = "digits"
    width: ClassVar[int | None] = 15

    kind: Literal["national_number"]
    sensitive: bool = True

    def understand(self, parts: Parts, asking: Asking) -> Value | Problem:
        entered = western(on_one_line(parts))
        example = self.example(asking)
        if not entered:
            return Problem(
                "empty",
                asking.say("Nothing was entered. A national number looks like {example}.", example=example),
            )
        digits = re.sub(r"[^0-9]", "", entered)
        if not digits:
            words = asking.say(
                "There are no digits in what you entered. A national number looks like {example}.",
                example=example,
            )
            return Problem("not-digits", words)
        return digits

    def check(self, value: Value, asking: Asking) -> Problem | None:
        from stdnum.be import ssn
        from stdnum.exceptions import InvalidChecksum, ValidationError

        example = self.example(asking)
        if not isinstance(value, str) or not re.fullmatch(r"[0-9]{11}", value):
            count = len(value) if isinstance(value, str) else 0
            words = asking.say(
                "A national number has {wanted} digits; you entered {count}. It looks like {example}.",
                wanted=DIGITS,
                count=count,
                example=example,
            )
            return Problem("wrong-length", words)
        try:
            ssn.validate(value)
        except InvalidChecksum:
            words = asking.say(
                "One of the digits cannot be right. Please compare them with your identity card, as in {example}.",
                example=example,
            )
            return Problem("wrong-check", words)
        except ValidationError:
            words = asking.say(
                "The date of birth at its beginning cannot be right. A national number looks like {example}.",
                example=example,
            )
            return Problem("no-such-date", words)
        return None

    def show(self, value: Value, asking: Asking) -> str:
        return f"{value[:2]}.{value[2:4]}.{value[4:6]}-{value[6:9]}.{value[9:]}"

    def example(self, asking: Asking) -> str:
        return "85.07.30-033.28"
