"""Changing doors on the web: a code and a link out, a code and a link in, and what the door says that was left."""

from __future__ import annotations

import re
from datetime import timedelta

from tests.carrier import Kept
from tests.doors.driver import code_in

LINK = re.compile(r"http://localhost:8000(/[a-z]{2}/c/[A-Za-z0-9_-]{22})")


def offered(person):
    """The code and the link's path that the person is shown."""
    shown = person.send({}, "/elsewhere").text
    return code_in(re.sub("<[^>]+>", " ", shown)), LINK.search(shown)[1]


def test_the_page_shows_a_picture_a_link_a_code_and_whom_to_text(person):
    person.at_the_second_question()
    _code, _link = offered(person)
    assert "0460 00 00 00" in person.page.words
    assert "10 minutes" in person.page.words
    assert "24 hours" in person.page.words
    assert 'src="data:image/svg+xml' in person.response.text
    assert person.response.headers["Cache-Control"] == "no-store"
    person.go(person.page.link("Stay here and go on"))
    assert person.at == "/en/street-problem/q/problem"


def test_a_link_shows_the_service_and_how_far_and_goes_on_when_told_to(person, stranger):
    person.at_the_second_question()
    _, link = offered(person)
    for _ in range(2):
        stranger.go(link)
        assert "Report a street problem" in stranger.page.words
        assert "Question 2" in stranger.page.words
    stranger.send({}, "/continue/take")
    assert stranger.at == "/en/street-problem/q/problem"
    assert "Every answer came along" in stranger.page.words


def test_a_robot_that_looks_in_advance_takes_nothing(person, stranger):
    person.at_the_second_question()
    _, link = offered(person)
    for method in (stranger.client.get, stranger.client.head, stranger.client.options):
        assert method(link).status_code == 200
    person.go("/en/street-problem/q/problem")
    assert person.at == "/en/street-problem/q/problem"


def test_a_code_is_typed_as_people_type_it(person, stranger):
    person.at_the_second_question()
    code, _ = offered(person)
    stranger.go("/en/")
    stranger.go(stranger.page.link("Continue with a code"))
    stranger.send({"code": f" {code.lower().replace('-', ' ').replace('0', 'o')} "}, "/continue")
    assert "Question 2" in stranger.page.words
    stranger.send({}, "/continue/take")
    assert stranger.at == "/en/street-problem/q/problem"


def test_the_browser_that_was_left_says_so_and_brings_it_back(person, stranger):
    person.at_the_second_question()
    code, _ = offered(person)
    stranger.go("/en/continue")
    stranger.send({"code": code}, "/continue")
    stranger.send({}, "/continue/take")
    stranger.send({"answer": "pothole"})

    for address in ("q/problem", "check", "done", "outcome", ""):
        person.go(f"/en/street-problem/{address}")
    person.go("/en/street-problem/q/problem")
    assert person.at == "/en/street-problem/moved"
    assert "You are going on with “Report a street problem” at another door." in person.page.words
    person.send({}, "/moved")
    assert person.at == "/en/street-problem/q/size"

    stranger.go("/en/street-problem/q/size")
    assert stranger.at == "/en/street-problem/moved"


def test_what_is_entered_at_the_door_that_was_left_is_not_taken(person, stranger):
    person.at_the_second_question()
    page = person.page.form("/q/problem")
    code, _ = offered(person)
    stranger.go("/en/continue")
    stranger.send({"code": code}, "/continue")
    stranger.send({}, "/continue/take")
    late = person.client.post(page.action, data={**page.hidden, "answer": "light"}, follow_redirects=True)
    assert late.request.path == "/en/street-problem/moved"
    stranger.go("/en/street-problem/q/problem")
    assert "checked" not in stranger.response.text


def test_a_code_that_is_used_or_mistyped_or_has_ended_gets_one_answer(person, stranger, clock):
    person.at_the_second_question()
    used, link = offered(person)
    stranger.go("/en/continue")
    stranger.send({"code": used}, "/continue")
    stranger.send({}, "/continue/take")
    answers = []
    for code in (used, "0000-000Z", "?", "", "x" * 5000):
        stranger.go("/en/continue")
        answers.append((stranger.send({"code": code}, "/continue").status_code, stranger.page.words))
    assert len(set(answers)) == 1
    assert answers[0][0] == 422
    assert "This code or link is not good, or not any more." in answers[0][1]
    assert stranger.client.get(link).status_code == 410


