"""Notices: messages that the town sends by itself, through an outbox.

A notice is stored in the unit of work that it tells of, and carried later: nothing is sent that did not happen, and
nothing that happened goes untold because a carrier was away. How a notice looks on the wire is its carrier's.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

import uuid_utils
from pydantic import TypeAdapter

from service.clock import Clock
from service.drafts import Draft
from service.messages import Carrier, Notice, Undeliverable
from service.store import consents, drafts
from service.store import notices as rows
from service.store.database import Connection, Database
from service.store.records import NoticeRecord
from service.throttle import Throttle
from service.vault import Sealed, Vault
from service.wording import sentence

AT_ONCE = 10
"""Notices that a worker takes in hand together: all are tried before it counts as gone, though each may take ten
seconds."""
CARRYING = timedelta(minutes=2)
"""After that a worker counts as gone, and its notices are taken in hand by another."""
AGAIN = tuple(timedelta(minutes=each) for each in (1, 5, 30, 120))
"""After how long a notice is tried again; the try after the last of them is the last."""
RANGE_DIGITS = 3
"""A number without so many of its last digits stands for its range: who makes a town text for money (carriers call it
artificially inflated traffic) owns whole ranges."""

SENT_TOO_OFTEN = sentence("We have sent many messages there already. Please try again in an hour.")

log = logging.getLogger(__name__)


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

    def make_room(self, contact: str) -> None:
        """One more for this contact, wanted by somebody who may be anybody. Raises TooManyTries."""
        self.contacts.ask(contact)
        if contact.startswith("tel:"):
            self.ranges.ask(contact[:-RANGE_DIGITS])

    def posting(
        self, draft: Draft, notice: Notice, ends_at: datetime, due_at: datetime | None = None, name: str = ""
    ) -> Callable[[Connection], None]:
        """Puts a notice about a draft into the outbox; where nobody carries it until `ends_at`, it is given up.

        By its `name` it can be taken back.
        """
        name = name or str(uuid_utils.uuid7())
        record = NoticeRecord(
            id=name,
            draft=draft.id,
            scheme=notice.contact.partition(":")[0],
            sealed=draft.key.seal(_written().dump_json(notice, exclude_defaults=True), f"notice:{name}"),
            state="waiting",
            tries=0,
            due_at=due_at or self.clock(),
            ends_at=ends_at,
        )
        return lambda connection: rows.add(connection, record)

    def take_back(self, connection: Connection, name: str) -> None:
        """A notice that still waits is not sent any more."""
        if name:
            rows.take_back(connection, name)

    def counts(self) -> tuple[int, int]:
        """How many wait, and how many of those that are still remembered reached nobody."""
        with self.database.reading() as connection:
            counted = rows.counts(connection)
        return counted.get("waiting", 0), counted.get("failed", 0)

    def deliver(self, carriers: Mapping[str, Carrier]) -> int:
        """Carry what is due; how many were taken in hand. One that could not be carried is due again later.

        A carrier that took a notice before its worker died gets it once more: twice is better than never.
        """
        now = self.clock()
        with self.database.reading() as connection:  # nobody waits for a writer that has nothing to write
            if not rows.is_due(connection, sorted(carriers), now):
                return 0
        with self.database.writing() as connection:
            found = rows.claim(connection, sorted(carriers), now, now + CARRYING, AT_ONCE)
            keys = {each.draft: drafts.key_of(connection, each.draft) for each in found}
        for record in found:
            wrapped = keys[record.draft]
            if wrapped is not None:
                self._settle(record, self._became(record, wrapped, carriers[record.scheme]))
        return len(found)

    def _became(self, record: NoticeRecord, wrapped: tuple[bytes, str], carrier: Carrier) -> str:
        """What became of it: `sent`, `failed`, or `waiting` where it is worth another try."""
        try:
            opened = self.vault.unwrap(*wrapped).open(record.sealed, f"notice:{record.id}")
        except Sealed:
            log.exception("notice %s cannot be opened", record.id)
            return "failed"
        return self._carried(record, _written().validate_json(opened), carrier)

    def _carried(self, record: NoticeRecord, notice: Notice, carrier: Carrier) -> str:
        if record.ends_at <= self.clock() or self._is_unwanted(notice.contact):
            return "failed"
        try:
            carrier(notice)
        except Undeliverable as reason:
            log.warning("notice %s cannot be delivered: %s", record.id, reason)
            return "failed"
        except OSError as error:
            log.warning("notice %s could not be carried: %s", record.id, type(error).__name__)
            return "waiting" if record.tries < len(AGAIN) else "failed"
        return "sent"

    def _settle(self, record: NoticeRecord, became: str) -> None:
        with self.database.writing() as connection:
            if became == "waiting":
                rows.postpone(connection, record.id, self.clock() + AGAIN[record.tries])
            else:
                rows.settle(connection, record.id, became)

    def _is_unwanted(self, contact: str) -> bool:
        """Whether somebody has stopped our messages: then none is sent, whoever wanted it."""
        with self.database.reading() as connection:
            said = consents.last(connection, self.vault.hashes("contact", contact))
        return said is not None and said.withdrawn


@cache
def _written() -> TypeAdapter[Notice]:
    """How notices are written and read; made once, when the first one is."""
    return TypeAdapter(Notice)
