"""How it went, asked at the kiosk: behind the receipt and with a decided case, one touch each."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.kiosk_ui.conftest import Pressing, Touching
from tests.kiosk_ui.test_case import Lived, look_up
from tests.kiosk_ui.test_case import lived as lived
from tests.kiosk_ui.test_case import page as page
from tests.kiosk_ui.test_speech import reads_aloud
from tests.kiosk_ui.test_to_phone import to_the_receipt

HOW = "How satisfied are you with how this went?"
INSTEAD = "If you could not have done it here, what would you have done?"


def rated(lived: Lived) -> dict[tuple[str, str], int]:
    """What was counted at the kiosk, whoever was there before."""
    from service.store import ratings

    with lived.core.operations.database.reading() as connection:
        found = ratings.of_month(connection, "2026-11")
    return {(each.moment, each.answer): count for each, count in found.items() if each.name == "kiosk"}


@pytest.mark.parametrize("page", ["portrait", "landscape", "laptop"], indirect=True)
def test_one_touch_answers_each_question_and_it_looks_right(page: Page, lived: Lived) -> None:
    before = rated(lived)
    person = Touching(page)
    to_the_receipt(person)
    expect(page.locator("#how")).to_have_text(HOW)
    person.looks_right()
    person.touch("4 Satisfied")
    expect(page.locator("#how")).to_have_text(INSTEAD)
    person.looks_right()
    person.touch("Gone to the office")
    expect(page.locator(".rated")).to_have_text("Thank you.")
    person.looks_right()
    new = {each: count - before.get(each, 0) for each, count in rated(lived).items()}
    assert {each: count for each, count in new.items() if count} == {("sent", "4"): 1, ("sent", "office"): 1}


def test_who_leaves_it_alone_counts_for_nothing(page: Page, lived: Lived) -> None:
    before = rated(lived)
    person = Touching(page)
    to_the_receipt(person)
    person.go_on()
    expect(page.locator(".attract")).to_be_visible()
    assert rated(lived) == before


def test_a_decided_case_asks_once(page: Page, lived: Lived) -> None:
    receipt = lived.mended()
    look_up(page, receipt).touch("2 Dissatisfied")
    expect(page.locator(".rated")).to_have_text("Thank you.")
    assert page.locator("#how").count() == 0
    assert rated(lived)["decided", "2"] == 1


def test_it_is_heard_with_what_each_number_means_and_answered_by_keys(
    person: Touching, keys: Pressing
) -> None:
    to_the_receipt(person)
    reads_aloud(person)
    keys.heard()
    keys.reach(".scale button:nth-child(5)")
    assert "5. Very satisfied, button" in str(keys.heard())
    keys.press("Enter")
    (said,) = keys.heard()
    assert INSTEAD in said
