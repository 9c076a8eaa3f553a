import pytest
from flask import Flask
from flask_babel import Babel
from hypothesis import given
from hypothesis import strategies as st

from channels.kiosk.receipt import PaperLine, paper, printed, qr_picture, status_address
from service.messages import Receipt

RECEIPT = Receipt(
    reference="K7QF-2M9X-3",
    status_code="482913",
    service="street-problem",
    title="Report a street problem",
    words="We will look at it within five working days. You do not have to do anything more for that.",
    submitted_on="23 November 2026",
    notes=("Bring your identity card.",),
    due="€12.50",
)
ADDRESS = "https://bruggepont.example/en/status?reference=K7QF-2M9X-3"
CUT = b"\x1dV\x00"


@pytest.fixture(autouse=True)
def in_a_request():
    app = Flask("paper")
    Babel(app)
    with app.test_request_context():
        yield


def test_the_paper_says_what_a_person_takes_away():
    content = printed(paper(RECEIPT, "Bruggepont"), ADDRESS)
    for words in ("Bruggepont", "Report a street problem", "23 November 2026", "K7QF-2M9X-3", "482913"):
        assert words.encode() in content
    assert b"We will look at it within five working" in content
    assert b"Bring your identity card." in content


def test_the_paper_carries_the_qr_code_and_is_cut_at_the_end():
    content = printed(paper(RECEIPT, "Bruggepont"), ADDRESS)
    assert ADDRESS.encode() in content
    assert content.endswith(CUT)


def test_the_qr_code_names_the_case_but_does_not_prove_anything():
    address = status_address("https://bruggepont.example", "nl", "K7QF-2M9X-3")
    assert address == "https://bruggepont.example/nl/status?reference=K7QF-2M9X-3"
    assert RECEIPT.status_code not in address


def test_the_qr_picture_is_part_of_the_reply_and_no_address_of_its_own():
    assert qr_picture(ADDRESS).startswith("data:image/svg+xml")


def test_where_nothing_is_due_nothing_is_said_about_paying():
    free = Receipt("K7QF-2M9X-3", "482913", "street-problem", "Report", "Next.", "23 November 2026")
    assert "To pay" not in [line.label for line in paper(free, "Bruggepont")]


def test_words_are_broken_between_words_and_none_is_lost():
    content = printed((PaperLine("word " * 40),), ADDRESS)
    lines = [line for line in content.split(b"\n") if b"word" in line]
    assert all(len(line) <= 42 + len(b"\x1b!\x00\x1bE\x00\x1ba\x00\x1b-\x00\x1d!\x00") for line in lines)
    assert content.count(b"word") == 40


@given(st.text(max_size=200))
def test_no_text_whatever_stops_the_printer(text):
    assert printed((PaperLine(text, size="big"),), ADDRESS).endswith(CUT)
