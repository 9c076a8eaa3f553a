"""The kiosk's screen in other languages than English: mirrored in Arabic, switched in the middle, with its own keys."""

import pytest
from playwright.sync_api import expect

CHOSEN = ("no", "light")
"""Which way a person takes through the street problem; elsewhere the first tile."""
PLACE = "Kerkstraat 12"
MIRRORED = "e => getComputedStyle(e).transform"


def begin(person, language):
    person.greet(language)
    person.tap(person.page.locator(".tile").first)
    person.go_on()


def answer(person):
    """By what the screen offers, whatever its words are."""
    page = person.page
    if page.locator("#bar > button:nth-child(3)").count():
        person.tap(page.locator("#bar > button:nth-child(3)"))
        return person.settle()
    chosen = page.locator(", ".join(f'input[value="{value}"]' for value in CHOSEN))
    if chosen.count():
        person.tap(page.locator("#question .choice", has=chosen))
    elif page.locator(".choice").count():
        person.tap(page.locator(".choice").first)
    else:
        page.keyboard.insert_text(PLACE)
    return person.go_on()


def to_the_place(person, language):
    begin(person, language)
    while not person.page.locator("[data-keys=letters]").count() or skippable(person):
        answer(person)


def skippable(person):
    return person.page.locator("#bar > button:nth-child(3)").count()


def speak(person, language):
    person.tap(person.page.locator(".head-language"))
    person.tap(person.page.locator(f"#dialog .tile[lang={language}]"))
    expect(person.page.locator(f"html[lang={language}]")).to_be_visible()
    person.settle()


def field(person):
    return person.page.locator("[data-keys]")


@pytest.mark.parametrize("opened", ["portrait", "landscape"], indirect=True)
def test_in_arabic_every_screen_is_mirrored_and_looks_right(person):
    page = person.page
    person.greet("ar")
    assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == ["ar", "rtl"]
    person.looks_right()
    person.tap(page.locator(".tile").first)
    person.looks_right()
    person.go_on()
    person.go_on()
    expect(page.locator("#problem")).to_be_visible()
    while page.locator("#question").count():
        person.looks_right()
        back, on = (page.locator(f"#bar > :nth-child({place})") for place in (1, 4))
        assert back.bounding_box()["x"] > on.bounding_box()["x"]
        assert back.locator(".icon").evaluate(MIRRORED) == "matrix(-1, 0, 0, 1, 0, 0)"
        answer(person)
    person.looks_right()
    person.go_on()
    person.looks_right()
    person.tap(page.locator("#bar > :nth-child(3)"))
    person.settle()
    person.looks_right()
    reference = page.locator(".receipt-reference .reference")
    assert reference.evaluate("e => getComputedStyle(e).direction") == "ltr"


@pytest.mark.parametrize("opened", ["landscape"], indirect=True)
def test_the_question_is_not_pushed_out_of_sight_by_its_keys(person):
    to_the_place(person, "ar")
    head, asked = (person.page.locator(which).bounding_box() for which in ("#head", "#ask"))
    assert asked["y"] >= head["y"] + head["height"]


def test_the_language_changes_at_any_question_and_what_was_typed_stays(person):
    to_the_place(person, "en")
    path = person.page.evaluate("document.title")
    person.page.keyboard.insert_text(PLACE)
    for language in ("ar", "fr", "nl", "en"):
        speak(person, language)
        assert field(person).input_value() == PLACE
    assert person.page.evaluate("document.title") == path
    speak(person, "ar")
    person.go_on()
    assert not person.page.locator("#problem").count()


def test_the_receipt_can_be_read_in_another_language(person):
    begin(person, "en")
    while person.page.locator("#question").count():
        answer(person)
    person.go_on()
    reference = person.page.locator(".receipt-reference").inner_text()
    speak(person, "ar")
    assert person.page.locator(".receipt-reference").inner_text() == reference


def test_each_language_has_the_keys_that_its_people_know(person):
    to_the_place(person, "en")
    for language, first in (("fr", "a"), ("nl", "a"), ("ar", "ض"), ("en", "q")):
        speak(person, language)
        row = person.page.locator("#keys .hg-row").nth(1).locator("button").all_inner_texts()
        assert row[0].lower() == first


@pytest.mark.parametrize(
    ("language", "keys", "typed"),
    [
        ("fr", ["{accents}", "é", "{letters}", "t", "{accents}", "é"], "été"),
        ("nl", ["{accents}", "ë", "{letters}", "i", "j"], "ëij"),
        ("ar", ["ش", "ا", "ر", "ع"], "شارع"),
        ("ar", ["{accents}", "{shift}", "Z", "o", "{marks}", "ë", "{accents}", "x"], "Zoëx"),
        ("ar", ["{accents}", "a", "{letters}", "ب"], "aب"),
    ],
)
def test_names_are_typed_as_they_are_written(person, language, keys, typed):
    to_the_place(person, language)
    if language != "ar":
        person.key("{shift}")
    for key in keys:
        person.key(key)
    assert field(person).input_value() == typed
