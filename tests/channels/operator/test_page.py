"""The operator's page: who may see it, and that what is wrong with a kiosk stands there within three minutes."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from channels.app import create_app
from channels.operator.showing import ago, as_json, as_lines
from channels.settings import read_settings
from service.assembly import Core
from service.carriage import FIRST_TRY, Attempt, Taken, Undeliverable
from service.messages import Beat, Capabilities, Notice, Visitor
from tests.conftest import SettableClock

PASSWORD = "0123456789abcdef"
VISITOR = Visitor("web", "en", Capabilities(pages=True))


def heard(core: Core, name: str = "hall", **said: object) -> None:
    outposts = core.operations.outposts
    found = outposts.known(outposts.enrol(name))
    assert found is not None
    usual = {
        "release": "0.1.0",
        "bundle": "abcdef0123456789",
        "up_seconds": 125,
        "waiting": 0,
        "refused": 0,
        "references": 500,
        "paper": "ready",
        "last_case_at": None,
    }
    outposts.heard(found, Beat(**{**usual, **said}))  # type: ignore[arg-type]  # a test names what it means


@pytest.fixture
def core(app: Flask) -> Core:
    core: Core = app.extensions["nowrongdoor"].core
    return core


@pytest.fixture
def real(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Flask]:
    environment = {"TWILIO_AUTH_TOKEN": "secret", **request.param}
    app = create_app(read_settings(environment, data=tmp_path / "real"))
    yield app
    app.extensions["nowrongdoor"].core.close()


def shown(password: str) -> dict[str, str]:
    return {"Authorization": f"Basic {b64encode(f'operator:{password}'.encode()).decode()}"}


@pytest.mark.parametrize("real", [{}], indirect=True)
def test_without_a_password_set_nobody_sees_it(real):
    refused = real.test_client().get("/operator", headers=shown(""))
    assert refused.status_code == 403
    assert "NOWRONGDOOR_OPERATOR_PASSWORD" in refused.text


@pytest.mark.parametrize("real", [{"NOWRONGDOOR_OPERATOR_PASSWORD": PASSWORD}], indirect=True)
def test_only_the_operators_password_opens_it(real):
    client = real.test_client()
    assert client.get("/operator").status_code == 401
    assert client.get("/operator", headers=shown("wrong")).status_code == 401
    assert client.get("/operator", headers={"Authorization": "Basic nonsense"}).status_code == 401
    opened = client.get("/operator", headers=shown(PASSWORD))
    assert opened.status_code == 200
    assert opened.headers["Cache-Control"] == "no-store"
    assert opened.headers["Refresh"] == "30"


def test_a_password_that_can_be_guessed_is_refused_at_the_start(tmp_path):
    with pytest.raises(ValueError, match="at least 16"):
        read_settings({"NOWRONGDOOR_OPERATOR_PASSWORD": "bruggepont"}, data=tmp_path)


def test_what_is_wrong_stands_there(app, core):
    heard(core, waiting=3, refused=1, references=10, paper="out")
    page = app.test_client().get("/operator").text
    for words in (
        "3 on their way here",
        "1 refused by the server",
        "only 10 references",
        "no paper",
        "abcdef012345",
    ):
        assert words in page


def test_a_kiosk_that_falls_silent_is_late_there_after_three_minutes(app, core, clock: SettableClock):
    heard(core)
    assert "Well" in app.test_client().get("/operator").text
    clock.pass_(timedelta(minutes=3, seconds=1))
    page = app.test_client().get("/operator").text
    assert "Late" in page
    assert "heard 3 min ago" in page


def test_it_speaks_the_languages_of_the_town(app, core):
    heard(core, paper="out")
    page = app.test_client().get("/operator", headers={"Accept-Language": "ar"}).text
    assert 'dir="rtl"' in page
    assert "no paper" not in page


def test_nobody_enrolled_is_said_with_the_command(app):
    assert "nowrongdoor kiosk add NAME" in app.test_client().get("/operator").text


def test_lines_and_json_say_the_same_as_the_page(core, clock):
    heard(core, paper="near_end", waiting=2)
    heard(core, "library")
    core.operations.outposts.close("library", closed=True)
    kiosks = core.operations.outposts.all()
    assert as_lines(kiosks, clock()) == [
        "hall     well · heard 0 s ago · 2 on their way · paper nearly out",
        "library  out of order · heard 0 s ago",
    ]
    written = as_json(kiosks[0])
    assert written["condition"] == "well"
    assert written["troubles"] == ["2 on their way", "paper nearly out"]
    assert written["beat"]["paper"] == "near_end"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(-5, "0 s"), (0, "0 s"), (89, "89 s"), (90, "1 min"), (5399, "89 min"), (5400, "1 h"), (172_800, "2 d")],
)
def test_how_long_ago_is_said_shortly(clock, seconds, words):
    assert ago(clock(), clock() - timedelta(seconds=seconds)) == words


def test_languages_whose_voice_nobody_has_approved_stand_on_the_page(app):
    told = app.test_client().get("/operator").get_data(as_text=True)
    assert "No listener has approved how these are spoken: English, French, Dutch, and Arabic" in told


def lost(core: Core) -> str:
    """A message that reached nobody, by its id."""
    turn = core.front_office.begin("street-problem", VISITOR)
    assert turn.draft is not None
    core.front_office.hand_over(turn.draft, VISITOR, "0470 00 00 09")

    def refusing(_notice: Notice, _attempt: Attempt = FIRST_TRY) -> tuple[Taken, ...]:
        raise Undeliverable("refused", "Twilio 401, code 20003", "20003")

    core.operations.deliver({"tel": refusing})
    (found,) = core.operations.undelivered("en")
    return found.id


def test_a_message_that_reached_nobody_is_sent_again_by_a_button(app, core):
    client, name = app.test_client(), lost(core)
    page = client.get("/operator").get_data(as_text=True)
    assert "The carrier would not take it." in page
    assert "the carrier says 20003" in page
    assert "470 00 00 09" not in page
    assert "470000009" not in page
    sent = client.post(f"/operator/notices/{name}", data={"deed": "again", **token(page)})
    assert sent.status_code == 303
    page = client.get("/operator").get_data(as_text=True)
    assert "It is on its way once more." in page
    assert "None is lost." in page
    assert core.operations.traffic().waiting == 1


def test_what_is_put_away_is_not_shown_again_and_twice_is_told(app, core):
    client, name = app.test_client(), lost(core)
    page = client.get("/operator").get_data(as_text=True)
    said = []
    for _ in range(2):
        client.post(f"/operator/notices/{name}", data={"deed": "away", **token(page)})
        said.append(client.get("/operator").get_data(as_text=True))
    assert "It is put away." in said[0]
    assert "not to be done any more" in said[1]
    assert "None is lost." in said[1]


def test_nobody_changes_anything_from_another_site(app, core):
    name = lost(core)
    assert app.test_client().post(f"/operator/notices/{name}", data={"deed": "away"}).status_code == 400
    assert [each.id for each in core.operations.undelivered("en")] == [name]


def token(page: str) -> dict[str, str]:
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found is not None
    return {"csrf_token": found[1]}
