"""Whether a citizen came to their appointment: noted at the counter, taken back there, and read by the citizen."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from playwright.sync_api import Browser

from service.assembly import Core
from service.messages import Capabilities, Receipt, Visitor
from tests.browser import PATIENCE, found_by_axe, press
from tests.channels.counter.conftest import AtTheCounter
from tests.conftest import SettableClock
from tests.serving import served

WEB = Visitor("web", "en", Capabilities(pages=True), source="10.0.0.9")


@pytest.fixture
def receipt(core: Core) -> Receipt:
    """Of somebody who comes for an identity card on the first day that is free."""
    office = core.front_office
    turn = office.begin("identity-card", WEB)
    while turn.prompt is not None and turn.prompt.kind != "check":
        given = {"reason": "expires", "name": "Ann Owner", "mobile": "0470 00 00 07"}
        words = given.get(turn.prompt.path) or turn.prompt.options[0].value
        assert turn.draft is not None
        turn = office.answer(turn.draft, turn.prompt.path, {"answer": words}, turn.version, WEB)
    assert turn.draft is not None
    turn = office.submit(turn.draft, turn.version, WEB)
    assert turn.prompt is not None
    assert turn.prompt.receipt is not None
    return turn.prompt.receipt


@pytest.fixture
def karim(app: Flask) -> AtTheCounter:
    """The head of all offices."""
    at = AtTheCounter(app.test_client())
    at.sign_in("karim.haddad")
    return at


def told(core: Core, receipt: Receipt) -> str:
    status = core.front_office.track(receipt.reference, receipt.status_code, WEB)
    assert status is not None
    assert status.appointment is not None
    return status.appointment.words


def begun(karim: AtTheCounter, clock: SettableClock, core: Core, receipt: Receipt) -> None:
    """Its time has come, and the officer looks at the case."""
    found = core.back_office.caseload.case(receipt.reference)
    assert found is not None
    record = core.back_office.casework.cases.appointments.standing(found.draft)
    assert record is not None
    clock.now = record.start + timedelta(minutes=1)
    karim.sign_in("karim.haddad")
    karim.open(receipt.reference)


def test_before_its_time_there_is_nothing_to_note_and_a_page_from_elsewhere_is_told_so(
    karim: AtTheCounter, receipt: Receipt
) -> None:
    karim.open(receipt.reference)
    assert "Once it has begun, note here whether the citizen came." in karim.page.words
    assert "They did not come" not in karim.page.words
    token = karim.page.form("/note").hidden["csrf_token"]
    address = f"/counter/case/{receipt.reference}/appointment"
    given = {"csrf_token": token, "number": "0", "attendance": "missed"}
    refused = karim.client.post(address, data=given)
    assert refused.status_code == 422
    assert "Its time has not come yet." in refused.text


def test_a_slip_at_the_counter_is_taken_back_and_the_history_says_both(
    karim: AtTheCounter, clock: SettableClock, core: Core, receipt: Receipt
) -> None:
    begun(karim, clock, core, receipt)
    karim.send({"attendance": "missed"}, "/appointment")
    assert "Noted: they did not come." in karim.page.words
    assert told(core, receipt).startswith("We did not meet on")
    karim.send({"attendance": ""}, "/appointment")
    assert "It is taken back." in karim.page.words
    karim.send({"attendance": "came"}, "/appointment")
    for words in (
        "Noted: they came.",
        "noted that the citizen did not come to the appointment",
        "took back what was noted of the appointment",
        "noted that the citizen came to the appointment",
    ):
        assert words in karim.page.words
    assert told(core, receipt).startswith("Your appointment was on")


def test_who_comes_on_a_day_stands_in_a_list_that_leads_to_their_case(
    karim: AtTheCounter, officer: AtTheCounter, clock: SettableClock, core: Core, receipt: Receipt
) -> None:
    begun(karim, clock, core, receipt)
    karim.send({"attendance": "missed"}, "/appointment")
    karim.go(f"/counter/appointments?day={clock.now.date()}")
    assert "Get an identity card" in karim.page.words
    assert "did not come" in karim.page.words
    assert "Ann Owner" not in karim.page.words
    karim.go(karim.page.link(receipt.reference))
    assert "Noted: they did not come." in karim.page.words
    karim.go("/counter/appointments?day=2026-11-22")
    assert "Nobody is expected on this day." in karim.page.words
    for nonsense in ("x", "9999-12-31", "0001-01-01", ""):
        karim.go(f"/counter/appointments?day={nonsense}")
        assert receipt.reference in karim.page.words, "that of today"
    officer.sign_in()
    officer.go("/counter/appointments")
    assert receipt.reference not in officer.page.words
    assert "Appointments today" not in officer.page.words, "public works make none"


def test_another_offices_officer_and_a_time_that_is_over_note_nothing(
    karim: AtTheCounter, officer: AtTheCounter, clock: SettableClock, core: Core, receipt: Receipt
) -> None:
    begun(karim, clock, core, receipt)
    address = f"/counter/case/{receipt.reference}/appointment"
    form = karim.page.form("/appointment")
    officer.sign_in()
    token = officer.page.form("/find").hidden["csrf_token"]
    given = {**form.hidden, "attendance": "missed"}
    assert officer.client.post(address, data={**given, "csrf_token": token}).status_code == 404
    assert karim.client.post(address, data={**given, "number": "7"}).status_code == 409
    assert karim.client.post(address, data={**given, "number": "x"}).status_code == 409
    assert karim.client.post(address, data={**given, "attendance": "late"}).status_code == 200
    assert told(core, receipt).startswith("Your appointment: ")


@pytest.mark.long
@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("ar", 320)])
def test_it_is_noted_by_one_touch_in_a_browser_and_nothing_overflows(
    browser: Browser,
    app: Flask,
    core: Core,
    receipt: Receipt,
    clock: SettableClock,
    language: str,
    width: int,
) -> None:
    clock.now += timedelta(days=30)
    context = browser.new_context(viewport={"width": width, "height": 900}, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    with served(app) as address:
        page.goto(f"{address}/counter/language/{language}?to=/counter/sign-in")
        press(page.locator(".counter-demo button").nth(1))
        page.goto(f"{address}/counter/case/{receipt.reference}")
        press(page.locator(".choices button").first)
        page.goto(f"{address}/counter/appointments?day=2026-11-24")
        assert page.locator("tbody tr").count() == 1
        assert not found_by_axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        press(page.locator("tbody a").first)
        for value in ("missed", "", "came"):
            assert not found_by_axe(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            press(page.locator(f"#f-attendance button[value='{value}']"))
    context.close()
    assert told(core, receipt).startswith("Your appointment was on")
