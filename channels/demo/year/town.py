"""The played town, as all who come and go in it have it at hand: its offices, its clock and its dice."""

from __future__ import annotations

import random
from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol, TypeVar
from zoneinfo import ZoneInfo

from channels.shared.text import texts_of
from channels.shared.twilio_door import Network
from service.back_office import BackOffice
from service.carriage import FIRST_TRY, Attempt, Taken
from service.front_office import FrontOffice
from service.messages import Capabilities, Notice, Turn
from service.operations import Operations
from service.rehearsal import Rehearsal

T = TypeVar("T")

Stretch = Generator[timedelta, None, T]
"""What somebody does, bit by bit: each bit tells how long it is to the next. It ends with what comes of it."""
Course = Stretch[None]


@dataclass
class PlayedClock:
    """Stands still until it is moved."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now


class Place(Protocol):
    """What the play must know of the town itself."""

    @property
    def languages(self) -> Sequence[str]: ...
    @property
    def timezone(self) -> str: ...


class Core(Protocol):
    """A town, opened with the play's clock."""

    @property
    def town(self) -> Place: ...
    @property
    def front_office(self) -> FrontOffice: ...
    @property
    def back_office(self) -> BackOffice: ...
    @property
    def operations(self) -> Operations: ...
    @property
    def rehearsal(self) -> Rehearsal | None: ...
    def close(self) -> None: ...


@dataclass(frozen=True)
class Doors:
    """At which doors people are played."""

    can: Mapping[str, Capabilities]
    """What each door carries, by its name."""
    networks: Mapping[str, Network]
    """By which networks messages come to those that have one."""


@dataclass
class PlayedTown:
    core: Core
    clock: PlayedClock
    doors: Doors
    chance: random.Random
    begin: Callable[[Course], None]
    """Lets a course go on beside all others."""
    liking: random.Random = field(default_factory=lambda: random.Random(0))  # noqa: S311 - invented people
    """Dice of their own for what people say of it: whatever they say, they go on as they would have."""
    coming: random.Random = field(default_factory=lambda: random.Random(1))  # noqa: S311 - invented people
    """The same for whether they come to their appointments."""
    brought: dict[str, Turn] = field(default_factory=dict)
    """What the town has said on a line by itself, by the line's contact, until its person reads it."""

    @property
    def rehearsal(self) -> Rehearsal:
        assert self.core.rehearsal is not None  # only a demo is played
        return self.core.rehearsal

    @property
    def local(self) -> datetime:
        """The moment on the town's clocks."""
        return self.clock.now.astimezone(ZoneInfo(self.core.town.timezone))

    def deliver(self) -> None:
        """Everything that is due reaches invented telephones and mailboxes at once."""
        while self.core.operations.deliver({"tel": self._received, "mailto": self._received}):
            pass

    def _received(self, notice: Notice, attempt: Attempt = FIRST_TRY) -> tuple[Taken, ...]:
        if notice.turn is not None:
            self.brought[notice.contact] = notice.turn
        scheme = notice.contact.partition(":")[0]
        network = next((each for each in self.doors.networks.values() if each.scheme == scheme), None)
        return (Taken(parts=network.weigh(texts_of(notice, network.limits)) if network else 1),)

    def happens(self, share: float) -> bool:
        return self.chance.random() < share

    def between(self, least: float, most: float) -> float:
        return self.chance.uniform(least, most)
