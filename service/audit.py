"""The audit log: who looked at, or did something to, whose case; a chain in which no link can be changed unseen.

Each entry's hash is of the entry itself and of the hash before it, so that changing, leaving out or exchanging one
breaks all that follow. Nothing personal about citizens stands in it: a reference, a deed, a reason out of a list.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC

from service.clock import Clock
from service.references import read_reference
from service.store import audit as rows
from service.store.database import Connection, Database
from service.store.records import AuditRecord

BEGINNING = "0" * 64
"""What stands for the hash before the first entry."""


@dataclass(frozen=True)
class Broken:
    """The first entry that is not as it was written."""

    sequence: int
    why: str


@dataclass(frozen=True)
class Audit:
    database: Database
    clock: Clock

    def note(
        self,
        connection: Connection,
        officer: str,
        office: str,
        deed: str,
        reference: str = "",
        about: str = "",
    ) -> None:
        """One more entry, in the unit of work of what it tells of: what is not noted did not happen."""
        before = rows.last(connection)
        sequence = before.sequence + 1 if before is not None else 1
        record = AuditRecord(sequence, self.clock(), officer, office, deed, reference, about[:200], "")
        rows.add(connection, _linked(record, before.hash if before is not None else BEGINNING))

    def of_case(self, reference: str, most: int = 100) -> list[AuditRecord]:
        """Who had to do with a case, the latest first."""
        with self.database.reading() as connection:
            return rows.of_case(connection, reference, most)

    def latest(self, most: int, before: int | None = None) -> list[AuditRecord]:
        """The last entries, the latest first; those before an entry where its sequence is named."""
        with self.database.reading() as connection:
            return rows.latest(connection, most, before)

    def of_reference(self, written: str) -> list[AuditRecord]:
        """The same by a reference as somebody wrote it; empty for what is none."""
        reference = read_reference(written)
        return self.of_case(reference) if reference is not None else []

    def looks_at(self, reference: str, most: int = 50) -> list[AuditRecord]:
        """Who opened a case, the latest first."""
        with self.database.reading() as connection:
            return rows.of_case(connection, reference, most, rows.LOOKED)

    def verify(self) -> tuple[int, str] | Broken:
        """How many entries there are and the last one's hash, to be kept elsewhere; or the first that is broken.

        Entries cut off at the end break nothing: only who has kept an earlier number and hash can tell.
        """
        before, count = BEGINNING, 0
        with self.database.reading() as connection:
            for record in rows.every(connection):
                count += 1
                if record.sequence != count:
                    return Broken(count, f"it is missing; {record.sequence} comes next")
                if _linked(record, before).hash != record.hash:
                    return Broken(record.sequence, "it says something else than when it was written")
                before = record.hash
        return count, before


def _linked(record: AuditRecord, before: str) -> AuditRecord:
    """The entry with its hash (SHA-256 over canonical JSON: sorted keys, no spaces)."""
    said = {
        "sequence": record.sequence,
        "at": record.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "officer": record.officer,
        "office": record.office,
        "deed": record.deed,
        "reference": record.reference,
        "about": record.about,
        "before": before,
    }
    written = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return AuditRecord(**{**vars(record), "hash": hashlib.sha256(written.encode()).hexdigest()})
