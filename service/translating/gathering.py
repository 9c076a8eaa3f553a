"""Gathering: every sentence that people may read, from the code, the templates, the town's file and the services.

A sentence of the code is its own key, in English. A text of a service or of the town is found by its place, so that
two texts that read alike may be translated apart.
"""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from babel.messages.extract import extract

from service.definitions.calendars import FOLDER
from service.definitions.checking.texts import placed_texts
from service.definitions.definition import texts_of
from service.definitions.findings import Marks
from service.definitions.folder import SERVICE_FILE, Folder
from service.definitions.model import Service
from service.definitions.shape import shaped
from service.definitions.yaml_reading import read_yaml

SAYING = frozenset({"say", "_", "gettext", "lazy_gettext", "sentence"})
"""Calls whose first text is a sentence; `sentence` marks one that is said elsewhere."""
COUNTING = frozenset({"count", "ngettext", "sentences"})
"""Calls whose first two texts are one sentence, for one and for many."""
TEMPLATES = {"gettext": None, "_": None, "ngettext": (1, 2)}


@dataclass(frozen=True)
class Sentence:
    """One thing to translate."""

    words: tuple[str, ...]
    """The sentence; or its forms for one and for many."""
    context: str = ""
    """The place of a text of a service or of the town; empty for the code's own."""
    where: tuple[str, ...] = ()
    """The files in which it stands."""


class NotReadable(ValueError):
    """A service whose texts cannot be told: `check` says why."""


def of_service(folder: Folder) -> list[Sentence]:
    """The texts of a service, in the order of its YAML. Raises NotReadable."""
    return [Sentence((text,), place) for _, place, text in _texts(folder)]


def extract_service(
    file: IO[bytes], _keywords: object, _tags: object, options: dict[str, Any] | None
) -> Iterator[tuple[int, str, tuple[str, str], list[str]]]:
    """Babel's extractor for a `service.yaml` (entry point `nowrongdoor_service`): each text with its place as context.

    See https://babel.pocoo.org/en/latest/messages.html#writing-extraction-methods.
    """
    code = (options or {}).get("code") or Path(getattr(file, "name", SERVICE_FILE)).resolve().parent.name
    for line, place, text in _texts(Folder(code, {SERVICE_FILE: file.read()})):
        yield line, "pgettext", (place, text), []


def _texts(folder: Folder) -> Iterator[tuple[int, str, str]]:
    """Line, place and words of each text."""
    model, marks = _read(folder)
    placed = placed_texts(model, ())
    for (place, text), (keys, same) in zip(texts_of(model), placed, strict=True):
        assert text == same
        yield marks.at(keys, "").line, place, text


def _read(folder: Folder) -> tuple[Service, Marks]:
    written = read_yaml(folder.files.get(SERVICE_FILE, b""), folder.named(SERVICE_FILE))
    shape = shaped(written.content, written.marks, folder.code) if written.content is not None else None
    if shape is None or shape.model is None:
        raise NotReadable(f"{folder.named(SERVICE_FILE)} cannot be read yet: `nowrongdoor check` says why")
    return shape.model, written.marks


def of_town(file: Path) -> list[Sentence]:
    """What the town says of its offices, doors and calendars; names of places and numbers stay as they are."""
    written = tomllib.loads(file.read_text("utf-8"))
    told = [
        Sentence((entry[key],), f"town.{table}.{code}.{key}", (file.name,))
        for table, keys in (("doors", ("label", "words", "by")), ("offices", ("name", "address", "hours")))
        for code, entry in written.get(table, {}).items()
        for key in keys
        if isinstance(entry.get(key), str) and entry[key]
    ]
    return [*told, *_of_calendars(file.parent / FOLDER)]


def _of_calendars(folder: Path) -> Iterator[Sentence]:
    """Where people come, by calendar."""
    for file in sorted(folder.glob("*.yaml")):
        content = read_yaml(file.read_bytes(), file.name).content
        where = content.get("where") if isinstance(content, dict) else None
        if isinstance(where, str) and where:
            yield Sentence((where,), f"town.calendars.{file.stem}.where", (f"{FOLDER}/{file.name}",))


def of_code(roots: Iterable[Path]) -> list[Sentence]:
    """The sentences of Python files and templates under some folders; each once, with the files in which it stands."""
    found: dict[tuple[str, ...], list[str]] = {}
    for root in roots:
        for file in sorted(root.rglob("*")):
            name = file.relative_to(root.parent).as_posix()
            for words in _in_file(file):
                places = found.setdefault(words, [])
                if name not in places:
                    places.append(name)
    return [Sentence(words, "", tuple(places)) for words, places in found.items()]


def _in_file(file: Path) -> Iterator[tuple[str, ...]]:
    if file.suffix == ".py":
        yield from _in_python(file.read_text("utf-8"))
    elif file.suffix == ".html" and "templates" in file.parts:
        content = BytesIO(file.read_bytes())
        for _, words, _, _ in extract("jinja2.ext:babel_extract", content, TEMPLATES):
            yield words if isinstance(words, tuple) else (words,)


def _in_python(code: str) -> Iterator[tuple[str, ...]]:
    """By the syntax tree: a text may stand in several pieces, and a call may be somebody else's (`bytes.count`)."""
    for node in ast.walk(ast.parse(code)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        texts = [
            each.value
            for each in node.args
            if isinstance(each, ast.Constant) and isinstance(each.value, str) and each.value
        ]
        if name in SAYING and texts:
            yield (texts[0],)
        elif name in COUNTING and len(texts) >= 2:
            yield texts[0], texts[1]
