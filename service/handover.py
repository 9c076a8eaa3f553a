"""Hand-over: a draft moves from the door where it is to another one, by a code or a link that works once.

Nothing is copied. The draft stays where it is stored and changes who holds it: a door holds a draft by its handle,
or because it stands on the door's line, and once the draft has moved neither opens it any more.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeVar

from service.cases import Decided
from service.changes import Changes
from service.contacts import read_contact, shown_contact
from service.drafts import Draft, Drafts, Overtaken
from service.interview import Interview
from service.messages import HandOver, Notice, Option, Problem, Prompt, Turn, Visitor, Waiting
from service.notices import SENT_TOO_OFTEN, Notices
from service.references import LETTERS, MISREAD, random_letters
from service.store import hand_overs as rows
from service.store.database import Connection
from service.store.records import HandOverRecord
from service.throttle import Throttle, TooManyTries
from service.wording import Wording

CODE_LENGTH = 8
"""Letters of five bits each: 40 bits for ten minutes, behind two throttles (ASVS 5.0, 6.5.4 and 6.5.5)."""
CODE_LIVES = timedelta(minutes=10)
SAVED_LENGTH = 16
"""Letters of a code by which a draft is saved: 80 bits."""
LINK_BYTES = 16
"""128 bits (ASVS 5.0, 7.2.3)."""
LINK_LENGTH = 22
"""Characters of so many bits."""
LINK_LIVES_IN_PUBLIC = timedelta(minutes=10)
"""On a screen that others see, too."""
EVERYBODY = "everybody"
"""The name under which the wrong codes of all sources count together."""

MOVED = "@moved"
"""The path of what is asked where a draft was before it moved; no question of a service has such a path."""
BRING_BACK = "bring-back"

R = TypeVar("R")

_LINK = re.compile(r"(?:https?://\S*/)?([A-Za-z0-9_-]{22})")
_SAVED = re.compile(
    r"((?:[0-9A-Za-z]{4}[ -]?){3}[0-9A-Za-z]{4}|https?://\S+/[0-9A-Za-z]{16})(?:\s+(.*)|)$", re.DOTALL
)
_SAVED_LINK = re.compile(r"https?://\S*/([0-9A-Za-z]{16})")
_SHAPED_AS_CODE = re.compile(r"[0-9A-Za-z]{4}[ -]+[0-9A-Za-z]{4}")


@dataclass(frozen=True)
class HandOvers:
    interview: Interview
    sources: Throttle
    """Wrong codes by where they come from."""
    total: Throttle
    """And together: many sources guess no faster than one."""
    link_lives: timedelta
    notices: Notices

    @property
    def drafts(self) -> Drafts:
        return self.interview.drafts

    def offered(
        self, draft: Draft, visitor: Visitor, written: str | None = None, counted: int | None = None
    ) -> tuple[HandOver, Decided]:
        """A new code and a new link in the place of those that this door gave before, and what to write first.

        Where a contact was `written`, the link is on its way there too, or the offer says why it is not. `counted`
        is how many answers it had at its door, where that is in another store; otherwise it has as many as here.
        `Decided.turn` says nothing: the draft stands where it stood.
        """
        public = visitor.capabilities.public_screen
        now, lives = self.drafts.clock(), LINK_LIVES_IN_PUBLIC if public else self.link_lives
        code = random_letters(CODE_LENGTH)
        secret = secrets.token_urlsafe(LINK_BYTES)
        shown = f"{code[:4]}-{code[4:]}"
        link = self.interview.prompts.link(secret, visitor.language)
        wording = self.interview.prompts.wording(visitor.language)
        code_lasts, link_lasts = _lasting(CODE_LIVES, wording), _lasting(lives, wording)
        words = [
            wording.say(
                "Or give the code {code} at another of our doors within {time}.", code=shown, time=code_lasts
            )
        ]
        if link:
            words.insert(
                0,
                wording.say(
                    "Go on with this link; it works once, for {time}: {link}", link=link, time=link_lasts
                ),
            )
        offer = HandOver(
            code=shown,
            link=link,
            code_ends_at=now + CODE_LIVES,
            link_ends_at=now + lives,
            code_lasts=code_lasts,
            link_lasts=link_lasts,
            words=tuple(words),
            sends_to=self.notices.carried if link else frozenset(),
        )
        post = None
        if written is not None and offer.sends_to:
            offer, post = self._sent(draft, offer, written, visitor)
        records = [
            self._record(draft, visitor, name, ends_at)
            for name, ends_at in ((code, offer.code_ends_at), (secret, offer.link_ends_at))
        ]
        changes = Changes(self.drafts, draft, visitor)
        changes.note("offered", attempt=len(draft.answers) if counted is None else counted)

        def write(connection: Connection) -> None:
            changes.write(connection)
            rows.offer(connection, records, now)
            if post is not None:
                post(connection)

        return offer, Decided(Turn(), write)

    def _sent(
        self, draft: Draft, offer: HandOver, written: str, visitor: Visitor
    ) -> tuple[HandOver, Callable[[Connection], None] | None]:
        """The offer with what to say about sending its link, and what puts the notice into the outbox."""
        contact = self.reached(written, visitor)
        if isinstance(contact, Problem):
            return replace(offer, problem=contact), None
        say = self.interview.prompts.wording(visitor.language).say
        title = draft.definition.text("title", visitor.language)
        words = say(
            "Go on with “{title}” here. The link works once, for {time}: {link}",
            title=title,
            time=offer.link_lasts,
            link=offer.link,
        )
        post = self.notices.posting(
            draft, Notice(contact, title, words, visitor.language), offer.link_ends_at
        )
        return replace(offer, sent=self.on_its_way(contact, visitor)), post

    def reached(self, written: str, visitor: Visitor) -> str | Problem:
        """The contact that somebody wrote, with room for one more message there; or why there will be none."""
        prompts = self.interview.prompts
        contact = read_contact(written, self.notices.carried, prompts, visitor)
        if isinstance(contact, Problem):
            return contact
        try:
            self.notices.make_room(contact)
        except TooManyTries:
            return Problem("too-often", prompts.wording(visitor.language).say(SENT_TOO_OFTEN))
        return contact

    def on_its_way(self, contact: str, visitor: Visitor) -> str:
        prompts = self.interview.prompts
        say = prompts.wording(visitor.language).say
        return say("The link is on its way to {contact}.", contact=shown_contact(contact, prompts, visitor))

    def _record(self, draft: Draft, visitor: Visitor, secret: str, ends_at: datetime) -> HandOverRecord:
        token = self.drafts.vault.hashed("hand-over", secret)
        return HandOverRecord(token, draft.id, draft.record.hold, visitor.door, ends_at)

    def waiting(self, given: str, visitor: Visitor) -> Waiting | None:
        """What is behind a code or a link, which stays good: a page that is only looked at takes nothing.

        None for one that was never made, has ended, was taken, or whose draft is no more: nobody learns which.
        Raises TooManyTries.
        """
        found = self.found(given, visitor)
        if found is None:
            return None
        return self.waits(found, visitor)

    def waits(self, draft: Draft, visitor: Visitor, *, secured: bool = False) -> Waiting:
        """Which service and how far it is."""
        prompt = self.interview.standing(draft, visitor).prompt
        where = (prompt.progress.words if prompt.progress else prompt.words) if prompt else ""
        title = draft.definition.text("title", visitor.language)
        return Waiting(draft.definition.code, title, where, secured)

    def taken(self, given: str, visitor: Visitor, line: str | None = None) -> Decided | None:
        """The draft at this door from now on, standing where it stood; None and TooManyTries as for `waiting`."""
        found = self.found(given, visitor)
        if found is None:
            return None
        return self.moved(found, visitor, line, offered=True)

    def brought_back(self, draft: Draft, visitor: Visitor, line: str | None = None) -> Decided:
        """The draft again at a door that it has left."""
        if draft.record.state != "open" or draft.record.away:
            return Decided(self.left(draft, visitor))
        return self.moved(draft, visitor, line, offered=False)

    def moved(self, draft: Draft, visitor: Visitor, line: str | None, *, offered: bool) -> Decided:
        """The draft at this door, and nowhere else. Where it was `offered`, the offer is used up by it."""
        if (
            visitor.line and offered
        ):  # on a line nobody has chosen a language yet, or it was for something else
            visitor = replace(visitor, language=draft.record.language)
        version = draft.version + 1
        changes = Changes(self.drafts, draft, visitor)
        changes.change(hold=version, version=version, line=line)
        changes.note("taken over", attempt=len(draft.answers))

        def write(connection: Connection) -> None:
            if rows.end(connection, draft.id, self.drafts.clock()) == 0 and offered:
                raise Overtaken
            changes.write(connection)

        after = self.drafts.as_held(changes.draft)
        said = self._changed_since(draft, visitor)
        noted = self.interview.cases.helping.along(write, draft, visitor, "took over")
        return Decided(self.interview.standing(after, visitor, said), noted, after)

    def _changed_since(self, draft: Draft, visitor: Visitor) -> tuple[str, ...]:
        """That the town asks otherwise now what was answered, if it does: the draft goes on as it was begun."""
        own, newest = draft.definition, self.drafts.shelf.current(draft.definition.code)
        if newest is None or newest.revision == own.revision:
            return ()
        changed = [
            asked
            for path in draft.answers
            if (asked := own.asked_at(path)) is not None
            and ((new := newest.asked_at(path)) is None or new.question != asked.question)
        ]
        if not changed:
            return ()
        wording = self.interview.prompts.wording(visitor.language)
        questions = [
            "“{}”".format(own.text(asked.place_of("ask"), visitor.language))
            for asked in dict.fromkeys(changed)
        ]
        words = wording.say(
            "Since you began, the town has changed what it asks here: {questions}. You go on with what you were asked.",
            questions=wording.all_of(questions),
        )
        return (words,)

    def left(self, draft: Draft, visitor: Visitor, handle: str = "") -> Turn:
        """What is said where a draft was before it moved: that it goes on elsewhere, and how it comes back."""
        say, service = self.interview.prompts.wording(visitor.language).say, draft.definition
        title = service.text("title", visitor.language)
        prompt = Prompt(id="moved", kind="say", path=MOVED, service=service.code, title=title)
        if draft.record.state != "open":
            words = say("“{title}” was finished at another door.", title=title)
            return Turn(prompt=replace(prompt, words=words), language=visitor.language)
        words = say("You are going on with “{title}” at another door.", title=title)
        if draft.record.away:
            words += " " + say("It comes back here once you have left it there.")
            return Turn(prompt=replace(prompt, words=words), language=visitor.language)
        options = (Option(BRING_BACK, say("Bring it back here")),)
        prompt = replace(prompt, kind="choose", words=words, options=options, hint="choice")
        return Turn(prompt=prompt, draft=handle or None, version=draft.version, language=visitor.language)

    def found(self, given: str, visitor: Visitor) -> Draft | None:
        """The draft behind a code or a link that is good here. Raises TooManyTries."""
        secret = read_secret(given)
        guessable = secret is None or len(secret) <= CODE_LENGTH
        return self.counted(visitor, lambda: self._behind(secret or "nobody's"), guessable=guessable)

    def counted(self, visitor: Visitor, look: Callable[[], R | None], *, guessable: bool) -> R | None:
        """What a look finds. A wrong one counts for its source, and one that could be guessed for everybody too."""
        source = visitor.line.contact if visitor.line else visitor.source
        counted = [(self.total, EVERYBODY)] if guessable else []
        counted += [(self.sources, source)] if source else []
        for throttle, name in counted:
            throttle.ask(name)
        found = look()
        for throttle, name in counted if found is not None else []:
            throttle.right(name)
        return found

    def knows(self, given: str) -> bool:
        """Whether this is a code or link that was made here, good or not (any more)."""
        tokens = self.drafts.vault.hashes("hand-over", read_secret(given) or "nobody's")
        with self.drafts.database.reading() as connection:
            return rows.get(connection, tokens) is not None

    def _behind(self, secret: str) -> Draft | None:
        tokens = self.drafts.vault.hashes("hand-over", secret)
        with self.drafts.database.reading() as connection:
            record = rows.get(connection, tokens)
            draft = self.drafts.read(connection, record.draft) if record else None
        if record is None or draft is None:
            return None
        here = draft.record.state == "open" and not draft.record.away
        good = here and record.ends_at > self.drafts.clock() and not record.path
        return draft if good and draft.record.hold == record.hold else None


def _lasting(lives: timedelta, wording: Wording) -> str:
    """`24 hours`, `10 minutes`."""
    if lives >= timedelta(hours=1):
        return wording.count("{number} hour", "{number} hours", lives // timedelta(hours=1))
    return wording.count("{number} minute", "{number} minutes", lives // timedelta(minutes=1))


def read_secret(given: str) -> str | None:
    """A code as somebody typed it (case, spaces, dashes do not matter, O is 0, I and L are 1), or a link's secret.

    By its length it tells what it is: CODE_LENGTH, SAVED_LENGTH, or longer for a link.
    """
    given = given.strip()
    link = _LINK.fullmatch(given)
    if link:
        return link[1]
    saved = _SAVED_LINK.fullmatch(given)
    code = saved[1] if saved else given[:40]
    letters = re.sub(r"[\s\-\u2010-\u2015\u200e\u200f]", "", code).upper().translate(MISREAD)
    known = len(letters) in (CODE_LENGTH, SAVED_LENGTH) and all(each in LETTERS for each in letters)
    return letters if known else None


def is_saved(given: str) -> bool:
    """Whether it is shaped as a code that somebody saved, or its link."""
    return len(read_secret(given) or "") == SAVED_LENGTH


def is_shaped_as_code(words: str) -> bool:
    """Whether words can hardly be anything else than a code: in two groups, with a dash between or a figure in them."""
    grouped = bool(_SHAPED_AS_CODE.fullmatch(words.strip())) and read_secret(words) is not None
    return grouped and ("-" in words or any(each.isdigit() for each in words))


def with_saved(words: str) -> tuple[str, str] | None:
    """A saved code or its link at the beginning of words, and what stands after it; None where there is none."""
    found = _SAVED.match(words.strip())
    if found is None or ("-" not in found[1] and not any(each.isdigit() for each in found[1])):
        return None
    return (found[1], (found[2] or "").strip()) if is_saved(found[1]) else None


def is_link(words: str) -> bool:
    """Whether somebody sends the link instead of opening it."""
    return words.startswith("http") and bool(_LINK.fullmatch(words.strip()))
