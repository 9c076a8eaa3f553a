"""Telephone numbers as people read and dial them."""

from __future__ import annotations

import phonenumbers


def as_dialled(number: str) -> str:
    """A number as the people of its country write it; what is no number stays as it is."""
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)
