"""A clerk at a real browser: by the keyboard alone, on a small screen, from the right; and what axe says."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from channels.demo.officers import PASSWORD
from service.assembly import Core
from tests.browser import PATIENCE, found_by_axe, press
from tests.channels.counter.conftest import texted
from tests.serving import served


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    with served(app) as address:
        yield address


@pytest.fixture
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    width = getattr(request, "param", 1280)
    context = browser.new_context(viewport={"width": width, "height": 900})
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def sound(page: Page) -> None:
    assert found_by_axe(page) == [], page.url
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"], page.url


def sign_in(page: Page, address: str, name: str = "an.peeters", language: str = "en") -> None:
    page.goto(f"{address}/counter/language/{language}?to=/counter/sign-in")
    page.fill("#f-name", name)
    page.fill("#f-password", PASSWORD)
    page.locator("#f-password").press("Enter")
    page.wait_for_url("**/counter/*")


def consent(page: Page, address: str, language: str) -> None:
    page.goto(f"{address}/counter/citizen/")
    page.select_option("#f-service", "street-problem")
    page.select_option("#f-language", language)
    page.check("#f-agreed", force=True)
    page.check("#f-consents", force=True)
    press(page.locator(".counter-narrow .button").last)


def to_the_receipt(page: Page) -> None:
    """Through a street problem, whatever its language: the second choice, a hole, a street."""
    for given in ("no", "pothole", "small"):
        page.check(f'input[value="{given}"]', force=True)
        press(page.locator("main form .button").first)
    page.fill(".counter-asked input", "Kerkstraat 12")
    press(page.locator("main form .button").first)
    press(page.locator('main form .button[name="skip"]'))
    page.fill(".counter-asked input", "0470 12 34 56")
    press(page.locator("main form .button").first)


@pytest.mark.parametrize(("page", "language"), [(320, "ar"), (1280, "en")], indirect=["page"])
def test_every_page_with_a_citizen_is_sound_and_nothing_overflows(
    page: Page, address: str, language: str
) -> None:
    sign_in(page, address, language=language)
    page.goto(f"{address}/counter/citizen/")
    sound(page)
    press(page.locator(".counter-narrow .button").last)
    expect(page.locator("#page-problems")).to_be_visible()
    sound(page)
    consent(page, address, "en" if language == "ar" else "ar")
    sound(page)
    press(page.locator("main form .button").first)
    sound(page)
    press(page.locator('form[action$="/phone"] .button').first)
    sound(page)
    press(page.locator(".back"))
    to_the_receipt(page)
    expect(page).to_have_url(f"{address}/counter/citizen/check")
    sound(page)
    press(page.locator('form[action$="/citizen/check"] .button'))
    expect(page.locator(".receipt")).to_be_visible()
    sound(page)


@pytest.mark.parametrize(("page", "language"), [(320, "ar"), (1280, "en")], indirect=["page"])
def test_every_page_of_a_paper_and_of_many_cases_is_sound(
    page: Page, address: str, core: Core, language: str
) -> None:
    one, two = (texted(core, "fr").reference, texted(core, "ar").reference)
    core.back_office.officers.add("olga", "Olga Owner", PASSWORD, ["owner", "operator"], "")
    sign_in(page, address, language=language)
    page.goto(f"{address}/counter/paper/")
    page.select_option("#f-service", "change-of-address")
    sound(page)
    press(page.locator(".counter-narrow .button"))
    press(page.locator('.button[value="send"]'))
    expect(page.locator("#page-problems")).to_be_visible()
    sound(page)
    page.goto(f"{address}/counter/cases/open?language=fr")
    sound(page)
    page.goto(f"{address}/counter/many?case={one}&case={two}")
    sound(page)
    press(page.locator("main .button").first)
    sound(page)
    press(page.locator("main form .button"))
    sound(page)
    press(page.locator('form[action$="/undo"] .button').first)
    page.goto(f"{address}/counter/case/{one}")
    press(page.locator(".choices button").first)
    page.fill("#f-words", "Until Tuesday")
    press(page.locator('form[action$="/tell"] .button'))
    sound(page)
    sign_in(page, address, "olga", language)
    sound(page)


def test_a_clerk_needs_no_mouse(page: Page, address: str) -> None:
    sign_in(page, address)
    page.goto(f"{address}/counter/citizen/")
    page.locator("#f-service").focus()
    page.keyboard.type("Report")
    for key in ("Tab", "Tab", "Tab", "Space", "Tab", "Space", "Tab", "Enter"):
        page.keyboard.press(key)
    expect(page.locator(".counter-asked h1")).to_have_text("Is anyone in danger right now?")
    page.locator(".counter-asked input").first.focus()
    for key in ("ArrowDown", "Enter"):
        page.keyboard.press(key)
    expect(page.locator(".counter-asked h1")).to_have_text("What is the problem?")
