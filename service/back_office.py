"""What officers can do with cases. So far: look at one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from service.cases import case_journey
from service.drafts import Drafts
from service.exports import exported
from service.references import grouped, read_reference
from service.store import cases as rows
from service.store.database import Database


@dataclass(frozen=True)
class BackOffice:
    database: Database
    drafts: Drafts

    def show(self, reference: str) -> dict[str, Any] | None:
        """A case as plain JSON (DESIGN section 6), or None for a reference that is nobody's."""
        name = read_reference(reference)
        with self.database.reading() as connection:
            record = rows.get(connection, name) if name else None
        draft = self.drafts.get(record.draft) if record else None
        if record is None or draft is None:
            return None
        return {
            "reference": grouped(record.reference),
            "service": record.service,
            "version": draft.definition.version,
            "revision": draft.definition.revision,
            "status": record.status,
            "submitted_at": record.submitted_at.isoformat(),
            "due_on": record.due_on.isoformat() if record.due_on else None,
            "language": record.language,
            "identity": draft.definition.model.identity,
            "doors": record.doors,
            "fee": record.fee,
            "answers": exported(draft.definition, case_journey(draft)),
        }

    def file(self, reference: str, path: str) -> bytes | None:
        """The bytes of a photo or document of a case."""
        name = read_reference(reference)
        with self.database.reading() as connection:
            record = rows.get(connection, name) if name else None
        draft = self.drafts.get(record.draft) if record else None
        return self.drafts.file_of(draft, path) if draft else None
