"""An officer at the counter's pages, and cases that came by other doors."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from channels.demo.officers import PASSWORD
from service.assembly import Core
from service.messages import Capabilities, Line, Receipt, Reply, Visitor
from tests.channels.web.page import Page

TEXT = Visitor("sms", "en", Capabilities(private=False), line=Line("tel:+32470000001", "+32460000000"))


@dataclass
class AtTheCounter:
    client: FlaskClient
    response: TestResponse = field(init=False)

    @property
    def page(self) -> Page:
        return Page(self.response.text)

    def go(self, address: str) -> TestResponse:
        self.response = self.client.get(address)
        return self._followed()

    def send(self, ending: str, follow: bool = True, **given: Any) -> TestResponse:
        """Post the first form whose address ends so, with what is filled in."""
        form = self.page.form(ending)
        self.response = self.client.post(form.action, data={**form.hidden, **given})
        return self._followed() if follow else self.response

    def sign_in(self, name: str = "an.peeters", password: str = PASSWORD) -> TestResponse:
        self.go("/counter/sign-in")
        return self.send("/sign-in", name=name, password=password)

    def open(self, reference: str) -> TestResponse:
        self.go(f"/counter/case/{reference}")
        if self.page.words.find("Why do you open this case?") >= 0:
            self.send("/open", reason="handling")
        return self.response

    def _followed(self) -> TestResponse:
        while self.response.status_code in (303, 308):
            self.response = self.client.get(self.response.location)
        return self.response


@pytest.fixture
def officer(app: Flask) -> AtTheCounter:
    at = AtTheCounter(app.test_client())
    at.sign_in()
    return at


@pytest.fixture
def core(app: Flask) -> Core:
    core: Core = app.extensions["nowrongdoor"].core
    return core


def texted(core: Core, language: str = "en") -> Receipt:
    """A street problem that came by text, from the demo's first telephone."""
    office = core.front_office
    visitor = Visitor(TEXT.door, language, TEXT.capabilities, TEXT.line)
    words = ["FIX", "no", "pothole", "small", "Academiestraat 12", "skip", "0470 00 00 01", "send"]
    turn = None
    for number, each in enumerate(words):
        turn = office.hear(Reply(each, f"{number}"), visitor)
    assert turn is not None
    assert turn.prompt is not None, turn
    assert turn.prompt.receipt is not None, turn.prompt
    return turn.prompt.receipt
