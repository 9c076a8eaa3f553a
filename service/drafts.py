"""Drafts: reading one with its answers opened, and writing answers one by one, each with its event.

A draft's position is not here (that is the journey), nor are words for people (prompts).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

import uuid_utils

from service.clock import Clock, day_in
from service.definitions.definition import Definition
from service.definitions.versions import Shelf
from service.journey import Answer, AnswerState
from service.messages import Value, Visitor
from service.store import drafts as rows
from service.store import events
from service.store.database import Connection, Database
from service.store.records import AnswerRecord, DraftRecord, EventRecord
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

    @property
    def id(self) -> str:
        return self.record.id

    @property
    def version(self) -> int:
        return self.record.version

    def with_answer(self, path: str, answer: Answer) -> Draft:
        return replace(self, answers={**self.answers, path: answer})

    def tries_at(self, path: str) -> int:
        return self.record.tries if self.record.tries_path == path else 0


@dataclass(frozen=True)
class Drafts:
    """Reads and writes drafts for the rooms above. Writing verbs take the connection of a unit of work."""

    database: Database
    vault: Vault
    shelf: Shelf
    clock: Clock
    timezone: str
    rehearsal: bool = False
    """Nothing here is for real: evidence leaves these journeys out."""

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

    def add(self, connection: Connection, draft: Draft) -> None:
        rows.add(connection, draft.record)

    def get(self, draft: str) -> Draft | None:
        """A draft as it stands. None for one that never was, or is older than its service keeps drafts."""
        with self.database.reading() as connection:
            record = rows.get(connection, draft) if _ID.fullmatch(draft) else None
            stored = rows.answers_of(connection, draft) if record else []
        return None if record is None or self.expired(record) else self.opened(record, stored)

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
        return Draft(record, key, definition, kept, misfits)

    def _misfits(
        self, record: DraftRecord, definition: Definition, answers: Mapping[str, Answer]
    ) -> tuple[str, ...]:
        if record.definition == definition.revision:
            return ()
        own = self.shelf.at(record.definition)
        return tuple(path for path in answers if _kind_at(path, definition) not in ("", _kind_at(path, own)))

    def expired(self, record: DraftRecord) -> bool:
        kept = timedelta(days=self.shelf.at(record.definition).model.keep.drafts.days)
        return record.state != "submitted" and record.touched_at + kept < self.clock()

    def put(
        self,
        connection: Connection,
        draft: Draft,
        path: str,
        value: Value,
        visitor: Visitor,
        state: AnswerState = "given",
        provenance: str = "",
        content: bytes | None = None,
    ) -> Draft:
        """Store one answer. Raises Overtaken where the draft is not as it was read."""
        draft = self.change(connection, draft, visitor, version=draft.version + 1, tries=0, tries_path="")
        sealed = draft.key.seal(json.dumps(value).encode(), f"answer:{draft.id}:{path}")
        record = AnswerRecord(
            path, sealed, state, visitor.door, provenance, draft.record.touched_at, draft.version
        )
        rows.put_answer(connection, draft.id, record)
        if path in draft.answers:
            rows.drop_file(connection, draft.id, path)
        if content is not None:
            rows.put_file(connection, draft.id, path, draft.key.seal(content, f"file:{draft.id}:{path}"))
        answer = Answer(value, state, visitor.door, record.at, record.version, provenance)
        return draft.with_answer(path, answer)

    def change(self, connection: Connection, draft: Draft, visitor: Visitor, **changes: object) -> Draft:
        """Write changed columns of the draft itself. Raises Overtaken as `put`."""
        changes = {
            "touched_at": self.clock(),
            "language": visitor.language,
            "definition": draft.definition.revision,
            **changes,
        }
        record = rows.change(connection, draft.record, draft.version, **changes)
        if record is None:
            raise Overtaken
        if draft.misfits:
            rows.drop_answers(connection, draft.id, draft.misfits)
        return replace(draft, record=record, misfits=())

    def note(
        self,
        connection: Connection,
        draft: Draft,
        visitor: Visitor,
        kind: str,
        path: str = "",
        problem: str = "",
        attempt: int = 0,
        outcome: str = "",
    ) -> None:
        """Add to the evidence that something happened; never what was answered."""
        event = EventRecord(
            journey=draft.record.journey,
            service=draft.record.service,
            version=draft.definition.version,
            revision=draft.definition.revision,
            door=visitor.door,
            language=visitor.language,
            kind=kind,
            at=self.clock(),
            path=path,
            problem=problem,
            attempt=attempt,
            outcome=outcome,
            simulated=draft.record.simulated,
        )
        events.add(connection, [event])

    def file_of(self, draft: Draft, path: str) -> bytes | None:
        """The bytes of a photo or document that answers a question."""
        with self.database.reading() as connection:
            sealed = rows.file_of(connection, draft.id, path)
        return None if sealed is None else draft.key.open(sealed, f"file:{draft.id}:{path}")

    def forget_expired(self, limit: int = 1000) -> int:
        """Delete drafts that their services no longer keep, services not offered any more included; how many."""
        forgotten, now = 0, self.clock()
        with self.database.reading() as connection:
            revisions = rows.definitions_in_use(connection)
        for revision in revisions:
            since = now - timedelta(days=self.shelf.at(revision).model.keep.drafts.days)
            with self.database.writing() as connection:
                for record in rows.untouched_since(connection, revision, since, limit):
                    rows.forget(connection, record.id)
                    forgotten += 1
        return forgotten


def _kind_at(path: str, definition: Definition) -> str:
    asked = definition.asked_at(path)
    return asked.question.kind if asked is not None else ""


def _answer(draft: str, stored: AnswerRecord, key: DataKey) -> Answer:
    value = json.loads(key.open(stored.value, f"answer:{draft}:{stored.path}"))
    return Answer(value, stored.state, stored.door, stored.at, stored.version, stored.provenance)
