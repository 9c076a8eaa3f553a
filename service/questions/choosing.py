"""Which of the options on offer some words mean. Never a guess: what could mean several is given back as several."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Set

from service.messages import Option
from service.questions.reading import fold
from service.questions.vocabulary import Vocabulary, vocabulary

FEWEST_LETTERS = 3
"""A beginning, or an option's name inside a sentence, has at least so many letters."""
LEAST_OF_A_NAME = 0.4
"""A beginning has more than this of the word that it cuts: "pot" is a pothole, "velo" is no "velomoteur"."""
FEWEST_FOR_TYPOS = 4
FEWEST_FOR_A_SLIP = 5
"""In a word of so many letters one may be wrong, missing or too many; in a shorter one two may have changed places."""
ALIKE = 85
"""Of 100: from here on two words are the same but for a slip of the finger."""
AHEAD = 10
"""By so much an option must be more alike than the next one."""
LONGEST_SLIP = 60
LONGEST_SENTENCE = 15

Options = Sequence[Option]
Meant = tuple[Option, ...]
Place = tuple[int, int, Option]
"""From which word to which an option is named."""


def meant(entered: str, options: Options, language: str) -> Meant:
    """None: not understood. One: certain. Several: ambiguous."""
    words, spoken = fold(entered), vocabulary(language)
    return (
        exactly(entered, options)
        or _numbered(words, options, spoken)
        or _by_name(words, options, spoken)
        or _by_name(_without_courtesies(words, spoken), options, spoken)
        or _mentioned(entered, options, spoken)
    )


def exactly(entered: str, options: Options) -> Meant:
    """The option whose value or label was written in full; a page posts the value and nothing else."""
    exact = _where(options, lambda option: entered in (option.value, option.label))[:1]
    words = fold(entered)
    return exact or _where(
        options, lambda option: bool(words) and words in (fold(option.value), fold(option.label))
    )


def called(entered: str, options: Options, language: str) -> Meant:
    """The options that have exactly this name, in letters: no number, no beginning, no slip."""
    spoken = vocabulary(language)
    words = _without_article(fold(entered), spoken)
    if len(words) < FEWEST_LETTERS or not any(character.isalpha() for character in words):
        return ()
    return _where(options, lambda option: words in _names(option, spoken))


def number_in(words: str, spoken: Vocabulary, most: int) -> int | None:
    """The number by which one of `most` options is chosen: "3", "the third one", "number three", "last"."""
    said = words.split()
    telling = [word for word in said if word not in spoken.beside_numbers]
    telling = telling or [word for word in said if word in spoken.numbers]
    if len(telling) != 1:
        return None
    (word,) = telling
    if word.isdecimal():
        return int(word) if len(word) <= 4 else most + 1
    if word in spoken.numbers:
        return spoken.numbers.index(word)
    ordinal = next((n for n, forms in enumerate(spoken.ordinals, 1) if word in forms.split(",")), None)
    return most if ordinal is None and word in spoken.last else ordinal


def _numbered(words: str, options: Options, spoken: Vocabulary) -> Meant:
    number = number_in(words, spoken, len(options))
    return (options[number - 1],) if number is not None and 1 <= number <= len(options) else ()


def _by_name(words: str, options: Options, spoken: Vocabulary) -> Meant:
    worded = _where(options, lambda option: words in map(fold, option.words))
    if worded or not any(c.isalpha() for c in words):
        return worded
    bare = _without_article(words, spoken)
    return _beginning(bare, options, spoken) or _misspelt(bare, options, spoken)


def _where(options: Options, test: Callable[[Option], bool]) -> Meant:
    return tuple(option for option in options if test(option))


def _names(option: Option, spoken: Vocabulary) -> Iterator[str]:
    for name in (option.label, option.value, *option.words):
        if folded := _without_article(fold(name), spoken):
            yield folded


