"""Which of the options on offer some words mean. Never a guess: what could mean several is given back as several."""

from __future__ import annotations

from collections.abc import Callable

from service.messages import Option
from service.questions.mentioning import mentioned
from service.questions.option_names import FEWEST_LETTERS, Options, names, without_article
from service.questions.reading import fold, stripped
from service.questions.vocabulary import Vocabulary, vocabulary

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

Meant = tuple[Option, ...]


def meant(entered: str, options: Options, language: str) -> Meant:
    """None: not understood. One: certain. Several: ambiguous."""
    words, spoken = fold(entered), vocabulary(language)
    return (
        exactly(entered, options)
        or _numbered(words, options, spoken)
        or _by_name(words, options, spoken)
        or _by_name(_without_courtesies(words, spoken), options, spoken)
        or mentioned(entered, options, spoken)
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
    words = without_article(fold(entered), spoken)
    if len(words) < FEWEST_LETTERS or not any(character.isalpha() for character in words):
        return ()
    return _where(options, lambda option: words in names(option, spoken))


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
    bare = without_article(words, spoken)
    return _beginning(bare, options, spoken) or _misspelt(bare, options, spoken)


def _where(options: Options, test: Callable[[Option], bool]) -> Meant:
    return tuple(option for option in options if test(option))


def _without_courtesies(words: str, spoken: Vocabulary) -> str:
    """Without "please" and "thanks", before or after: a slip in the word itself is then forgiven."""
    said, courtesies = words.split(), spoken.beside_numbers | spoken.articles
    return " ".join(stripped(said, courtesies.__contains__)) if spoken.not_.isdisjoint(said) else words


def _beginning(words: str, options: Options, spoken: Vocabulary) -> Meant:
    if len(words) < FEWEST_LETTERS:
        return ()
    return _where(options, lambda option: any(_begins(words, name) for name in names(option, spoken)))


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
                (likeness(words, name) for name in names(option, spoken) if not _denies(words, name, spoken)),
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
