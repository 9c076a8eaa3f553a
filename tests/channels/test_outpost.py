"""What an outpost does beside serving people, and the whole of it as processes that are killed and pulled apart."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import requests
from flask import Flask

from channels.kiosk.prepared import Prepared
from channels.kiosk.recordings import NOTHING
from channels.kiosk.session import LIFETIME
from channels.kiosk.speech import NoVoice, Voice
from channels.outpost import READ_AT_ONCE, Work, fetched
from channels.voicing import ReadingOut
from service.assembly import Core
from service.bundles import Installed
from service.messages import Enrolled, HubAway
from service.outpost import LEFT_ALONE
from tests.commands import a_free_port, run, start
from tests.conftest import SettableClock
from tests.doors.served import PATIENCE, Served
from tests.outposts import Hall, opened
from tests.processes import cut_power, fill_disk
from tests.serving import served


@pytest.fixture
def hall(app: Flask, tmp_path: Path, clock: SettableClock) -> Iterator[Hall]:
    with served(app) as url, opened(app, url, tmp_path / "outpost", clock) as hall:
        yield hall


@pytest.fixture
def work(hall: Hall, tmp_path: Path) -> Work:
    installed = Installed(tmp_path / "outpost" / "bundles", hall.net.key)
    fetched(hall.net, installed, "")
    current = installed.current()
    assert current is not None
    assert hall.core.outpost is not None
    return Work(hall.core.outpost, hall.net, installed, current[0])


@pytest.fixture
def hub(app: Flask) -> Core:
    core: Core = app.extensions["nowrongdoor"].core
    return core


def seen(hub: Core) -> Enrolled:
    return hub.operations.outposts.all()[0]


def test_a_beat_tells_the_hub_how_it_is(work, hall, hub):
    done = hall.sent(hall.begun())
    assert done.prompt.kind == "done"
    work.beat()
    beat = seen(hub).beat
    assert beat.bundle == work.version
    assert (beat.waiting, beat.refused, beat.references) == (0, 0, 500)
    assert beat.last_case_at is not None


def test_the_operators_wish_is_done_with_the_next_beat_and_kept_without_the_hub(work, hall, hub):
    hub.operations.outposts.close("hall", closed=True)
    assert not work.office.outbox.is_closed()
    work.beat()
    assert work.office.outbox.is_closed()
    hall.net.fault = "no request arrives"
    work.beat()
    assert work.office.outbox.is_closed()
    hall.net.fault = None
    hub.operations.outposts.close("hall", closed=False)
    work.beat()
    assert not work.office.outbox.is_closed()


def test_a_revoked_key_closes_the_kiosk_and_what_it_holds_stays(work, hall, hub):
    hall.net.fault, hall.net.only = "no request arrives", "parcels"
    hall.sent(hall.begun())
    hall.net.fault = None
    hub.operations.outposts.revoke("hall")
    work.beat()
    work.pass_on()
    assert work.office.outbox.is_closed()
    assert work.office.outbox.counts()[0] == 1


def test_a_new_definition_is_installed_whole_while_the_old_one_still_serves(
    work, hall, app, tmp_path, monkeypatch
):
    hub = app.extensions["nowrongdoor"].core.hub
    folders = hub.shelf.files_of
    monkeypatch.setattr(
        hub.shelf, "files_of", lambda revision: folders(revision) | {"more.csv": b"code\nx\n"}
    )
    work.beat()
    current = work.installed.current()
    assert current[0] != work.version
    assert (work.installed.folder / work.version).is_dir()
    assert (current[1] / "services" / "street-problem" / "more.csv").exists()


def test_a_bundle_that_was_forged_on_the_way_is_not_installed(work, hall):
    class Forging:
        def bundle(self, version: str) -> tuple[bytes, str]:
            packed, signed = hall.net.bundle("")
            return packed.replace(b'"demo": true', b'"demo": false'), signed

    with pytest.raises(HubAway):
        fetched(Forging(), work.installed, "")
    assert work.installed.current()[0] == work.version


# --- as processes -----------------------------------------------------------------------------------------------


# Reading out ahead


@pytest.fixture
def voice(tmp_path: Path) -> Voice:
    program = tmp_path / "voice"
    program.write_text(
        '#!/bin/sh\nif [ "$1" = --voices ]; then printf "Pty Language\\n 5 en --/M\\n"; exit; fi\n'
        '[ "$1" = --version ] && echo "A voice: 1" && exit\n'
        "printf RIFF; head -c 2000 /dev/zero\n"
    )
    program.chmod(0o755)
    return Voice(frozenset, str(program))


def test_it_reads_out_ahead_while_nobody_is_there_and_stops_when_all_is_read(work, hall, voice, tmp_path):
    script = {("en", str(number)): str(number) for number in range(READ_AT_ONCE + 1)}
    prepared = Prepared(tmp_path / "speech")
    prepared.missing(frozenset(), voice.name)
    prepared.put(("en", "said no longer"), voice.say("en", "said no longer"))
    work.reading = lambda: ReadingOut(prepared, NOTHING, voice, script)
    draft = hall.begun().draft
    work.read_out()
    assert prepared.weighed()[0] == 1, "somebody is there"
    hall.office.let_go(draft)
    work.office.outbox.pass_on()
    for count in (1 + READ_AT_ONCE, 2 + READ_AT_ONCE, len(script)):
        work.read_out()
        assert prepared.weighed()[0] == count
    assert work.reading is None


def test_without_a_voice_it_reads_nothing_out(work):
    def silent() -> ReadingOut:
        raise NoVoice

    work.reading = silent
    work.read_out()
    assert work.reading is None


class Kiosk:
    """Somebody at the screen of an outpost's process."""

    def __init__(self, port: int) -> None:
        self._address = f"http://127.0.0.1:{port}/kiosk"
        self._session = requests.Session()
        self._token = "new"
        self.turn: dict[str, Any] = {}

    def say(self, verb: str, **body: Any) -> dict[str, Any]:
        reply = self._session.post(
            f"{self._address}/{verb}", json=body, headers={"X-Kiosk-Session": self._token}, timeout=30
        )
        reply.raise_for_status()
        self.turn = reply.json()
        self._token = self.turn.get("session", self._token)
        prompt: dict[str, Any] = self.turn["prompt"]
        return prompt

    def case(self) -> dict[str, Any]:
        """A street problem from its beginning to its receipt."""
        answers = {"danger": "no", "problem": "other", "description": "Canary", "where": "Abdijstraat 1"}
        prompt = self.say("begin", service="street-problem")
        while prompt["kind"] == "ask":
            path, seen_ = prompt["path"], self.turn["version"]
            if path in answers:
                prompt = self.say("answer", path=path, seen=seen_, parts={"answer": answers[path]})
            else:
                prompt = self.say("skip", path=path, seen=seen_)
        return self.say("submit", seen=self.turn["version"])

    def is_up(self) -> bool:
        try:
            return bool(self._session.get(f"{self._address}/standing", timeout=5).ok)
        except requests.RequestException:
            return False


