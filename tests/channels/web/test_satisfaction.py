"""How it went, on the web: one press below the receipt, and once more where a decided case is shown."""

from __future__ import annotations

import pytest
from flask import Flask

from service.assembly import Core
from service.store import ratings
from tests.channels.web.conftest import Person
from tests.channels.web.test_after_sending import moved
from tests.channels.web.test_status import look_up, receipt_of

HOW = "How satisfied are you with how this went?"


@pytest.fixture
def core(app: Flask) -> Core:
    core: Core = app.extensions["nowrongdoor"].core
    return core


def counted(core: Core) -> dict[tuple[str, str], int]:
    with core.operations.database.reading() as connection:
        found = ratings.of_month(connection, "2026-11")
    return {(each.name, each.answer): number for each, number in found.items() if each.by == "door"}


def test_below_the_receipt_two_presses_answer_two_questions(core: Core, person: Person) -> None:
    receipt_of(person, "parking-permit")
    assert HOW in person.page.words
    person.send({"how": "5"}, "/done")
    assert HOW not in person.page.words
    assert "what would you have done?" in person.page.words
    person.send({"how": "office"}, "/done")
    assert "what would you have done?" not in person.page.words
    assert "We have received it" in person.page.words
    assert counted(core) == {("web", "5"): 1, ("web", "office"): 1}


def test_who_would_rather_not_say_keeps_the_receipt_and_is_asked_no_more(core: Core, person: Person) -> None:
    receipt_of(person, "parking-permit")
    person.send({"how": "skip"}, "/done")
    assert HOW not in person.page.words
    assert "what would you have done?" not in person.page.words
    assert "We have received it" in person.page.words
    assert counted(core) == {}


def test_where_it_is_decided_it_is_asked_once_more(core: Core, person: Person, stranger: Person) -> None:
    receipt = receipt_of(person, "parking-permit")
    look_up(stranger, *receipt)
    assert HOW not in stranger.page.words
    moved(core, receipt[0], "granted")
    moved(core, receipt[0], "collected")
    stranger.go("/en/status/case")
    assert HOW in stranger.page.words
    stranger.send({"how": "2"}, "/status/how-it-went")
    assert HOW not in stranger.page.words
    assert counted(core) == {("web", "2"): 1}
