"""A town with its kiosk, and somebody who touches it."""

import dataclasses
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from channels.app import create_app
from channels.settings import KioskSettings, read_settings
from tests.channels.kiosk.machine import Machine

MOST_QUESTIONS = 60
MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@dataclasses.dataclass
class Person:
    """Speaks the screen's JSON, as `kiosk_ui/screen/door.js` does."""

    client: FlaskClient
    token: str = "new"
    turn: dict[str, Any] = dataclasses.field(default_factory=dict)

    def post(self, verb: str, body: dict[str, Any] | None = None, **more: Any) -> TestResponse:
        headers = {"X-Kiosk-Session": self.token, **more.pop("headers", {})}
        return self.client.post(f"/kiosk/{verb}", headers=headers, **(more or {"json": body or {}}))

    def say(self, verb: str, body: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
        reply = self.post(verb, body, **more)
        assert reply.status_code == 200, reply.get_data(as_text=True)
        self.turn = reply.get_json()
        self.token = self.turn.get("session", self.token)
        return self.turn["prompt"]

    def begin(self, service: str) -> dict[str, Any]:
        return self.say("begin", {"service": service})

    def answer(self, entered: Any, **more: Any) -> dict[str, Any]:
        parts = entered if isinstance(entered, dict) else {"answer": entered}
        prompt = self.turn["prompt"]
        return self.say(
            "answer", {"path": prompt["path"], "seen": self.turn["version"], "parts": parts}, **more
        )

    def skip(self) -> dict[str, Any]:
        return self.say("skip", {"path": self.turn["prompt"]["path"], "seen": self.turn["version"]})

    def submit(self) -> dict[str, Any]:
        return self.say("submit", {"seen": self.turn["version"]})

    def go_through(self, service: str, answers: dict[str, Any], until: str = "") -> dict[str, Any]:
        """Give these answers (an iterator: one after the other), skip what may be, choose the first of the rest."""
        prompt = self.begin(service)
        for _ in range(MOST_QUESTIONS):
            if prompt["kind"] != "ask" or until in (prompt["path"], prompt["hint"]):
                return prompt
            assert prompt["problem"] is None, prompt["problem"]
            code = prompt["path"].rsplit("/", 1)[-1]
            if code in answers:
                given = answers[code]
                prompt = self.answer(next(given) if isinstance(given, Iterator) else given)
            else:
                prompt = self.skip() if prompt["skippable"] else self.answer(prompt["options"][0]["value"])
        raise AssertionError("the journey does not end")

    def to_check_answers(self) -> dict[str, Any]:
        """Through the street problem, up to check answers."""
        return self.go_through("street-problem", {"danger": "no", "where": "Kerkstraat 12"})


@pytest.fixture(scope="module")
def roll(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the kiosk's printer was sent last."""
    roll = tmp_path_factory.mktemp("printer") / "lp0"
    roll.touch()
    return roll


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory, roll: Path) -> Iterator[Flask]:
    settings = read_settings({}, data=tmp_path_factory.mktemp("town"), demo=True)
    kiosk = KioskSettings(printer=f"file:{roll}")
    app = create_app(
        dataclasses.replace(settings, largest_request=100_000, kiosk=kiosk), clock=lambda: MORNING
    )
    yield app
    app.extensions["nowrongdoor"].core.close()


@pytest.fixture
def person(town: Flask) -> Person:
    return Person(town.test_client())


@pytest.fixture
def machine() -> Iterator[Machine]:
    machine = Machine()
    yield machine
    machine.switch_off()
