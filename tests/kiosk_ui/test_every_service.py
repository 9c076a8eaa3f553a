"""Every service, in every language, by touch, on screens of three sizes: big enough, whole, sound on each screen."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from service.messages import Visitor
from tests.browser import PATIENCE
from tests.conftest import ROOT
from tests.doors.walking import walk
from tests.kiosk_ui.conftest import CUT_OFF, SMALLEST_TARGET
from tests.screens.people import Touching
from tests.screens.town import Town
from tests.screens.ways import way_through

SERVICES = sorted(path.name for path in (ROOT / "config" / "services").iterdir() if path.is_dir())
LANGUAGES = ("en", "fr", "nl", "ar")
SCREENS = {102: (1080, 1920), 141: (1920, 1080), 69: (1080, 1920)}
"""By pixels to an inch: 21.5 inches upright, 15.6 lying, 32 upright."""
FIRST = ("street-problem", "en", 102)
"""This one is walked by `make test`; the others by `make test-long`."""

SMALLEST_KEY = 15
"""Millimetres of a key: on 16 inches that lie, larger ones leave no room for the question."""
SIZES_OF = """(which) => [...document.querySelectorAll("button, .choice, .photo label")]
    .filter((each) => each.checkVisibility() && !each.closest("dialog:not([open])"))
    .filter((each) => each.matches(".hg-button") === (which !== "not"))
    .map((each) => [each.textContent, each.getBoundingClientRect()])
    .map(([words, box]) => [words, box.width, box.height])"""
IN_THE_HEAD = """() => {
    const head = document.getElementById("head").getBoundingClientRect();
    return [...document.querySelectorAll("#head > *")].filter((each) => each.checkVisibility())
        .map((each) => each.getBoundingClientRect())
        .every((each) => each.top >= head.top - 1 && each.bottom <= head.bottom + 1);
}"""


@dataclass
class Ruler:
    """Takes the place of a camera: measures each screen that is looked at."""

    ppi: int

    def take(self, page: Page, step: str) -> None:
        said = float(page.evaluate("document.documentElement.style.getPropertyValue('--ppi')"))
        assert said == self.ppi
        for which, smallest in (("not", SMALLEST_TARGET), ("", SMALLEST_KEY)):
            pixels = smallest * self.ppi / 25.4 - 0.5
            small = [each for each in page.evaluate(SIZES_OF, which) if min(each[1:]) < pixels]
            assert small == [], f"{step}: smaller than {smallest} mm"
        assert page.evaluate(CUT_OFF) == [], f"{step}: cut off"
        assert page.evaluate(IN_THE_HEAD), f"{step}: out of the head"
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (
            f"{step}: wider than the screen"
        )


def each() -> list[object]:
    every = [(service, language, ppi) for service in SERVICES for language in LANGUAGES for ppi in SCREENS]
    return [
        pytest.param(*one, marks=[] if one == FIRST else [pytest.mark.long], id="-".join(map(str, one)))
        for one in every
    ]


@pytest.mark.parametrize(("service", "language", "ppi"), each())
def test_every_service_is_done_by_touch_on_every_screen(
    browser: Browser, town: Town, service: str, language: str, ppi: int, tmp_path: Path
) -> None:
    width, height = SCREENS[ppi]
    context = browser.new_context(
        viewport={"width": width, "height": height}, has_touch=True, reduced_motion="reduce"
    )
    context.set_default_timeout(PATIENCE)
    way, core = way_through(town, service, language), town.site.core
    person = Touching(context.new_page(), town.address, language, Ruler(ppi), {}, at=f"?ppi={ppi}")
    person.sheet = {stop.path: stop.entry for stop in way.stops}
    visitor = Visitor(person.name, language, person.capabilities)
    end = walk(person, way, core.front_office.service(service, visitor), core)
    context.close()
    assert end.case is not None or way.outcome
