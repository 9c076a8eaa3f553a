"""Requests that no page of ours sends: a status that is true, a sentence in the person's words, nothing lost."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from twilio.request_validator import RequestValidator
from werkzeug.test import Client, TestResponse

from channels.app import Site
from channels.console.talk import UnknownName, talk
from service.messages import Capabilities, ServiceSummary, Visitor
from tests.conftest import SettableClock
from tests.doors.conftest import Ways
from tests.doors.texting import Texting
from tests.doors.touching import Touching
from tests.doors.web import Browsing

LARGE, TOO_LARGE = 10 * 1024 * 1024, 13 * 1024 * 1024
KEPT = timedelta(days=31)
"""After which a street problem that was begun is forgotten."""


@pytest.fixture
def service(site: Site) -> ServiceSummary:
    return site.core.front_office.service("street-problem", Visitor("web", "en", Capabilities()))


@pytest.fixture
def sheet(ways: Ways) -> Any:
    """What somebody answers who reports a hole in the road."""
    return next(way for way in ways("street-problem") if not way.outcome).sheet


@pytest.fixture
def browser(app: Flask, sheet: Any, service: ServiceSummary) -> Browsing:
    """Somebody at the web door, at the second question."""
    return _at_the_second(Browsing(app, sheet), service)


@pytest.fixture
def kiosk(app: Flask, sheet: Any, service: ServiceSummary) -> Touching:
    return _at_the_second(Touching(app, sheet), service)


@pytest.fixture
def phone(app: Flask, sheet: Any, service: ServiceSummary) -> Texting:
    return _at_the_second(Texting(app, sheet), service)


def _at_the_second(driver: Any, service: ServiceSummary) -> Any:
    driver.begin(service)
    driver.answer("danger")
    assert "What is the problem?" in driver.said()
    return driver


def _is_a_page(response: TestResponse, status: int) -> None:
    """A whole page with words for a person, and nothing from inside."""
    assert response.status_code == status, response.text[:300]
    assert response.text.startswith("<!doctype html>")
    assert "Bruggepont" in response.text
    assert "Traceback" not in response.text


def _is_told(response: TestResponse, status: int) -> None:
    assert response.status_code == status, response.text[:300]
    assert response.json["error"]["words"]
    assert "Traceback" not in response.text


def _still_at_the_second(driver: Any) -> None:
    """Nothing was lost: the same question is asked, and can be answered."""
    driver.answer("problem")
    assert "What is the problem?" not in driver.said()


# --- drafts that are not there ---


def test_a_browser_that_never_began_is_told_so(app: Flask) -> None:
    for address in ("q/problem", "q/no/such/thing", "check", "done", "outcome"):
        _is_a_page(app.test_client().get(f"/en/street-problem/{address}"), 410)


def test_an_expired_draft_is_gone_at_the_web_door(browser: Browsing, clock: SettableClock) -> None:
    clock.pass_(KEPT)
    _is_a_page(browser._client.get("/en/street-problem/q/problem"), 410)
    form = browser.page.form_with("/q/")
    _is_a_page(browser._client.post(form.action, data={**form.hidden, "answer": "light"}), 410)
    assert "Start now" in browser._client.get("/en/street-problem/").text


def test_an_expired_draft_is_gone_at_the_kiosk(kiosk: Touching, clock: SettableClock) -> None:
    clock.pass_(KEPT)
    body = {"path": "problem", "seen": kiosk.turn["version"], "parts": {"answer": "light"}}
    _is_told(_kiosk(kiosk, "answer", json=body), 410)


def test_an_expired_draft_is_gone_by_text_and_the_town_says_what_there_is(
    phone: Texting, clock: SettableClock
) -> None:
    clock.pass_(KEPT)
    phone.say("1")
    assert "Report a street problem" in phone.said()
    assert "How big is the hole?" not in phone.said()


@pytest.mark.parametrize("draft", ["", "1", "01a207b0-6341-7422-a56e-64a549c90767", "../x", "\x00", "é" * 99])
def test_a_draft_that_never_was_is_unknown_at_the_console(site: Site, draft: str) -> None:
    said: list[str] = []
    with pytest.raises(UnknownName):
        talk(
            site.core.front_office, "no-such-service", "en", draft=draft, read=lambda _: "", write=said.append
        )


@pytest.mark.parametrize("token", ["", "forged", "a.b.c", "é", "x" * 5000])
def test_a_forged_session_opens_nothing_at_the_kiosk(app: Flask, token: str) -> None:
    for verb in ("ask", "answer", "skip", "back", "review", "submit", "receipt"):
        headers = {"X-Kiosk-Session": token.encode().decode("latin-1")}
        _is_told(app.test_client().post(f"/kiosk/{verb}", json={}, headers=headers), 410)


# --- forged requests ---


def test_a_foreign_token_is_refused_and_nothing_is_stored(app: Flask, browser: Browsing) -> None:
    stranger = Browsing(app, {})
    stranger._show(stranger._client.get("/en/street-problem/"))
    foreign = stranger.page.forms[0].hidden["csrf_token"]
    form = browser.page.form_with("/q/")
    for token in (foreign, "", "x", "\x00"):
        sent = {**form.hidden, "csrf_token": token, "answer": "light"}
        _is_a_page(browser._client.post(form.action, data=sent), 400)
    _is_a_page(browser._client.post(form.action, data={"answer": "light"}), 400)
    _still_at_the_second(browser)


def test_a_request_from_another_site_is_refused_at_the_kiosk(kiosk: Touching) -> None:
    body = {"path": "problem", "seen": 1, "parts": {"answer": "light"}}
    _is_told(kiosk._client.post("/kiosk/answer", json=body), 403)
    _still_at_the_second(kiosk)


def test_an_unsigned_text_is_refused(app: Flask, phone: Texting) -> None:
    form = {"MessageSid": "SM1", "From": "+32470000001", "To": "+32460000000", "Body": "1"}
    for headers in ({}, {"X-Twilio-Signature": "forged"}):
        answer = app.test_client().post("/sms", data=form, headers=headers)
        assert (answer.status_code, "Traceback" in answer.text) == (403, False)
    _still_at_the_second(phone)


# --- sizes and forms of requests ---


def test_a_form_of_ten_megabytes_is_answered_and_a_larger_one_refused(browser: Browsing) -> None:
    form = browser.page.form_with("/q/")
    large = browser._client.post(form.action, data={**form.hidden, "answer": "x" * LARGE})
    assert large.status_code in (413, 422)
    _is_a_page(large, large.status_code)
    _is_a_page(browser._client.post(form.action, data={**form.hidden, "answer": "x" * TOO_LARGE}), 413)
    _still_at_the_second(browser)


def test_a_large_request_is_answered_at_the_kiosk(kiosk: Touching) -> None:
    for size, statuses in ((LARGE, (200, 413)), (TOO_LARGE, (413,))):
        body = {"path": "problem", "seen": 1, "parts": {"answer": "x" * size}}
        assert _kiosk(kiosk, "answer", json=body).status_code in statuses
    _still_at_the_second(kiosk)


def test_a_large_text_is_answered(phone: Texting) -> None:
    phone.say("x" * 500_000)
    assert "is not one of the options" in phone.said()
    _still_at_the_second(phone)


@pytest.mark.parametrize(
    "sent",
    [
        {"json": {"answer": "light"}},
        {"data": b"\xff\xfe\x00", "content_type": "application/octet-stream"},
        {"data": b"answer=%ff%fe%00", "content_type": "application/x-www-form-urlencoded"},
        {"data": b"--x\r\n", "content_type": "multipart/form-data; boundary=x"},
        {"data": b"no boundary", "content_type": "multipart/form-data"},
        {"data": b"answer=light", "content_type": "text/plain"},
        {"data": b"<answer/>", "content_type": "application/xml; charset=nonsense"},
        {"data": b""},
    ],
)
def test_a_wrong_content_type_is_refused_at_every_door(
    browser: Browsing, kiosk: Touching, phone: Texting, sent: dict[str, Any]
) -> None:
    _is_a_page(browser._client.post(browser.page.form_with("/q/").action, **sent), 400)
    told = _kiosk(kiosk, "answer", **sent)
    _is_told(told, 400 if "json" in sent or "multipart" in sent.get("content_type", "") else 415)
    assert phone._client.post("/sms", **sent).status_code == 403
    for driver in (browser, kiosk, phone):
        _still_at_the_second(driver)


@pytest.mark.parametrize(
    "body",
    [
        "null",
        "[]",
        "{",
        '"x"',
        "{}",
        '{"path": 1}',
        '{"path": "problem"}',
        '{"path": "problem", "seen": "1"}',
        '{"path": "problem", "seen": true, "parts": {}}',
        '{"path": "problem", "seen": 1, "parts": []}',
        '{"path": "problem", "seen": 1, "parts": {"answer": 1}}',
        '{"path": "problem", "seen": 1, "parts": {"answer": [1]}}',
        '{"path": "problem", "seen": 1, "parts": {"answer": {"a": "b"}}}',
        "[" * 100_000,
    ],
)
def test_what_the_screen_never_sends_is_refused_at_the_kiosk(kiosk: Touching, body: str) -> None:
    _is_told(_kiosk(kiosk, "answer", data=body, content_type="application/json"), 400)
    _still_at_the_second(kiosk)


@pytest.mark.parametrize(
    "path", ["", "problem/1/x", "more", "@service", "check", "x" * 3000, "\x00", "../problem"]
)
def test_an_answer_to_a_question_that_is_not_asked_is_not_stored(
    browser: Browsing, kiosk: Touching, path: str
) -> None:
    body = {"path": path, "seen": 1, "parts": {"answer": "light"}}
    assert _kiosk(kiosk, "answer", json=body).status_code == 200
    form = browser.page.form_with("/q/")
    address = f"/en/street-problem/q/{path}".replace("\x00", "%00")
    answer = browser._client.post(address, data={**form.hidden, "answer": "light"})
    assert answer.status_code in (303, 308, 404, 405), answer.text[:300]
    _still_at_the_second(kiosk)
    _still_at_the_second(browser)


@pytest.mark.parametrize("seen", ["-1", "x", "", "9" * 5000, "1.5", "\x00"])
def test_a_version_that_nobody_was_shown_writes_nothing_over(browser: Browsing, seen: str) -> None:
    form = browser.page.form_with("/q/")
    browser._show(browser._client.post(form.action, data={**form.hidden, "seen": seen, "answer": "light"}))
    assert "lamp post" in browser.said()


@pytest.mark.parametrize(
    "address",
    [
        "/xx/",
        "/en/no-such-service/",
        "/en/street-problem/nothing",
        "/%00",
        "/en/%ff",
        "/en/" + "x" * 3000,
        "/sms/x",
    ],
)
def test_an_address_that_leads_nowhere_says_so(app: Flask, address: str) -> None:
    answer = app.test_client().get(address, follow_redirects=True)
    assert answer.status_code == 404, answer.text[:300]
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    "fields",
    [
        {"Body": "\x00"},
        {"Body": "\ud7ff\uffff"},
        {"Body": "1", "NumMedia": "x"},
        {"Body": "1", "NumMedia": "-1"},
        {"Body": "1", "NumMedia": "9" * 5000},
        {"Body": "", "NumMedia": "1", "MediaUrl0": "http://127.0.0.1:1/x", "MediaContentType0": "image/png"},
        {"Body": "", "NumMedia": "3"},
        {"From": "", "Body": "1"},
        {"From": "x" * 5000, "Body": "1"},
        {"To": "\u202e", "Body": "1"},
        {"MessageSid": "", "Body": "1"},
        {"MessageSid": "x" * 5000, "Body": "1"},
        {},
    ],
)
def test_odd_texts_are_answered_as_the_carrier_wants_it(phone: Texting, fields: dict[str, str]) -> None:
    usual = {"MessageSid": f"SM{secrets.token_hex(16)}", "From": "+32470000009", "To": "+32460000000"}
    form = {**usual, "NumMedia": "0", **fields}
    answer = phone._client.post("/sms", data=form, headers=_signed(phone, form))
    assert (answer.status_code, answer.mimetype) == (200, "text/xml")
    assert "Sorry, something went wrong" not in answer.text
    _still_at_the_second(phone)


def test_a_text_after_the_end_begins_nothing_by_accident(phone: Texting) -> None:
    for words in ("1", "1", "Kerkstraat 12", "0"):
        phone.say(words)
    assert "Reference:" in phone.said()
    for words in ("0", "back", "skip", "Kerkstraat 12", "send"):
        phone.say(words)
        assert "Reference:" not in phone.said()
        assert "Report a street problem" in phone.said()


def test_an_unknown_keyword_gets_the_menu(app: Flask) -> None:
    phone = Texting(app, {}, "+32470000077")
    phone.say("PIZZA")
    assert "What would you like to do?" in phone.said()
    phone.say("PIZZA")
    assert "PIZZA" in phone.said()


# --- two at once ---


def _at_once(times: int, send: Callable[[int], Any]) -> list[Any]:
    with ThreadPoolExecutor(times) as people:
        return list(people.map(send, range(times)))


def test_two_answers_at_once_are_one_answer_and_a_question_at_the_web_door(
    app: Flask, browser: Browsing
) -> None:
    form = browser.page.form_with("/q/")
    cookie = browser._client.get_cookie("session")
    assert cookie is not None

    def send(number: int) -> TestResponse:
        client = app.test_client()
        client.set_cookie("session", cookie.value)
        chosen = ("light", "pothole")[number % 2]
        return client.post(form.action, data={**form.hidden, "answer": chosen})

    answers = _at_once(8, send)
    assert {answer.status_code for answer in answers} <= {303, 422}
    accepted = {answer.location for answer in answers if answer.status_code == 303}
    refused = [answer.text for answer in answers if answer.status_code == 422]
    assert len(accepted) == 1
    assert refused
    assert all("This was just answered" in each for each in refused)


def test_two_answers_at_once_are_one_answer_and_a_question_at_the_kiosk(kiosk: Touching) -> None:
    def send(number: int) -> TestResponse:
        parts = {"answer": ("light", "pothole")[number % 2]}
        return _kiosk(
            kiosk, "answer", json={"path": "problem", "seen": kiosk.turn["version"], "parts": parts}
        )

    prompts = [answer.json["prompt"] for answer in _at_once(8, send)]
    assert len({prompt["path"] for prompt in prompts if not prompt["problem"]}) == 1
    assert all(
        "This was just answered" in prompt["problem"]["words"] for prompt in prompts if prompt["problem"]
    )


def test_submitting_at_once_makes_one_case(site: Site, kiosk: Touching, sheet: Any) -> None:
    while kiosk.turn["prompt"]["kind"] == "ask":
        path = kiosk.turn["prompt"]["path"]
        kiosk.skip(path) if sheet[path] is None else kiosk.answer(path)
    version = kiosk.turn["version"]
    answers = _at_once(8, lambda _: _kiosk(kiosk, "submit", json={"seen": version}))
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.json["prompt"]["receipt"]["reference"] for answer in answers}) == 1


def _kiosk(kiosk: Touching, verb: str, **sent: Any) -> TestResponse:
    """As the screen sends it, from the same browser, however often at once."""
    client: Client = kiosk._client.application.test_client()
    for name, value in kiosk._client._cookies.items() if hasattr(kiosk._client, "_cookies") else ():
        client._cookies[name] = value
    return client.post(f"/kiosk/{verb}", headers={"X-Kiosk-Session": kiosk._session}, **sent)


def _signed(phone: Texting, form: dict[str, str]) -> dict[str, str]:
    validator = RequestValidator(phone._settings.twilio.tokens[0])
    return {"X-Twilio-Signature": validator.compute_signature(f"{phone._settings.public_url}/sms", form)}
