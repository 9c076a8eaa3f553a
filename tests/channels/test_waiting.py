"""More people than the server can serve at once: some wait, some are told to come back, nobody waits for ever."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import Client

from channels.waiting import CROWDED, WaitingRoom

FOR_EVER = 60.0


class Slow:
    """A site at which every request takes until `finish` is called; it says whether there was a place."""

    def __init__(self) -> None:
        self.working = 0
        self.most = 0
        self._turn = threading.Condition()
        self._open = False

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        crowded = CROWDED in environ
        with self._turn:
            if not crowded and environ["PATH_INFO"] != "/health":
                self.working += 1
                self.most = max(self.most, self.working)
                self._turn.notify_all()
                self._turn.wait_for(lambda: self._open, FOR_EVER)
                self.working -= 1
        start_response("503 Busy" if crowded else "200 OK", [])
        return [b""]

    def wait_until_working(self, count: int) -> None:
        with self._turn:
            assert self._turn.wait_for(lambda: self.working == count, FOR_EVER)

    def finish(self) -> None:
        with self._turn:
            self._open = True
            self._turn.notify_all()


@pytest.fixture
def slow() -> Slow:
    return Slow()


@pytest.fixture
def people(slow: Slow) -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(20) as threads:
        yield threads
        slow.finish()  # before anybody is waited for


def asked(room: WaitingRoom, path: str = "/") -> int:
    return Client(room).get(path).status_code


def test_no_more_than_the_places_are_worked_on_at_once(slow: Slow, people: ThreadPoolExecutor) -> None:
    room = WaitingRoom(slow, places=2, seats=10, patience=FOR_EVER)
    answers = [people.submit(asked, room) for _ in range(8)]
    slow.wait_until_working(2)
    slow.finish()
    assert [answer.result() for answer in answers] == [200] * 8
    assert slow.most == 2


def test_who_finds_neither_place_nor_seat_is_told_at_once(slow: Slow, people: ThreadPoolExecutor) -> None:
    room = WaitingRoom(slow, places=1, seats=0)
    served = people.submit(asked, room)
    slow.wait_until_working(1)
    assert asked(room) == 503
    slow.finish()
    assert served.result() == 200
    assert asked(room) == 200


def test_nobody_sits_longer_than_the_patience(slow: Slow, people: ThreadPoolExecutor) -> None:
    room = WaitingRoom(slow, places=1, seats=1, patience=0.05)
    people.submit(asked, room)
    slow.wait_until_working(1)
    assert [asked(room), asked(room)] == [503, 503]


def test_a_request_that_fails_gives_its_place_back() -> None:
    def failing(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if CROWDED in environ:
            raise AssertionError("the place is gone")
        raise LookupError

    room = WaitingRoom(failing, places=1, seats=0)
    for _ in range(3):
        with pytest.raises(LookupError):
            asked(room)


def test_a_full_server_still_says_how_it_is(slow: Slow, people: ThreadPoolExecutor) -> None:
    room = WaitingRoom(slow, places=1, seats=0)
    people.submit(asked, room)
    slow.wait_until_working(1)
    assert asked(room, "/health") == 200


# --- what the doors say ---------------------------------------------------------------------------------------


def test_the_web_says_when_to_come_back_and_what_is_kept(app: Flask) -> None:
    answer = app.test_client().post("/en/street-problem/begin", environ_overrides={CROWDED: True})
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert "Please try again in a minute" in answer.text
    assert "The answers you gave before are kept" in answer.text


def test_the_kiosk_hears_it_as_json(app: Flask) -> None:
    answer = app.test_client().post(
        "/kiosk/begin", json={}, headers={"X-Kiosk-Session": "new"}, environ_overrides={CROWDED: True}
    )
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert answer.json is not None
    assert answer.json["error"]["words"]


def test_whoever_texts_is_told_by_text(app: Flask) -> None:
    """A carrier shows nobody a 503. Not even the signature is looked at, since nothing is stored."""
    answer = app.test_client().post("/sms", data={"Body": "FIX"}, environ_overrides={CROWDED: True})
    assert (answer.status_code, answer.mimetype) == (200, "text/xml")
    assert "Please send it again in a minute" in answer.text
