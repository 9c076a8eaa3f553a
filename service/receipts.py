"""Sending a receipt: which service, which reference and where to ask, in one message to whoever has just made a case.

The status code is not in it: telephones are lost and lent, and the code alone proves the right to ask.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from service.cases import Decided
from service.contacts import shown_contact
from service.drafts import Draft
from service.handover import HandOvers
from service.messages import Notice, Problem, Turn, Visitor
from service.notices import SENT_TOO_OFTEN
from service.references import grouped
from service.store import cases as case_rows
from service.throttle import Throttle, TooManyTries

MOST = 3
"""Messages about one case: whoever mistyped their number may type it again."""
LIVES = timedelta(hours=24)
"""After so long nobody waits for the message any more."""


@dataclass(frozen=True)
class Receipts:
    hand_overs: HandOvers
    asked_at: str
    """Where the status is asked for, with `{language}` and `{reference}`; empty where the town has no pages."""
    cases: Throttle

    def sent(self, draft: Draft, written: str, visitor: Visitor) -> tuple[str | Problem, Decided | None]:
        """The contact that was written, as its owner writes it, and what puts the message into the outbox."""
        prompts, notices = self.hand_overs.interview.prompts, self.hand_overs.notices
        with self.hand_overs.drafts.database.reading() as connection:
            case = case_rows.of_draft(connection, draft.id)
        assert case is not None
        contact = self.hand_overs.reached(written, visitor)
        if isinstance(contact, Problem):
            return contact, None
        say = prompts.wording(visitor.language).say
        try:
            self.cases.ask(draft.id)
        except TooManyTries:
            return Problem("too-often", say(SENT_TOO_OFTEN)), None
        title = draft.definition.text("title", visitor.language)
        words = say(
            "“{title}”: your reference is {reference}.", title=title, reference=grouped(case.reference)
        )
        if self.asked_at:
            address = self.asked_at.format(language=visitor.language, reference=grouped(case.reference))
            words += " " + say("Ask where it stands with your status code: {address}", address=address)
        post = notices.posting(
            draft,
            Notice(contact, title, words, visitor.language),
            self.hand_overs.drafts.clock() + LIVES,
        )
        return shown_contact(contact, prompts, visitor), Decided(Turn(), post)
