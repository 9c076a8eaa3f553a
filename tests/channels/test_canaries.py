"""What is said at any door can be read nowhere in clear: database, files, logs, crashes, addresses, measures, backups.

`tests/service/test_privacy.py` asks the same of the core, for every kind of question.
"""

from __future__ import annotations

import logging
import tarfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from flask import Flask
from sqlalchemy import text

from channels.app import create_app
from service.assembly import Core
from service.backups import back_up
from service.messages import Capabilities, Line, Reply, Visitor
from tests.channels.counter.conftest import AtTheCounter
from tests.channels.kiosk.conftest import Person as AtTheKiosk
from tests.channels.web.conftest import Person
from tests.conftest import SettableClock
from tests.outposts import opened
from tests.service.test_privacy import kept, readable
from tests.serving import served

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

TOKEN = "a token drawn at random"
TEXTED, ON_THE_WEB, AT_THE_KIOSK = "Quetzalcoatl", "Xanthippe", "Zenobia"
ADDED, NOTED, REASONED, SEARCHED, CRASHED = "Balthazar", "Hippolyta", "Oystermouth", "Melchior", "Ozymandias"
CANARIES = (
    TEXTED, ON_THE_WEB, AT_THE_KIOSK, ADDED, NOTED, REASONED, SEARCHED, CRASHED,
    "Academiestraat", "Kerkstraat", "470987654", "470 98 76 54",
)  # fmt: skip


class Addresses:
    """What an access log would hold: the address of every request."""

    def __init__(self, inner: WSGIApplication) -> None:
        self._inner, self.seen = inner, list[str]()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        self.seen.append(f"{environ['PATH_INFO']}?{environ.get('QUERY_STRING', '')}")
        return self._inner(environ, start_response)


@pytest.fixture
def addresses() -> list[str]:
    return []


@pytest.fixture
def site(app: Flask, clock: SettableClock, addresses: list[str]) -> Iterator[Flask]:
    """The whole site, watched, with what every request's address was."""
    settings = replace(app.extensions["nowrongdoor"].settings, metrics_token=TOKEN)
    made = create_app(settings, clock)
    watched = Addresses(made.wsgi_app)
    watched.seen = addresses
    made.wsgi_app = watched  # type: ignore[method-assign]  # as Flask's own documentation does
    yield made
    made.extensions["nowrongdoor"].core.close()


@pytest.fixture
def core(site: Flask) -> Core:
    core: Core = site.extensions["nowrongdoor"].core
    return core


@pytest.fixture
def said(site: Flask, core: Core, caplog: pytest.LogCaptureFixture) -> list[str]:
    """People come in at each door, an officer works on what one of them sent: what all of them saw."""
    caplog.set_level(logging.DEBUG)
    return [*_by_text(core), *_on_the_web(site), *_at_the_kiosk(site), *_at_the_counter(site, core)]


def _by_text(core: Core) -> Iterator[str]:
    line = Line("tel:+32470987654", "+32460000000")
    visitor = Visitor("sms", "en", Capabilities(private=False), line=line)
    words = ("street", "no", "other", f"{TEXTED} fell", "Academiestraat 7", "skip", "0470 98 76 54", "send")
    for number, each in enumerate(words):
        yield str(core.front_office.hear(Reply(each, f"SM{number}"), visitor))


def _on_the_web(site: Flask) -> Iterator[str]:
    person = Person(site.test_client())
    person.begin("street-problem")
    for each in ("no", "other", f"{ON_THE_WEB} lies there", "Kerkstraat 12"):
        person.send({"answer": each})
        yield person.response.text
    person.go("/en/street-problem/q/description")
    yield person.response.text


def _at_the_kiosk(site: Flask) -> Iterator[str]:
    touching = AtTheKiosk(site.test_client())
    touching.begin("street-problem")
    for each in ("no", "other", f"{AT_THE_KIOSK} is gone", "Kerkstraat 14"):
        touching.answer(each)
    yield str(touching.say("ask", {"path": "description"}))


