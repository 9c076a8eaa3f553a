"""Number words up to a hundred, as people of each language write them: data and how it is put together.

Folded (`reading.fold`): no accents, no hyphens. What a number means for an answer is each kind's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

MOST_WORDS = 5
"""Words of the longest one: quatre vingt dix neuf, and one to spare."""


def worth(words: str, language: str) -> int | None:
    """What folded number words are worth; English ones are understood beside every language."""
    return _known(language).get(words, _known("en").get(words))


def leading(words: list[str], language: str) -> int:
    """How many words at the beginning of some folded words are one number; 0 where none is."""
    longest = min(len(words), MOST_WORDS)
    return next((n for n in range(longest, 0, -1) if worth(" ".join(words[:n]), language) is not None), 0)


@cache
def _known(language: str) -> Mapping[str, int]:
    made = {"en": _english, "fr": _french, "nl": _dutch, "ar": _arabic}.get(language, _english)
    return {words: number for number, words in made()}


def _spelled(first: int, listed: str) -> Iterator[tuple[int, str]]:
    """Numbers in a row; several ways to write one have a slash between them."""
    for number, ways in enumerate(listed.split(", "), first):
        yield from ((number, way) for way in ways.split("/"))


def _english() -> Iterator[tuple[int, str]]:
    yield from _spelled(
        0,
        "zero, one, two, three, four, five, six, seven, eight, nine, ten, eleven, twelve, thirteen, fourteen, fifteen,"
        " sixteen, seventeen, eighteen, nineteen",
    )
    tens = dict(_spelled(2, "twenty, thirty, forty, fifty, sixty, seventy, eighty, ninety"))
    units = dict(_spelled(1, "one, two, three, four, five, six, seven, eight, nine"))
    for ten, name in tens.items():
        yield ten * 10, name
        yield from ((ten * 10 + unit, f"{name} {word}") for unit, word in units.items())
    yield from ((100, words) for words in ("hundred", "a hundred", "one hundred"))
    yield from ((12, words) for words in ("dozen", "a dozen"))


def _french() -> Iterator[tuple[int, str]]:
    small = list(
        _spelled(
            1,
            "un/une, deux, trois, quatre, cinq, six, sept, huit, neuf, dix, onze, douze, treize, quatorze, quinze,"
            " seize, dix sept, dix huit, dix neuf",
        )
    )
    yield 0, "zero"
    yield from small
    for ten, name in _spelled(
        2, "vingt, trente, quarante, cinquante, soixante, septante, huitante/octante, nonante"
    ):
        yield ten * 10, name
        yield from ((ten * 10 + unit, f"{name} {word}") for unit, word in small if 1 < unit < 10)
        yield from ((ten * 10 + 1, f"{name} et {one}") for one in ("un", "une"))
    # As in France: seventy is sixty-ten, eighty four twenties.
    yield from ((60 + unit, f"soixante {word}") for unit, word in small if unit >= 10 and unit != 11)
    yield 71, "soixante et onze"
    yield from ((80, words) for words in ("quatre vingt", "quatre vingts"))
    yield from ((80 + unit, f"quatre vingt {word}") for unit, word in small)
    yield 100, "cent"
    yield from ((12, words) for words in ("douzaine", "une douzaine"))


def _dutch() -> Iterator[tuple[int, str]]:
    yield 0, "nul"
    units = list(_spelled(1, "een, twee, drie, vier, vijf, zes, zeven, acht, negen"))
    yield from units
    yield from _spelled(
        10, "tien, elf, twaalf, dertien, veertien, vijftien, zestien, zeventien, achttien, negentien"
    )
    for ten, name in _spelled(2, "twintig, dertig, veertig, vijftig, zestig, zeventig, tachtig, negentig"):
        yield ten * 10, name
        for unit, word in units:
            yield ten * 10 + unit, f"{word}en{name}"
            yield ten * 10 + unit, f"{word} en {name}"
    yield from ((100, words) for words in ("honderd", "een honderd"))
    yield from ((12, words) for words in ("dozijn", "een dozijn"))


def _arabic() -> Iterator[tuple[int, str]]:
    """Either gender and either case, as people mix them; the alif of one hundred is written and not said."""
    yield 0, "صفر"
    units = list(
        _spelled(
            1,
            "واحد/واحده, اثنان/اثنين/اثنتان/اثنتين, ثلاثه/ثلاث, اربعه/اربع, خمسه/خمس, سته/ست, سبعه/سبع,"
            " ثمانيه/ثماني/ثمان, تسعه/تسع",
        )
    )
    yield from units
    yield from ((10, words) for words in ("عشره", "عشر"))
    firsts = [
        *_spelled(1, "احد/احدي, اثنا/اثني/اثنتا/اثنتي"),
        *((unit, word) for unit, word in units if unit > 2),
    ]
    for unit, word in firsts:
        yield from ((10 + unit, f"{word} {ten}") for ten in ("عشر", "عشره"))
    tens = "عشرون/عشرين, ثلاثون/ثلاثين, اربعون/اربعين, خمسون/خمسين, ستون/ستين, سبعون/سبعين, ثمانون/ثمانين, تسعون/تسعين"
    for ten, name in _spelled(2, tens):
        yield ten * 10, name
        for unit, word in units:
            yield ten * 10 + unit, f"{word} و{name}"
            yield ten * 10 + unit, f"{word} و {name}"
    yield from ((100, words) for words in ("ميه", "مايه"))
