"""A draft that is saved is found again by its code and the word chosen with it, by nobody else, as long as it lives."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from service.assembly import Core
from service.front_office import NoSuchDraft, TooManyTries
from service.messages import Capabilities, Line, Problem, Reply, Saved, Turn, Visitor
from tests.service.conftest import Post, deliver

WEB = Visitor("web", "en", Capabilities(pages=True), source="10.0.0.1")
HALL = Visitor("hall", "fr", Capabilities(public_screen=True), source="10.0.0.2")
WORD = "Tilleul 7"


def begun(core: Core, visitor: Visitor = WEB) -> str:
    """A street problem with its first question answered."""
    turn = core.front_office.begin("street-problem", visitor)
    assert turn.draft is not None
    core.front_office.answer(turn.draft, "danger", {"answer": "no"}, turn.version, visitor)
    return turn.draft


def saved(core: Core, draft: str, word: str = WORD, contact: str = "", visitor: Visitor = WEB) -> Saved:
    found = core.front_office.save(draft, word, contact, visitor)
    assert isinstance(found, Saved)
    return found


def opened(core: Core, code: str, word: str = WORD, visitor: Visitor = HALL) -> Turn:
    turn = core.front_office.open_saved(code, word, visitor)
    assert isinstance(turn, Turn)
    return turn


def test_the_code_is_long_and_says_until_when_it_is_good(core):
    code = saved(core, begun(core))
    assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}", code.code), "80 bits"
    assert code.until == "23 December 2026"
    assert code.link == f"https://town.example/en/c/{code.code.replace('-', '')}"


@pytest.mark.parametrize(
    "written",
    [
        lambda saved: saved.code,
        lambda saved: saved.code.replace("-", ""),
        lambda saved: saved.code.replace("-", " ").lower().replace("0", "o").replace("1", "i"),
        lambda saved: saved.link,
    ],
)
@pytest.mark.parametrize("word", [WORD, "tilleul7", " TILLEUL  ٧ "])
def test_who_has_both_goes_on_where_it_stood(core, written, word):
    code = saved(core, begun(core))
    waiting = core.front_office.waiting(written(code), HALL)
    assert waiting is not None
    assert waiting.secured
    assert waiting.service == "street-problem"
    turn = opened(core, written(code), word)
    assert turn.prompt is not None
    assert turn.prompt.path == "problem"


def test_the_door_that_was_left_lets_go(core):
    draft = begun(core)
    opened(core, saved(core, draft).code)
    left = core.front_office.ask(draft, WEB)
    assert left.prompt is not None
    assert left.prompt.id == "moved"


def test_it_opens_again_and_again_as_long_as_the_draft_lives(core, clock):
    code = saved(core, begun(core)).code
    for _ in range(4):
        clock.pass_(timedelta(days=20))
        assert opened(core, code).draft is not None
    clock.pass_(timedelta(days=31))
    assert core.front_office.open_saved(code, WORD, HALL) is None
    assert core.front_office.waiting(code, HALL) is None


@pytest.mark.parametrize("word", ["", "tilleul", "Tilleul 8", "x" * 5000])
def test_without_the_right_word_it_opens_nothing(core, word):
    draft = begun(core)
    refused = core.front_office.open_saved(saved(core, draft).code, word, HALL)
    assert isinstance(refused, Problem)
    assert refused.part == "second"
    assert word == "" or word not in refused.words
    stands = core.front_office.ask(draft, WEB).prompt
    assert stands is not None
    assert stands.path == "problem"


def test_the_word_cannot_be_guessed_from_many_places(core, clock):
    code = saved(core, begun(core)).code
    for number in range(5):
        elsewhere = Visitor("web", "en", Capabilities(pages=True), source=f"10.1.0.{number}")
        assert isinstance(core.front_office.open_saved(code, f"guess {number}", elsewhere), Problem)
    with pytest.raises(TooManyTries):
        core.front_office.open_saved(code, WORD, HALL)
    clock.pass_(timedelta(minutes=15))
    assert opened(core, code).draft is not None


def test_codes_cannot_be_guessed_from_one_place(core):
    for number in range(10):
        assert core.front_office.waiting(f"0000-0000-0000-{number:04}", HALL) is None
    with pytest.raises(TooManyTries):
        core.front_office.waiting("0000-0000-0000-0000", HALL)


@pytest.mark.parametrize("word", ["", "abc", " a b c ", "- - -"])
def test_a_word_that_is_too_short_is_refused_and_nothing_is_saved(core, word):
    refused = core.front_office.save(begun(core), word, "", WEB)
    assert isinstance(refused, Problem)
    assert (refused.code, refused.part) == ("too-short", "second")


def test_a_contact_that_is_none_is_refused_and_nothing_is_saved(core):
    draft = begun(core)
    refused = core.front_office.save(draft, WORD, "0470", WEB)
    assert isinstance(refused, Problem)
    assert refused.part == "contact"
    keeping = core.front_office.keeping(draft, WEB)
    assert keeping is not None
    assert not keeping.saved


def test_saving_again_makes_a_new_code_and_the_old_one_opens_nothing(core):
    draft = begun(core)
    old, new = saved(core, draft).code, saved(core, draft).code
    assert core.front_office.open_saved(old, WORD, HALL) is None
    assert opened(core, new).draft is not None


def test_a_code_can_be_done_away_with(core):
    draft = begun(core)
    code = saved(core, draft).code
    core.front_office.do_away(draft)
    keeping = core.front_office.keeping(draft, WEB)
    assert keeping is not None
    assert not keeping.saved
    assert core.front_office.open_saved(code, WORD, HALL) is None


def test_a_door_that_has_not_got_the_draft_can_neither_save_it_nor_do_its_code_away(core):
    draft = begun(core)
    code = saved(core, draft).code
    opened(core, code)
    assert core.front_office.save(draft, WORD, "", WEB) is None
    assert core.front_office.keeping(draft, WEB) is None
    core.front_office.do_away(draft)
    assert opened(core, code).draft is not None


def test_what_was_submitted_is_opened_by_its_code_no_more(offering):
    core = offering("questions:\n  - {code: one, ask: The first?, kind: number}\n")
    turn = core.front_office.begin("trial", WEB)
    turn = core.front_office.answer(turn.draft, "one", {"answer": "1"}, turn.version, WEB)
    code = saved(core, turn.draft).code
    core.front_office.submit(turn.draft, turn.version, WEB)
    assert core.front_office.open_saved(code, WORD, HALL) is None


def test_neither_code_nor_word_nor_contact_stands_in_the_store(core):
    code = saved(core, begun(core), contact="an@example.org").code
    with core.operations.database.reading() as connection:
        (row,) = connection.execute(text("SELECT * FROM saved_codes"))
    stored = b"|".join(bytes(each) if isinstance(each, bytes) else str(each).encode() for each in row)
    for known in (code, code.replace("-", ""), WORD, "tilleul", "example.org"):
        assert known.encode().lower() not in stored.lower()


def test_it_is_sent_to_who_wants_it_without_the_word(core, post):
    code = saved(core, begun(core), contact="0470 00 00 09")
    assert "0470 00 00 09" in code.sent
    deliver(core, post)
    (notice,) = post.carried
    assert notice.contact == "tel:+32470000009"
    assert code.link in notice.words
    assert "Tilleul" not in notice.words


def announced(core: Core, post: Post) -> list[str]:
    before = len(post.carried)
    core.operations.tidy()
    deliver(core, post)
    return [each.words for each in post.carried[before:]]


def test_who_left_a_contact_is_told_three_days_before_it_is_deleted_and_once(core, clock, post):
    saved(core, begun(core), contact="an@example.org")
    deliver(core, post)
    clock.pass_(timedelta(days=26))
    assert announced(core, post) == []
    clock.pass_(timedelta(days=2))
    (words,) = announced(core, post)
    assert "Report a street problem" in words
    assert "23 December 2026" in words
    assert announced(core, post) == []
    clock.pass_(timedelta(days=3))
    assert announced(core, post) == []


def test_who_comes_back_is_told_again_when_it_is_about_to_end_again(core, clock, post):
    code = saved(core, begun(core), contact="an@example.org").code
    deliver(core, post)
    clock.pass_(timedelta(days=28))
    assert len(announced(core, post)) == 1
    clock.pass_(timedelta(days=1))
    opened(core, code)
    assert announced(core, post) == []
    clock.pass_(timedelta(days=28))
    (words,) = announced(core, post)
    assert "21 January 2027" in words or "janvier" in words


def test_what_was_saved_is_deleted_with_its_draft(core, clock):
    draft = begun(core)
    saved(core, draft, contact="an@example.org")
    clock.pass_(timedelta(days=31))
    core.operations.tidy()
    with pytest.raises(NoSuchDraft):
        core.front_office.ask(draft, WEB)
    with core.operations.database.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM saved_codes")).scalar() == 0


# --- by text --------------------------------------------------------------------------------------------------


def texting(core: Core) -> Any:
    can, sent = Capabilities(private=False), iter(range(1000))
    line = Visitor("sms", "en", can, line=Line("tel:+32470000001", "tel:+32460000000"))
    return lambda words: core.front_office.hear(Reply(words, f"SM{next(sent)}"), line)


def test_code_and_word_in_one_text_go_on_there(core):
    code, say = saved(core, begun(core)).code, texting(core)
    turn = say(f"{code.lower()} tilleul 7")
    assert "every answer" in turn.said[0]
    assert turn.prompt.path == "problem"


def test_a_code_without_its_word_is_told_what_it_needs(core):
    code, say = saved(core, begun(core)).code, texting(core)
    assert "the word or number that you chose" in say(code).said[0]
    assert say(f"{code} something else").said == (
        "That is not the word or number that was chosen with this code.",
    )
    assert say(f"{code} {WORD}").prompt.path == "problem"


def test_what_only_looks_like_a_code_is_an_answer_like_any_other(core):
    say = texting(core)
    say("FIX")
    assert say("no").prompt.path == "problem"
    assert say("1111 2222 3333 4444").prompt.path == "problem"
    assert say("this hole here past").prompt.path == "size"


def test_a_code_that_was_replaced_is_never_taken_for_an_answer_though_any_words_are_one(offering):
    core = offering("questions:\n  - {code: why, ask: Why is it so big?, kind: text}\n")
    turn = core.front_office.begin("trial", WEB)
    old, new = (saved(core, turn.draft).code for _ in range(2))
    say = texting(core)
    say("hello")
    say("1")
    for words in (f"{old} {WORD}", old, f"https://town.example/en/c/{old.replace('-', '')} {WORD}"):
        assert say(words).said[0].startswith("That code is not good")
    assert say(f"{new} {WORD}").prompt.path == "why"
    assert say("It grew").prompt.kind == "check"


def test_account_numbers_are_no_tries_at_a_code_however_many_are_texted(offering):
    account = "BE68 5390 0754 7034"
    core = offering("questions:\n  - {code: account, ask: Your account?, kind: iban}\n")
    say = texting(core)
    say("hello")
    say("1")
    for _ in range(12):
        assert say(account).prompt.kind == "check"
        assert say("1").prompt.path == "account"


# --- a definition that has changed ------------------------------------------------------------------------------

QUESTIONS = """
questions:
  - {{code: one, ask: {one}, kind: number}}
  - {{code: two, ask: {two}, kind: number}}
"""


@pytest.mark.parametrize(
    ("one", "two", "told"),
    [
        ("The first?", "The second?", False),
        ("The first?", "Another?", False),
        ("How many?", "The second?", True),
    ],
)
def test_who_comes_back_is_told_only_where_a_question_they_answered_has_changed(offering, one, two, told):
    core = offering(QUESTIONS.format(one="The first?", two="The second?"))
    turn = core.front_office.begin("trial", WEB)
    turn = core.front_office.answer(turn.draft, "one", {"answer": "1"}, turn.version, WEB)
    code = saved(core, turn.draft).code
    offering(QUESTIONS.format(one=one, two=two))
    back = opened(core, code, visitor=WEB)
    assert any("“The first?”" in words for words in back.said) == told
    assert back.prompt is not None
    assert back.prompt.words == "The second?"
