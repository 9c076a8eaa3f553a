"""The core's own sentences in the town's languages, and CLDR's forms for dates, numbers and money.

The English sentence in the code is the key; translations are `.po` files under `config/translations/`.
A service's own texts are not here: they belong to its definition.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

from babel import Locale, dates, lists, numbers
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po
from babel.support import NullTranslations, Translations

LOCALES = {"en": "en_GB", "fr": "fr_BE", "nl": "nl_BE", "ar": "ar"}
"""Which country's forms a language takes: day-first dates everywhere."""


@dataclass(frozen=True)
class Wording:
    """One language."""

    language: str
    catalogue: NullTranslations
    locale: Locale
    currency: str = "EUR"
    timezone: str = "Europe/Brussels"

    def say(self, sentence: str, /, **values: object) -> str:
        """The sentence in this language, with `{names}` filled in."""
        template = self.catalogue.gettext(sentence) if sentence else ""  # else: the catalogue's own header
        return template.format(**values) if values else template

    def count(self, one: str, many: str, number: int, /, **values: object) -> str:
        """A sentence that depends on a number, which it may name as `{number}`."""
        template = self.catalogue.ngettext(one, many, number)
        return template.format(number=self.number(number), **values)

    def of_town(self, place: str, text: str) -> str:
        """A text of `town.toml` in this language, by its place: `town.offices.mobility.hours`."""
        return str(self.catalogue.pgettext(place, text)) if text else ""

    def number(self, number: int | float | Decimal) -> str:
        return str(numbers.format_decimal(number, locale=self.locale))

    def money(self, cents: int) -> str:
        return str(numbers.format_currency(Decimal(cents) / 100, self.currency, locale=self.locale))

    def date(self, day: date) -> str:
        return dates.format_date(day, "long", locale=self.locale)

    def day_of(self, moment: datetime) -> str:
        return self.date(moment.astimezone(ZoneInfo(self.timezone)).date())

    def all_of(self, words: Sequence[str]) -> str:
        """`a, b and c`."""
        return lists.format_list(list(words), locale=self.locale)

    def any_of(self, words: Sequence[str]) -> str:
        """`a, b or c`."""
        return lists.format_list(list(words), style="or", locale=self.locale)


def sentence(words: str) -> str:
    """Marks a sentence for translation where it stands; it is said elsewhere."""
    return words


def sentences(one: str, many: str) -> tuple[str, str]:
    """The same for one that depends on a number."""
    return one, many


def mark(text: str, language: str) -> str:
    """A text that should have been translated, so that a rehearsal shows it."""
    return f"[{language}] {text}"


class Marking(NullTranslations):
    """What is said where a sentence is not translated: the sentence, with a mark of the language it is in."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language

    def gettext(self, message: str) -> str:
        return mark(message, self._language)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return mark(msgid1 if n == 1 else msgid2, self._language)

    def pgettext(self, context: str, message: str) -> str:
        return mark(message, self._language)


def read_wording(
    language: str, folder: Path, currency: str, timezone: str, *, marked_as: str = ""
) -> Wording:
    """The wording of a language; without a catalogue every sentence stays as it stands in the code.

    `marked_as`: the language of the code's sentences, shown with those that are not translated; empty: not shown.
    Raises ValueError with a sentence for the operator where the file is no catalogue.
    """
    file = folder / f"{language}.po"
    missing = Marking(marked_as) if marked_as else NullTranslations()
    catalogue = Translations(io.BytesIO(compiled(file, language))) if file.exists() else missing
    if catalogue is not missing and marked_as:
        catalogue.add_fallback(missing)
    return Wording(language, catalogue, Locale.parse(LOCALES.get(language, language)), currency, timezone)


def compiled(file: Path, language: str) -> bytes:
    """A catalogue as gettext reads it. Raises ValueError with a sentence for the operator."""
    written = io.BytesIO()
    try:
        with file.open("rb") as opened:
            write_mo(written, read_po(opened, locale=language, abort_invalid=True))
    except (PoFileError, ValueError, LookupError) as error:
        raise ValueError(f"{file} cannot be read as a .po file: {error}") from None
    return written.getvalue()
