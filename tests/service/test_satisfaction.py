"""How it went: asked once at each moment, counted, and tied to nobody."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import inspect, text

from service.assembly import Core
from service.evidence import Selection
from service.messages import Receipt, Turn, Visitor
from service.store import ratings
from tests.conftest import SettableClock
from tests.service.conftest import Offering, answered
from tests.service.test_evidence import BODY, WEB, decide

MONTH = "2026-11"


@pytest.fixture
def core(offering: Offering) -> Core:
    core = offering(BODY)
    core.back_office.officers.add("an", "An Peeters", "a long enough one", ["officer"], "public-works")
    return core


def sent(core: Core, visitor: Visitor = WEB) -> Turn:
    turn = core.front_office.begin("trial", visitor)
    for words in ("A hole", "yes"):
        turn = answered(core, turn, visitor, words)
    return core.front_office.submit(turn.draft or "", turn.version, visitor)


def receipt(turn: Turn) -> Receipt:
    assert turn.prompt is not None
    assert turn.prompt.receipt is not None
    return turn.prompt.receipt


def counted(core: Core) -> dict[tuple[str, str], int]:
    with core.operations.database.reading() as connection:
        found = ratings.of_month(connection, MONTH)
    return {(each.moment, each.answer): number for each, number in found.items() if not each.by}


@pytest.fixture
def say(core: Core) -> Callable[..., None]:
    return lambda turn, answer: core.front_office.say_how_it_went(turn.draft, answer, WEB)


def test_two_questions_are_asked_one_after_the_other_and_then_none(core, say):
    turn = sent(core)
    first = core.front_office.how_it_went(turn.draft, WEB)
    assert first.words == "How satisfied are you with how this went?"
    assert [option.value for option in first.options] == ["1", "2", "3", "4", "5"]
    say(turn, "4")
    second = core.front_office.how_it_went(turn.draft, WEB)
    assert "what would you have done" in second.words
    say(turn, "not-at-all")
    assert core.front_office.how_it_went(turn.draft, WEB) is None
    assert counted(core) == {("sent", "4"): 1, ("sent", "not-at-all"): 1}


def test_twice_is_once(core, say):
    turn = sent(core)
    for _ in range(3):
        say(turn, "4")
    assert counted(core) == {("sent", "4"): 1}


def test_who_would_rather_not_say_is_asked_no_more_and_counts_for_nothing(core, say):
    turn = sent(core)
    say(turn, "skip")
    assert core.front_office.how_it_went(turn.draft, WEB) is None
    assert counted(core) == {}


@pytest.mark.parametrize("nonsense", ["", "6", "0", "office", "five", "5; DROP TABLE"])
def test_nonsense_is_no_answer_and_the_question_stays(core, say, nonsense):
    turn = sent(core)
    say(turn, nonsense)
    assert counted(core) == {}
    assert core.front_office.how_it_went(turn.draft, WEB) is not None


def test_nothing_is_asked_before_it_is_sent(core):
    turn = core.front_office.begin("trial", WEB)
    assert core.front_office.how_it_went(turn.draft, WEB) is None
    core.front_office.say_how_it_went(turn.draft, "5", WEB)
    assert counted(core) == {}


def test_after_the_decision_it_is_asked_once_more_of_whoever_proves_the_case(core, clock):
    case = receipt(sent(core))
    office = core.front_office
    assert office.track(case.reference, case.status_code, WEB).satisfaction is None
    decide(core, case)
    assert office.track(case.reference, case.status_code, WEB).satisfaction is not None
    office.say_how_it_was_decided(case.reference, "000000", "1", WEB)
    assert counted(core) == {}
    for _ in range(2):
        office.say_how_it_was_decided(case.reference, case.status_code, "2", WEB)
    assert counted(core) == {("decided", "2"): 1}
    assert office.track(case.reference, case.status_code, WEB).satisfaction is None


def test_who_took_it_back_is_not_asked(core, say):
    turn = sent(core)
    case = receipt(turn)
    core.front_office.withdraw(case.reference, case.status_code, WEB)
    assert core.front_office.how_it_went(turn.draft, WEB) is None
    say(turn, "1")
    assert counted(core) == {}
    status = core.front_office.track(case.reference, case.status_code, WEB)
    assert status.satisfaction is None


def test_a_draft_tells_that_it_was_asked_and_counters_are_of_one_thing_each(core, say, clock: SettableClock):
    turn = sent(core)
    database = core.operations.database
    clock.pass_(timedelta(minutes=17))

    def everything() -> dict[str, list[tuple[object, ...]]]:
        with database.reading() as connection:
            names = inspect(connection).get_table_names()
            return {
                name: [tuple(row) for row in connection.execute(text(f'SELECT * FROM "{name}"'))]  # noqa: S608 - our own tables
                for name in names
            }

    before = everything()
    say(turn, "2")
    changed = {name: rows for name, rows in everything().items() if rows != before[name]}
    assert set(changed) == {"drafts", "ratings"}
    assert set(changed["ratings"]) == {
        (MONTH, "sent", "2", "", "", 1),
        (MONTH, "sent", "2", "service", "trial", 1),
        (MONTH, "sent", "2", "door", "web", 1),
        (MONTH, "sent", "2", "language", "en", 1),
    }
    (was,), (now,) = before["drafts"], changed["drafts"]
    assert [value for value, old in zip(now, was, strict=True) if value != old] == ["sent:how"]


def test_many_at_once_are_all_counted(core):
    turns = [sent(core) for _ in range(12)]
    saying = [
        threading.Thread(target=core.front_office.say_how_it_went, args=(turn.draft, "5", WEB))
        for turn in (*turns, *turns)
    ]
    for each in saying:
        each.start()
    for each in saying:
        each.join()
    assert counted(core) == {("sent", "5"): 12}


def test_a_score_at_its_end_is_not_published_for_it_tells_of_each(core, say, clock: SettableClock):
    for _ in range(12):
        say(sent(core), "5")
    clock.pass_(timedelta(days=20))
    core.evidence.catch_up()
    assert core.evidence.figures(Selection((MONTH,)))["satisfaction"].why == "withheld"


def test_enough_answers_are_published_as_a_score(core, say, clock: SettableClock):
    for number in range(12):
        say(sent(core), "5" if number % 3 else "3")
    clock.pass_(timedelta(days=20))
    core.evidence.catch_up()
    found = core.evidence.figures(Selection((MONTH,)))["satisfaction"]
    assert (found.value, found.of) == (83, 10)
