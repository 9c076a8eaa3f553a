"""The telephone in a real browser: nothing is loaded anew, nothing overflows, nothing shuts anybody out."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from tests.browser import found_by_axe, press
from tests.serving import served


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    with served(app) as address:
        yield address


ON_EVERY_SCREEN = pytest.mark.parametrize(
    "page", [(390, 844), (1280, 900), (320, 640)], ids=["portrait", "wide", "narrow"], indirect=True
)


@pytest.fixture
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """On a telephone's screen, where nothing else is said."""
    width, height = getattr(request, "param", (390, 844))
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


@ON_EVERY_SCREEN
@pytest.mark.parametrize("frame", ["", "&compact=1"], ids=["page", "frame"])
def test_nothing_overflows_and_the_last_text_is_in_sight(page: Page, address: str, frame: str) -> None:
    page.goto(f"{address}/phone?phone=2{frame}")
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


@ON_EVERY_SCREEN
def test_a_telephone_alone_fills_its_frame_and_no_more(page: Page, address: str) -> None:
    page.goto(f"{address}/phone?phone=2&compact=1")
    page.get_by_label("Your text").fill("FIX")
    page.get_by_role("button", name="Send").click()
    page.locator(".bubble").nth(1).wait_for()
    assert page.locator(".handset").bounding_box() == {"x": 0, "y": 0, **page.viewport_size}
    assert page.evaluate("document.documentElement.scrollHeight") == page.viewport_size["height"]


def test_the_telephone_follows_the_language_of_its_line_and_is_mirrored_with_it(
    page: Page, address: str
) -> None:
    page.goto(f"{address}/phone?phone=1")
    page.get_by_label("Your text").fill("مرحبا، أريد الإبلاغ عن مصباح مكسور")
    page.keyboard.press("Enter")
    page.locator("html[lang=ar][dir=rtl] .bubble").nth(1).wait_for()
    own = page.locator(".bubble-person .bubble-words").last
    assert own.locator("[dir]").evaluate("words => getComputedStyle(words).direction") == "rtl"
    thread, bubble = page.locator("[data-bubbles]").bounding_box(), own.bounding_box()
    assert abs(thread["x"] - bubble["x"]) < 1
    assert not found_by_axe(page)


@ON_EVERY_SCREEN
def test_a_text_of_several_lines_grows_the_field_and_not_beyond_the_telephone(
    page: Page, address: str
) -> None:
    page.goto(f"{address}/phone?phone=1&compact=1")
    field = page.get_by_label("Your text")
    lowest = field.bounding_box()["height"]
    field.fill("one")
    field.press("Shift+Enter")
    field.press_sequentially("two")
    assert field.bounding_box()["height"] > lowest
    field.fill("\n".join("x" * 40))
    assert page.evaluate("document.documentElement.scrollHeight") == page.viewport_size["height"]
    field.press("Enter")
    page.locator(".bubble").nth(1).wait_for()
    assert field.bounding_box()["height"] == lowest


def test_a_screen_that_was_emptied_elsewhere_is_emptied_here(page: Page, address: str) -> None:
    page.goto(f"{address}/phone?phone=1")
    page.get_by_label("Your text").fill("FIX")
    page.keyboard.press("Enter")
    page.locator(".bubble").nth(1).wait_for()
    other = page.context.new_page()
    other.goto(f"{address}/phone?phone=1")
    press(other.get_by_role("button", name="Empty this screen"))
    other.close()
    expect(page.locator(".bubble")).to_have_count(0)
    expect(page.locator(".nothing-yet")).to_be_visible()


@ON_EVERY_SCREEN
@pytest.mark.parametrize(
    ("words", "frame"),
    [((), ""), (("FIX", "x"), ""), (("FIX", "x"), "&compact=1")],
    ids=["empty", "thread", "thread-in-a-frame"],
)
def test_axe_finds_nothing(page: Page, address: str, words: tuple[str, ...], frame: str) -> None:
    page.goto(f"{address}/phone?phone={4 if words else 3}{frame}")
    for each in words:
        before = page.locator(".bubble").count()
        page.get_by_label("Your text").fill(each)
        page.keyboard.press("Enter")
        page.locator(".bubble").nth(before + 1).wait_for()
    assert not found_by_axe(page)
