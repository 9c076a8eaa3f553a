"""What options are called, in a form that can be compared with what people write."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from service.messages import Option
from service.questions.reading import fold
from service.questions.vocabulary import Vocabulary

FEWEST_LETTERS = 3
"""A beginning, or an option's name inside a sentence, has at least so many letters."""

Options = Sequence[Option]


def names(option: Option, spoken: Vocabulary) -> Iterator[str]:
    """Each name of an option, folded and without its article."""
    for name in (option.label, option.value, *option.words):
        if folded := without_article(fold(name), spoken):
            yield folded


def without_article(words: str, spoken: Vocabulary) -> str:
    first, _, rest = words.partition(" ")
    if first in spoken.articles and rest:
        return rest
    bare = words.removeprefix(spoken.attached_article)
    return bare if len(bare.split(" ")[0]) >= FEWEST_LETTERS else words
