"""A rehearsal shows what is not translated; a word that people text is never marked."""

from __future__ import annotations

from service.definitions.folder import Folder
from service.definitions.loading import load
from service.definitions.untranslated import marked
from tests.service.definitions.conftest import FAULTLESS, TABLES, Town

FRENCH = 'msgctxt "title"\nmsgid "Hire a hall"\nmsgstr "Louer une salle"\n'


def test_what_is_not_translated_is_shown_with_its_language() -> None:
    files = {"service.yaml": FAULTLESS, **TABLES, "fr.po": FRENCH}
    folder = Folder("trial", {name: text.encode() for name, text in files.items()})
    plain = load(folder, Town()).definition
    assert plain is not None
    definition = marked(plain, ("en", "fr", "nl"))
    assert definition.text("title", "fr") == "Louer une salle"
    assert definition.text("title", "nl") == "[en] Hire a hall"
    assert definition.text("title", "en") == "Hire a hall"
    assert definition.keywords("nl") == plain.keywords("nl")
    assert definition.version == plain.version
