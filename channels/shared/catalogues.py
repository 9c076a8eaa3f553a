"""The doors' own words in the town's languages: Flask-Babel on the same `.po` files that the core reads.

Which language is spoken is not decided here.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations
from flask_babel import Babel, Domain


class Catalogues(Babel):
    """Read once, when the site is opened; nothing has to be compiled, and nothing is read for a page."""

    def __init__(self, folder: Path, languages: Iterable[str]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._words = Domain()
        for language in languages:
            self._words.cache[language, self._words.domain[0]] = _read(folder / f"{language}.po", language)

    @property
    def domain_instance(self) -> Domain:
        return self._words


def _read(file: Path, language: str) -> Translations:
    """Without a file every sentence stays as it stands in the code."""
    if not file.exists():
        return Translations()
    compiled = io.BytesIO()
    with file.open("rb") as written:
        write_mo(compiled, read_po(written, locale=language))
    compiled.seek(0)
    return Translations(compiled)
