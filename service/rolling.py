"""Rolling up: the figures kept as the event log has them, a little behind it, and made anew from nothing.

A journey is counted whole: what it counts for now is added, and what it counted for before is taken away. So it does
not matter in which order events come, how often this runs, or how many run it. How things are counted is `tallies`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from service.clock import Clock
from service.store import definitions as installation
from service.store import tallies as rows
from service.store.database import Connection, Database
from service.tallies import SILENCE, tally

SETTLING = timedelta(seconds=20)
"""Longer than any unit of work takes: what was received before is all there."""
PAUSE = timedelta(minutes=10)
"""So long nobody looks who has fallen silent, while nothing happens."""
AT_ONCE = 4_000
"""Events that are counted in one unit of work: others may write in between."""
JOURNEYS_AT_ONCE = 400

_NOTHING = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class _Stand:
    """Up to which event the figures are counted, and as of which moment."""

    sequence: int = 0
    until: datetime = _NOTHING

    def __str__(self) -> str:
        return f"{self.sequence} {self.until.isoformat()}"


@dataclass(frozen=True)
class Rolling:
    database: Database
    clock: Clock
    timezone: str

    def is_behind(self) -> bool:
        """Whether there is anything to count; a town in which nothing happens writes nothing either."""
        now = self.clock()
        with self.database.reading() as connection:
            stand = self._stood_at(connection)
            fresh = rows.settled(connection, stand.sequence, now - SETTLING, 1) > stand.sequence
        return fresh or now - stand.until >= PAUSE

    def catch_up(self) -> int:
        """Count what happened since the last time; how many journeys that touched."""
        count = 0
        while touched := self._on():
            count += touched
        return count + self._note_silence()

    def rebuild(self) -> int:
        """Count everything anew; how many journeys there are.

        Others write meanwhile, and nobody sees anything half done. What is counted in between is counted again.
        """
        now = self.clock()
        zone, count, counted = ZoneInfo(self.timezone), 0, Counter[rows.Key]()
        with self.database.reading() as connection:
            last = rows.all_settled(connection, now - SETTLING)
            told = rows.everything(connection, last)
            for _, journey in groupby(told, key=lambda each: each[1].journey):
                counted.update(tally([event for _, event in journey], now, zone))
                count += 1
        with self.database.writing() as connection:
            rows.take_turn(connection)
            rows.clear(connection)
            rows.add(connection, counted)
            self._stand_at(connection, _Stand(last, now))
        return count

    def _on(self) -> int:
        """Count the next events; how many journeys they touch, 0 where there is none."""
        with self.database.writing() as connection:
            rows.take_turn(connection)
            stand = self._stood_at(connection)
            last = rows.settled(connection, stand.sequence, self.clock() - SETTLING, AT_ONCE)
            if last == stand.sequence:
                return 0
            journeys = rows.touched(connection, stand.sequence, last)
            then = _Stand(last, stand.until)
            self._recount(connection, journeys, stand, then)
            self._stand_at(connection, then)
        return len(journeys)

    def _note_silence(self) -> int:
        """Count who was silent for too long, now that more time is over."""
        with self.database.writing() as connection:
            rows.take_turn(connection)
            stand = self._stood_at(connection)
            then = _Stand(stand.sequence, max(stand.until, self.clock()))
            quiet = rows.silent(connection, stand.until - SILENCE, then.until - SILENCE, stand.sequence)
            self._recount(connection, quiet, stand, then)
            self._stand_at(connection, then)
        return len(quiet)

    def _recount(self, connection: Connection, journeys: Sequence[str], before: _Stand, now: _Stand) -> None:
        zone, change = ZoneInfo(self.timezone), Counter[rows.Key]()
        for first in range(0, len(journeys), JOURNEYS_AT_ONCE):
            told = rows.of_journeys(connection, journeys[first : first + JOURNEYS_AT_ONCE], now.sequence)
            for _, journey in groupby(told, key=lambda each: each[1].journey):
                known = list(journey)
                counted = [event for sequence, event in known if sequence <= before.sequence]
                change.update(tally([event for _, event in known], now.until, zone))
                change.subtract(tally(counted, before.until, zone))
        rows.add(connection, {cell: number for cell, number in change.items() if number})

    def _stood_at(self, connection: Connection) -> _Stand:
        written = installation.installed(connection).get(rows.STANDS_AT)
        if written is None:
            return _Stand()
        sequence, until = written.split(" ")
        return _Stand(int(sequence), datetime.fromisoformat(until))

    def _stand_at(self, connection: Connection, stand: _Stand) -> None:
        installation.renew_installation(connection, rows.STANDS_AT, str(stand))
