"""What a citizen may still change after sending: as the workflow allows, checked as ever, and never in silence."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from service.assembly import Core
from service.back_office import Changed, Words
from service.messages import Capabilities, Line, Officer, Receipt, Reply, Status, Turn, Visitor
from service.office_messages import CaseView
from tests.service.conftest import Offering, answered

BODY = """
prove_by: [mobile]
find_by: [plate]
promise: {working_days: 5}
questions:
  - {code: big, ask: Is it big?, kind: yes_no}
  - {code: plate, ask: Which plate?, kind: plate}
  - {code: mobile, ask: Which number?, kind: phone, optional: true}
  - {code: number, ask: Your register number?, kind: national_number, sensitive: true, optional: true}
  - {code: length, ask: How long?, kind: text, when: {big: true}}
workflow:
  states:
    - code: received
      name: New
      say: We look at it.
      corrections: [plate, mobile, number, length]
      moves: [{to: waiting, name: Ask, reason: true}, {to: done, name: Finish}]
    - code: waiting
      name: Waiting
      say: We wait for you.
      waits: true
      corrections: [plate]
      when_corrected: received
      moves: [{to: received, name: Go on}]
    - {code: done, name: Done, say: It is done., end: true}
"""
WEB = Visitor("web", "en", Capabilities(pages=True), source="10.0.0.1")
OPEN_LINE = Visitor("sms", "en", Capabilities(private=False), source="10.0.0.2")


@pytest.fixture
def core(offering: Offering) -> Core:
    core = offering(BODY)
    officers = core.back_office.officers
    officers.add("an", "An Peeters", "a long enough one", ["head"], "public-works")
    return core


@pytest.fixture
def receipt(core: Core) -> Receipt:
    turn = answered(core, core.front_office.begin("trial", WEB), WEB, "no", "1-QRS-456", "0470 00 00 09")
    turn = core.front_office.skip(turn.draft or "", "number", WEB)
    turn = core.front_office.submit(turn.draft or "", turn.version, WEB)
    assert turn.prompt is not None
    assert turn.prompt.receipt is not None
    return turn.prompt.receipt


def an(core: Core) -> Officer:
    return core.back_office.officers.all()[0]


def opened(core: Core, receipt: Receipt) -> CaseView:
    view = core.back_office.look(an(core), receipt.reference, "en", "handling")
    assert isinstance(view, CaseView)
    return view


def moved(core: Core, receipt: Receipt, to: str) -> None:
    seen = opened(core, receipt).version
    core.back_office.move(an(core), receipt.reference, to, seen, Words("Please.", "en"))


def status(core: Core, receipt: Receipt, proof: str = "", visitor: Visitor = WEB) -> Status | None:
    return core.front_office.track(receipt.reference, proof or receipt.status_code, visitor)


def correctable(core: Core, receipt: Receipt, proof: str = "", visitor: Visitor = WEB) -> list[str]:
    found = status(core, receipt, proof, visitor)
    assert found is not None
    return [prompt.path for prompt in found.correctable]


def corrected(core: Core, receipt: Receipt, path: str, words: str) -> Turn:
    turn = core.front_office.correct(receipt.reference, receipt.status_code, path, {"answer": words}, WEB)
    assert turn is not None
    return turn


def answers(core: Core, receipt: Receipt) -> dict[str, Any]:
    shown = core.back_office.show(receipt.reference)
    assert shown is not None
    return dict(shown["answers"])


def test_what_the_state_names_and_was_asked_can_be_changed(core: Core, receipt: Receipt) -> None:
    assert correctable(core, receipt) == ["plate", "mobile", "number"]
    assert corrected(core, receipt, "plate", "2-XYZ-987").said == ("Thank you, we have changed it.",)
    assert answers(core, receipt)["plate"] == "2-XYZ-987"


def test_nothing_of_what_was_answered_is_shown_to_who_changes_it(core: Core, receipt: Receipt) -> None:
    found = status(core, receipt)
    assert found is not None
    assert "1-QRS-456" not in repr(found.correctable)


def test_the_officer_reads_what_it_was_and_what_it_is(core: Core, receipt: Receipt) -> None:
    corrected(core, receipt, "plate", "2-XYZ-987")
    (entry,) = opened(core, receipt).entries
    assert (entry.who, entry.deed, entry.about) == ("", "corrected", "Which plate?")
    assert entry.written == "Before: 1-QRS-456. Now: 2-XYZ-987."


def test_an_optional_answer_can_be_given_later_or_taken_out(core: Core, receipt: Receipt) -> None:
    corrected(core, receipt, "number", "85.07.30-033.28")
    corrected(core, receipt, "mobile", "")
    assert answers(core, receipt)["mobile"] is None
    written = [entry.written for entry in opened(core, receipt).entries]
    assert written == [
        "Before: Not provided. Now: 85.07.30-033.28.",
        "Before: 0470 00 00 09. Now: Not provided.",
    ]


def test_it_is_checked_as_ever_and_nothing_is_stored_of_what_is_refused(core: Core, receipt: Receipt) -> None:
    before = opened(core, receipt)
    turn = corrected(core, receipt, "plate", "!")
    assert turn.prompt is not None
    assert turn.prompt.problem is not None
    assert answers(core, receipt)["plate"] == "1-QRS-456"
    assert opened(core, receipt) == before


def test_the_same_answer_once_more_changes_nothing(core: Core, receipt: Receipt) -> None:
    before = opened(core, receipt)
    corrected(core, receipt, "plate", "1 qrs 456")
    assert opened(core, receipt) == before


def test_an_officer_who_had_the_case_open_is_told(core: Core, receipt: Receipt) -> None:
    seen = opened(core, receipt).version
    corrected(core, receipt, "plate", "2-XYZ-987")
    with pytest.raises(Changed):
        core.back_office.move(an(core), receipt.reference, "done", seen)


@pytest.mark.parametrize("path", ["big", "length", "nothing"])
def test_nothing_else_can_be_changed(core: Core, receipt: Receipt, path: str) -> None:
    before = answers(core, receipt)
    turn = corrected(core, receipt, path, "yes")
    assert turn.said == ("This cannot be changed any more. Please call us.",)
    assert answers(core, receipt) == before


def test_nothing_can_be_changed_once_it_is_done(core: Core, receipt: Receipt) -> None:
    moved(core, receipt, "done")
    assert correctable(core, receipt) == []
    assert corrected(core, receipt, "plate", "2-XYZ-987").said == (
        "This cannot be changed any more. Please call us.",
    )


def test_a_correction_that_was_waited_for_takes_the_case_back_to_work(
    core: Core, receipt: Receipt, clock: Any
) -> None:
    moved(core, receipt, "waiting")
    due = opened(core, receipt).line.due
    assert due is None
    clock.pass_(timedelta(days=7))
    corrected(core, receipt, "plate", "2-XYZ-987")
    line = opened(core, receipt).line
    assert (line.status, str(line.due)) == (
        "received",
        "2026-12-07",
    )  # five working days later than 30 November
    assert [entry.deed for entry in opened(core, receipt).entries] == ["moved", "corrected", "moved"]


def test_officers_find_it_by_the_new_answer_and_no_longer_by_the_old_one(
    core: Core, receipt: Receipt
) -> None:
    corrected(core, receipt, "plate", "2-XYZ-987")
    office = core.back_office
    assert [line.reference for line in office.find(an(core), "2-XYZ-987", "en").lines] == [receipt.reference]
    assert office.find(an(core), "1-QRS-456", "en").lines == ()


def test_the_new_number_proves_and_the_old_one_no_longer(core: Core, receipt: Receipt) -> None:
    assert status(core, receipt, "0009") is not None
    corrected(core, receipt, "mobile", "0470 00 00 12")
    assert status(core, receipt, "0009") is None
    assert status(core, receipt, "0012") is not None


def test_what_only_shows_the_status_changes_nothing(core: Core, receipt: Receipt) -> None:
    assert correctable(core, receipt, "0009") == []
    assert core.front_office.correct(receipt.reference, "0009", "plate", {"answer": "2-XYZ-987"}, WEB) is None


def test_a_private_answer_is_not_asked_on_an_open_line(core: Core, receipt: Receipt) -> None:
    assert correctable(core, receipt, visitor=OPEN_LINE) == ["plate", "mobile"]


def test_what_it_was_lies_sealed(core: Core, receipt: Receipt) -> None:
    corrected(core, receipt, "plate", "2-XYZ-987")
    with core.operations.database.reading() as connection:
        rows = connection.execute(text("SELECT sealed FROM case_entries")).all()
        kinds = [row.kind for row in connection.execute(text("SELECT kind, path FROM events"))]
    assert len(rows) == 1
    assert b"QRS" not in bytes(rows[0].sealed)
    assert kinds[-1] == "corrected"


# --- in words -------------------------------------------------------------------------------------------------------


TEXTING = Visitor("sms", "en", Capabilities(private=False), line=Line("tel:+32470000009", "+32460000000"))


def texted(core: Core, words: str, delivery: str) -> str:
    return core.front_office.hear(Reply(words, delivery), TEXTING).said[0]


def test_a_text_tells_what_can_be_changed_and_changes_it(core: Core, receipt: Receipt) -> None:
    asked = f"STATUS {receipt.reference} {receipt.status_code}"
    assert texted(core, asked, "1").endswith(
        " To change something, text this once more with its number and the new answer:\n1 Which plate?\n2 Which number?"
    )
    assert texted(core, f"{asked} 1 2-XYZ-987", "2") == "Thank you, we have changed it."
    assert answers(core, receipt)["plate"] == "2-XYZ-987"
    assert texted(core, f"{asked} 2 0470 00 00 12", "3") == "Thank you, we have changed it."
    assert answers(core, receipt)["mobile"] == "+32470000012"


def test_the_same_text_delivered_twice_is_one_change(core: Core, receipt: Receipt) -> None:
    words = f"STATUS {receipt.reference} {receipt.status_code} 1 2-XYZ-987"
    assert texted(core, words, "1") == texted(core, words, "1")
    assert len(opened(core, receipt).entries) == 1


def test_what_is_wrong_in_a_text_is_said_and_nothing_changes(core: Core, receipt: Receipt) -> None:
    asked = f"STATUS {receipt.reference} {receipt.status_code}"
    wrong = f"{(int(receipt.status_code) + 1) % 1_000_000:06}"
    assert "plate" in texted(core, f"{asked} 1 !", "1")
    assert texted(core, f"{asked} 3 x", "2") == "This number stands for nothing that can be changed."
    assert texted(core, f"{asked} 0 x", "3") == "This number stands for nothing that can be changed."
    nothing = "We find nothing under this reference and code. Please check both."
    assert texted(core, f"STATUS {receipt.reference} {wrong} 1 2-XYZ-987", "4") == nothing
    assert answers(core, receipt)["plate"] == "1-QRS-456"


def test_guessing_by_corrections_is_bounded_as_well(core: Core, receipt: Receipt) -> None:
    for number in range(6):
        said = texted(core, f"STATUS {receipt.reference} {number:06} 1 2-XYZ-987", str(number))
    assert "15 minutes" in said


@pytest.mark.parametrize("reference", ["{}", "{} ", "0123 4567 8"])
def test_a_reference_in_groups_is_no_correction(core: Core, receipt: Receipt, reference: str) -> None:
    spaced = reference.format(receipt.reference.replace("-", " "))
    said = texted(core, f"STATUS {spaced} {receipt.status_code}", "1")
    assert "number stands" not in said
