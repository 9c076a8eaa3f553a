"""A scanner that types as a keyboard, at the kiosk's screen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from playwright.sync_api import Browser, Page, expect

from channels.app import create_app
from channels.settings import KioskSettings, read_settings
from tests.browser import PATIENCE
from tests.kiosk_ui.conftest import MORNING, OTHERS, Touching, a_page
from tests.serving import served

GAP = 300
"""Milliseconds: the haste of a scanner on a machine that does much else besides."""
PREFIX = "]Q1"
SLOWLY = 2 * GAP
SENT = {"danger": "No", "the problem?": "A hole in the road", "Where": "Kerkstraat 12"}


@dataclass
class Scanner:
    page: Page

    def types(self, code: str, end: str = "Enter") -> None:
        """Capital letters by way of Shift, as a keyboard has them."""
        for letter in code:
            if letter.isupper():
                self.page.keyboard.press(f"Shift+{letter}")
            else:
                self.page.keyboard.press(letter)
        if end:
            self.page.keyboard.press(end)

    def person_types(self, words: str) -> None:
        self.page.wait_for_timeout(SLOWLY)
        self.page.keyboard.type(words, delay=SLOWLY)
        self.page.wait_for_timeout(SLOWLY)


def town(data, **kiosk) -> Iterator[str]:
    settings = read_settings({}, data=data, demo=True)
    kiosk = KioskSettings(printer="dummy", scanner_gap=GAP, **kiosk)
    app = create_app(replace(settings, kiosk=kiosk), clock=lambda: MORNING)
    with served(app, "localhost") as site:
        yield f"{site}/kiosk/"
    app.extensions["nowrongdoor"].core.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    yield from town(tmp_path_factory.mktemp("town"))


@pytest.fixture
def scanner(person: Touching) -> Scanner:
    return Scanner(person.page)


def handed_over(other: Touching) -> str:
    """At the second question, the code that the screen shows."""
    other.start("street problem")
    other.answer("No")
    other.touch("To my phone")
    return other.page.locator(".dictated").inner_text()


def receipt_of(other: Touching) -> tuple[str, str]:
    other.start("street problem")
    other.go_through(SENT)
    other.go_on()
    reference, code = other.page.locator(".receipt .reference").all_inner_texts()
    return reference, code


def at_the_place(person: Touching) -> None:
    """At a question where words are typed."""
    person.start("street problem")
    person.go_through(SENT, until="Where")


def heading_is(person: Touching, words: str) -> None:
    expect(person.page.locator("#screen h1")).to_have_text(words, timeout=PATIENCE)


# Where nobody is


@pytest.mark.parametrize("end", ["Enter", pytest.param("Tab", marks=pytest.mark.long)])
def test_a_code_of_a_hand_over_leads_from_the_attract_screen_to_go_on_here(person, other, scanner, end):
    scanner.types(handed_over(other), end)
    heading_is(person, "Report a street problem")
    person.looks_right()
    person.touch("Go on here")
    assert person.heading == "What is the problem?"


@pytest.mark.long
def test_a_code_that_was_saved_asks_for_the_number_that_was_chosen(person, other, scanner):
    other.start("street problem")
    other.answer("No")
    other.touch("I need to go")
    other.touch("Save and come back later")
    other.type("2468")
    other.touch("Save")
    person.greet("nl")
    scanner.types(other.page.locator(".dictated").inner_text())
    heading_is(person, "Een probleem op straat melden")
    expect(person.page.locator("#second")).to_be_focused()


def test_a_receipt_leaves_only_the_status_code_to_type_in_the_language_of_the_receipt(
    person, other, scanner, address
):
    reference, code = receipt_of(other)
    scanner.types(f"{address.removesuffix('/kiosk/')}/fr/status?reference={reference}")
    expect(person.page.locator("#reference")).to_have_value(reference)
    expect(person.page.locator("html")).to_have_attribute("lang", "fr")
    expect(person.page.locator("#proof")).to_be_focused()
    person.looks_right()
    person.type(code)
    person.go_on()
    heading_is(person, "Signaler un problème dans la rue")


def test_a_reference_alone_is_enough_and_stays_when_the_status_code_is_wrong(person, other, scanner):
    reference, _ = receipt_of(other)
    person.page.locator(".attract").tap(position={"x": 5, "y": 5})
    scanner.types(reference)
    expect(person.page.locator("#reference")).to_have_value(reference)
    person.type("000000")
    person.go_on()
    assert "We know no request" in person.problem
    expect(person.page.locator("#reference")).to_have_value(reference)
    person.touch("Back")
    person.touch("Where is my case?")
    expect(person.page.locator("#reference")).to_have_value("")


def test_what_is_none_of_ours_is_said_and_asked_of_nobody(person, scanner):
    scanner.types("5410041001204")
    expect(person.page.locator("#dialog h2")).to_have_text("We do not know this code")
    person.looks_right()
    person.touch("Carry on")
    assert person.heading == "What do you need?"
    assert "waiting" not in person.sent


@pytest.mark.long
def test_where_a_code_is_typed_a_scan_replaces_what_was_begun(person, other, scanner):
    code = handed_over(other)
    person.greet()
    person.touch("I have a code")
    person.type("AB")
    scanner.types(code)
    heading_is(person, "Report a street problem")


@pytest.mark.long
def test_a_code_that_is_scanned_twice_is_shown_once(person, other, scanner):
    code = handed_over(other)
    scanner.types(code)
    heading_is(person, "Report a street problem")
    scanner.types(code)
    person.touch("Go on here")
    assert person.heading == "What is the problem?"


# In the middle of a journey


def test_a_scan_in_mid_typing_leaves_the_field_as_it_was_and_sends_nothing(person, scanner, address):
    at_the_place(person)
    person.type("Kerkstraat")
    person.sent.clear()
    scanner.types(f"{address}en/c/abcdefghijklmnopqrstuv")
    expect(person.page.locator("#dialog h2")).to_have_text("Please scan this later")
    person.looks_right()
    person.touch("Carry on")
    expect(person.page.locator("[data-keys]")).to_have_value("Kerkstraat")
    assert person.heading.startswith("Where")
    assert person.sent == []


def test_what_a_person_types_just_before_a_scan_is_not_lost(person, scanner, address):
    at_the_place(person)
    scanner.person_types("Ke")
    scanner.types(f"r{address}en/c/abcdefghijklmnopqrstuv")
    expect(person.page.locator("#dialog h2")).to_be_visible()
    person.touch("Carry on")
    expect(person.page.locator("[data-keys]")).to_have_value("Ker")


def test_what_comes_in_haste_and_does_not_end_was_typed(person, scanner):
    at_the_place(person)
    scanner.types("Kerkstraat", end="")
    expect(person.page.locator("[data-keys]")).to_have_value("Kerkstraat")
    scanner.person_types(" 1")
    person.page.keyboard.press("Backspace")
    person.page.keyboard.press("2")
    expect(person.page.locator("[data-keys]")).to_have_value("Kerkstraat 2")


def test_a_short_word_and_enter_are_a_persons_however_fast(person, scanner):
    at_the_place(person)
    scanner.types("Dok 2")
    person.settle()
    assert "answer" in person.sent
    assert not person.page.locator("#dialog[open]").count()


def test_a_scan_chooses_no_tile_and_sends_none(person, scanner):
    person.start("street problem")
    person.choose("Yes")
    person.sent.clear()
    scanner.types("A hole in the road")
    expect(person.page.locator("#dialog h2")).to_have_text("Please scan this later")
    person.touch("Carry on")
    expect(person.page.locator(".choice input:checked")).to_have_count(1)
    assert person.heading == "Is anyone in danger right now?"
    assert person.sent == []


LATE = """async ({ letters, gap }) => {
    // The browser was busy: each key comes when nobody waits for it any more, and says that it was struck in haste.
    for (const [at, key] of [...letters, "Enter"].entries()) {
        const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
        Object.defineProperty(event, "timeStamp", { value: 1e9 + at });
        document.activeElement.dispatchEvent(event);
        if (at < 3) await new Promise((done) => setTimeout(done, 2 * gap));
    }
}"""


@pytest.mark.long
def test_letters_that_reached_a_field_before_the_browser_saw_the_haste_are_taken_out_again(person):
    at_the_place(person)
    person.type("Kerkstraat")
    person.page.evaluate("document.querySelector('[data-keys]').setSelectionRange(2, 4)")
    person.page.evaluate(LATE, {"letters": "K7QF2M9X", "gap": GAP})
    expect(person.page.locator("#dialog h2")).to_have_text("Please scan this later")
    expect(person.page.locator("[data-keys]")).to_have_value("Kerkstraat")


@pytest.mark.long
def test_after_finishing_what_could_not_be_scanned_can_be(person, other, scanner):
    code = handed_over(other)
    person.start("street problem")
    person.go_through(SENT)
    person.go_on()
    scanner.types(code)
    expect(person.page.locator("#dialog h2")).to_have_text("Please scan this later")
    person.touch("Carry on")
    expect(person.page.locator(".receipt")).to_be_visible()
    person.touch("Finish")
    scanner.types(code)
    heading_is(person, "Report a street problem")


@pytest.mark.parametrize("language", OTHERS)
def test_that_it_comes_at_the_wrong_moment_is_said_in_the_language_of_the_person(person, scanner, language):
    person.greet(language)
    person.tap(person.page.locator(".tile").first)
    person.go_on()
    scanner.types("K7QF-2M9X")
    said = {"fr": "Scannez ceci plus tard", "nl": "Scan dit later", "ar": "امسحوا هذا لاحقا"}
    expect(person.page.locator("#dialog h2")).to_have_text(said[language])
    person.looks_right()


# A scanner that says that it is one


@pytest.fixture
def with_prefix(browser: Browser, tmp_path) -> Iterator[Touching]:
    for site in town(tmp_path, scanner_prefix=PREFIX):
        with a_page(browser, site) as page:
            yield Touching(page)


def test_with_a_prefix_only_what_begins_so_is_a_scan(with_prefix: Touching):
    scanner = Scanner(with_prefix.page)
    with_prefix.greet()
    with_prefix.touch("I have a code")
    scanner.types("K7QF2M9X", end="")
    expect(with_prefix.page.locator("#code")).to_have_value("K7QF2M9X")
    with_prefix.page.wait_for_timeout(SLOWLY)
    scanner.types(f"{PREFIX}5410041001204")
    expect(with_prefix.page.locator("#dialog h2")).to_have_text("We do not know this code")
    with_prefix.touch("Carry on")
    expect(with_prefix.page.locator("#code")).to_have_value("K7QF2M9X")
