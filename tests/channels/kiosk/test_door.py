import io
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask_babel import Babel
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from channels.app import create_app
from channels.kiosk.door import door
from channels.settings import KioskSettings, read_settings
from channels.shared.pages import pages
from tests.carrier import Kept
from tests.channels.kiosk.conftest import Person
from tests.channels.kiosk.machine import NEAR_END, OFFLINE, OUT

PARKING = {
    "resident": "yes",
    "vehicle": "car",
    "plate": "1-ABC-123",
    "name": "Saïda Peeters",
    "home": "Kerkstraat 12",
    "mobile": "0470 12 34 56",
    "national_number": "85.07.30-033.28",
    "start": {"day": "1", "month": "12", "year": "2026"},
}


def photo(width=64):
    file = io.BytesIO()
    Image.new("RGB", (width, width), "#17505A").save(file, "JPEG")
    return file.getvalue()


def with_file(person, content, name="photo.jpg"):
    reply = {"path": person.turn["prompt"]["path"], "seen": person.turn["version"], "parts": {}}
    form = {"reply": json.dumps(reply), "answer": (io.BytesIO(content), name)}
    return {"data": form, "content_type": "multipart/form-data"}


def to_the_photo(person):
    person.to_check_answers()
    return person.say("ask", {"path": "photo"})


def to_a_household_of_two(person):
    answers = {
        "moved_on": {"day": "1", "month": "11", "year": "2026"},
        "old_place": "Kerkstraat 12",
        "new_place": "Kerkstraat 14",
        "tenure": "owner",
        "more": iter(["yes", "yes", "no"]),
        "person_name": "An Peeters",
        "person_born": {"day": "1", "month": "2", "year": "1990"},
        "relation": "partner",
        "name": "Jan Peeters",
        "born": {"day": "1", "month": "2", "year": "1988"},
        "mobile": "0470 12 34 56",
        "at_home": ["morning"],
        "national_number": "85.07.30-033.28",
    }
    return person.go_through("change-of-address", answers)


# Whole services


def test_a_street_problem_goes_from_the_first_question_to_the_receipt(person):
    check = person.to_check_answers()
    assert check["kind"] == "check"
    assert [row["shown"] for row in check["rows"] if row["path"] == "where"] == [
        "Kerkstraat 12, 8990 Centrum"
    ]
    done = person.submit()
    assert done["kind"] == "done"
    assert re.fullmatch(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]", done["receipt"]["reference"])
    assert re.fullmatch(r"\d{6}", done["receipt"]["status_code"])
    assert person.turn["paper"]["qr"].startswith("data:image/svg+xml")


def test_a_parking_permit_goes_through_with_its_fee_and_marks_what_is_sensitive(person):
    check = person.go_through("parking-permit", PARKING)
    assert check["due"].startswith("€")
    assert [row["path"] for row in check["rows"] if row["sensitive"]] == ["national_number"]
    assert person.submit()["receipt"]["due"] == check["due"]


def test_danger_ends_in_words_and_back_leads_to_the_question_again(person):
    person.begin("street-problem")
    ending = person.answer("yes")
    assert (ending["kind"], ending["outcome"]) == ("say", "call-112")
    assert person.say("back", {"path": ""})["path"] == "danger"


def test_a_refused_answer_comes_back_with_a_sentence_and_what_was_typed(person):
    person.go_through("parking-permit", PARKING, until="date")
    prompt = person.answer({"day": "31", "month": "2", "year": "2027"})
    assert prompt["problem"]["words"]
    assert [part["value"] for part in prompt["parts"]] == ["31", "2", "2027"]


def test_an_answer_is_changed_from_check_answers_and_leads_back_there(person):
    person.to_check_answers()
    assert person.say("ask", {"path": "where"})["parts"][0]["value"]
    check = person.answer("Kerkstraat 14")
    assert check["kind"] == "check"
    assert "Kerkstraat 14" in [row["shown"].split(",")[0] for row in check["rows"]]


