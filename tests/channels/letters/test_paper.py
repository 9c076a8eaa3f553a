"""How a decision looks on paper: what stands in it, from which side it runs, and that everybody can read it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from pypdf import PdfReader

from channels.letters.paper import on_paper
from service.messages import Letter, Office

LETTER = Letter(
    language="en",
    town="Bruggepont",
    office=Office(
        "mobility", "Mobility and Parking", "050 00 00 20", "mobility@bruggepont.example", "Town Hall"
    ),
    title="Your permit",
    about=(("Reference", "K7QF-2M9X-V"), ("Date", "23 November 2026")),
    paragraphs=("Dear Lien Claes,", "You may park 1-ABC-123."),
    sections=(("What you can do", "Write to us."),),
    signed="The mayor",
    at=datetime(2026, 11, 23, 9, tzinfo=UTC),
)
ARABIC = replace(
    LETTER,
    language="ar",
    title="بطاقة الوقوف",
    paragraphs=("نمنحكم بطاقة وقوف للمركبة 1-ABC-123.",),
    sections=(("السبب", "[Nederlands] Kom naar balie 4."),),
    mark="معاينة: لم تُرسل",
)


def root_of(content: bytes) -> Any:
    return PdfReader(BytesIO(content)).trailer["/Root"]


def fonts_of(content: bytes) -> list[Any]:
    page = PdfReader(BytesIO(content)).pages[0]
    return [each.get_object() for each in page["/Resources"]["/Font"].values()]


def test_the_same_letter_gives_the_same_bytes() -> None:
    assert on_paper(LETTER) == on_paper(LETTER)
    assert on_paper(LETTER) != on_paper(replace(LETTER, signed="The alderman"))


def test_it_is_tagged_titled_and_says_its_language() -> None:
    for letter in (LETTER, ARABIC):
        content = on_paper(letter)
        root, reader = root_of(content), PdfReader(BytesIO(content))
        assert root["/MarkInfo"]["/Marked"]
        assert root["/StructTreeRoot"]
        assert root["/Lang"] == letter.language
        assert root["/ViewerPreferences"]["/DisplayDocTitle"]
        assert b"pdfuaid" in root["/Metadata"].get_data()
        assert reader.metadata is not None
        assert reader.metadata.title == letter.title
        assert reader.metadata.creation_date == letter.at


def test_every_font_is_our_own_and_embedded() -> None:
    for letter in (LETTER, ARABIC):
        for font in fonts_of(on_paper(letter)):
            (inner,) = font["/DescendantFonts"]
            assert inner.get_object()["/BaseFont"].partition("+")[2].startswith("Letter")
            assert "/FontFile2" in inner.get_object()["/FontDescriptor"]


def test_arabic_letters_are_joined_and_every_one_of_them_is_there() -> None:
    """A letter that no font has would be glyph 0, an empty box."""
    content = on_paper(ARABIC)
    said = PdfReader(BytesIO(content)).pages[0].extract_text()
    assert "\ufffd" not in said
    assert "1-ABC-123" in said
    assert "K7QF-2M9X-V" in said
    assert "050 00 00 20" in said


def test_what_people_wrote_is_words_and_never_markup() -> None:
    written = '<img src="file:///etc/passwd"> & <b>bold</b>'
    said = PdfReader(BytesIO(on_paper(replace(LETTER, paragraphs=(written,))))).pages[0].extract_text()
    assert written in " ".join(said.split())


def test_a_number_plate_stays_on_one_line() -> None:
    for filling in range(12):
        words = f"We grant you a permit for the vehicle with the number plate {'i' * filling} 1-ABC-123, for one year."
        said = PdfReader(BytesIO(on_paper(replace(LETTER, paragraphs=(words,))))).pages[0].extract_text()
        assert "1-ABC-123" in said


def test_a_long_letter_goes_on_on_the_next_page() -> None:
    content = on_paper(replace(LETTER, paragraphs=("We looked at it from every side. " * 12,) * 12))
    pages = PdfReader(BytesIO(content)).pages
    assert len(pages) > 1
    assert f"1/{len(pages)}" in pages[0].extract_text()
