"""In a real browser: in Arabic, from the right; and from one language to another in the middle of things."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import found_by_axe, press
from tests.channels.web.conftest import ANSWERS
from tests.channels.web.test_browser import answer

SERVICES = ("street-problem",)
OTHERS = sorted(set(ANSWERS) - set(SERVICES))
RUNS = "e => getComputedStyle(e).direction"
AT_THE_RIGHT = """e => {
    const { direction, textAlign } = getComputedStyle(e);
    return textAlign === (direction === "rtl" ? "start" : "end");
}"""
LETTERS_FROM_LEFT = """e => {
    const range = document.createRange();
    const words = document.createTreeWalker(e, NodeFilter.SHOW_TEXT).nextNode();
    const places = [...words.data].map((_, at) => {
        range.setStart(words, at);
        range.setEnd(words, at + 1);
        return range.getBoundingClientRect().x;
    });
    return places.every((x, at) => at === 0 || x > places[at - 1]);
}"""


def assert_from_the_right(page: Page, where: str) -> None:
    """Sound, mirrored, nothing wider than the screen, and what points points the other way."""
    assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == ["ar", "rtl"], (
        where
    )
    assert not found_by_axe(page), where
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, (
        f"{where} scrolls sideways"
    )
    for pointing in page.locator("main .back .icon").all():
        assert pointing.evaluate("e => getComputedStyle(e).transform") == "matrix(-1, 0, 0, 1, 0, 0)", where
    for field in page.locator("main :is(.input, .textarea)").all():
        assert field.evaluate(AT_THE_RIGHT), where


def on(page: Page) -> None:
    press(page.locator("main .buttons button").first)


def begin(page: Page, site: str, service: str, language: str) -> None:
    page.goto(f"{site}/{language}/{service}/")
    press(page.locator("form[action$='/begin'] .button").last)


def to(page: Page, site: str, service: str, path: str, language: str) -> None:
    begin(page, site, service, language)
    while not page.url.endswith(f"/q/{path}"):
        skips = answer(page, service)
        press(page.locator("button[name=skip]")) if skips else on(page)


@pytest.mark.parametrize(
    "service", [*SERVICES, *(pytest.param(each, marks=pytest.mark.long) for each in OTHERS)]
)
def test_every_page_of_a_service_and_each_of_its_errors_runs_from_the_right(service, site, page):
    page.goto(f"{site}/ar/{service}/")
    assert_from_the_right(page, "start page")
    press(page.locator("form[action$='/begin'] .button"))

    while "/q/" in page.url:
        assert_from_the_right(page, page.url)
        on(page)
        if page.locator(".error-summary").count():
            expect(page.locator(".error-summary")).to_be_focused()
            assert_from_the_right(page, f"{page.url} with an error")
            skips = answer(page, service)
            press(page.locator("button[name=skip]")) if skips else on(page)

    assert_from_the_right(page, page.url)
    if page.url.endswith("/check"):
        press(page.locator("form[action$='/check'] .button"))
        assert page.url.endswith("/ar/" + service + "/done")
        assert_from_the_right(page, "the confirmation")
        for code in page.locator(".reference").all():
            assert code.evaluate(LETTERS_FROM_LEFT), code.inner_text()


@pytest.mark.parametrize(
    "address", ["", "?q=pothole", "?q=zzzz", "status", "privacy", "accessibility", "catalogue", "no/where"]
)
def test_the_pages_beside_the_services_run_from_the_right(address, site, page):
    page.goto(f"{site}/ar/{address}")
    assert_from_the_right(page, address)


def test_telephone_numbers_are_not_reordered(site, page):
    page.goto(f"{site}/ar/street-problem/")
    number = page.locator(".help .phone bdi")
    assert number.inner_text() == "050 00 00 10"
    assert number.evaluate(LETTERS_FROM_LEFT)


@pytest.mark.parametrize(
    ("service", "path", "direction"),
    [
        ("street-problem", "mobile", "ltr"),
        ("parking-permit", "start", "ltr"),
        ("street-problem", "where", "ltr"),
    ],
)
def test_what_is_typed_runs_as_it_is_written_and_stands_at_the_right(service, path, direction, site, page):
    to(page, site, service, path, "ar")
    answer(page, service)
    field = page.locator("main .input").first
    assert field.evaluate(RUNS) == direction
    field.fill("كيركسترات" if path == "where" else "12")
    assert field.evaluate(RUNS) == ("rtl" if path == "where" else "ltr")


def test_the_language_changes_in_the_middle_and_answers_and_question_stay(site, page):
    to(page, site, "street-problem", "where", "en")
    for language in ("ar", "fr", "nl", "en"):
        link = page.locator(f".languages a[lang={language}]")
        assert link.get_attribute("hreflang") == language
        press(link)
        assert page.url == f"{site}/{language}/street-problem/q/where"
        assert page.evaluate("document.documentElement.lang") == language
    press(page.locator(".languages a[lang=ar]"))
    answer(page, "street-problem")
    on(page)
    assert page.url.startswith(f"{site}/ar/")
    page.goto(f"{site}/en/street-problem/q/problem?change")
    expect(page.locator("input[value=light]")).to_be_checked()


def test_each_language_is_named_in_its_own_script(site, page):
    page.goto(f"{site}/en/")
    assert page.locator(".languages a").all_inner_texts() == ["English", "Français", "Nederlands", "العربية"]
