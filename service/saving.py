"""Saving a draft to come back to it: a code that lives as long as the draft, and opens it with a second thing only.

A saved code is no hand-over code: it is good for days and often, and may lie around on paper. So it is longer, can be
done away with, and is worth nothing without the word that was chosen with it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from service.cases import Decided
from service.changes import Changes
from service.drafts import Draft, Drafts
from service.handover import SAVED_LENGTH, HandOvers, read_secret
from service.messages import Keeping, Notice, Problem, Saved, Turn, Visitor, Waiting
from service.questions.reading import western
from service.references import random_letters
from service.store import saved_codes as rows
from service.store.database import Connection
from service.store.records import DraftRecord, SavedCodeRecord
from service.throttle import Throttle

SHORTEST = 4
"""Letters of a second thing: beside a code of 80 bits, five tries in a quarter of an hour find none."""
LONGEST = 100
ANNOUNCED_BEFORE = timedelta(days=3)
AT_ONCE = 100


@dataclass(frozen=True)
class Saving:
    hand_overs: HandOvers
    codes: Throttle
    """Wrong second things, by the code that they were tried on."""

    @property
    def drafts(self) -> Drafts:
        return self.hand_overs.drafts

    def keeping(self, draft: Draft, visitor: Visitor) -> Keeping:
        """How long a draft is kept, and how somebody may come back to it."""
        with self.drafts.database.reading() as connection:
            saved = rows.of_draft(connection, draft.id) is not None
        until = self._until(draft, self.drafts.clock(), visitor)
        return Keeping(until, self.hand_overs.notices.carried, saved)

    def saved(
        self, draft: Draft, second: str, contact: str, visitor: Visitor
    ) -> tuple[Saved | Problem, Decided | None]:
        """A new code in the place of the one before, and what to write first; or what is wrong with what was given."""
        say = self._say(visitor)
        word = _normal(second)
        if len(word) < SHORTEST:
            words = say("Please choose a word or a number of at least four letters or digits.")
            return Problem("too-short", words, "second"), None
        to = self._contact(contact, visitor)
        if isinstance(to, Problem):
            return to, None
        code = random_letters(SAVED_LENGTH)
        record = SavedCodeRecord(
            token=self._token(code),
            draft=draft.id,
            proof=self.drafts.vault.hashed("second thing", f"{code}:{word}"),
            contact=draft.key.seal(to.encode(), f"contact:{draft.id}") if to else b"",
            announced_at=None,
        )
        until = self._until(draft, self.drafts.clock(), visitor)
        saved = self._told(code, until, to, visitor)
        post = self._posting(draft, saved, to, visitor)
        changes = Changes(self.drafts, draft, visitor)
        changes.change()
        changes.note("saved")

        def write(connection: Connection) -> None:
            changes.write(connection)
            rows.put(connection, record)
            if post is not None:
                post(connection)

        return saved, Decided(Turn(), write)

    def done_away(self, draft: Draft) -> Decided:
        """The saved code opens nothing any more."""
        return Decided(Turn(), lambda connection: rows.forget(connection, draft.id))

    def waiting(self, given: str, visitor: Visitor) -> Waiting | None:
        """What a saved code would open, with the second thing; None for one that is not good. Raises TooManyTries."""
        found = self._found(given, visitor)
        return self.hand_overs.waits(found[1], visitor, secured=True) if found is not None else None

    def opened(
        self, given: str, second: str, visitor: Visitor, line: str | None = None
    ) -> Decided | Problem | None:
        """The draft at this door; a problem where the second thing is another one. Raises TooManyTries."""
        draft = self.found(given, second, visitor)
        if draft is None or isinstance(draft, Problem):
            return draft
        return self.hand_overs.moved(draft, visitor, line, offered=False)

    def found(self, given: str, second: str, visitor: Visitor) -> Draft | Problem | None:
        """The draft behind a saved code and its second thing; as for `opened`."""
        found = self._found(given, visitor)
        if found is None:
            return None
        record, draft = found
        self.codes.ask(record.token)
        code = read_secret(given) or ""
        if not self.drafts.vault.matches("second thing", f"{code}:{_normal(second)}", record.proof):
            say = self._say(visitor)
            words = say("That is not the word or number that was chosen with this code.")
            return Problem("wrong", words, "second")
        self.codes.right(record.token)
        return draft

    def announce(self) -> int:
        """Tell those who saved a draft that it will soon be deleted, once; how many that were."""
        now, told = self.drafts.clock(), 0
        for revision, kept in self.drafts.kept_in_use():
            with self.drafts.database.writing(of_reserve=True) as connection:
                for record, draft in rows.unannounced(
                    connection, revision, now - kept + ANNOUNCED_BEFORE, AT_ONCE
                ):
                    self._announcing(record, draft, now)(connection)
                    told += 1
        return told

    def _announcing(
        self, record: SavedCodeRecord, stored: DraftRecord, now: datetime
    ) -> Callable[[Connection], None]:
        draft = self.drafts.opened(stored, [])
        wording = self.hand_overs.interview.prompts.wording(stored.language)
        title = draft.definition.text("title", stored.language)
        ends_at = self._ends_at(draft, stored.touched_at)
        words = wording.say(
            "What you began with “{title}” is kept until {date}, then it is deleted. Your code opens it until then.",
            title=title,
            date=wording.day_of(ends_at),
        )
        contact = draft.key.open(record.contact, f"contact:{draft.id}").decode()
        post = self.hand_overs.notices.posting(draft, Notice(contact, title, words, stored.language), ends_at)

        def write(connection: Connection) -> None:
            post(connection)
            rows.announce(connection, record.token, now)

        return write

    def _found(self, given: str, visitor: Visitor) -> tuple[SavedCodeRecord, Draft] | None:
        """The open draft behind a code, good at any door."""
        secret = read_secret(given) or "nobody's"
        return self.hand_overs.counted(visitor, lambda: self._behind(secret), guessable=False)

    def _behind(self, secret: str) -> tuple[SavedCodeRecord, Draft] | None:
        with self.drafts.database.reading() as connection:
            record = rows.get(connection, self.drafts.vault.hashes("saved code", secret))
            draft = self.drafts.read(connection, record.draft) if record else None
        if record is None or draft is None or draft.record.state != "open" or draft.record.away:
            return None
        return record, draft

    def _contact(self, written: str, visitor: Visitor) -> str | Problem:
        """To whom the code is sent; empty where nobody wants that."""
        if not written.strip() or not self.hand_overs.notices.carried:
            return ""
        contact = self.hand_overs.reached(written, visitor)
        return replace(contact, part="contact") if isinstance(contact, Problem) else contact

    def _told(self, code: str, until: str, contact: str, visitor: Visitor) -> Saved:
        sent = self.hand_overs.on_its_way(contact, visitor) if contact else ""
        link = self.hand_overs.interview.prompts.link(code, visitor.language)
        return Saved(re.sub(r"(.{4})(?=.)", r"\1-", code), link, until, sent)

    def _posting(
        self, draft: Draft, saved: Saved, contact: str, visitor: Visitor
    ) -> Callable[[Connection], None] | None:
        if not contact:
            return None
        say, title = self._say(visitor), draft.definition.text("title", visitor.language)
        words = say(
            "Go on with “{title}” here until {date}, with the word that you chose: {link}",
            title=title,
            date=saved.until,
            link=saved.link or saved.code,
        )
        ends_at = self._ends_at(draft, self.drafts.clock())
        return self.hand_overs.notices.posting(
            draft, Notice(contact, title, words, visitor.language), ends_at
        )

    def _ends_at(self, draft: Draft, touched_at: datetime) -> datetime:
        return touched_at + self.drafts.kept(draft.definition.revision)

    def _until(self, draft: Draft, touched_at: datetime, visitor: Visitor) -> str:
        wording = self.hand_overs.interview.prompts.wording(visitor.language)
        return wording.day_of(self._ends_at(draft, touched_at))

    def _token(self, code: str) -> str:
        return self.drafts.vault.hashed("saved code", code)

    def _say(self, visitor: Visitor) -> Callable[..., str]:
        return self.hand_overs.interview.prompts.wording(visitor.language).say


def _normal(second: str) -> str:
    """A word as it is compared: however its letters are written, and without spaces."""
    folded = unicodedata.normalize("NFKC", second[:LONGEST]).casefold()
    return re.sub(r"[\s\-\u200e\u200f]", "", western(folded))
