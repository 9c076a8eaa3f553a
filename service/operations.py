"""What operators can do: publish definitions, ask whether the town is ready, tidy up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from service.clock import Clock
from service.definitions.findings import Finding
from service.definitions.versions import Shelf
from service.drafts import Drafts
from service.escalating import Escalating
from service.messages import Carrier
from service.notices import Notices
from service.outposts import Outposts
from service.retention import Retention
from service.saving import Saving
from service.store import hand_overs, lines
from service.store import notices as outbox
from service.store.database import Database, StoreError
from service.store.schema import NEWEST, stands_at

DELIVERIES_KEPT = timedelta(days=30)
HAND_OVERS_KEPT = timedelta(days=1)
"""So long an ended code is still known for one, and is not taken for an answer when it is texted."""

NOTICES_KEPT = timedelta(days=30)
"""That one was sent; its words are forgotten at once."""


@dataclass(frozen=True)
class Operations:
    database: Database
    shelf: Shelf
    drafts: Drafts
    notices: Notices
    saving: Saving
    retention: Retention
    outposts: Outposts
    escalating: Escalating
    clock: Clock

    def publish(self) -> list[Finding]:
        """Serve what stands in the configuration folder now; the findings are for the owner to read."""
        return self.shelf.publish()

    def definitions_changed(self) -> bool:
        return self.shelf.changed()

    def served(self) -> Iterable[str]:
        return [definition.code for definition in self.shelf.services()]

    def writes_letters(self) -> bool:
        """Whether a service puts decisions on paper."""
        workflows = (definition.model.workflow for definition in self.shelf.services())
        return any(workflow is not None and workflow.writes_letters for workflow in workflows)

    def not_ready(self) -> list[str]:
        """Why the town cannot serve right now, as sentences for the operator; empty when it can."""
        reasons = []
        try:
            with self.database.reading() as connection:
                if stands_at(connection) != NEWEST:
                    reasons.append("the database is not at the migration that this release needs")
        except StoreError:
            reasons.append("the database does not answer")
        if not any(self.shelf.services()):
            reasons.append("no service is published")
        return reasons

    def deliver(self, carriers: Mapping[str, Carrier]) -> int:
        """Carry the notices that are due, each by the carrier of its contact's scheme; how many that were."""
        return self.notices.deliver(carriers)

    def tidy(self) -> int:
        """Announce what will be deleted, and delete what is kept no longer; how many drafts and cases that were.

        Cases that are overdue for too long come before the heads of their offices.
        """
        self.saving.announce()
        with self.database.writing() as connection:
            lines.forget_deliveries(connection, self.clock() - DELIVERIES_KEPT)
            hand_overs.forget(connection, self.clock() - HAND_OVERS_KEPT)
            outbox.forget(connection, self.clock() - NOTICES_KEPT)
        forgotten = self.drafts.forget_expired() + self.retention.forget_cases()
        self.escalating.escalate()
        return forgotten
