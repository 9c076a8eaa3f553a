"""Bad input of every sort: a true 4xx in clear words, never a 500, never a trace."""

from io import BytesIO

import pytest

from channels.shared.fields import LONGEST

STRANGE = {
    "nothing": "",
    "spaces": " \t ",
    "null bytes": "a\x00b",
    "emoji": "👩‍🚒🔥" * 10,
    "bidi marks": "\u202eabc\u202c\u2066x\u2069",
    "lone surrogate-like": "\ufffe\uffff",
    "markup": "<script>alert(1)</script>",
    "braces": "{{ 7 * 7 }} {% x %} %(a)s %s",
    "long": "x" * 9_000,
    "digits of other scripts": "١٢٣",
}


@pytest.mark.parametrize(
    "address",
    [
        "/xx/",
        "/en/no-such-service/",
        "/en/no-such-service/q/danger",
        "/en/no-such-service/check",
        "/en/%00/",
        "/en/street-problem/%00",
        "/en/street-problem/nothing-here",
        "/en/../../etc/passwd",
        "/" + "x" * 3000,
        "/en/" + "y/" * 500,
        "/en/%F0%9F%94%A5/",
        "/favicon.ico",
        "/wp-login.php",
        "/%ff%fe/",
    ],
)
def test_an_address_that_does_not_exist_gets_the_not_found_page(address, somebody):
    somebody.go(address)

    assert somebody.response.status_code == 404
    assert "Page not found" in somebody.page.words


@pytest.mark.parametrize(
    "query", ["?path=x&service=y&language=zz", "?_external=1&_anchor=a", "?change=%00", "?q=%00%ff"]
)
@pytest.mark.parametrize(
    "address", ["/en/", "/en/street-problem/", "/en/street-problem/q/danger", "/en/status"]
)
def test_a_strange_query_changes_nothing(address, query, somebody):
    somebody.begin("street-problem")

    assert somebody.go(address + query).status_code == 200


@pytest.mark.parametrize("path", ["%00", "a/b/c/d", "household/x/born", "x" * 2000, "danger:answer"])
def test_a_question_that_is_not_on_the_way_sends_on_to_where_the_journey_stands(path, somebody):
    somebody.begin("street-problem")

    somebody.go(f"/en/street-problem/q/{path}")

    assert somebody.response.status_code == 200
    assert somebody.at == "/en/street-problem/q/danger"


@pytest.mark.parametrize(
    ("service", "question"),
    [
        ("street-problem", "danger"),
        ("street-problem", "lamp"),
        ("street-problem", "where"),
        ("street-problem", "mobile"),
        ("parking-permit", "start"),
        ("parking-permit", "name"),
        ("parking-permit", "national_number"),
        ("terrace-licence", "days"),
        ("terrace-licence", "company"),
    ],
)
def test_strange_words_are_answered_and_nothing_is_lost(service, question, person):
    person.walk(service, to=question)
    asked = person.at

    for name, entered in STRANGE.items():
        person.go(asked)
        person.send(dict.fromkeys(person.page.form(asked).fields, entered))
        assert person.response.status_code in (200, 422), name
        assert "<script>alert" not in person.response.text, name

    assert person.go(f"/en/{service}/check").status_code == 200


@pytest.mark.parametrize("seen", ["", "-1", "x", "9" * 5000, "1e9", "٣"])
def test_a_version_that_was_tampered_with_is_no_reason_to_fail(seen, person):
    person.walk("street-problem", to="lamp")

    person.send({"seen": seen, "answer": "B1234"})

    assert person.at == "/en/street-problem/q/where"


def test_a_text_that_no_question_can_take_is_too_large(person):
    person.walk("street-problem", to="lamp")

    person.send({"answer": "x" * (LONGEST + 1)})

    assert person.response.status_code == 413
    assert "too large" in person.page.words


def test_a_form_of_ten_megabytes_is_refused_and_the_answers_before_are_kept(person):
    person.walk("street-problem", to="lamp")

    assert person.send({"answer": "x" * 10_000_000}).status_code == 413
    person.go(person.page.link("Carry on"))
    assert "Carry on where you were" in person.page.words


def test_a_file_above_the_limit_is_refused_in_words(app, person):
    person.walk("street-problem", to="photo")

    body = BytesIO(b"x" * (app.config["MAX_CONTENT_LENGTH"] + 1))
    response = person.client.post(person.at, data=body, content_type="multipart/form-data; boundary=b")

    assert response.status_code == 413
    assert "at most 10 MB" in response.text


@pytest.mark.parametrize("token", ["", "x", "IjEyMzQ1Ig.abc.def"])
def test_a_foreign_token_is_refused_and_the_way_back_is_shown(token, person):
    person.walk("street-problem", to="lamp")

    person.send({"csrf_token": token, "answer": "B1234"})

    assert person.response.status_code == 400
    assert "Please open this page anew" in person.page.words
    assert person.page.link("Carry on") == "/en/street-problem/"


@pytest.mark.parametrize(
    "address", ["/en/street-problem/begin", "/en/street-problem/check", "/en/status", "/en/status/close"]
)
def test_nothing_is_written_without_a_token(address, somebody):
    somebody.walk("street-problem")

    assert somebody.client.post(address).status_code == 400


def test_json_where_a_form_is_wanted_is_an_empty_form(person):
    person.walk("street-problem", to="lamp")
    token = person.page.form("/q/lamp").hidden["csrf_token"]

    response = person.client.post(person.at, json={"answer": "B1234"}, headers={"X-CSRFToken": token})

    assert response.status_code in (303, 400, 422)


def test_a_broken_multipart_body_is_no_failure_of_ours(person):
    person.walk("street-problem", to="lamp")

    response = person.client.post(
        person.at, data=b"\x00\xff--", content_type="multipart/form-data; boundary=x"
    )

    assert response.status_code == 400


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(method, somebody):
    somebody.go("/en/")

    assert getattr(somebody.client, method)("/en/street-problem/").status_code in (400, 405)


def test_a_session_that_was_tampered_with_is_an_empty_one(person):
    person.walk("street-problem", to="lamp")
    person.client.set_cookie("session", "eyJkcmFmdHMiOnsieCI6MX19.x.y")

    assert person.go("/en/street-problem/q/lamp").status_code == 410


def test_skipping_what_must_be_answered_is_refused(person):
    person.begin("street-problem")

    person.send({"skip": "danger"})

    assert person.response.status_code == 422


def test_a_failure_of_ours_says_so_without_a_trace(app, person, monkeypatch):
    office = type(app.extensions["web"].front_office)
    monkeypatch.setattr(office, "services", lambda *_: 1 / 0)

    person.go("/en/")

    assert person.response.status_code == 500
    assert "Something went wrong on our side" in person.page.words
    assert "ZeroDivisionError" not in person.response.text


def test_doors_for_machines_answer_for_themselves(app):
    client = app.test_client()

    assert client.post("/sms").status_code == 403
    assert "<main" not in client.get("/sms/nothing").text
    assert "<main" not in client.get("/kiosk/nothing").text
