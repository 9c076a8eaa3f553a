"""What has happened in a demo's town before anybody opened it: cases in all states, by many doors, and no two lives."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from channels.app import open_town, prepared
from channels.command.main import _life_of
from channels.demo import life
from channels.settings import Settings, read_settings
from service.assembly import Core
from service.messages import Officer
from service.office_messages import CaseLine

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
def settings(tmp_path: Path, read_once: None) -> Settings:
    return prepared(read_settings({}, data=tmp_path / "town", demo=True))


@pytest.fixture
def lived(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Core:
    monkeypatch.setattr(life, "BREATH_SECONDS", 0)
    assert life.live(lambda clock: open_town(settings, clock), NOW) == life.CASES + life.APPOINTMENTS
    core = open_town(settings, lambda: NOW)
    core.operations.publish()
    return core


def karim(core: Core) -> Officer:
    return next(each for each in core.back_office.officers.all() if each.name == "karim.haddad")


def lines(core: Core) -> list[CaseLine]:
    office, who = core.back_office, karim(core)
    return [
        line
        for view in ("open", "ended")
        for page in (1, 2)
        for line in office.queue(who, view, "en", page=page).lines
    ]


def test_a_town_that_has_lived_has_cases_in_all_states_by_all_doors_in_all_languages(lived: Core) -> None:
    found = lines(lived)
    assert len(found) == life.CASES + life.APPOINTMENTS
    assert {line.language for line in found} == {"en", "fr", "nl", "ar"}
    assert {door for line in found for door in line.doors} == {"web", "sms", "kiosk", "whatsapp"}
    assert {line.state for line in found} > {"Received", "Planned", "Mended"}
    assert any(line.overdue for line in found)
    assert any(line.waits for line in found)
    assert any(line.ended for line in found)
    assert isinstance(lived.back_office.audit.verify(), tuple)
    lived.close()


def test_nobody_who_plays_with_the_demo_gets_a_message_about_it(lived: Core) -> None:
    """The telephones of the demo are others than those of the invented people."""
    reached = {each.reach for each in _views(lived)}
    assert reached <= {f"… 7{digit}" for digit in range(10)}
    lived.close()


def _views(core: Core):
    for line in lines(core)[:10]:
        yield core.back_office.look(karim(core), line.reference, "en", "checking")


def test_a_town_lives_once(settings: Settings, lived: Core) -> None:
    from channels.app import create_app

    lived.close()
    app = create_app(settings)
    assert _life_of(app) is None
    app.extensions["nowrongdoor"].core.close()
