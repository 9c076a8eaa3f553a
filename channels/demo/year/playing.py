"""Playing a town: whoever comes and whoever works there goes on in the order in which things happen.

A town may be played in pieces: the days that are missing of those wanted are played, the latest first. Stopping is no
harm, for all that anybody does is done when they have done it; what was not played yet is played another time.
"""

from __future__ import annotations

import fcntl
import heapq
import os
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

from channels.demo.officers import employed
from channels.demo.year.handling import handled, received
from channels.demo.year.mended import as_it_was, mend
from channels.demo.year.people import Person, Population
from channels.demo.year.pieces import Piece, missing, read, split, together, written
from channels.demo.year.seasons import DAYS_OF_A_YEAR, PEOPLE, SEED, days, is_before_mending
from channels.demo.year.town import Core, Course, Doors, PlayedClock, PlayedTown
from channels.demo.year.visits import TO_CASES, Visit
from service.back_office import WORKING, Changed
from service.front_office import BUSY, NoRoom, NoSuchDraft, NoSuchService, TooManyTries
from service.messages import Officer
from service.office_messages import CaseLine
from service.rehearsal import Wish

YEAR = timedelta(days=DAYS_OF_A_YEAR)
LATELY = timedelta(days=90)
"""So much of it a demo plays by itself, beside its doors."""
NEWEST = timedelta(days=14)
"""Played first of all, so that the counter has something to show."""
BREATH = 2.0
"""Beside the doors of a demo: after each bit a rest of so many times as long as it took."""
LOCK = "playing.lock"

Opened = Callable[[Path, PlayedClock], Core]
"""Opens the town with a configuration folder and a clock."""
Told = Callable[[datetime, int], None]
"""Told after each played day: until when it is played, and how many people have come."""

_GONE = (NoSuchDraft, NoSuchService, TooManyTries, Changed, *BUSY)
"""Why somebody goes no further: what they began is no more, or somebody else was faster."""


class NotPlayable(ValueError):
    """Why this town cannot be played, as a sentence for who asked for it."""


@dataclass(frozen=True)
class Script:
    """By what a town is played."""

    seed: int = SEED
    people: int = PEOPLE
    breath: float = 0.0


@dataclass(frozen=True)
class Played:
    """What was played."""

    people: int
    steps: int
    seconds: float


def wanted_of(core: Core, span: timedelta, until: datetime) -> tuple[Piece, ...]:
    """What is missing of the days before a moment, the latest piece first. Raises NotPlayable."""
    if core.rehearsal is None:
        raise NotPlayable(
            "Only a demo is played. This data folder was made for real use: name another one (--data)."
        )
    pieces = read(core.rehearsal.played())
    if not pieces and core.rehearsal.has_cases():
        raise NotPlayable(
            "There are cases in this demo that were not played. A year is played into a folder that is new, or that "
            "`make run` has made: name another one (--data)."
        )
    return missing(Piece(until - span, until), pieces)


def lately(core: Core, until: datetime) -> tuple[Piece, ...]:
    """What a demo plays by itself, the newest days first; after a stop what is missing of it. Raises NotPlayable."""
    assert core.rehearsal is not None
    played = read(core.rehearsal.played())
    ends = max((each.ends for each in played), default=until)
    pieces = wanted_of(core, LATELY, ends)
    return tuple(part for each in pieces for part in split(each, ends - NEWEST))


def play(
    opened: Opened,
    config: Path,
    data: Path,
    doors: Doors,
    pieces: Callable[[Core], tuple[Piece, ...]],
    until: datetime,
    script: Script = Script(),
    told: Told = lambda until, people: None,
) -> Played:
    """Play what is missing. Raises NotPlayable."""
    began, people, steps = time.monotonic(), 0, 0
    clock = PlayedClock(until)
    with _alone(data), as_it_was(config) as (folder, services):
        core = opened(folder, clock)
        try:
            for piece in pieces(core):
                one = _Playing(core, clock, doors, piece, until, script, told)
                people, steps = people + one.run(config, services), steps + one.steps
        finally:
            core.close()
    return Played(people, steps, time.monotonic() - began)


