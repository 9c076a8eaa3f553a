"""Measures: numbers about the town as a whole, for who watches over it. None of them says anything of anybody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from service.clock import Clock
from service.store import counts
from service.store import definitions as installation
from service.store.database import Database
from service.store.schema import stands_at

BACKED_UP = "backed up at"
"""Under which name it is recorded when the last backup was made."""


@dataclass(frozen=True)
class Measure:
    """One number, or one for each of a few names (of an office, an outpost: of nothing that is a person's)."""

    name: str
    help: str
    values: Mapping[str, float]
    """By the name that it is of; by the empty name where there is only one."""
    of: str = ""
    """What the names are names of."""
    kind: Literal["gauge", "counter"] = field(default="gauge")


@dataclass(frozen=True)
class Measures:
    database: Database
    clock: Clock

    def all(self) -> Iterator[Measure]:
        """What the store tells, at one moment."""
        now = self.clock()
        with self.database.reading() as connection:
            told, born = counts.of_town(connection, now), installation.installed(connection)
            migration = stands_at(connection) or "0"
        oldest = _seconds(now, told.oldest_due) if told.oldest_due is not None else 0.0
        yield Measure("notices", "Notices in the outbox, by what became of them.", told.notices, "state")
        yield _one(
            "oldest_notice_overdue_seconds", "How long the first notice in the outbox is overdue.", oldest
        )
        yield Measure("drafts", "Drafts that are kept, by their state.", told.drafts, "state")
        yield Measure("cases_open", "Cases that are not ended, by service.", told.open_cases, "service")
        yield Measure("cases_overdue", "Of these the ones past a deadline.", told.overdue_cases, "service")
        beats = {name: _seconds(now, at) for name, at in told.beats.items()}
        yield Measure("outpost_silent_seconds", "How long an outpost has not been heard.", beats, "outpost")
        yield _one("migration", "The migration that the tables stand at.", float(migration))
        if BACKED_UP in born:
            made = datetime.fromisoformat(born[BACKED_UP])
            yield _one("last_backup_timestamp_seconds", "When the last backup was made.", made.timestamp())
        free = self.database.free()
        if free is not None:
            yield _one("data_free_bytes", "What is free beside the data.", float(free))
        full = self.database.is_low() or self.database.found_no_room()
        yield _one("read_only", "1 while nothing is taken in for want of room.", float(full))

    def note_backup(self, at: datetime) -> None:
        """A backup was made."""
        with self.database.writing(of_reserve=True) as connection:
            installation.renew_installation(connection, BACKED_UP, at.isoformat())


def _one(name: str, said: str, value: float) -> Measure:
    return Measure(name, said, {"": value})


def _seconds(now: datetime, then: datetime) -> float:
    return max(0.0, (now - then).total_seconds())
