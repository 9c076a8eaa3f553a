"""A town of its own, in which a year can be played."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from channels.app import capabilities_of, networks_of, open_town, prepared
from channels.demo.year.playing import Played, Script, play, wanted_of
from channels.demo.year.town import Doors
from channels.settings import Settings, read_settings
from service.assembly import Core

UNTIL = datetime(2026, 11, 23, tzinfo=UTC)

PEOPLE = 75
"""In a year."""
SPAN = timedelta(days=200)
"""Of the small year: from May to November."""


def settings_of(data: Path) -> Settings:
    return prepared(read_settings({}, data=data, demo=True))


def played(data: Path, span: timedelta, people: int, **more: object) -> Played:
    settings = settings_of(data)
    doors = Doors(
        {name: can for name, can in capabilities_of(settings).items() if name != "console"},
        {network.name: network for network in networks_of(settings)},
    )
    return play(
        lambda config, clock: open_town(replace(settings, config=config), clock, hasty=True),
        settings.config,
        data,
        doors,
        lambda core: wanted_of(core, span, UNTIL),
        UNTIL,
        Script(people=people),
        **more,  # type: ignore[arg-type]  # `told`
    )


def opened(data: Path) -> Core:
    """The town as it is served afterwards."""
    core = open_town(settings_of(data), lambda: UNTIL)
    core.operations.publish()
    return core


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory, read_once: None) -> Path:
    """The data folder of a town in which a small year was played."""
    data = tmp_path_factory.mktemp("year")
    played(data, SPAN, PEOPLE)
    return data
