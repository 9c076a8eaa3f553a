"""Decisions on paper: made with the move, kept as they were issued, read by who may, gone with the case."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader
from sqlalchemy import text

from channels.letters.paper import on_paper
from service.assembly import Core
from service.back_office import Changed, NotAllowed, NotDone, Words
from service.messages import (
    Capabilities,
    Letter,
    LetterNotMade,
    Line,
    Officer,
    Receipt,
    Reply,
    Status,
    Visitor,
)
from service.office_messages import CaseView
from tests.service.conftest import Offering, Post, answered, deliver

BODY = """
prove_by: [mobile]
keep: {drafts: 30 days, cases: 60 days}
questions:
  - {code: name, ask: Your name?, kind: name}
  - {code: mobile, ask: Which number?, kind: phone, mobile: true}
workflow:
  states:
    - code: received
      name: New
      say: We look at it.
      moves:
        - {to: granted, name: Grant, by: [officer, head]}
        - {to: refused, name: Refuse, by: [officer, head], reason: true}
    - code: granted
      name: Granted
      say: You may.
      end: true
      letter:
        title: Your permit
        paragraphs: ["Dear {name},", "You may."]
        remedy: Write to us within 30 days.
        signed: The mayor
      moves: [{to: received, name: Again}]
    - code: refused
      name: Refused
      say: You may not.
      end: true
      silent: true
      letter:
        title: Our refusal
        paragraphs: ["Dear {name},", "You may not."]
        remedy: Appeal within 60 days.
        signed: The mayor
