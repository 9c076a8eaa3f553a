"""Outposts, at the hub: machines that run the same core with a store of their own, such as one in a hall.

Who they are (by a key that can be revoked), how they were when they were heard last, and which references they were
promised. What they may ask for is `hub`; how an outpost itself works is `outpost`.

The evidence is told for how many minutes each should have been heard, from its first beat until it is revoked, and for
how many it was not: when it is heard again after a silence, and each day after midnight. `told_until` says how far.
"""

from __future__ import annotations

import re
import secrets
import uuid
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

import uuid_utils
from pydantic import TypeAdapter, ValidationError

from service.clock import Clock
from service.messages import Beat, Enrolled
from service.references import new_reference
from service.store import events, reserved_references
from service.store import outposts as rows
from service.store.database import Connection, Database, Duplicate
from service.store.records import EventKind, EventRecord, OutpostRecord
from service.vault import Vault
from service.watching import Watch

KEY_BYTES = 32
LATE = timedelta(minutes=3)
"""Two beats may be lost; then something is wrong."""
PROMISED = 500
"""References that an outpost has in hand: days of work without a network."""

_NAME = re.compile(r"[a-z0-9]([a-z0-9-]{0,58}[a-z0-9])?")


@dataclass(frozen=True)
class Outposts:
    database: Database
    vault: Vault
    clock: Clock
    watch: Watch
    simulated: bool = False
    """Whether all that happens is a rehearsal, as in a demo."""

    def enrol(self, name: str) -> str:
        """A new outpost's key: shown once, stored as a hash. Raises ValueError for a bad or a taken name."""
        if not _NAME.fullmatch(name):
            raise ValueError("a name is small letters, digits and dashes, such as town-hall-1")
        key = secrets.token_urlsafe(KEY_BYTES)
        record = OutpostRecord(name, self.vault.hashed("outpost", key), self.clock())
        try:
            with self.database.writing() as connection:
                rows.add(connection, record)
        except Duplicate:
            raise ValueError(
                f"{name} is enrolled already; revoke it, and enrol it under another name"
            ) from None
        return key

    def known(self, key: str) -> OutpostRecord | None:
        """Whose key it is; None for nobody's and for one that was revoked."""
        with self.database.reading() as connection:
            record = rows.with_key(connection, self.vault.hashes("outpost", key))
        if record is not None and record.key != (hashed := self.vault.hashed("outpost", key)):
            self._change(record.name, key=hashed)  # stored under a master key that is being retired
        return record if record is not None and record.revoked_at is None else None

    def revoke(self, name: str) -> None:
        """Its key opens nothing any more. Raises LookupError."""
        self._change(name, revoked_at=self.clock())

    def close(self, name: str, *, closed: bool) -> None:
        """Whether it should serve nobody, which it hears with its next beat. Raises LookupError."""
        self._change(name, closed=closed)

    def _change(self, name: str, **columns: object) -> None:
        with self.database.writing() as connection:
            if not rows.change(connection, name, **columns):
                raise LookupError(name)

    def all(self) -> list[Enrolled]:
        """Each with how it was when it was heard last."""
        with self.database.reading() as connection:
            return [self._seen(record) for record in rows.every(connection)]

    def _seen(self, record: OutpostRecord) -> Enrolled:
        revoked = record.revoked_at is not None
        heard_at = record.beat_at or record.added_at
        beat = None
        with suppress(ValidationError):  # of another release
            beat = TypeAdapter(Beat).validate_python(record.beat) if record.beat else None
        late = not revoked and heard_at + LATE < self.clock()
        return Enrolled(record.name, record.added_at, revoked, record.closed, late, beat, record.beat_at)

    def heard(self, outpost: OutpostRecord, beat: Beat) -> None:
        written, now = TypeAdapter(Beat).dump_python(beat, mode="json"), self.clock()
        with self.database.writing() as connection:
            record = rows.taken(connection, outpost.name) or outpost
            told_until = record.told_until or record.beat_at or now
            if record.beat_at is not None and now - record.beat_at > LATE:
                self._tell(connection, record, told_until, now)
                told_until = now
            rows.heard(connection, outpost.name, written, now, told_until)

    def tell(self) -> int:
        """Tell the evidence of every day that is over, also of outposts that never come back; of how many that was."""
        now = self.clock()
        with self.database.reading() as connection:
            due = [each.name for each in rows.every(connection) if self._untold(each, now) is not None]
        for name in due:
            with self.database.writing() as connection:
                record = rows.taken(connection, name)
                untold = self._untold(record, now) if record is not None else None
                if record is not None and untold is not None:
                    self._tell(connection, record, *untold)
                    rows.change(connection, name, told_until=untold[1])
        return len(due)

    def _untold(self, record: OutpostRecord, now: datetime) -> tuple[datetime, datetime] | None:
        """From when until when the evidence knows nothing yet of days that are over; None where it knows them all.

        A little after midnight only: until then nobody can say whether an outpost is silent.
        """
        since, until = record.told_until or record.beat_at, self.watch.last_midnight(now - LATE)
        if record.revoked_at is not None:
            until = min(until, record.revoked_at)
        return (since, until) if since is not None and since < until else None

    def _tell(self, connection: Connection, record: OutpostRecord, since: datetime, until: datetime) -> None:
        """For how long it should have been heard between two moments, and was not: it is silent since its last beat."""
        now = self.clock()
        told = [self._event(record, "watched", *each) for each in self.watch.minutes(since, until)]
        ended = min(now, record.revoked_at or now)
        if record.beat_at is not None and ended - record.beat_at > LATE:
            silent = self.watch.minutes(max(record.beat_at, since), until)
            told += [self._event(record, "silent", *each) for each in silent]
        events.add_unknown(connection, told, now)

    def _event(self, record: OutpostRecord, kind: EventKind, at: datetime, minutes: int) -> EventRecord:
        """Under a journey of its own: it serves nobody in particular meanwhile."""
        return EventRecord(
            id=str(uuid_utils.uuid7()),
            journey=str(uuid.uuid4()),
            service="",
            version="",
            revision="",
            door="",
            language="",
            kind=kind,
            at=at,
            path=record.name,
            attempt=minutes,
            simulated=self.simulated,
        )

    def promised(self, outpost: OutpostRecord) -> list[str]:
        """All references that it may give and that no case of its own has used: asking twice promises no more."""
        with self.database.writing() as connection:
            missing = PROMISED - reserved_references.count(connection, outpost.name)
            if missing > 0:
                fresh = [new_reference() for _ in range(missing)]
                reserved_references.reserve(connection, outpost.name, fresh)
            return reserved_references.of_outpost(connection, outpost.name)

    def spend(self, connection: Connection, outpost: str, reference: str) -> bool:
        """Whether it was promised; afterwards it is a case's."""
        return reserved_references.use(connection, outpost, reference)
