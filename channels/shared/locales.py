"""Which country's forms of dates and numbers a language takes at the doors: day-first everywhere."""

from __future__ import annotations

from babel import Locale

_FORMS = {"en": "en_GB", "fr": "fr_BE", "nl": "nl_BE"}


def locale_of(language: str) -> Locale:
    return Locale.parse(_FORMS.get(language, language))
