"""The server as it runs: what the terminal says, what a saved definition does, and how it stops."""

from __future__ import annotations

import json
import queue
import shutil
import signal
import socket
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import Popen

import pytest
from flask import Flask

from channels.serving import Busy, banner, look_for, report
from service.definitions.findings import Finding
from tests.commands import a_free_port, start
from tests.conftest import ROOT, Born

SERVICES = len(list((ROOT / "config" / "services").glob("*/service.yaml")))
PATIENCE = 60
"""Seconds until a test gives up; nothing is measured."""


@dataclass
class Server:
    process: Popen[str]
    port: int
    _lines: queue.Queue[str] = field(default_factory=queue.Queue)

    def __post_init__(self) -> None:
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line.rstrip("\n"))

    def says(self, wanted: str) -> list[str]:
        """The lines of the terminal from now until one holds these words."""
        lines: list[str] = []
        while not lines or wanted not in lines[-1]:
            try:
                lines.append(self._lines.get(timeout=PATIENCE))
            except queue.Empty:
                raise AssertionError(f"“{wanted}” was never said, but:\n" + "\n".join(lines)) from None
        return lines

    def get(self, path: str) -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=PATIENCE) as answer:
            text: str = answer.read().decode()
            return text

    def is_up(self) -> None:
        """Waits until it answers."""
        self.says("stop Ctrl-C")
        while True:
            try:
                self.get("/health")
                return
            except urllib.error.URLError as error:
                if not isinstance(error.reason, ConnectionRefusedError) or self.process.poll() is not None:
                    raise


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "config", tmp_path / "config"))


@pytest.fixture
def serving(copied: Born, config: Path) -> Iterator[Callable[..., Server]]:
    """Starts the demo town in a process of its own, as `make run` does."""
    servers: list[Server] = []

    def serve(*options: str) -> Server:
        port = a_free_port()
        where = {"NOWRONGDOOR_CONFIG": config, "NOWRONGDOOR_DATABASE_URL": copied.database_url}
        process = start("serve", "--demo", "--data", copied.data, "--port", str(port), *options, **where)
        servers.append(Server(process, port))
        return servers[-1]

    yield serve
    for server in servers:
        server.process.kill()
        server.process.communicate()


def save(file: Path, text: str) -> None:
    """As editors do: the new file takes the old one's place in one go."""
    written = file.parent.parent.parent / "written"
    written.write_text(text, "utf-8")
    written.replace(file)


def test_a_saved_definition_is_live_at_all_doors_and_what_is_wrong_is_said(
    serving: Callable[..., Server], config: Path
) -> None:
    server = serving()
    server.is_up()
    file = config / "services" / "street-problem" / "service.yaml"
    first = file.read_text("utf-8")

    save(file, first.replace("title: Report a street problem", "title: Tell us what is broken"))
    assert server.says("definitions read again")[-1] == "definitions read again: 0 errors"
    assert "Tell us what is broken" in server.get("/en/")
    assert "Tell us what is broken" in server.get("/phone")

    save(file, first.replace("kind: yes_no", "kind: perhaps"))
    said = server.says("definitions read again")
    assert any(line.startswith(f"{file}:") and "perhaps" in line for line in said)
    assert said[-1] != "definitions read again: 0 errors"
    assert "Tell us what is broken" in server.get("/en/")


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_when_it_is_told_to(serving: Callable[..., Server], sent: signal.Signals) -> None:
    server = serving()
    server.is_up()
    assert json.loads(server.get("/health"))["ready"]
    server.process.send_signal(sent)
    assert server.process.wait(timeout=PATIENCE) == 0
    look_for("127.0.0.1", server.port)


# --- what the terminal says -----------------------------------------------------------------------------------


def test_the_terminal_says_where_to_start(app: Flask) -> None:
    said = banner(app, (), "127.0.0.1", 8025)
    data = app.extensions["nowrongdoor"].settings.data
    assert said.strip().splitlines() == [
        "Bruggepont demo · this computer only · invented data",
        "START HERE  http://localhost:8025/bench",
        "web /en/   phone /phone   kiosk /kiosk/   counter /counter/   operator /operator   mailbox /mailbox",
        f"{SERVICES} services · 6 doors · definitions: 0 errors",
        f"data {data}/ (keys inside: back up both)   stop Ctrl-C",
    ]


def test_a_demo_that_others_can_reach_says_so(app: Flask) -> None:
    said = banner(app, (), "0.0.0.0", 8025)  # noqa: S104 - what is proven
    assert "this computer only" not in said
    assert "demo · reachable at 0.0.0.0 · invented data" in said


def test_errors_are_counted_and_remarks_are_not(app: Flask, capsys: pytest.CaptureFixture[str]) -> None:
    findings = [
        Finding("a/service.yaml", 3, 5, "this is wrong"),
        Finding("a/service.yaml", 4, 5, "this may be wrong", severity="warning"),
    ]
    assert "definitions: 1 errors" in banner(app, findings, "127.0.0.1", 8025)
    report(findings)
    printed = capsys.readouterr().out.splitlines()
    assert printed[0].startswith("a/service.yaml:3:5: ")
    assert printed[-1] == "definitions read again: 1 errors"


def test_a_taken_port_is_noticed_before_anything_starts() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(Busy):
        look_for("127.0.0.1", taken.getsockname()[1])
