"""A decision on paper, asked for at the kiosk: the screen says that it is there, and shows the way, not the words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from channels.app import create_app
from channels.demo.officers import employed
from channels.settings import read_settings
from service.assembly import Core
from service.back_office import Words
from service.messages import Receipt
from service.office_messages import CaseView
from tests.channels.counter.test_counter import permit
from tests.conftest import SettableClock
from tests.kiosk_ui.conftest import Touching, a_page
from tests.serving import served


def refused(core: Core) -> Receipt:
    receipt = permit(core)
    employed(core.back_office.officers)
    head = next(each for each in core.back_office.officers.all() if each.name == "karim.haddad")
    view = core.back_office.look(head, receipt.reference, "en", "handling")
    assert isinstance(view, CaseView)
    core.back_office.move(
        head, receipt.reference, "refused", view.version, Words("The street is too narrow.", "en")
    )
    return receipt


@pytest.fixture
def decided(tmp_path: Path) -> Iterator[tuple[str, Receipt]]:
    settings = replace(
        read_settings({}, data=tmp_path, demo=True), database_url=f"sqlite:///{tmp_path}/town.db"
    )
    app = create_app(settings, SettableClock())
    core = app.extensions["nowrongdoor"].core
    receipt = refused(core)
    with served(app, "localhost") as address:
        yield address, receipt
    core.close()


def test_the_screen_says_that_there_is_a_letter_and_shows_where_it_is_read(
    browser: Browser, decided: tuple[str, Receipt]
) -> None:
    address, receipt = decided
    with a_page(browser, f"{address}/kiosk/") as page:
        person = Touching(page)
        person.greet()
        person.touch("Where is my case?")
        person.page.locator("#reference").fill(receipt.reference)
        person.page.locator("#proof").fill(receipt.status_code)
        person.go_on()
        person.looks_right()
        said = person.page.locator("#screen").inner_text()
        assert "There is a letter for you" in said
        assert "Your application for a resident's parking permit" in said
        assert "1-ABC-123" not in said
        assert "Lien" not in said
        assert person.page.locator(".scan img").get_attribute("src")
