"""Receipts at the kiosk's screen, with a printer that may have no paper, or stop in the middle."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import expect

from channels.app import create_app
from channels.settings import KioskSettings, read_settings
from tests.channels.kiosk.machine import NEAR_END, OFFLINE, OUT, Machine
from tests.kiosk_ui.conftest import MORNING, OTHERS, Touching
from tests.serving import served

SENT = {"danger": "No", "the problem?": "A hole in the road", "Where": "Kerkstraat 12"}
CUT = b"\x1dV\x00"
"""The end of every receipt."""


@pytest.fixture(scope="module")
def printer() -> Iterator[Machine]:
    machine = Machine()
    yield machine
    machine.switch_off()


@pytest.fixture
def machine(printer: Machine) -> Machine:
    """As new: full of paper, and nothing printed."""
    printer.refill()
    return printer


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, printer: Machine) -> Iterator[str]:
    settings = read_settings({}, data=tmp_path_factory.mktemp("town"), demo=True)
    kiosk = KioskSettings(printer=f"network:{printer.address}")
    app = create_app(replace(settings, kiosk=kiosk), clock=lambda: MORNING)
    with served(app, "localhost") as site:
        yield f"{site}/kiosk/"
    app.extensions["nowrongdoor"].core.close()


@pytest.fixture(autouse=True)
def _asked_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the printer said in the test before is not believed any more."""
    monkeypatch.setattr("channels.kiosk.printer.LASTS", 0)


def sent(person: Touching) -> None:
    person.start("street problem")
    person.go_through(SENT)
    person.go_on()


@pytest.mark.parametrize("opened", ["portrait", "landscape", "laptop"], indirect=True)
def test_without_paper_no_receipt_is_offered_and_codes_and_picture_stay(person, machine):
    machine.paper, machine.online = OUT, OFFLINE
    sent(person)
    person.looks_right()
    shown = person.page.locator("#screen").inner_text()
    assert "no paper left" in shown
    assert "write down both codes" in shown
    assert "Print the receipt" not in shown
    assert not person.page.get_by_role("button", name="Print").count()
    expect(person.page.locator(".scan img")).to_be_visible()
    expect(person.page.locator(".receipt .reference").first).to_be_visible()


def test_near_the_end_of_its_paper_it_still_prints(person, machine):
    machine.paper = NEAR_END
    sent(person)
    person.touch("Print")
    expect(person.page.locator(".slip-said")).to_have_text("Take your receipt")
    assert machine.received.count(CUT) == 1


@pytest.mark.long  # eight seconds of a printer's silence
@pytest.mark.parametrize("stop", ["runs_out_after", "stalls_after"])
def test_a_printer_that_stops_in_the_middle_leaves_the_person_with_another_way(person, machine, stop):
    sent(person)
    setattr(machine, stop, 100)
    person.touch("Print")
    person.looks_right()
    shown = person.page.locator("#screen").inner_text()
    assert "write down both codes" in shown
    assert "Take your receipt" not in shown
    assert not person.page.get_by_role("button", name="Print").count()
    expect(person.page.locator("#dialog")).to_be_hidden()
    expect(person.page.locator(".scan img")).to_be_visible()


@pytest.mark.parametrize("opened", ["portrait", "landscape", "laptop"], indirect=True)
def test_two_touches_on_print_print_once_and_another_copy_is_asked_for_elsewhere(person, machine):
    sent(person)
    box = person.page.get_by_role("button", name="Print").bounding_box()
    for _ in range(2):
        person.page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(person.page.locator(".slip")).to_be_visible()
    person.page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    person.settle()
    assert machine.received.count(CUT) == 1
    person.looks_right()
    person.touch("Print again")
    assert machine.received.count(CUT) == 2
    person.touch("Print again")
    assert not person.page.get_by_role("button", name="Print again").count()


@pytest.mark.parametrize("opened", ["portrait", "landscape", "laptop"], indirect=True)
def test_a_code_to_come_back_with_is_offered_another_way_where_nothing_is_printed(person, machine):
    machine.paper, machine.online = OUT, OFFLINE
    person.start("street problem")
    person.answer("No")
    person.touch("I need to go")
    person.touch("Save and come back later")
    person.type("2468")
    person.touch("Save")
    person.looks_right()
    shown = person.page.locator("#screen").inner_text()
    assert "no paper left" in shown
    assert "print it" not in shown
    assert not person.page.get_by_role("button", name="Print").count()
    expect(person.page.locator(".scan img")).to_be_visible()


@pytest.mark.parametrize("language", OTHERS)
def test_in_every_language_the_other_way_is_told_in_it(person, machine, language):
    machine.paper, machine.online = OUT, OFFLINE
    sent(person)
    person.touch("Language")
    person.tap(person.page.locator(f"#dialog [lang={language}]"))
    person.settle()
    person.looks_right()
    expect(person.page.locator("#screen .notice")).to_be_visible()
    told = {"fr": "papier", "nl": "papier", "ar": "ورق"}
    assert told[language] in person.page.locator("#screen .notice").inner_text()
