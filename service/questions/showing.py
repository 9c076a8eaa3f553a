"""How numbers, sums of money and dates are written for people: CLDR's way, day first, as in Belgium."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

_LOCALES = {"en": "en_GB", "fr": "fr_BE", "nl": "nl_BE"}
NEAR = 400
"""Days ahead within which the day of the week is named, so that a slip is seen."""


def locale_of(language: str) -> str:
    return _LOCALES.get(language, language)


def shown_number(value: int | float | Decimal, language: str) -> str:
    from babel.numbers import format_decimal

    return format_decimal(Decimal(str(value)), locale=locale_of(language), decimal_quantization=False)


def shown_money(cents: int, currency: str, language: str) -> str:
    from babel.numbers import format_currency

    return format_currency(Decimal(cents) / 100, currency, locale=locale_of(language))


def shown_date(day: date, language: str, today: date | None = None) -> str:
    """The day in words; with its day of the week where it is soon after `today`."""
    from babel.dates import format_date

    near = today is not None and 0 <= (day - today).days <= NEAR
    return format_date(day, "EEEE d MMMM y" if near else "d MMMM y", locale=locale_of(language))


def shown_weekday(day: date, language: str) -> str:
    from babel.dates import format_date

    return format_date(day, "EEEE", locale=locale_of(language))
