import re
from datetime import timedelta
from io import BytesIO

import pytest

from tests.channels.web.conftest import ANSWERS

REFERENCE = re.compile(r"\b[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]\b")
CODE = re.compile(r"\b\d{6}\b")
ENDING_IN_WORDS = "heating-allowance"
WITH_A_CASE = sorted(set(ANSWERS) - {ENDING_IN_WORDS})


@pytest.fixture
def cases(app):
    return app.extensions["nowrongdoor"].core.back_office


@pytest.mark.parametrize("service", WITH_A_CASE)
def test_a_service_leads_from_its_start_page_to_a_case(service, person, cases):
    person.walk(service)
    assert person.at == f"/en/{service}/check"

    person.send({}, "/check")

    assert person.at == f"/en/{service}/done"
    reference = REFERENCE.search(person.page.words)[0]
    assert cases.show(reference)["service"] == service
    assert cases.show(reference)["doors"] == ["web"]


def test_a_service_may_end_in_words_instead_of_a_case(person):
    person.walk(ENDING_IN_WORDS)

    assert person.at == "/en/heating-allowance/outcome"
    assert "You cannot get the allowance this year" in person.page.words


def test_danger_is_answered_with_the_number_to_call(person):
    person.begin("street-problem")

    person.send({"answer": "yes"})

    assert person.at == "/en/street-problem/outcome"
    assert 'class="danger"' in person.response.text
    assert 'href="tel:112"' in person.response.text


def test_nothing_that_a_person_entered_and_no_secret_stands_in_an_address(app, person):
    addresses = []
    app.before_request(lambda: addresses.append(__import__("flask").request.full_path))

    person.walk("parking-permit")
    person.send({}, "/check")
    reference, code = REFERENCE.search(person.page.words)[0], CODE.search(person.page.words)[0]
    person.go(person.page.link("where your case stands"))
    person.send({"reference": reference, "code": code})
    assert person.at == "/en/status/case"

    with person.client.session_transaction() as session:
        secrets = [*session["drafts"].values(), code, "elik", "850730", "85.07.30", "470", "Kerk", "ABC"]
    assert not [(secret, address) for secret in secrets for address in addresses if secret in address]


def test_a_refused_answer_is_said_twice_linked_and_kept(person):
    person.walk("street-problem", to="lamp")

    person.send({"answer": "12"})

    html = person.response.text
    assert person.response.status_code == 422
    assert "<title>Error: What number is on the lamp post?" in html
    (summary,) = re.findall(r'<a href="#(f-answer)">([^<]+)</a>', html)
    assert person.page.words.count(summary[1].replace("&#34;", '"')) == 2
    (field,) = re.findall(r'<input class="input[^>]+id="f-answer"[^>]+>', html)
    assert 'aria-invalid="true"' in field
    assert 'value="12"' in field
    assert 'aria-describedby="f-answer-hint f-answer-error"' in field
    assert 'id="f-answer-error"' in html
    assert "autofocus" in re.search(r'<div class="error-summary"[^>]*>', html)[0]


def test_each_wrong_question_of_a_page_has_its_own_message(person):
    person.walk("terrace-licence", to="company")

    person.send({"company:answer": "123", "trade_name:answer": ""})

    assert person.response.status_code == 422
    assert {"#f-company-answer", "#f-trade_name-answer"} & {href for href, _ in person.page.links} != set()
    assert person.response.text.count('class="error-words"') == 2


def test_a_date_names_the_part_that_is_wrong(person):
    person.walk("parking-permit", to="start")

    person.send({"day": "31", "month": "2", "year": "2027"})

    invalid = re.findall(r'id="(f-\w+)"[^>]*aria-invalid', person.response.text)
    assert person.response.status_code == 422
    assert invalid
    assert set(invalid) <= {"f-day", "f-month", "f-year"}


def test_a_street_in_doubt_is_asked_back_and_one_of_the_choices_settles_it(person):
    person.walk("street-problem", to="where")

    person.send({"answer": "Nieuwstraat 1"})

    offered = [value for value in person.page.form("/q/where").fields["answer"] if value]
    assert person.response.status_code == 422
    assert len(offered) > 1
    person.send({"answer": [offered[0], "Nieuwstraat 1"]})
    assert person.at == "/en/street-problem/q/photo"


def test_choosing_none_of_the_streets_leaves_what_is_written_anew(person):
    person.walk("street-problem", to="where")
    person.send({"answer": "Nieuwstraat 1"})

    person.send({"answer": ["", "Kerkstraat 12"]})

    assert person.at == "/en/street-problem/q/photo"


def test_a_change_from_check_answers_leads_back_to_them(person):
    person.walk("street-problem")

    person.go(person.page.link("lamp"))
    assert 'value="B1234"' in person.response.text
    assert ("/en/street-problem/check", "Back") in person.page.links
    person.send({"answer": "C9999"})

    assert person.at == "/en/street-problem/check"
    assert "C9999" in person.page.words


def test_a_change_that_needs_more_asks_for_it_first(person):
    person.walk("street-problem")

    person.go("/en/street-problem/q/problem")
    person.send({"answer": "pothole"})

    assert person.at == "/en/street-problem/q/size"


def test_back_walks_through_the_questions_to_the_start_page(person):
    person.walk("street-problem", to="where")
    seen = [person.at]

    while "/q/" in person.at:
        person.go(person.page.link("Back"))
        seen.append(person.at)

    at = "/en/street-problem"
    assert seen == [f"{at}/q/where", f"{at}/q/lamp", f"{at}/q/problem", f"{at}/q/danger", f"{at}/"]


