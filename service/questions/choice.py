"""One of several options."""

from __future__ import annotations

from typing import ClassVar, Literal

from service.messages import HintName, Option, Parts, Problem, Value
from service.questions.choosing import Meant, called, meant, number_in
from service.questions.options import Offered
from service.questions.question import ANSWER, Asking, Question
from service.questions.reading import fold, on_one_line
from service.questions.vocabulary import vocabulary


class ChoiceQuestion(Question):
    """Judges by what is offered in this asking: options may depend on earlier answers."""

    hint: ClassVar[HintName] = "choice"

    kind: Literal["choice"]
    options: Offered

    def choices_offered(self, asking: Asking) -> tuple[Option, ...]:
        return asking.options

    def understand(self, parts: Parts, asking: Asking) -> Value | Problem:
        posted = parts.get(ANSWER)
        entered = on_one_line({ANSWER: posted[0]} if isinstance(posted, list) and len(posted) == 1 else parts)
        found = meant(entered, asking.options, asking.language)
        if len(found) == 1:
            return found[0].value
        return not_one(self, entered, found, asking)

    def certainly(self, words: str, asking: Asking) -> Value | None:
        named = called(words, asking.options, asking.language)
        return named[0].value if len(named) == 1 else None

    def check(self, value: Value, asking: Asking) -> Problem | None:
        if any(value == option.value for option in asking.options):
            return None
        words = asking.say("What was chosen is not on offer here. Please choose one of the options.")
        return Problem("not-offered", words)

    def show(self, value: Value, asking: Asking) -> str:
        return next((option.label for option in asking.options if option.value == value), str(value))

    def retype(self, value: Value, asking: Asking) -> str:
        return str(value)


def not_one(question: Question, entered: str, found: Meant, asking: Asking) -> Problem:
    """Why words do not mean one option."""
    given = question.quoted(entered, asking)
    if found:
        words = asking.say("{given} could mean several of the options. Which one do you mean?", given=given)
        return Problem("which", words, options=found)
    if not entered:
        return Problem("empty", asking.say("Nothing was chosen. Please choose one of the options."))
    most = len(asking.options)
    if number_in(fold(entered), vocabulary(asking.language), most) is not None:
        words = asking.say(
            "{given} is not in the list. Please choose a number from 1 to {most}.", given=given, most=most
        )
        return Problem("no-such-number", words)
    words = asking.say("{given} is not one of the options. Please choose one of them.", given=given)
    return Problem("not-understood", words)
