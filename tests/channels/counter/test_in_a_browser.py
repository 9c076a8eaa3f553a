"""An officer handles a case that came by text, in a real browser; the telephone shows what its owner reads."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from channels.serving import delivering
from channels.shared.words import speaker
from service.assembly import Core
from tests.browser import PATIENCE, found_by_axe, press
from tests.channels.counter.conftest import texted
from tests.serving import served


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    """The demo town, served as `make run` does: what is sent arrives at its telephones."""
    site = app.extensions["nowrongdoor"]
    words = speaker(site.core.catalogues, site.core.town.language)
    deliver, ended = delivering(site.core.operations, site.carriers, words), threading.Event()

    def carry() -> None:
        while not ended.wait(0.1):
            deliver()

    carrying = threading.Thread(target=carry)
    carrying.start()
    with served(app) as address:
        yield address
    ended.set()
    carrying.join()


@pytest.fixture
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    width = getattr(request, "param", 1280)
    context = browser.new_context(viewport={"width": width, "height": 900})
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def sign_in(page: Page, address: str, language: str = "en") -> None:
    page.goto(f"{address}/counter/language/{language}?to=/counter/sign-in")
    press(page.locator(".counter-demo button").first)


def test_an_officer_handles_a_case_and_the_telephone_shows_it_in_the_senders_language(
    page: Page, address: str, core: Core
) -> None:
    reference = texted(core, "fr").reference
    sign_in(page, address)
    page.keyboard.press("n")
    expect(page.locator("h1")).to_have_text("Report a street problem")
    page.keyboard.press("1")
    expect(page.locator(".counter-told")).to_have_text(
        "Nous allons le réparer. Quelqu'un vient dans les dix jours ouvrables."
    )
    press(page.get_by_role("button", name="Plan the repair"))
    expect(page.locator(".counter-state")).to_contain_text("Planned")
    page.goto(f"{address}/phone?phone=1")
    expect(page.locator(".bubble").last).to_contain_text("Nous allons le réparer.")
    expect(page.locator(".bubble").last).to_contain_text(reference)


def test_a_key_does_nothing_while_somebody_writes(page: Page, address: str, core: Core) -> None:
    texted(core)
    sign_in(page, address)
    page.keyboard.press("/")
    page.keyboard.type("n1")
    expect(page.locator("#find-words")).to_have_value("n1")
    assert page.url.endswith("/counter/")


@pytest.mark.parametrize("page", [320, 1280], indirect=True)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_page_is_sound_and_nothing_overflows(
    page: Page, address: str, core: Core, language: str
) -> None:
    reference = texted(core, "nl").reference

    def sound() -> None:
        assert not found_by_axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]

    page.goto(f"{address}/counter/language/{language}?to=/counter/sign-in")
    sound()
    press(page.locator(".counter-demo button").first)
    for view in ("mine", "open", "ended"):
        page.goto(f"{address}/counter/cases/{view}")
        sound()
    page.goto(f"{address}/counter/case/{reference}")
    sound()
    press(page.locator(".choices button").first)
    sound()
    page.goto(f"{address}/counter/case/{reference}/move/waiting")
    sound()
    press(page.locator("form .button").last)
    sound()
