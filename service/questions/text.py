"""A short text on one line: a number on a lamp post, a name of a building."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar, Literal

from pydantic import Field, field_validator

from service.messages import HintName, Part, Parts, Problem, Value
from service.questions.question import ANSWER, Asking, Question, Text
from service.questions.reading import on_one_line, western


class TextQuestion(Question):
    """`pattern` must match the whole answer; `looks_like` says in words what it wants, with an example.

    An answer that fits once it is in capitals or without its spaces and hyphens is taken in that form.
    """

    hint: ClassVar[HintName] = "text"

    kind: Literal["text"]
    pattern: str | None = None
    looks_like: Text | None = None
    max_length: int = Field(default=200, ge=1, le=1000)

    @field_validator("pattern")
    @classmethod
    def _pattern_compiles(cls, pattern: str | None) -> str | None:
        if pattern is not None:
            try:
                re.compile(pattern)
            except re.error as error:
                raise ValueError(f"is not a regular expression ({error})") from None
        return pattern

    def parts(self, asking: Asking, value: Value | None = None) -> tuple[Part, ...]:
        (part,) = super().parts(asking, value)
        return (replace(part, width=self.max_length),) if self.max_length <= 30 else (part,)

    def understand(self, parts: Parts, asking: Asking) -> Value | Problem:
        entered = on_one_line(parts)
        if self.pattern is None or len(entered) > 2 * self.max_length:
            return entered
        return next((form for form in _forms(entered) if self._fits(form)), entered)

    def certainly(self, words: str, asking: Asking) -> Value | None:
        """Only what a pattern wants that has letters and digits: hardly anything else looks like it."""
        fits = self.pattern is not None and len(words) <= 2 * self.max_length
        form = next((form for form in _forms(words) if self._fits(form)), "") if fits else ""
        mixed = any(c.isalpha() for c in form) and any(c.isdecimal() for c in form)
        return form if mixed and " " not in words else None

    def check(self, value: Value, asking: Asking) -> Problem | None:
        if not isinstance(value, str) or not value:
            return Problem("empty", asking.say("Nothing was entered. Please write a short text."))
        if len(value) > self.max_length:
            words = asking.say(
                "That is {count} characters. At most {most} are possible: please shorten it.",
                count=len(value),
                most=self.max_length,
            )
            return Problem("too-long", words)
        if not self._fits(value):
            wanted = asking.word("looks_like" if self.looks_like else "help" if self.help else "ask")
            given = self.quoted(value, asking)
            return Problem(
                "wrong-form",
                asking.say("{given} does not have the right form. {wanted}", given=given, wanted=wanted),
            )
        return untidy(asking) if self.understand({ANSWER: value}, asking) != value else None

    def _fits(self, value: str) -> bool:
        return self.pattern is None or re.fullmatch(self.pattern, value) is not None

    def show(self, value: Value, asking: Asking) -> str:
        return str(value)


def untidy(asking: Asking) -> Problem:
    """A ready-made value that nobody could have typed so."""
    words = asking.say(
        "There are spaces or invisible signs in it that cannot be stored. Please write it without them."
    )
    return Problem("untidy", words)


def _forms(entered: str) -> Iterator[str]:
    """The same entry as it may have been meant, the nearest first."""
    joined = re.sub(r"[\s.\-/]", "", western(entered))
    for form in (entered, western(entered), joined):
        yield form
        yield form.upper()
        yield form.lower()
