"""The reference sent to a phone from the receipt, by touch and by keys."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.kiosk_ui.conftest import Pressing, Touching
from tests.kiosk_ui.test_keypad import FORWARD
from tests.kiosk_ui.test_speech import reads_aloud

SENT = {"danger": "No", "the problem?": "A hole in the road", "Where": "Kerkstraat 12"}
ASKED = "Send the reference to my phone"


def to_the_receipt(person: Touching) -> None:
    person.start("street problem")
    person.go_through(SENT)
    person.go_on()
    expect(person.page.locator(".receipt")).to_be_visible()


@pytest.mark.parametrize("opened", ["portrait", "landscape", "laptop"], indirect=True)
def test_every_screen_on_the_way_looks_right_and_the_receipt_comes_back(person: Touching) -> None:
    to_the_receipt(person)
    person.looks_right()
    reference = person.page.locator(".receipt .reference").first.inner_text()
    person.touch(ASKED)
    assert person.heading == ASKED
    person.looks_right()
    person.type("0470")
    person.go_on()
    assert "too few digits" in person.problem
    person.looks_right()
    person.type("000029")
    person.go_on()
    expect(person.page.get_by_text("The reference is on its way to 0470 00 00 29.")).to_be_visible()
    assert person.page.locator(".receipt .reference").first.inner_text() == reference
    assert not person.page.get_by_role("button", name=ASKED).count()
    person.looks_right()


def test_who_changes_their_mind_or_the_language_keeps_the_receipt(person: Touching) -> None:
    to_the_receipt(person)
    person.touch(ASKED)
    person.tap(person.page.locator(".head-button", has_text="Language"))
    person.tap(person.page.locator("dialog button[lang=nl], dialog [lang=nl] button").first)
    person.settle()
    assert person.heading == "Stuur de referentie naar mijn telefoon"
    person.touch("Terug")
    expect(person.page.locator(".receipt")).to_be_visible()
    assert person.heading == "We hebben het goed ontvangen"


def test_by_keys_and_by_ear_the_number_is_typed_and_sent(person: Touching, keys: Pressing) -> None:
    to_the_receipt(person)
    reads_aloud(person)
    keys.reach(".receipt-next button")
    keys.heard()
    keys.press("Enter")
    (said,) = keys.heard()
    assert said[0] == ASKED
    keys.press("Enter")
    for digit in "0470000039":
        keys.reach(f'[data-skbtn="{digit}"]')
        keys.press("Enter")
    keys.press("ArrowRight")
    keys.reach(FORWARD)
    keys.heard()
    keys.press("Enter")
    expect(person.page.get_by_text("The reference is on its way to")).to_be_visible()
    (said,) = keys.heard()
    assert "The reference is on its way to 0 4 7 0, 0 0, 0 0, 3 9." in said


def test_nobody_after_them_finds_the_number(person: Touching) -> None:
    to_the_receipt(person)
    person.touch(ASKED)
    person.type("0470000049")
    person.go_on()
    expect(person.page.get_by_text("0470 00 00 49")).to_be_visible()
    person.touch("Finish")
    expect(person.page.locator(".attract")).to_be_visible()
    assert "0470 00 00 49" not in person.page.content()
