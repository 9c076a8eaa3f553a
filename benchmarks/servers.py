"""Both sides as real processes: a folder of their own, a port on this computer, gunicorn with the same settings."""

from __future__ import annotations

import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.dialogue import with_five_questions
from benchmarks.people import TOKEN
from benchmarks.processes import family, memory_mb, processor_seconds

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 60.0


@dataclass
class Server:
    """A command that listens on a port; started and stopped as often as one likes."""

    name: str
    port: int
    command: list[str]
    environment: Mapping[str, str]
    log: Path
    process: subprocess.Popen[bytes] | None = None

    @property
    def public_url(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def pid(self) -> int:
        assert self.process is not None
        return self.process.pid

    def start(self) -> float:
        """Seconds from the start of the process to its first 200 of /health."""
        began = time.perf_counter()
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                cwd=ROOT,
                env=dict(self.environment),
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        while not self._healthy():
            if self.process.poll() is not None or time.perf_counter() - began > PATIENCE:
                raise RuntimeError(f"{self.name} does not start:\n{self.log.read_text()[-2000:]}")
            time.sleep(0.002)
        return time.perf_counter() - began

    def _healthy(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request("GET", "/health")
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()

    def stop(self) -> None:
        if self.process is None:
            return
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        self.process = None

    def processor_seconds(self) -> float:
        return processor_seconds(self.pid)

    def worker_memory(self) -> float:
        """MB of the process that answers."""
        _master, *workers = family(self.pid)
        return max(memory_mb(worker) for worker in workers)

    def memory(self) -> float:
        """MB of all its processes."""
        return sum(memory_mb(each) for each in family(self.pid))


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def copied_configuration(folder: Path, *, five_questions: bool = True) -> Path:
    """The repository's configuration, made once in a folder; with the five questions, or as it is."""
    config = folder / "config"
    if not config.exists():
        shutil.copytree(ROOT / "config", config)
        if five_questions:
            with_five_questions(config / "services" / "street-problem" / "service.yaml")
    return config


def ours(folder: Path, database_url: str = "", *, five_questions: bool = True) -> Server:
    """The demo town as `nowrongdoor serve` opens it, on a copy of the configuration."""
    config = copied_configuration(folder, five_questions=five_questions)
    port = free_port()
    environment = {
        **_environment(),
        "NOWRONGDOOR_CONFIG": str(config),
        "NOWRONGDOOR_PUBLIC_URL": f"http://localhost:{port}",
        **({"NOWRONGDOOR_DATABASE_URL": database_url} if database_url else {}),
    }
    serve = ["serve", "--demo", "--port", str(port), "--data", str(folder / "data")]
    command = [sys.executable, "-c", "from channels.command import main; main()", *serve]
    return Server("ours", port, command, environment, folder / "ours.log")


def by_hand(folder: Path, database_url: str = "") -> Server:
    port = free_port()
    environment = {
        **_environment(),
        "BY_HAND_DATABASE": database_url or f"sqlite:///{folder / 'by-hand' / 'reports.db'}",
        "BY_HAND_URL": f"http://localhost:{port}",
    }
    gunicorn = ["--bind", f"127.0.0.1:{port}", "--preload", "--workers", "1", "--worker-class", "gthread"]
    gunicorn += ["--threads", "8", "--timeout", "60", "--log-level", "warning"]
    command = [sys.executable, "-m", "gunicorn", *gunicorn, "benchmarks.by_hand.app:create_app()"]
    return Server("by hand", port, command, environment, folder / "by-hand.log")


def _environment() -> dict[str, str]:
    """Without the operator's own settings."""
    own = {
        name: value for name, value in os.environ.items() if not name.startswith(("NOWRONGDOOR_", "TWILIO_"))
    }
    return {**own, "PYTHONPATH": str(ROOT), "TWILIO_AUTH_TOKEN": TOKEN}


@contextmanager
def running(*servers: Server) -> Iterator[None]:
    try:
        for server in servers:
            server.start()
        yield
    finally:
        for server in servers:
            server.stop()
