"""The script: every sentence of the core, the town and its services that may be said to people and is nobody's answer.

It is what can be read out before anybody comes. What has a place to fill in (`{...}`) is not in it: that is a name, a
number or an answer, known only when it is said. What a door says of its own is the door's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.support import NullTranslations

from service.definitions.definition import Definition
from service.translating.gathering import of_code, of_town

_NEVER_SAID = re.compile(r"^keywords\.|\.also\.")
"""Words that people say to us."""
_CODE = Path(__file__).resolve().parents[1]


def script(
    definitions: Iterable[Definition], catalogue: NullTranslations, town_file: Path, language: str
) -> frozenset[str]:
    """In one language, whose sentences of core and town are in the catalogue."""
    told = (*_of_services(definitions, language), *_of_core(catalogue), *_of_town(catalogue, town_file))
    return frozenset(each for each in told if each and "{" not in each)


def _of_services(definitions: Iterable[Definition], language: str) -> Iterator[str]:
    for definition in definitions:
        for place in definition.texts:
            if not _NEVER_SAID.search(place):
                yield definition.text(place, language)


def _of_core(catalogue: NullTranslations) -> Iterator[str]:
    for sentence in of_code([_CODE]):
        if len(sentence.words) == 1:  # what depends on a number has it in its words
            yield str(catalogue.gettext(sentence.words[0]))


def _of_town(catalogue: NullTranslations, town_file: Path) -> Iterator[str]:
    for sentence in of_town(town_file):
        yield str(catalogue.pgettext(sentence.context, sentence.words[0]))
