"""Drafts: making one, and reading one with its answers opened.

A draft's position is not here (that is the journey), nor what a turn writes to it (changes), nor words for people
(prompts).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta

import uuid_utils

from service.clock import Clock, day_in
from service.definitions.definition import Definition
from service.definitions.versions import Shelf
from service.diary import Diary
from service.journey import Answer, Journey
from service.messages import Capabilities, Visitor
from service.store import drafts as rows
from service.store.database import Connection, Database
from service.store.records import AnswerRecord, DraftRecord
from service.vault import DataKey, Vault

_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class Overtaken(Exception):
    """Somebody wrote to the same draft or line meanwhile: read again and decide again."""


@dataclass(frozen=True)
class Draft:
    """One draft, opened."""

    record: DraftRecord
    key: DataKey
    definition: Definition
    answers: Mapping[str, Answer]
    misfits: tuple[str, ...] = ()
    """Paths of answers whose question has become one of another kind since: forgotten with the next change."""
    journeys: dict[Capabilities, Journey] = field(default_factory=dict, init=False, compare=False, repr=False)
    """Where it stands, as far as that was computed already: it depends on what the door at hand can carry."""

    @property
    def id(self) -> str:
        return self.record.id

    @property
    def version(self) -> int:
        return self.record.version

    @property
    def handle(self) -> str:
        """By what a door holds it: it opens nothing any more once the draft has moved to another door."""
        return handle_of(self.id, self.record.hold)

    def with_answer(self, path: str, answer: Answer) -> Draft:
        return replace(self, answers={**self.answers, path: answer})

    def sealed_file(self, path: str, content: bytes) -> bytes:
        return self.key.seal(content, f"file:{self.id}:{path}")

    def opened_file(self, path: str, sealed: bytes) -> bytes:
        return self.key.open(sealed, f"file:{self.id}:{path}")

    def tries_at(self, path: str) -> int:
        return self.record.tries if self.record.tries_path == path else 0


def handle_of(draft: str, hold: int) -> str:
    return f"{draft}:{hold}" if hold else draft


@dataclass(frozen=True)
class Drafts:
    """Makes and reads drafts for the rooms above."""

    database: Database
    vault: Vault
    shelf: Shelf
    clock: Clock
    timezone: str
    rehearsal: bool = False
    """Nothing here is for real: evidence leaves these journeys out."""
    diary: Diary | None = None
    """Who has which slot; None in a store that cannot know, such as an outpost's."""

    def begun(self, definition: Definition, visitor: Visitor, line: str | None) -> Draft:
        """A new draft, not yet stored."""
        key, now = self.vault.new_key(), self.clock()
        record = DraftRecord(
            id=str(uuid_utils.uuid7()),
            service=definition.code,
            definition=definition.revision,
            language=visitor.language,
            begun_on=day_in(self.timezone, now),
            version=0,
            state="open",
            outcome="",
            journey=str(uuid_utils.uuid4()),
            simulated=self.rehearsal,
            line=line,
            tries_path="",
            tries=0,
            wrapped=key.wrapped,
            key_id=key.key_id,
            touched_at=now,
        )
        return Draft(record, key, definition, {})

    def get(self, draft: str) -> Draft | None:
        """A draft as it stands. None for one that never was, or is older than its service keeps drafts."""
        with self.database.reading() as connection:
            return self.read(connection, draft)

    def read(self, connection: Connection, draft: str) -> Draft | None:
        """As `get`, within a look at the store that somebody else has begun."""
        found = rows.with_answers(connection, draft) if _ID.fullmatch(draft) else None
        if found is None or self.expired(found[0]):
            return None
        opened = self.opened(*found)
        return self._without_lost(connection, opened) if opened.definition.slots else opened

    def _without_lost(self, connection: Connection, draft: Draft) -> Draft:
        """The draft as it may go on: a slot that somebody else has by now is no answer any more."""
        values = {
            path: answer.value
            for path, answer in draft.answers.items()
            if path.rpartition("/")[2] in draft.definition.slots and answer.state == "given"
        }
        if self.diary is None or draft.record.state == "submitted" or not values:
            return draft
        lost = self.diary.lapsed(connection, draft.id, values)
        lapsed = {path: replace(draft.answers[path], lapsed=True) for path in lost}
        return replace(draft, answers={**draft.answers, **lapsed}) if lapsed else draft

    def held(self, handle: str) -> tuple[Draft, bool] | None:
        """A draft by a door's handle, and whether that door still holds it; None as for `get`."""
        draft = self.get(handle.partition(":")[0])
        if draft is None:
            return None
        return draft, draft.handle == handle and not draft.record.away

    def on_line(self, line: str) -> list[DraftRecord]:
        """The open drafts of a line, the latest first."""
        with self.database.reading() as connection:
            return [record for record in rows.open_on(connection, line) if not self.expired(record)]

    def opened(self, record: DraftRecord, stored: list[AnswerRecord]) -> Draft:
        key = self.vault.unwrap(record.wrapped, record.key_id)
        answers = {each.path: _answer(record.id, each, key) for each in stored}
        definition = (
            self.shelf.serving(record.definition)
            if record.state == "open"
            else self.shelf.at(record.definition)
        )
        misfits = self._misfits(record, definition, answers)
        kept = {path: answer for path, answer in answers.items() if path not in misfits}
        return self.as_held(Draft(record, key, definition, kept, misfits))

    def as_held(self, draft: Draft) -> Draft:
        """The draft as the door that holds it may show it: private answers from before it came there are hidden.

        Until somebody there has proven the draft's contact.
        """
        since, answers = draft.record.hold, draft.answers
        if not since:
            return draft
        private = {
            path
            for path, answer in answers.items()
            if answer.version <= since and _is_sensitive(path, draft.definition)
        }
        proven = bool(private) and self.is_proven(draft)
        judged = {
            path: replace(answer, hidden=path in private and not (proven and may_show(draft, answer)))
            for path, answer in answers.items()
            if answer.hidden or path in private
        }
        return replace(draft, answers={**answers, **judged}) if judged else draft

    def proof_of(self, draft: Draft) -> str:
        """That the contact which the draft holds now is proven at the door where it is."""
        return self.vault.hashed("proven", f"{contact_in(draft)}|{draft.handle}")

    def is_proven(self, draft: Draft) -> bool:
        if not draft.record.proven:
            return False
        contact = contact_in(draft)
        return bool(contact) and self.vault.matches(
            "proven", f"{contact}|{draft.handle}", draft.record.proven
        )

    def _misfits(
        self, record: DraftRecord, definition: Definition, answers: Mapping[str, Answer]
    ) -> tuple[str, ...]:
        if record.definition == definition.revision:
            return ()
        own = self.shelf.at(record.definition)
        return tuple(path for path in answers if _kind_at(path, definition) not in ("", _kind_at(path, own)))

    def expired(self, record: DraftRecord) -> bool:
        ends_at = record.touched_at + self.kept(record.definition)
        return record.state != "submitted" and ends_at < self.clock()

    def kept(self, revision: str) -> timedelta:
        """How long drafts of a revision are kept after they were touched last."""
        return timedelta(days=self.shelf.at(revision).model.keep.drafts.days)

    def kept_in_use(self) -> list[tuple[str, timedelta]]:
        """The same for every revision that has drafts without a case, services not offered any more included."""
        with self.database.reading() as connection:
            revisions = rows.definitions_in_use(connection)
        return [(revision, self.kept(revision)) for revision in revisions]

    def file_of(self, draft: Draft, path: str) -> bytes | None:
        """The bytes of a photo or document that answers a question."""
        with self.database.reading() as connection:
            sealed = rows.file_of(connection, draft.id, path)
        return None if sealed is None else draft.opened_file(path, sealed)

    def forget_expired(self, limit: int = 1000) -> int:
        """Delete drafts that their services no longer keep; how many."""
        forgotten, now = 0, self.clock()
        for revision, kept in self.kept_in_use():
            with self.database.writing(of_reserve=True) as connection:
                for record in rows.untouched_since(connection, revision, now - kept, limit):
                    rows.forget(connection, record.id)
                    forgotten += 1
        return forgotten


