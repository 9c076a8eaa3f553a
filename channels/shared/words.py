"""The doors' own words in the town's languages: the same catalogues as the core's, read once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from babel.support import NullTranslations
from flask import Flask, g
from flask_babel import Babel, Domain, get_locale


class TownWords(Domain):
    """Catalogues by language, instead of compiled files that somebody would have to make."""

    def __init__(self, catalogues: Mapping[str, NullTranslations]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # the library has no types
        self._catalogues = catalogues

    def get_translations(self) -> NullTranslations:
        return self._catalogues.get(str(getattr(get_locale(), "language", "")), _NONE)


_NONE = NullTranslations()


def speak(app: Flask, catalogues: Mapping[str, NullTranslations], language: str) -> None:
    """Let an application say its words: in the language of a request (`g.language`), else in this one."""
    app.config.update(BABEL_DEFAULT_LOCALE=language)

    def spoken() -> str:
        wanted = str(g.get("language", language))
        return wanted if wanted in catalogues else language

    Babel(app, locale_selector=spoken)
    app.extensions["babel"].instance.domain_instance = TownWords(catalogues)


@contextmanager
def speaking(catalogues: Mapping[str, NullTranslations], language: str) -> Iterator[None]:
    """Where words are said and no site is open: on a terminal, in a survey."""
    with speaker(catalogues, language).app_context():
        yield


def speaker(catalogues: Mapping[str, NullTranslations], language: str) -> Flask:
    """In whose context words are said."""
    app = Flask("channels")
    speak(app, catalogues, language)
    return app
