"""People at the doors: somebody who texts, somebody with a browser, somebody at the kiosk's screen.

Each knows only what the server tells them, and keeps the time of every request. Nothing here starts anything.
"""

from __future__ import annotations

import html
import json
import re
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import urlencode

from benchmarks.wire import Answer, Connection

TOKEN = "the carrier's token"  # noqa: S105 - invented
NUMBER = "+32460000000"
BOUNDARY = "----benchmarks"

_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
_FORM = re.compile(r'<form[^>]*method="post" action="([^"]+)"([^>]*)>')


@dataclass(frozen=True)
class Asked:
    """One request: what it was for, how long it took, what came back."""

    step: str
    seconds: float
    status: int
    retry_after: str = ""


class Line(Protocol):
    """What carries a person's requests."""

    def send(
        self, step: str, method: str, path: str, headers: Mapping[str, str], body: bytes = b""
    ) -> Answer: ...


class Astray(Exception):
    """The door said something else than what comes next in this dialogue."""


@dataclass
class Clocked:
    """A connection that keeps the time of what goes over it."""

    connection: Connection
    asked: list[Asked] = field(default_factory=list)

    def send(
        self, step: str, method: str, path: str, headers: Mapping[str, str], body: bytes = b""
    ) -> Answer:
        began = time.perf_counter()
        answer = self.connection.send(method, path, headers, body)
        seconds = time.perf_counter() - began
        self.asked.append(Asked(step, seconds, answer.status, answer.header("retry-after")))
        return answer


@dataclass
class Texting:
    """Somebody with a telephone; the carrier signs what they say."""

    line: Line
    number: str
    sign: Callable[[str, Mapping[str, str]], str]
    public_url: str

    def prepared(self, words: str, sid: str = "") -> tuple[dict[str, str], bytes]:
        """Headers and body of a webhook; signing is the carrier's work, and need not be timed."""
        form = {
            "MessageSid": sid or f"SM{secrets.token_hex(16)}",
            "AccountSid": "AC00000000000000000000000000000000",
            "ApiVersion": "2010-04-01",
            "SmsStatus": "received",
            "From": self.number,
            "To": NUMBER,
            "Body": words,
            "NumMedia": "0",
            "NumSegments": "1",
        }
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Twilio-Signature": self.sign(f"{self.public_url}/sms", form),
        }
        return headers, urlencode(form).encode()

    def say(self, step: str, headers: dict[str, str], body: bytes) -> str:
        answer = self.line.send(step, "POST", "/sms", headers, body)
        if answer.status != 200:
            raise Astray(f"{step}: {answer.status} {answer.text[:200]}")
        return html.unescape(answer.text)


@dataclass
class Browsing:
    """Somebody with a browser that keeps cookies and runs no scripts."""

    line: Line
    page: Answer | None = None
    path: str = ""
    _cookies: dict[str, str] = field(default_factory=dict)

    def open(self, path: str, step: str = "open") -> None:
        self._show(step, "GET", path, {}, b"")

    def send(self, step: str, entered: Mapping[str, str]) -> None:
        """Fill in the form of the page and send it as its form says; then follow where one is sent."""
        assert self.page is not None
        found = _FORM.search(self.page.text)
        if found is None:
            raise Astray(f"{step}: no form at {self.path}")
        form = {**dict(_HIDDEN.findall(self.page.text)), **entered}
        multipart = "multipart/form-data" in found[2]
        kind = (
            f"multipart/form-data; boundary={BOUNDARY}" if multipart else "application/x-www-form-urlencoded"
        )
        body = _multipart(form) if multipart else urlencode(form).encode()
        self._show(step, "POST", html.unescape(found[1]), {"Content-Type": kind}, body)

    def _show(self, step: str, method: str, path: str, headers: dict[str, str], body: bytes) -> None:
        answer = self._request(step, method, path, headers, body)
        if answer.status == 303:
            path = answer.header("location")
            answer = self._request("", "GET", path, {}, b"")
        if answer.status != 200:
            raise Astray(f"{step}: {answer.status} at {path}")
        self.page, self.path = answer, path

    def _request(self, step: str, method: str, path: str, headers: dict[str, str], body: bytes) -> Answer:
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        answer = self.line.send(
            step, method, path, {**headers, **({"Cookie": cookies} if cookies else {})}, body
        )
        for line in answer.headers.get("set-cookie", []):
            name, _, value = line.partition(";")[0].partition("=")
            self._cookies[name] = value
        return answer


def _multipart(form: Mapping[str, str]) -> bytes:
    parts = (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in form.items()
    )
    return ("".join(parts) + f"--{BOUNDARY}--\r\n").encode()


@dataclass
class Touching:
    """Somebody at the kiosk: the screen sends JSON, and is told the next turn."""

    line: Line
    turn: dict[str, Any] = field(default_factory=dict)
    _session: str = ""
    _cookies: dict[str, str] = field(default_factory=dict)

    def do(self, step: str, verb: str, sent: Mapping[str, Any]) -> None:
        headers = {
            "Content-Type": "application/json",
            "X-Kiosk-Session": self._session,
            "Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items()),
        }
        answer = self.line.send(step, "POST", f"/kiosk/{verb}", headers, json.dumps(sent).encode())
        if answer.status != 200:
            raise Astray(f"{step}: {answer.status} {answer.text[:200]}")
        for line in answer.headers.get("set-cookie", []):
            name, _, value = line.partition(";")[0].partition("=")
            self._cookies[name] = value
        self.turn = json.loads(answer.body)
        self._session = self.turn.get("session", self._session)
