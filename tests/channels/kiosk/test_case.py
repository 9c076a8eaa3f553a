"""What the owner of a case does about it at a kiosk, as the screen says it; and what leads nobody else there."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from channels.demo.officers import employed
from service.assembly import Core
from service.office_messages import CaseView
from tests.channels.kiosk.conftest import Person

Receipt = dict[str, Any]


@pytest.fixture
def core(town: Flask) -> Core:
    found: Core = town.extensions["nowrongdoor"].core
    return found


@pytest.fixture
def receipt(town: Flask) -> Receipt:
    """Of a street problem that somebody else has sent here before."""
    before = Person(town.test_client())
    before.to_check_answers()
    return sent(before)


@pytest.fixture
def coming(town: Flask) -> Receipt:
    """Of somebody who comes by appointment."""
    before = Person(town.test_client())
    prompt = before.go_through("identity-card", {"name": "Lien Claes", "mobile": "0470 00 00 09"})
    assert prompt["kind"] == "check", prompt
    return sent(before)


def sent(person: Person) -> Receipt:
    receipt: Receipt = person.submit()["receipt"]
    return receipt


class Looking:
    """Somebody who has looked a case up at the kiosk."""

    def __init__(self, person: Person, receipt: Receipt) -> None:
        self.person, self.token = person, ""
        self.status = self._heard(
            "track", {"reference": receipt["reference"].lower(), "proof": receipt["status_code"]}
        )["status"]

    def say(self, verb: str, **more: Any) -> dict[str, Any]:
        told = self._heard(verb, {"case": self.token, **more})
        self.status = told.get("status", self.status)
        return told

    def _heard(self, verb: str, body: dict[str, Any]) -> dict[str, Any]:
        reply = self.person.post(verb, body)
        assert reply.status_code == 200, reply.get_data(as_text=True)
        told: dict[str, Any] = reply.get_json()
        self.token = told["case"]
        return told


def mended(core: Core, receipt: Receipt) -> None:
    employed(core.back_office.officers)
    officer = next(each for each in core.back_office.officers.all() if each.name == "an.peeters")
    view = core.back_office.look(officer, receipt["reference"], "en", "handling")
    assert isinstance(view, CaseView)
    core.back_office.move(officer, receipt["reference"], "done", view.version)


def test_a_kiosk_tells_where_a_case_stands_and_nothing_that_was_answered(person, receipt):
    status = Looking(person, receipt).status
    assert set(status) == {
        *("reference", "title", "words", "submitted_on", "letters", "qr"),
        *("said", "follow_up", "appointment", "withdrawable", "how"),
    }
    assert (status["letters"], status["qr"]) == ([], "")
    assert status["words"].startswith("We have received it")
    assert "Kerkstraat" not in str(status)


def test_a_wrong_code_is_told_like_an_unknown_reference_and_leaves_no_cookie(person, receipt):
    asked = {"reference": receipt["reference"], "proof": receipt["status_code"]}
    wrong = person.post("track", asked | {"proof": "000000"})
    unknown = person.post("track", asked | {"reference": "0000-0000-0"})
    assert wrong.get_json() == unknown.get_json() == {"status": None}
    assert "Set-Cookie" not in wrong.headers


@pytest.mark.parametrize("well", [True, False])
def test_whether_it_went_well_is_answered_once(person, receipt, core, well):
    mended(core, receipt)
    looking = Looking(person, receipt)
    assert looking.status["follow_up"] == "Is it really mended?"
    looking.say("follow_up", well=well)
    assert looking.status["said"]
    assert looking.status["follow_up"] == ""
    assert ("received it" in looking.status["words"]) is not well, "a no takes it back to work"


def test_an_appointment_is_confirmed_moved_and_called_off(person, coming):
    looking = Looking(person, coming)
    assert looking.status["appointment"]["state"] == "made"
    looking.say("confirm")
    assert looking.status["appointment"]["state"] == "confirmed"
    asked = looking.say("times")["prompt"]
    assert asked["words"] == "Which time suits you better?"
    looking.say("move", parts={"answer": asked["options"][-1]["value"]})
    assert looking.status["said"][0].startswith("Your appointment is now:")
    looking.say("call_off")
    assert looking.status["said"] == ["Your appointment is called off."]
    assert looking.status["appointment"]["coming"] is False


def test_a_time_that_cannot_be_had_is_asked_for_again(person, coming):
    looking = Looking(person, coming)
    again = looking.say("move", parts={"answer": "2020-01-06T08:00Z"})["prompt"]
    assert again["problem"]["words"]
    assert looking.say("case")["status"]["appointment"]["state"] == "made"


def test_a_case_is_taken_back_and_then_cannot_be_any_more(person, receipt):
    looking = Looking(person, receipt)
    assert looking.status["withdrawable"]
    looking.say("withdraw")
    assert looking.status["said"]
    assert not looking.status["withdrawable"]


def test_what_else_the_service_names_tells_and_allows_nothing(person, town, core):
    before = Person(town.test_client())
    before.go_through("street-problem", {"danger": "no", "where": "Kerkstraat 12", "mobile": "0470 00 00 09"})
    receipt = sent(before)
    looking = Looking(person, receipt | {"status_code": "0009"})
    assert not looking.status["withdrawable"]
    refused = person.post("withdraw", {"case": looking.token})
    assert refused.status_code == 410
    assert Looking(Person(town.test_client()), receipt).status["withdrawable"]


def test_the_same_place_again_is_told_in_another_language(person, receipt):
    looking = Looking(person, receipt)
    reply = person.post("case", {"case": looking.token}, headers={"Accept-Language": "nl"})
    assert reply.get_json()["status"]["title"] != looking.status["title"]


def test_neither_token_nor_cookie_gives_the_code_away_and_neither_opens_the_case_alone(person, town, receipt):
    looking = Looking(person, receipt)
    kept = person.client.get_cookie(looking.token.partition(".")[0], path="/kiosk/")
    assert kept is not None
    for each in (looking.token, kept.value):
        assert receipt["status_code"] not in each
        assert receipt["reference"] not in each
    assert Person(town.test_client()).post("case", {"case": looking.token}).status_code == 410
    assert person.post("case", {"case": "kiosk-case-00000000.x"}).status_code == 410


@pytest.mark.parametrize("token", ["", ".", "session.x", "kiosk-case-zzzzzzzz.é", "kiosk-" * 1000])
def test_a_token_that_is_none_opens_nothing_and_closes_quietly(person, token):
    assert person.post("withdraw", {"case": token}).status_code == 410
    assert person.post("close_case", {"case": token}).status_code == 204


def test_whoever_leaves_takes_the_key_along(person, receipt):
    looking = Looking(person, receipt)
    closed = person.post("close_case", {"case": looking.token})
    assert "Max-Age=0" in closed.headers["Set-Cookie"]
    assert person.post("case", {"case": looking.token}).status_code == 410


def test_a_key_of_the_case_is_kept_from_scripts_and_sent_nowhere_else(person, receipt):
    asked = {"reference": receipt["reference"], "proof": receipt["status_code"]}
    cookie = person.post("track", asked).headers["Set-Cookie"]
    for guard in ("HttpOnly", "SameSite=Strict", "Path=/kiosk/"):
        assert guard in cookie


@pytest.mark.parametrize("body", [{}, {"case": 1}, {"case": []}])
@pytest.mark.parametrize(
    "verb", ["case", "follow_up", "withdraw", "times", "move", "confirm", "call_off", "close_case"]
)
def test_nonsense_is_answered_400(person, verb, body):
    assert person.post(verb, body).status_code == 400


def test_an_answer_that_is_neither_yes_nor_no_is_answered_400(person, receipt):
    looking = Looking(person, receipt)
    assert person.post("follow_up", {"case": looking.token, "well": "yes"}).status_code == 400
