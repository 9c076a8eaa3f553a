"""Periods of which figures are shown: calendar months that were published, quarters and years made of them. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

ALL = "all"
_PERIOD = re.compile(r"(?P<year>(?!0000)[0-9]{4})(?:-(?:Q(?P<quarter>[1-4])|(?P<month>0[1-9]|1[0-2])))?")


class NoPeriod(ValueError):
    """What was asked for is none."""


@dataclass(frozen=True)
class Period:
    """Some months that follow one another, all of them published."""

    code: str
    """As it stands in addresses: `2026-10`, `2026-Q4`, `2026`, `all`."""
    months: tuple[str, ...]

    @property
    def kind(self) -> str:
        if self.code == ALL:
            return ALL
        return "quarter" if "Q" in self.code else "month" if "-" in self.code else "year"


def wanted(code: str) -> tuple[str, ...]:
    """The months that a period has in the calendar; none for all. Raises NoPeriod."""
    if code == ALL:
        return ()
    found = _PERIOD.fullmatch(code)
    if found is None:
        raise NoPeriod(code)
    year = found["year"]
    if found["month"]:
        return (code,)
    first, last = (
        (1, 12) if not found["quarter"] else (3 * int(found["quarter"]) - 2, 3 * int(found["quarter"]))
    )
    return tuple(f"{year}-{month:02}" for month in range(first, last + 1))


def period(code: str, published: Sequence[str]) -> Period:
    """A period as far as it was published; perhaps no month of it. Raises NoPeriod."""
    months = wanted(code)
    return Period(code, tuple(month for month in published if not months or month in months))


def before(period: Period, published: Sequence[str]) -> Period | None:
    """The one before of the same length, where all of both was published; of all months the last but one."""
    if period.kind == ALL:
        return Period(published[-2], (published[-2],)) if len(published) > 1 else None
    months = wanted(period.code)
    first = published.index(period.months[0]) if period.months else 0
    year, month = int(period.code[:4]), int(months[0][5:])
    if period.kind == "year":
        code = str(year - 1)
    elif period.kind == "quarter":
        code = f"{year - (month == 1)}-Q{(month - 4) % 12 // 3 + 1}"
    else:
        code = f"{year - (month == 1)}-{(month - 2) % 12 + 1:02}"
    earlier = [each for each in wanted(code) if each in published[:first]]
    whole = len(period.months) == len(months) and len(earlier) == len(wanted(code))
    return Period(code, tuple(earlier)) if whole else None


def offered(published: Sequence[str]) -> list[str]:
    """Every period of which something was published, the latest first."""
    codes = [ALL]
    for month in reversed(published):
        quarter = f"{month[:4]}-Q{(int(month[5:]) + 2) // 3}"
        codes += [each for each in (month[:4], quarter, month) if each not in codes]
    return codes