def test_a_question_that_is_not_reached_yet_sends_on_to_where_the_journey_stands(person):
    person.begin("street-problem")

    for later in ("q/mobile", "q/no-such-question", "check", "done", "outcome"):
        person.go(f"/en/street-problem/{later}")
        assert person.at == "/en/street-problem/q/danger"


def test_sending_twice_makes_one_case_and_says_the_same_again(person):
    person.walk("street-problem")
    form = person.page.form("/check")

    first = person.client.post(form.action, data=form.hidden, follow_redirects=True)
    second = person.client.post(form.action, data=form.hidden, follow_redirects=True)

    assert first.request.path == second.request.path == "/en/street-problem/done"
    assert REFERENCE.findall(first.text) == REFERENCE.findall(second.text)


def test_after_sending_every_page_of_the_journey_shows_the_confirmation(person):
    person.walk("street-problem")
    reference = REFERENCE.search(person.send({}, "/check").text)[0]

    for earlier in ("q/danger", "q/mobile", "check", "done", "outcome"):
        assert reference in person.go(f"/en/street-problem/{earlier}").text


def test_an_answer_after_sending_changes_nothing(person, cases):
    person.walk("street-problem")
    form = person.page.form("/check")
    reference = REFERENCE.search(person.send({}, "/check").text)[0]

    person.client.post("/en/street-problem/q/lamp", data={**form.hidden, "answer": "C9999"})

    assert cases.show(reference)["answers"]["lamp"] == "B1234"


def test_a_draft_can_be_left_and_taken_up_again_at_the_start_page(person):
    person.walk("street-problem", to="where")

    person.go("/en/street-problem/")
    person.go(person.page.link("Carry on"))

    assert person.at == "/en/street-problem/q/where"


def test_starting_again_begins_with_empty_pages(person):
    person.walk("street-problem", to="where")

    person.begin("street-problem")

    assert person.at == "/en/street-problem/q/danger"
    assert "checked" not in person.response.text


def test_two_services_can_be_under_way_in_one_browser(person):
    person.walk("street-problem", to="lamp")
    person.walk("parking-permit", to="zone")

    assert person.go("/en/street-problem/check").request.path == "/en/street-problem/q/lamp"
    assert person.go("/en/parking-permit/check").request.path == "/en/parking-permit/q/zone"


def test_another_browser_sees_nothing_of_a_draft(person, stranger):
    person.walk("street-problem", to="where")

    stranger.go("/en/street-problem/q/where")

    assert stranger.response.status_code == 410


def test_an_expired_draft_says_so_and_offers_a_new_start(person, clock):
    person.walk("street-problem", to="where")
    clock.pass_(timedelta(days=400))

    person.go("/en/street-problem/q/where")

    assert person.response.status_code == 410
    assert "no longer open" in person.page.words
    assert ("/en/street-problem/", "Carry on or start again") in person.page.links
    assert person.go("/en/street-problem/").status_code == 200
    assert "Start now" in person.page.words


def test_an_answer_that_was_given_elsewhere_meanwhile_is_put_before_the_person(person, stranger):
    person.walk("street-problem", to="lamp")
    with person.client.session_transaction() as mine, stranger.client.session_transaction() as theirs:
        theirs.update(mine)
    stranger.go("/en/street-problem/q/lamp")

    stranger.send({"answer": "A1111"})
    person.send({"answer": "B2222"})

    assert person.response.status_code == 422
    assert "A1111" in person.page.words
    assert "B2222" in person.page.words
    person.send({"answer": "B2222"})
    assert person.at == "/en/street-problem/q/where"


def test_a_date_that_has_passed_before_sending_is_asked_again(person, clock):
    person.walk("parking-permit")
    clock.pass_(timedelta(days=20))

    person.send({}, "/check")

    assert person.response.status_code == 422
    assert "From which day do you need the permit?" in person.page.words
    person.send({"day": "20", "month": "12", "year": "2026"})
    assert person.at == "/en/parking-permit/check"


def test_a_remark_is_said_once_on_the_next_page(person):
    person.walk("street-problem", to="problem")
    person.send({"answer": "pothole"})

    person.send({"answer": "deep"})

    assert "barrier round a hole this deep" in person.page.words
    assert "barrier round a hole this deep" not in person.go(person.at).text


def test_a_person_can_be_taken_out_of_a_repeat_at_check_answers(person):
    person.walk("change-of-address")
    assert "Mo Haddad" in person.page.words

    person.send(dict(person.page.form("/remove").buttons), "/remove")

    assert "Mo Haddad" not in person.go("/en/change-of-address/check").text


def test_check_answers_show_what_it_costs_and_how_identity_is_proven(person):
    person.walk("birth-certificate")

    words = person.page.words
    assert "€22.50" in words
    assert "identity card" in words


def test_a_photo_is_taken_and_a_new_one_is_needed_only_to_replace_it(person, cases, picture):
    person.walk("street-problem", to="photo")
    person.send({"answer": (BytesIO(picture), "hole.jpg", "image/jpeg")})
    assert person.at == "/en/street-problem/q/mobile"
    person.send({"answer": ""})

    person.go("/en/street-problem/q/photo?change")
    assert "We have a file from you" in person.page.words
    person.send({})
    assert person.at == "/en/street-problem/check"
    reference = REFERENCE.search(person.send({}, "/check").text)[0]

    assert cases.show(reference)["answers"]["photo"]["type"] == "image/jpeg"


def test_what_is_not_a_picture_is_refused_whatever_it_is_called(person):
    person.walk("street-problem", to="photo")

    person.send({"answer": (BytesIO(b"<svg onload='alert(1)'/>"), "hole.jpg", "image/jpeg")})

    assert person.response.status_code == 422
    assert person.at == "/en/street-problem/q/photo"