def _at_the_counter(site: Flask, core: Core) -> Iterator[str]:
    (reference,) = _references(core)
    officer = AtTheCounter(site.test_client())
    officer.sign_in()
    for words in (SEARCHED, "Academiestraat 7"):
        officer.go("/counter/")
        officer.send({"words": words}, "/find")
    officer.open(reference)
    officer.send({"words": f"{NOTED} called", "language": "en"}, "/note")
    officer.send({"message": "", "words": f"{ADDED} comes tomorrow", "language": "en"}, "/tell")
    officer.send({}, "/tell/send")
    officer.go(officer.page.link("Ask for more"))
    officer.send({"words": f"Which side of the {REASONED}?", "language": "en"}, "/move/waiting")
    yield officer.page.words


def unread(found: dict[str, bytes]) -> dict[str, list[str]]:
    return {canary: where for canary in CANARIES if (where := readable(found, canary))}


def test_the_canaries_were_taken_in(said: list[str]) -> None:
    """Else nothing could be found of them anywhere."""
    for canary in (TEXTED, ON_THE_WEB, AT_THE_KIOSK, ADDED, NOTED, REASONED):
        assert any(canary in each for each in said), canary


def test_nothing_can_be_read_in_what_is_kept_logged_or_measured(
    site: Flask,
    core: Core,
    said: list[str],
    data: Path,
    addresses: list[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    found = kept(core, data)
    assert readable(found, "street-problem"), "or this search finds nothing"
    found["log"] = "\n".join(logging.Formatter().format(each) for each in caplog.records).encode()
    found["addresses"] = "\n".join(addresses).encode()
    assert b"/counter/find?" in found["addresses"]
    shown = {"Authorization": f"Bearer {TOKEN}"}
    found["measures"] = site.test_client().get("/metrics", headers=shown).data
    found["health"] = site.test_client().get("/health").data
    assert b"nowrongdoor_cases_open" in found["measures"]
    assert unread(found) == {}


def test_a_crash_tells_the_log_where_and_nothing_of_what_was_said(
    site: Flask, core: Core, caplog: pytest.LogCaptureFixture
) -> None:
    """A draft's key is damaged while somebody answers: what they typed is in the frames, and not in the trace."""
    caplog.set_level(logging.DEBUG)
    person = Person(site.test_client())
    person.at_the_second_question()
    with core.operations.database.writing() as connection:
        connection.execute(text("UPDATE drafts SET wrapped = :spoilt"), {"spoilt": b"x" * 60})
    form = person.page.form()
    crashed = person.client.post(form.action, data={**form.hidden, "answer": CRASHED})
    assert crashed.status_code == 500
    logged = "\n".join(logging.Formatter().format(each) for each in caplog.records)
    assert "Traceback" in logged
    assert CRASHED not in logged
    assert CRASHED not in crashed.text


def test_nothing_can_be_read_in_a_backup(core: Core, said: list[str], tmp_path: Path) -> None:
    if core.operations.database.url.get_backend_name() != "sqlite":
        pytest.skip("PostgreSQL is backed up by its own program")
    config = tmp_path / "config"
    config.mkdir()
    file = tmp_path / "backup.tar.gz"
    back_up(core.operations.database, config, file, datetime.now(UTC))
    with tarfile.open(file) as archive:
        parts = {
            member.name: part.read()
            for member in archive.getmembers()
            if (part := archive.extractfile(member)) is not None
        }
    assert readable(parts, "street-problem")
    assert unread(parts) == {}


def test_nothing_can_be_read_at_a_kiosk_of_its_own_nor_at_the_hub_that_it_sends_to(
    site: Flask,
    core: Core,
    clock: SettableClock,
    data: Path,
    tmp_path: Path,
    addresses: list[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    with served(site) as url, opened(site, url, tmp_path / "hall", clock) as hall:
        hall.sent(hall.begun())
        assert hall.core.outpost is not None
        hall.core.outpost.outbox.pass_on()
        assert "Canaryhole" in str([core.back_office.show(each) for each in _references(core)]), (
            "it has arrived"
        )
        found = kept(core, data) | kept(hall.core, tmp_path / "hall")
    found["log"] = "\n".join(logging.Formatter().format(each) for each in caplog.records).encode()
    found["addresses"] = "\n".join(addresses).encode()
    assert readable(found, "street-problem")
    assert {each: readable(found, each) for each in ("Canaryhole", "Abdijstraat", "470123456")} == {
        "Canaryhole": [],
        "Abdijstraat": [],
        "470123456": [],
    }


def _references(core: Core) -> list[str]:
    with core.operations.database.reading() as connection:
        return list(connection.execute(text("SELECT reference FROM cases")).scalars())
