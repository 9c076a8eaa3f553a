"""A carrier of texts that stands in for Twilio: its Messages resource, with a memory, on a port of this computer.

It knows who has opted out, the numbers by which its test accounts fail, its limit of 1,600 characters, and it reports
what became of a message, signed. It can also do what real networks do: take a message and never answer.
"""

from __future__ import annotations

import base64
import json
import re
import secrets
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from channels.shared.segments import count
from service.carriage import FIRST_TRY, Attempt, Taken
from service.messages import Notice

ACCOUNT, TOKEN = f"AC{'0' * 32}", "a token of the tests"
LONGEST = 1600
MAGIC = {
    "+15005550001": 21211,
    "+15005550002": 21612,
    "+15005550003": 21408,
    "+15005550004": 21610,
    "+15005550009": 21614,
}
"""https://www.twilio.com/docs/iam/test-credentials: to these numbers a message fails like this."""


@dataclass
class Message:
    sid: str
    to: str
    sender: str
    body: str
    callback: str
    created_at: datetime
    form: dict[str, str]
    files: list[str] = field(default_factory=list)
    """The names of the pictures that came with it."""
    status: str = "queued"
    code: int = 0


@dataclass
class StandIn:
    """What the stand-in has taken, and how it behaves just now."""

    address: str = ""
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    messages: list[Message] = field(default_factory=list)
    refused: list[int] = field(default_factory=list)
    opted_out: set[str] = field(default_factory=set)
    authorized: list[bool] = field(default_factory=list)
    fails: int = 0
    """The HTTP status of every answer, where it is out of order."""
    loses_answers: bool = False
    """It takes messages and hangs up before it says so."""
    loses_lists: bool = False

    @property
    def bodies(self) -> list[str]:
        return [each.body for each in self.messages]

    def take(self, form: dict[str, str]) -> tuple[int, dict[str, object]]:
        to, body = form.get("To", ""), form.get("Body", "")
        code = MAGIC.get(to) or (21610 if to in self.opted_out else 0)
        if not re.fullmatch(r"\+[1-9]\d{6,14}", to):
            code = 21211
        elif len(body.encode("utf-16-le")) // 2 > LONGEST:
            code = 21617
        elif not body:
            code = 21602
        if code:
            self.refused.append(code)
            return 400, {"code": code, "message": "No.", "status": 400}
        message = Message(
            f"SM{secrets.token_hex(16)}",
            to,
            form["From"],
            body,
            form.get("StatusCallback", ""),
            self.clock(),
            form,
        )
        self.messages.append(message)
        return 201, as_json(message)

    def listed(self, path: str, wanted: Mapping[str, str]) -> tuple[int, dict[str, object]]:
        """The latest messages first, or the files of one."""
        if path.endswith("/Media.json"):
            (message,) = [each for each in self.messages if each.sid == path.split("/")[-2]]
            media = [{"sid": name, "parent_sid": message.sid} for name in message.files]
            return 200, {"media_list": media, "next_page_uri": None}
        before = wanted.get("DateSent<", "").removesuffix("Z")
        found = [
            each
            for each in reversed(self.messages)
            if each.to == wanted.get("To", each.to)
            and each.sender == wanted.get("From", each.sender)
            and (not before or each.created_at.isoformat() < before)
        ]
        return 200, {"messages": [as_json(each) for each in found], "next_page_uri": None}

    def delete(self, kind: str, name: str) -> tuple[int, dict[str, object]]:
        """A message, or a file that came with one: first the files."""
        for each in self.messages:
            if kind == "Media" and name in each.files:
                each.files.remove(name)
                return 204, {}
        if any(each.sid == name and each.files for each in self.messages):
            return 409, {"code": 20009, "message": "Its files are still there."}
        self.messages = [each for each in self.messages if each.sid != name]
        return 204, {}

    def reports(self, message: Message, status: str, code: int = 0) -> dict[str, str]:
        """The form by which it tells what became of a message."""
        message.status, message.code = status, code
        told = {
            "MessageSid": message.sid,
            "SmsSid": message.sid,
            "MessageStatus": status,
            "SmsStatus": status,
            "To": message.to,
            "From": message.sender,
            "AccountSid": ACCOUNT,
            "ApiVersion": "2010-04-01",
        }
        return {**told, "ErrorCode": str(code)} if code else told


def signed(url: str, form: dict[str, str]) -> dict[str, str]:
    """The header by which the town knows that it is genuine."""
    from twilio.request_validator import SIGNATURE_HEADER, RequestValidator

    return {SIGNATURE_HEADER: RequestValidator(TOKEN).compute_signature(url, form)}


def as_json(message: Message) -> dict[str, object]:
    return {
        "sid": message.sid,
        "to": message.to,
        "from": message.sender,
        "body": message.body,
        "status": message.status,
        "num_segments": str(count(message.body).parts),
        "num_media": str(len(message.files)),
        "date_created": format_datetime(message.created_at),
        "direction": "outbound-api",
    }


@contextmanager
def standing_in() -> Iterator[StandIn]:
    carrier = StandIn()
    lock = threading.Lock()
    expected = f"Basic {base64.b64encode(f'{ACCOUNT}:{TOKEN}'.encode()).decode()}"

    class Messages(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def setup(self) -> None:
            super().setup()
            self.connection.settimeout(30)

        def do_POST(self) -> None:
            size = int(self.headers["Content-Length"])
            form = {name: each[-1] for name, each in parse_qs(self.rfile.read(size).decode()).items()}
            self._answer(lambda: carrier.take(form), lost=carrier.loses_answers)

        def do_GET(self) -> None:
            path, asked = urlsplit(self.path).path, parse_qs(urlsplit(self.path).query)
            wanted = {name: each[0] for name, each in asked.items()}
            self._answer(lambda: carrier.listed(path, wanted), lost=carrier.loses_lists)

        def do_DELETE(self) -> None:
            *_, kind, name = self.path.removesuffix(".json").split("/")
            self._answer(lambda: carrier.delete(kind, name), lost=False)

        def _answer(self, told: Callable[[], tuple[int, dict[str, object]]], *, lost: bool) -> None:
            carrier.authorized.append(self.headers["Authorization"] == expected)
            with lock:
                status, content = (carrier.fails, {"code": 0}) if carrier.fails else told()
            if lost:
                self.close_connection = True
                return
            body = b"" if status == 204 else json.dumps(content).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Messages)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    carrier.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield carrier
    finally:
        server.shutdown()
        server.server_close()


class Kept(list[Notice]):
    """A carrier that takes every notice, and keeps it."""

    def __call__(self, notice: Notice, attempt: Attempt = FIRST_TRY) -> tuple[Taken, ...]:
        self.append(notice)
        return (Taken(),)
