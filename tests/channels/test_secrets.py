"""What is drawn to be secret is drawn by the system, long enough; what comes from outside writes no line of a log."""

from __future__ import annotations

import base64
import logging
import re

import pytest
from flask import Flask
from twilio.request_validator import RequestValidator

from channels.demo.officers import PASSWORD
from channels.kiosk.session import new_session
from service.assembly import Core
from tests.channels.counter.conftest import AtTheCounter
from tests.conftest import ROOT

BYTES = 16
"""128 bits."""


def test_only_the_play_of_a_demo_draws_what_could_be_foretold() -> None:
    drawing = [
        str(file.relative_to(ROOT))
        for room in ("service", "channels")
        for file in sorted((ROOT / room).rglob("*.py"))
        if re.search(r"^(import random|from random)\b", file.read_text("utf-8"), re.MULTILINE)
    ]
    of_a_demo = {"service/inventing.py", "service/rehearsal.py"}
    assert drawing
    assert all(each in of_a_demo or each.startswith("channels/demo/year/") for each in drawing), drawing


def drawn(token: str) -> bytes:
    return base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))


def test_a_session_is_known_by_what_nobody_can_try_out(app: Flask) -> None:
    core: Core = app.extensions["nowrongdoor"].core
    AtTheCounter(app.test_client()).sign_in()  # with the demo's officers, who are made with the first page
    tokens = {core.back_office.sign_in("an.peeters", PASSWORD, f"10.0.0.{number}") for number in range(4)}
    assert len(tokens) == 4
    for token in tokens:
        assert token is not None
        assert len(drawn(token)) >= BYTES
    assert len(drawn(new_session("draft").key)) >= BYTES


def test_what_comes_from_outside_begins_no_line_of_the_log(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    settings = app.extensions["nowrongdoor"].settings
    forged = "x\n2026-11-23 ERROR all is well"
    form = {forged: forged, "From": forged, "MessageSid": forged}
    signature = RequestValidator(settings.twilio.tokens[0]).compute_signature(
        f"{settings.public_url}/sms", form
    )
    client = app.test_client()
    client.post("/sms", data=form, headers={"X-Twilio-Signature": signature})
    client.post("/sms", data=form, headers={"X-Twilio-Signature": forged.replace("\n", " ")})
    client.get("/en/%0a2026-11-23%20ERROR%20all%20is%20well")
    client.post("/kiosk/begin", json={"service": forged}, headers={"X-Kiosk-Session": "new"})
    logged = [line for each in caplog.records for line in logging.Formatter().format(each).splitlines()]
    assert logged, "or nothing was looked at"
    assert not [line for line in logged if line.startswith("2026-11-23 ERROR")]
