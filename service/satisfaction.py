"""How it went: two questions after sending, one of them once more after the decision. Asked once, tied to nobody.

An answer only adds one to counters. What stays with the draft is that it was asked, so that twice is once; what was
answered is nowhere beside it, and no event tells when. Where a single person answered in a month, in a language say,
whoever holds the database could tell: so a counter is never of more than one thing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from service.clock import day_in
from service.drafts import Draft, Drafts
from service.messages import Asks, Option, Prompt, Visitor
from service.prompts import Prompts
from service.store import drafts as rows
from service.store import ratings
from service.store.database import Connection
from service.store.records import RatingRecord
from service.wording import sentence

Moment = Literal["sent", "decided"]
PASSED_OVER = "skip"
HOW, INSTEAD = "how", "instead"
ASKED: dict[Moment, tuple[str, ...]] = {"sent": (HOW, INSTEAD), "decided": (HOW,)}
"""What is asked at which moment, in this order."""

RATED = f"@{HOW}"
PATHS = (RATED, f"@{INSTEAD}")
"""The paths of these questions."""

QUESTIONS = {
    HOW: sentence("How satisfied are you with how this went?"),
    INSTEAD: sentence("If you could not have done it here, what would you have done?"),
}
ANSWERS = {
    HOW: {
        "1": sentence("Very dissatisfied"),
        "2": sentence("Dissatisfied"),
        "3": sentence("Neither satisfied nor dissatisfied"),
        "4": sentence("Satisfied"),
        "5": sentence("Very satisfied"),
    },
    INSTEAD: {
        "other-door": sentence("Done it another way"),
        "office": sentence("Gone to the office"),
        "somebody": sentence("Asked somebody for help"),
        "not-at-all": sentence("Not done it"),
    },
}


@dataclass(frozen=True)
class Given:
    """An answer, or that none is wanted: the draft as it will be, and what counts it."""

    draft: Draft
    write: Callable[[Connection], None]


@dataclass(frozen=True)
class Satisfaction:
    drafts: Drafts
    prompts: Prompts

    def asks(self, draft: Draft, moment: Moment, visitor: Visitor) -> Prompt | None:
        """What is asked next at this moment; None where everything was, or passed over."""
        question = _next(draft.record.rated, moment)
        if question is None:
            return None
        say = self.prompts.wording(visitor.language).say
        return Prompt(
            id=f"{moment}:{question}",
            kind="choose",
            path=f"@{question}",
            words=say(QUESTIONS[question]),
            options=tuple(Option(value, say(label)) for value, label in ANSWERS[question].items()),
            optional=True,
        )

    def is_open(self, draft: Draft, moment: Moment) -> bool:
        """Whether anything is asked at this moment still."""
        return _next(draft.record.rated, moment) is not None

    def in_a_line(self, language: str) -> str:
        """The first question where every letter costs: a list of five would double it."""
        say = self.prompts.wording(language).say
        return f"{say(QUESTIONS[HOW])} {say('Reply 1 (not at all) to 5 (very).')}"

    def asks_in_a_line(self, reference: str, language: str) -> Asks:
        """The same behind what is told of a decision."""
        return Asks(RATED, self.in_a_line(language), reference)

    def answered(self, draft: Draft, moment: Moment, answer: str, visitor: Visitor) -> Given | None:
        """What comes of an answer; None where it is none, or nothing is asked any more."""
        question = _next(draft.record.rated, moment)
        if question is None or (answer != PASSED_OVER and answer not in ANSWERS[question]):
            return None
        passed = [question] if answer != PASSED_OVER else ASKED[moment][ASKED[moment].index(question) :]
        before = draft.record.rated
        after = " ".join(filter(None, [before, *(f"{moment}:{each}" for each in passed)]))
        month = f"{day_in(self.drafts.timezone, self.drafts.clock()):%Y-%m}"
        parts = {"": "", "service": draft.definition.code, "door": visitor.door, "language": visitor.language}
        counters = [RatingRecord(month, moment, answer, by, name) for by, name in parts.items()]

        def write(connection: Connection) -> None:
            if rows.note_asked(connection, draft.id, before, after) and answer != PASSED_OVER:
                ratings.add(connection, counters)

        return Given(replace(draft, record=replace(draft.record, rated=after)), write)


def _next(asked: str, moment: Moment) -> str | None:
    known = asked.split()
    return next((each for each in ASKED[moment] if f"{moment}:{each}" not in known), None)