def test_one_person_too_many_is_taken_out_of_the_household(person):
    check = to_a_household_of_two(person)
    assert check["kind"] == "check"
    born = [
        row["path"] for row in check["rows"] if row["path"].startswith("household/") and "born" in row["path"]
    ]
    assert len(born) == 2
    check = person.say("remove", {"path": born[1]})
    assert [row["path"] for row in check["rows"] if "born" in row["path"] and "/" in row["path"]] == born[:1]


def test_sending_twice_gives_the_same_receipt(person):
    person.to_check_answers()
    seen = person.turn["version"]
    first = person.say("submit", {"seen": seen})["receipt"]
    assert person.say("submit", {"seen": seen})["receipt"]["reference"] == first["reference"]


def test_a_reply_that_was_lost_may_be_asked_for_again_by_the_same_answer(person):
    person.begin("street-problem")
    first = {"path": "danger", "seen": person.turn["version"], "parts": {"answer": "no"}}
    assert person.say("answer", first)["path"] == "problem"
    assert person.say("answer", first)["path"] == "problem"


# Photos


def test_a_photo_is_taken_as_a_file_beside_the_answer(person):
    to_the_photo(person)
    check = person.say("answer", **with_file(person, photo()))
    assert check["kind"] == "check"
    assert [row["shown"] for row in check["rows"] if row["path"] == "photo"] != ["Not provided"]


def test_a_photo_that_is_none_is_refused_in_words(person):
    to_the_photo(person)
    prompt = person.say("answer", **with_file(person, b"not a picture at all"))
    assert prompt["path"] == "photo"
    assert prompt["problem"]["words"]


def test_a_file_that_is_too_large_is_refused_before_it_is_read(person):
    to_the_photo(person)
    reply = person.post("answer", **with_file(person, b"x" * 200_000))
    assert reply.status_code == 413
    assert "too large" in reply.get_json()["error"]["words"]


# The receipt for the printer


@contextmanager
def opened(data, printer):
    kiosk = KioskSettings(printer=printer)
    app = create_app(replace(read_settings({}, data=data, demo=True), kiosk=kiosk))
    yield app
    app.extensions["nowrongdoor"].core.close()


@pytest.fixture
def beside(machine, tmp_path):
    """Somebody at a kiosk with a printer on the network."""
    with opened(tmp_path, f"network:{machine.address}") as app:
        yield Person(app.test_client())


def sent_in(person):
    """A street problem, sent; its reference."""
    person.to_check_answers()
    return person.submit()["receipt"]["reference"]


def test_the_printer_gets_the_reference_and_no_answer(person, roll):
    reference = sent_in(person)
    assert person.turn["printer"] == "ready"
    assert person.post("receipt").get_json() == {"printer": "ready"}
    assert reference.encode() in roll.read_bytes()
    assert b"Kerkstraat" not in roll.read_bytes()


def test_who_touches_print_twice_gets_one_receipt_and_who_asks_for_another_copy_gets_it(person, roll):
    reference = sent_in(person).encode()
    person.post("receipt", {"copy": 1})
    roll.write_bytes(b"taken out of the printer")
    assert person.post("receipt", {"copy": 1}).status_code == 200
    assert roll.read_bytes() == b"taken out of the printer"
    person.post("receipt", {"copy": 2})
    assert reference in roll.read_bytes()


@pytest.mark.parametrize("copy", [0, 4, "1", True, None, 1.0])
def test_a_copy_is_one_of_three(person, copy):
    sent_in(person)
    assert person.post("receipt", {"copy": copy}).status_code == 400


def test_the_screen_knows_that_there_is_no_paper_before_it_offers_a_receipt(beside, machine):
    machine.paper, machine.online = OUT, OFFLINE
    reference = sent_in(beside)
    assert beside.turn["printer"] == "out"
    assert beside.turn["paper"]["qr"].startswith("data:image/svg+xml")
    reply = beside.post("receipt")
    assert (reply.status_code, reply.get_json()["printer"]) == (503, "out")
    assert "no paper left" in reply.get_json()["error"]["words"]
    assert reference.encode() not in machine.received


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "does not work"), ("fr", "imprimante"), ("nl", "printer werkt"), ("ar", "الطابعة")],
)
def test_a_printer_that_is_switched_off_meanwhile_is_told_in_the_language_of_the_person(
    beside, machine, language, words
):
    sent_in(beside)
    assert beside.turn["printer"] == "ready"
    machine.switch_off()
    reply = beside.post("receipt", headers={"Accept-Language": language}, json={})
    assert (reply.status_code, reply.get_json()["printer"]) == (503, "gone")
    assert words in reply.get_json()["error"]["words"]


