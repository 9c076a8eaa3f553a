"""The page behind a link for one question: it shows nothing else, takes one answer, and says where one goes on."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from flask import Flask

from tests.doors.driver import Entry, link_in
from tests.doors.texting import Texting
from tests.doors.web import Browsing

ANSWERS = (
    "birth", "1", "1", "An Peeters", "03/05/1980", "Lieve Peeters", "skip", "2", "1", "2", "2", "an@example.org",
)  # fmt: skip
RIGHT, WRONG = "80.05.03-002.71", "80.05.03-002.72"


@pytest.fixture
def phone(app: Flask) -> Texting:
    """A telephone on which the town asks for a national register number, by a link."""
    phone = Texting(app, {})
    for words in ANSWERS:
        phone.say(words)
    return phone


@pytest.fixture
def browser_at_link(app: Flask, phone: Texting) -> Browsing:
    browsing = Browsing(app, {})
    browsing.open(link_in(phone.said()))
    return browsing


def answer(browsing: Browsing, words: str) -> None:
    browsing.sheet["number"] = Entry({"answer": words}, words)
    browsing.answer_single("number")


def test_the_page_asks_that_question_and_shows_no_other_answer(browser_at_link: Browsing) -> None:
    said = browser_at_link.said()
    assert "Order a birth certificate" in said
    assert "What is your own national register number?" in said
    for given in ("An Peeters", "Lieve Peeters", "an@example.org", "0470"):
        assert given not in said


def test_what_is_wrong_is_said_on_the_page_and_the_line_waits(
    browser_at_link: Browsing, phone: Texting
) -> None:
    answer(browser_at_link, WRONG)
    assert "There is a problem" in browser_at_link.said()
    phone.say("?")
    assert "because it is private" in phone.said()


def test_an_answer_is_taken_once_and_the_page_says_where_one_goes_on(
    app: Flask, browser_at_link: Browsing, phone: Texting
) -> None:
    link = link_in(phone.said())
    answer(browser_at_link, RIGHT)
    assert "Thank you, we have your answer." in browser_at_link.said()
    assert "by text message" in browser_at_link.said()
    again = Browsing(app, {})
    again.open(link)
    assert again.said() == browser_at_link.said()
    assert RIGHT not in again.said()


def test_the_telephone_rings_with_the_next_question(phone: Texting) -> None:
    phone.sheet["number"] = Entry({"answer": RIGHT}, RIGHT)
    phone.answer_behind_link("number")
    assert "Check your answers" in phone.said()
    assert RIGHT not in phone.said()
    phone.say("0")
    assert "Reference" in phone.said()


def test_nobody_answers_it_from_another_site(app: Flask, phone: Texting) -> None:
    path = urlsplit(link_in(phone.said())).path
    refused = app.test_client().post(path, data={"answer": RIGHT})
    assert refused.status_code == 400
    assert app.test_client().head(path).status_code == 200
    phone.say("?")
    assert "because it is private" in phone.said()


def test_a_link_that_never_was_is_answered_like_every_other_wrong_one(app: Flask) -> None:
    client = app.test_client()
    assert client.get(f"/en/c/{'x' * 22}").status_code == 410
