"""Number words up to a hundred: every number in every language, however people put it together."""

from __future__ import annotations

import pytest

from service.questions.number_words import leading, worth
from service.questions.reading import fold


@pytest.mark.parametrize("language", ["en", "fr", "nl", "ar"])
def test_every_number_up_to_a_hundred_has_words(language: str) -> None:
    from service.questions.number_words import _known

    assert set(_known(language).values()) >= set(range(101))


@pytest.mark.parametrize(
    ("language", "words", "number"),
    [
        ("en", "twenty-one", 21),
        ("en", "ninety nine", 99),
        ("en", "a dozen", 12),
        ("fr", "septante et un", 71),
        ("fr", "soixante et onze", 71),
        ("fr", "nonante-neuf", 99),
        ("fr", "quatre-vingt-dix-neuf", 99),
        ("fr", "quatre-vingts", 80),
        ("fr", "vingt et une", 21),
        ("nl", "tweeëntwintig", 22),
        ("nl", "één en twintig", 21),
        ("nl", "achtennegentig", 98),
        ("ar", "خمسة وعشرون", 25),
        ("ar", "خمس وعشرين", 25),
        ("ar", "أحد عشر", 11),
        ("ar", "اثنتا عشرة", 12),
        ("ar", "مئة", 100),
        ("ar", "مائة", 100),
        ("ar", "twelve", 12),
    ],
)
def test_a_number_is_understood_as_it_is_said(language: str, words: str, number: int) -> None:
    assert worth(fold(words), language) == number


@pytest.mark.parametrize("words", ["twenty eleven", "vingt", "ninety ten", "", "one two"])
def test_what_is_no_number_in_a_language_is_none(words: str) -> None:
    assert worth(fold(words), "en") is None


def test_the_longest_number_at_the_beginning_counts() -> None:
    assert leading(["quatre", "vingt", "dix", "neuf", "places"], "fr") == 4
    assert leading(["places"], "fr") == 0
