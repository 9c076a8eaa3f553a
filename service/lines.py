"""Lines: what a contact at one of our addresses was last asked, and which deliveries were heard on it.

What a line last saw is stored; where its person stands in a service is not (that is the journey).
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from service.clock import Clock
from service.drafts import Overtaken, handle_of
from service.messages import Asks, Line, Option, Prompt, Turn, Visitor
from service.store import awaited_replies, consents, drafts
from service.store import lines as rows
from service.store.database import Connection, Database
from service.store.records import AwaitedReplyRecord, ConsentRecord, LineRecord
from service.vault import DataKey, Vault

LONGEST_ADDRESS = 40
LONGEST_DELIVERY = 100
"""Characters of an address of ours, and of a carrier's id of a message, that are stored as they are."""


@dataclass(frozen=True)
class Asked:
    """What was shown last: "3" means what stood behind 3 when it was shown, whatever changed since."""

    id: str = ""
    path: str = ""
    """The question's path, `check`, or `@service`, `@language`, `@which` for the line's own questions."""
    values: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    version: int = 0
    """The draft's version when it was shown."""
    tries: int = 0
    page: int = 0
    """Which page of the options was shown, counted from 0."""
    subject: str = ""
    """What one of the line's own questions is about: a service's code. Of others, why they are asked."""
    words: str = ""
    """What was said beside a service's name, while it is asked which draft of it is meant."""

    @property
    def options(self) -> tuple[Option, ...]:
        return tuple(Option(value, label) for value, label in zip(self.values, self.labels, strict=True))


@dataclass(frozen=True)
class Talk:
    """A line as it stands, opened."""

    record: LineRecord
    key: DataKey
    asked: Asked
    new: bool = False
    awaited: AwaitedReplyRecord | None = None
    """What a notice has asked its contact since they were heard last."""

    @property
    def name(self) -> str:
        """The key under which drafts remember the line."""
        return self.record.name

    def now(self, asked: Asked | None = None, **changes: Any) -> Talk:
        return replace(self, asked=asked or self.asked, record=replace(self.record, **changes))


