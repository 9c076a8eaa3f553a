"""A real browser for tests: where it is, how it is started, how a page is served to it, and what axe finds in one."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
PATIENCE = 15_000
"""Milliseconds that a page or a control may take on a busy machine."""

AIM = """async (place) => {
    const stood = place.getBoundingClientRect().y;
    place.scrollIntoView({ block: "nearest", behavior: "instant" });
    if (place.getBoundingClientRect().y !== stood) {  // what says that there is more goes away, and makes room
        await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
        place.scrollIntoView({ block: "nearest", behavior: "instant" });
    }
    const middle = () => {
        const { x, y, width, height } = place.getBoundingClientRect();
        return [x + width / 2, y + height / 2];
    };
    if (!place.contains(document.elementFromPoint(...middle()))) {  // a bar that stays lies over it
        place.scrollIntoView({ block: "center", behavior: "instant" });
    }
    window.touched = new Promise((done) => document.addEventListener("click", done, { capture: true, once: true }));
    return middle();
}"""
"""Where a finger comes down; what it touches is the browser's business."""
UNHURRIED = 0.6
"""Seconds from one touch to the next of somebody who means both."""


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


class Finger:
    """Touches a page without hurry by the time that each touch states, so that no test waits for it."""

    def __init__(self, page: Page) -> None:
        self._page, self._hand, self._at = page, page.context.new_cdp_session(page), time.time()

    def touch(self, place: Locator) -> None:
        """As with a finger that does not wait until everything stands still: until the touch has arrived."""
        self.come_down(*place.evaluate(AIM))
        self._page.evaluate("window.touched.then(() => null)")

    def come_down(self, x: float, y: float, after: float = UNHURRIED) -> None:
        """At a point, that many seconds after it came down last."""
        self._at = self._at + after if after < UNHURRIED else max(self._at + after, time.time())
        for kind, points in (("touchStart", [{"x": x, "y": y}]), ("touchEnd", [])):
            touch = {"type": kind, "touchPoints": points, "timestamp": self._at}
            self._hand.send("Input.dispatchTouchEvent", touch)


def found_by_axe(page: Page) -> list[str]:
    """What axe has against the page, each with the element; empty where it is sound."""
    return [
        f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in Axe().run(page).response["violations"]
    ]
