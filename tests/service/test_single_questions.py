"""One question that a line cannot ask is answered behind a link, and the line goes on by itself."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from service.assembly import Core
from service.messages import Capabilities, Line, Reply, Turn, Visitor
from tests.doors.driver import code_in
from tests.service.conftest import deliver

ASKS = """
keywords: [ASKS]
questions:
  - {code: private, ask: Anything private?, kind: yes_no}
  - {code: number, ask: Your secret number?, short: Secret number, kind: number, when: {private: true}, sensitive: true}
  - {code: last, ask: And the last one?, kind: text, optional: true}
"""
WEB = Visitor("web", "en", Capabilities(pages=True), source="10.0.0.1")
LINE = Line("tel:+32470000008", "tel:+32460000000")
AN = Visitor("sms", "en", Capabilities(photos=False, documents=False, private=False, links=True), LINE)
LINK = re.compile(r"https?://\S+/c/(\S+)")
deliveries = iter(range(10_000))


def text(core: Core, words: str, visitor: Visitor = AN) -> Turn:
    return core.front_office.hear(Reply(words, f"single-{next(deliveries)}"), visitor)


def notes_of(turn: Turn) -> str:
    assert turn.prompt is not None
    return "\n".join(turn.prompt.notes)


@pytest.fixture
def core(offering) -> Core:
    return offering(
        ASKS,
        carried=frozenset({"tel"}),
        doors={"web": WEB.capabilities, "sms": AN.capabilities},
        carry_on_at="https://town.example/{language}/c/{secret}",
    )


@pytest.fixture
def stuck(core: Core) -> str:
    """The secret of the link with which a line that cannot go on answers."""
    text(core, "asks")
    found = LINK.search(notes_of(text(core, "yes")))
    assert found
    return found[1]


def answer(core: Core, secret: str, words: str, visitor: Visitor = WEB) -> Turn | None:
    return core.front_office.answer_single(secret, lambda prompt: {"answer": words}, visitor)


def test_the_link_asks_that_question_alone_however_often_it_is_looked_at(core, stuck):
    for _ in range(3):
        turn = core.front_office.single_question(stuck, WEB)
        assert (turn.prompt.kind, turn.prompt.words) == ("ask", "Your secret number?")
        assert turn.prompt.back == ""
    assert core.front_office.waiting(stuck, WEB) is None
    assert core.front_office.take_over(stuck, WEB) is None


def test_the_answer_is_stored_and_the_line_goes_on_by_itself(core, stuck, post):
    turn = answer(core, stuck, "42")
    assert turn.prompt.kind == "say"
    assert deliver(core, post) == 1
    (notice,) = post.carried
    assert (notice.contact, notice.address) == (LINE.contact, LINE.address)
    assert notice.turn.prompt.words == "And the last one?"
    check = text(core, "Nothing more").prompt
    assert check.kind == "check"
    assert [row.path for row in check.rows] == ["private", "number", "last"]
    assert "42" not in str(check)


def test_answering_twice_is_answering_once(core, stuck, post):
    answer(core, stuck, "42")
    answer(core, stuck, "43")
    assert core.front_office.single_question(stuck, WEB).prompt.kind == "say"
    assert deliver(core, post) == 1


def test_what_is_no_answer_is_asked_again_and_the_line_waits(core, stuck, post):
    turn = answer(core, stuck, "many")
    assert turn.prompt.problem is not None
    assert turn.prompt.path == "number"
    assert deliver(core, post) == 0
    assert answer(core, stuck, "42").prompt.kind == "say"


def test_every_link_that_was_given_for_it_is_good_until_it_is_answered(core, stuck):
    other = LINK.search(notes_of(text(core, "?")))[1]
    assert other != stuck
    answer(core, stuck, "42")
    assert answer(core, other, "43").prompt.kind == "say"


def test_a_link_lives_a_day(core, stuck, clock):
    clock.pass_(timedelta(hours=23))
    assert core.front_office.single_question(stuck, WEB) is not None
    clock.pass_(timedelta(hours=1))
    assert core.front_office.single_question(stuck, WEB) is None
    assert answer(core, stuck, "42") is None


def test_it_is_void_once_the_draft_went_to_another_door(core, stuck):
    code = code_in("\n".join(text(core, "continue").said))
    taken = core.front_office.take_over(code, WEB)
    assert taken.prompt.path == "number"
    assert core.front_office.single_question(stuck, WEB) is None
    assert answer(core, stuck, "42") is None


def test_asking_for_another_door_leaves_the_link_good(core, stuck):
    text(core, "continue")
    assert core.front_office.single_question(stuck, WEB) is not None


def test_a_line_that_is_about_something_else_meanwhile_is_not_disturbed(core, stuck, post):
    text(core, "menu")
    assert "send any word" in notes_of(answer(core, stuck, "42"))
    assert deliver(core, post) == 0
    options = text(core, "menu").prompt.options
    assert text(core, options[0].label).prompt.words == "And the last one?"


def test_who_changed_their_mind_is_not_asked_behind_the_old_link(core, stuck):
    text(core, "back")
    text(core, "no")
    assert core.front_office.single_question(stuck, WEB) is None
    assert answer(core, stuck, "42") is None


def test_nobody_is_texted_who_stopped_the_line(core, stuck, post):
    stopping = replace(AN, capabilities=replace(AN.capabilities, stopping=frozenset({"stop"})))
    text(core, "stop", stopping)
    answer(core, stuck, "42")
    deliver(core, post)
    assert post.carried == []


def test_the_text_is_in_the_language_of_the_line_whatever_the_page_speaks(core, stuck, post):
    french = replace(WEB, language="fr")
    assert answer(core, stuck, "42", french).language == "fr"
    deliver(core, post)
    assert post.carried[0].language == "en"


@pytest.mark.parametrize("given", ["", "x" * 22, "K7QF-2M9X", "../etc"])
def test_what_is_no_such_link_is_none(core, stuck, given):
    assert core.front_office.single_question(given, WEB) is None
    assert answer(core, given, "42") is None


CERTAIN = """
keywords: [CERTAIN]
questions:
  - {code: last, ask: Anything to add?, kind: text, optional: true}
  - {code: number, ask: Your secret number?, kind: number, sensitive: true}