def _without_courtesies(words: str, spoken: Vocabulary) -> str:
    """Without "please" and "thanks", before or after: a slip in the word itself is then forgiven."""
    said = words.split()
    if not spoken.not_.isdisjoint(said):
        return words
    for end in (0, -1):
        while len(said) > 1 and said[end] in spoken.beside_numbers | spoken.articles:
            del said[end]
    return " ".join(said)


def _without_article(words: str, spoken: Vocabulary) -> str:
    first, _, rest = words.partition(" ")
    if first in spoken.articles and rest:
        return rest
    bare = words.removeprefix(spoken.attached_article)
    return bare if len(bare.split(" ")[0]) >= FEWEST_LETTERS else words


def _beginning(words: str, options: Options, spoken: Vocabulary) -> Meant:
    if len(words) < FEWEST_LETTERS:
        return ()
    return _where(options, lambda option: any(_begins(words, name) for name in _names(option, spoken)))


def _begins(words: str, name: str) -> bool:
    if not name.startswith(words):
        return False
    begun = len(words.split(" ")[-1])
    whole = begun + len(name[len(words) :].split(" ")[0])
    return begun > LEAST_OF_A_NAME * whole


def _misspelt(words: str, options: Options, spoken: Vocabulary) -> Meant:
    if not FEWEST_FOR_TYPOS <= len(words) <= LONGEST_SLIP:
        return ()
    scored = [
        (
            max(
                (
                    likeness(words, name)
                    for name in _names(option, spoken)
                    if not _denies(words, name, spoken)
                ),
                default=0,
            ),
            option,
        )
        for option in options
    ]
    best = max((score for score, _ in scored), default=0)
    return tuple(option for score, option in scored if best >= ALIKE and score > best - AHEAD)


def _denies(words: str, name: str, spoken: Vocabulary) -> bool:
    """A "not" that an option's name does not have is no slip of the finger."""
    return not spoken.not_.isdisjoint(set(words.split()) - set(name.split()))


def likeness(words: str, name: str) -> float:
    """From 0 to 100. Nobody slips on the first letter: "unheated" is not "heated"."""
    from rapidfuzz import fuzz
    from rapidfuzz.distance import OSA

    if words[0] != name[0] or len(name) < FEWEST_FOR_TYPOS:
        return 0
    slips = OSA.distance(words, name, score_cutoff=1)
    slipped = slips == 1 and (
        min(len(words), len(name)) >= FEWEST_FOR_A_SLIP or sorted(words) == sorted(name)
    )
    return max(fuzz.ratio(words, name), ALIKE if slipped else 0)


def _mentioned(entered: str, options: Options, spoken: Vocabulary) -> Meant:
    """The options whose names stand in a short sentence, unless it says or may say something else of them."""
    if not 0 < len(entered.split()) <= LONGEST_SENTENCE or "?" in entered or "؟" in entered:
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
    meant = _where(
        options, lambda option: any(option is each for each in (*counted, *(each[2] for each in whole)))
    )
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
    for name in _names(option, spoken):
        words = name.split()
        # "None" is an answer alone; in "no idea" it denies.
        if len(name) >= FEWEST_LETTERS and not spoken.not_.issuperset(words):
            for start in range(len(said) - len(words) + 1):
                if said[start : start + len(words)] == words:
                    yield start, start + len(words)


def _apart(word: str, firsts: Set[str], spoken: Vocabulary) -> Iterator[str]:
    """The words in a word: an "and" may be written on to the name of an option, and an article to any word."""
    together = spoken.attached_and
    rest = _without_article(word.removeprefix(together), spoken)
    if together and word.startswith(together) and rest in firsts and word not in firsts:
        yield from (together, rest)
    else:
        yield _without_article(word, spoken)


def _first_words(options: Options, spoken: Vocabulary) -> Set[str]:
    return {name.split()[0] for option in options for name in _names(option, spoken)}


def _inside(one: Place, other: Place) -> bool:
    """The light in "traffic light" is not the street light."""
    return other[0] <= one[0] and one[1] <= other[1] and one[1] - one[0] < other[1] - other[0]
