"""The guide from a paper form to a service, followed to the letter: what it writes is checked, served and measured."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.commands import run
from tests.conftest import ROOT, SettableClock
from tests.docs.pages import named_blocks
from tests.docs.test_adding_a_service import submitted

GUIDE = ROOT / "docs" / "owners" / "from-paper-to-service.md"


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """The town with the service of the guide."""
    config = Path(shutil.copytree(ROOT / "config", tmp_path / "config"))
    (written,) = named_blocks(GUIDE)
    file = tmp_path / written.file
    file.parent.mkdir(parents=True)
    file.write_text(written.code, "utf-8")
    return config


def test_the_service_of_the_guide_has_nothing_to_mend(config: Path) -> None:
    told = run("check", config / "services" / "bulky-waste", NOWRONGDOOR_CONFIG=config)
    assert told.output == "1 services checked, 0 errors\n"


@pytest.mark.parametrize("door", ["web", "sms", "kiosk"])
def test_the_service_of_the_guide_is_served(
    config: Path, data: Path, clock: SettableClock, door: str
) -> None:
    from channels.app import create_app
    from channels.settings import read_settings

    site = create_app(read_settings({"NOWRONGDOOR_CONFIG": str(config)}, data=data, demo=True), clock)
    assert submitted(site, "bulky-waste", door, clock)
    site.extensions["nowrongdoor"].core.close()


def test_its_reach_and_its_translations_are_told_as_the_guide_says(config: Path, tmp_path: Path) -> None:
    reach = run("reach", "bulky-waste", "--html", tmp_path / "reach.html", NOWRONGDOOR_CONFIG=config)
    assert reach.exit_code == 0
    assert "sends" in reach.output
    run("translate", "update", NOWRONGDOOR_CONFIG=config)
    folder = config / "services" / "bulky-waste"
    assert sorted(file.name for file in folder.glob("*.po")) == ["ar.po", "fr.po", "nl.po"]
