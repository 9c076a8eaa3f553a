"""The command line as an operator uses it: arguments and environment in; what is printed and the exit code out."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner, Result

from channels.command import main
from tests.conftest import ROOT

NOWRONGDOOR = (sys.executable, "-c", "from channels.command import main; main(prog_name='nowrongdoor')")
"""The command, wherever it may be installed."""


def run(*arguments: str | Path, typed: str = "", **environment: str | Path) -> Result:
    """In this process. An exception that is not the command's own way of ending is the test's failure."""
    variables = {name: str(value) for name, value in environment.items()}
    return CliRunner(env=variables).invoke(
        main, [str(each) for each in arguments], typed, prog_name="nowrongdoor", catch_exceptions=False
    )


def start(*arguments: str | Path, **environment: str | Path) -> subprocess.Popen[str]:
    """In a process of its own, as from a terminal."""
    variables = {name: str(value) for name, value in environment.items()}
    return subprocess.Popen(
        [*NOWRONGDOOR, *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, **variables, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def a_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
