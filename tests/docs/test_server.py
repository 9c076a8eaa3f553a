"""What a Debian server is set up with: units that name commands which exist, and an alarm that rings and stops."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import click
import pytest

from channels.command import main
from tests.commands import run
from tests.conftest import ROOT
from tests.doors.served import Served

FILES = ROOT / "config" / "server"
UNITS = sorted(FILES.glob("*.service"))
TOKEN = "a token drawn at random"


def commands_in(unit: Path) -> list[list[str]]:
    lines = re.findall(r"^ExecStart(?:Post)?=(.*)$", unit.read_text("utf-8"), re.MULTILINE)
    return [line.split("/bin/nowrongdoor ")[1].split() for line in lines if "/bin/nowrongdoor " in line]


def test_every_file_is_told_of_on_the_page() -> None:
    page = (ROOT / "docs" / "operating" / "debian.md").read_text("utf-8")
    for file in FILES.iterdir():
        assert file.name in page or file.stem in page, file.name


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: str(unit.name))
def test_a_unit_runs_a_command_that_exists_as_a_user_of_its_own(unit: Path) -> None:
    written = unit.read_text("utf-8")
    assert "User=nowrongdoor\n" in written
    assert "NoNewPrivileges=yes\n" in written
    for words in commands_in(unit):
        command = main.commands[words[0]]
        assert isinstance(command, click.Command)
        options = {name for option in command.params for name in option.opts}
        assert {word for word in words if word.startswith("--")} <= options
    for program in re.findall(r"/opt/nowrongdoor/(config/\S+)", written):
        assert os.access(ROOT / program, os.X_OK), program


def test_the_units_are_what_systemd_takes() -> None:
    """Looked at where systemd is installed; that programs are missing on this machine says nothing."""
    verifier = shutil.which("systemd-analyze")
    if verifier is None:
        pytest.skip("no systemd on this machine")
    units = [str(each) for each in (*UNITS, *FILES.glob("*.timer"))]
    looked = subprocess.run([verifier, "verify", *units], check=False, capture_output=True, text=True)
    complaints = [
        line
        for line in looked.stderr.splitlines()
        if "is not executable" not in line and "config/server" in line
    ]
    assert complaints == []


def rung(town: str, **environment: str) -> subprocess.CompletedProcess[str]:
    variables = {"PATH": os.environ["PATH"], "TOWN": town, **environment}
    return subprocess.run([FILES / "alarm"], check=False, env=variables, capture_output=True, text=True)


@pytest.mark.long
def test_the_alarm_rings_when_something_is_wrong_and_is_still_when_all_is_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if shutil.which("curl") is None:
        pytest.skip("no curl on this machine")
    monkeypatch.setenv("NOWRONGDOOR_METRICS_TOKEN", TOKEN)
    served = Served(tmp_path / "data")
    told = tmp_path / "told"
    assert rung(served.address).stdout == "the server does not answer\n"
    served.start()
    try:
        served.wait()
        assert rung(served.address).returncode == 0, "without a token only the health is looked at"
        watched = {"NOWRONGDOOR_METRICS_TOKEN": TOKEN, "TELL": f"cat > {told}"}
        ringing = rung(served.address, **watched)
        assert ringing.returncode == 1
        assert ringing.stdout == "no backup was ever made with nowrongdoor backup\n"
        assert told.read_text() == ringing.stdout
        wrong = rung(served.address, **{**watched, "NOWRONGDOOR_METRICS_TOKEN": "something else"})
        assert wrong.stdout == "the measures cannot be read: is the token right?\n"
        dump = tmp_path / "town.dump"
        dump.write_bytes(b"made by another program")
        assert run("backup", dump, "--noted", "--data", served.data).exit_code == 0
        assert rung(served.address, **watched).returncode == 0
        os.utime(dump, (0, datetime(2020, 1, 1, tzinfo=UTC).timestamp()))
        run("backup", dump, "--noted", "--data", served.data)
        assert re.fullmatch(r"the last backup is \d+ hours old\n", rung(served.address, **watched).stdout)
    finally:
        served.kill()


def test_only_a_file_that_is_there_is_noted_as_a_backup(tmp_path: Path) -> None:
    assert run("backup", tmp_path / "none", "--noted", "--data", tmp_path / "no-town").exit_code == 1
