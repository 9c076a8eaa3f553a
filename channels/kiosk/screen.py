"""The screen as it is sent: its modules as one script, its sheets as one, and its words a language at a time.

Each has an address made of what it contains, so that a browser keeps it until it is another one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from babel import Locale
from babel.numbers import get_decimal_symbol
from flask import Blueprint, Response, json, url_for
from flask_babel import force_locale
from werkzeug.exceptions import NotFound

from channels.kiosk.one_file import one_script, one_sheet
from channels.kiosk.words import GREETING, words
from channels.shared.reading_order import runs_from_right

FOLDER = Path(__file__).resolve().parents[2] / "kiosk_ui"
VENDORED = FOLDER / "vendor" / "simple-keyboard"
MODULES = (*sorted((FOLDER / "screen").glob("*.js")), *VENDORED.glob("*.js"))
SHEETS = (
    Path(__file__).resolve().parents[1] / "shared" / "pages" / "static" / "base.css",
    VENDORED / "index.css",
    FOLDER / "screen" / "kiosk.css",
)
KEPT = "public, max-age=31536000, immutable"


@dataclass(frozen=True)
class Sent:
    content: str
    version: str


class Screen:
    """Of a town that speaks these languages: the page comes with the words of the first."""

    def __init__(self, languages: Sequence[str]) -> None:
        self._languages = languages
        self._made: dict[str, tuple[object, Sent]] = {}
        self._said: dict[str, dict[str, str]] = {}

    def add_to(self, blueprint: Blueprint) -> None:
        """An address of another version (the kiosk was renewed while it was shown) gives what there is now."""
        blueprint.add_url_rule("/screen/<version>.js", "script", self._script)
        blueprint.add_url_rule("/screen/<version>.css", "sheet", self._sheet)
        blueprint.add_url_rule("/words/<language>/<version>.json", "words", self._words)

    @property
    def script(self) -> Sent:
        return self._once("script", _changes(MODULES), lambda: one_script(FOLDER / "screen" / "main.js"))

    @property
    def sheet(self) -> Sent:
        return self._once("sheet", _changes(SHEETS), lambda: one_sheet(SHEETS))

    def words(self, language: str) -> Sent:
        return self._once(language, None, lambda: json.dumps(self.said(language)))

    def said(self, language: str) -> Mapping[str, str]:
        """All that the screen says of itself, by name."""
        if language not in self._said:
            with force_locale(language):
                separator = get_decimal_symbol(Locale.parse(language), numbering_system="latn")
                self._said[language] = words() | {"decimal_separator": separator}
        return self._said[language]

    def languages(self) -> list[dict[str, Any]]:
        """The first with all that the screen says; the others with the greeting, and where the rest is."""
        first, *others = self._languages
        return [_language(first, self.said(first)), *map(self._greeting, others)]

    def _greeting(self, code: str) -> dict[str, Any]:
        known = self.said(code)
        address = url_for("kiosk.words", language=code, version=self.words(code).version)
        return _language(code, {name: known[name] for name in GREETING}) | {"address": address}

    def _script(self, version: str) -> Response:
        return _kept(self.script, version, "text/javascript")

    def _sheet(self, version: str) -> Response:
        return _kept(self.sheet, version, "text/css")

    def _words(self, language: str, version: str) -> Response:
        if language not in self._languages:
            raise NotFound
        return _kept(self.words(language), version, "application/json")

    def _once(self, name: str, written: object, make: Callable[[], str]) -> Sent:
        """Made anew only when what it is made of is written anew."""
        known = self._made.get(name)
        if known is None or known[0] != written:
            content = make()
            version = sha256(content.encode()).hexdigest()[:12]
            known = self._made[name] = (written, Sent(content, version))
        return known[1]


def _changes(files: Sequence[Path]) -> tuple[int, ...]:
    return tuple(file.stat().st_mtime_ns for file in files)


def _language(code: str, said: Mapping[str, str]) -> dict[str, Any]:
    name = Locale.parse(code).get_display_name(code) or code
    return {
        "code": code,
        "name": name[:1].upper() + name[1:],
        "direction": "rtl" if runs_from_right(code) else "ltr",
        "words": said,
    }


def _kept(sent: Sent, version: str, kind: str) -> Response:
    response = Response(sent.content, mimetype=kind)
    response.set_etag(sent.version)
    response.headers["Cache-Control"] = KEPT if version == sent.version else "no-store"
    return response
