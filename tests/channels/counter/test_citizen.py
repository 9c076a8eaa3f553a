"""A clerk takes a citizen through a service: with consent, in their language, on to their phone."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from channels.demo.officers import PASSWORD
from service.assembly import Core
from service.messages import Capabilities, Visitor
from service.store import ratings
from tests.channels.counter.conftest import AtTheCounter
from tests.channels.web.conftest import ANSWERS, SKIP, Person
from tests.conftest import SettableClock
from tests.doors.driver import code_in
from tests.doors.walking import REFERENCE

WEB = Visitor("web", "en", Capabilities(pages=True))
PRESENT = {"agreed": "present", "consents": "yes", "language": "en"}


def begin(officer: AtTheCounter, service: str = "street-problem", **chosen: str) -> None:
    officer.go("/counter/citizen/")
    officer.send({**PRESENT, "service": service, **chosen}, "/citizen/")


def answer(officer: AtTheCounter, service: str = "street-problem", to: str = "") -> None:
    """What somebody answers in a service, up to a question or to check answers."""
    while "/q/" in officer.at and not (to and officer.at.endswith(f"/q/{to}")):
        path = officer.at.split("/q/")[1]
        given: Any = ANSWERS[service][path]
        officer.send({"skip": path} if given is SKIP else {"answer": given}, officer.at)
        assert officer.response.status_code == 200, officer.page.words


def codes(officer: Person) -> tuple[str, str]:
    found, code = REFERENCE.search(officer.page.words), re.search(r"\b\d{6}\b", officer.page.words)
    assert found
    assert code
    return found[0], code[0]


def test_nothing_begins_before_the_citizen_agrees(officer: AtTheCounter, core: Core) -> None:
    officer.go("/counter/citizen/")
    officer.send({"service": "street-problem", "language": "fr"}, "/citizen/")
    assert officer.response.status_code == 422
    assert "Ask the citizen whether they agree" in officer.page.words
    assert "Say where the citizen is." in officer.page.words
    assert '<option value="fr" selected>' in officer.response.text
    assert officer.go("/counter/citizen/check").status_code == 410


def test_a_case_from_the_desk_says_who_filled_it_in_how_they_agreed_and_by_which_door_it_came(
    officer: AtTheCounter, core: Core
) -> None:
    begin(officer, agreed="telephone")
    answer(officer)
    officer.send({}, "/citizen/check")
    reference, code = codes(officer)
    case = core.back_office.show(reference)
    assert case is not None
    assert case["doors"] == ["counter"]
    officer.open(reference)
    assert "An Peeters began it for the citizen (on the telephone, and agrees)" in officer.page.words
    assert "An Peeters sent it for the citizen" in officer.page.words
    status = core.front_office.track(reference, code, WEB)
    assert status is not None
    (helped,) = status.helped
    assert helped.endswith("Public Works filled it in for you. You were on the telephone, and agreed.")
    assert "An Peeters" not in helped


def test_who_began_and_sent_it_stands_in_the_chain(officer: AtTheCounter, core: Core) -> None:
    begin(officer)
    answer(officer)
    officer.send({}, "/citizen/check")
    reference, _code = codes(officer)
    deeds = [(each.officer, each.deed, each.about) for each in core.back_office.audit.latest(2)]
    assert deeds == [
        ("an.peeters", "sent for", "street-problem present"),
        ("an.peeters", "began for", "street-problem present"),
    ]
    assert core.back_office.audit.of_reference(reference)[0].deed == "sent for"
    assert isinstance(core.back_office.audit.verify(), tuple)


def test_the_citizen_goes_on_with_their_phone_in_the_middle_and_the_desk_brings_it_back(
    officer: AtTheCounter, person: Person, core: Core
) -> None:
    begin(officer)
    answer(officer, to="where")
    officer.send({}, "/phone")
    person.go("/en/continue")
    person.send({"code": code_in(officer.page.words)}, "/continue")
    person.send({}, "/continue/take")
    assert person.at == "/en/street-problem/q/where"
    officer.go("/counter/citizen/q/where")
    assert officer.at == "/counter/citizen/moved"
    officer.send({}, "/moved")
    assert officer.at == "/counter/citizen/q/where"
    answer(officer)
    officer.send({}, "/citizen/check")
    reference, _code = codes(officer)
    assert core.back_office.show(reference) is not None


def test_what_was_begun_on_the_web_is_taken_up_at_the_desk(
    officer: AtTheCounter, person: Person, core: Core
) -> None:
    person.walk("street-problem", to="where")
    person.send({}, "/elsewhere")
    begin(officer, service="", code=code_in(person.page.words))
    assert officer.at == "/counter/citizen/q/where"
    answer(officer)
    officer.send({}, "/citizen/check")
    reference, _code = codes(officer)
    case = core.back_office.show(reference)
    assert case is not None
    assert case["doors"] == ["web", "counter"]
    assert core.back_office.audit.latest(2)[1].deed == "took over for"


def test_a_wrong_code_is_said_beside_its_field_and_guessing_is_stopped(officer: AtTheCounter) -> None:
    begin(officer, service="", code="K7QF-2M9X")
    assert officer.response.status_code == 422
    assert 'id="f-code-error"' in officer.response.text
    for _ in range(10):
        begin(officer, service="", code="K7QF-2M9X")
    assert officer.response.status_code == 429


def test_the_question_is_in_the_citizens_language_and_beside_it_in_the_officers(
    officer: AtTheCounter,
) -> None:
    begin(officer, language="ar")
    assert '<div class="counter-asked" lang="ar" dir="rtl">' in officer.response.text
    assert '<html lang="en" dir="ltr">' in officer.response.text
    assert "Is anyone in danger right now?" in officer.page.words
    officer.send({"answer": ""}, officer.at)
    assert officer.response.status_code == 422
    officer.send({"answer": "no"}, officer.at)
    assert officer.at == "/counter/citizen/q/problem"


def test_what_a_clerk_types_when_the_session_has_ended_is_taken_after_signing_in_again(
    officer: AtTheCounter, clock: SettableClock
) -> None:
    begin(officer)
    answer(officer, to="where")
    form = officer.page.form("/q/where")
    clock.pass_(timedelta(minutes=31))
    officer.response = officer.client.post(form.action, data={**form.hidden, "answer": "Kerkstraat 12"})
    assert officer.response.status_code == 403
    assert "Nothing that you typed is lost" in officer.page.words
    officer.send({"name": "an.peeters", "password": "quite another one"}, "/sign-in")
    assert officer.response.status_code == 422
    officer.send({"name": "an.peeters", "password": PASSWORD}, "/sign-in")
    assert "What you wrote is still here" in officer.page.words
    officer.send({}, "/q/where")
    assert officer.at == "/counter/citizen/q/photo"


def test_somebody_else_who_signs_in_gets_neither_what_was_typed_nor_what_was_in_hand(
    officer: AtTheCounter, clock: SettableClock
) -> None:
    begin(officer)
    answer(officer, to="where")
    form = officer.page.form("/q/where")
    clock.pass_(timedelta(minutes=31))
    officer.response = officer.client.post(form.action, data={**form.hidden, "answer": "Kerkstraat 12"})
    officer.send({"name": "karim.haddad", "password": PASSWORD}, "/sign-in")
    assert "Kerkstraat" not in officer.response.text
    assert officer.go("/counter/citizen/check").status_code == 410


def test_a_note_that_was_written_too_late_is_noted_after_signing_in(
    officer: AtTheCounter, core: Core, clock: SettableClock
) -> None:
    begin(officer)
    answer(officer)
    officer.send({}, "/citizen/check")
    reference, _code = codes(officer)
    officer.open(reference)
    officer.send({"to": "an.peeters"}, "/assign")
    form = officer.page.form("/note")
    clock.pass_(timedelta(minutes=31))
    words = {"words": "The <neighbour> called"}
    officer.response = officer.client.post(form.action, data={**form.hidden, **words})
    officer.send({"name": "an.peeters", "password": PASSWORD}, "/sign-in")
    officer.send({}, "/note")
    assert "The <neighbour> called" in officer.page.words


def test_a_draft_that_is_gone_is_said(officer: AtTheCounter, clock: SettableClock) -> None:
    begin(officer)
    clock.pass_(timedelta(days=60))
    officer.sign_in()
    assert officer.go("/counter/citizen/check").status_code == 410
    assert "deleted" in officer.page.words


def test_an_auditor_takes_nobody_through_anything(app: Flask, core: Core) -> None:
    core.back_office.officers.add("els", "Els Jacobs", PASSWORD, ["auditor"], "")
    auditor = AtTheCounter(app.test_client())
    auditor.sign_in("els")
    assert "With a citizen" not in auditor.page.words
    auditor.go("/counter/citizen/")
    begin(auditor)
    assert auditor.response.status_code == 403


@pytest.mark.parametrize("service", ["nowhere", "../../etc"])
def test_a_service_that_is_none_is_not_found(officer: AtTheCounter, service: str) -> None:
    begin(officer, service=service)
    assert officer.response.status_code == 404


def rated(core: Core) -> dict[str, int]:
    with core.operations.database.reading() as connection:
        found = ratings.of_month(connection, "2026-11")
    return {each.answer: number for each, number in found.items() if each.name == "counter"}


def audited(core: Core) -> int:
    with core.operations.database.reading() as connection:
        return int(connection.execute(text("SELECT count(*) FROM audit")).scalar_one())


def test_the_citizen_is_asked_in_their_language_how_it_went_and_only_the_number_is_kept(
    officer: AtTheCounter, core: Core
) -> None:
    begin(officer, language="fr")
    answer(officer)
    officer.send({}, "/citizen/check")
    assert "Quel est votre degré de satisfaction ?" in officer.page.words
    assert "Read it out, or turn the screen" in officer.page.words
    before = audited(core)
    officer.send({"how": "5"}, "/citizen/done")
    officer.send({"how": "somebody"}, "/citizen/done")
    assert "Quel est" not in officer.page.words
    assert REFERENCE.search(officer.page.words), "the receipt is still there"
    assert rated(core) == {"5": 1, "somebody": 1}
    assert audited(core) == before, "no clerk's chain tells of it either"


def test_a_clerk_need_not_ask(officer: AtTheCounter, core: Core) -> None:
    begin(officer)
    answer(officer)
    officer.send({}, "/citizen/check")
    officer.send({}, "/citizen/aside")
    assert officer.response.status_code == 200
    assert rated(core) == {}
