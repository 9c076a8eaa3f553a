"""A draft moves from door to door by a code or a link, and nothing is lost, doubled or given away."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from service.assembly import Core
from service.front_office import FrontOffice, TooManyTries
from service.handover import BRING_BACK, is_shaped_as_code, read_secret
from service.messages import Capabilities, HandOver, Line, Reply, Turn, Visitor
from service.references import LETTERS

PRIVATE = """
questions:
  - {code: income, ask: What do you earn?, kind: number, sensitive: true}
"""
TWO = """
questions:
  - {code: one, ask: The first?, kind: number}
  - {code: two, ask: The second?, kind: number}
"""
WEB = Visitor("web", "en", Capabilities(pages=True), source="10.0.0.1")
HALL = Visitor("hall", "fr", Capabilities(public_screen=True), source="10.0.0.2")


@pytest.fixture
def office(app: Flask) -> FrontOffice:
    core: Core = app.extensions["nowrongdoor"].core
    return core.front_office


def begun(office: FrontOffice, visitor: Visitor = WEB) -> Turn:
    """A street problem with its first question answered."""
    turn = office.begin("street-problem", visitor)
    return answered(office, turn, "danger", "no", visitor)


def answered(office: FrontOffice, turn: Turn, path: str, words: str, visitor: Visitor) -> Turn:
    return office.answer(held(turn), path, {"answer": words}, turn.version, visitor)


def held(turn: Turn) -> str:
    assert turn.draft is not None
    return turn.draft


def offered(office: FrontOffice, turn: Turn, visitor: Visitor = WEB) -> HandOver:
    offer = office.hand_over(held(turn), visitor)
    assert offer is not None
    return offer


def secret_in(offer: HandOver) -> str:
    return offer.link.rpartition("/")[2]


def taken(office: FrontOffice, given_: str, visitor: Visitor) -> Turn:
    turn = office.take_over(given_, visitor)
    assert turn is not None
    return turn


@pytest.mark.parametrize("way", ["code", "link"])
def test_who_takes_over_stands_exactly_where_the_other_door_was(office, way):
    before = begun(office)
    offer = offered(office, before)
    turn = taken(office, offer.code if way == "code" else secret_in(offer), HALL)
    assert turn.prompt.path == before.prompt.path
    assert turn.language == "fr"
    then = answered(office, turn, "problem", "pothole", HALL)
    assert then.prompt.kind == "ask"
    assert then.prompt.path != "problem"


def test_looking_takes_nothing_however_often_and_shows_no_answer(office):
    offer = offered(office, begun(office))
    for _ in range(3):
        waiting = office.waiting(secret_in(offer), HALL)
        assert (waiting.service, waiting.words) == ("street-problem", "Question 2")
    assert taken(office, offer.code, HALL).prompt.path == "problem"


def test_the_first_that_is_taken_ends_the_other_and_itself(office):
    offer = offered(office, begun(office))
    taken(office, offer.code, HALL)
    for each in (offer.code, secret_in(offer)):
        assert office.take_over(each, HALL) is None
        assert office.waiting(each, HALL) is None


def test_a_new_code_of_a_door_ends_its_old_one(office):
    turn = begun(office)
    old, new = offered(office, turn), offered(office, turn)
    assert office.take_over(old.code, HALL) is None
    assert office.take_over(new.code, HALL) is not None


def test_a_code_lives_ten_minutes_and_a_link_a_day(office, clock):
    offer = offered(office, begun(office))
    clock.pass_(timedelta(minutes=10))
    assert office.take_over(offer.code, HALL) is None
    clock.pass_(timedelta(hours=23))
    assert office.waiting(secret_in(offer), HALL) is not None
    clock.pass_(timedelta(hours=1))
    assert office.waiting(secret_in(offer), HALL) is None


def test_on_a_public_screen_the_link_lives_as_long_as_the_code(office, clock):
    offer = offered(office, begun(office, HALL), HALL)
    assert (offer.code_lasts, offer.link_lasts) == ("10 minutes", "10 minutes")
    clock.pass_(timedelta(minutes=10))
    assert office.waiting(secret_in(offer), WEB) is None


def test_the_door_that_was_left_says_so_in_its_language_and_changes_nothing(office):
    turn = begun(office, replace(WEB, language="nl"))
    taken(office, offered(office, turn).code, HALL)
    dutch, draft = replace(WEB, language="nl"), held(turn)
    told = [
        office.ask(draft, dutch),
        office.review(draft, dutch),
        office.back(draft, dutch),
        office.answer(draft, "problem", {"answer": "pothole"}, turn.version, dutch),
        office.skip(draft, "photo", dutch),
        office.submit(draft, turn.version, dutch),
    ]
    assert {each.prompt.words for each in told} == {
        "U gaat elders verder met “Een probleem op straat melden”."
    }
    assert {each.prompt.options[0].value for each in told} == {BRING_BACK}
    assert office.hand_over(draft, dutch) is None


def test_what_was_left_can_be_brought_back_and_then_the_other_door_has_lost_it(office):
    turn = begun(office)
    there = taken(office, offered(office, turn).code, HALL)
    there = answered(office, there, "problem", "pothole", HALL)
    back = office.bring_back(held(turn), WEB)
    assert back.prompt.path == there.prompt.path
    assert office.ask(held(there), HALL).prompt.id == "moved"
    assert office.ask(held(back), WEB).prompt.path == there.prompt.path
    again = office.bring_back(held(back), WEB)
    assert (again.draft, again.version) == (back.draft, back.version)


def test_what_was_finished_elsewhere_shows_no_receipt_where_it_was_left(office):
    turn = office.begin("street-problem", WEB)
    there = taken(office, offered(office, turn).code, HALL)
    for path, words in (("danger", "no"), ("problem", "pothole")):
        there = answered(office, there, path, words, HALL)
    while there.prompt.kind == "ask":
        path, draft = there.prompt.path, held(there)
        if there.prompt.optional:
            there = office.skip(draft, path, HALL)
        elif there.prompt.options:
            there = answered(office, there, path, there.prompt.options[0].value, HALL)
        else:
            there = answered(office, there, path, "Kerkstraat 12", HALL)
            assert there.prompt.problem is None, there.prompt.problem
    done = office.submit(held(there), there.version, HALL)
    assert done.prompt.receipt is not None
    for told in (office.ask(held(turn), WEB), office.bring_back(held(turn), WEB)):
        assert told.prompt.words == "“Report a street problem” was finished at another door."
        assert told.prompt.receipt is None
    assert office.hand_over(held(there), HALL) is None
    assert office.take_over(offered_before(done), WEB) is None


def offered_before(turn: Turn) -> str:
    """A well-formed code that nobody was ever given."""
    return "0000-000Z"


def test_only_keyed_hashes_of_codes_and_links_are_stored(app, office):
    offer = offered(office, begun(office))
    core: Core = app.extensions["nowrongdoor"].core
    with core.operations.database.reading() as connection:
        rows = connection.exec_driver_sql("select * from hand_overs").fetchall()
    stored = repr(rows)
    assert len(rows) == 2
    assert offer.code not in stored
    assert offer.code.replace("-", "") not in stored
    assert secret_in(offer) not in stored
    core.operations.tidy()
    assert office.waiting(offer.code, HALL) is not None


def test_ended_offers_are_tidied_away(app, office, clock):
    offered(office, begun(office))
    clock.pass_(timedelta(days=3))
    core: Core = app.extensions["nowrongdoor"].core
    core.operations.tidy()
    with core.operations.database.reading() as connection:
        assert connection.exec_driver_sql("select count(*) from hand_overs").scalar() == 0


def test_wrong_codes_are_bounded_by_their_source_and_right_ones_do_not_count(office):
    turn = begun(office)
    for _ in range(20):
        office.waiting(offered(office, turn).code, HALL)
    for _ in range(10):
        assert office.waiting("0000-000Z", HALL) is None
    with pytest.raises(TooManyTries):
        office.waiting(offered(office, turn).code, HALL)
    assert office.waiting(offered(office, turn).code, WEB) is not None


def test_a_thousand_wrong_codes_from_as_many_sources_stop_all_guessing_and_no_link(office, clock):
    offer = offered(office, begun(office))
    for number in range(1000):
        assert (
            office.waiting("0000-000Z", replace(WEB, source=f"10.1.{number // 250}.{number % 250}")) is None
        )
    with pytest.raises(TooManyTries):
        office.waiting("0000-000Z", replace(WEB, source="10.2.0.1"))
    assert office.waiting(secret_in(offer), HALL) is not None
    clock.pass_(timedelta(minutes=16))
    assert office.waiting("0000-000Z", replace(WEB, source="10.2.0.1")) is None


def test_private_answers_do_not_show_at_the_new_door_and_are_used_all_the_same(offering):
    office = offering(PRIVATE, demo=True).front_office
    turn = office.begin("trial", WEB)
    turn = answered(office, turn, "income", "1200", WEB)
    assert turn.prompt.kind == "check"
    assert office.ask(held(turn), WEB, "income").prompt.parts[0].value == "1200"
    there = taken(office, offered(office, turn).code, WEB)
    (row,) = there.prompt.rows
    assert (row.shown, row.changeable) == ("Given, not shown here", True)
    assert office.ask(held(there), WEB, "income").prompt.parts[0].value == ""
    stale = office.answer(held(there), "income", {"answer": "900"}, 0, WEB)
    assert "1200" not in stale.prompt.problem.words
    again = answered(office, stale, "income", "900", WEB)
    assert "900" in again.prompt.rows[0].shown
    assert office.submit(held(again), again.version, WEB).prompt.receipt is not None


# --- on a line ------------------------------------------------------------------------------------------------


@pytest.fixture
def text(office, visitor):
    """Texts from one number: `text("hi")` gives the turn."""
    sent = iter(range(10_000))

    def said(words: str, number: str = "+32470000001") -> Turn:
        return office.hear(Reply(words, f"SM{number}{next(sent)}"), visitor(f"tel:{number}"))

    return said


def test_a_code_that_is_texted_goes_on_in_the_language_in_which_it_was_begun(office, text):
    turn = begun(office, HALL)
    said = text(offered(office, turn, HALL).code.lower())
    assert said.language == "fr"
    assert said.said == ("Signaler un problème dans la rue : vous continuez ici, avec toutes vos réponses.",)
    assert said.prompt.path == "problem"
    assert text("1").prompt.path != "problem"
    assert office.ask(held(turn), HALL).prompt.id == "moved"


@pytest.mark.parametrize("words", ["continue", "CONTINUER", "verdergaan", "متابعة"])
def test_the_word_for_carrying_on_gives_a_link_and_a_code_and_leaves_the_question(office, text, words):
    text("FIX")
    told = text(words)
    assert told.prompt is None
    link, code = told.said
    there = taken(office, link.split()[-1], WEB)
    assert there.prompt.path == "danger"
    assert read_secret(next(each for each in code.split() if "-" in each)) is not None


def test_a_line_that_was_left_says_so_and_brings_back_what_it_had(office, text):
    text("FIX")
    there = taken(office, text("continue").said[0].split()[-1], WEB)
    told = text("no")
    assert told.prompt.words == "You are going on with “Report a street problem” at another door."
    assert office.ask(held(there), WEB).prompt.path == "danger"
    back = text("1")
    assert back.prompt.path == "danger"
    assert office.ask(held(there), WEB).prompt.id == "moved"
    assert text("no").prompt.path == "problem"


def test_a_line_that_was_left_may_begin_something_else(office, text):
    text("FIX")
    taken(office, text("continue").said[0].split()[-1], WEB)
    assert text("menu").prompt.id == "menu"
    text("FIX")
    assert text("no").prompt.path == "problem"


def test_a_code_reaches_a_line_that_is_in_the_middle_of_something_which_is_parked(office, text):
    text("FIX")
    turn = begun(office)
    assert text(f"continue {offered(office, turn).code}").prompt.path == "problem"
    menu = text("menu").prompt
    assert {option.label for option in menu.options[:2]} == {
        "Carry on: Report a street problem, question 2",
        "Carry on: Report a street problem, question 1",
    }


def test_a_code_that_is_not_good_says_how_to_get_one_and_the_question_stays(office, text):
    text("FIX")
    told = text("K7QF-2M9X")
    assert told.said == (
        "That code is not good, or not any more. Make a new one at the door where you began.",
    )
    assert text("no").prompt.path == "problem"


def test_a_code_that_was_used_is_no_answer_to_a_question_that_takes_any_words(offering, visitor):
    office = offering("questions: [{code: why, ask: Why?, kind: text}]", demo=True).front_office
    turn = office.begin("trial", WEB)
    used, line = offered(office, turn).code, visitor("tel:+32470000001")
    assert office.hear(Reply(used, "SM1"), line).prompt.path == "why"
    assert office.hear(Reply(used, "SM2"), line).prompt is None
    assert office.hear(Reply("AB12-CD34", "SM3"), line).prompt.kind == "check"


def test_without_anything_under_way_the_word_says_what_to_send(text):
    text("hello")
    assert text("continue").said[0].startswith("Nothing is under way here.")


def test_guessing_by_text_is_bounded_and_answers_still_arrive(text):
    text("FIX")
    for _ in range(10):
        text("K7QF-2M9X")
    assert text("K7QF-2M9X").said == ("That was tried too often. Please try again in 15 minutes.",)
    assert text("no").prompt.path == "problem"


def test_a_repeated_delivery_of_a_code_says_the_same_and_takes_nothing_twice(office, visitor):
    offer = offered(office, begun(office))
    line = visitor("tel:+32470000001")
    first = office.hear(Reply(offer.code, "SM1"), line)
    assert office.hear(Reply(offer.code, "SM1"), line) == first
    assert first.prompt.path == "problem"


# --- reading codes --------------------------------------------------------------------------------------------


@given(
    st.text(LETTERS, min_size=8, max_size=8),
    st.sampled_from(["", "-", " ", " - ", "\u2011", "\u2013"]),
    st.booleans(),
)
def test_a_code_is_read_however_it_is_grouped_and_with_letters_for_figures(letters, between, lower):
    typed = letters[:4].replace("0", "O").replace("1", "I") + between + letters[4:].replace("1", "l")
    assert read_secret(typed.lower() if lower else typed) == letters


@given(st.text(LETTERS, min_size=8, max_size=8))
def test_every_code_is_known_for_one_as_it_is_shown(letters):
    assert is_shaped_as_code(f"{letters[:4]}-{letters[4:]}")
    assert is_shaped_as_code(f"{letters[:4]}-{letters[4:]}".lower())


@given(st.text(max_size=60))
def test_whatever_is_typed_is_a_code_a_link_or_nothing(words):
    secret = read_secret(words)
    assert secret is None or len(secret) in (8, 16, 22)


@pytest.mark.parametrize("words", ["TERRASSE", "2 or 3", "no", "Kerk straat", "12 May 2027", "1-ABC-123"])
def test_usual_answers_are_no_codes(words):
    assert not is_shaped_as_code(words)


# --- said back ------------------------------------------------------------------------------------------------


def test_check_answers_says_where_each_answer_came_from_once_there_were_two_doors(offering):
    office = offering(TWO, demo=True).front_office
    turn = office.begin("trial", WEB)
    turn = answered(office, turn, "one", "1", WEB)
    alone = answered(office, turn, "two", "2", WEB)
    assert [row.provenance for row in alone.prompt.rows] == ["", ""]
    kiosk = replace(WEB, door="kiosk")
    there = taken(office, offered(office, alone).code, kiosk)
    there = office.answer(held(there), "two", {"answer": "3"}, there.version, kiosk)
    assert [row.provenance for row in there.prompt.rows] == ["on the website, 23 November 2026", "you, here"]
    back = office.bring_back(held(alone), WEB)
    assert [row.provenance for row in back.prompt.rows] == ["you, here", "at the kiosk, 23 November 2026"]


def test_on_a_line_only_what_came_from_elsewhere_is_said_and_shortly(offering, visitor):
    office = offering(TWO, demo=True).front_office
    turn = answered(office, office.begin("trial", WEB), "one", "1", WEB)
    line = visitor("tel:+32470000001")
    office.hear(Reply(offered(office, turn).code, "SM1"), line)
    rows = office.hear(Reply("2", "SM2"), line).prompt.rows
    assert [row.provenance for row in rows] == ["on the website", ""]


# --- two doors at once ----------------------------------------------------------------------------------------


def test_two_pages_of_one_draft_are_both_named_and_offered_and_nothing_is_overwritten(offering):
    office = offering(TWO, demo=True).front_office
    turn = office.begin("trial", WEB)
    answered(office, turn, "one", "1", replace(WEB, door="kiosk"))
    late = answered(office, turn, "one", "9", WEB)
    problem = late.prompt.problem
    assert problem.words == "This was just answered at the kiosk: “1”. Here you say “9”. Which is right?"
    assert [(each.value, each.label) for each in problem.options] == [("1", "1"), ("9", "9")]
    kept = office.ask(held(late), WEB, "one")
    assert kept.prompt.parts[0].value == "1"
    chosen = answered(office, late, "one", "9", WEB)
    assert chosen.prompt.path == "two"
    assert office.ask(held(late), WEB, "one").prompt.parts[0].value == "9"


def test_a_text_to_a_question_that_was_answered_elsewhere_is_not_taken_and_hears_the_answer(
    office, text, app
):
    text("FIX")
    text("no")
    core: Core = app.extensions["nowrongdoor"].core
    line = core.rehearsal.draft_on(core_line())
    office.answer(line, "problem", {"answer": "light"}, 2, WEB)
    told = text("1")
    assert told.said == (
        "This was just answered on the website: A street light that does not work. We did not change it.",
    )
    assert told.prompt.path == "lamp"


def core_line() -> Line:
    return Line("tel:+32470000001", "+32460000000")
