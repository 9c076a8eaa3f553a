"""A person's full name in one input, in any script, as the person writes it."""

from __future__ import annotations

import unicodedata
from typing import ClassVar, Literal

from pydantic import Field

from service.messages import HintName, Parts, Problem, Value
from service.questions.question import ANSWER, Asking, Question
from service.questions.reading import fold, on_one_line
from service.questions.text import untidy
from service.questions.vocabulary import vocabulary

_ALSO_IN_NAMES = " .,'-·・"
LONGEST_INTRODUCTION = 3
"""Words before a name."""
_SAME_SIGN = str.maketrans("’‘`´‐‑–", "''''---")
"""What keyboards make of an apostrophe and a hyphen: the same name must not depend on the door."""


class NameQuestion(Question):
    """Letters of any script with what joins them; one word is a name too, and nothing is transliterated."""

    hint: ClassVar[HintName] = "text"

    kind: Literal["name"]
    max_length: int = Field(default=120, ge=1, le=200)
    own: bool = True
    """It is the name of the person who answers, so that a browser may fill it in."""

    def autofill(self) -> str:
        return "name" if self.own else ""

    def understand(self, parts: Parts, asking: Asking) -> Value | Problem:
        entered = on_one_line(parts).translate(_SAME_SIGN).strip(" ,")
        return _without_introduction(entered, asking.language)

    def check(self, value: Value, asking: Asking) -> Problem | None:
        if not isinstance(value, str) or not value:
            return Problem("empty", asking.say("Nothing was entered. Please write the full name."))
        if len(value) > self.max_length:
            words = asking.say(
                "That is {count} characters. A name can have at most {most} here: please shorten it.",
                count=len(value),
                most=self.max_length,
            )
            return Problem("too-long", words)
        if any(c.isdigit() for c in value):
            words = asking.say(
                "{given} has digits in it. Please write the name in letters.",
                given=self.quoted(value, asking),
            )
            return Problem("digits", words)
        strange = next((c for c in value if not _in_a_name(c)), "")
        if strange or not any(c.isalpha() for c in value):
            given = self.quoted(strange or value, asking)
            words = asking.say(
                "{given} cannot be used in a name. Please write it with letters, spaces, hyphens and apostrophes.",
                given=given,
            )
            return Problem("signs", words)
        return untidy(asking) if self.understand({ANSWER: value}, asking) != value else None

    def show(self, value: Value, asking: Asking) -> str:
        return str(value)


def _without_introduction(entered: str, language: str) -> str:
    """ "My name is An De Smet" gives the name."""
    words, introductions = entered.split(" "), vocabulary(language).introductions
    for end in range(min(len(words) - 1, LONGEST_INTRODUCTION), 0, -1):
        if fold(" ".join(words[:end])) in introductions:
            return _without_introduction(" ".join(words[end:]), language)
    return entered


def _in_a_name(character: str) -> bool:
    return unicodedata.category(character)[0] in "LM" or character in _ALSO_IN_NAMES
