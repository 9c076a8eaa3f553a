"""A service by four arrows and a select key, and by two switches, in other languages: never a touch."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page

from service.messages import Visitor
from tests.browser import PATIENCE
from tests.conftest import ROOT
from tests.doors.walking import walk
from tests.kiosk_ui.conftest import Pressing
from tests.screens.people import Touching
from tests.screens.town import Town, opened
from tests.screens.ways import way_through

WALKED = (("street-problem", "ar", "arrows"), ("street-problem", "nl", "switches"))
"""A walk by keys takes a minute: more of them, and other services, do not fit into the long half."""
KEYS = {"arrows": ("ArrowDown", "Enter"), "switches": ("1", "2")}
TARGET = "data-target"
MARK = """(place, name) => {
    const own = place.matches("button, input, textarea, select") ? place : place.querySelector("input, button");
    own.setAttribute(name, "");
}"""


class Looking:
    """Takes the place of a camera."""

    def take(self, page: Page, step: str) -> None:
        """Nothing is measured here."""


class ByKeys(Touching):
    """Reaches what others touch by moving on, and selects it."""

    means = KEYS["arrows"]
    keys: Pressing

    def _touch(self, place: Locator) -> None:
        move, select = self.means
        place.evaluate(MARK, TARGET)
        self.keys.reach(f"[{TARGET}]", move)
        self._page.evaluate(f"document.querySelector('[{TARGET}]').removeAttribute('{TARGET}')")
        self.keys.press(select)

    def _type(self, words: str) -> None:
        """Only what the keys on the screen show: a number is typed without its blanks."""
        super()._type(words if self._key("{space}").count() else words.replace(" ", ""))


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with opened(tmp_path_factory.mktemp("town"), ROOT / "config") as town:
        yield town


@pytest.mark.long
@pytest.mark.parametrize(("service", "language", "means"), WALKED)
def test_a_service_is_done_without_a_touch(
    browser: Browser, town: Town, service: str, language: str, means: str
) -> None:
    context = browser.new_context(viewport={"width": 1080, "height": 1920}, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE)
    way, core = way_through(town, service, language), town.site.core
    page = context.new_page()
    page.goto(f"{town.address}/kiosk/")
    person = ByKeys(page, town.address, language, Looking(), {})  # type: ignore[arg-type]  # no camera is needed
    person.sheet = {stop.path: stop.entry for stop in way.stops}
    person.means = KEYS[means]
    person.keys = Pressing(page)
    visitor = Visitor(person.name, language, person.capabilities)
    end = walk(person, way, core.front_office.service(service, visitor), core)
    context.close()
    assert end.case is not None or way.outcome
