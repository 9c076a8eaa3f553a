"""A message on its way through a conversation, and what comes of it. Nothing is decided here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from service.cases import Decided
from service.drafts import Draft
from service.lines import Asked, Talk, shown
from service.messages import Reply, Turn, Visitor
from service.questions.reading import fold, western
from service.store.database import Connection


@dataclass(frozen=True)
class Said:
    """What came of a message: the turn, the line as it will stand, and what else must be written."""

    turn: Turn
    talk: Talk
    write: Callable[[Connection], None] | None = None
    about: Draft | None = None
    """The draft that the turn is about, as it will be."""


@dataclass(frozen=True)
class Heard:
    """A message on its way through the conversation."""

    words: str
    reply: Reply
    talk: Talk
    visitor: Visitor
    draft: Draft | None
    """The line's active draft, where it is still open."""
    over: Draft | None = None
    """The same where it became a case at another door, or ended in an outcome that was said here."""
    moved: Draft | None = None
    """The same where it has moved to another door."""

    @property
    def at_check(self) -> bool:
        return self.talk.asked.id == "check"

    @property
    def path(self) -> str:
        """The path of the question that was asked last; empty at check answers."""
        return "" if self.at_check else self.talk.asked.path

    def speaking(self, language: str) -> Heard:
        """The same message on a line that speaks this language from now on."""
        return replace(
            self, talk=self.talk.now(language=language), visitor=replace(self.visitor, language=language)
        )

    def offers(self, word: str) -> bool:
        """Whether a word names one of the options shown last: then it is an answer."""
        asked = self.talk.asked
        return bool(word) and any(fold(name) == word for name in (*asked.values, *asked.labels))


def turned(heard: Heard, decided: Decided) -> Said:
    """The line after a turn on a draft."""
    turn, before = decided.turn, heard.talk.asked
    again = turn.prompt is not None and turn.prompt.path == before.path
    asked = shown(turn.prompt, turn.version, subject=before.subject if again else "")
    done = turn.prompt is not None and turn.prompt.kind == "done"
    draft = (
        turn.draft.partition(":")[0] if turn.draft and not done else None
    )  # the line itself says who holds it
    return Said(turn, heard.talk.now(asked, draft=draft), decided.write, decided.after or heard.draft)


def unnumbered(words: str, asked: Asked) -> str:
    """A bare number becomes the value that stood behind it when it was shown; an option's own name wins."""
    digits = western(words).strip().rstrip(".)")
    named = any(fold(words) == fold(name) for name in (*asked.values, *asked.labels))
    if not named and digits.isdecimal() and 1 <= int(digits[:4]) <= len(asked.values):
        return asked.values[int(digits[:4]) - 1]
    return words
