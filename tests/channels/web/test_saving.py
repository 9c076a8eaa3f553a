"""Saving on the web: a code with a word of one's own, coming back by both, and a browser that forgets."""

from __future__ import annotations

import re

CODE = re.compile(r"\b(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}\b")
LINK = re.compile(r"http://localhost:8000(/[a-z]{2}/c/[0-9A-Z]{16})\b")


def saved(person, **given):
    person.go("/en/street-problem/save")
    person.send({"second": "tilleul", **given}, "/save")
    return CODE.search(re.sub("<[^>]+>", "", person.response.text))


def test_the_page_says_until_when_and_gives_a_code_that_is_shown_once(person):
    person.at_the_second_question()
    person.go(person.page.link("Save and come back later"))
    assert "23 December 2026" in person.page.words
    code = saved(person)
    assert person.response.headers["Cache-Control"] == "no-store"
    assert "0460 00 00 00" in person.page.words
    person.go("/en/street-problem/save")
    assert code[0] not in person.page.words
    assert "You have a code already" in person.page.words


def test_who_comes_back_with_code_and_word_stands_where_they_were(person, stranger):
    person.at_the_second_question()
    code = saved(person)[0]
    stranger.go("/en/continue")
    stranger.send({"code": code.lower()}, "/continue")
    assert "Report a street problem" in stranger.page.words
    stranger.send({"second": "acacia"}, "/continue/take")
    assert stranger.response.status_code == 422
    assert "not the word or number" in stranger.page.words
    stranger.send({"second": "Tilleul"}, "/continue/take")
    assert stranger.at == "/en/street-problem/q/problem"
    assert "Every answer came along" in stranger.page.words


def test_opening_its_link_takes_nothing(person, stranger):
    person.at_the_second_question()
    saved(person)
    link = LINK.search(person.response.text)[1]
    for _ in range(3):
        stranger.go(link)
        assert stranger.response.status_code == 200
    person.go("/en/street-problem/q/problem")
    assert person.at == "/en/street-problem/q/problem"
    stranger.send({"second": "tilleul"}, "/continue/take")
    assert stranger.at == "/en/street-problem/q/problem"
    person.go("/en/street-problem/q/problem")
    assert person.at == "/en/street-problem/moved"


def test_what_is_wrong_is_said_beside_its_field(person):
    person.at_the_second_question()
    assert saved(person, second="ab", contact="an@example.org") is None
    assert person.response.status_code == 422
    assert "at least four" in person.page.words
    assert 'value="an@example.org"' in person.response.text
    assert saved(person, contact="an@") is None
    assert "not a complete email address" in person.page.words


def test_a_browser_that_others_use_forgets(person):
    person.at_the_second_question()
    saved(person)
    person.send({}, "/leave")
    assert person.at == "/en/"
    person.go("/en/street-problem/q/problem")
    assert person.response.status_code == 410


def test_a_code_is_done_away_with(person, stranger):
    person.at_the_second_question()
    code = saved(person)[0]
    person.go("/en/street-problem/save")
    person.send({}, "/away")
    assert "You have a code already" not in person.page.words
    stranger.go("/en/continue")
    stranger.send({"code": code}, "/continue")
    assert stranger.response.status_code == 422


def test_the_code_is_sent_and_waits_in_the_demos_mailbox(person, stranger, app):
    person.at_the_second_question()
    saved(person, contact="an@example.org")
    assert "on its way to an@example.org" in person.page.words
    site = app.extensions["nowrongdoor"]
    site.core.operations.deliver(site.carriers)
    stranger.go("/mailbox")
    stranger.go(LINK.search(stranger.response.text)[1])
    stranger.send({"second": "tilleul"}, "/continue/take")
    assert stranger.at == "/en/street-problem/q/problem"


def test_who_has_nothing_here_can_save_nothing(person):
    person.go("/en/street-problem/save")
    assert person.response.status_code == 410
