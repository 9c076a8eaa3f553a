"""The bench at /bench, before a real town: what it shows, what it keeps to itself, and what it refuses."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from channels.app import create_app
from channels.demo.bench import LARGEST_BODY
from channels.settings import Settings
from tests.conftest import ROOT

SERVICE = "street-problem"
FILE = ROOT / "config/services/street-problem/service.yaml"
LABEL = "A hole in the road"
STATE = f"/bench/state?service={SERVICE}&phone=1"

Post = Callable[..., Any]


@pytest.fixture
def browser(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def token(browser: FlaskClient) -> str:
    found = re.search(
        r'<script type="application/json" id="given">(.*?)</script>', browser.get("/bench").text
    )
    assert found is not None
    token: str = json.loads(found[1])["token"]
    return token


@pytest.fixture
def post(browser: FlaskClient, token: str) -> Post:
    """Posts JSON as the page's script does."""

    def posted(path: str, body: Any, token: str = token) -> Any:
        return browser.post(f"/bench/{path}?phone=1", json=body, headers={"X-CSRFToken": token})

    return posted


def on_the_web(browser: FlaskClient, token: str, *answers: tuple[str, str]) -> None:
    browser.post(f"/en/{SERVICE}/begin", data={"csrf_token": token})
    for seen, (path, answer) in enumerate(answers):
        form = {"csrf_token": token, "seen": str(seen), "answer": answer}
        assert browser.post(f"/en/{SERVICE}/q/{path}", data=form).status_code == 303


def by_text(browser: FlaskClient, token: str, *words: str) -> None:
    for each in words:
        assert (
            browser.post("/phone", data={"csrf_token": token, "phone": "1", "words": each}).status_code == 303
        )


def at_the_kiosk(browser: FlaskClient, *answers: tuple[str, str]) -> str:
    """The token that the kiosk's screen holds afterwards."""
    told = browser.post("/kiosk/begin", json={"service": SERVICE}, headers={"X-Kiosk-Session": "new"}).json
    for path, answer in answers:
        body = {"path": path, "seen": told["version"], "parts": {"answer": answer}}
        told = browser.post("/kiosk/answer", json=body, headers={"X-Kiosk-Session": told["session"]}).json
    held: str = told["session"]
    return held


def edit(post: Post, browser: FlaskClient, old: str, new: str) -> Any:
    written = browser.get(f"/bench/text?service={SERVICE}").json
    assert old in written["text"]
    text = written["text"].replace(old, new)
    return post("text", {"service": SERVICE, "text": text, "made_from": written["name"]})


# --- the page -------------------------------------------------------------------------------------------------


def test_the_page_frames_the_real_doors(browser: FlaskClient) -> None:
    page = browser.get("/bench")
    assert page.status_code == 200
    sources = re.findall(r'data-src="([^"]+)"', page.text)
    assert sources == ["/phone?phone=1&amp;compact=1", f"/en/{SERVICE}/", "/kiosk/"]
    assert all(browser.get(source.replace("&amp;", "&")).status_code == 200 for source in sources)
    assert "One service, three doors" in page.text
    assert page.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("service", ["", "moon-landing", "<script>", "\x00"])
def test_a_service_that_is_not_there_shows_the_usual_one(browser: FlaskClient, service: str) -> None:
    page = browser.get("/bench", query_string={"service": service}).text
    assert f'<option value="{SERVICE}" selected>' in page


def test_another_service_can_be_put_on_it(browser: FlaskClient) -> None:
    assert 'data-src="/en/parking-permit/"' in browser.get("/bench?service=parking-permit").text


def test_in_its_frame_the_telephone_stands_alone(browser: FlaskClient) -> None:
    page = browser.get("/phone?phone=1&compact=1").text
    assert "handset-alone" in page
    assert 'class="header' not in page
    assert 'class="header' in browser.get("/phone").text


def test_the_front_page_leads_to_it_and_out_of_a_frame(browser: FlaskClient) -> None:
    assert '<a href="/bench" target="_top">See three doors at once</a>' in browser.get("/en/").text


