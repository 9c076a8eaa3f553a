"""WhatsApp at the carrier's webhook: signed forms in, TwiML out, a real town and a carrier that keeps files."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from flask import Flask

from channels.app import Site, create_app
from tests.doors.chatting import Chatting
from tests.doors.entries import a_photo
from tests.doors.texting import Texting


class Keeper(BaseHTTPRequestHandler):
    """The carrier's side, where files are kept."""

    def do_GET(self) -> None:
        content = a_photo().content
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def keeper() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Keeper)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def town(app: Flask, keeper: str, tmp_path: Path) -> Iterator[Flask]:
    """For real: a demo is its own carrier."""
    settings = app.extensions["nowrongdoor"].settings
    twilio = replace(settings.twilio, account="AC1", tokens=("secret",), api=keeper)
    database = f"sqlite:///{tmp_path}/town.db"
    opened = create_app(replace(settings, demo=False, data=tmp_path, database_url=database, twilio=twilio))
    yield opened
    opened.extensions["nowrongdoor"].core.close()


def test_a_street_problem_with_a_photo_is_reported_by_whatsapp(town: Flask, keeper: str) -> None:
    chat = Chatting(town, {}, "+32470000011")
    for words in ("FIX", "no", "2", "b1234"):
        chat.says(words)
    assert "photo" in chat.says("Kerkstraat 12")
    assert "0470 00 00 11" in chat.says("", picture=f"{keeper}/Media/ME1")
    reference = re.search(r"Reference: (\S+)", chat.says("0"))
    assert reference is not None
    site: Site = town.extensions["nowrongdoor"]
    case = site.core.back_office.show(reference[1])
    assert case is not None
    assert case["doors"] == ["whatsapp"]
    assert case["answers"]["photo"]["type"] == "image/jpeg"
    assert case["answers"]["mobile"] == "+32470000011"


def test_the_name_of_a_profile_is_never_an_answer(town: Flask) -> None:
    chat = Chatting(town, {}, "+32470000012")
    for words in ("FIX", "no", "5"):
        chat.says(words)
    assert "Kerkstraat" not in chat.says("")


def test_a_message_is_not_cut_into_parts_that_nobody_charges(town: Flask) -> None:
    chat = Chatting(town, {}, "+32470000013")
    chat.says("menu")
    assert len(chat.messages) == 1
    assert "MORE" not in chat.said()


def test_a_text_and_a_whatsapp_message_of_the_same_number_are_two_lines(town: Flask) -> None:
    Texting(town, {}, "+32470000014").say("FIX")
    assert "What would you like to do?" in Chatting(town, {}, "+32470000014").says("no")


def test_help_is_answered_by_the_town_where_the_carrier_is_silent(town: Flask) -> None:
    chat = Chatting(town, {}, "+32470000015")
    chat.says("FIX")
    assert chat.says("HELP")


def test_whoever_stops_is_told_so_once_and_hears_nothing_until_starting_again(town: Flask) -> None:
    chat = Chatting(town, {}, "+32470000016")
    chat.says("FIX")
    assert "START" in chat.says("STOP")
    assert chat.says("no") == ""
    assert "danger" in chat.says("START")


def test_a_network_that_no_door_serves_is_answered_with_silence(town: Flask) -> None:
    chat = Chatting(town, {}, "+32470000017")
    chat.network = "messenger:"
    assert chat.says("FIX") == ""
