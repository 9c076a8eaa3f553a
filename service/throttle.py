"""How often something may be tried: a bound on guessing, kept in this process's memory."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from service.clock import Clock

MOST_KEYS = 10_000
"""Names remembered at once; the oldest is forgotten first, so that nobody fills the memory by guessing."""


class TooManyTries(Exception):
    """The bound is reached: doors answer 429, and a line says so."""


@dataclass
class Throttle:
    """At most `tries` failures of one name within `window`. A try counts until it is known to be right."""

    clock: Clock
    tries: int = 5
    window: timedelta = timedelta(minutes=15)
    _tried: OrderedDict[str, list[datetime]] = field(default_factory=OrderedDict)
    _turn: threading.Lock = field(default_factory=threading.Lock)

    def ask(self, name: str) -> None:
        """One try, counted before it is judged: many at once are no way around the bound. Raises TooManyTries."""
        with self._turn:
            recent = self._recent(name)
            if len(recent) >= self.tries:
                raise TooManyTries
            self._tried[name] = [*recent, self.clock()]
            self._tried.move_to_end(name)
            while len(self._tried) > MOST_KEYS:
                self._tried.popitem(last=False)

    def right(self, name: str) -> None:
        """The last try was right, so it does not count."""
        with self._turn:
            self._tried[name] = self._recent(name)[:-1]

    def _recent(self, name: str) -> list[datetime]:
        since = self.clock() - self.window
        return [moment for moment in self._tried.get(name, []) if moment > since]