@pytest.mark.parametrize("path", ["/bench", "/bench/state", "/bench/text", "/bench/static/main.js"])
def test_with_a_real_carrier_there_is_no_bench(app: Flask, path: str) -> None:
    settings: Settings = app.extensions["nowrongdoor"].settings
    live = create_app(replace(settings, twilio=replace(settings.twilio, account="AC1", tokens=("real",))))
    assert live.test_client().get(path).status_code == 404
    front = live.test_client().get("/en/").text
    assert "Fictional town" in front
    assert "/bench" not in front
    live.extensions["nowrongdoor"].core.close()


def test_its_sheet_serves_both_reading_directions() -> None:
    sheet = (ROOT / "channels/demo/static/bench/bench.css").read_text("utf-8")
    assert (
        re.findall(r"(?:^|[\s;{])(?:left|right|width|height)\s*:|-(?:left|right|top|bottom)\s*:", sheet) == []
    )


# --- what the doors have in hand ------------------------------------------------------------------------------


def test_the_cards_are_the_drafts_of_this_browser(browser: FlaskClient, token: str) -> None:
    on_the_web(browser, token, ("danger", "no"), ("problem", "pothole"))
    by_text(browser, token, "FIX", "no", "pothole")
    held = at_the_kiosk(browser, ("danger", "no"), ("problem", "pothole"))
    state = browser.get(STATE, headers={"X-Kiosk-Session": held}).json
    assert {place: card["asked"] for place, card in state["cards"].items()} == dict.fromkeys(
        ("phone", "web", "kiosk"), "How big is the hole?"
    )
    assert [each["door"] for card in state["cards"].values() for each in card["answers"]] == [
        *("kiosk",) * 2, *("sms",) * 2, *("web",) * 2,
    ]  # fmt: skip
    assert (state["same"], state["counted"]) == (3, {"answers": 6, "cases": 0, "lost": 0})
    assert {event["place"] for event in state["events"]} == {"phone", "web", "kiosk"}


def test_a_draft_that_goes_on_by_text_is_on_the_card_of_the_telephone_and_on_no_other(
    browser: FlaskClient, token: str
) -> None:
    on_the_web(browser, token, ("danger", "no"))
    shown = browser.post(f"/en/{SERVICE}/elsewhere", data={"csrf_token": token}).text
    code = re.search(r'data-code="([^"]+)"', shown)
    assert code is not None
    by_text(browser, token, code[1], "pothole")
    cards = browser.get(STATE).json["cards"]
    assert cards["web"] is None
    assert [(each["shown"], each["door"]) for each in cards["phone"]["answers"]] == [
        ("No", "web"),
        ("A hole in the road", "sms"),
    ]


def test_another_browser_sees_no_draft_of_the_web_and_the_kiosk(
    app: Flask, browser: FlaskClient, token: str
) -> None:
    on_the_web(browser, token, ("danger", "no"))
    state = app.test_client().get(STATE).json
    assert (state["cards"]["web"], state["cards"]["kiosk"]) == (None, None)


@pytest.mark.parametrize("held", ["", "new", "forged", "\x7f", "x" * 4000])
def test_a_forged_token_of_the_kiosk_opens_nothing(browser: FlaskClient, held: str) -> None:
    assert browser.get(STATE, headers={"X-Kiosk-Session": held}).json["cards"]["kiosk"] is None


def test_where_nothing_has_changed_nothing_is_said(browser: FlaskClient, token: str) -> None:
    first = browser.get(STATE)
    again = {"If-None-Match": first.headers["ETag"]}
    assert browser.get(STATE, headers=again).status_code == 304
    assert browser.get(STATE, headers=again).data == b""
    by_text(browser, token, "FIX")
    assert browser.get(STATE, headers=again).status_code == 200


def test_only_what_happened_since_is_told(browser: FlaskClient, token: str) -> None:
    by_text(browser, token, "FIX", "no")
    newest = browser.get(STATE).json["newest"]
    by_text(browser, token, "pothole")
    told = browser.get(f"{STATE}&since={newest}").json["events"]
    assert [event["words"] for event in told] == ["answered “What is the problem?”"]


@pytest.mark.parametrize("since", ["-1", "x", "٣", "9" * 40, "", "1e3"])
def test_an_odd_since_is_the_beginning(browser: FlaskClient, since: str) -> None:
    assert browser.get(f"{STATE}&since={since}").status_code == 200


# --- edits ----------------------------------------------------------------------------------------------------