def test_a_code_to_come_back_with_says_how_the_printer_stands(beside, machine):
    machine.paper = NEAR_END
    told = saved(beside)
    assert told["printer"] == "near_end"
    asked = {"code": told["saved"]["code"], "link": told["saved"]["link"]}
    assert beside.post("slip", asked).get_json() == {"printer": "near_end"}
    assert machine.got(asked["code"].encode())


def test_a_kiosk_without_a_printer_offers_none_and_prints_nothing(tmp_path):
    with opened(tmp_path, "") as app:
        person = Person(app.test_client())
        sent_in(person)
        assert person.turn["printer"] == "none"
        assert person.post("receipt").status_code == 409


def test_the_operator_reads_why_nothing_was_printed_and_nothing_of_the_person(beside, machine, caplog):
    machine.runs_out_after = 100
    sent_in(beside)
    assert beside.post("receipt").status_code == 503
    assert "could not print a receipt. Its printer: out" in caplog.text
    receipt = beside.turn["prompt"]["receipt"]
    for personal in (receipt["reference"], receipt["status_code"], "Kerkstraat"):
        assert personal not in caplog.text


def test_there_is_no_receipt_before_sending(person):
    person.begin("street-problem")
    assert person.post("receipt").status_code == 409


# Who may ask


def test_without_the_screens_header_nothing_is_done(town):
    reply = town.test_client().post("/kiosk/begin", json={"service": "street-problem"})
    assert reply.status_code == 403
    assert reply.get_json()["error"]["words"]


def test_a_form_of_another_site_is_no_json(person):
    reply = person.post("begin", data={"service": "street-problem"})
    assert reply.status_code == 415


@pytest.mark.parametrize("body", ["", "{", "[]", '"text"', "null", '{"service": 3}', "{}"])
def test_what_the_screen_never_sends_is_answered_400(person, body):
    reply = person.post("begin", data=body, content_type="application/json")
    assert reply.status_code == 400
    assert reply.get_json()["error"]["words"]


@pytest.mark.parametrize("parts", [None, [], {"answer": 3}, {"answer": [1]}, {"answer": {"a": "b"}}])
def test_parts_are_texts_and_lists_of_texts(person, parts):
    person.begin("street-problem")
    assert person.post("answer", {"path": "danger", "seen": 0, "parts": parts}).status_code == 400


@pytest.mark.parametrize("seen", [None, "1", True, 1.5])
def test_a_version_is_a_whole_number(person, seen):
    person.begin("street-problem")
    assert (
        person.post("answer", {"path": "danger", "seen": seen, "parts": {"answer": "no"}}).status_code == 400
    )


def test_an_unknown_service_is_not_found(person):
    assert person.post("begin", {"service": "moon-landing"}).status_code == 404


@pytest.mark.parametrize("token", ["new", "", "forged.token.here"])
def test_without_a_session_the_screen_is_told_that_it_has_ended(town, token):
    reply = town.test_client().post("/kiosk/review", json={}, headers={"X-Kiosk-Session": token})
    assert reply.status_code == 410
    assert "ended" in reply.get_json()["error"]["words"]


def test_a_token_without_its_cookie_opens_nothing(town, person):
    person.begin("street-problem")
    thief = town.test_client()
    reply = thief.post("/kiosk/review", json={}, headers={"X-Kiosk-Session": person.token})
    assert reply.status_code == 410


# Nothing is left behind


