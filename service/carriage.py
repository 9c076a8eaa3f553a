"""What crosses the border between the outbox and those who carry its notices: frozen values, no behaviour.

A carrier takes a notice, message by message, and may tell later what became of each. When it is asked, and what follows
from what it tells, is `notices`; how it asks its network is the carrier's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, Protocol

from service.messages import Notice

Reason = Literal["stopped", "wrong", "unreachable", "refused", "silent", "sealed"]
"""Why a notice did not arrive: its contact wants none of ours; there is no such contact; it is not to be reached; the
carrier would not have it; the carrier did not answer, however often it was asked; it can be read no more."""

Standing = Literal["taken", "on its way", "arrived", "lost"]
"""How far a message has come, as its carrier says."""

RANK: dict[Standing, int] = {"taken": 0, "on its way": 1, "arrived": 2, "lost": 2}
"""A message never steps back: what ranks no higher than what is known says nothing new."""


class Undeliverable(Exception):
    """A notice will not arrive, however often it is tried."""

    def __init__(self, reason: Reason, words: str, code: str = "") -> None:
        super().__init__(words)
        self.reason: Reason = reason
        self.code = code
        """The carrier's own number for it."""


@dataclass(frozen=True)
class Taken:
    """A message that a carrier has taken."""

    id: str = ""
    """The carrier's own name for it, by which it tells what becomes of it; empty where it tells nothing."""
    parts: int = 1
    """In how many parts we reckon that it is sent and charged."""
    charged: int | None = None
    """In how many the carrier says that it is."""
    more: bool = False
    """Another message of the same notice follows."""


@dataclass(frozen=True)
class Attempt:
    """What is known of earlier tries to carry a notice."""

    notice: str = ""
    """The notice's name, the same at each try: networks that know messages by a name of ours hold them for one."""
    taken: int = 0
    """So many of its messages have been taken, the first ones: they are not sent again."""
    since: datetime | None = None
    """When it was tried first, where that try was broken off: what came of it is to be looked up before it is sent."""
    is_known: Callable[[str], bool] = lambda _: False
    """Whether a message of that name is one of ours already, and so not the one that is looked for."""
    lives: timedelta | None = None
    """After so long it is useless: a network that has not brought it by then is to forget it."""


FIRST_TRY = Attempt()


class Carrier(Protocol):
    """Carries a notice to its contact, and gives each message as it is taken.

    Raises Undeliverable, or OSError where another try is worth it.
    """

    def __call__(self, notice: Notice, attempt: Attempt = FIRST_TRY) -> Iterable[Taken]: ...


@dataclass(frozen=True)
class Report:
    """What a carrier tells later of a message that it has taken."""

    id: str
    standing: Standing
    reason: Reason = "unreachable"
    """Where it is lost."""
    code: str = ""
    """The carrier's own number for that."""


@dataclass(frozen=True)
class Undelivered:
    """A notice that reached nobody, as the operator sees it: nothing personal."""

    id: str
    title: str
    """The service that it is about."""
    scheme: str
    """By what it was to be carried."""
    reason: Reason
    code: str
    tried_at: datetime
    again: bool
    """Whether it is worth being sent again, and its words are still there."""


@dataclass(frozen=True)
class Traffic:
    """How the outbox stands."""

    waiting: int
    waits: timedelta
    """How long the one has waited that is due for the longest time."""
    undelivered: int
    parts: int
    """Parts of messages that the town reckoned, of those that the carrier has counted too."""
    charged: int
    """The same as the carrier counted them."""
