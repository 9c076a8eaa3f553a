"""An officer at the counter's pages, and cases that came by other doors."""

from __future__ import annotations

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from channels.demo.officers import PASSWORD
from service.assembly import Core
from service.messages import Capabilities, Line, Receipt, Reply, Visitor
from tests.channels.web.conftest import Person

TEXT = Visitor("sms", "en", Capabilities(private=False), line=Line("tel:+32470000001", "+32460000000"))


class AtTheCounter(Person):
    """An officer before the counter's pages."""

    def sign_in(self, name: str = "an.peeters", password: str = PASSWORD) -> TestResponse:
        self.go("/counter/sign-in")
        return self.send({"name": name, "password": password}, "/sign-in")

    def open(self, reference: str) -> TestResponse:
        self.go(f"/counter/case/{reference}")
        if "Why do you open this case?" in self.page.words:
            self.send({"reason": "handling"}, "/open")
        return self.response


@pytest.fixture
def officer(app: Flask) -> AtTheCounter:
    at = AtTheCounter(app.test_client())
    at.sign_in()
    return at


@pytest.fixture
def person(app: Flask) -> Person:
    """A citizen with a browser of their own."""
    return Person(app.test_client())


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
