"""The waiting room before the doors: how many requests are worked on at once, how many wait, and who is sent away.

A server that takes in more than it can do gets slower for everybody and answers nobody in time. Here a few requests
are worked on at once, more of them wait for a short while, and whoever comes on top is told so at once, by the door
that they came to (`CROWDED`). What a door says then is the door's business.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

CROWDED = "nowrongdoor.crowded"
"""Set in the environment of a request for which there was no place."""
UNBOUNDED = frozenset({"/health", "/metrics"})
"""Asked by machines that decide what to do with a full server."""


class WaitingRoom:
    """Wraps a WSGI application. `patience` is in seconds: a carrier waits 15 for its answer, a person less."""

    def __init__(self, inner: WSGIApplication, places: int, seats: int, patience: float = 5.0) -> None:
        self._inner = inner
        self._places = threading.Semaphore(places)
        self._seats = threading.Semaphore(seats)
        self._patience = patience

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if environ.get("PATH_INFO") in UNBOUNDED:
            return self._inner(environ, start_response)
        if not self._admitted():
            environ[CROWDED] = True
            return self._inner(environ, start_response)
        try:
            return self._inner(environ, start_response)
        finally:
            self._places.release()

    def _admitted(self) -> bool:
        """Whether there is a place, now or after a short wait for which there is a seat."""
        if self._places.acquire(blocking=False):
            return True
        if not self._seats.acquire(blocking=False):
            return False
        try:
            return self._places.acquire(timeout=self._patience)
        finally:
            self._seats.release()
