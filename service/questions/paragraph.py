"""A longer text, on several lines if the person likes."""

from __future__ import annotations

import re
from typing import ClassVar, Literal

from pydantic import Field

from service.messages import HintName, Parts, Problem, Value
from service.questions.question import ANSWER, Asking, Question
from service.questions.reading import typed
from service.questions.text import untidy


class ParagraphQuestion(Question):
    """Kept as written, but for spaces at the ends of lines and more than one empty line."""

    hint: ClassVar[HintName] = "long-text"

    kind: Literal["paragraph"]
    max_length: int = Field(default=2000, ge=1, le=5000)

    def understand(self, parts: Parts, asking: Asking) -> Value | Problem:
        lines = (line.strip() for line in typed(parts).split("\n"))
        return re.sub(r"\n{3,}", "\n\n", "\n".join(lines))

    def check(self, value: Value, asking: Asking) -> Problem | None:
        if not isinstance(value, str) or not value:
            return Problem("empty", asking.say("Nothing was entered. Please write it in your own words."))
        if len(value) > self.max_length:
            words = asking.say(
                "That is {count} characters. At most {most} are possible: please shorten it.",
                count=len(value),
                most=self.max_length,
            )
            return Problem("too-long", words)
        return untidy(asking) if self.understand({ANSWER: value}, asking) != value else None

    def show(self, value: Value, asking: Asking) -> str:
        return str(value)