def test_leaving_takes_the_cookie_away_and_ends_the_session(person):
    person.begin("street-problem")
    reply = person.post("leave")
    assert reply.status_code == 204
    assert reply.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert person.post("review").status_code == 410


def test_leaving_always_succeeds(town):
    reply = town.test_client().post("/kiosk/leave", json={}, headers={"X-Kiosk-Session": "forged"})
    assert reply.status_code == 204


def test_two_screens_in_one_browser_do_not_end_each_other(person):
    other = type(person)(person.client)
    person.begin("street-problem")
    other.begin("street-problem")
    other.post("leave")
    assert person.say("review")["path"] == "danger"


def test_no_reply_may_be_kept_by_the_browser(person):
    person.begin("street-problem")
    replies = [
        person.client.get("/kiosk/"),
        person.client.get("/kiosk/services"),
        person.post("review"),
        person.post("begin", {"service": "none"}),
    ]
    assert {reply.headers["Cache-Control"] for reply in replies} == {"no-store"}


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(person):
    cookie = person.post("begin", {"service": "street-problem"}).headers["Set-Cookie"]
    for attribute in ("HttpOnly", "SameSite=Strict", "Path=/kiosk/"):
        assert attribute in cookie


# The page


def test_the_page_brings_the_town_and_its_words_and_no_script_of_its_own(person):
    page = person.client.get("/kiosk/").get_data(as_text=True)
    given = json.loads(
        re.search(r'<script type="application/json" id="given">(.*?)</script>', page, re.DOTALL)[1]
    )
    assert given["town"] == "Bruggepont"
    assert given["languages"][0]["words"]["welcome"] == "Welcome"
    assert re.findall(r"<script(?![^>]*(src=|application/json))", page) == []
    assert "style=" not in page


def test_services_are_listed_with_what_a_tile_and_a_start_page_show(person):
    listed = {each["code"]: each for each in person.client.get("/kiosk/services").get_json()["services"]}
    assert listed["street-problem"]["open"] is True
    assert listed["street-problem"]["takes"] == "2 minutes"
    assert listed["street-problem"]["icon"] == "lamp"


class Broken:
    """A front office in which every verb fails."""

    def __getattr__(self, name):
        raise RuntimeError("the disk is full")


def test_when_something_breaks_the_screen_gets_a_sentence_and_never_a_trace(tmp_path):
    app = Flask("broken")
    app.secret_key = "secret"
    Babel(app)
    app.register_blueprint(pages())
    kiosk = door(Broken(), read_settings({}, data=tmp_path), "Bruggepont", ["en"])
    app.register_blueprint(kiosk.blueprint)
    reply = app.test_client().get("/kiosk/services")
    assert reply.status_code == 500
    assert reply.get_json() == {
        "error": {"status": 500, "words": "Something went wrong on our side. What you typed is still here."}
    }


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(max_size=300) | st.sampled_from(["\x00", "\u202egnirts", "😀" * 50, "x" * 20_000]))
def test_whatever_is_typed_gets_the_next_question_or_a_sentence(person, words):
    person.begin("street-problem")
    for entered in ("no", "other", words):
        prompt = person.answer(entered)
    assert prompt["path"] != "description" or prompt["problem"]["words"]


# Changing doors


@pytest.fixture
def other(town):
    """Somebody at another kiosk."""
    from tests.channels.kiosk.conftest import Person

    return Person(town.test_client())


def offered(person):
    """What the screen shows to go on elsewhere."""
    reply = person.post("hand_over").get_json()
    person.token = reply["session"]
    return reply["offer"]


def test_the_kiosk_offers_a_picture_a_code_and_whom_to_text_and_no_link_in_words(person):
    person.begin("street-problem")
    offer = offered(person)
    assert offer["number"] == "0460 00 00 00"
    assert offer["code_lasts"] == offer["link_lasts"] == "10 minutes"
    assert offer["qr"].startswith("data:image/svg+xml")
    assert "link" not in offer


