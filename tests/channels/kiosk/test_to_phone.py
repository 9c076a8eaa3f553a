"""The reference sent to a phone from the receipt, where the town has a carrier."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from channels.app import create_app
from channels.outpost import settings_for
from channels.settings import MailSettings, TwilioSettings, read_settings
from tests.carrier import Kept
from tests.channels.kiosk.conftest import Person
from tests.conftest import SettableClock
from tests.outposts import Net
from tests.serving import served


def made(person: Person) -> str:
    person.to_check_answers()
    return person.submit()["receipt"]["reference"]


def told(person: Person, number: str) -> dict[str, str]:
    reply = person.post("to_phone", {"number": number})
    assert reply.status_code == 200
    return reply.get_json()


def test_the_receipt_offers_it_and_one_text_goes_to_the_number(person, town):
    reference = made(person)
    assert person.turn["sends"] is True
    assert told(person, "+32470000019") == {"sent": "0470 00 00 19"}
    carried = Kept()
    town.extensions["nowrongdoor"].core.operations.deliver({"tel": carried})
    (notice,) = [each for each in carried if each.contact == "tel:+32470000019"]
    assert reference in notice.words


def test_a_number_that_is_none_is_said(person):
    made(person)
    assert "mobile" in told(person, "050 00 00 00")["problem"]


def test_before_the_end_there_is_nothing_to_send(person):
    person.begin("street-problem")
    assert person.post("to_phone", {"number": "0470000019"}).status_code == 409
    assert Person(person.client).post("to_phone", {"number": "0470000019"}).status_code == 410


@pytest.fixture
def silent(tmp_path):
    """Somebody at a kiosk of a town that sends no texts."""
    settings = read_settings({}, data=tmp_path, demo=True)
    twilio = TwilioSettings(account="AC1", tokens=("a token",), number="")
    app = create_app(replace(settings, twilio=twilio, mail=MailSettings()))
    yield Person(app.test_client())
    app.extensions["nowrongdoor"].core.close()


def test_without_a_carrier_it_is_not_offered_and_not_done(silent):
    made(silent)
    assert silent.turn["sends"] is False
    assert silent.post("to_phone", {"number": "0470000019"}).status_code == 409


@pytest.fixture
def net(app: Flask) -> Iterator[Net]:
    """Between a hub and an outpost."""
    with served(app) as url:
        yield Net(url, app.extensions["nowrongdoor"].core.operations.outposts.enrol("hall"))


@pytest.fixture
def outpost(net: Net, tmp_path: Path, clock: SettableClock) -> Iterator[Person]:
    """Somebody at an outpost whose hub sends texts."""
    settings = read_settings({}, data=tmp_path / "outpost", demo=True)
    site = create_app(replace(settings, hub_carries=frozenset({"tel"})), clock, net)
    core = site.extensions["nowrongdoor"].core
    core.outpost.outbox.refill()
    yield Person(site.test_client())
    core.close()


def test_at_an_outpost_the_hub_sends_it(outpost, app):
    reference = made(outpost)
    assert outpost.turn["sends"] is True
    assert told(outpost, "0470000059") == {"sent": "0470 00 00 59"}
    carried = Kept()
    app.extensions["nowrongdoor"].core.operations.deliver({"tel": carried})
    assert reference in carried[0].words


def test_without_the_hub_it_is_refused_calmly_with_another_way(outpost, net):
    made(outpost)
    net.fault = "no request arrives"
    assert told(outpost, "0470000059")["problem"].endswith("Print the receipt, or write down both codes.")


def test_an_outpost_offers_what_its_hub_can_send(tmp_path):
    settings = read_settings({}, data=tmp_path, demo=True)
    site = {"url": "https://t", "number": "", "demo": True}
    assert settings_for(settings, settings.config, site).hub_carries == frozenset()
    assert "tel" in settings_for(settings, settings.config, {**site, "carried": ["tel"]}).hub_carries
