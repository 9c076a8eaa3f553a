"""The names of months and of days of the week in each language, from CLDR, and what people make of them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from service.questions.choosing import ALIKE, likeness
from service.questions.option_names import FEWEST_LETTERS
from service.questions.reading import fold
from service.questions.vocabulary import vocabulary


@cache
def months(language: str) -> Mapping[str, int]:
    """The names of the months in a language, folded, and their numbers."""
    from babel import Locale

    return {**_folded(Locale.parse(language).months), **_in_one_word(vocabulary(language).months)}


def _in_one_word(names: Mapping[str, int]) -> Mapping[str, int]:
    return {name.replace(" ", ""): number for name, number in names.items()}


@cache
def weekdays(language: str) -> Mapping[str, int]:
    """The names of the days of the week, folded; Monday is 0."""
    from babel import Locale

    return _folded(Locale.parse(language).days)


def _folded(forms: Mapping[str, Mapping[str, Mapping[int, str]]]) -> Mapping[str, int]:
    widths = [
        forms[context][width] for context in ("format", "stand-alone") for width in ("wide", "abbreviated")
    ]
    return {fold(name): number for width in widths for number, name in width.items()}


def month_written(text: str, language: str) -> int | None:
    """A month by its number or by its name, in full or its beginning."""
    words = fold(text)
    if words.isdecimal():
        return int(words) if len(words) <= 2 else None
    return meant_by(words, months(language))


def meant_by(word: str, names: Mapping[str, int]) -> int | None:
    """What a name, its beginning of three letters or more, or a slight misspelling of it stands for."""
    if word in names:
        return names[word]
    if len(word) < FEWEST_LETTERS or not word.isalpha():
        return None
    begun = {number for name, number in names.items() if name.startswith(word)}
    meant = begun or {number for name, number in names.items() if likeness(word, name) >= ALIKE}
    return meant.pop() if len(meant) == 1 else None
