"""How long cases are kept: what a service promises (`keep`), counted from the day on which a case ended.

Then the person is gone: answers, files, messages, notes, what the case could be found by, and the key that sealed them.
What stays says nothing of anybody: the events, under a new random name, and the audit chain with its references. Drafts
that never became cases are deleted by `drafts`.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import timedelta

from service.clock import Clock
from service.definitions.versions import Shelf
from service.store import cases, drafts, events
from service.store.database import Database

AT_ONCE = 200
"""Cases of one revision in one unit of work: others may write in between."""


@dataclass(frozen=True)
class Retention:
    database: Database
    shelf: Shelf
    clock: Clock

    def forget_cases(self) -> int:
        """Delete the cases whose time is over; how many that were."""
        with self.database.reading() as connection:
            revisions = cases.definitions_in_use(connection)
        return sum(self._forget(revision) for revision in revisions)

    def _forget(self, revision: str) -> int:
        kept = timedelta(days=self.shelf.at(revision).model.keep.cases.days)
        forgotten = 0
        while True:
            with self.database.writing(of_reserve=True) as connection:
                found = cases.ended_before(connection, revision, self.clock() - kept, AT_ONCE)
                for draft, journey in found:
                    cases.forget(connection, draft)
                    drafts.forget(connection, draft)
                    events.cut_loose(connection, journey, str(uuid.uuid4()))
            forgotten += len(found)
            if len(found) < AT_ONCE:
                return forgotten
