"""Words made to mean nothing to a question, in four languages.

Denials, wrong numbers, days that do not exist, gibberish: made from the services' own labels with a fixed seed, so
that every run asks the same.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.definitions.definition import Definition
from service.questions.question import Asking, Question
from service.questions.reading import fold

if TYPE_CHECKING:
    from benchmarks.understanding import Reader

SEED = 20261126
MOST = 3_000
GIBBERISH_PER_QUESTION = 14
LATIN, ARABIC = "bcdfghjklmnprstvwz", "بتثجحخدذرزسشصضطظعغفقكلمن"
VOWELS = "aeiou"

DENIALS = {
    "en": ("it is not {}", "not {}", "no {} here", "anything without {}", "definitely never {}"),
    "fr": ("ce n'est pas {}", "pas {}", "sans {}", "jamais {}", "ni {} ni autre chose"),
    "nl": ("het is niet {}", "geen {}", "niet {}", "zonder {}", "nooit {}"),
    "ar": ("ليس {}", "لا {}", "بدون {}", "ليست {}", "لم يكن {}"),
}
VAGUE = {
    "en": (
        "who are you",
        "i have no idea",
        "you tell me",
        "why do you ask",
        "it depends",
        "later maybe",
        "hmm",
        "???",
    ),
    "fr": (
        "qui êtes-vous",
        "aucune idée",
        "ça dépend",
        "pourquoi cette question",
        "plus tard peut-être",
        "hein",
        "???",
    ),
    "nl": (
        "wie ben jij",
        "geen idee",
        "hangt ervan af",
        "waarom vraagt u dat",
        "later misschien",
        "hm",
        "???",
    ),
    "ar": ("من انتم", "لا اعرف", "حسب الظروف", "لماذا تسالون", "ربما لاحقا", "ههه", "؟؟؟"),
}
NO_DAYS = (
    "31/02/2026", "30/02", "31-04-2026", "00/05/2026", "12/13/2026", "32/01/2026", "99/99/9999", "29/02/2025",
    "45 may 2026", "0/0/0", "31 november", "1/1/0000", "15/00/2026", "7777", "2026", "5//2026", "31/6/26",
)  # fmt: skip
NO_NUMBERS = (
    "12 or 13",
    "1-2-3-4",
    "many",
    "1.2.3.4",
    "12x",
    "x",
    "3 4 5 6",
    "--",
    "1e9",
    "0x10",
    "½ or so",
    "9" * 18,
)
NO_ADDRESSES = ("jan", "jan@", "@example.org", "jan@@example.org", "jan at example", "jan@example", "a b@c d")
NO_PHONES = ("12", "0470", "+32", "999999999999999999", "+32 470 12", "0000", "call me", "112")
NO_NATIONAL = ("85073003329", "12345678901", "00000000000", "8507300332", "85.07.30-033.27", "99999999999")
NO_IBANS = ("BE00 0000 0000 0000", "BE71 0961 2345 6760", "1234", "NL00BANK0123456789")


@dataclass(frozen=True)
class Negative:
    language: str
    service: str
    code: str
    words: str


def negatives(reading: Reader) -> list[Negative]:
    """The same 3,000 at every run."""
    chance = random.Random(SEED)
    made = dict.fromkeys(
        Negative(language, definition.code, asked.code, words)
        for language in DENIALS
        for definition in reading.definitions.values()
        for block in definition.blocks
        for asked in block.asked
        for words in _for(
            asked.question, reading.asking(definition, asked, block, language), definition, chance
        )
    )
    return chance.sample(list(made), min(MOST, len(made)))


def _for(question: Question, asking: Asking, definition: Definition, chance: random.Random) -> Iterator[str]:
    """Nothing for a kind that takes any words."""
    made = _BY_KIND.get(question.kind)
    if made is None or (question.kind in ("choice", "choices") and not asking.options):
        return
    yield from made(asking, chance)
    yield from VAGUE[asking.language]
    known = [fold(name) for each in asking.options for name in (each.label, *each.words)]
    for _ in range(GIBBERISH_PER_QUESTION):
        words = " ".join(_gibberish(asking.language, chance) for _ in range(chance.randint(1, 4)))
        if not any(name.startswith(fold(words)[:3]) for name in known):
            yield words


def _gibberish(language: str, chance: random.Random) -> str:
    if language == "ar":
        return "".join(chance.choice(ARABIC) for _ in range(chance.randint(5, 9)))
    pairs = (chance.choice(LATIN) + chance.choice(VOWELS) for _ in range(chance.randint(3, 5)))
    return "".join(pairs) + chance.choice("xqkz")


def _of_options(asking: Asking, chance: random.Random) -> Iterator[str]:
    for option in asking.options:
        for denial in DENIALS[asking.language]:
            yield denial.format(chance.choice([option.label, *option.words]))
    first = len(asking.options) + 1
    yield from (str(chance.randint(first, 99)) for _ in range(5))
    yield from (f"{chance.randint(first, 999)} {_gibberish(asking.language, chance)}" for _ in range(4))


def _listed(*words: str) -> Callable[[Asking, random.Random], Iterator[str]]:
    return lambda asking, chance: iter(words)


_BY_KIND: dict[str, Callable[[Asking, random.Random], Iterator[str]]] = {
    "choice": _of_options,
    "choices": _of_options,
    "yes_no": _listed("3", "12", "0", "yes or no", "ja nee", "oui non", "yesterday", "nothing", "yes no yes"),
    "declaration": _listed("3", "no", "non", "nee", "لا", "i do not agree", "later"),
    "number": _listed(*NO_NUMBERS),
    "money": _listed(*NO_NUMBERS, "12 dollars", "free"),
    "date": _listed(*NO_DAYS, "someday", "next pothole", "in a while", "in 999999 weeks", "the 45th"),
    "email": _listed(*NO_ADDRESSES),
    "phone": _listed(*NO_PHONES),
    "national_number": _listed(*NO_NATIONAL),
    "iban": _listed(*NO_IBANS),
    "place": _listed("12", "99999", "somewhere", "over there", "???"),
}
