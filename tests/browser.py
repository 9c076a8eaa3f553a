"""A real browser for tests: where it is, how it is started, how a page is served to it, and what axe finds in one."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
PATIENCE = 15_000
"""Milliseconds that a page or a control may take on a busy machine."""

READ_FIRST = 'if (place.matches("[data-weighs]")) await new Promise((done) => setTimeout(done, 500));'
"""Who touches what cannot be undone has read it; a second touch in haste is none for it (`once.js` of the kiosk)."""


@contextmanager
def started() -> Iterator[Browser]:
    """Debian's Chromium, or the one that Playwright brought; without either the test is skipped."""
    with sync_playwright() as playwright:
        program = CHROMIUM or playwright.chromium.executable_path
        if not Path(program).exists():
            pytest.skip("there is no Chromium on this machine")
        browser = playwright.chromium.launch(executable_path=program)
        yield browser
        browser.close()


def press(control: Locator) -> None:
    """Click what leads to another page (or to the same one anew), and wait for it: a click alone does not."""
    with control.page.expect_navigation():
        control.click()


def touch(place: Locator) -> None:
    """With a finger at the kiosk."""
    place.evaluate(f"async (place) => {{ {READ_FIRST} }}")
    place.tap()


def found_by_axe(page: Page) -> list[str]:
    """What axe has against the page, each with the element; empty where it is sound."""
    return [
        f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in Axe().run(page).response["violations"]
    ]
