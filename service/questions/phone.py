"""A telephone number, stored as E.164 and shown as people here write it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar, Literal

from service.messages import HintName, Parts, Problem, Value
from service.questions.question import Asking, Question
from service.questions.reading import on_one_line, western

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

MOST_DIGITS = 17
"""Fifteen (E.164) and two noughts before them; more are two numbers."""
_IN_A_SENTENCE = re.compile(r"(?<!\w)\+?[\d][\d\s./()\-]{7,}\d(?=\s+\D+$)")
LONGEST = 60
"""Characters; a longer entry is a text with digits in it."""


class PhoneQuestion(Question):
    """Any way of writing it, the country's prefix only for other countries. `mobile` refuses fixed lines."""

    hint: ClassVar[HintName] = "phone"
    proves: ClassVar[bool] = True
    width: ClassVar[int | None] = 20

    kind: Literal["phone"]
    mobile: bool = False
    own: bool = True
    """It is the number of the person who answers, so that a browser may fill it in."""

    @property
    def reaches(self) -> bool:
        return self.mobile and self.own

    def contact(self, value: Value) -> str:
        from phonenumbers import parse

        return f"tel:{value}" if self.own and _is_mobile(parse(str(value))) else ""

    def autofill(self) -> str:
        return "tel" if self.own else ""

    def understand(self, parts: Parts, asking: Asking) -> Value | Problem:
        from phonenumbers import PhoneNumberFormat, format_number

        entered = western(on_one_line(parts))
        if not entered:
            example = self.example(asking)
            return Problem(
                "empty",
                asking.say(
                    "Nothing was entered. Please write a phone number, such as {example}.", example=example
                ),
            )
        number = _number(entered, asking)
        if number is None:
            return self._not_a_number(entered, asking)
        return str(format_number(number, PhoneNumberFormat.E164))

    def _not_a_number(self, entered: str, asking: Asking) -> Problem:
        given, example = self.quoted(entered, asking), self.example(asking)
        digits = sum(c.isdecimal() for c in entered)
        if digits < 3 or len(entered) > LONGEST:
            return Problem(
                "not-a-phone-number",
                asking.say(
                    "{given} is not a phone number. Please write one such as {example}.",
                    given=given,
                    example=example,
                ),
            )
        if digits < 9:
            return Problem(
                "too-short",
                asking.say(
                    "{given} has too few digits for a phone number. Please write it in full, such as {example}.",
                    given=given,
                    example=example,
                ),
            )
        words = asking.say(
            "{given} is no phone number that can exist. It should look like {example}, or begin with + abroad.",
            given=given,
            example=example,
        )
        return Problem("no-such-number", words)

    def proof(self, value: Value) -> str:
        """The last four digits."""
        return str(value)[-4:]

    def check(self, value: Value, asking: Asking) -> Problem | None:
        from phonenumbers import PhoneNumberFormat, format_number

        number = _number(value, asking) if isinstance(value, str) else None
        if number is None or format_number(number, PhoneNumberFormat.E164) != value:
            return self._not_a_number(value if isinstance(value, str) else "…", asking)
        if self.mobile and not _is_mobile(number):
            given, example = self.quoted(self.show(value, asking), asking), self.example(asking)
            words = asking.say(
                "{given} is not a mobile number. Please give one that can receive texts, such as {example}.",
                given=given,
                example=example,
            )
            return Problem("not-mobile", words)
        return None

    def show(self, value: Value, asking: Asking) -> str:
        from phonenumbers import PhoneNumberFormat, format_number, region_code_for_number

        number = _number(value, asking)
        if number is None:
            return str(value)
        here = region_code_for_number(number) == asking.region
        return str(
            format_number(number, PhoneNumberFormat.NATIONAL if here else PhoneNumberFormat.INTERNATIONAL)
        )

    def example(self, asking: Asking) -> str:
        from phonenumbers import PhoneNumberFormat, PhoneNumberType, example_number_for_type, format_number

        number = example_number_for_type(asking.region, PhoneNumberType.MOBILE)
        return str(format_number(number, PhoneNumberFormat.NATIONAL)) if number else ""


def _is_mobile(number: PhoneNumber) -> bool:
    from phonenumbers import PhoneNumberType, number_type

    return number_type(number) in (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE)


def _number(written: str, asking: Asking) -> PhoneNumber | None:
    """The number, if it can exist; an extension or a word around it is left out."""
    from phonenumbers import NumberParseException, is_valid_number, parse

    if len(written) > LONGEST or sum(c.isdecimal() for c in written) > MOST_DIGITS:
        return None
    # Letters after a number are keys to the parser, "0800 FLOWERS": a courtesy is not.
    for text in (written, *_IN_A_SENTENCE.findall(written)[:1]):
        try:
            number = parse(text, asking.region)
        except NumberParseException:
            continue
        number.extension = None
        if is_valid_number(number):
            return number
    return None
