"""Every service, in every language, without a touch and without a look: by ear, and by two switches.

By ear is by four arrows and a select key too: one walk proves both. What was said stands in `spoken/<language>/`, to be
read by a person; `pytest tests/kiosk_ui/test_every_service_by_keys.py --renew-spoken` writes it anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from service.messages import Visitor
from tests.browser import PATIENCE
from tests.doors.walking import End, empty_diary, walk
from tests.doors.ways import Way
from tests.kiosk_ui.by_ear import ByEar, transcript_of
from tests.kiosk_ui.by_switches import BySwitches
from tests.kiosk_ui.conftest import without_sound
from tests.kiosk_ui.test_every_service import LANGUAGES, SERVICES
from tests.screens.town import Town
from tests.screens.ways import way_through

pytestmark = pytest.mark.timeout(600)  # thousands of keys: on a busy machine a walk may take minutes

SPOKEN = Path(__file__).parent / "spoken"
FIRST = ("street-problem", "en")
"""This one is walked by `make test`; the others by `make test-long`."""


@pytest.fixture
def page(browser: Browser, town: Town) -> Iterator[Page]:
    """Sentences are heard as they are spoken; to make sound of each would keep the machine busy for nobody."""
    context = browser.new_context(viewport={"width": 540, "height": 960}, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    without_sound(context, page)
    page.goto(f"{town.address}/kiosk/")
    yield page
    context.close()


def each() -> list[object]:
    every = [(service, language) for service in SERVICES for language in LANGUAGES]
    return [
        pytest.param(*one, marks=[] if one == FIRST else [pytest.mark.long], id="-".join(one))
        for one in every
    ]


def walked(person: ByEar | BySwitches, town: Town, way: Way, service: str) -> End:
    core = town.site.core
    person.sheet = {stop.path: stop.entry for stop in way.stops}
    visitor = Visitor(person.name, person.language, person.capabilities)
    return walk(person, way, core.front_office.service(service, visitor), core)


@pytest.mark.parametrize(("service", "language"), each())
def test_every_service_is_done_by_ear_with_arrows_and_the_screen_off(
    page: Page, town: Town, service: str, language: str, request: pytest.FixtureRequest
) -> None:
    empty_diary(town.site.core)
    way = way_through(town, service, language)
    person = ByEar(page, language, {})
    end = walked(person, town, way, service)
    assert page.locator("html.blank").count()
    assert end.case is not None or way.outcome
    file, said = SPOKEN / language / f"{service}.txt", transcript_of(person.lines)
    if request.config.getoption("--renew-spoken", default=False):
        file.parent.mkdir(exist_ok=True)
        file.write_text(said, "utf-8")
    assert said == file.read_text("utf-8"), (
        "read what the kiosk says now; where it is good, --renew-spoken writes it down"
    )


@pytest.mark.parametrize(("service", "language"), each())
def test_every_service_is_done_by_two_switches(page: Page, town: Town, service: str, language: str) -> None:
    empty_diary(town.site.core)
    way = way_through(town, service, language)
    end = walked(BySwitches(page, language), town, way, service)
    assert end.case is not None or way.outcome
