"""The telephone in a real browser: nothing is loaded anew, nothing overflows, nothing shuts anybody out."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from tests.browser import found_by_axe, served


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    with served(app) as address:
        yield address


@pytest.fixture(params=[(390, 844), (1280, 900), (320, 640)], ids=["portrait", "wide", "narrow"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    width, height = request.param
    context = browser.new_context(viewport={"width": width, "height": height})
    yield context.new_page()
    context.close()


def test_texting_needs_no_reloading(page: Page, address: str) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{address}/phone?phone=1")
    page.evaluate("window.sameDocument = true")
    before = page.locator(".bubble").count()
    page.get_by_label("Your text").fill("MENU")
    page.get_by_role("button", name="Send").click()
    page.locator(".bubble").nth(before + 1).wait_for()
    assert "What would you like to do?" in page.locator(".bubble").last.inner_text()
    assert page.get_by_label("Your text").input_value() == ""
    assert page.evaluate("window.sameDocument") is True
    assert complaints == []


def test_nothing_overflows_and_the_last_text_is_in_sight(page: Page, address: str) -> None:
    page.goto(f"{address}/phone?phone=2")
    for words in ("MENU", "FIX", "x" * 300):
        before = page.locator(".bubble").count()
        page.get_by_label("Your text").fill(words)
        page.keyboard.press("Enter")
        page.locator(".bubble").nth(before + 1).wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    end_of_thread, end_of_text = (
        page.locator(which).last.bounding_box() for which in ("[data-thread]", ".bubble")
    )
    assert end_of_text["y"] + end_of_text["height"] <= end_of_thread["y"] + end_of_thread["height"]


@pytest.mark.parametrize("words", [(), ("FIX", "x")], ids=["empty", "thread"])
def test_axe_finds_nothing(page: Page, address: str, words: tuple[str, ...]) -> None:
    page.goto(f"{address}/phone?phone={4 if words else 3}")
    for each in words:
        before = page.locator(".bubble").count()
        page.get_by_label("Your text").fill(each)
        page.keyboard.press("Enter")
        page.locator(".bubble").nth(before + 1).wait_for()
    assert not found_by_axe(page)
