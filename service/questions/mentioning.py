"""Options inside a sentence: whether it simply names one, or may say something else of it.

What an option is called by itself is `choosing`.
"""

from __future__ import annotations

from collections.abc import Iterator, Set

from service.messages import Option
from service.questions.option_names import FEWEST_LETTERS, Options, names, without_article
from service.questions.reading import asks_back, fold
from service.questions.vocabulary import Vocabulary

LONGEST_SENTENCE = 15

Place = tuple[int, int, Option]
"""From which word to which an option is named."""


def mentioned(entered: str, options: Options, spoken: Vocabulary) -> tuple[Option, ...]:
    """The options whose names stand in a short sentence, unless it says or may say something else of them."""
    if not 0 < len(entered.split()) <= LONGEST_SENTENCE or asks_back(entered):
        return ()
    heard = _heard(entered, options, spoken)
    said = [word for word, _ in heard]
    if not said or said[-1] in spoken.not_:
        return ()
    found = [(start, end, option) for option in options for start, end in _places(option, said, spoken)]
    whole = [each for each in found if not any(_inside(each, other) for other in found)]
    beside = {word for at, word in enumerate(said) if not any(start <= at < end for start, end, _ in whole)}
    if any(not spoken.not_.isdisjoint(said[:start]) for start, _, _ in whole):
        return ()
    counted = _numbers_beside(said, whole, options)
    named = [*counted, *(each[2] for each in whole)]
    meant = tuple(option for option in options if any(option is each for each in named))
    certain = len(meant) != 1 or (
        beside.isdisjoint(spoken.turning)
        and any(_plainly(each, heard, len(options), spoken) for each in whole)
    )
    return meant if certain else ()


def _heard(entered: str, options: Options, spoken: Vocabulary) -> list[tuple[str, bool]]:
    """The words of a sentence, each with whether a sign after it sets it off from the next."""
    firsts = _first_words(options, spoken) if spoken.attached_and else frozenset[str]()
    heard: list[tuple[str, bool]] = []
    for token in entered.split():
        words = [word for each in fold(token).split() for word in _apart(each, firsts, spoken)]
        heard += [(word, False) for word in words[:-1]]
        heard += [(word, not token[-1].isalnum()) for word in words[-1:]]
    return heard


def _plainly(place: Place, heard: list[tuple[str, bool]], most: int, spoken: Vocabulary) -> bool:
    """Whether an option is simply named: before its name stand only words that change nothing, after it a pause.

    "It's a hotel with 12 rooms" is one; a traffic light is no street light, and a gas cooker is no gas.
    """
    start, end, option = place
    own = {word for name in (option.label, *option.words) for word in fold(name).split()}
    nothing = spoken.asides | spoken.hedges | spoken.beside_numbers | spoken.articles | own
    before = {word for word, _ in heard[:start] if word not in map(str, range(1, most + 1))}
    pause = end == len(heard) or heard[end - 1][1] or heard[end][0] in nothing
    return pause and before <= nothing


def _numbers_beside(said: list[str], named: list[Place], options: Options) -> list[Option]:
    """Options whose numbers stand beside a name: "2, the pothole" is a contradiction where that is number 1."""
    if not named:
        return []
    outside = [word for at, word in enumerate(said) if not any(start <= at < end for start, end, _ in named)]
    return [options[int(word) - 1] for word in outside if word in map(str, range(1, len(options) + 1))]


def _places(option: Option, said: list[str], spoken: Vocabulary) -> Iterator[tuple[int, int]]:
    for name in names(option, spoken):
        words = name.split()
        # "None" is an answer alone; in "no idea" it denies.
        if len(name) >= FEWEST_LETTERS and not spoken.not_.issuperset(words):
            for start in range(len(said) - len(words) + 1):
                if said[start : start + len(words)] == words:
                    yield start, start + len(words)


def _apart(word: str, firsts: Set[str], spoken: Vocabulary) -> Iterator[str]:
    """The words in a word: an "and" may be written on to the name of an option, and an article to any word."""
    together = spoken.attached_and
    rest = without_article(word.removeprefix(together), spoken)
    if together and word.startswith(together) and rest in firsts and word not in firsts:
        yield from (together, rest)
    else:
        yield without_article(word, spoken)


def _first_words(options: Options, spoken: Vocabulary) -> Set[str]:
    return {name.split()[0] for option in options for name in names(option, spoken)}


def _inside(one: Place, other: Place) -> bool:
    """The light in "traffic light" is not the street light."""
    return other[0] <= one[0] and one[1] <= other[1] and one[1] - one[0] < other[1] - other[0]