def test_another_kiosk_sees_what_waits_and_goes_on_where_the_first_was(person, other):
    person.begin("street-problem")
    person.answer("no")
    code = offered(person)["code"]
    found = other.post("waiting", {"code": code.lower()}).get_json()
    assert found["waiting"] == {
        "service": "street-problem",
        "title": "Report a street problem",
        "words": "Question 2",
        "secured": False,
    }
    assert other.say("take_over", {"code": code})["path"] == "problem"
    assert other.answer("pothole")["path"] == "size"


def test_the_kiosk_that_was_left_says_so_and_can_bring_it_back(person, other):
    person.begin("street-problem")
    person.answer("no")
    other.say("take_over", {"code": offered(person)["code"]})
    other.answer("pothole")
    told = person.say("review")
    assert (told["kind"], told["words"]) == (
        "choose",
        "You are going on with “Report a street problem” at another door.",
    )
    assert person.say("bring_back")["path"] == "size"
    assert person.say("review")["path"] == "size"
    assert other.say("review")["kind"] == "choose"


def test_a_code_that_is_not_good_brings_nothing_and_no_session(person):
    for verb in ("waiting", "take_over"):
        reply = person.post(verb, {"code": "0000-000Z"})
        assert reply.get_json() == {"waiting": None}
        assert not reply.headers.getlist("Set-Cookie")
    assert person.post("take_over", {}).status_code == 400


def test_guessing_codes_at_a_kiosk_is_bounded(tmp_path):
    from channels.app import create_app
    from channels.settings import read_settings
    from tests.channels.kiosk.conftest import Person

    app = create_app(read_settings({}, data=tmp_path, demo=True))
    guesser = Person(app.test_client())
    for _ in range(10):
        assert guesser.post("waiting", {"code": "0000-000Z"}).status_code == 200
    reply = guesser.post("waiting", {"code": "0000-000Z"})
    assert reply.status_code == 429
    assert "too often" in reply.get_json()["error"]["words"]
    app.extensions["nowrongdoor"].core.close()


def test_what_was_sent_has_nothing_to_hand_over(person):
    person.to_check_answers()
    person.submit()
    reply = person.post("hand_over").get_json()
    assert reply["prompt"]["kind"] == "done"


@pytest.mark.parametrize(
    ("scanned", "kind", "words", "language"),
    [
        ("k7qf 2m9x v", "reference", "K7QF-2M9X-V", ""),
        ("http://localhost:8000/fr/status?reference=K7QF-2M9X-V", "reference", "K7QF-2M9X-V", "fr"),
        ("K7QF-2M9X", "code", "K7QF-2M9X", ""),
        ("K7QF-2M9X-K7QF-2M9X", "code", "K7QF-2M9X-K7QF-2M9X", ""),
        ("https://town.example/ar/c/abcdefghijklmnopqrstuv", "code", None, "ar"),
        ("K7QF-2M9X-W", "", "", ""),
        ("http://localhost:8000/en/status?reference=K7QF-2M9X-W", "", "", "en"),
        ("http://localhost:8000/en/elsewhere?reference=K7QF-2M9X-V", "", "", "en"),
        ("5410041001204", "", "", ""),
        ("https://[", "", "", ""),
        ("", "", "", ""),
        ("x" * 5000, "", "", ""),
    ],
)
def test_what_a_scanner_reads_is_recognised_by_its_shape(person, scanned, kind, words, language):
    told = person.post("recognise", {"code": scanned}).get_json()["scanned"]
    expected = scanned if words is None else words
    assert told == {"kind": kind, "words": expected, "language": language}


def test_recognising_counts_no_try(person):
    for _ in range(40):
        assert person.post("recognise", {"code": "K7QF-2M9X"}).status_code == 200
    assert person.post("waiting", {"code": "K7QF-2M9X"}).status_code == 200


def saved(person, number="2468"):
    """At the second question of a street problem; what the screen is told about saving it."""
    person.begin("street-problem")
    person.answer("no")
    return person.post("save", {"second": number}).get_json()


