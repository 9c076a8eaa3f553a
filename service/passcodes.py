"""Proving a contact: a code is sent to it, and who can tell the code has it in hand.

That somebody texts from a number proves nothing, for senders can be forged. A proof holds for one draft at the door
where it is, and for the contact that was answered then.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from service.changes import Changes
from service.contacts import hinted_contact
from service.drafts import Draft, Drafts, Overtaken, contact_in, may_show
from service.messages import Notice, Part, Problem, Prompt, Visitor
from service.notices import SENT_TOO_OFTEN, Notices
from service.prompts import Prompts
from service.questions.reading import digits_in
from service.store import passcodes as rows
from service.store.database import Connection
from service.store.records import PasscodeRecord
from service.throttle import TooManyTries

PASSCODE = "@passcode"
"""The path at which it is asked; no question of a service has such a path."""
DIGITS = 6
LIVES = timedelta(minutes=10)
TRIES = 5
"""Five guesses at a million codes, five codes an hour (ASVS 5.0, 6.5 and 6.6)."""
NO_CASE_WAITS = -1
"""The version for which a passcode was sent that is to show answers, and to submit nothing."""

Write = Callable[[Connection], None]


@dataclass(frozen=True)
class Passcodes:
    drafts: Drafts
    prompts: Prompts
    notices: Notices

    def wanted(self, draft: Draft, visitor: Visitor) -> bool:
        """Whether the service wants the contact proven, and it is not."""
        asked = draft.definition.model.identity == "contact"
        return asked and visitor.assurance == "none" and not self.drafts.is_proven(draft)

    def can_show_more(self, draft: Draft) -> bool:
        """Whether answers are hidden at this door that a proof would show."""
        hidden = any(answer.hidden and may_show(draft, answer) for answer in draft.answers.values())
        return hidden and contact_in(draft).partition(":")[0] in self.notices.carried

    def sent(self, draft: Draft, visitor: Visitor, version: int) -> tuple[Prompt, Write] | str:
        """A new code, asked for and on its way; or in a sentence why none can be sent.

        `version` is that of the draft for which the person pressed Send.
        """
        say, contact = self.prompts.wording(visitor.language).say, contact_in(draft)
        if contact.partition(":")[0] not in self.notices.carried:
            return say("We cannot send you a code just now, and without one we cannot take this here.")
        try:
            self.notices.make_room(contact)
        except TooManyTries:
            return say(SENT_TOO_OFTEN)
        code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
        now = self.drafts.clock()
        record = PasscodeRecord(draft.id, self._token(draft, contact, code), 0, now + LIVES, version)
        title = draft.definition.text("title", visitor.language)
        words = say(
            "{code} is your code for “{title}”, for 10 minutes. Nobody from the town will ask you for it.",
            code=code,
            title=title,
        )
        post = self.notices.posting(draft, Notice(contact, title, words, visitor.language), record.ends_at)

        def write(connection: Connection) -> None:
            rows.put(connection, record)
            post(connection)

        return self.prompt(draft, visitor), write

    def prompt(self, draft: Draft, visitor: Visitor, problem: Problem | None = None) -> Prompt:
        say = self.prompts.wording(visitor.language).say
        words = say("Which code have we sent to {contact}?", contact=hinted_contact(contact_in(draft)))
        return Prompt(
            id=f"ask:{PASSCODE}",
            kind="ask",
            path=PASSCODE,
            words=words,
            short=words,
            help=say("Six digits. If nothing has come after a minute, go back and send again."),
            parts=(Part("answer", hint="digits", width=DIGITS, autocomplete="one-time-code"),),
            hint="digits",
            problem=problem,
            service=draft.definition.code,
            title=draft.definition.text("title", visitor.language),
            back="check",
        )

    def pending(self, draft: Draft) -> PasscodeRecord | None:
        """The passcode that somebody may still tell, whether it is good or not."""
        with self.drafts.database.reading() as connection:
            return rows.of_draft(connection, draft.id)

    def judged(
        self, draft: Draft, record: PasscodeRecord, words: str, visitor: Visitor
    ) -> tuple[Problem | None, Changes, Write]:
        """What is wrong with a code that somebody told, what that changes, and what to write: each try counts."""
        say = self.prompts.wording(visitor.language).say
        changes = Changes(self.drafts, draft, visitor)
        contact = contact_in(draft)
        code = digits_in(words)
        over = record.tries >= TRIES or record.ends_at <= self.drafts.clock()
        good = not over and self.drafts.vault.matches("passcode", _bound(draft, contact, code), record.token)
        problem = None
        if over:
            problem = Problem("expired", say("That code is not good any more. Go back and send again."))
        elif not good:
            problem = Problem("wrong", say("That is not the code that we sent. Please look at it again."))
        if problem is None:
            changes.change(proven=self.drafts.proof_of(draft))
            changes.note("proven")
        else:
            changes.note("refused", PASSCODE, problem.code, record.tries + 1)

        def write(connection: Connection) -> None:
            if not rows.tried(connection, record):
                raise Overtaken
            changes.write(connection)
            if problem is None:
                rows.forget(connection, draft.id)

        return problem, changes, write

    def _token(self, draft: Draft, contact: str, code: str) -> str:
        return self.drafts.vault.hashed("passcode", _bound(draft, contact, code))


def _bound(draft: Draft, contact: str, code: str) -> str:
    """A code is good for this draft at the door where it is, and for this contact."""
    return f"{draft.handle}|{contact}|{code}"