"""
DOORS = {"web": WEB.capabilities, "sms": AN.capabilities}


def test_what_is_certainly_asked_behind_a_link_is_said_before_the_first_question(offering):
    core = offering(CERTAIN, doors=DOORS, carry_on_at="https://town.example/{language}/c/{secret}")
    turn = text(core, "certain")
    assert turn.prompt.path == "last"
    assert "a link to our website" in turn.said[0]
    assert core.front_office.service("trial", AN).here


def test_a_town_without_pages_says_the_way_out_before_anything_is_asked(offering):
    core = offering(CERTAIN, doors=DOORS)
    turn = text(core, "certain")
    assert turn.prompt.path == "number"
    assert turn.draft is None
    assert "another way" in notes_of(turn)
    assert not core.front_office.service("trial", AN).here


def test_without_a_carrier_the_line_goes_on_at_the_next_word(offering, post):
    core = offering(CERTAIN, doors=DOORS, carry_on_at="https://town.example/{language}/c/{secret}")
    text(core, "certain")
    secret = LINK.search(notes_of(text(core, "skip")))[1]
    assert "send any word" in notes_of(answer(core, secret, "42"))
    assert text(core, "42").prompt.kind == "check"


CHECKED = """
keywords: [CHECKED]
questions:
  - {code: number, ask: Your secret number?, kind: number, sensitive: true}
  - {code: higher, ask: A higher one?, kind: number}
checks:
  - {at: number, require: {number: {at_most: {answer: higher}}}, say: The first must not be the higher one.}
"""


def test_what_a_later_answer_made_wrong_is_mended_behind_a_new_link(offering, post):
    core = offering(
        CHECKED,
        carried=frozenset({"tel"}),
        doors=DOORS,
        carry_on_at="https://town.example/{language}/c/{secret}",
    )
    first = LINK.search(notes_of(text(core, "checked")))[1]
    answer(core, first, "42")
    mend = LINK.search(notes_of(text(core, "7")))[1]
    asked = core.front_office.single_question(mend, WEB)
    assert (asked.prompt.kind, asked.prompt.path) == ("ask", "number")
    assert answer(core, mend, "43").prompt.problem is not None
    assert answer(core, mend, "5").prompt.kind == "say"
    assert text(core, "?").prompt.kind == "check"
