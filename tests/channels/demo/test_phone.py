"""The telephone at /phone and the carrier behind it, before a real town."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from channels.app import create_app
from channels.demo.loopback import Loopback, with_loopback
from channels.demo.threads import LONGEST_THREAD, Threads
from channels.settings import Settings


@pytest.fixture
def settings(app: Flask) -> Settings:
    settings: Settings = app.extensions["nowrongdoor"].settings
    return settings


@pytest.fixture
def newborn(settings: Settings, tmp_path: Path) -> Settings:
    """A town without a token, in a folder where there is none yet."""
    return replace(settings, data=tmp_path / "new", twilio=replace(settings.twilio, tokens=()))


@pytest.fixture
def browser(app: Flask) -> FlaskClient:
    return app.test_client()


def text(
    browser: FlaskClient, words: str, phone: int = 1, button: str = "words", path: str = "/phone"
) -> str:
    """Send a text from the page as it is, without a script; the page afterwards."""
    page = browser.get(f"/phone?phone={phone}").text
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token is not None
    form = {"csrf_token": token[1], "phone": str(phone), button: words}
    return browser.post(path, data=form, follow_redirects=True).text


def test_a_text_travels_to_the_town_and_its_answer_back(browser: FlaskClient) -> None:
    page = text(browser, "FIX")
    assert "Is anyone in danger right now?" in page
    assert "What is the problem?" in text(browser, "no")
    assert "GSM-7" in page


def test_a_keyword_is_one_touch(browser: FlaskClient) -> None:
    assert "Is anyone in danger right now?" in text(browser, "FIX", button="keyword")


def test_every_telephone_has_its_own_thread(browser: FlaskClient) -> None:
    text(browser, "FIX", phone=1)
    assert "Is anyone in danger" not in browser.get("/phone?phone=2").text
    assert "Is anyone in danger" in browser.get("/phone?phone=1").text


def test_emptying_the_screen_forgets_no_answer(browser: FlaskClient) -> None:
    text(browser, "FIX")
    assert "Is anyone in danger" not in text(browser, "", path="/phone/clear")
    assert "What is the problem?" in text(browser, "no")


def test_words_are_shown_as_words(browser: FlaskClient) -> None:
    page = text(browser, "<script>alert(1)</script>")
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize("phone", ["0", "5", "x", "", "-1"])
def test_an_unknown_telephone_is_the_first_one(browser: FlaskClient, phone: str) -> None:
    assert browser.get(f"/phone?phone={phone}").status_code == 200


def test_a_page_of_somebody_else_cannot_text(browser: FlaskClient) -> None:
    assert browser.post("/phone", data={"words": "FIX", "phone": "1"}).status_code in (400, 403)


def test_with_a_real_carrier_there_is_no_telephone(settings: Settings) -> None:
    live = replace(settings, twilio=replace(settings.twilio, account="AC1", tokens=("real",)))
    town = create_app(live)
    assert town.test_client().get("/phone").status_code == 404
    town.extensions["nowrongdoor"].core.close()


def test_the_loopback_token_is_made_once_and_only_its_owner_reads_it(newborn: Settings) -> None:
    first, again = with_loopback(newborn), with_loopback(newborn)
    assert first.twilio.tokens == again.twilio.tokens
    assert len(first.twilio.tokens[0]) == 32
    assert [oct(file.stat().st_mode & 0o777) for file in newborn.data.glob("loopback-token*")] == ["0o600"]


def test_a_token_that_was_given_is_the_one_that_counts(settings: Settings) -> None:
    given = replace(settings, twilio=replace(settings.twilio, tokens=("given",)))
    assert with_loopback(given) == given


def test_a_carrier_with_another_token_is_turned_away(app: Flask, settings: Settings) -> None:
    stranger = replace(settings, twilio=replace(settings.twilio, tokens=("guessed",)))
    carried = Loopback(app.wsgi_app, stranger).carry("+32470000001", "FIX")
    assert carried.answers == ()
    assert carried.failure.startswith("403")


def test_a_telephone_forgets_its_oldest_texts() -> None:
    threads = Threads()
    for number in range(LONGEST_THREAD + 5):
        threads.add("+32470000001", "person", str(number))
    kept = threads.of("+32470000001")
    assert len(kept) == LONGEST_THREAD
    assert (kept[0].words, kept[-1].words) == ("5", str(LONGEST_THREAD + 4))
