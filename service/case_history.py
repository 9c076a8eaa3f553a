"""The history of a case: what was done to it, by whom, and what was written then. Entries are only ever added."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

import uuid_utils

from service.drafts import Draft
from service.messages import Value
from service.store import case_entries
from service.store.database import Connection
from service.store.records import EntryRecord

OWNER, TOWN = "", "(town)"
"""In the place of an officer's name: its owner did it, or it happened by itself. No officer can be called so."""


@dataclass(frozen=True)
class Words:
    """What an officer wrote, and in which language."""

    words: str = ""
    language: str = ""


def written_in(draft: Draft, record: EntryRecord) -> Words:
    """What was written in an entry of a case's history."""
    if not record.sealed:
        return Words()
    read = json.loads(draft.key.open(record.sealed, f"entry:{record.id}"))
    return Words(str(read["words"]), str(read["language"]))


def written(draft: Draft, name: str, words: Words) -> bytes:
    """The same as it is stored in the entry of that id; nothing where nothing was written."""
    text = words.words.strip()
    said = json.dumps({"words": text, "language": words.language}).encode()
    return draft.key.seal(said, f"entry:{name}") if text else b""


NOTHING = Words()


def mark(connection: Connection, reference: str, at: datetime, officer: str, deed: str, about: str) -> None:
    """One more entry in which nothing was written."""
    case_entries.add(
        connection, EntryRecord(str(uuid_utils.uuid7()), reference, at, officer, deed, about, b"")
    )


@dataclass(frozen=True)
class Corrected:
    """An answer before and after its owner changed it; None where there was or is none."""

    before: Value
    after: Value

    def as_words(self) -> Words:
        """As it is kept in the history, where it is sealed like what officers write."""
        return Words(json.dumps({"before": self.before, "after": self.after}))


def corrected_in(words: Words) -> Corrected:
    read = json.loads(words.words)
    return Corrected(read["before"], read["after"])


def enter(
    connection: Connection,
    draft: Draft,
    reference: str,
    at: datetime,
    officer: str,
    deed: str,
    about: str = "",
    words: Words = NOTHING,
) -> None:
    """One more entry, in the unit of work of what it tells of."""
    name = str(uuid_utils.uuid7())
    sealed = written(draft, name, words)
    case_entries.add(connection, EntryRecord(name, reference, at, officer, deed, about[:60], sealed))
