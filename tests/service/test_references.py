from __future__ import annotations

import itertools
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.references import (
    LENGTH,
    LETTERS,
    check_letter,
    grouped,
    new_reference,
    new_status_code,
    read_reference,
)

BODIES = st.text(LETTERS, min_size=LENGTH, max_size=LENGTH)
REFERENCES = BODIES.map(lambda body: body + check_letter(body))


def test_the_letters_are_crockfords() -> None:
    assert "".join(each for each in string.digits + string.ascii_uppercase if each not in "ILOU") == LETTERS


def test_a_new_reference_is_nine_of_these_letters_and_reads_as_itself() -> None:
    for _ in range(1000):
        reference = new_reference()
        assert len(reference) == 9
        assert set(reference) <= set(LETTERS)
        assert read_reference(reference) == reference


def test_a_hundred_thousand_references_hardly_ever_meet() -> None:
    """Of 2**40 names; that two of them meet once in a while is the store's to notice."""
    assert len({new_reference() for _ in range(100_000)}) >= 99_999


def test_a_status_code_is_six_digits() -> None:
    codes = {new_status_code() for _ in range(2000)}
    assert all(len(code) == 6 and code.isdecimal() and code.isascii() for code in codes)
    assert any(code.startswith("0") for code in codes)
    assert len(codes) > 1900


@given(REFERENCES)
def test_a_reference_reads_back_as_it_is_written_for_people(reference: str) -> None:
    assert grouped(reference) == f"{reference[:4]}-{reference[4:8]}-{reference[8]}"
    assert read_reference(grouped(reference)) == reference


@given(REFERENCES, st.sampled_from([" ", "-", "", " - ", ".", "\u2011", "\u00a0", "\n"]), st.booleans())
def test_case_spaces_and_dashes_do_not_matter(reference: str, between: str, small: bool) -> None:
    written = between.join([reference[:4], reference[4:8], reference[8:]])
    assert read_reference(f" {written.lower() if small else written} ") == reference


@given(REFERENCES, st.randoms())
def test_the_letters_that_are_misread_are_forgiven(reference: str, chance: object) -> None:
    looks_like = {"0": "0Oo", "1": "1IiLl"}
    written = "".join(chance.choice(looks_like.get(each, each)) for each in reference)  # type: ignore[attr-defined]
    assert read_reference(written) == reference


@given(REFERENCES, st.data())
def test_one_wrong_letter_is_always_found(reference: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, LENGTH))
    wrong = data.draw(st.sampled_from([each for each in LETTERS if each != reference[place]]))
    assert read_reference(reference[:place] + wrong + reference[place + 1 :]) is None


def test_one_wrong_letter_is_found_in_every_place_for_every_letter() -> None:
    """The check is a sum over places, so that one reference with all changes of it stands for all references."""
    for body in ("00000000", "K7QF2M9X", "ZZZZZZZZ", "0Z0Z0Z0Z"):
        right = body + check_letter(body)
        for place, letter in itertools.product(range(LENGTH + 1), LETTERS):
            changed = right[:place] + letter + right[place + 1 :]
            assert read_reference(changed) == (right if changed == right else None)


def test_a_swap_of_neighbours_is_found_unless_they_are_0_and_z() -> None:
    """Of all pairs of different letters, in every place, the check letter's included."""
    missed = set()
    for place, one, other in itertools.product(range(LENGTH), LETTERS, LETTERS):
        if one == other:
            continue
        right = next(
            found for found in _with(one, other, place) if check_letter(found[:LENGTH]) == found[LENGTH]
        )
        swapped = right[:place] + other + one + right[place + 2 :]
        if read_reference(swapped) is not None:
            missed.add((one, other))
    assert missed == {("0", "Z"), ("Z", "0")}


def _with(one: str, other: str, place: int) -> list[str]:
    """References that have these two letters from `place` on; one of them has the right check letter."""
    start = ["0"] * (LENGTH + 1)
    start[place : place + 2] = [one, other]
    free = 0 if place else 2
    return ["".join([*start[:free], letter, *start[free + 1 :]]) for letter in LETTERS]


@pytest.mark.parametrize(
    "words",
    [
        "",
        "K7QF-2M9X",
        "K7QF-2M9X-33",
        "my permit",
        "U7QF2M9X3",
        "Ü7QF2M9X3",
        "ＫＫＫＫ",
        "١٢٣٤٥٦٧٨٩",
        "\0" * 9,
    ],
)
def test_what_is_no_reference_is_none(words: str) -> None:
    assert read_reference(words) is None


@given(st.text())
def test_whatever_is_written_reads_as_a_right_reference_or_none(words: str) -> None:
    found = read_reference(words)
    assert found is None or check_letter(found[:LENGTH]) == found[LENGTH]


def test_a_book_instead_of_a_reference_is_not_read_through() -> None:
    assert read_reference("-" * 41 + new_reference()) is None
