"""Somebody with a browser that runs no scripts, and the same site for real browsers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from playwright import sync_api
from werkzeug.test import TestResponse

from channels.app import create_app
from channels.settings import read_settings
from tests.browser import PATIENCE
from tests.channels.web.page import Page
from tests.conftest import SettableClock
from tests.serving import served

SKIP = object()
"""Press the other button: skip the question, or promise the paper for later."""
BORN = {"day": "30", "month": "7", "year": "1985"}
ANSWERS: dict[str, dict[str, Any]] = {
    "street-problem": {
        "danger": "no",
        "problem": "light",
        "lamp": "B1234",
        "where": "Kerkstraat 12",
        "photo": SKIP,
        "mobile": "0470 12 34 56",
    },
    "parking-permit": {
        "resident": "yes",
        "vehicle": "car",
        "district": "centrum",
        "zone": "markt",
        "holder": "lease",
        "car": "first",
        "plate": "1-ABC-123",
        "contract": SKIP,
        "start": {"day": "1", "month": "12", "year": "2026"},
        "name": "Zoë Çelik-O’Hara",
        "home": "Kerkstraat 12",
        "box": "",
        "mobile": "0470 12 34 56",
        "email": "zoe@bruggepont.example",
        "national_number": "85.07.30-033.28",
    },
    "birth-certificate": {
        "relation": "self",
        "registered_here": "yes",
        "born_name": "An Peeters",
        "born": BORN,
        "first_parent": "Jan Peeters",
        "second_parent": "",
        "abroad": "no",
        "form": "extract",
        "copies": "2",
        "delivery": "post",
        "address": "An Peeters\nKerkstraat 12\n8990 Bruggepont",
        "mobile": "",
        "email": "",
        "national_number": "85.07.30-033.28",
    },
    "change-of-address": {
        "into_town": "yes",
        "came_from": "belgium",
        "moved_on": {"day": "2", "month": "11", "year": "2026"},
        "old_address": "Dorpsstraat 1\n9000 Gent",
        "new_place": "Kerkstraat 12",
        "box": "",
        "tenure": "owner",
        "household/more": "yes",
        "person_name": "Mo Haddad",
        "person_born": {"day": "1", "month": "2", "year": "2015"},
        "relation": "child",
        "more": "no",
        "both_parents": "yes",
        "name": "Sam Haddad",
        "born": BORN,
        "mobile": "0470 12 34 56",
        "email": "",
        "at_home": ["morning", "saturday"],
        "true_statement": "yes",
        "national_number": "85.07.30-033.28",
    },
    "heating-allowance": {
        "resident": "yes",
        "fuel": "oil",
        "bill": "own",
        "benefit": "no",
        "adults": "1",
        "children": "0",
        "income": "1000000",
    },
    "terrace-licence": {
        "public_ground": "yes",
        "trade": "cafe",
        "company": "0123.456.749",
        "trade_name": "Café ’t Sas",
        "contact": "An Peeters",
        "mobile": "0470 12 34 56",
        "email": "an@bruggepont.example",
        "where": "Kerkstraat 12",
        "zone": "centre",
        "ground": "pavement",
        "season": "summer",
        "from": {"day": "1", "month": "4", "year": "2027"},
        "until": {"day": "30", "month": "9", "year": "2027"},
        "days": ["friday", "saturday"],
        "opens": "10",
        "closes": "22",
        "length": "6.5",
        "width": "2",
        "pavement": "4",
        "tables": "4",
        "seats": "12",
        "heating": "gas",
        "fixtures": ["parasols"],
        "music": "no",
        "plan": SKIP,
        "insurance": SKIP,
        "rules": "yes",
    },
    "identity-card": {
        "reason": "expires",
        "when": "2026-11-24T08:00Z",
        "name": "An Peeters",
        "mobile": "0470 12 34 56",
    },
}
"""What somebody answers in each service; leads to a case, or to an outcome where the service makes none."""


class Person:
    """Sees one page at a time, follows its links and sends its forms."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        self.response: TestResponse

    def go(self, address: str) -> TestResponse:
        """What is at an address, redirects followed as a browser does."""
        self.response = self.client.get(address)
        return self._followed()

    def send(self, entered: dict[str, Any], ending: str = "") -> TestResponse:
        """Fill in and send the page's form, or the one whose action ends so."""
        form = self.page.form(ending)
        self.response = self.client.post(form.action, data={**form.hidden, **entered})
        return self._followed()

    def begin(self, service: str) -> TestResponse:
        self.go(f"/en/{service}/")
        return self.send({}, "/begin")

    def at_the_second_question(self) -> None:
        """Of a street problem."""
        self.begin("street-problem")
        self.send({"answer": "no"})
        assert self.at == "/en/street-problem/q/problem"

    def walk(self, service: str, to: str = "") -> TestResponse:
        """Through a service as ANSWERS say: up to a question, or to check answers or an outcome."""
        self.begin(service)
        while "/q/" in self.at and not (to and self.at.endswith(f"/q/{to}")):
            self.send(self._answers(ANSWERS[service]))
            assert self.response.status_code == 200, self.page.words
        return self.response

    def _answers(self, answers: dict[str, Any]) -> dict[str, Any]:
        path = self.at.split("/q/")[1]
        entered = {}
        for name in self.page.form(self.at).fields:
            question, _, part = name.rpartition(":")
            asked = question or path
            answer = answers.get(asked, answers.get(asked.split("/")[-1]))
            if answer is SKIP:
                return {"skip": asked}
            entered[name] = answer[part or name] if isinstance(answer, dict) else answer
        return entered

    @property
    def at(self) -> str:
        return self.response.request.path

    @property
    def page(self) -> Page:
        return Page(self.response.text)

    def _followed(self) -> TestResponse:
        while self.response.status_code in (303, 308):
            self.response = self.client.get(self.response.location)
        return self.response


@pytest.fixture
def person(app: Flask) -> Person:
    return Person(app.test_client())


@pytest.fixture(scope="module")
def shared_site(read_once: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """A site for the tests of a file that leave nothing behind that another would see."""
    data = tmp_path_factory.mktemp("shared")
    settings = replace(read_settings({}, data=data, demo=True), database_url=f"sqlite:///{data / 'town.db'}")
    app = create_app(settings, SettableClock())
    yield app
    app.extensions["nowrongdoor"].core.close()


@pytest.fixture
def somebody(shared_site: Flask) -> Person:
    """A person at a site that is shared with the other tests of the file."""
    return Person(shared_site.test_client())


@pytest.fixture
def stranger(app: Flask) -> Person:
    """Somebody else, with a browser of their own."""
    return Person(app.test_client())


@pytest.fixture
def site(app: Flask) -> Iterator[str]:
    """The address at which a real browser finds the site."""
    with served(app) as address:
        yield address


@pytest.fixture(scope="session")
def picture() -> bytes:
    """A small photograph."""
    content = BytesIO()
    Image.new("RGB", (64, 64), "#17505A").save(content, "JPEG")
    return content.getvalue()


@pytest.fixture
def page(browser: sync_api.Browser) -> Iterator[sync_api.Page]:
    """A browser on a small screen, with scripts (only axe brings any)."""
    context = browser.new_context(viewport={"width": 320, "height": 640}, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()
