"""The self-test, tried as whoever sets up a kiosk tries it; nothing of it is sent anywhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, Page, expect

from channels.app import create_app
from channels.settings import read_settings
from tests.browser import found_by_axe
from tests.kiosk_ui.conftest import a_page
from tests.serving import served


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """With a scanner so slow that a busy machine is no person."""
    settings = read_settings({}, data=tmp_path_factory.mktemp("town"), demo=True)
    app = create_app(replace(settings, kiosk=replace(settings.kiosk, scanner_gap=300)))
    with served(app, "localhost") as site:
        yield f"{site}/kiosk/"
    app.extensions["nowrongdoor"].core.close()


@pytest.fixture(params=["portrait", "landscape"])
def page(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    with a_page(browser, f"{address}self-test", request.param, sound=True) as page:
        expect(page.locator("#paper")).not_to_have_text("…")
        yield page


def test_every_part_is_tried_and_told(page: Page) -> None:
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.post_data or ""))
    tiles = page.locator("[data-tile]")
    expect(page.locator("[data-tile][aria-pressed=true]")).to_have_count(0)
    for tile in tiles.all():
        tile.tap()
    expect(page.locator("[data-tile][aria-pressed=true]")).to_have_count(12)

    page.keyboard.press("ArrowDown")
    expect(page.locator("#key")).to_have_text("ArrowDown: next")
    page.keyboard.press("Escape")
    expect(page.locator("#key")).to_have_text("Escape: does nothing here")

    page.keyboard.type("K7QF2M9XV")
    page.keyboard.press("Enter")
    expect(page.locator("#scanned")).to_have_text("9 characters were scanned.")
    assert not any("K7QF" in each for each in sent)

    expect(page.locator("#paper")).to_have_text("Ready")
    page.locator("#print").tap()
    expect(page.locator("#paper")).to_have_text("Ready")
    assert "{}" in sent

    page.locator("#say").tap()
    expect(page.locator("#heard")).not_to_be_empty()
    assert not found_by_axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
