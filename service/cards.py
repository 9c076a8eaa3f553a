"""Drafts as onlookers of a demo see them: what was answered at which door, where each stands, which are equal.

Sensitive answers are masked. It reads and never answers.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from service.cases import case_journey
from service.definitions.definition import MORE
from service.drafts import Draft
from service.exports import exported
from service.interview import Interview
from service.journey import Journey
from service.messages import Prompt, Visitor
from service.references import grouped
from service.store import cases, events

ACKNOWLEDGED = frozenset({"answered", "changed", "skipped", "deferred"})
"""Kinds of events after which a person was told that an answer is kept."""


@dataclass(frozen=True)
class CardAnswer:
    question: str
    shown: str
    door: str


@dataclass(frozen=True)
class Card:
    """A draft as onlookers of a demo see it."""

    service: str
    title: str
    version: str
    """Of the definition: changes with its meaning."""
    revision: str
    """Of the definition: changes with every word."""
    state: str
    reference: str
    kind: str
    """What stands before the person now: `ask`, `check`, `done` or `say`."""
    asked: str
    """The words that stand before the person now."""
    place: str
    """What of the service's text that is, as `Written.lines` calls it; empty where it is none of its own."""
    shows: str
    """Changes when what is before the person is worded otherwise."""
    touched_at: datetime
    answers: tuple[CardAnswer, ...]
    acknowledged: int
    """Answers of which the person was told that they are kept."""
    lost: int
    """Those of them which are not stored though their questions are on the way."""


@dataclass(frozen=True)
class Table:
    """Several drafts beside each other, in the order in which they were asked for."""

    cards: tuple[Card | None, ...]
    same: int
    """How many of them are of one service, have answers, and have the same ones."""


@dataclass(frozen=True)
class Cards:
    interview: Interview

    def table(self, in_hand: Sequence[tuple[str | None, Visitor]]) -> Table:
        """The drafts that doors have in hand, each as the visitor at its door stands."""
        found = [(self._in_hand(draft) if draft else None, who) for draft, who in in_hand]
        opened = [(draft, self._state(draft, who), who) if draft else None for draft, who in found]
        cards = tuple(self._card(*each) if each else None for each in opened)
        return Table(cards, _same((draft, state) for draft, state, _ in filter(None, opened)))

    def _in_hand(self, handle: str) -> Draft | None:
        """The draft of a door's handle; none where it has moved to another door since."""
        draft, here = self.interview.drafts.held(handle) or (None, False)
        return draft if here else None

    def _state(self, draft: Draft, visitor: Visitor) -> Journey:
        return case_journey(draft) if _sent(draft) else self.interview.state(draft, visitor)

    def _card(self, draft: Draft, state: Journey, visitor: Visitor) -> Card:
        visitor = replace(visitor, language=draft.record.language)
        prompt = self.interview.standing(draft, visitor).prompt
        assert prompt is not None
        acknowledged = self._acknowledged(draft)
        on_the_way = {step.path for step in state.steps}
        stored = {*draft.answers, *draft.misfits}
        gone = acknowledged - stored
        return Card(
            service=draft.definition.code,
            title=draft.definition.text("title", visitor.language),
            version=draft.definition.version,
            revision=draft.definition.revision,
            state=draft.record.state,
            reference=prompt.receipt.reference if prompt.receipt else self._reference(draft),
            kind=prompt.kind,
            asked=prompt.words,
            place=_place(prompt),
            shows=_shows(prompt),
            touched_at=draft.record.touched_at,
            answers=tuple(self._answers(draft, state, visitor)),
            acknowledged=len(acknowledged),
            lost=len(gone & on_the_way if _sent(draft) else gone),
        )

    def _answers(self, draft: Draft, state: Journey, visitor: Visitor) -> Iterable[CardAnswer]:
        """The answers on the way, the sensitive ones masked whatever the door may show."""
        onlooker = replace(visitor, capabilities=replace(visitor.capabilities, private=False))
        say = self.interview.prompts.wording(visitor.language).say
        for row in self.interview.cases.checklist.rows(draft.definition, state, onlooker):
            answer, asked = draft.answers.get(row.path), draft.definition.asked_at(row.path)
            if answer is None or asked is None:
                continue
            passed = answer.state == "deferred" and not asked.question.later
            yield CardAnswer(row.label, say("Not asked at this door") if passed else row.shown, answer.door)

    def _acknowledged(self, draft: Draft) -> set[str]:
        with self.interview.drafts.database.reading() as connection:
            told = events.of_journey(connection, draft.record.journey)
        return {event.path for event in told if event.kind in ACKNOWLEDGED}

    def _reference(self, draft: Draft) -> str:
        with self.interview.drafts.database.reading() as connection:
            case = cases.of_draft(connection, draft.id)
        return grouped(case.reference) if case is not None else ""


def _sent(draft: Draft) -> bool:
    return draft.record.state == "submitted"


def _same(drafts: Iterable[tuple[Draft, Journey]]) -> int:
    """Of how many drafts the answers are equal, value by value, whatever door they came by."""
    counted: dict[str, int] = {}
    for draft, state in drafts:
        answers = exported(draft.definition, state)
        if any(value is not None for value in answers.values()):
            key = json.dumps([draft.definition.code, answers], sort_keys=True)
            counted[key] = counted.get(key, 0) + 1
    return max(counted.values(), default=0)


def _place(prompt: Prompt) -> str:
    if prompt.kind == "done":
        return "receipt"
    if prompt.outcome:
        return f"outcome:{prompt.outcome}"
    first, _, _ = prompt.path.partition("/")
    last = prompt.path.rpartition("/")[2]
    return f"{first}/{MORE}" if last == MORE else last


def _shows(prompt: Prompt) -> str:
    """A name for all that is worded in a prompt; the answers in it do not count."""
    prompts = prompt.together or (prompt,)
    words = [
        [each.words, each.short, each.help, each.example, [option.label for option in each.options]]
        for each in prompts
    ]
    return hashlib.sha256(json.dumps([prompt.kind, words]).encode()).hexdigest()[:16]
