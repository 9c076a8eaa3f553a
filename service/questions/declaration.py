"""Something the person declares to be so: there is only one answer with which the service can go on."""

from __future__ import annotations

from typing import ClassVar, Literal

from service.messages import HintName, Option, Parts, Problem, Value
from service.questions.question import Asking, Question, Text
from service.questions.reading import fold, on_one_line
from service.questions.vocabulary import vocabulary
from service.questions.yes_no import YES, said_yes


class DeclarationQuestion(Question):
    """The statement is the label of its one option, so that nobody agrees to words that were not shown."""

    hint: ClassVar[HintName] = "declare"

    kind: Literal["declaration"]
    statement: Text

    def choices_offered(self, asking: Asking) -> tuple[Option, ...]:
        return (Option(YES, asking.word("statement")),)

    def understand(self, parts: Parts, asking: Asking) -> Value | Problem:
        entered = on_one_line(parts)
        words = fold(entered)
        agreed = words in vocabulary(asking.language).agree or words == fold(asking.word("statement"))
        answer = True if agreed else said_yes(entered, asking.language) if words != "2" else None
        if answer is True:
            return True
        if not entered:
            return Problem(
                "empty", asking.say("To go on, please read the declaration and say that you agree.")
            )
        if answer is False:
            words = asking.say(
                "Without this declaration this cannot be sent. You can agree now, or come back to it later."
            )
            return Problem("declined", words)
        given = self.quoted(entered, asking)
        words = asking.say(
            "{given} was not understood. Please say whether you agree with the declaration.", given=given
        )
        return Problem("not-understood", words)

    def check(self, value: Value, asking: Asking) -> Problem | None:
        if value is True:
            return None
        return Problem("empty", asking.say("To go on, please read the declaration and say that you agree."))

    def show(self, value: Value, asking: Asking) -> str:
        return asking.say("I agree")

    def retype(self, value: Value, asking: Asking) -> str:
        return YES
