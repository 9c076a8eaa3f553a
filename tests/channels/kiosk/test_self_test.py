"""What the self-test asks of the server."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from channels.app import create_app
from channels.settings import KioskSettings, read_settings
from tests.channels.kiosk.machine import Machine

SAYS = {"X-Kiosk-Session": "new"}


@pytest.fixture
def machine() -> Iterator[Machine]:
    machine = Machine()
    yield machine
    machine.switch_off()


def a_site(data: Path, printer: str) -> Flask:
    settings = read_settings({}, data=data, demo=True)
    return create_app(replace(settings, kiosk=KioskSettings(printer=printer)))


@pytest.fixture
def site(tmp_path: Path, machine: Machine) -> Iterator[Flask]:
    app = a_site(tmp_path / "town", f"network:{machine.address}")
    yield app
    app.extensions["nowrongdoor"].core.close()


def test_each_touch_on_print_brings_a_strip_of_paper(site, machine):
    client = site.test_client()
    assert client.get("/kiosk/printer").json == {"printer": "ready"}
    for _ in range(2):
        assert client.post("/kiosk/test_print", headers=SAYS).json == {"printer": "ready"}
    assert machine.received.count(b"This printer works.") == 2


def test_a_printer_that_is_gone_is_said_to_be(site, machine):
    machine.switch_off()
    reply = site.test_client().post("/kiosk/test_print", headers=SAYS)
    assert reply.status_code == 503
    assert reply.json == {"printer": "gone"}


def test_without_a_printer_nothing_is_printed_and_that_is_said(tmp_path):
    app = a_site(tmp_path / "town", "")
    assert app.test_client().post("/kiosk/test_print", headers=SAYS).json == {"printer": "none"}
    app.extensions["nowrongdoor"].core.close()


def test_the_page_speaks_the_towns_first_language_and_holds_nothing_of_anybody(site):
    page = site.test_client().get("/kiosk/self-test")
    assert page.status_code == 200
    assert "Touch each of these" in page.text
    assert page.headers["Cache-Control"] == "no-store"


def test_languages_whose_voice_nobody_has_approved_stand_beside_the_sound(site):
    told = site.test_client().get("/kiosk/self-test").get_data(as_text=True)
    assert "No listener has approved how these are spoken: English, French, Dutch, Arabic" in told
