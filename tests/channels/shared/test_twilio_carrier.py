"""Texts of the town's own, by the official client against a carrier of our own."""

import base64
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from channels.settings import Settings, TwilioSettings
from channels.shared.twilio_carrier import text_carrier
from service.messages import Notice, Prompt, Turn, Undeliverable

ACCOUNT, TOKEN = f"AC{'0' * 32}", "a token"
NOTICE = Notice(
    "tel:+32470000001", "Report a street problem", "Ga hier verder: https://town.example/nl/c/x “é”", "nl"
)


@dataclass
class Twilio:
    """Answers as its Messages resource does."""

    address: str = ""
    status: int = 201
    code: int = 0
    asked: list[tuple[str, str, dict[str, list[str]]]] = field(default_factory=list)


@pytest.fixture
def twilio() -> Iterator[Twilio]:
    stands = Twilio()

    class Messages(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            stands.asked.append((self.path, self.headers["Authorization"], form))
            told = (
                {"sid": f"SM{'0' * 32}"} if stands.status == 201 else {"code": stands.code, "message": "No."}
            )
            content = json.dumps(told).encode()
            self.send_response(stands.status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Messages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    stands.address = f"http://127.0.0.1:{server.server_port}"
    yield stands
    server.shutdown()
    server.server_close()


def settings(api: str) -> Settings:
    twilio = TwilioSettings(account=ACCOUNT, tokens=(TOKEN, "old"), number="+32460000000", api=api)
    return replace(
        Settings(Path("var"), Path("config"), False, "sqlite://", "https://town.example", "", twilio)
    )


def test_a_text_goes_out_from_the_towns_number_and_what_becomes_of_it_is_asked_for(twilio):
    text_carrier(settings(twilio.address), "/sms/status")(NOTICE)
    ((path, authorization, form),) = twilio.asked
    assert path == f"/2010-04-01/Accounts/{ACCOUNT}/Messages.json"
    assert authorization == f"Basic {base64.b64encode(f'{ACCOUNT}:{TOKEN}'.encode()).decode()}"
    assert form == {
        "To": ["+32470000001"],
        "From": ["+32460000000"],
        "Body": ['Ga hier verder: https://town.example/nl/c/x "é"'],
        "StatusCallback": ["https://town.example/sms/status"],
    }


@pytest.mark.parametrize(("status", "code"), [(400, 21610), (400, 21211), (403, 20003)])
def test_a_number_that_cannot_be_texted_is_not_tried_again(twilio, status, code):
    twilio.status, twilio.code = status, code
    with pytest.raises(Undeliverable, match=str(code)) as raised:
        text_carrier(settings(twilio.address), "/sms/status")(NOTICE)
    assert "470000001" not in str(raised.value)


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_carrier_that_is_busy_or_broken_is_asked_again(twilio, status):
    twilio.status = status
    with pytest.raises(OSError, match=str(status)):
        text_carrier(settings(twilio.address), "/sms/status")(NOTICE)


def test_a_carrier_that_is_not_there_is_asked_again():
    with pytest.raises(OSError, match="9"):
        text_carrier(settings("http://127.0.0.1:9"), "/sms/status")(NOTICE)


def test_a_line_goes_on_from_the_number_that_its_person_texted_to(twilio):
    prompt = Prompt("ask:last", "ask", "last", "En het laatste?", hint="text")
    turn = Turn(prompt=prompt, language="nl")
    goes_on = replace(NOTICE, words="En het laatste?", turn=turn, address="tel:+32460000001")
    text_carrier(settings(twilio.address), "/sms/status")(goes_on)
    ((_, _, form),) = twilio.asked
    assert (form["From"], form["Body"]) == (["+32460000001"], ["En het laatste?"])
