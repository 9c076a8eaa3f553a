"""Reminders: notices that wait in the outbox from the start, and are taken back where they lose their point.

Of a paper that was promised or is waited for, and of a draft on a line that nobody goes on with. Whether and when, the
service says (`remind`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from service.controls import word_for
from service.drafts import Draft, contacts_in
from service.messages import Notice, Visitor
from service.notices import PAPERS, RESTING, Notices
from service.prompts import Prompts
from service.references import grouped
from service.store.database import Connection

OF_PAPERS = 2
"""How often somebody is reminded of a paper, each time after as many days."""
LIVES = timedelta(days=2)
"""A reminder that nobody could carry for so long is dropped."""

Write = Callable[[Connection], None]


@dataclass(frozen=True)
class Reminders:
    prompts: Prompts
    notices: Notices
    asked_at: str = ""
    """Where a status is asked for, with `{language}` and `{reference}`; empty where the town has no pages."""

    def of_papers(self, draft: Draft, reference: str, said: str, language: str, now: datetime) -> list[Write]:
        """What puts into the outbox that a case waits for its owner, as it is `said`."""
        every = draft.definition.model.remind.papers
        contacts = [each for each in contacts_in(draft) if each.partition(":")[0] in self.notices.carried]
        if every is None or not said or not contacts:
            return []
        say, title = self.prompts.wording(language).say, draft.definition.text("title", language)
        words = say("{title}, {reference}: {words}", title=title, reference=grouped(reference), words=said)
        if self.asked_at:
            address = self.asked_at.format(language=language, reference=grouped(reference))
            words += " " + say("Send it with your status code: {address}", address=address)
        notice = Notice(contacts[0], title, words, language, others=tuple(contacts[1:]))
        wait = timedelta(days=every.days)
        return [
            self.notices.posting(
                draft,
                notice,
                now + n * wait + LIVES,
                now + n * wait,
                purpose=PAPERS,
                reference=reference,
                awaited=False,
            )
            for n in range(1, OF_PAPERS + 1)
        ]

    def missing(self, papers: Sequence[str], language: str) -> str:
        """That papers, by their questions, are still to come; empty where none is."""
        listed = "; ".join(each.rstrip(".?؟") for each in papers)
        say = self.prompts.wording(language).say
        return say("We still need this from you: {papers}.", papers=listed) if listed else ""

    def of_resting(self, draft: Draft, visitor: Visitor) -> Write | None:
        """What reminds whoever began a draft on a line, once nobody has touched it for long enough."""
        after, line = draft.definition.model.remind.drafts, visitor.line
        if after is None or line is None or line.contact.partition(":")[0] not in self.notices.carried:
            return None
        say, title = (
            self.prompts.wording(visitor.language).say,
            draft.definition.text("title", visitor.language),
        )
        words = say(
            "You began “{title}” with us and did not send it. Your answers are safe. Text {again} to go on.",
            title=title,
            again=word_for("again", visitor.language),
        )
        notice = Notice(line.contact, title, words, visitor.language, address=line.address)
        wait, kept = timedelta(days=after.days), timedelta(days=draft.definition.model.keep.drafts.days)
        due_at = draft.record.touched_at + wait
        return self.notices.posting(
            draft,
            notice,
            draft.record.touched_at + kept + wait,
            due_at,
            purpose=RESTING,
            awaited=False,
            rests=wait,
        )
