"""The doors read the same translations as the core."""

import pytest
from flask import Flask
from flask_babel import force_locale, gettext, ngettext

from channels.shared.words import speak
from service.wording import read_wording

FRENCH = """
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\nPlural-Forms: nplurals=2; plural=(n > 1);\\n"

msgid "Back"
msgstr "Retour"

#, fuzzy
msgid "Continue"
msgstr "Peut-être"

msgid "%(num)s part"
msgid_plural "%(num)s parts"
msgstr[0] "%(num)s partie"
msgstr[1] "%(num)s parties"
"""


@pytest.fixture
def app(tmp_path):
    (tmp_path / "fr.po").write_text(FRENCH, "utf-8")
    app = Flask(__name__)
    spoken = {each: read_wording(each, tmp_path, "EUR", "Europe/Brussels") for each in ("en", "fr", "nl")}
    speak(app, {language: wording.catalogue for language, wording in spoken.items()}, "en")
    return app


def test_words_are_said_as_the_file_of_the_language_says(app):
    with app.app_context(), force_locale("fr"):
        assert gettext("Back") == "Retour"
        assert [ngettext("%(num)s part", "%(num)s parts", number) for number in (1, 2)] == [
            "1 partie",
            "2 parties",
        ]


@pytest.mark.parametrize("language", ["en", "nl"])
def test_without_a_file_they_stay_as_they_stand_in_the_code(app, language):
    with app.app_context(), force_locale(language):
        assert gettext("Back") == "Back"


def test_a_translation_in_doubt_is_not_used(app):
    with app.app_context(), force_locale("fr"):
        assert gettext("Continue") == "Continue"
