"""The README's steps for adding a service, and the service that owners are shown, followed to the letter."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from channels.app import create_app
from channels.settings import read_settings
from tests.commands import run
from tests.conftest import ROOT, SettableClock
from tests.docs.pages import blocks, section
from tests.doors.doors import DOORS
from tests.doors.walking import walk
from tests.doors.ways import ways_of

README = ROOT / "README.md"
OWNERS = ROOT / "docs" / "owners" / "writing-a-service.md"


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "config", tmp_path / "config"))


@pytest.fixture
def served(config: Path, data: Path, clock: SettableClock) -> Iterator[Flask]:
    """The demo town with the configuration as it is when the site opens: ask for it after changing that."""
    site = create_app(read_settings({"NOWRONGDOOR_CONFIG": str(config)}, data=data, demo=True), clock)
    yield site
    site.extensions["nowrongdoor"].core.close()


def submitted(app: Flask, service: str, door: str, clock: SettableClock) -> str:
    """A case of this service, made at this door; its reference."""
    core = app.extensions["nowrongdoor"].core
    way = next(way for way in ways_of(core, service, clock().date()) if not way.outcome)
    driver = DOORS[door](app, way.sheet, way.number)
    (summary,) = (each for each in core.front_office.services(_visitor(driver)) if each.code == service)
    end = walk(driver, way, summary, core)
    driver.leave()
    assert end.case is not None, end.words
    return str(end.case["reference"])


def _visitor(driver):
    from service.messages import Visitor

    return Visitor(driver.name, "en", driver.capabilities)


def steps(config: Path) -> list[str]:
    """What the README says to type, step by step."""
    numbered = re.findall(r"^\d+\. (.+)$", section(README, "## Add a service"), re.MULTILINE)
    return [
        typed.removeprefix(".venv/bin/") for step in numbered for typed in re.findall(r"`([^`]+)`", step)[:1]
    ]


@pytest.fixture
def new_service(config: Path) -> str:
    create, check, serve = steps(config)
    written = run(*shlex.split(create)[1:], NOWRONGDOOR_CONFIG=config)
    assert written.exit_code == 0, written.output
    checked = run(*shlex.split(check)[1:], NOWRONGDOOR_CONFIG=config)
    assert checked.exit_code == 0, checked.output
    assert serve == "make run"
    return create.split()[-1]


@pytest.mark.parametrize("door", ["web", "kiosk", "console"])
def test_a_service_made_as_the_readme_says_is_served_and_its_case_is_shown(
    new_service: str, served: Flask, door: str, data: Path, config: Path, clock: SettableClock
) -> None:
    reference = submitted(served, new_service, door, clock)
    shown = run("cases", "show", reference, "--json", "--data", data, NOWRONGDOOR_CONFIG=config)
    assert shown.exit_code == 0, shown.output
    case = json.loads(shown.output)
    assert (case["reference"], case["service"], case["doors"]) == (reference, new_service, [door])


def test_the_service_that_owners_are_shown_first_is_good_and_works_by_text(
    config: Path, data: Path, clock: SettableClock, request: pytest.FixtureRequest
) -> None:
    shown = next(block for block in blocks(OWNERS, "yaml") if block.startswith("service: lost-property"))
    folder = config / "services" / "lost-property"
    folder.mkdir()
    (folder / "service.yaml").write_text(shown, "utf-8")
    checked = run("check", folder, NOWRONGDOOR_CONFIG=config)
    assert checked.output == "1 services checked, 0 errors\n"
    submitted(request.getfixturevalue("served"), "lost-property", "sms", clock)
