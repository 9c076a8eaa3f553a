"""A real server process with a port and a data folder, and clients that do not give up while it is down."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import requests

from channels.settings import Settings, read_settings
from tests.conftest import ROOT

PATIENCE = 60.0
"""Seconds after which somebody whose request is not answered gives up after all."""
TOKEN = "the carrier's token"


@dataclass
class Served:
    """The demo town as `nowrongdoor serve` opens it; a driver takes it for the site."""

    data: Path
    port: int = 0
    extensions: dict[str, Any] = field(default_factory=dict)
    answered: list[float] = field(default_factory=list)
    """When requests were answered, so that one can see how busy it is."""
    _process: subprocess.Popen[bytes] | None = None

    def __post_init__(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.extensions["nowrongdoor"] = SimpleNamespace(settings=self.settings())

    def settings(self) -> Settings:
        return read_settings({"TWILIO_AUTH_TOKEN": TOKEN}, data=self.data, demo=True, port=self.port)

    def start(self) -> None:
        command = "from channels.command import main; main()"
        options = ["serve", "--demo", "--port", str(self.port), "--data", str(self.data)]
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "TWILIO_AUTH_TOKEN": TOKEN}
        with (self.data.parent / "server.log").open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-c", command, *options],
                env=environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def kill(self) -> None:
        """All at once, without a word: as a power cut takes a process."""
        assert self._process is not None
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def wait(self) -> None:
        self.test_client().get("/health")

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def test_client(self) -> Stubborn:
        return Stubborn(self)


class Stubborn:
    """Sends the same request again until it is answered, as carriers and screens do, and people who reload."""

    def __init__(self, served: Served) -> None:
        self._served, self._session = served, requests.Session()

    def get(self, path: str) -> Heard:
        return self._answered("GET", path)

    def post(self, path: str, **sent: Any) -> Heard:
        return self._answered("POST", path, **sent)

    def delete_cookie(self, _name: str) -> None:
        self._session.cookies.clear()

    def _answered(self, method: str, path: str, **sent: Any) -> Heard:
        until = time.monotonic() + PATIENCE
        while True:
            try:
                url = self._served.address + path
                answer = self._session.request(method, url, timeout=30, allow_redirects=False, **sent)
                self._served.answered.append(time.monotonic())
                return Heard(answer)
            except requests.RequestException:
                if time.monotonic() > until:
                    raise
                self._session.close()
                time.sleep(0.1)


@dataclass(frozen=True)
class Heard:
    """An answer with the names that drivers know."""

    answer: requests.Response

    @property
    def status_code(self) -> int:
        return self.answer.status_code

    @property
    def text(self) -> str:
        return self.answer.content.decode()

    @property
    def json(self) -> Any:
        return self.answer.json()

    @property
    def mimetype(self) -> str:
        return self.answer.headers["Content-Type"].partition(";")[0]

    @property
    def location(self) -> str:
        return self.answer.headers["Location"]

    def get_data(self) -> bytes:
        return self.answer.content
