"""The kiosk's screen in a real browser on the machine of its server: what it weighs, how fast it is, what it keeps.

Each figure is of a whole journey by touch, from the greeting to the receipt and back.
"""

from __future__ import annotations

import gzip
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from benchmarks import disk
from benchmarks.figures import Mark, percentile, table
from benchmarks.servers import ours, running

JOURNEYS = 500
STARTS = 10
WEIGHT = Mark(60)
"""Kilobytes, compressed: page, stylesheet and script, without audio and the words of other languages."""
FIRST_SCREEN = Mark(300)
CHANGE = Mark(50)
"""Milliseconds at the 95th percentile, from a touch to the next picture."""
GROWTH = Mark(1.1)
"""What the page's memory may grow by from the first tenth of the journeys to the last."""
HEADINGS = ("", "figure", "mark", "")

FIRST_PAINT = """() => new Promise((painted) => {
    const look = () => {
        const [found] = performance.getEntriesByName("first-contentful-paint");
        if (found) painted(found.startTime);
        else requestAnimationFrame(look);
    };
    look();
})"""
STEP = """async (selector) => {
    const screen = document.getElementById("screen"), before = screen.firstElementChild;
    const began = performance.now();
    document.querySelector(selector).click();
    await new Promise((done) => {
        const look = () => (document.documentElement.classList.contains("busy") || screen.firstElementChild === before)
            ? setTimeout(look, 1) : requestAnimationFrame(() => done());
        look();
    });
    return performance.now() - began;
}"""
"""Touches something, and gives the milliseconds until another screen is about to be painted."""
ENTER = """([selector, words]) => {
    const input = document.querySelector(selector);
    if (words === null) input.click();
    else input.value = words;
}"""
GO_ON, SKIP = "#bar > :nth-child(4)", "#bar > :nth-child(3)"
JOURNEY: tuple[tuple[str, str, str | None], ...] = (
    ("", ".attract-greeting button", None),
    ("", "#screen button", None),
    ("", GO_ON, None),
    (".choice:nth-of-type(2) input", GO_ON, None),
    (".choice:nth-of-type(5) input", GO_ON, None),
    ("#screen textarea", GO_ON, "A bench without a back"),
    ("#screen input", GO_ON, "Abdijstraat 1"),
    ("", SKIP, None),
    ("", SKIP, None),
    ("", GO_ON, None),
    ("", GO_ON, None),
)
"""What is entered where, and what is touched then."""


@dataclass(frozen=True)
class Found:
    kilobytes: float
    words: float
    """Kilobytes of the other languages' words: fetched once the first screen stands."""
    first_screens: list[float]
    changes: list[float]
    memory: list[float]
    """Megabytes that the page holds after each tenth of the journeys."""


def run(journeys: int = JOURNEYS) -> str:
    program = shutil.which("chromium")
    if program is None:
        return "There is no Chromium on this machine: the screen is not measured."
    with tempfile.TemporaryDirectory(prefix="benchmarks-") as name:
        folder = Path(name)
        report = disk.report(folder)
        server = ours(folder, five_questions=False)
        with running(server), sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=program)
            try:
                address = f"http://127.0.0.1:{server.port}/kiosk/"
                found = _measured(browser, address, journeys)
            finally:
                browser.close()
    return f"{report}\n{journeys} journeys of {len(JOURNEY)} screens\n\n{told(found)}"


def told(found: Found) -> str:
    growth = found.memory[-1] / found.memory[0]
    change = percentile(found.changes, 0.95)
    return table(
        [
            ("what the screen weighs, gz", f"{found.kilobytes:.1f} KB", *_marked(WEIGHT, found.kilobytes)),
            ("words of the other languages, gz", f"{found.words:.1f} KB", "", ""),
            (
                "to the first screen",
                f"{median(found.first_screens):.0f} ms",
                *_marked(FIRST_SCREEN, median(found.first_screens)),
            ),
            ("from a touch to the next screen, p95", f"{change:.0f} ms", *_marked(CHANGE, change)),
            ("the same, median", f"{median(found.changes):.0f} ms", "", ""),
            ("memory of the page, last beside first", f"{growth:.2f}", *_marked(GROWTH, growth)),
            ("memory of the page, last", f"{found.memory[-1]:.1f} MB", "", ""),
        ],
        HEADINGS,
    )


def _marked(mark: Mark, figure: float) -> tuple[str, str]:
    return str(mark), mark.verdict(figure)


def _measured(browser: Browser, address: str, journeys: int) -> Found:
    first_screens = [_first_screen(browser, address) for _ in range(STARTS)]
    page = browser.new_context(viewport={"width": 1080, "height": 1920}).new_page()
    came: list[tuple[str, bytes]] = []
    page.on("response", lambda response: came.append((response.url, response.body())))
    page.goto(address)
    page.wait_for_load_state("networkidle")
    kilobytes = _weight(content for url, content in came if _is_weighed(url))
    words = _weight(content for url, content in came if url.endswith(".json"))
    page.close()
    page = browser.new_context(viewport={"width": 1080, "height": 1920}).new_page()
    page.goto(address)
    page.wait_for_selector(".attract-greeting button")
    session = page.context.new_cdp_session(page)
    _journey(page)  # what is loaded at the first use belongs to no change
    changes: list[float] = []
    memory: list[float] = []
    for number in range(1, journeys + 1):
        changes += _journey(page)
        if number % max(1, journeys // 10) == 0:
            memory.append(_memory(session))
    return Found(kilobytes, words, first_screens, changes, memory)


def _weight(contents: Iterable[bytes]) -> float:
    """Kilobytes, each compressed by itself."""
    return sum(len(gzip.compress(each)) for each in contents) / 1024


def _is_weighed(url: str) -> bool:
    """Pictures, sounds and fonts are not: the screen is there without them."""
    return url.rpartition("?")[0].endswith("/kiosk/") or url.endswith(("/kiosk/", ".js", ".css"))


def _first_screen(browser: Browser, address: str) -> float:
    """Milliseconds from the address to the greeting as the browser painted it, in one that has seen nothing yet.

    The page itself is empty until its script draws, so the first thing that is painted is the greeting.
    """
    context = browser.new_context(viewport={"width": 1080, "height": 1920})
    page = context.new_page()
    page.goto(address, wait_until="commit")
    page.wait_for_selector(".attract-greeting button")
    took: float = page.evaluate(FIRST_PAINT)
    context.close()
    return took


def _journey(page: Page) -> list[float]:
    """From the greeting to the receipt and back; milliseconds of each change."""
    took: list[float] = []
    for field, touched, words in JOURNEY:
        if field:
            page.evaluate(ENTER, [field, words])
        took.append(page.evaluate(STEP, touched))
    page.wait_for_selector(".attract-greeting button")
    return took


def _memory(session: CDPSession) -> float:
    """Megabytes that the page's scripts and nodes hold once nothing is left to be thrown away."""
    session.send("HeapProfiler.collectGarbage")
    used: dict[str, Any] = session.send("Runtime.getHeapUsage")
    return float(used["usedSize"]) / 1024 / 1024
