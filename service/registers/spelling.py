"""How the words of an address are made comparable: case, accents, punctuation, articles, abbreviations.

Belgian ways of writing, Dutch and French; no street is known here. Names in the register and what people
write go through the same functions, so that both end as the same key.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

LONGEST = 200
"""Characters that are looked at; no address is longer."""

_UNSEEN = {"Cf", "Mn", "Me"}
_TO = re.compile(r"\bà\b")
_LETTERS = str.maketrans({
    "œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ʼ": "'", "’": "'", "‘": "'", "`": "'",
    "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ـ": None,
})  # fmt: skip
_WORD = re.compile(r"\d+|[^\W\d_]+")
_OUR_LADY = re.compile(
    r"\bo(?:nze)?[.\s-]*l(?:ieve)?[.\s-]*v(?:r\b|rouwe?)?\.?(?=[\s-]|str|plein|pl\b|laan|ln\b|$)"
)

_ARTICLES = frozenset({
    "a", "au", "aux", "d", "de", "den", "der", "des", "du", "het",
    "l", "la", "le", "les", "s", "t", "the", "ال",
})  # fmt: skip
_SAINT = "sint"
_ANYWHERE = {
    "st": _SAINT, "ste": _SAINT, "sinte": _SAINT, "saint": _SAINT, "sainte": _SAINT,
    "centre": "centrum", "center": "centrum",
    "str": "straat", "ln": "laan", "stw": "steenweg", "stwg": "steenweg", "sq": "square",
}  # fmt: skip
_FIRST = {
    "r": "rue", "av": "avenue", "ave": "avenue", "pl": "place", "imp": "impasse", "all": "allee",
    "bd": "boulevard", "bld": "boulevard", "blvd": "boulevard", "bvd": "boulevard", "boul": "boulevard",
    "ch": "chaussee", "chee": "chaussee", "chauss": "chaussee",
}  # fmt: skip
_LATER = {"pl": "plein"}
_ENDINGS = (("str", "straat"), ("stwg", "steenweg"), ("stw", "steenweg"), ("ln", "laan"), ("pl", "plein"))
_TYPE = re.compile(
    r"^(?:rue|avenue|place|boulevard|chaussee|chemin|sentier|impasse|allee|quai|dreve|square|شارع|ساحه|طريق|رصيف)"
    r"|(?:straat|laan|plein|steenweg|weg|wegel|dreef|kaai|dijk|vest|pad|gang|markt)$"
)


class Word(NamedTuple):
    """A word or a number, and where it stands in the plain text."""

    text: str
    start: int
    end: int


def plain(text: str) -> str:
    """Small letters without accents or invisible marks, digits as 0 to 9; punctuation stays."""
    if text.isascii():
        return _OUR_LADY.sub("onzelievevrouw ", text[:LONGEST].lower().translate(_LETTERS))
    text = unicodedata.normalize("NFKC", text[:LONGEST])[:LONGEST].casefold()
    # A French "12 à" is no house number 12A; without its accent nobody could tell.
    text = unicodedata.normalize("NFKD", _TO.sub(" ", unicodedata.normalize("NFC", text)))
    text = "".join(_digit(c) for c in text if unicodedata.category(c) not in _UNSEEN)
    return _OUR_LADY.sub("onzelievevrouw ", text.translate(_LETTERS))


def words(plain_text: str) -> tuple[Word, ...]:
    return tuple(Word(m.group(), *m.span()) for m in _WORD.finditer(plain_text))


def is_article(word: str) -> bool:
    """Whether a name is the same without this word."""
    return word in _ARTICLES


def key(name: Sequence[str], *, with_articles: bool = False) -> str:
    """One string for all the ways to write a name: "r. de l'eglise" and "rue eglise" are "rueeglise"."""
    kept = [word for word in name if with_articles or word not in _ARTICLES]
    return "".join(_in_full(word, first=at == 0 and len(kept) > 1) for at, word in enumerate(kept))


def telling_letters(name_key: str) -> int:
    """How many letters of a key tell its street from others: all but "straat", "rue" and their like."""
    return len(_TYPE.sub("", name_key, count=1))


def _in_full(word: str, *, first: bool) -> str:
    by_position = _FIRST if first else _LATER
    full = by_position.get(word) or _ANYWHERE.get(word)
    if full:
        return full
    for short, ending in _ENDINGS:
        if word.endswith(short) and len(word) > len(short) + 1:
            return word.removesuffix(short) + ending
    # Arabic joins its article to the word: الكنيسة is كنيسة.
    return word.removeprefix("ال")


def _digit(character: str) -> str:
    return str(unicodedata.decimal(character)) if character.isdecimal() else character
