"""`nowrongdoor demo-year`, and what `make run` plays by itself."""

from __future__ import annotations

import signal
import subprocess
import time
from pathlib import Path

import pytest

from channels.app import create_app
from channels.command.main import _life_of
from channels.settings import read_settings
from service.assembly import open_core
from tests.commands import run
from tests.conftest import ROOT, Born

TWO = ("demo-year", "--people", "1", "--seed", "5")
"""A year in which hardly anybody comes."""


@pytest.mark.long
def test_a_year_is_played_into_a_new_folder_and_then_nothing_is_missing(tmp_path: Path) -> None:
    first = run(*TWO, "--data", tmp_path / "new")
    assert first.exit_code == 0, first.output
    assert "All of it is simulated." in first.output
    assert "steps a second" in first.output
    assert "Nothing is missing" in run(*TWO, "--data", tmp_path / "new").output


def test_a_real_town_is_refused_in_a_sentence(tmp_path: Path) -> None:
    core = open_core(tmp_path, ROOT / "config", f"sqlite:///{tmp_path / 'town.db'}")
    core.close()
    refused = run("demo-year", "--data", tmp_path)
    assert refused.exit_code == 1
    assert refused.output == (
        f"Error: The town in {tmp_path}/ is a real one: nothing is played there. Name another folder (--data).\n"
    )


def test_a_real_carrier_is_refused_before_anything_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TWILIO_ACCOUNT_SID", "AC" + "0" * 32)
    monkeypatch.setenv("TWILIO_AUTH_TOKEN", "secret")
    refused = run("demo-year", "--data", tmp_path / "new")
    assert refused.exit_code == 1
    assert "real carrier's account" in refused.output
    assert not (tmp_path / "new").exists()


@pytest.mark.long
def test_ctrl_c_stops_it_in_a_sentence(tmp_path: Path) -> None:
    command = [str(ROOT / ".venv" / "bin" / "nowrongdoor"), "demo-year", "--data", str(tmp_path / "new")]
    # Tests that run in the background of a shell ignore Ctrl-C, and so would what they start.
    heeding = ["env", "--default-signal=INT", *command]
    with subprocess.Popen(heeding, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as playing:
        waited = time.monotonic() + 60
        while not (tmp_path / "new" / "playing.lock").exists() and time.monotonic() < waited:
            time.sleep(0.1)
        time.sleep(1)
        playing.send_signal(signal.SIGINT)
        said, errors = playing.communicate(timeout=60)
    assert playing.returncode == 130, errors
    assert "Stopped" in said
    assert "Traceback" not in errors


def test_a_new_demo_plays_its_last_months_and_one_that_was_used_plays_nothing(
    born: Born, tmp_path: Path
) -> None:
    app = create_app(read_settings({}, data=tmp_path / "new", demo=True))
    site = app.extensions["nowrongdoor"]
    assert _life_of(app) is not None
    site.core.back_office.officers.add("somebody", "Somebody", "a long enough word", ["head"], "")
    assert _life_of(app) is None
    site.core.close()
