"""Changing doors at the kiosk's screen, in a real browser, by touch."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from channels.app import create_app
from channels.settings import read_settings
from tests.browser import PATIENCE
from tests.conftest import ROOT
from tests.kiosk_ui.conftest import OTHERS, Touching, a_page
from tests.serving import served


def begun(person: Touching) -> None:
    """At the second question of a street problem."""
    person.start("street problem")
    person.answer("No")


def code_on(page: Page) -> str:
    return page.locator(".dictated").inner_text()


def take_over(other: Touching, code: str) -> None:
    other.greet()
    other.touch("I have a code")
    other.type(code)
    other.go_on()


@pytest.mark.parametrize("opened", ["portrait", "landscape", "laptop"], indirect=True)
def test_every_screen_on_the_way_to_a_phone_and_back_looks_right(person, other):
    begun(person)
    person.looks_right()
    person.touch("To my phone")
    person.looks_right()
    assert person.heading == "Continue on my phone"
    take_over(other, code_on(person.page))
    other.looks_right()
    assert other.heading == "Report a street problem"
    other.go_on()
    assert other.heading == "What is the problem?"
    person.touch("Back")
    person.looks_right()
    assert person.heading.startswith("You are going on with")
    person.touch("Bring it back here")
    assert person.heading == "What is the problem?"


def test_whoever_goes_on_elsewhere_leaves_an_empty_screen(person, other):
    begun(person)
    person.touch("I need to go")
    person.touch("Continue on my phone")
    code = code_on(person.page)
    person.touch("Clear this screen")
    expect(person.page.locator(".attract")).to_be_visible()
    take_over(other, code)
    other.go_on()
    assert other.heading == "What is the problem?"


def test_a_scanner_types_the_whole_link_and_a_wrong_code_is_said_beside_the_field(person, other):
    begun(person)
    person.touch("To my phone")
    other.greet()
    other.touch("I have a code")
    other.type("AB")
    other.go_on()
    other.looks_right()
    assert "This code is not good" in other.problem
    other.page.locator("#code").fill(code_on(person.page).lower())
    other.page.keyboard.press("Enter")
    other.settle()
    assert other.heading == "Report a street problem"


SCAN = """(code) => document.dispatchEvent(
    new CustomEvent("kiosk:scanned", { detail: { code, language: "nl" } }))"""


@pytest.mark.long
def test_a_code_from_a_page_around_it_is_typed_as_by_a_scanner_in_the_language_of_who_brings_it(
    person, other
):
    begun(person)
    person.touch("To my phone")
    other.page.evaluate(SCAN, code_on(person.page))
    expect(other.page.locator("#code")).to_have_value(code_on(person.page))
    expect(other.page.locator("#screen h1")).to_have_text("Een probleem op straat melden", timeout=PATIENCE)
    other.looks_right()
    other.touch("Hier verdergaan")
    assert other.heading == "Wat is het probleem?"


def test_who_touches_something_else_meanwhile_is_not_taken_to_a_scanned_code(person):
    person.greet()
    person.page.evaluate(SCAN, "AAAA-AAAA")
    expect(person.page.locator("#code")).to_have_value("AAAA-AAAA")
    person.touch("Back")
    person.page.wait_for_timeout(1500)
    assert person.heading == "What do you need?"
    assert "waiting" not in person.sent


@pytest.mark.parametrize("language", OTHERS)
def test_the_offer_changes_its_language_with_the_screen(person, language):
    begun(person)
    person.touch("To my phone")
    person.touch("Language")
    person.tap(person.page.locator(f"#dialog [lang={language}]"))
    person.settle()
    person.looks_right()
    assert "10 minutes" not in person.page.locator("#screen").inner_text() or language == "fr"
    assert person.page.locator("html").get_attribute("lang") == language


@pytest.mark.parametrize("opened", ["portrait", "laptop"], indirect=True)
def test_where_a_case_stands_is_asked_and_told_by_touch(person):
    person.start("street problem")
    person.go_through({"danger": "No", "the problem?": "A hole in the road", "Where": "Kerkstraat 12"})
    person.go_on()
    reference, code = person.page.locator(".receipt .reference").all_inner_texts()
    person.touch("Finish")
    person.greet()
    person.touch("Where is my case?")
    person.looks_right()
    person.type(reference)
    person.tap(person.page.locator("#proof"))
    person.type("000000")
    person.go_on()
    person.looks_right()
    assert "We know no request" in person.problem
    person.page.locator("#reference").fill(reference)
    person.page.locator("#proof").fill(code)
    person.go_on()
    person.looks_right()
    assert "We have received it" in person.page.locator("#screen").inner_text()
    person.touch("Finish")
    expect(person.page.locator(".attract")).to_be_visible()


def save(person: Touching, number: str = "2468") -> str:
    """Saved at the second question; the code that the screen shows."""
    begun(person)
    person.touch("I need to go")
    person.touch("Save and come back later")
    person.type(number)
    person.touch("Save")
    return code_on(person.page)


@pytest.mark.parametrize("opened", ["portrait", "landscape", "laptop"], indirect=True)
def test_every_screen_on_the_way_to_a_code_to_come_back_with_looks_right(person, other):
    begun(person)
    person.touch("I need to go")
    person.looks_right()
    person.touch("Save and come back later")
    person.looks_right()
    person.type("12")
    person.touch("Save")
    assert "at least four" in person.page.locator("#problem").inner_text()
    person.looks_right()
    person.type("3456")
    person.touch("Save")
    assert person.heading.startswith("Saved until")
    person.looks_right()
    code = code_on(person.page)
    person.touch("Print")
    expect(person.page.locator(".slip")).to_contain_text(code)
    person.looks_right()
    person.touch("Clear this screen")
    take_over(other, code)
    other.looks_right()
    other.type("1")
    other.touch("Go on here")
    assert "not the word or number" in other.page.locator("#problem").inner_text()
    other.looks_right()


@pytest.mark.long
def test_who_saved_here_goes_on_with_code_and_number(person, other):
    code = save(person)
    person.touch("Clear this screen")
    expect(person.page.locator(".attract")).to_be_visible()
    take_over(other, code)
    other.type("2468")
    other.touch("Go on here")
    assert other.heading == "What is the problem?"


def test_who_changes_their_mind_after_saving_goes_on_at_the_same_question(person):
    save(person)
    person.touch("Back")
    assert person.heading == "What is the problem?"


def test_where_the_kiosk_cannot_ask_something_one_goes_on_with_a_phone(
    browser: Browser, tmp_path: Path
) -> None:
    config = Path(shutil.copytree(ROOT / "config", tmp_path / "config"))
    service = config / "services" / "street-problem" / "service.yaml"
    optional = "kind: photo\n    optional: true"
    written = service.read_text("utf-8")
    assert optional in written
    service.write_text(written.replace(optional, "kind: document"), "utf-8")
    settings = read_settings({"NOWRONGDOOR_CONFIG": str(config)}, data=tmp_path / "town", demo=True)
    app = create_app(settings)
    with served(app, "localhost") as site, a_page(browser, f"{site}/kiosk/") as page:
        person = Touching(page)
        person.start("street problem")
        person.go_through({"danger": "No", "the problem?": "A hole in the road", "Where": "Kerkstraat 12"})
        assert "cannot be asked here" in page.locator("#screen").inner_text()
        person.looks_right()
        person.touch("To my phone")
        assert person.heading == "Continue on my phone"
    app.extensions["nowrongdoor"].core.close()
