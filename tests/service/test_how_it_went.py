"""How it went, asked on a line: behind the receipt, behind the decision, and what the next words are."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text

from service.assembly import Core
from service.messages import Line, Receipt, Reply, Turn, Visitor
from tests.conftest import SettableClock
from tests.service.conftest import Offering, Post, deliver
from tests.service.test_delivery import AN, CARRIED, NUMBER, TEXT, WEB, case_by_text, move, texted
from tests.service.test_delivery import BODY as WITH_FOLLOW_UP
from tests.service.test_satisfaction import counted

BODY = WITH_FOLLOW_UP.replace(
    "      follow_up: {ask: Was it good?, back_to: received}\n", "      moves: [{to: planned, name: Again}]\n"
)
QUESTION = "How satisfied are you with how this went? Reply 1 (not at all) to 5 (very)."
INSTEAD = "If you could not have done it here, what would you have done?"


@pytest.fixture
def core(offering: Offering, request: pytest.FixtureRequest) -> Core:
    body = getattr(request, "param", BODY)
    core = offering(body, carried=CARRIED, carry_on_at="https://t/{language}/c/{secret}")
    core.back_office.officers.add("an", "An Peeters", "a long enough one", ["officer"], "public-works")
    return core


@pytest.fixture
def line() -> Visitor:
    return Visitor("sms", "en", TEXT, line=Line(NUMBER, "tel:+32460000000"), weigh=lambda _: 1)


@pytest.fixture
def post() -> Post:
    return Post(names="SM")


def asked(turn: Turn) -> str:
    assert turn.prompt is not None
    return turn.prompt.words


def decided(core: Core, line: Visitor, post: Post) -> Receipt:
    """A case that was sent by text, rated there and brought to its end; its owner is told."""
    case = case_by_text(core, line)
    texted(core, line, "skip")
    move(core, case, "done")
    deliver(core, post)
    return case


# --- behind the receipt ----------------------------------------------------------------------------------------------


def test_a_digit_answers_and_the_second_question_follows(core, line):
    case_by_text(core, line)
    turn = texted(core, line, "4")
    assert turn.said == ("Thank you.",)
    assert asked(turn) == INSTEAD
    assert texted(core, line, "2").said == ("Thank you.",)
    assert counted(core) == {("sent", "4"): 1, ("sent", "office"): 1}


def test_the_question_stands_behind_the_receipt_and_only_where_something_was_just_sent(core, line):
    receipt = texted(core, line, "TRIAL", "A hole", "0470 00 00 09", "skip", "0").prompt
    assert receipt is not None
    assert receipt.notes[-1] == QUESTION
    assert QUESTION not in str(texted(core, line, "menu"))


@pytest.mark.parametrize("words", ["٤", "4.", " 4 ", "Satisfied", "satisfied"])
def test_digits_of_every_script_and_the_words_themselves_are_understood(core, line, words):
    case_by_text(core, line)
    texted(core, line, words)
    assert counted(core) == {("sent", "4"): 1}


@pytest.mark.parametrize("words", ["0", "6", "44", "it was fine I think", "TRIAL", "menu", "thanks"])
def test_other_words_are_about_something_else_and_count_for_nothing(core, line, words):
    case_by_text(core, line)
    turn = texted(core, line, words)
    assert turn.said != ("Thank you.",)
    assert counted(core) == {}
    texted(core, line, "4")
    assert counted(core) == {}, "nothing is asked any more"


def test_skip_leaves_both_questions_out(core, line):
    case_by_text(core, line)
    assert texted(core, line, "skip").said == ("Thank you.",)
    assert counted(core) == {}
    assert texted(core, line, "4").prompt is not None, "a menu"


def test_the_same_text_twice_counts_once(core, line):
    case_by_text(core, line)
    for _ in range(2):
        core.front_office.hear(Reply("5", "the same delivery"), line)
    assert counted(core) == {("sent", "5"): 1}


def test_help_shows_every_answer(core, line):
    case_by_text(core, line)
    turn = texted(core, line, "?")
    assert turn.prompt is not None
    assert [option.label for option in turn.prompt.options][::4] == ["Very dissatisfied", "Very satisfied"]
    texted(core, line, "5")
    assert counted(core) == {("sent", "5"): 1}


def test_after_status_a_number_is_one_of_those_told_there(core, line):
    case = case_by_text(core, line)
    texted(core, line, f"STATUS {case.reference} {case.status_code}", "1")
    assert counted(core) == {}


def test_no_event_of_the_case_tells_that_it_was_rated(core, line):
    case_by_text(core, line)
    with core.operations.database.reading() as connection:
        (journey,) = connection.execute(text("SELECT journey FROM events WHERE kind = 'submitted'")).one()
    texted(core, line, "1", "skip")
    with core.operations.database.reading() as connection:
        told = connection.execute(text("SELECT kind, journey FROM events ORDER BY sequence")).all()
    after = told[[kind for kind, _ in told].index("submitted") + 1 :]
    assert [kind for kind, its in after if its == journey] == ["heard", "said"], "of sending itself"
    assert {kind for kind, _ in after} == {"heard", "said"}


# --- behind the decision ---------------------------------------------------------------------------------------------


def test_what_is_told_of_a_decision_asks_too(core, post, line):
    decided(core, line, post)
    assert post.carried[-1].words.endswith(f"It is done. {QUESTION}")
    assert texted(core, line, "2").said == ("Thank you.",)
    assert counted(core) == {("decided", "2"): 1}
    assert texted(core, line, "2").prompt is not None, "nothing is asked any more: a menu"


def test_what_was_said_at_another_door_meanwhile_stays(core, post, line):
    case = decided(core, line, post)
    core.front_office.say_how_it_was_decided(case.reference, case.status_code, "5", WEB)
    assert texted(core, line, "1").said == ("Thank you.",)
    assert counted(core) == {("decided", "5"): 1}


def test_a_case_that_is_at_work_again_or_taken_back_is_not_rated(core, post, line):
    first = case_by_text(core, line)
    core.front_office.withdraw(first.reference, first.status_code, WEB)
    assert texted(core, line, "1").said == ("Thank you.",)
    case = decided(core, line, post)
    move(core, case, "planned")
    assert texted(core, line, "1").said == ("Thank you.",)
    assert counted(core) == {}


def test_who_asks_where_it_stands_once_it_is_decided_is_asked_until_they_answer(core, post, line):
    case = decided(core, line, post)
    wanted = f"STATUS {case.reference} {case.status_code}"
    assert texted(core, line, wanted).said[0].endswith(QUESTION)
    texted(core, line, "3")
    assert counted(core) == {("decided", "3"): 1}
    assert QUESTION not in texted(core, line, wanted).said[0]


def test_who_is_in_the_middle_of_something_is_not_asked(core, post, line):
    case = case_by_text(core, line)
    texted(core, line, "TRIAL")
    move(core, case, "done")
    deliver(core, post)
    assert post.carried[-1].words.endswith("It is done.")
    texted(core, line, "2")
    assert counted(core) == {}


def test_a_reply_that_comes_after_weeks_is_none(core, post, line, clock: SettableClock):
    decided(core, line, post)
    clock.pass_(timedelta(days=40))
    texted(core, line, "2")
    assert counted(core) == {}


@pytest.mark.parametrize("core", [WITH_FOLLOW_UP], indirect=True)
def test_whether_it_went_well_comes_first_and_only_a_yes_is_asked_on(core, post, line):
    for well, then in (
        ("yes", f"Thank you. {QUESTION}"),
        ("no", "Thank you for telling us. We look at it again."),
    ):
        decided(core, line, post)
        assert " ".join(texted(core, line, well).said) == then
        texted(core, line, "5")
    assert counted(core) == {("decided", "5"): 1}


def test_an_officer_never_sees_what_was_said(core, post, line):
    case = decided(core, line, post)
    texted(core, line, "1")
    seen = core.back_office.look(AN, case.reference, "en", "handling")
    assert "dissatisfied" not in str(seen).lower()
    assert not [each for each in seen.entries if each.deed == "answered"]
