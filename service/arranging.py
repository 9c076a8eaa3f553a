"""What is said on a line about an appointment: whether one comes, another time, calling it off.

After STATUS and its code, and in reply to a reminder, which went to the contact of the case.
How appointments change is `appointments`'.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from service.appointments import ASKED, CANCEL, KEEP, LEAVE, MOVE
from service.cases import Decided, case_of
from service.controls import control
from service.drafts import Draft
from service.hearing import Heard, Said, unnumbered
from service.lines import Asked, shown
from service.menus import Menus
from service.messages import Problem, Prompt, Turn
from service.questions.question import ANSWER
from service.store.records import CaseRecord
from service.tracking import Tracking

TIME = "@time"
"""The path of the question for another time."""


@dataclass(frozen=True)
class Arranging:
    tracking: Tracking
    menus: Menus

    def is_asked(self, heard: Heard) -> bool:
        return heard.talk.asked.path in (ASKED, TIME)

    def offered(self, heard: Heard, reference: str, said: tuple[str, ...]) -> Said:
        """Where a case stands, as it was `said`; and what one wants to do with an appointment that can be changed."""
        found = case_of(self.tracking.drafts, reference)
        if found is None or self._times(*found, heard) is None:
            return Said(Turn(said=said), heard.talk)
        return self._menu(heard, *found, said)

    def replied(self, heard: Heard, record: CaseRecord, draft: Draft) -> Said | None:
        """The reply to a reminder; None where the words are about something else."""
        menu = self.tracking.cases.appointments.menu(heard.visitor.language)
        asked = replace(shown(menu, 0), subject=record.reference)
        chosen = self._meant(replace(heard, talk=heard.talk.now(asked)))
        return self._chosen(heard, record, draft, chosen) if not isinstance(chosen, Problem) else None

    def heard(self, heard: Heard) -> Said | None:
        """The answer to what was asked last; None where it is about nothing any more."""
        record, draft = self._case(heard)
        if record is None or draft is None:
            return None
        if heard.talk.asked.path == TIME:
            return self._another_time(heard, record, draft)
        chosen = self._meant(heard)
        if isinstance(chosen, Problem):
            return self._menu(heard, record, draft, (chosen.words,))
        return self._chosen(heard, record, draft, chosen)

    def steered(self, heard: Heard) -> Said | None:
        """MORE, BACK and the like at one of these questions; None for words that mean the same everywhere."""
        steering = control(heard.words)
        if steering not in ("more", "back", "again", "help"):
            return None
        record, draft = self._case(heard)
        if record is None or draft is None:
            return None
        if heard.talk.asked.path == ASKED or steering == "back":
            return self._menu(heard, record, draft)
        return self._times_asked(heard, record, draft, page=heard.talk.asked.page + (steering == "more"))

    def _case(self, heard: Heard) -> tuple[CaseRecord | None, Draft | None]:
        found = case_of(self.tracking.drafts, heard.talk.asked.subject)
        return found if found is not None else (None, None)

    def _draft(self, record: CaseRecord | None) -> Draft | None:
        return self.tracking.drafts.get(record.draft) if record is not None else None

    def _meant(self, heard: Heard) -> str | Problem:
        return self.menus.understood(
            heard.talk.asked.options, unnumbered(heard.words, heard.talk.asked), heard.visitor
        )

    def _chosen(self, heard: Heard, record: CaseRecord, draft: Draft, chosen: str) -> Said:
        if chosen == MOVE:
            return self._times_asked(heard, record, draft)
        if chosen == LEAVE:
            words = self.tracking.prompts.wording(heard.visitor.language).say("Then it stays as it is.")
            return self._done(heard, Decided(Turn(said=(words,), language=heard.visitor.language)))
        deeds = {KEEP: self.tracking.confirmed_time, CANCEL: self.tracking.cancelled_time}
        return self._done(heard, deeds[chosen](record, draft, heard.visitor))

    def _another_time(self, heard: Heard, record: CaseRecord, draft: Draft) -> Said:
        entered = {ANSWER: unnumbered(heard.words, heard.talk.asked)}
        decided = self.tracking.moved_time(record, draft, entered, heard.visitor)
        if decided.turn.prompt is not None:
            return self._asked(heard, record, decided.turn.prompt)
        return self._done(heard, decided)

    def _times(self, record: CaseRecord, draft: Draft, heard: Heard) -> Prompt | None:
        return self.tracking.choosing_time(record, draft, heard.visitor)

    def _times_asked(self, heard: Heard, record: CaseRecord, draft: Draft, page: int = 0) -> Said:
        prompt = self._times(record, draft, heard)
        if prompt is None:  # it lies behind, or the case has ended: that is said
            return self._done(heard, self.tracking.confirmed_time(record, draft, heard.visitor))
        return self._asked(heard, record, replace(prompt, page=page))

    def _menu(self, heard: Heard, record: CaseRecord, draft: Draft, said: tuple[str, ...] = ()) -> Said:
        prompt = self.tracking.cases.appointments.menu_of(draft, heard.visitor.language)
        return self._asked(heard, record, prompt, said)

    def _asked(self, heard: Heard, record: CaseRecord, prompt: Prompt, said: tuple[str, ...] = ()) -> Said:
        """The line after one of these questions; a draft under way stays where it is."""
        path = ASKED if prompt.path == ASKED else TIME
        asked = replace(shown(replace(prompt, path=path), 0), subject=record.reference, page=prompt.page)
        return Said(Turn(said=said, prompt=replace(prompt, path=path)), heard.talk.now(asked))

    def _done(self, heard: Heard, decided: Decided) -> Said:
        return Said(decided.turn, heard.talk.now(Asked()), decided.write)
