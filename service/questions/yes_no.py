"""Yes or no, stored as true or false."""

from __future__ import annotations

import re
from typing import ClassVar, Literal

from service.messages import HintName, Option, Parts, Problem, Value
from service.questions.question import Asking, Question
from service.questions.reading import asks_back, fold, on_one_line
from service.questions.vocabulary import VOCABULARIES, vocabulary

YES, NO = "yes", "no"


class YesNoQuestion(Question):
    """Understands the word, its number in the list, and the word with courtesies around it.

    "Yes" in one of the town's languages means yes in all of them. "Not sure" is neither.
    """

    hint: ClassVar[HintName] = "yes-no"

    kind: Literal["yes_no"]

    def choices_offered(self, asking: Asking) -> tuple[Option, ...]:
        return (Option(YES, asking.say("Yes")), Option(NO, asking.say("No")))

    def understand(self, parts: Parts, asking: Asking) -> Value | Problem:
        entered = on_one_line(parts)
        if not entered:
            return Problem("empty", asking.say("Please choose yes or no."))
        understood = said_yes(entered, asking.language)
        if understood is None:
            given = self.quoted(entered, asking)
            return Problem(
                "not-yes-or-no",
                asking.say("{given} is neither yes nor no. Please choose one of the two.", given=given),
            )
        return understood

    def check(self, value: Value, asking: Asking) -> Problem | None:
        return (
            None
            if isinstance(value, bool)
            else Problem("not-yes-or-no", asking.say("Please choose yes or no."))
        )

    def show(self, value: Value, asking: Asking) -> str:
        return asking.say("Yes") if value else asking.say("No")

    def retype(self, value: Value, asking: Asking) -> str:
        return YES if value else NO


def said_yes(entered: str, language: str) -> bool | None:
    """Whether words mean yes or no; None where they mean neither, or both."""
    words = fold(entered)
    if words in ("1", "2"):
        return words == "1"
    for spoken in (vocabulary(language), *VOCABULARIES.values()):
        if words in spoken.yes or words in spoken.no:
            return words in spoken.yes
    said = _in_a_sentence(words.split(), language)
    return said if said is not None or not words else _with_a_reason(entered, language)


def _in_a_sentence(words: list[str], language: str) -> bool | None:
    """ "Yes please", "no I don't": the word comes first, and nothing after it means anything else."""
    spoken = vocabulary(language)
    first, rest = words[:1], words[1:]
    if not rest or not all(word in spoken.beside_yes_and_no for word in rest):
        return None
    if first[0] in spoken.no:
        return False
    return True if first[0] in spoken.yes and spoken.not_.isdisjoint(rest) else None


def _with_a_reason(entered: str, language: str) -> bool | None:
    """ "No, in Ostend", "yes since 2011": what follows the word gives a reason, and takes nothing back.

    A "no" alone may belong to the next word, "no idea": there it takes a comma, or a word that begins a sentence.
    """
    spoken = vocabulary(language)
    words = fold(entered).split()
    first, rest = words[0], {word.removeprefix(spoken.attached_and) for word in words[1:]}
    doubtful = asks_back(entered) or all(word.isdecimal() for word in rest)
    if doubtful or not rest.isdisjoint(spoken.turning | spoken.yes | spoken.no):
        return None
    if first in spoken.yes and rest.isdisjoint(spoken.not_):
        return True
    apart = re.match(r"\w+\s*[,.!،;:]", entered) is not None or words[1] in spoken.asides
    return False if first in spoken.no and apart else None
