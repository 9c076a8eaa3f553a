"""What can be done with a case by a line of words, once reference and code have proven that it is one's own."""

from __future__ import annotations

from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.assembly import Core
from service.enquiries import _read
from service.messages import Capabilities, Line, Receipt, Reply, Upload, Visitor
from tests.service.conftest import Offering, answered

BODY = """
questions:
  - {code: what, ask: What is it about?, kind: text}
  - {code: one, ask: A photo?, kind: photo, later: true}
  - {code: two, ask: Your paper?, kind: document, later: true}
workflow:
  states:
    - code: received
      name: New
      say: We look at it.
      corrections: [what]
      moves: [{to: done, name: Finished}]
    - {code: done, name: Done, say: It is done., end: true}
"""
WEB = Visitor("web", "en", Capabilities(pages=True), source="10.0.0.1")
PICTURES = Capabilities(documents=False)
ALL, WORDS = Capabilities(), Capabilities(photos=False, documents=False)
PDF = Upload(b"%PDF-1.4\n%%EOF", "application/pdf")
DELIVERIES = count()


@pytest.fixture
def core(offering: Offering) -> Core:
    return offering(BODY)


@pytest.fixture
def receipt(core: Core) -> Receipt:
    turn = answered(core, core.front_office.begin("trial", WEB), WEB, "A hole")
    assert turn.draft is not None
    for path in ("one", "two"):
        turn = core.front_office.skip(turn.draft, path, WEB)
    turn = core.front_office.submit(turn.draft or "", turn.version, WEB)
    assert turn.prompt is not None
    assert turn.prompt.receipt is not None
    return turn.prompt.receipt


def text(
    core: Core, words: str, capabilities: Capabilities = WORDS, upload: Upload | OSError | None = None
) -> str:
    def fetch() -> Upload:
        if isinstance(upload, OSError):
            raise upload
        assert upload is not None
        return upload

    line = Visitor("line", "en", capabilities, line=Line("tel:+32470000009", "tel:+32460000000"))
    media = (fetch,) if upload is not None else ()
    turn = core.front_office.hear(Reply(words, f"in {next(DELIVERIES)}", media), line)
    assert turn.prompt is None
    return "\n".join(turn.said)


def asked(receipt: Receipt, more: str = "") -> str:
    return f"STATUS {receipt.reference} {receipt.status_code} {more}".strip()


def test_it_says_what_can_be_done_here_and_no_more(core, receipt):
    said = text(core, asked(receipt))
    assert "We look at it." in said
    assert "To take it back, text this once more with WITHDRAW behind it." in said
    assert "To change something" in said
    assert "1 What is it about" in said
    assert "hand in" not in said
    said = text(core, asked(receipt), PICTURES)
    assert "To hand in what is missing, send its picture with this text and its number:\n1 A photo" in said
    assert "2 Your paper" in text(core, asked(receipt), ALL)


@pytest.mark.parametrize("word", ["withdraw", "WITHDRAW", "take back", "retirer", "intrekken", "سحب"])
def test_it_is_taken_back_by_a_word_in_any_language_and_twice_is_once(core, receipt, word):
    for _ in range(2):
        assert text(core, asked(receipt, word)) == f"Your request {receipt.reference} is withdrawn."
    assert "You have withdrawn it." in text(core, asked(receipt))


def test_a_paper_comes_in_with_its_number_and_the_next_is_number_one_then(core, receipt):
    assert text(core, asked(receipt, "2"), ALL, PDF) == "Thank you, we have received it."
    assert "Your paper" not in text(core, asked(receipt), ALL)
    assert "1 A photo" in text(core, asked(receipt), ALL)


@pytest.mark.parametrize(
    ("more", "upload", "capabilities", "said"),
    [
        ("3", PDF, ALL, "This number stands for nothing"),
        ("1", PDF, WORDS, "Nothing is missing here any more."),
        ("2", OSError("gone"), ALL, "We could not fetch your picture."),
        ("2", Upload(b"not a paper", "application/pdf"), ALL, ""),
        ("5 a red car", None, WORDS, "This number stands for nothing"),
        ("1", None, WORDS, "This number stands for nothing"),
        ("please", None, WORDS, "This number stands for nothing"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_changed(core, receipt, more, upload, capabilities, said):
    told = text(core, asked(receipt, more), capabilities, upload)
    assert told
    assert told.startswith(said)
    assert "Thank you" not in told
    assert "We look at it." in text(core, asked(receipt))


@pytest.mark.parametrize("more", ["withdraw", "1 another", "1"])
def test_with_a_wrong_code_nothing_can_be_done(core, receipt, more):
    wrong = f"{(int(receipt.status_code) + 1) % 1_000_000:06}"
    said = text(core, f"STATUS {receipt.reference} {wrong} {more}", ALL, PDF if more == "1" else None)
    assert said == "We find nothing under this reference and code. Please check both."
    assert "We look at it." in text(core, asked(receipt))


@given(st.text(max_size=60))
def test_whatever_stands_behind_status_it_is_read_or_it_is_not(words):
    enquiry = _read(f"STATUS {words}")
    assert enquiry is None or enquiry.code.isdecimal()


@pytest.mark.parametrize(
    "words", ["status 0000 0000 0 123456", "Status: 00000000-0, 123456.", "STATUT 000000000123456"]
)
def test_a_reference_of_digits_alone_is_told_from_its_code(words):
    enquiry = _read(words.rstrip("."))
    assert enquiry is not None
    assert (enquiry.reference, enquiry.code, enquiry.rest) == ("0000-0000-0", "123456", "")
