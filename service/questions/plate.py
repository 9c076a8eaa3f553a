"""The number plate of a vehicle."""

from __future__ import annotations

import re
from typing import ClassVar, Literal

from service.messages import HintName, Parts, Problem, Value
from service.questions.question import ANSWER, Asking, Question
from service.questions.reading import on_one_line, western

FEWEST, MOST = 2, 10
"""Letters and digits, in any country."""
LENGTH = 7
"""The same of a Belgian plate: where there are more, there may be one among other words."""
_GAP = r"[\s.\-–·]*"
_BELGIAN = re.compile(
    rf"([1-9]){_GAP}([A-Z]{{3}}){_GAP}([0-9]{{3}})|([A-Z]{{3}}){_GAP}([0-9]{{3}})|([0-9]{{3}}){_GAP}([A-Z]{{3}})"
)
_IN_A_SENTENCE = re.compile(rf"(?<!\w)[1-9]{_GAP}[A-Z]{{3}}{_GAP}[0-9]{{3}}(?!\w)")


class PlateQuestion(Question):
    """Belgian plates are written 1-ABC-123 or as they were of old; others as letters and digits without gaps."""

    hint: ClassVar[HintName] = "text"
    width: ClassVar[int | None] = 12

    kind: Literal["plate"]

    def understand(self, parts: Parts, asking: Asking) -> Value | Problem:
        entered = western(on_one_line(parts)).upper()
        if len(re.findall(r"\w", entered)) > LENGTH:
            within = {plate.group() for plate in _IN_A_SENTENCE.finditer(entered)}
            entered = within.pop() if len(within) == 1 else entered
        if belgian := _BELGIAN.fullmatch(entered):
            return "-".join(group for group in belgian.groups() if group)
        return re.sub(r"[\s.\-–·/|*_:]", "", entered)

    def certainly(self, words: str, asking: Asking) -> Value | None:
        """Only a Belgian plate: other countries' look like too much else."""
        written = _BELGIAN.fullmatch(western(words).upper())
        return "-".join(group for group in written.groups() if group) if written else None

    def check(self, value: Value, asking: Asking) -> Problem | None:
        example = self.example(asking)
        if not isinstance(value, str) or not value:
            return Problem(
                "empty",
                asking.say("Nothing was entered. A number plate looks like {example}.", example=example),
            )
        problem = self._wrong_signs(value, asking)
        if problem is None and self.understand({ANSWER: value}, asking) != value:
            words = asking.say(
                "{given} is not written as number plates are stored. It looks like {example}.",
                given=self.quoted(value, asking),
                example=example,
            )
            return Problem("wrong-form", words)
        return problem

    def _wrong_signs(self, value: str, asking: Asking) -> Problem | None:
        given, example, signs = self.quoted(value, asking), self.example(asking), value.replace("-", "")
        if not signs.isalnum():
            words = asking.say(
                "{given} is not a number plate: it has letters and digits only. It looks like {example}.",
                given=given,
                example=example,
            )
            return Problem("signs", words)
        if len(signs) > MOST:
            words = asking.say(
                "{given} is too long for a number plate. It looks like {example}.",
                given=given,
                example=example,
            )
            return Problem("too-long", words)
        if len(signs) < FEWEST:
            words = asking.say(
                "{given} is too short for a number plate. It looks like {example}.",
                given=given,
                example=example,
            )
            return Problem("too-short", words)
        return None

    def show(self, value: Value, asking: Asking) -> str:
        return str(value)

    def example(self, asking: Asking) -> str:
        return "1-ABC-123"
