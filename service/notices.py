"""Notices: messages that the town sends by itself, through an outbox.

A notice is stored in the unit of work that it tells of, and carried later: nothing is sent that did not happen, and
nothing that happened goes untold because a carrier was away. Carrying it, and what follows where it does not arrive, is
`delivery`; how it looks on the wire is its carrier's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache

import uuid_utils
from pydantic import TypeAdapter

from service.clock import Clock
from service.drafts import Draft
from service.messages import Notice
from service.quiet_hours import QuietHours, zone_of
from service.store import notices as rows
from service.store.database import Connection, Database
from service.store.records import NoticeRecord
from service.throttle import Throttle
from service.vault import DataKey, Vault
from service.wording import sentence

RANGE_DIGITS = 3
"""A number without so many of its last digits stands for its range: who makes a town text for money (carriers call it
artificially inflated traffic) owns whole ranges."""

SENT_TOO_OFTEN = sentence("We have sent many messages there already. Please try again in an hour.")

FOLLOW_UP = "@follow-up"
"""What a line is asked by a notice that something is done: whether it went well."""
PAPERS, RESTING, COMING = "papers", "resting", "coming"
"""Purposes of reminders: of a paper that is still to come, of a draft that nobody has touched for a while, of an
appointment."""


@dataclass(frozen=True)
class Notices:
    database: Database
    vault: Vault
    clock: Clock
    carried: frozenset[str]
    """The schemes of contacts to which somebody carries notices."""
    contacts: Throttle
    """Notices to one contact, whoever wanted them."""
    ranges: Throttle
    """Notices to one range of numbers."""
    timezone: str
    quiet: QuietHours | None = None
    """When only what is awaited is sent; None for a town that never sleeps."""

    def make_room(self, contact: str) -> None:
        """One more for this contact, wanted by somebody who may be anybody. Raises TooManyTries."""
        self.contacts.ask(contact)
        if contact.startswith("tel:"):
            self.ranges.ask(contact[:-RANGE_DIGITS])

    def posting(
        self,
        draft: Draft,
        notice: Notice,
        ends_at: datetime,
        due_at: datetime | None = None,
        *,
        purpose: str = "",
        reference: str = "",
        awaited: bool = True,
        rests: timedelta = timedelta(0),
    ) -> Callable[[Connection], None]:
        """Puts a notice about a draft into the outbox; where nobody carries it until `ends_at`, it is given up.

        By its `purpose` it can be taken back (`take_back`).
        `reference` is that of the case whose officer is told where
        it reaches nobody. What is not `awaited` keeps out of the quiet hours. With `rests` it is sent only once nobody
        has touched the draft for so long, and only while that is open.
        """
        due_at = due_at or self.clock()
        record = replace(
            self._record(draft.id, draft.key, notice, ends_at),
            due_at=due_at if awaited else self.waking(notice.contact, due_at),
            purpose=purpose,
            reference=reference,
            awaited=awaited,
            rests=int(rests.total_seconds()),
        )
        return lambda connection: rows.add(connection, record)

    def turned(self, record: NoticeRecord, key: DataKey, notice: Notice) -> NoticeRecord:
        """The same notice to another contact, to be stored in the place of the one that did not arrive."""
        fresh = self._record(record.draft, key, notice, record.ends_at)
        due_at = self.clock() if record.awaited else self.waking(notice.contact, self.clock())
        return replace(
            fresh,
            due_at=due_at,
            purpose=record.purpose,
            reference=record.reference,
            awaited=record.awaited,
        )

    def waking(self, contact: str, moment: datetime) -> datetime:
        """When a message that can wait may be sent. Nobody is woken by a letter."""
        if self.quiet is None or not contact.startswith("tel:"):
            return moment
        return self.quiet.over(moment, zone_of(contact, self.timezone))

    def _record(self, draft: str, key: DataKey, notice: Notice, ends_at: datetime) -> NoticeRecord:
        name = str(uuid_utils.uuid7())
        return NoticeRecord(
            id=name,
            draft=draft,
            scheme=notice.contact.partition(":")[0],
            sealed=key.seal(_written().dump_json(notice, exclude_defaults=True), f"notice:{name}"),
            state="waiting",
            tries=0,
            due_at=self.clock(),
            ends_at=ends_at,
        )


def take_back(connection: Connection, draft: str, purpose: str) -> None:
    """What waits about a draft for that purpose has lost its point, and is not sent."""
    rows.take_back(connection, draft, purpose)


def read_notice(record: NoticeRecord, key: DataKey) -> Notice:
    """What a record says. Raises Sealed."""
    return _written().validate_json(key.open(record.sealed, f"notice:{record.id}"))


@cache
def _written() -> TypeAdapter[Notice]:
    """How notices are written and read; made once, when the first one is."""
    return TypeAdapter(Notice)
