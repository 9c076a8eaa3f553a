import re
from dataclasses import replace
from itertools import groupby

import pytest
from flask import Flask
from flask_babel import Babel
from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageChops

from channels.kiosk.lettering import WIDTH, lettered
from channels.kiosk.receipt import PaperLine, paper, printed, status_address
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
SCAN = "Scan this to see where it stands"
ADDRESS = "https://bruggepont.example/en/status?reference=K7QF-2M9X-3"
CUT = b"\x1dV\x00"


@pytest.fixture(autouse=True)
def in_a_request():
    app = Flask("paper")
    Babel(app)
    with app.test_request_context():
        yield


def test_the_paper_says_what_a_person_takes_away():
    content = printed(paper(RECEIPT, "Bruggepont"), ADDRESS, SCAN, "en")
    for words in ("Bruggepont", "Report a street problem", "23 November 2026", "K7QF-2M9X-3", "482913"):
        assert words.encode() in content
    assert b"We will look at it within five working" in content
    assert b"Bring your identity card." in content


def test_the_paper_carries_the_qr_code_and_is_cut_at_the_end():
    content = printed(paper(RECEIPT, "Bruggepont"), ADDRESS, SCAN, "en")
    assert ADDRESS.encode() in content
    assert content.endswith(CUT)


def test_the_qr_code_names_the_case_but_does_not_prove_anything():
    address = status_address("https://bruggepont.example", "nl", "K7QF-2M9X-3")
    assert address == "https://bruggepont.example/nl/status?reference=K7QF-2M9X-3"
    assert RECEIPT.status_code not in address


def test_where_nothing_is_due_nothing_is_said_about_paying():
    free = Receipt("K7QF-2M9X-3", "482913", "street-problem", "Report", "Next.", "23 November 2026")
    assert "To pay" not in [line.label for line in paper(free, "Bruggepont")]


def test_words_are_broken_between_words_and_none_is_lost():
    content = printed((PaperLine("word " * 40),), ADDRESS, SCAN, "en")
    lines = [line for line in content.split(b"\n") if b"word" in line]
    assert all(len(line) <= 42 + len(b"\x1b!\x00\x1bE\x00\x1ba\x00\x1b-\x00\x1d!\x00") for line in lines)
    assert content.count(b"word") == 40


@given(st.text(max_size=200), st.sampled_from(["en", "ar"]))
def test_no_text_whatever_stops_the_printer(text, language):
    assert printed((PaperLine(text, size="big"),), ADDRESS, SCAN, language).endswith(CUT)


@pytest.mark.parametrize("words", ["Été à Liège, déjà reçu", "geëist, coördinatie, één", "Œuvre: 12,50 €"])
def test_letters_with_accents_are_printed_as_letters(words):
    content = printed((PaperLine(words),), ADDRESS, SCAN, "fr")
    pages = {b"\x00": "cp437", b"\x02": "cp850", b"\x10": "cp1252", b"\x13": "cp858"}
    pieces = re.split(rb"\x1bt(.)", content, flags=re.DOTALL)
    read = "".join(piece.decode(pages[page]) for page, piece in zip(pieces[1::2], pieces[2::2], strict=True))
    assert words in read
    assert b"?" not in content.split(b"\x1d(k")[0]


# In Arabic


def test_arabic_goes_to_the_printer_as_pictures_as_wide_as_the_paper():
    content = printed(paper(replace(RECEIPT, words="سننظر في الأمر"), "Bruggepont"), ADDRESS, SCAN, "ar")
    assert b"Bruggepont" not in content
    assert content.count(b"\x1dv0") >= len(paper(RECEIPT, "Bruggepont"))
    assert set(re.findall(rb"\x1dv0\x00(..)", content, re.DOTALL)) == {(WIDTH // 8).to_bytes(2, "little")}
    assert ADDRESS.encode() in content
    assert content.endswith(CUT)


def test_arabic_letters_are_joined_and_begin_at_the_right():
    joined, apart = lettered("بيت"), lettered("ب ي ت")
    assert ink(joined).getbbox()[2] > WIDTH - 8
    assert len(columns(joined)) < len(columns(apart))


def test_a_reference_is_drawn_in_its_own_order():
    """Its first letter is at the left, as in a line of its own that runs from the left."""
    reference = "9NEN-N4RZ-Z"
    first = columns(lettered(reference, big=True))[0]
    assert first == columns(lettered(reference[0], big=True))[0]


def test_long_words_are_broken_and_nothing_is_drawn_over_the_edge():
    for text in ("كلمة " * 40, "ك" * 200, "K" * 200):
        picture = lettered(text)
        assert picture.width == WIDTH
        assert picture.height > lettered("كلمة").height


def ink(picture):
    return ImageChops.invert(picture.convert("L"))


def columns(picture):
    """The width of each stroke of ink, from the left, with white between."""
    box = ink(picture).crop(ink(picture).getbbox())
    dark = [box.crop((x, 0, x + 1, box.height)).getbbox() is not None for x in range(box.width)]
    return [len(list(run)) for is_dark, run in groupby(dark) if is_dark]
