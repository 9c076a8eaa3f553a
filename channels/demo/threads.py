"""What the simulated telephones show: the last messages of each, in memory only, gone when the town stops.

Nothing here knows how a message travels, or what it costs in money.
"""

from __future__ import annotations

import secrets
from collections import OrderedDict, deque
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import count as counting
from threading import Lock
from typing import Literal

from channels.shared.segments import Segments, count

LONGEST_THREAD = 200
"""Messages that a telephone remembers."""
MOST_PICTURES = 8
"""Pictures that all telephones remember together: the oldest makes room."""
LARGEST_PICTURE = 5_000_000
"""Bytes; carriers take no more."""

Side = Literal["person", "town"]


@dataclass(frozen=True)
class Picture:
    content: bytes
    type: str


@dataclass(frozen=True)
class Bubble:
    number: int
    """Grows by one with every bubble of every telephone, so that a page knows what it has shown already."""
    at: datetime
    side: Side
    words: str
    picture: str = ""
    """What the album calls the picture that went with it."""
    failure: str = ""
    """Why it did not arrive, in words; empty where it did."""
    charged: bool = True
    """Whether a carrier took it: what it does not take costs nothing."""

    @property
    def segments(self) -> Segments:
        return count(self.words)

    @property
    def parts(self) -> int:
        """What a carrier charges by; a message with a picture is charged as a whole, its words included."""
        return 0 if self.picture else self.segments.parts


@dataclass(frozen=True)
class Tally:
    """What carriers took on one telephone's line since its screen was emptied."""

    from_person: int = 0
    from_town: int = 0
    """Parts, both."""
    pictures: int = 0

    def with_(self, bubble: Bubble) -> Tally:
        if not bubble.charged:
            return self
        if bubble.picture:
            return replace(self, pictures=self.pictures + 1)
        if bubble.side == "person":
            return replace(self, from_person=self.from_person + bubble.parts)
        return replace(self, from_town=self.from_town + bubble.parts)


@dataclass
class Thread:
    """One telephone's messages with the town, the oldest first."""

    bubbles: deque[Bubble] = field(default_factory=lambda: deque(maxlen=LONGEST_THREAD))
    tally: Tally = Tally()


class Threads:
    """One thread for each telephone, and the album of what was sent from them."""

    def __init__(self, phones: tuple[str, ...]) -> None:
        self._threads = {phone: Thread() for phone in phones}
        self._album: OrderedDict[str, Picture] = OrderedDict()
        self._numbers, self._lock = counting(1), Lock()

    def of(self, phone: str) -> Thread:
        """A copy, which stays as it is while others text."""
        with self._lock:
            thread = self._threads[phone]
            return Thread(thread.bubbles.copy(), thread.tally)

    def add(
        self,
        phone: str,
        side: Side,
        words: str,
        at: datetime,
        picture: str = "",
        failure: str = "",
        charged: bool = True,
    ) -> None:
        """Everything that a telephone shows comes in here: what the town sends by itself, too."""
        with self._lock:
            bubble = Bubble(next(self._numbers), at, side, words, picture, failure, charged)
            thread = self._threads[phone]
            thread.bubbles.append(bubble)
            thread.tally = thread.tally.with_(bubble)

    def clear(self, phone: str) -> None:
        with self._lock:
            for bubble in self._threads[phone].bubbles:
                self._album.pop(bubble.picture, None)
            self._threads[phone] = Thread()

    def keep(self, picture: Picture) -> str:
        """The name under which the album has the picture from now on."""
        name = f"ME{secrets.token_hex(16)}"
        with self._lock:
            self._album[name] = picture
            if len(self._album) > MOST_PICTURES:
                self._album.popitem(last=False)
        return name

    def picture(self, name: str) -> Picture | None:
        return self._album.get(name)
