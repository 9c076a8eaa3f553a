"""A new master key is made, taken up and the old one dropped while the town serves: nothing is lost, all is proven."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import requests

from channels.command import keys as command
from service.assembly import Core, open_core
from service.messages import Officer, Reply, Visitor
from tests.commands import run
from tests.conftest import ROOT, Born, SettableClock
from tests.doors.served import Served
from tests.doors.test_full_disk import texted

CONTACT = "tel:+32470987654"
WORDS = ("street", "no", "other", "Quetzalcoatl", "Academiestraat 7", "skip", "0")
HEAD = Officer("an", "An Peeters", ("head",), "")


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """No server has to take up a new key, but where one runs."""
    if "long" not in request.keywords:
        monkeypatch.setattr(command, "TAKEN_UP_SECONDS", 0.0)


def said(town: Core, line: Visitor, *words: str) -> str:
    for each in words:
        back = str(town.front_office.hear(Reply(each, f"{each}-{next(_NUMBERS)}"), line))
    return back


_NUMBERS = itertools.count()


def fresh(copied: Born, clock: SettableClock) -> Core:
    core = open_core(copied.data, ROOT / "config", copied.database_url, demo=True, clock=clock)
    core.operations.publish()
    return core


@pytest.fixture
def environment(copied: Born) -> dict[str, str]:
    return {"NOWRONGDOOR_DATABASE_URL": copied.database_url}


def needing(town: Core, key_id: str) -> dict[str, int]:
    return {
        name: number for name, number in town.operations.rekeying.standing().get(key_id, {}).items() if number
    }


def test_a_town_that_serves_takes_up_a_new_key_and_all_is_brought_under_it(
    town: Core,
    copied: Born,
    clock: SettableClock,
    visitor: Callable[..., Visitor],
    environment: dict[str, str],
) -> None:
    line, pages, old = visitor(CONTACT), visitor(), town.vault.current
    done = said(town, line, *WORDS)
    reference = done.partition("reference='")[2].partition("'")[0]
    code = done.partition("status_code='")[2][:6]
    begun = town.front_office.begin("street-problem", pages)
    assert run("keys", "rotate", "--data", copied.data, **environment).exit_code == 0
    rewrapped = run("keys", "rewrap", "--data", copied.data, **environment)
    assert rewrapped.exit_code == 0, rewrapped.output
    assert "Nothing is sealed with an old key any more." in rewrapped.output
    assert "1 contacts of lines" in rewrapped.output
    assert town.vault.current == old, "it has not looked yet"
    after = town.front_office.answer(begun.draft or "", "danger", {"answer": "no"}, begun.version, pages)
    assert after.version > begun.version
    assert town.vault.current != old, "a key that it did not know made it look"
    shown = town.front_office.track(reference, code, pages)
    assert shown is not None
    assert "Quetzalcoatl" in str(town.back_office.show(reference))
    assert said(town, line, "status")
    assert needing(town, old) == {}, "the line was hashed anew when its contact was heard"
    assert run("keys", "retire", "--data", copied.data, **environment).exit_code == 0
    again = fresh(copied, clock)
    assert again.vault.retiring == ()
    assert "Quetzalcoatl" in str(again.back_office.show(reference))
    assert again.front_office.track(reference, code, pages) is not None
    again.close()


def test_a_rewrap_that_was_broken_off_is_carried_on(
    town: Core,
    copied: Born,
    clock: SettableClock,
    visitor: Callable[..., Visitor],
    environment: dict[str, str],
) -> None:
    for number in range(120):
        town.front_office.begin("street-problem", visitor(f"tel:+3247000{number:04}"))
    old = town.vault.current
    run("keys", "rotate", "--data", copied.data, **environment)
    town.vault.look_again()
    next(town.operations.rekeying.rewrap())
    assert 0 < needing(town, old)["keys of drafts"] < 120
    refused = run("keys", "retire", "--data", copied.data, **environment)
    assert refused.exit_code == 1
    assert "run `nowrongdoor keys rewrap` first" in refused.output
    assert run("keys", "rewrap", "--data", copied.data, **environment).exit_code == 0
    assert "keys of drafts" not in needing(town, old)


def test_who_stopped_our_messages_under_the_old_key_is_stopped_under_the_new_one(
    town: Core, copied: Born, visitor: Callable[..., Visitor], environment: dict[str, str]
) -> None:
    line, old = visitor(CONTACT), town.vault.current
    said(town, line, "street", "STOP")
    run("keys", "rotate", "--data", copied.data, **environment)
    town.vault.look_again()
    refused = run("keys", "retire", "--data", copied.data, **environment)
    assert refused.exit_code == 1
    said(town, line, "hello")
    run("keys", "rewrap", "--data", copied.data, **environment)
    assert needing(town, old) == {}
    (kept,) = town.operations.people.of_contacts([CONTACT]).consents
    assert kept.withdrawn
    (stored,) = town.operations.people.of_contacts([CONTACT]).lines
    assert stored.stopped


def test_a_kiosk_that_is_heard_is_known_by_the_new_key(
    town: Core, copied: Born, environment: dict[str, str]
) -> None:
    key, old = town.hub.outposts.enrol("town-hall"), town.vault.current
    run("keys", "rotate", "--data", copied.data, **environment)
    town.vault.look_again()
    assert needing(town, old) == {"kiosks": 1}
    assert town.hub.outposts.known(key) is not None
    assert needing(town, old) == {}
    assert town.hub.outposts.known(key) is not None


def test_keys_that_stand_in_the_environment_are_changed_there(
    copied: Born, environment: dict[str, str]
) -> None:
    key = (copied.data / "keys" / "master").read_text().strip()
    refused = run("keys", "rotate", "--data", copied.data, NOWRONGDOOR_SECRET_KEY=key, **environment)
    assert refused.exit_code == 1
    assert "NOWRONGDOOR_SECRET_KEY: write the new one first" in refused.output
    assert (copied.data / "keys" / "master").read_text().strip() == key


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    served = Served(tmp_path / "data")
    served.start()
    served.wait()
    yield served
    served.kill()


@pytest.mark.long
def test_a_server_goes_on_while_its_keys_change(served: Served) -> None:
    """People are in the middle of a text and of a page with a cookie, and notice nothing."""
    assert "danger" in texted(served, "FIX", "SM1").text
    person = requests.Session()
    start = person.get(f"{served.address}/en/street-problem", timeout=30).text
    token = re.search(r'name="csrf_token" value="([^"]+)"', start)
    assert token is not None
    assert run("keys", "rotate", "--data", served.data).exit_code == 0
    assert run("keys", "rewrap", "--data", served.data).exit_code == 0
    assert "What is the problem" in texted(served, "no", "SM2").text
    assert run("keys", "rewrap", "--data", served.data).exit_code == 0
    retired = run("keys", "retire", "--data", served.data)
    assert retired.exit_code == 0, retired.output
    assert "lamp post" in texted(served, "light", "SM3").text
    begun = person.post(
        f"{served.address}/en/street-problem/begin", data={"csrf_token": token[1]}, timeout=30
    )
    assert begun.status_code == 200
    (line,) = run("keys", "list", "--data", served.data).output.splitlines()
    assert "current" in line
