"""How people write numbers: both decimal signs, groups of thousands, digits of any script, words up to twenty."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from service.questions.number_words import worth
from service.questions.reading import fold, stripped, western
from service.questions.vocabulary import vocabulary

MOST_DIGITS = 15
"""A number with more is not held exactly by everyone who reads the case."""

_SAME_SIGN = str.maketrans({"٫": ".", "٬": "'", "،": ",", "−": "-", "–": "-", "’": "'", " ": "'"})
_PLAIN = re.compile(r"(\d+)?(?:([.,])(\d+))?")
_GROUPED = re.compile(
    r"\d{1,3}(?:(?P<group>[.,'])\d{3})(?:(?P=group)\d{3})*(?:(?P<sign>(?!(?P=group))[.,])(?P<rest>\d+))?"
)
_START = re.compile(r"[-+−–]?\s?[\d.,'’ ٫٬،]*\d")


@dataclass(frozen=True)
class Written:
    """A number as it was read. `or_else`: what it is if its one sign, before three digits, groups thousands."""

    value: Decimal
    decimals: int = 0
    or_else: Decimal | None = None


def split_number(entered: str) -> tuple[str, str]:
    """The number that a text begins with, or nothing, and what follows it."""
    found = _START.match(western(entered))
    return (entered[: found.end()], entered[found.end() :].strip()) if found else ("", entered)


def written_number(entered: str, language: str) -> Written | None:
    """A number, the whole text being one; by the language's own signs where "1.200" could be two things."""
    if (number := worth(fold(entered), language)) is not None:
        return Written(Decimal(number))
    text = western(entered).translate(_SAME_SIGN)
    minus = text.startswith("-")
    text = (text[1:] if text[:1] in ("+", "-") else text).strip("'")
    read = _read(text, language) if len(re.sub(r"\D", "", text)) <= MOST_DIGITS else None
    if read is None or not minus:
        return read
    return Written(-read.value, read.decimals, -read.or_else if read.or_else is not None else None)


def _read(text: str, language: str) -> Written | None:
    plain, grouped = _PLAIN.fullmatch(text), _GROUPED.fullmatch(text)
    if grouped and not (plain and text.startswith("0")):
        whole = re.sub(r"\D", "", text[: grouped.start("sign")] if grouped["sign"] else text)
        if plain and grouped["group"] == decimal_sign(language):
            return Written(Decimal(text.replace(",", ".")), 3, Decimal(whole))
        rest = grouped["rest"] or ""
        return Written(Decimal(f"{whole}.{rest or 0}"), len(rest))
    if plain and text:
        digits, rest = plain[1] or "0", plain[3] or ""
        return Written(Decimal(f"{digits}.{rest or 0}"), len(rest))
    return None


def has_a_sign(words: str) -> bool:
    """Whether a sign that stands for decimals here and for thousands there is among the digits."""
    return re.search(r"\d[.,٫٬]\d", western(words)) is not None


def without_courtesies(entered: str, language: str) -> str:
    """The same without the words around a number that change nothing: "about", "please"."""
    beside = vocabulary(language).beside_numbers

    def changes_nothing(word: str) -> bool:
        said = fold(word).split()
        return bool(said) and all(each in beside and worth(each, language) is None for each in said)

    return " ".join(stripped(entered.split(" "), changes_nothing))


def decimal_sign(language: str) -> str:
    from babel.numbers import get_decimal_symbol

    from service.questions.showing import locale_of

    return get_decimal_symbol(locale_of(language), numbering_system="latn")
