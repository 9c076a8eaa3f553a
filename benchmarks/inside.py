"""The same people without a network: their requests go straight into a WSGI application of this process."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from flask import Flask
from twilio.request_validator import RequestValidator

from benchmarks.dialogue import STEPS, TEXTS
from benchmarks.made_services import code, written
from benchmarks.people import TOKEN, Asked, Browsing, Texting
from benchmarks.servers import copied_configuration
from benchmarks.wire import Answer
from service.definitions.folder import SERVICE_FILE

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

PORT = 8000
Around = Callable[[], AbstractContextManager[object]]


@dataclass
class Inside:
    """Takes the place of a connection; `around` surrounds each call of the application and nothing else."""

    app: Flask
    around: Around = nullcontext
    asked: list[Asked] = field(default_factory=list)

    def send(
        self, step: str, method: str, path: str, headers: Mapping[str, str], body: bytes = b""
    ) -> Answer:
        environ = _environ(method, path, headers, body)
        started: list[tuple[str, list[tuple[str, str]]]] = []

        def start_response(status: str, given: list[tuple[str, str]], _error: Any = None) -> Any:
            started.append((status, given))

        with self.around():
            answered = self.app.wsgi_app(environ, start_response)
            content = b"".join(answered)
            if hasattr(answered, "close"):
                answered.close()
        status, given = started[0]
        lines: dict[str, list[str]] = {}
        for name, value in given:
            lines.setdefault(name.lower(), []).append(value)
        self.asked.append(Asked(step, 0.0, int(status[:3])))
        return Answer(int(status[:3]), lines, content, len(content))


def _environ(method: str, path: str, headers: Mapping[str, str], body: bytes) -> WSGIEnvironment:
    named = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in headers.items()}
    address, _, query = path.partition("?")
    return {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote(address),
        "RAW_URI": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": str(PORT),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": f"localhost:{PORT}",
        "CONTENT_TYPE": headers.get("Content-Type", ""),
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        **named,
    }


@contextmanager
def our_app(folder: Path, database_url: str = "", made: Sequence[int] = ()) -> Iterator[Flask]:
    """The demo town in this process, on a configuration of its own with the five questions.

    It also offers made-up services of the lengths in `made`.
    """
    from channels.app import create_app
    from channels.settings import read_settings

    config = copied_configuration(folder)
    for length in made:
        service = config / "services" / code(length)
        service.mkdir(exist_ok=True)
        service.joinpath(SERVICE_FILE).write_text(written(length), "utf-8")
    environment = {
        "TWILIO_AUTH_TOKEN": TOKEN,
        "NOWRONGDOOR_CONFIG": str(config),
        "NOWRONGDOOR_DATABASE_URL": database_url,
    }
    app = create_app(read_settings(environment, data=folder / "data", demo=True, port=PORT))
    yield app
    app.extensions["nowrongdoor"].core.close()


def app_by_hand(folder: Path, database_url: str = "") -> Flask:
    from benchmarks.by_hand.app import create_app

    return create_app(
        {
            "BY_HAND_DATABASE": database_url or f"sqlite:///{folder / 'by-hand' / 'reports.db'}",
            "BY_HAND_URL": f"http://localhost:{PORT}",
            "TWILIO_AUTH_TOKEN": TOKEN,
        }
    )


def phone(line: Inside, number: int) -> Texting:
    sign = RequestValidator(TOKEN).compute_signature
    return Texting(line, f"+3247{number:07}", sign, f"http://localhost:{PORT}")


def text_steps(line: Inside, number: int) -> Iterator[str]:
    """One conversation from the keyword to the reference: each `next` is one turn."""
    texting = phone(line, number)
    for words, then in TEXTS:
        said = texting.say("text", *texting.prepared(words))
        assert then in said, said
        yield words


def web_steps(line: Inside, start: str) -> Iterator[str]:
    """One way through the pages: each `next` is one step; opening the start page is none."""
    browser = begun(line, start)
    for step, entered, then in STEPS:
        browser.send(step, entered)
        assert browser.path.endswith(f"/{then}"), browser.path
        yield step


def begun(line: Inside, start: str) -> Browsing:
    around, line.around = line.around, nullcontext
    browser = Browsing(line)
    browser.open(start)
    line.around = around
    return browser
