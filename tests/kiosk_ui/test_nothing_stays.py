"""When somebody has gone nothing of theirs stays: a forensic look into the browser, its profile on disk and the log."""

from __future__ import annotations

import base64
import logging
import os
import re
import signal
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect

from tests.browser import CHROMIUM, PATIENCE
from tests.conftest import ROOT
from tests.kiosk_ui.conftest import Touching

FLAGS = [
    line
    for line in (ROOT / "config" / "kiosk" / "chromium-flags").read_text("utf-8").splitlines()
    if line and not line.startswith("#") and line not in ("--kiosk", "--enable-speech-dispatcher")
]
"""As on a kiosk, but for what needs a whole screen and a sound card."""
WORDS = "Zwanenkanarie"
PLACE = "Abdijstraat 41"
TYPED = {"danger": "No", "the problem?": "Something else", "describe": WORDS, "Where": PLACE}
EVENTS = ("popstate", "pageshow")


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    return tmp_path / "profile"


@pytest.fixture
def kiosk(browser: Browser, profile: Path) -> Iterator[BrowserContext]:
    context = browser.browser_type.launch_persistent_context(
        profile,
        executable_path=CHROMIUM,
        args=FLAGS,
        viewport={"width": 1080, "height": 1920},
        has_touch=True,
    )
    context.set_default_timeout(PATIENCE)
    yield context
    with suppress(Error):  # one test kills it
        context.close()


@pytest.fixture
def page(kiosk: BrowserContext, address: str) -> Page:
    page = kiosk.pages[0]
    page.goto(address)
    return page


def in_the_middle(page: Page, pause: Callable[[], None] = lambda: None) -> Touching:
    """Everything typed, and the answers on the screen."""
    person = Touching(page)
    person.start("street problem")
    person.go_through(TYPED, pause)
    assert WORDS in page.locator("#screen").inner_text()
    assert PLACE in page.locator("#screen").inner_text()
    return person


def traces_of(word: str) -> list[bytes]:
    """A word as it may lie on a disk."""
    plain = word.encode()
    return [
        plain,
        word.encode("utf-16-le"),
        quote(word).encode(),
        base64.b64encode(plain)[:-4],
        plain.hex().encode(),
    ]


def found_in(folder: Path, *words: str) -> list[str]:
    traces = [trace for word in words for trace in traces_of(word)]
    return [
        str(file.relative_to(folder))
        for file in folder.rglob("*")
        if file.is_file() and not file.is_symlink() and any(trace in file.read_bytes() for trace in traces)
    ]


def assert_nothing_is_left(page: Page) -> None:
    expect(page.locator(".attract")).to_be_visible()
    shown = page.content()
    assert WORDS not in shown
    assert PLACE not in shown
    assert page.url.endswith("/kiosk/")
    assert page.evaluate("history.length") <= 2
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
    assert page.evaluate(
        "async () => [(await indexedDB.databases()).length, (await caches.keys()).length]"
    ) == [0, 0]
    assert [each for each in page.context.cookies() if each["name"].startswith("kiosk-")] == []


@pytest.mark.parametrize(
    "way",
    [
        "finished",
        "timed out",
        pytest.param("left", marks=pytest.mark.long),
        pytest.param("cancelled and started over", marks=pytest.mark.long),
    ],
)
def test_however_somebody_goes_nothing_stays(
    kiosk: BrowserContext, page: Page, profile: Path, way: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    if way == "timed out":
        page.clock.install()
        person = in_the_middle(page, lambda: page.clock.run_for(1_000))
    else:
        person = in_the_middle(page)
    codes: list[str] = []
    if way == "finished":
        person.go_on()
        codes = re.findall(
            r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]|\b\d{6}\b", page.locator(".receipt").inner_text()
        )
        assert len(codes) == 2
        person.go_on()
    elif way == "timed out":
        page.clock.run_for(61_000)
        expect(page.locator("#dialog")).to_be_visible()
        page.clock.run_for(31_000)
    else:
        person.touch("I need to go")
        person.touch("Clear the screen and go" if way == "left" else "Clear and start over")
        if way != "left":
            person.touch("I need to go")
            person.touch("Clear the screen and go")
    assert_nothing_is_left(page)
    for back_again in (page.go_back, page.go_forward, page.reload):
        back_again()
        if page.url == "about:blank":
            page.go_forward()
        assert_nothing_is_left(page)
    kiosk.close()
    assert found_in(profile, WORDS, PLACE, *codes) == []
    assert WORDS not in caplog.text
    assert PLACE not in caplog.text
    assert not any(code in caplog.text for code in codes)


def test_a_browser_that_is_killed_in_the_middle_leaves_nothing_and_comes_back_to_the_greeting(
    browser: Browser, kiosk: BrowserContext, page: Page, profile: Path, address: str
) -> None:
    in_the_middle(page)
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if str(profile).encode() in (process / "cmdline").read_bytes():
                os.kill(int(process.name), signal.SIGKILL)
    with suppress(Error):
        kiosk.close()
    assert found_in(profile, WORDS, PLACE) == []
    again = browser.browser_type.launch_persistent_context(profile, executable_path=CHROMIUM, args=FLAGS)
    page = again.pages[0]
    page.goto(address)
    assert_nothing_is_left(page)
    again.close()


def test_the_look_would_find_what_a_browser_keeps(browser: Browser, tmp_path: Path, address: str) -> None:
    """Without the kiosk's flags and rules a browser remembers a good deal; so the forensic look can see."""
    profile = tmp_path / "open"
    context = browser.browser_type.launch_persistent_context(profile, executable_path=CHROMIUM)
    page = context.pages[0]
    page.goto(f"{address}?{WORDS}")
    page.evaluate("words => localStorage.setItem('kept', words)", WORDS)
    page.goto("about:blank")
    context.close()
    assert found_in(profile, WORDS)
