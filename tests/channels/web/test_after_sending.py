"""The case's page on the web: letters to read, and answers that may still be changed."""

from __future__ import annotations

from io import BytesIO

import pytest
from flask import Flask
from playwright.sync_api import Page as Screen
from pypdf import PdfReader

from channels.demo.officers import employed
from service.assembly import Core
from service.back_office import Words
from service.messages import Officer
from service.office_messages import CaseView
from tests.browser import found_by_axe, press
from tests.channels.web.conftest import Person
from tests.channels.web.test_status import look_up, receipt_of


@pytest.fixture
def core(app: Flask) -> Core:
    core: Core = app.extensions["nowrongdoor"].core
    return core


@pytest.fixture
def receipt(person: Person) -> tuple[str, str]:
    reference, code = receipt_of(person, "parking-permit")
    return reference, code


def head(core: Core) -> Officer:
    employed(core.back_office.officers)
    return next(each for each in core.back_office.officers.all() if each.name == "karim.haddad")


def moved(core: Core, reference: str, to: str, words: str = "") -> None:
    view = core.back_office.look(head(core), reference, "en", "handling")
    assert isinstance(view, CaseView)
    core.back_office.move(head(core), reference, to, view.version, Words(words, "en"))


def test_a_letter_is_read_by_who_has_the_status_code(
    core: Core, receipt: tuple[str, str], stranger: Person
) -> None:
    look_up(stranger, *receipt)
    assert "Letters to you" not in stranger.page.words

    moved(core, receipt[0], "granted")

    stranger.go("/en/status/case")
    address = stranger.page.link("Your resident's parking permit (PDF)")
    got = stranger.client.get(address)
    assert (got.status_code, got.mimetype) == (200, "application/pdf")
    assert got.headers["Cache-Control"] == "no-store"
    said = " ".join(PdfReader(BytesIO(got.data)).pages[0].extract_text().split())
    assert "Dear Zoë Çelik-O'Hara," in said
    assert "1-ABC-123" in said
    assert receipt[0] in said
    assert "85.07.30" not in said


def test_whoever_has_not_proved_the_case_gets_no_letter(
    app: Flask, core: Core, receipt: tuple[str, str], stranger: Person
) -> None:
    moved(core, receipt[0], "granted")
    look_up(stranger, *receipt)
    address = stranger.page.link("(PDF)")
    assert app.test_client().get(address).status_code == 410
    assert stranger.client.get("/en/status/letter/nothing").status_code == 404


def test_the_last_digits_of_the_number_show_the_status_and_no_letter(
    core: Core, receipt: tuple[str, str], stranger: Person
) -> None:
    moved(core, receipt[0], "granted")
    look_up(stranger, receipt[0], "3456")
    assert "Your permit for" in stranger.page.words
    assert "PDF" not in stranger.page.words
    assert "What you can still change" not in stranger.page.words


def test_an_answer_is_changed_on_a_page_of_its_own(
    core: Core, receipt: tuple[str, str], stranger: Person
) -> None:
    look_up(stranger, *receipt)
    assert "1-ABC-123" not in stranger.page.words
    stranger.go(stranger.page.link("What is the number plate?"))
    assert 'value="1-ABC-123"' not in stranger.response.text
    assert stranger.send({"answer": "!"}).status_code == 422
    stranger.send({"answer": "2-XYZ-987"})
    assert stranger.at == "/en/status/case"
    assert "Thank you, we have changed it." in stranger.page.words
    shown = core.back_office.show(receipt[0])
    assert shown is not None
    assert shown["answers"]["plate"] == "2-XYZ-987"


def test_what_may_no_longer_be_changed_is_not_offered_and_its_page_leads_back(
    core: Core, receipt: tuple[str, str], stranger: Person
) -> None:
    look_up(stranger, *receipt)
    moved(core, receipt[0], "granted")
    stranger.go("/en/status/correction/plate")
    assert stranger.at == "/en/status/case"
    assert "What you can still change" not in stranger.page.words
    stranger.go("/en/status/correction/zone")
    assert stranger.at == "/en/status/case"


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_page_is_sound_with_letters_and_with_changes(
    core: Core, receipt: tuple[str, str], site: str, page: Screen, language: str
) -> None:
    page.goto(f"{site}/{language}/status?reference={receipt[0]}")
    page.locator("#f-code").fill(receipt[1])
    press(page.locator("form .button").last)
    assert found_by_axe(page) == []
    moved(core, receipt[0], "refused", "The street is too narrow.")
    page.reload()
    assert found_by_axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.get_by_role("link", name="PDF").count() == 1
