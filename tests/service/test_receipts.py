"""The reference of a case in one message, to whoever has just made it and nobody else."""

from __future__ import annotations

from datetime import timedelta

import pytest

from service.assembly import Core
from service.messages import Capabilities, Line, Problem, Receipt, Reply, Visitor
from service.receipts import MOST
from tests.outposts import ANSWERS
from tests.service.conftest import deliver

HALL = Visitor("kiosk", "en", Capabilities(public_screen=True, photos=True), source="10.0.0.9")
AN = "tel:+32470000009"


def made(core: Core, visitor: Visitor = HALL) -> tuple[str, Receipt]:
    """A street problem that was sent, and its receipt."""
    office = core.front_office
    turn = office.begin("street-problem", visitor)
    while turn.prompt is not None and turn.prompt.kind == "ask":
        assert turn.draft is not None
        if turn.prompt.path in ANSWERS:
            given = {"answer": ANSWERS[turn.prompt.path]}
            turn = office.answer(turn.draft, turn.prompt.path, given, turn.version, visitor)
        else:
            turn = office.skip(turn.draft, turn.prompt.path, visitor)
    assert turn.draft is not None
    turn = office.submit(turn.draft, turn.version, visitor)
    assert turn.draft is not None
    assert turn.prompt is not None
    assert turn.prompt.receipt is not None
    return turn.draft, turn.prompt.receipt


def test_the_message_names_service_reference_and_where_to_ask_and_not_the_status_code(core, post):
    draft, receipt = made(core)
    assert core.front_office.send_receipt(draft, "0470 00 00 09", HALL) == "0470 00 00 09"
    assert deliver(core, post) == 1
    (notice,) = post.carried
    assert notice.contact == AN
    assert "Report a street problem" in notice.words
    assert receipt.reference in notice.words
    assert f"https://town.example/en/status?reference={receipt.reference}" in notice.words
    assert receipt.status_code not in notice.words


def test_it_is_written_in_the_persons_language(core, post):
    dutch = Visitor("kiosk", "nl", HALL.capabilities)
    draft, _ = made(core, dutch)
    core.front_office.send_receipt(draft, "0470000009", dutch)
    deliver(core, post)
    assert "referentie" in post.carried[0].words


@pytest.mark.parametrize("written", ["", "050 00 00 00", "0470 00", "call me"])
def test_what_is_no_number_is_said_and_nothing_is_sent(core, post, written):
    draft, _ = made(core)
    assert isinstance(core.front_office.send_receipt(draft, written, HALL), Problem)
    assert deliver(core, post) == 0


def test_before_there_is_a_case_nothing_is_sent(core):
    turn = core.front_office.begin("street-problem", HALL)
    assert turn.draft is not None
    assert core.front_office.send_receipt(turn.draft, "0470 00 00 09", HALL) is None


def test_a_case_is_not_told_to_a_whole_telephone_book(core, post, clock):
    draft, _ = made(core)
    for number in range(MOST):
        assert core.front_office.send_receipt(draft, f"0470 00 0{number} 09", HALL)
    refused = core.front_office.send_receipt(draft, "0470 00 09 09", HALL)
    assert isinstance(refused, Problem)
    assert refused.code == "too-often"
    assert deliver(core, post) == MOST
    clock.pass_(timedelta(hours=1))
    assert core.front_office.send_receipt(draft, "0470 00 09 09", HALL) == "0470 00 09 09"


def test_one_telephone_is_not_sent_many_by_strangers(core):
    for _ in range(5):
        draft, _receipt = made(core)
        assert core.front_office.send_receipt(draft, "0470 00 00 09", HALL) == "0470 00 00 09"
    draft, _receipt = made(core)
    assert isinstance(core.front_office.send_receipt(draft, "0470 00 00 09", HALL), Problem)


def test_who_has_stopped_our_messages_gets_none(core, post):
    text_door = Capabilities(reserved=frozenset({"stop"}), stopping=frozenset({"stop"}), stop_word="STOP")
    line = Visitor("sms", "en", text_door, line=Line(AN, "tel:+32460000000"))
    core.front_office.hear(Reply("FIX", "SM1"), line)
    core.front_office.hear(Reply("STOP", "SM2"), line)
    draft, _ = made(core)
    core.front_office.send_receipt(draft, "0470 00 00 09", HALL)
    deliver(core, post)
    assert post.carried == []
