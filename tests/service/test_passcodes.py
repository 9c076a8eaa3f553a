"""Who is to prove a contact gets a code there, and only that code, told in time and for this draft, is a proof."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import text

from service.assembly import Core
from service.drafts import Overtaken
from service.front_office import FrontOffice
from service.messages import Capabilities, Line, Reply, Turn, Visitor
from service.passcodes import PASSCODE
from tests.service.conftest import Post, deliver

BODY = """
identity: contact
questions:
  - {code: income, ask: What do you earn?, kind: number, sensitive: true, allow_on_open_line: A trial.}
  - {code: mobile, ask: Your mobile number?, kind: phone, mobile: true}
"""
BY_MAIL = BODY.replace(
    "{code: mobile, ask: Your mobile number?, kind: phone, mobile: true}",
    "{code: mail, ask: Your address?, kind: email}",
)
WEB = Visitor("web", "en", Capabilities(), source="10.0.0.1")
HALL = Visitor("hall", "en", Capabilities(public_screen=True), source="10.0.0.2")
CODE = re.compile(r"^\d{6}\b")


@pytest.fixture
def town(offering) -> Core:
    return offering(BODY, carried=frozenset({"tel", "mailto"}))


def answered(core: Core, visitor: Visitor = WEB, mobile: str = "0470 00 00 09") -> Turn:
    """At check answers."""
    turn = core.front_office.begin("trial", visitor)
    for words in ("1234", mobile):
        assert turn.prompt is not None
        turn = core.front_office.answer(
            held(turn), turn.prompt.path, {"answer": words}, turn.version, visitor
        )
    assert turn.prompt is not None
    assert turn.prompt.kind == "check"
    return turn


def held(turn: Turn) -> str:
    assert turn.draft is not None
    return turn.draft


def pressed_send(core: Core, turn: Turn, visitor: Visitor = WEB) -> Turn:
    return core.front_office.submit(held(turn), turn.version, visitor)


def told(core: Core, turn: Turn, code: str, visitor: Visitor = WEB) -> Turn:
    return core.front_office.answer(held(turn), PASSCODE, {"answer": code}, turn.version, visitor)


def code_for(core: Core, post: Post) -> str:
    """The newest code that arrived."""
    deliver(core, post)
    found = CODE.search(post.carried[-1].words)
    assert found is not None
    return found[0]


def path_of(turn: Turn) -> str:
    assert turn.prompt is not None
    return turn.prompt.path or turn.prompt.kind


@pytest.mark.parametrize(
    ("body", "contact"), [(BODY, "tel:+32470000009"), (BY_MAIL, "mailto:an@example.org")]
)
def test_who_tells_the_code_has_sent_the_case(offering, post, body, contact):
    core = offering(body, carried=frozenset({"tel", "mailto"}))
    turn = pressed_send(core, answered(core, mobile=contact.partition(":")[2]))
    assert path_of(turn) == PASSCODE
    code = code_for(core, post)
    assert post.carried[-1].contact == contact
    assert contact.partition(":")[2] not in turn.prompt.words
    done = told(core, turn, code)
    assert path_of(done) == "done"
    assert done.prompt.receipt is not None


def test_the_code_may_be_written_as_people_write_it(town, post):
    turn = pressed_send(town, answered(town))
    code = code_for(town, post)
    arabic = "".join(chr(0x660 + int(each)) for each in code)
    assert path_of(told(town, turn, f" {arabic[:3]}-{arabic[3:]} ")) == "done"


@pytest.mark.parametrize("wrong", ["", "000000", "12345", "words", "1" * 5000])
def test_a_wrong_code_sends_nothing_and_says_so(town, post, wrong):
    turn = pressed_send(town, answered(town))
    right = code_for(town, post)
    refused = told(town, turn, wrong if wrong != right else "000001")
    assert path_of(refused) == PASSCODE
    assert refused.prompt.problem.code == "wrong"
    assert town.back_office is not None
    assert path_of(told(town, turn, right)) == "done"


def test_five_wrong_codes_end_it_also_for_the_right_one(town, post):
    turn = pressed_send(town, answered(town))
    right = code_for(town, post)
    for number in range(5):
        assert told(town, turn, f"{(int(right) + 1 + number) % 10**6:06}").prompt.problem.code == "wrong"
    assert told(town, turn, right).prompt.problem.code == "expired"
    again = pressed_send(town, turn)
    assert path_of(told(town, again, code_for(town, post))) == "done"


def test_guessing_at_once_is_no_way_around_the_five(town, post):
    turn = pressed_send(town, answered(town))
    right = int(code_for(town, post))

    def guessed(number: int) -> str:
        try:
            return told(town, turn, f"{(right + 1 + number) % 10**6:06}").prompt.problem.code
        except Overtaken:  # too many at once: nothing was looked at
            return "busy"

    with ThreadPoolExecutor(8) as people:
        answers = list(people.map(guessed, range(20)))
    number = 20
    while (answer := guessed(number)) == "wrong":
        answers.append(answer)
        number += 1
    assert answer == "expired"
    assert answers.count("wrong") == 5


def test_after_ten_minutes_it_is_good_no_more(town, post, clock):
    turn = pressed_send(town, answered(town))
    code = code_for(town, post)
    clock.pass_(timedelta(minutes=11))
    assert told(town, turn, code).prompt.problem.code == "expired"


def test_a_new_code_ends_the_one_before(town, post):
    turn = pressed_send(town, answered(town))
    old = code_for(town, post)
    pressed_send(town, turn)
    new = code_for(town, post)
    if old != new:
        assert told(town, turn, old).prompt.problem.code == "wrong"
    assert path_of(told(town, turn, new)) == "done"


def test_a_code_is_good_for_its_own_draft_only(town, post):
    first, second = pressed_send(town, answered(town)), answered(town)
    code = code_for(town, post)
    second = pressed_send(town, second)
    if code_for(town, post) != code:
        assert path_of(told(town, second, code)) == PASSCODE
    assert path_of(told(town, first, code)) == "done"


def test_who_changes_the_number_proves_the_new_one(town, post):
    turn = pressed_send(town, answered(town))
    code = code_for(town, post)
    office: FrontOffice = town.front_office
    changed = office.answer(held(turn), "mobile", {"answer": "0470 00 00 08"}, turn.version, WEB)
    assert path_of(told(town, changed, code)) == PASSCODE
    again = pressed_send(town, changed)
    assert path_of(told(town, again, code_for(town, post))) == "done"
    assert post.carried[-1].contact == "tel:+32470000008"


def test_what_changed_after_send_was_pressed_is_looked_through_again(town, post):
    turn = pressed_send(town, answered(town))
    code = code_for(town, post)
    changed = town.front_office.answer(held(turn), "income", {"answer": "99"}, turn.version, WEB)
    back = told(town, changed, code)
    assert path_of(back) == "check"
    assert path_of(pressed_send(town, back)) == "done"


def test_nobody_is_buried_in_codes(town, post, clock):
    turn = answered(town)
    for _ in range(5):
        assert path_of(pressed_send(town, turn)) == PASSCODE
    refused = pressed_send(town, turn)
    assert path_of(refused) == "check"
    assert "an hour" in refused.said[0]
    clock.pass_(timedelta(hours=1))
    assert path_of(pressed_send(town, turn)) == PASSCODE


def test_without_anybody_who_carries_codes_nothing_is_taken(offering):
    core = offering(BODY)
    refused = pressed_send(core, answered(core))
    assert path_of(refused) == "check"
    assert "cannot send you a code" in refused.said[0]


def test_looking_writes_nothing_and_back_leads_to_check_answers(town, post):
    turn = pressed_send(town, answered(town))
    assert path_of(town.front_office.ask(held(turn), WEB, PASSCODE)) == PASSCODE
    assert path_of(town.front_office.back(held(turn), WEB, PASSCODE)) == "check"
    assert path_of(told(town, turn, code_for(town, post))) == "done"


def test_where_no_code_was_sent_none_is_asked_for(town):
    turn = answered(town)
    assert path_of(town.front_office.ask(held(turn), WEB, PASSCODE)) == "check"
    assert path_of(told(town, turn, "123456")) == "check"


def test_no_code_stands_in_the_store(town, post):
    pressed_send(town, answered(town))
    code = code_for(town, post)
    with town.operations.database.reading() as connection:
        rows = [str(row) for row in connection.execute(text("SELECT * FROM passcodes"))]
    assert rows
    assert not any(code in row for row in rows)


def test_a_text_from_the_number_itself_proves_nothing(town, post):
    line = Visitor(
        "sms", "en", Capabilities(private=False), line=Line("tel:+32470000009", "tel:+32460000000")
    )
    sent = iter(range(100))

    def say(words: str) -> Turn:
        return town.front_office.hear(Reply(words, f"SM{next(sent)}"), line)

    say("A trial")
    say("1")
    say("1234")
    say("0470 00 00 09")
    assert path_of(say("0")) == PASSCODE
    code = code_for(town, post)
    assert say("111111" if code != "111111" else "222222").prompt.problem.code == "wrong"
    assert path_of(say("back")) == "check"
    assert path_of(say("0")) == PASSCODE
    assert path_of(say(code_for(town, post))) == "done"


# --- what is hidden at a new door -------------------------------------------------------------------------------


def moved(core: Core) -> Turn:
    """The same draft at the hall, at check answers, what is private hidden."""
    offer = core.front_office.hand_over(held(answered(core)), WEB)
    assert offer is not None
    turn = core.front_office.take_over(offer.code, HALL)
    assert turn is not None
    assert turn.prompt is not None
    assert turn.prompt.provable
    assert "1,234" not in str(turn)
    return turn


def shown(turn: Turn) -> str:
    assert turn.prompt is not None
    return next(row.shown for row in turn.prompt.rows if row.path == "income")


def test_who_proves_the_contact_sees_what_was_hidden_and_has_sent_nothing(town, post):
    turn = town.front_office.prove(held(moved(town)), HALL)
    assert path_of(turn) == PASSCODE
    back = told(town, turn, code_for(town, post), HALL)
    assert path_of(back) == "check"
    assert shown(back) == "1,234"
    assert not back.prompt.provable
    assert shown(town.front_office.review(held(back), HALL)) == "1,234"


def test_who_does_not_prove_it_sees_nothing(town, post):
    turn = town.front_office.prove(held(moved(town)), HALL)
    right = code_for(town, post)
    refused = told(town, turn, f"{(int(right) + 1) % 10**6:06}", HALL)
    assert path_of(refused) == PASSCODE
    assert "1,234" not in str(town.front_office.review(held(turn), HALL))


def test_a_proof_does_not_travel_to_the_next_door(town, post):
    turn = town.front_office.prove(held(moved(town)), HALL)
    proven = told(town, turn, code_for(town, post), HALL)
    offer = town.front_office.hand_over(held(proven), HALL)
    assert offer is not None
    there = town.front_office.take_over(offer.code, WEB)
    assert there is not None
    assert "1,234" not in str(there)


def test_another_number_does_not_show_what_somebody_else_answered(town, post):
    """Whoever took a code off a screen must not put in a number of their own and read the rest."""
    turn = moved(town)
    changed = town.front_office.answer(held(turn), "mobile", {"answer": "0470 00 00 66"}, turn.version, HALL)
    assert not changed.prompt.provable
    asked = town.front_office.prove(held(changed), HALL)
    assert path_of(asked) == "check"
    assert "1,234" not in str(asked)
    assert deliver(town, post) == 0


def test_nor_at_the_door_after_that_one(town, post):
    turn = moved(town)
    changed = town.front_office.answer(held(turn), "mobile", {"answer": "0470 00 00 66"}, turn.version, HALL)
    offer = town.front_office.hand_over(held(changed), HALL)
    assert offer is not None
    there = town.front_office.take_over(offer.code, WEB)
    assert there is not None
    pressed = pressed_send(town, there)
    code = code_for(town, post)
    assert "1,234" not in str(town.front_office.review(held(pressed), WEB))
    assert "1,234" not in str(told(town, pressed, code))
