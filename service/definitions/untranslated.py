"""What a rehearsal shows where a translation is missing: the source text with its language, `[en] Where is it?`.

A town for real shows the source text as it is. Words that people text are never marked: they would not be understood.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from service.definitions.definition import Definition
from service.wording import mark

_TEXTED = re.compile(r"^keywords\.|\.also\.")


def marked(definition: Definition, languages: Sequence[str]) -> Definition:
    """The same with every text that is missing in one of the town's languages marked; the first is the source's."""
    source, *others = languages
    missing = {
        place: mark(text, source)
        for place, text in definition.texts.items()
        if text and not _TEXTED.search(place)
    }
    translations = {language: {**missing, **definition.translations.get(language, {})} for language in others}
    return replace(definition, translations=translations, options={}, openings={})