@contextmanager
def _alone(data: Path) -> Iterator[None]:
    """Two who play the same town at once would each take the other's cases for their own."""
    data.mkdir(parents=True, exist_ok=True)
    file = os.open(data / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise NotPlayable(
            "This town is being played just now, perhaps by `make run`. Try again when that is through."
        ) from None
    else:
        yield
    finally:
        os.close(file)


@dataclass
class _Playing:
    """One piece, from its first day until all who came in it have nothing more to do, or it is today."""

    core: Core
    clock: PlayedClock
    doors: Doors
    piece: Piece
    until: datetime
    script: Script
    told: Told
    steps: int = 0
    people: int = 0
    _due: list[tuple[datetime, int, Course]] = field(default_factory=list)
    _number: count[int] = field(default_factory=count)

    def run(self, config: Path, services: Path) -> int:
        clock, core = self.clock, self.core
        clock.now = self.piece.begins
        town = self._town()
        before = is_before_mending(town.local.date(), (self.until - YEAR).date())
        if not before:
            mend(config, services)
        core.operations.publish()
        employed(core.back_office.officers)
        self._begin(self._days(town, config, services))
        for reference in self._left_over():
            self._sent(town, reference, expected=True)  # perhaps: the officer will see
        while self._due:
            at, _, course = heapq.heappop(self._due)
            if at >= self.until:
                break
            clock.now = max(clock.now, at)
            self._step(course)
        clock.now = self.until
        mend(config, services)
        core.operations.publish()
        self._note(self.piece.ends)
        return self.people

    def _town(self) -> PlayedTown:
        chance = random.Random(f"{self.script.seed} {self.piece.begins.date()}")  # noqa: S311 - invented people
        return PlayedTown(self.core, self.clock, self.doors, chance, self._begin)

    def _begin(self, course: Course, at: datetime | None = None) -> None:
        heapq.heappush(self._due, (at or self.clock.now, next(self._number), course))

    def _step(self, course: Course) -> None:
        began = time.monotonic()
        self.steps += 1
        try:
            wait = next(course)
        except StopIteration:
            return
        except NoRoom:
            raise
        except _GONE:
            return
        finally:
            if self.script.breath:
                time.sleep(self.script.breath * (time.monotonic() - began))
        self._begin(course, self.clock.now + max(wait, timedelta(seconds=1)))

    # --- the days ---------------------------------------------------------------------------------------------

    def _days(self, town: PlayedTown, config: Path, services: Path) -> Course:
        """Who comes on each day of the piece; and each day's work of the town itself, as long as anybody is about."""
        served = tuple(sorted(self.core.operations.served()))
        population = Population(
            tuple(self.core.town.languages),
            served,
            frozenset(self.doors.can),
            self.core.town.timezone,
            town.chance,
        )
        year_began = (self.until - YEAR).date()
        first, last = town.local.date(), self.piece.ends.astimezone(ZoneInfo(self.core.town.timezone)).date()
        stumbling = is_before_mending(first, year_began)
        for expected in days(first, last, self.script.people, served, town.chance):
            if stumbling and not is_before_mending(expected.day, year_began):
                stumbling = False
                mend(config, services)
                self.core.operations.publish()
            for number in range(expected.people + expected.called):
                person = population.somebody(expected.day, number, called=number >= expected.people)
                if person is not None and self.clock.now <= person.comes_at < self.until:
                    self._begin(self._visit(town, person), person.comes_at)
            yield self._until_night(town)
            self._at_night(town)
        while self._due:
            yield self._until_night(town)
            self._at_night(town)

    def _until_night(self, town: PlayedTown) -> timedelta:
        local = town.local
        return local.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1) - local

    def _at_night(self, town: PlayedTown) -> None:
        town.deliver()
        self.core.operations.tidy()
        self._note(min(self.clock.now, self.piece.ends))
        self.told(self.clock.now, self.people)

    def _note(self, until: datetime) -> None:
        rehearsal = self.core.rehearsal
        assert rehearsal is not None
        pieces = [*read(rehearsal.played()), Piece(self.piece.begins, until)]
        rehearsal.note_played(written(together(pieces)))

    # --- who comes, and who works ---------------------------------------------------------------------------------

    def _visit(self, town: PlayedTown, person: Person) -> Course:
        self.people += 1
        wishes = town.rehearsal.wishes(person.service)
        if wishes:
            yield from Visit(town, person, _wanted(town.chance, wishes), self._sent).course()

    def _sent(self, town: PlayedTown, reference: str, expected: bool) -> None:
        """A case has come: somebody sees to it, and receives whoever is expected for it."""
        self._begin(handled(town, reference, self._officers()))
        if expected:
            self._begin(received(town, reference, self._officers()))

    def _left_over(self) -> list[str]:
        """Cases from before this piece that nobody sees to, because a play was stopped; the oldest first."""
        office, found = self.core.back_office, list[CaseLine]()
        head = self._officers()[-1]
        for page in count(1):
            queue = office.queue(head, "open", self.core.town.languages[0], page)
            found += [each for each in queue.lines if each.submitted_at < self.piece.begins]
            if not queue.more:
                break
        return [each.reference for each in sorted(found, key=lambda each: each.submitted_at)]

    def _officers(self) -> list[Officer]:
        """Those who work on cases: of one office before those of all."""
        there = [each for each in self.core.back_office.officers.all() if WORKING & set(each.roles)]
        return sorted(there, key=lambda each: (not each.office, each.name))


def _wanted(chance: random.Random, wishes: tuple[Wish, ...]) -> Wish:
    """Mostly what leads to a case; of ways that end alike the shorter ones more often."""
    to_cases = [each for each in wishes if each.end == "case"]
    others = [each for each in wishes if each.end != "case"]
    some = to_cases if to_cases and (not others or chance.random() < TO_CASES) else others
    return chance.choices(some, [1 / (2 + len(each.answers)) for each in some])[0]
