from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from service.definitions.calendars import CalendarFolder
from service.definitions.folder import Folder
from service.definitions.loading import Loaded, load
from service.registers.calendars import Calendars, nothing_taken
from service.town import read_town

HEAD = """\
service: trial
title: A trial
summary: For the tests.
office: halls
takes: 1 minute
"""
RECEIPT = "receipt: Thank you.\n"
ON = date(2026, 11, 23)


def known(on: date = ON) -> dict[str, Calendars]:
    """The town's calendars, in which nobody has taken a time yet, on the morning of a day."""
    folder = CalendarFolder(Path("config"), read_town(Path("config/town.toml")).offices, "Europe/Brussels")
    morning = datetime.combine(on, time(9), ZoneInfo("Europe/Brussels"))
    return {"calendars": Calendars(folder, lambda: morning, nothing_taken)}


Declared = Callable[..., Loaded]


@pytest.fixture
def declared() -> Declared:
    """A service from the YAML after the head (and the receipt, if it says none), without an error so far."""

    def loaded(body: str, **tables: str) -> Loaded:
        text = HEAD + body + ("" if "outcomes_only" in body or "receipt:" in body else RECEIPT)
        files = {"service.yaml": text.encode()}
        files |= {f"{name}.csv": content.encode() for name, content in tables.items()}
        found = load(Folder("trial", files))
        assert found.definition is not None, [str(finding) for finding in found.findings]
        return found

    return loaded
