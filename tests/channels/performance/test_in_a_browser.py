"""The page in a real browser: nothing overflows, nothing shuts anybody out, and Arabic runs from the right."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from service.assembly import Core
from tests.browser import found_by_axe
from tests.serving import served


@pytest.fixture
def address(app: Flask, figured: Core) -> Iterator[str]:
    with served(app) as address:
        yield address


@pytest.fixture
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": request.param, "height": 900})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(
    ("page", "language"),
    [
        (320, "ar"),
        (1280, "en"),
        pytest.param(320, "fr", marks=pytest.mark.long),
        pytest.param(320, "nl", marks=pytest.mark.long),
        pytest.param(1280, "ar", marks=pytest.mark.long),
    ],
    indirect=["page"],
)
def test_the_figures_are_sound_and_nothing_overflows(page: Page, address: str, language: str) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    for path in ("performance", "performance?period=2026-10&door=sms", "performance/definitions"):
        page.goto(f"{address}/{language}/{path}")
        for details in page.locator("details").all():
            details.evaluate("each => each.open = true")
        assert not found_by_axe(page), path
        width = page.viewport_size["width"]
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    assert complaints == []


@pytest.mark.parametrize("page", [1280], indirect=True)
def test_in_arabic_bars_and_months_begin_at_the_right(page: Page, address: str) -> None:
    def edges(language: str) -> tuple[float, float, float]:
        page.goto(f"{address}/{language}/performance")
        room = page.locator(".by-door .room svg").first.bounding_box()
        bar = page.locator(".by-door .room rect").first.bounding_box()
        last = page.locator(".by-month").first.locator(".bar-first").bounding_box()
        return bar["x"] - room["x"], room["x"] + room["width"] - bar["x"] - bar["width"], last["x"]

    from_left, _, last = edges("en")
    _, from_right, mirrored = edges("ar")
    assert abs(from_left) < 1
    assert abs(from_right) < 1
    assert last > mirrored


@pytest.mark.parametrize("page", [1280], indirect=True)
def test_on_paper_every_month_has_its_value_and_nothing_is_there_to_be_clicked(
    page: Page, address: str
) -> None:
    page.goto(f"{address}/en/performance")
    page.emulate_media(media="print")
    chart = page.locator("section", has=page.locator("#completion-rate")).locator(".by-month").first
    assert "Sept 2026 82%; Oct 2026 68%" in chart.inner_text()
    assert page.locator("main .on-paper bdi").first.inner_text().endswith("/en/performance")
    for hidden in (".filters", ".by-month details", ".header nav", "main > p > a[type='application/pdf']"):
        assert not page.locator(hidden).first.is_visible(), hidden


@pytest.mark.parametrize("page", [1280], indirect=True)
def test_who_does_not_see_a_chart_hears_its_values(page: Page, address: str) -> None:
    page.goto(f"{address}/en/performance")
    names = [each.get_attribute("aria-label") for each in page.get_by_role("img").all()]
    assert "Completed, by month: Sept 2026 82%; Oct 2026 68%" in names