@dataclass(frozen=True)
class Lines:
    database: Database
    vault: Vault
    clock: Clock

    def open(
        self, connection: Connection, line: Line, visitor: Visitor, delivery: str
    ) -> tuple[Talk, Turn | None]:
        """The line, and the turn that this delivery got if it was heard before."""
        found = self._found(connection, line, visitor.door, delivery)
        if found is None:
            return self._new(connection, line, visitor.language), None
        record, heard, awaited = found
        talk = self._opened(record, awaited)
        if heard is None:
            return talk, None
        return talk, turns().validate_json(talk.key.open(heard, f"turn:{visitor.door}:{delivery}"))

    def _opened(self, record: LineRecord, awaited: AwaitedReplyRecord | None) -> Talk:
        key = self.vault.unwrap(record.wrapped, record.key_id)
        asked = json.loads(key.open(record.asked, f"asked:{record.contact}").decode())
        known = {**asked, "values": tuple(asked["values"]), "labels": tuple(asked["labels"])}
        return Talk(record, key, Asked(**known), awaited=awaited)

    def _new(self, connection: Connection, line: Line, language: str) -> Talk:
        """A line that stands as its contact left the others: stopped, where they are."""
        key = self.vault.new_key()
        consent = consents.last(connection, self.vault.hashes("contact", line.contact))
        record = LineRecord(
            contact=self.vault.hashed("contact", line.contact),
            address=storable(line.address, LONGEST_ADDRESS),
            language=language,
            draft=None,
            asked=b"",
            stopped=consent is not None and consent.withdrawn,
            heard_at=self.clock(),
            version=0,
            wrapped=key.wrapped,
            key_id=key.key_id,
        )
        asked = awaited_replies.of_contact(connection, self.vault.hashes("contact", line.contact))
        return Talk(record, key, Asked(), new=True, awaited=asked)

    def rehash(self, line: Line) -> None:
        """Store a line, and what its contact said of our messages, under the current key, where it is another's.

        It can only be done while the contact is at hand.
        """
        if not self.vault.retiring:
            return
        current, *older = self.vault.hashes("contact", line.contact)
        with self.database.reading() as connection:
            found = self._found(connection, line)
            stale = bool(consents.of_contacts(connection, older))
            stale = stale or awaited_replies.of_contact(connection, older) is not None
        if found is not None and found[0].contact != current:
            record = found[0]
            key = self.vault.unwrap(record.wrapped, record.key_id)
            asked = key.seal(key.open(record.asked, f"asked:{record.contact}"), f"asked:{current}")
            with self.database.writing() as connection:
                if rows.rename(connection, record, current, asked):
                    drafts.follow_line(connection, record.name, replace(record, contact=current).name)
        if stale:
            with self.database.writing() as connection:
                consents.rename(connection, older, current)
                awaited_replies.rename(connection, older, current)

    def draft_on(self, line: Line) -> str | None:
        """The handle of the draft that a line is about; about none just now, of the last one: sent, or parked."""
        with self.database.reading() as connection:
            found = self._found(connection, line)
            latest = drafts.latest_on(connection, found[0].name, found[0].draft or "") if found else None
        return handle_of(*latest) if latest is not None else None

    def language_on(self, line: Line) -> str:
        """What is spoken on a line; empty where nothing was said on it yet."""
        with self.database.reading() as connection:
            found = self._found(connection, line)
            return found[0].language if found else ""

    def heard_last(self, contact: str) -> tuple[str, bool]:
        """At which of our addresses a contact was heard last, empty for nowhere; and whether something is under way."""
        with self.database.reading() as connection:
            record = rows.latest_of(connection, self.vault.hashes("contact", contact))
            draft = drafts.get(connection, record.draft) if record is not None and record.draft else None
        address = record.address if record is not None and ":" in record.address else ""
        return address, draft is not None and draft.state == "open"

    def put_down(self, line: Line) -> None:
        """Forget a line: what is said on it next is the first that was ever said. Its drafts stay, on no line."""
        with self.database.writing() as connection:
            found = self._found(connection, line)
            if found is not None:
                rows.forget(connection, found[0].contact, found[0].address)
                consents.forget(connection, found[0].contact)
                drafts.leave_line(connection, found[0].name)

    def _found(
        self, connection: Connection, line: Line, door: str = "", delivery: str = ""
    ) -> tuple[LineRecord, bytes | None, AwaitedReplyRecord | None] | None:
        """A line under whichever of our keys it was stored, with what belongs to it."""
        address = storable(line.address, LONGEST_ADDRESS)
        contacts = self.vault.hashes("contact", line.contact)
        looked = (rows.get(connection, each, address, door, delivery) for each in contacts)
        return next(filter(None, looked), None)

    def store(
        self, connection: Connection, before: Talk, after: Talk, visitor: Visitor, delivery: str, turn: Turn
    ) -> None:
        """Remember what was heard and said. Raises Duplicate or Overtaken where another delivery was faster."""
        sealed = before.key.seal(
            turns().dump_json(turn, exclude_defaults=True), f"turn:{visitor.door}:{delivery}"
        )
        rows.add_delivery(connection, visitor.door, delivery, sealed, self.clock())
        self.put(connection, before, after)
        if before.awaited is not None:
            awaited_replies.forget(connection, before.awaited.contact)

    def put(self, connection: Connection, before: Talk, after: Talk) -> None:
        """Remember how a line stands now. Raises Overtaken where somebody was heard on it meanwhile."""
        asked = before.key.seal(json.dumps(vars(after.asked)).encode(), f"asked:{before.record.contact}")
        record = replace(after.record, asked=asked, heard_at=self.clock(), version=before.record.version + 1)
        if not rows.put(connection, record, None if before.new else before.record.version):
            raise Overtaken

    def consented(
        self, connection: Connection, talk: Talk, visitor: Visitor, word: str, withdrawn: bool
    ) -> None:
        """Keep that messages were stopped, or are wanted again, by which of the carrier's or our own words."""
        record = talk.record
        consents.add(
            connection,
            ConsentRecord(record.contact, record.address, visitor.door, withdrawn, word, self.clock()),
        )


def shown(prompt: Prompt | None, version: int, tries: int = 0, subject: str = "") -> Asked:
    """What a line remembers of a prompt."""
    if prompt is None or prompt.kind in ("done", "say"):
        return Asked()
    options = prompt.problem.options if prompt.problem and prompt.problem.options else prompt.options
    return Asked(
        id=prompt.id,
        path=prompt.path or prompt.kind,
        values=tuple(option.value for option in options),
        labels=tuple(option.label for option in options),
        version=version,
        tries=tries,
        subject=subject,
    )


def asked_by(asks: Asks) -> Asked:
    """What a line remembers of a question that no prompt asks."""
    return Asked(id=asks.path, path=asks.path, subject=asks.subject)


def storable(name: str, longest: int) -> str:
    """A name from outside as a column takes it: itself, or its hash where it is too long or holds odd characters."""
    if len(name) <= longest and name.isascii() and name.isprintable():
        return name
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:longest]


@cache
def turns() -> TypeAdapter[Turn]:
    """How turns are written and read; made once, when the first one is."""
    return TypeAdapter(Turn)