def test_a_code_ends_while_the_page_before_it_is_open(person, stranger, clock):
    person.at_the_second_question()
    code, _ = offered(person)
    stranger.go("/en/continue")
    stranger.send({"code": code}, "/continue")
    clock.pass_(timedelta(minutes=10))
    assert stranger.send({}, "/continue/take").status_code == 422
    person.go("/en/street-problem/q/problem")
    assert person.at == "/en/street-problem/q/problem"


def test_guessing_codes_is_throttled_with_a_page_that_says_where_to_go_on(stranger):
    for _ in range(10):
        stranger.go("/en/continue")
        assert stranger.send({"code": "0000-000Z"}, "/continue").status_code == 422
    stranger.go("/en/continue")
    assert stranger.send({"code": "0000-000Z"}, "/continue").status_code == 429
    assert ("/en/continue", "Try again") in stranger.page.links or "/en/continue" in stranger.response.text


def test_who_has_begun_the_same_service_is_told_before_it_is_replaced(person, stranger):
    person.at_the_second_question()
    _, link = offered(person)
    stranger.at_the_second_question()
    stranger.go(link)
    assert "You have begun the same service in this browser" in stranger.page.words


def test_a_texted_code_takes_over_and_nothing_stands_in_an_address(person, app):
    from tests.doors.texting import Texting

    person.at_the_second_question()
    code, _ = offered(person)
    phone = Texting(app, {})
    phone.say(code)
    assert "you go on here" in phone.said()
    person.go("/en/street-problem/q/problem")
    assert person.at == "/en/street-problem/moved"


def test_the_link_is_sent_by_text_to_who_wants_it(person, app):
    person.at_the_second_question()
    offered(person)
    person.send({"contact": "0470 00 00 02"}, "/elsewhere")
    assert "on its way to 0470 00 00 02" in person.page.words
    link = LINK.search(person.response.text)[1]
    site = app.extensions["nowrongdoor"]
    assert site.core.operations.deliver(site.carriers) == 1
    person.go("/phone?phone=2")
    assert f"http://localhost:8000{link}" in person.page.words
    assert "0470 00 00 02" not in person.at


def test_the_link_is_sent_by_mail_too_and_waits_in_the_demos_mailbox(person, stranger, app):
    person.at_the_second_question()
    offered(person)
    person.send({"contact": "an@example.org"}, "/elsewhere")
    site = app.extensions["nowrongdoor"]
    site.core.operations.deliver(site.carriers)
    stranger.go("/mailbox")
    assert "an@example.org" in stranger.page.words
    link = LINK.search(stranger.response.text)[1]
    stranger.go(link)
    stranger.send({}, "/continue/take")
    assert stranger.at == "/en/street-problem/q/problem"


def test_a_contact_that_is_none_is_said_beside_its_field_and_the_code_stays_shown(person):
    person.at_the_second_question()
    offered(person)
    person.send({"contact": "0470"}, "/elsewhere")
    assert person.response.status_code == 422
    assert "too few digits" in person.page.words
    assert code_in(re.sub("<[^>]+>", " ", person.response.text))


def told(app, notices):
    """The code that arrived last."""
    app.extensions["nowrongdoor"].core.operations.deliver({"tel": notices, "mailto": notices})
    return re.match(r"\d{6}", notices[-1].words)[0]


def test_who_proves_the_contact_sees_what_was_hidden_at_the_new_door(person, stranger, app):
    person.walk("parking-permit")
    assert "85.07.30-033" in person.page.words
    _, link = offered(person)
    stranger.go(link)
    stranger.send({}, "/continue/take")
    assert stranger.at == "/en/parking-permit/check"
    assert "85.07.30-033" not in stranger.page.words
    stranger.send({}, "/prove")
    assert stranger.at.endswith("/q/@passcode")
    assert "one-time-code" in stranger.response.text
    notices = Kept()
    code = told(app, notices)
    stranger.send({"answer": "000000" if code != "000000" else "000001"})
    assert "That is not the code that we sent" in stranger.page.words
    stranger.go(stranger.page.link("Back"))
    assert stranger.at == "/en/parking-permit/check"
    stranger.send({}, "/prove")
    stranger.send({"answer": told(app, notices)})
    assert stranger.at == "/en/parking-permit/check"
    assert "85.07.30-033" in stranger.page.words
    assert "/prove" not in stranger.response.text