"""
WEB = Visitor("web", "en", Capabilities(pages=True), source="10.0.0.1")
ASKED_AT = "https://town.example/{language}/status?reference={reference}"


@pytest.fixture
def core(offering: Offering) -> Core:
    return staffed(offering(BODY, carried=frozenset({"tel"}), asked_at=ASKED_AT, letters_made_by=on_paper))


def staffed(core: Core) -> Core:
    officers = core.back_office.officers
    officers.add("an", "An Peeters", "a long enough one", ["officer"], "public-works")
    officers.add("dirk", "Dirk Wouters", "a long enough one", ["officer"], "mobility")
    return core


def officer(core: Core, name: str = "an") -> Officer:
    return next(each for each in core.back_office.officers.all() if each.name == name)


def submitted(core: Core, visitor: Visitor = WEB) -> Receipt:
    turn = answered(core, core.front_office.begin("trial", visitor), visitor, "Lien Claes", "0470 00 00 09")
    turn = core.front_office.submit(turn.draft or "", turn.version, visitor)
    assert turn.prompt is not None
    assert turn.prompt.receipt is not None
    return turn.prompt.receipt


def opened(core: Core, receipt: Receipt) -> CaseView:
    view = core.back_office.look(officer(core), receipt.reference, "en", "handling")
    assert isinstance(view, CaseView)
    return view


def moved(core: Core, receipt: Receipt, to: str, words: str = "") -> None:
    seen = opened(core, receipt).version
    core.back_office.move(officer(core), receipt.reference, to, seen, Words(words, "en"))


def status(core: Core, receipt: Receipt, proof: str = "") -> Status:
    found = core.front_office.track(receipt.reference, proof or receipt.status_code, WEB)
    assert found is not None
    return found


def read(content: bytes | None) -> str:
    assert content is not None
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages).split())


def test_a_move_issues_the_letter_of_the_state_to_which_it_leads(core: Core) -> None:
    receipt = submitted(core)
    assert status(core, receipt).letters == ()

    moved(core, receipt, "granted")

    (letter,) = status(core, receipt).letters
    assert (letter.title, letter.day) == ("Your permit", "23 November 2026")
    said = read(core.front_office.letter(receipt.reference, receipt.status_code, letter.name, WEB))
    for words in (
        "Dear Lien Claes,",
        "You may.",
        "Write to us within 30 days.",
        "The mayor",
        receipt.reference,
    ):
        assert words in said
    assert "Preview" not in said
    assert opened(core, receipt).letters == (letter,)
    assert core.back_office.letter(officer(core), receipt.reference, letter.name) is not None


def test_why_it_was_refused_stands_in_the_letter(core: Core) -> None:
    receipt = submitted(core)
    moved(core, receipt, "refused", "The street is too narrow.")
    (letter,) = status(core, receipt).letters
    said = read(core.front_office.letter(receipt.reference, receipt.status_code, letter.name, WEB))
    assert "The street is too narrow." in said
    assert said.index("You may not.") < said.index("The street") < said.index("Appeal within 60 days.")


def test_the_letter_is_in_the_language_of_who_sent_the_case_whatever_the_officer_reads(core: Core) -> None:
    receipt = submitted(core, replace(WEB, language="fr"))
    moved(core, receipt, "granted")
    (letter,) = status(core, receipt).letters
    content = core.front_office.letter(receipt.reference, receipt.status_code, letter.name, WEB)
    assert content is not None
    assert PdfReader(BytesIO(content)).trailer["/Root"]["/Lang"] == "fr"


def test_the_officer_reads_it_first_and_that_issues_nothing(core: Core) -> None:
    receipt, an = submitted(core), officer(core)
    version = opened(core, receipt).version
    said = read(core.back_office.letter_of_move(an, receipt.reference, "refused", Words("Too narrow.", "en")))
    assert "Preview: not sent" in said
    assert "Too narrow." in said
    assert core.back_office.telling(an, receipt.reference, "granted", "en").letter == "Your permit"
    assert status(core, receipt).letters == ()
    assert opened(core, receipt).version == version


def test_a_letter_stays_as_it_was_issued_when_the_case_is_opened_again_and_decided_anew(core: Core) -> None:
    receipt = submitted(core)
    moved(core, receipt, "granted")
    (first,) = status(core, receipt).letters
    before = core.front_office.letter(receipt.reference, receipt.status_code, first.name, WEB)
    moved(core, receipt, "received")
    moved(core, receipt, "refused", "We were wrong.")
    assert [each.title for each in status(core, receipt).letters] == ["Our refusal", "Your permit"]
    assert core.front_office.letter(receipt.reference, receipt.status_code, first.name, WEB) == before


def test_who_was_too_late_issues_no_letter(core: Core) -> None:
    receipt = submitted(core)
    seen = opened(core, receipt).version
    core.back_office.assign(officer(core), receipt.reference, "an")
    with pytest.raises(Changed):
        core.back_office.move(officer(core), receipt.reference, "granted", seen)
    assert status(core, receipt).letters == ()


def test_only_the_status_code_opens_a_letter_and_only_of_its_own_case(core: Core) -> None:
    receipt, other = submitted(core), submitted(core)
    moved(core, receipt, "granted")
    (letter,) = status(core, receipt).letters
    assert status(core, receipt, "0009").letters == ()
    front = core.front_office
    assert front.letter(receipt.reference, "0009", letter.name, WEB) is None
    assert front.letter(other.reference, other.status_code, letter.name, WEB) is None
    opened(core, other)
    assert core.back_office.letter(officer(core), other.reference, letter.name) is None
    with pytest.raises(LookupError):
        core.back_office.letter(officer(core, "dirk"), receipt.reference, letter.name)


def test_an_officer_who_has_not_opened_the_case_reads_no_letter(core: Core, clock: Any) -> None:
    receipt = submitted(core)
    moved(core, receipt, "granted")
    (letter,) = status(core, receipt).letters
    core.back_office.assign(officer(core), receipt.reference, "")
    clock.pass_(timedelta(hours=1))
    with pytest.raises(NotAllowed):
        core.back_office.letter(officer(core), receipt.reference, letter.name)


def test_the_message_and_the_answer_to_a_text_say_where_the_letter_is(core: Core, post: Post) -> None:
    receipt = submitted(core)
    moved(core, receipt, "granted")
    deliver(core, post)
    address = ASKED_AT.format(language="en", reference=receipt.reference)
    where = f"The letter “Your permit” is on our website; have your status code at hand: {address}"
    assert post.carried[0].words.startswith(f"A trial, {receipt.reference}: You may. {where}")
    text_door = Visitor(
        "sms", "en", Capabilities(private=False), line=Line("tel:+32470000009", "+32460000000")
    )
    turn = core.front_office.hear(Reply(f"STATUS {receipt.reference} {receipt.status_code}", "1"), text_door)
    assert where in turn.said[0]


def test_where_no_letter_can_be_made_nothing_is_decided(offering: Offering) -> None:
    def broken(_letter: Letter) -> bytes:
        raise LetterNotMade("no Pango here")

    core = staffed(offering(BODY, letters_made_by=broken))
    receipt = submitted(core)
    before = opened(core, receipt)
    for deed in (
        lambda: moved(core, receipt, "granted"),
        lambda: core.back_office.letter_of_move(officer(core), receipt.reference, "granted"),
    ):
        with pytest.raises(NotDone, match="letter"):
            deed()
    assert opened(core, receipt).version == before.version
    assert status(core, receipt).words == "We look at it."


def test_nothing_of_a_letter_lies_open_in_the_store_and_it_goes_with_the_case(core: Core, clock: Any) -> None:
    receipt = submitted(core)
    moved(core, receipt, "granted")
    with core.operations.database.reading() as connection:
        (row,) = connection.execute(text("SELECT words, content FROM letters")).all()
    for sealed in row:
        assert b"Lien" not in bytes(sealed)
        assert b"%PDF" not in bytes(sealed)
    clock.pass_(timedelta(days=61))
    assert core.operations.tidy() == 1
    with core.operations.database.reading() as connection:
        assert connection.execute(text("SELECT id FROM letters")).all() == []


def test_who_asks_for_all_that_is_kept_of_them_gets_their_letters_and_erased_is_erased(core: Core) -> None:
    receipt, people = submitted(core), core.operations.people
    moved(core, receipt, "granted")
    found = people.of_contacts(["tel:+32470000009"])
    written, files = people.exported(found)
    (letter,) = written["cases"][0]["letters"]
    assert letter["title"] == "Your permit"
    assert "Dear Lien Claes," in read(files[letter["file"]])
    people.erase(found, "asked")
    with core.operations.database.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM letters")).scalar_one() == 0


def test_a_decision_with_a_letter_is_never_made_for_many_at_once(core: Core) -> None:
    """A letter is read before it goes out, and nothing takes it back."""
    one, two = submitted(core), submitted(core)
    chosen = core.back_office.chosen(officer(core), [one.reference, two.reference], "en")
    assert chosen.moves == ()
    seen = {each.line.reference: each.version for each in chosen.cases}
    with pytest.raises(NotAllowed):
        core.back_office.move_all(officer(core), seen, "granted", Words())
    assert status(core, one).letters == ()
