"""Asking on a line how it went: behind a receipt or a decision, and what the next words say to it.

What is asked, and how answers are counted, is `satisfaction`; whether a case went well, and comes back, is `tracking`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from service.cases import case_of
from service.controls import control
from service.drafts import Draft
from service.hearing import Heard, Said, unnumbered
from service.lines import Asked, asked_by, shown
from service.menus import Menus
from service.messages import Prompt, Turn, Visitor
from service.notices import FOLLOW_UP
from service.questions import KINDS
from service.questions.question import ANSWER, Question
from service.questions.reading import western
from service.references import read_reference
from service.satisfaction import PASSED_OVER, PATHS, Moment, Satisfaction
from service.store.records import CaseRecord
from service.tracking import Tracking


@dataclass(frozen=True)
class HowItWent:
    tracking: Tracking
    menus: Menus

    @property
    def satisfaction(self) -> Satisfaction:
        return self.tracking.satisfaction

    def is_asked(self, heard: Heard) -> bool:
        return heard.talk.asked.path in (FOLLOW_UP, *PATHS)

    def behind(self, said: Said, visitor: Visitor) -> Said:
        """The same; a receipt of what was just sent with the first question, one digit to answer."""
        prompt, draft = said.turn.prompt, said.about
        if prompt is None or prompt.receipt is None or draft is None or said.write is None:
            return said
        first = self.satisfaction.asks(draft, "sent", visitor)
        if first is None:
            return said
        words = self.satisfaction.in_a_line(visitor.language)
        turn = replace(said.turn, prompt=replace(prompt, notes=(*prompt.notes, words)))
        asked = replace(shown(first, 0), subject=read_reference(prompt.receipt.reference) or "")
        return replace(said, turn=turn, talk=said.talk.now(asked))

    def again(self, heard: Heard) -> Said | None:
        """The question with all its answers; None where nothing of the kind is asked any more."""
        asked = heard.talk.asked
        found = case_of(self.tracking.drafts, asked.subject) if asked.path in PATHS else None
        prompt = self._asked(*found, _moment(asked), heard.visitor) if found is not None else None
        return (
            self._asking(heard, Turn(language=heard.visitor.language), prompt) if prompt is not None else None
        )

    def replied(self, heard: Heard) -> Said | None:
        """What comes of words on a line that was asked this last; None where they are about something else."""
        asked = heard.talk.asked
        found = case_of(self.tracking.drafts, asked.subject)
        if found is None:
            return None
        if asked.path == FOLLOW_UP:
            return self._went_well(heard, *found)
        return self._rated(heard, *found, _moment(asked))

    def _went_well(self, heard: Heard, record: CaseRecord, draft: Draft) -> Said | None:
        asking = self.tracking.prompts.asking_by_itself(heard.visitor.language)
        well = _yes_no().understand({ANSWER: heard.words}, asking)
        if not isinstance(well, bool):
            return None
        decided = self.tracking.followed_up(record, draft, well, heard.visitor)
        done = Said(decided.turn, heard.talk.now(Asked()), decided.write)
        if not well or not self.satisfaction.is_open(draft, "decided"):
            return done
        asks = self.satisfaction.asks_in_a_line(record.reference, heard.visitor.language)
        turn = replace(done.turn, said=(*done.turn.said, asks.words))
        return replace(done, turn=turn, talk=heard.talk.now(asked_by(asks)))

    def _rated(self, heard: Heard, record: CaseRecord, draft: Draft, moment: Moment) -> Said | None:
        visitor = heard.visitor
        prompt = self._asked(record, draft, moment, visitor)
        meant = self._meant(heard, shown(prompt, 0)) if prompt is not None else _number(heard.words)
        if meant is None:
            return None
        thanks = self.tracking.prompts.wording(visitor.language).say("Thank you.")
        turn = Turn(said=(thanks,), language=visitor.language)
        done = Said(turn, heard.talk.now(Asked()))
        given = self.satisfaction.answered(draft, moment, meant, visitor) if prompt is not None else None
        if given is None:  # it was answered at another door meanwhile, or the case has gone on
            return done
        following = self.satisfaction.asks(given.draft, moment, visitor)
        said = self._asking(heard, turn, following) if following is not None else done
        return replace(said, write=given.write)

    def _asked(self, record: CaseRecord, draft: Draft, moment: Moment, visitor: Visitor) -> Prompt | None:
        if moment == "sent":
            return self.tracking.how_it_went(draft, visitor)
        return (
            self.satisfaction.asks(draft, moment, visitor)
            if self.tracking.is_decided(record, draft)
            else None
        )

    def _asking(self, heard: Heard, turn: Turn, prompt: Prompt) -> Said:
        asked = replace(shown(prompt, 0), subject=heard.talk.asked.subject)
        return Said(replace(turn, prompt=prompt), heard.talk.now(asked))

    def _meant(self, heard: Heard, asked: Asked) -> str | None:
        if control(heard.words) == "skip":
            return PASSED_OVER
        chosen = self.menus.understood(asked.options, unnumbered(heard.words, asked), heard.visitor)
        return chosen if isinstance(chosen, str) else None


def _moment(asked: Asked) -> Moment:
    return "sent" if asked.id.startswith("sent:") else "decided"


def _number(words: str) -> str | None:
    digits = western(words).strip()
    return digits if digits.isdecimal() else None


@cache
def _yes_no() -> Question:
    return KINDS["yes_no"].model_validate({"code": "well", "ask": "?", "kind": "yes_no"})