def until(true: Any) -> None:
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline, "it never came to that"
        time.sleep(0.1)


def test_the_hub_dies_and_the_kiosk_dies_and_every_case_arrives_once(tmp_path: Path) -> None:
    hub = Served(tmp_path / "hub")
    hub.start()
    hub.wait()
    key = run("kiosk", "add", "hall", "--data", hub.data).output.split("\n\n")[1]
    port = a_free_port()

    def kiosk_process() -> Any:
        where = {"NOWRONGDOOR_KIOSK_KEY": key, "NOWRONGDOOR_DATA": tmp_path / "kiosk"}
        return start("kiosk", "run", "--hub", hub.address, "--port", str(port), **where)

    process = kiosk_process()
    try:
        person = Kiosk(port)
        until(person.is_up)
        made = [person.case()["receipt"]]
        assert made[0]["notes"] == []
        hub.kill()
        made.append(Kiosk(port).case()["receipt"])
        assert "as soon as the connection is back" in made[1]["notes"][0]
        cut_power(process)
        process = kiosk_process()
        until(Kiosk(port).is_up)
        made.append(Kiosk(port).case()["receipt"])
        hub.start()
        hub.wait()
        shown = ["cases", "show", "--json", "--data", hub.data]
        for each in made:
            until(lambda each=each: run(*shown, each["reference"]).exit_code == 0)
        assert len({each["reference"] for each in made}) == 3
        listed = run("kiosk", "list", "--data", hub.data)
        assert listed.output.startswith("hall  well")
        assert listed.exit_code == 0
    finally:
        cut_power(process)
        hub.kill()


def test_while_the_kiosks_disk_is_full_people_are_asked_to_come_back_and_nothing_is_lost(
    tmp_path: Path,
) -> None:
    hub = Served(tmp_path / "hub")
    hub.start()
    hub.wait()
    key = run("kiosk", "add", "hall", "--data", hub.data).output.split("\n\n")[1]
    port = a_free_port()
    where = {"NOWRONGDOOR_KIOSK_KEY": key, "NOWRONGDOOR_DATA": tmp_path / "kiosk"}
    process = start("kiosk", "run", "--hub", hub.address, "--port", str(port), **where)
    try:
        person = Kiosk(port)
        until(person.is_up)
        person.say("begin", service="street-problem")
        asked = person.say("answer", path="danger", seen=person.turn["version"], parts={"answer": "no"})
        given = {"path": asked["path"], "seen": person.turn["version"], "parts": {"answer": "light"}}
        fill_disk(process)
        with pytest.raises(requests.HTTPError) as refused:
            person.say("answer", **given)
        told = refused.value.response
        assert told.status_code == 503
        assert int(told.headers["Retry-After"]) > 0
        assert told.json()["error"]["words"]
        fill_disk(process, full=False)
        assert person.say("answer", **given)["path"] == "lamp"
        receipt = Kiosk(port).case()["receipt"]
        shown = ["cases", "show", "--json", "--data", hub.data, receipt["reference"]]
        until(lambda: run(*shown).exit_code == 0)
    finally:
        cut_power(process)
        hub.kill()


def test_nobody_who_still_has_a_session_is_taken_for_gone() -> None:
    assert timedelta(seconds=LIFETIME) < LEFT_ALONE