def test_an_edit_is_live_at_all_doors_and_the_file_stays(
    browser: FlaskClient, token: str, post: Post
) -> None:
    before = FILE.read_bytes()
    on_the_web(browser, token, ("danger", "no"))
    by_text(browser, token, "FIX", "no")
    held = at_the_kiosk(browser, ("danger", "no"))
    done = edit(post, browser, LABEL, "A gap in the road")
    assert (done.status_code, done.json["saved"], done.json["edited"]) == (200, True, True)
    assert "A gap in the road" in browser.get(f"/en/{SERVICE}/q/problem").text
    by_text(browser, token, "AGAIN")
    assert "1 A gap in the road" in browser.get("/phone?phone=1").text
    asked = browser.post("/kiosk/ask", json={"path": "problem"}, headers={"X-Kiosk-Session": held}).json
    assert asked["prompt"]["options"][0]["label"] == "A gap in the road"
    assert FILE.read_bytes() == before


def test_a_broken_edit_is_told_at_its_line_and_changes_no_door(browser: FlaskClient, post: Post) -> None:
    done = edit(post, browser, "kind: yes_no", "kind: perhaps")
    assert (done.status_code, done.json["saved"]) == (422, False)
    finding = done.json["findings"][0]
    assert done.json["text"].split("\n")[finding["line"] - 1].strip() == "kind: perhaps"
    assert browser.get(f"/bench/text?service={SERVICE}").json["edited"] is False


@pytest.mark.parametrize(
    "text", ["", "\x00", "questions: [", "x" * 3_000_000], ids=["nothing", "null", "half", "3 MB"]
)
def test_no_text_breaks_anything(browser: FlaskClient, post: Post, text: str) -> None:
    done = post("text", {"service": SERVICE, "text": text, "made_from": ""})
    assert done.status_code == 422
    assert done.json["findings"]
    assert browser.get(f"/en/{SERVICE}/").status_code == 200


@pytest.mark.parametrize(
    "body", [None, [], "x", {"service": SERVICE}, {"service": 1, "text": "", "made_from": ""}]
)
def test_what_the_page_does_not_send_is_refused(post: Post, body: Any) -> None:
    assert post("text", body).status_code == 400


@pytest.mark.parametrize("service", ["moon-landing", "../streets", "", "\x00"])
def test_a_service_that_does_not_exist_cannot_be_edited(
    browser: FlaskClient, post: Post, service: str
) -> None:
    assert post("text", {"service": service, "text": "a: b", "made_from": ""}).status_code == 404
    assert post("over", {"service": service}).status_code == 404
    assert browser.get("/bench/text", query_string={"service": service}).status_code == 404


def test_far_too_much_is_not_even_read(post: Post) -> None:
    assert post("text", {"service": SERVICE, "text": "x" * LARGEST_BODY, "made_from": ""}).status_code == 413


@pytest.mark.parametrize("path", ["text", "over"])
def test_a_page_of_somebody_else_changes_nothing(browser: FlaskClient, post: Post, path: str) -> None:
    body = {"service": SERVICE, "text": "", "made_from": "", "edits": True}
    assert post(path, body, token="forged").status_code in (400, 403)
    assert browser.post(f"/bench/{path}", data=body).status_code in (400, 403)


def test_of_two_windows_the_last_wins_and_is_told(browser: FlaskClient, post: Post) -> None:
    first = browser.get(f"/bench/text?service={SERVICE}").json
    assert edit(post, browser, LABEL, "One").json["overwrote"] is False
    text = first["text"].replace(LABEL, "Two")
    late = post("text", {"service": SERVICE, "text": text, "made_from": first["name"]}).json
    assert (late["saved"], late["overwrote"]) == (True, True)


def test_starting_over_lets_go_of_everything(browser: FlaskClient, token: str, post: Post) -> None:
    on_the_web(browser, token, ("danger", "no"))
    by_text(browser, token, "FIX", "no")
    edit(post, browser, LABEL, "One")
    kept = post("over", {"service": SERVICE, "edits": False}).json
    assert kept["edited"] is True
    over = post("over", {"service": SERVICE, "edits": True}).json
    assert (over["edited"], LABEL in over["text"]) == (False, True)
    assert list(browser.get(STATE).json["cards"].values()) == [None, None, None]
    assert "Is anyone in danger" not in browser.get("/phone?phone=1").text
    assert "Start now" in browser.get(f"/en/{SERVICE}/").text
