import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.questions.reading import fold, tidy, typed, western


@given(st.text())
def test_tidying_twice_changes_nothing_more(text):
    assert tidy(tidy(text)) == tidy(text)


@given(st.text())
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "tidied"),
    [
        ("a\u00a0 \tb", "a b"),
        ("a\r\nb\u2028c", "a\nb\nc"),
        ("\u202eabc\u2066\u200f\ufeff", "abc"),
        ("a\u200d\u0301", "á"),
        ("\x00\x1b[31m", "[31m"),
        ("\U000e0041b", "b"),
    ],
)
def test_what_cannot_be_seen_is_dropped(text, tidied):
    assert tidy(text) == tidied


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("  É-t_é! ", "e t e"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("Sœur", "soeur"),
        ("مـوافـقة", "موافقه"),
        ("أربعة", "اربعه"),
        ("٣", "3"),
        ("3️⃣", "3"),
        ("ﬁ", "fi"),
        ("!?", ""),
    ],
)
def test_words_that_look_alike_are_alike(text, folded):
    assert fold(text) == folded


def test_digits_of_any_script_are_western():
    assert western("١٢ ۳ ४ x") == "12 3 4 x"


def test_only_text_is_typed_text():
    assert typed({"answer": ["a"]}) == ""
    assert typed({}) == ""
