"""The first or last day that an answer may name: `today`, a date, or a distance such as `+3 days`."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated

from pydantic import AfterValidator

from service.questions.days import FIRST_YEAR, LAST_YEAR, moved

_DISTANCE = re.compile(r"([+-]) ?(\d{1,5}) (day|week|month|year)s?")


def limit_on(written: str, today: date) -> date:
    """The day that a limit names, seen from `today`."""
    if written == "today":
        return today
    if found := _DISTANCE.fullmatch(written):
        day = moved(today, int(found[1] + found[2]), found[3])
        if day is not None:
            return day
    return date.fromisoformat(written)


def _readable(written: str) -> str:
    try:
        year = limit_on(written, date(2000, 1, 1)).year
    except ValueError:
        year = 0
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError("is no limit; write today, a date such as 2027-01-31, or a distance such as +3 days")
    return written


Limit = Annotated[str, AfterValidator(_readable)]
