"""Catalogues: `.po` files made, and brought up to date without losing a translator's work.

The same sentences give the same bytes: no dates, no line numbers, the order of the source.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, read_po, write_po
from rapidfuzz import fuzz, process

from service.translating.gathering import Sentence

ALIKE = 80
"""Of 100: from here on a new sentence is probably an old one that was reworded."""


class Unreadable(ValueError):
    """A file that is no `.po` file; the words say where."""


def read(content: bytes, file: str, language: str) -> Catalog:
    """Raises Unreadable."""
    try:
        return read_po(io.BytesIO(content), locale=language, abort_invalid=True)
    except PoFileError as error:
        raise Unreadable(f"{file}:{error.lineno + 1}: this line cannot be read as a .po file") from None
    except (ValueError, LookupError, UnicodeError):
        raise Unreadable(f"{file}:1: this is not a .po file in UTF-8") from None


def template(sentences: Iterable[Sentence]) -> bytes:
    """A `.pot` file: everything that there is to translate."""
    catalogue = Catalog(fuzzy=False)
    for each in sentences:
        catalogue.add(_id(each), context=each.context or None, locations=_locations(each))
    return _written(catalogue, "")


def renewed(content: bytes, file: str, language: str, sentences: Sequence[Sentence]) -> bytes:
    """A file with exactly these sentences. Raises Unreadable.

    What was translated stays; a text that reads otherwise now keeps its translation, marked `fuzzy` with what it was a
    translation of, until somebody has looked at it.
    """
    old, new = read(content, file, language), Catalog(locale=language, fuzzy=False)
    reworded = _Reworded(old, sentences)
    for each in sentences:
        message = new.add(_id(each), context=each.context or None, locations=_locations(each))
        assert message is not None
        before = old.get(_id(each), each.context or None)
        if before is None:
            before = reworded.of(each)
            if before is not None and any(strings(before)):
                message.flags.add("fuzzy")
                message.previous_id = [before.id] if isinstance(before.id, str) else list(before.id)
        elif before.fuzzy:
            message.flags.add("fuzzy")
            message.previous_id = before.previous_id
        if before is not None and len(each.words) == len(ids(before)):
            message.string = before.string
    return _written(new, language)


class _Reworded:
    """The messages of an old catalogue whose sentences are gone: each may have become a new one."""

    def __init__(self, old: Catalog, sentences: Iterable[Sentence]) -> None:
        known = {(each.words, each.context) for each in sentences}
        self._gone = [each for each in old if each.id and (ids(each), each.context or "") not in known]

    def of(self, sentence: Sentence) -> Message | None:
        if sentence.context:
            return next((each for each in self._gone if each.context == sentence.context), None)
        names = {number: ids(each)[0] for number, each in enumerate(self._gone) if not each.context}
        near = process.extractOne(sentence.words[0], names, scorer=fuzz.ratio, score_cutoff=ALIKE)
        return self._gone[near[2]] if near else None


def _id(sentence: Sentence) -> str | tuple[str, ...]:
    return sentence.words[0] if len(sentence.words) == 1 else sentence.words


def ids(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def strings(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def _locations(sentence: Sentence) -> list[tuple[str, int]]:
    return [(file, 0) for file in sentence.where]


def _written(catalogue: Catalog, language: str) -> bytes:
    """Our own header: the library's would change with the clock."""
    body = io.BytesIO()
    write_po(body, catalogue, width=0, omit_header=True, include_lineno=False, include_previous=True)
    lines = [
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
    ]
    if language:
        lines = [f"Language: {language}", f"Plural-Forms: {catalogue.plural_forms}", *lines]
    header = "".join(f'"{line}\\n"\n' for line in lines)
    return f'msgid ""\nmsgstr ""\n{header}\n'.encode() + body.getvalue().rstrip(b"\n") + b"\n"
