"""What operators can do: publish definitions, ask whether the town is ready, tidy up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

from service.carriage import Carrier, Report, Traffic, Undelivered
from service.clock import Clock
from service.definitions.findings import Finding
from service.definitions.versions import Shelf
from service.delivery import Delivery
from service.drafts import Drafts
from service.escalating import Escalating
from service.measures import Measure as Measure
from service.measures import Measures
from service.outposts import Outposts
from service.people import People
from service.rekeying import Rekeying
from service.retention import Retention
from service.saving import Saving
from service.store import definitions as installation
from service.store import hand_overs, lines
from service.store.database import Database, StoreError, Unavailable
from service.store.schema import NEWEST, stands_at

DELIVERIES_KEPT = timedelta(days=30)
HAND_OVERS_KEPT = timedelta(days=1)
"""So long an ended code is still known for one, and is not taken for an answer when it is texted."""

MIB = 2**20


@dataclass(frozen=True)
class Operations:
    database: Database
    shelf: Shelf
    drafts: Drafts
    delivery: Delivery
    saving: Saving
    retention: Retention
    outposts: Outposts
    escalating: Escalating
    clock: Clock
    measures: Measures
    people: People
    rekeying: Rekeying

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
        return reasons + self.read_only()

    def read_only(self) -> list[str]:
        """Why nothing is taken in just now, though all that is stored can be read; empty where all is well."""
        reasons = []
        if self.database.is_low():
            free = (self.database.free() or 0) // MIB
            reasons.append(
                f"only {free} MiB are free beside the data: the town is read-only until there is more"
            )
        if self.database.found_no_room():
            reasons.append("the database finds no room to write: the town is read-only until it does")
        return reasons

    def try_to_write(self) -> None:
        """See whether there is room, where there was none: then people are served again though nobody asked."""
        if self.database.found_no_room():
            self.write_a_little()

    def write_a_little(self) -> None:
        """The least that can be written; what stands in its way is found out by `not_ready`."""
        with suppress(Unavailable), self.database.writing() as connection:
            installation.renew_installation(connection, "written at", self.clock().isoformat())

    def deliver(self, carriers: Mapping[str, Carrier]) -> int:
        """Carry the notices that are due, each by the carrier of its contact's scheme; how many that were."""
        return self.delivery.deliver(carriers)

    def report(self, report: Report) -> None:
        """What a carrier tells of a message that it has taken."""
        self.delivery.report(report)

    def undelivered(self, language: str) -> list[Undelivered]:
        """The notices that reached nobody, the latest first."""
        return self.delivery.undelivered(language)

    def send_again(self, notice: str) -> bool:
        """One of them once more; False where that is worth nothing any more."""
        return self.delivery.send_again(notice)

    def give_up(self, notice: str) -> bool:
        """Nobody need look at it any more; False for one that is none of them."""
        return self.delivery.give_up(notice)

    def traffic(self) -> Traffic:
        return self.delivery.traffic()

    def tidy(self) -> int:
        """Announce what will be deleted, and delete what is kept no longer; how many drafts and cases that were.

        Cases that are overdue for too long come before the heads of their offices.
        """
        self.saving.announce()
        with self.database.writing(of_reserve=True) as connection:
            lines.forget_deliveries(connection, self.clock() - DELIVERIES_KEPT)
            hand_overs.forget(connection, self.clock() - HAND_OVERS_KEPT)
        self.delivery.forget()
        forgotten = self.drafts.forget_expired() + self.retention.forget_cases()
        self.escalating.escalate()
        return forgotten