def contact_in(draft: Draft) -> str:
    """The first mobile number or email address among the answers, `tel:…` or `mailto:…`; empty where there is none."""
    return next((contact for contact, _hold in _contacts_in(draft)), "")


def contacts_in(draft: Draft) -> list[str]:
    """All of them, in the order of the questions."""
    return list(dict.fromkeys(contact for contact, _hold in _contacts_in(draft)))


def may_show(draft: Draft, hidden: Answer) -> bool:
    """Whether who has the draft's contact may see a hidden answer.

    Not where the contact was given later, at another door: whoever got the draft there may have put in their own.
    """
    first = next(_contacts_in(draft), None)
    return first is not None and first[1] <= hidden.hold


def _contacts_in(draft: Draft) -> Iterator[tuple[str, int]]:
    """Each contact, and the draft's hold when it was given."""
    for code, asked in draft.definition.by_code.items():
        answer = draft.answers.get(code)
        if answer is not None and answer.state == "given":
            contact = asked.question.contact(answer.value)
            if contact:
                yield contact, answer.hold


def _is_sensitive(path: str, definition: Definition) -> bool:
    asked = definition.asked_at(path)
    return asked is not None and asked.question.sensitive


def _kind_at(path: str, definition: Definition) -> str:
    asked = definition.asked_at(path)
    return asked.question.kind if asked is not None else ""


def sealed_answer(draft: Draft, path: str, answer: Answer) -> AnswerRecord:
    """An answer as it is stored."""
    assert answer.at is not None
    return AnswerRecord(
        path=path,
        value=draft.key.seal(json.dumps(answer.value).encode(), f"answer:{draft.id}:{path}"),
        state=answer.state,
        door=answer.door,
        provenance=answer.provenance,
        at=answer.at,
        version=answer.version,
        hold=answer.hold,
    )


def _answer(draft: str, stored: AnswerRecord, key: DataKey) -> Answer:
    value = json.loads(key.open(stored.value, f"answer:{draft}:{stored.path}").decode())
    return Answer(value, stored.state, stored.door, stored.at, stored.version, stored.provenance, stored.hold)