def test_a_code_to_come_back_with_is_shown_once_and_printed_if_wanted(person, roll):
    told = saved(person)["saved"]
    assert re.fullmatch(r"(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}", told["code"])
    assert told["until"] == "23 December 2026"
    assert told["code"] in [line["text"] for line in told["lines"]]
    person.post("slip", {"code": told["code"], "link": told["link"]})
    paper = roll.read_bytes()
    assert told["code"].encode() in paper
    assert told["link"].encode() in paper
    assert b"2468" not in paper


@pytest.mark.parametrize("change", [{"code": "0000-0000-0000-0000"}, {"link": "https://elsewhere.example/x"}])
def test_only_our_own_codes_and_links_are_printed(person, change):
    told = saved(person)["saved"]
    asked = {"code": told["code"], "link": told["link"], **change}
    assert person.post("slip", asked).status_code == 409


def test_code_and_number_bring_somebody_back_and_a_wrong_number_is_said(person, other):
    code = saved(person)["saved"]["code"]
    assert other.post("waiting", {"code": code}).get_json()["waiting"]["secured"]
    wrong = other.post("take_over", {"code": code, "second": "1"}).get_json()
    assert "not the word or number" in wrong["problem"]
    assert other.say("take_over", {"code": code, "second": "2468"})["path"] == "problem"


def test_a_number_that_is_too_short_is_refused(person):
    assert "at least four" in saved(person, "12")["problem"]


def test_who_proves_the_contact_sees_at_another_kiosk_what_was_hidden(person, other, town):
    person.go_through("parking-permit", PARKING)
    assert "85.07.30-033.28" in str(person.turn)
    arrived = other.say("take_over", {"code": offered(person)["code"]})
    assert arrived["provable"]
    assert "85.07.30-033.28" not in str(other.turn)
    assert other.say("prove")["path"] == "@passcode"
    notices = Kept()
    town.extensions["nowrongdoor"].core.operations.deliver({"tel": notices, "mailto": notices})
    assert other.answer(re.match(r"\d{6}", notices[-1].words)[0])["kind"] == "check"
    assert "85.07.30-033.28" in str(other.turn)
    assert not other.turn["prompt"]["provable"]


# --- who may use it -----------------------------------------------------------------------------------------


@pytest.fixture
def real(tmp_path: Path) -> Iterator[Flask]:
    """A town for real, whose kiosks are enrolled."""
    environment = {"TWILIO_AUTH_TOKEN": "secret", "NOWRONGDOOR_PUBLIC_URL": "https://town.example"}
    app = create_app(read_settings(environment, data=tmp_path / "real"))
    yield app
    app.extensions["nowrongdoor"].core.close()


def test_in_a_town_for_real_a_stranger_finds_the_kiosk_closed(real):
    client = real.test_client()
    refused = client.get("/kiosk/")
    assert refused.status_code == 403
    assert "not enrolled" in refused.text
    for verb in ("begin", "track", "waiting", "take_over"):
        reply = client.post(f"/kiosk/{verb}", json={}, headers={"X-Kiosk-Session": "new"})
        assert reply.status_code == 403
    assert client.get("/kiosk/standing").status_code == client.get("/kiosk/services").status_code == 403


def test_a_browser_that_is_started_with_its_key_is_let_in_until_the_key_is_revoked(real):
    outposts = real.extensions["nowrongdoor"].core.operations.outposts
    key, client = outposts.enrol("hall"), real.test_client()
    at = {"base_url": "https://town.example"}
    assert client.get("/kiosk/?key=wrong", **at).status_code == 403
    started = client.get(f"/kiosk/?key={key}&ppi=141", **at)
    assert started.status_code == 303
    assert started.location == "/kiosk/?ppi=141", "the key stands in no address that stays"
    cookie = started.headers["Set-Cookie"]
    assert all(each in cookie for each in ("Secure", "HttpOnly", "SameSite=Strict", "Path=/kiosk/"))
    assert client.get("/kiosk/", **at).status_code == 200
    assert client.get("/kiosk/standing", **at).json == {"open": True}
    outposts.close("hall", closed=True)
    assert client.get("/kiosk/standing", **at).json == {"open": False}
    outposts.revoke("hall")
    assert client.get("/kiosk/services", **at).status_code == 403
