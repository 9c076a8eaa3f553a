"""Translations of a service's texts: the `.po` files beside it, by the place of each text.

A message's context is the text's place (`questions.lamp.ask`), its id the text as it stands in the YAML. One
that no longer says the same is outdated and left out: then the source language is shown.
"""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from babel import Locale, UnknownLocaleError
from babel.messages.catalog import Message
from babel.messages.pofile import PoFileError, read_po

from service.definitions.definition import NAMES, Texts
from service.definitions.findings import Finding
from service.definitions.folder import Folder


@dataclass
class Translated:
    """What could be used of one file."""

    texts: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def texts_from_po(content: bytes, source: Texts, file: str) -> Translated:
    """Never raises. `source` are the texts of the YAML by place."""
    translated = Translated()
    try:
        catalogue = read_po(io.BytesIO(content), abort_invalid=True)
    except PoFileError as error:
        line = error.lineno + 1
        translated.findings.append(
            Finding(file, line, 1, f"this line cannot be read as a .po file ({error.args[0]})")
        )
        return translated
    except (ValueError, LookupError, UnicodeError):
        translated.findings.append(Finding(file, 1, 1, "this is not a .po file in UTF-8"))
        return translated
    for message in catalogue:
        if message.id:
            _take(message, source, file, translated)
    return translated


def _take(message: Message, source: Texts, file: str, translated: Translated) -> None:
    place, line = message.context or "", message.lineno or 1
    if not isinstance(message.id, str) or not isinstance(message.string, str):
        translated.findings.append(
            Finding(file, line, 1, "texts of a service have no plural forms: write one text")
        )
        return
    said = _outdated(place, message.id, source)
    if said:
        translated.findings.append(Finding(file, line, 1, said, "warning", place))
    elif message.string and not message.fuzzy:
        wrong = _other_names(message.id, message.string)
        if wrong:
            translated.findings.append(Finding(file, line, 1, wrong, "error", place))
        else:
            translated.texts[place] = message.string


def _outdated(place: str, written: str, source: Texts) -> str:
    if not place:
        return "this text has no place (`msgctxt`), so it is never shown: extract the texts again"
    if place not in source:
        return f"the service has no text at `{place}` any more: update the file"
    if source[place] != written:
        return f"the text at `{place}` was changed since it was translated: update the file, then look at it again"
    return ""


def _other_names(source: str, text: str) -> str:
    """The names in braces must be the same, however often and in whatever order."""
    wanted, there = set(NAMES.findall(source)), set(NAMES.findall(text))
    if missing := sorted(wanted - there):
        return f"`{{{missing[0]}}}` is missing in the translation: every name in braces must stand there too"
    if added := sorted(there - wanted):
        return f"`{{{added[0]}}}` does not stand in the text that is translated: take it out"
    if re.search("[{}]", NAMES.sub("", text)):
        return "the translation holds a brace that belongs to no name: take it out"
    return ""


def translations_of(
    files: Mapping[str, bytes], source: Texts, shown: Mapping[str, str], languages: Collection[str]
) -> tuple[dict[str, Texts], list[Finding]]:
    """The texts of every language that has a file. `languages` are the town's, where they are known."""
    texts: dict[str, Texts] = {}
    findings: list[Finding] = []
    for name, content in sorted(files.items()):
        if not name.endswith(".po"):
            continue
        language = name.removesuffix(".po")
        wrong = _wrong_language(language, languages)
        if wrong is not None:
            findings.append(
                Finding(shown[name], 1, 1, wrong, "warning" if _is_language(language) else "error")
            )
        if wrong is None or _is_language(language):
            translated = texts_from_po(content, source, shown[name])
            texts[language] = translated.texts
            findings += translated.findings
    return texts, findings


def in_translation(folder: Folder, language: str, place: str, words: str) -> Finding:
    """A finding about the translation of the text at a place."""
    name = f"{language}.po"
    lines = folder.files.get(name, b"").decode("utf-8", "replace").splitlines()
    mark = f'msgctxt "{place}"'
    line = next((number for number, each in enumerate(lines, 1) if each.strip() == mark), 1)
    return Finding(folder.named(name), line, 1, words, "error", place)


def _wrong_language(language: str, languages: Collection[str]) -> str | None:
    if not _is_language(language):
        return "name the file after a language, such as `fr.po` or `nl.po`"
    if languages and language == next(iter(languages)):
        return f"`service.yaml` itself is written in `{language}`: this file is not used"
    if languages and language not in languages:
        return f"the town does not speak `{language}`: this file is not used"
    return None


def _is_language(code: str) -> bool:
    try:
        return re.fullmatch("[a-z]{2,3}", code) is not None and Locale.parse(code) is not None
    except (ValueError, UnknownLocaleError):
        return False
