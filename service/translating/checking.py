"""Checking a catalogue against the sentences that there are: what is missing, outdated, or cannot be filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from babel.messages.catalog import Message

from service.definitions.findings import Finding
from service.translating.catalogues import Unreadable, ids, read, strings
from service.translating.gathering import Sentence

NAMES = re.compile(r"\{([a-z_][a-z0-9_-]*)\}|%\((\w+)\)s")
COUNTED = frozenset({"number", "num"})
"""A form for exactly one or two need not repeat its number."""


def checked(content: bytes, file: str, language: str, sentences: Sequence[Sentence]) -> list[Finding]:
    """One finding for each sentence that nobody could be shown in this language."""
    try:
        catalogue = read(content, file, language)
    except Unreadable as error:
        name, line, words = str(error).split(":", 2)
        return [Finding(name, int(line), 1, words.strip())]
    there: Mapping[tuple[tuple[str, ...], str], Message] = {
        (ids(each), each.context or ""): each for each in catalogue if each.id
    }
    found = [_lacking(each, there.get((each.words, each.context)), file) for each in sentences]
    known = {(each.words, each.context) for each in sentences}
    gone = [
        Finding(file, message.lineno or 1, 1, f"“{words[0]}” is said nowhere any more: update the file")
        for (words, context), message in there.items()
        if (words, context) not in known
    ]
    return sorted([*filter(None, found), *gone], key=lambda each: each.line)


def _lacking(sentence: Sentence, message: Message | None, file: str) -> Finding | None:
    named = f"“{sentence.words[0]}”" + (f" ({sentence.context})" if sentence.context else "")
    if message is None:
        return Finding(file, 1, 1, f"{named} is missing: update the file")
    said = next(_wrong(sentence, message), None)
    return Finding(file, message.lineno or 1, 1, f"{named} {said}", place=sentence.context) if said else None


def _wrong(sentence: Sentence, message: Message) -> Iterator[str]:
    said = strings(message)
    if not all(said):
        yield "is not translated"
    if message.fuzzy:
        yield "was reworded since it was translated: look at it, then take the mark `fuzzy` away"
    wanted = {name for words in sentence.words for name in _names(words)}
    for string in said:
        there = set(_names(string))
        needed = wanted - COUNTED if len(sentence.words) > 1 else wanted
        if missing := sorted(needed - there):
            yield f"lacks the name `{missing[0]}`"
        if foreign := sorted(there - wanted):
            yield f"has a name that does not stand in the sentence: `{foreign[0]}`"


def _names(words: str) -> list[str]:
    return [one or other for one, other in NAMES.findall(words)]
