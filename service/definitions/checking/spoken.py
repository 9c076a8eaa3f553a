"""The words that people are to text: none that carriers keep for themselves, none that names two options of a question.

Where the source language's own words stand, and what else is wrong with them, is `questions` and `settings`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping

from service.definitions.definition import Definition, Texts, listed
from service.definitions.findings import Finding
from service.definitions.folder import Folder
from service.definitions.translation import in_translation
from service.questions.options import Choice
from service.questions.reading import fold

WANTED = re.compile(r"^keywords\.|\.options\.[^.]+\.(label$|also\.)")
"""Places of words that people text: the keywords of a service, and what options are called."""


def reserved_words(
    translations: Mapping[str, Texts], folder: Folder, reserved: Collection[str]
) -> Iterator[Finding]:
    """Words that people are to text and that carriers keep for themselves."""
    kept = {fold(word) for word in reserved}
    for language, texts in translations.items():
        for place, text in texts.items():
            for word in _wanted(place, text):
                if fold(word) in kept:
                    words = f"`{word}` never arrives: carriers and lines keep that word; choose another"
                    yield in_translation(folder, language, place, words)


def _wanted(place: str, text: str) -> list[str]:
    """The words that people text, where there are any at a place."""
    if not WANTED.search(place):
        return []
    return [text] if place.endswith(".label") else listed(text)


def shared_words(definition: Definition, folder: Folder) -> Iterator[Finding]:
    """Translated words by which people could mean either of two options that are offered together."""
    for language in definition.translations:
        for block in definition.blocks:
            for asked in block.asked:
                options = getattr(asked.question, "options", None)
                if isinstance(options, list):
                    place = asked.place_of("options")
                    for at, words in _in_language(options, place, definition, language):
                        yield in_translation(folder, language, at, words)


def _in_language(
    options: list[Choice], place: str, definition: Definition, language: str
) -> Iterator[tuple[str, str]]:
    def label(option: Choice) -> str:
        return definition.text(f"{place}.{option.value}.label", language)

    def also(option: Choice, number: int) -> tuple[str, ...]:
        return definition.words_at(f"{place}.{option.value}.also.{number}", language)

    for option, number, words in meaning_two(options, label, also):
        yield f"{place}.{option.value}.also.{number}", words


def meaning_two(
    options: list[Choice],
    label: Callable[[Choice], str],
    also: Callable[[Choice, int], Collection[str]],
) -> Iterator[tuple[Choice, int, str]]:
    """Words that an earlier option has already: the option, the number of its word, and what to say of it.

    An option that is offered only sometimes may take another one's place, and its words.
    """
    meaning = {fold(label(option)): option.value for option in options}
    for option in options:
        for number in range(len(option.also)):
            for word in also(option, number):
                other = meaning.setdefault(fold(word), option.value)
                if other != option.value and option.when is None:
                    yield option, number, f"`{word}` means `{other}` too: take it out of one of the two"
