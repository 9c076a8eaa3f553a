"""Versions of a service as its owner asks about them: which there were, what they are called, and which is meant."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from service.definitions.versions import NEVER
from service.wording import Wording

SHORT = 12
"""Characters by which a version is called in an address."""
_MONTH = re.compile(r"[1-9][0-9]{3}-(0[1-9]|1[0-2])")

Published = tuple[str, str, datetime]
"""A version, one of its revisions, and when that was published last."""
Missing = Literal["service", "door", "version"]
Wrong = Literal["month", "upside-down", "same"]


class NothingSuch(LookupError):
    """What was asked for is not there, or not for this officer: both are told alike. Doors answer 404."""

    def __init__(self, what: Missing) -> None:
        super().__init__(what)
        self.what = what


class NotMeant(ValueError):
    """What was asked for cannot be meant so. Doors answer 400."""

    def __init__(self, why: Wrong) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Wanted:
    """What somebody wants to see of a service; what is empty stands for all, or for what is looked at first."""

    first: str = ""
    """The first month, as `2026-03`, and the last one."""
    last: str = ""
    door: str = ""
    version: str = ""
    before: str = ""
    """Which two versions are compared."""
    after: str = ""


@dataclass(frozen=True)
class Version:
    code: str
    """By which addresses call it."""
    version: str
    words: str
    """In the reader's language: `version of 3 March 2026`."""
    published: datetime | None
    """The first day of its oldest wording that is known; None where it was published at another place."""
    first: str
    """The first month of which there are figures of it, and the last one; empty where there are none."""
    last: str


def versions(
    published: Sequence[Published], counted: Iterable[tuple[str, str]], wording: Wording
) -> tuple[Version, ...]:
    """All that were published or that have figures (`counted`: a month and a version), the latest first."""
    days: dict[str, datetime] = {}
    for version, _, at in published:
        if at != NEVER:
            days.setdefault(version, at)
    months: dict[str, set[str]] = {}
    for month, version in counted:
        months.setdefault(version, set()).add(month)
    names = _names(days, [*days, *(each for each in months if each not in days)], wording)
    found = [
        Version(
            version[:SHORT],
            version,
            words,
            days.get(version),
            min(months.get(version, {""})),
            max(months.get(version, {""})),
        )
        for version, words in names.items()
    ]
    return tuple(sorted(found, key=age, reverse=True))


def _names(days: Mapping[str, datetime], versions: Sequence[str], wording: Wording) -> dict[str, str]:
    """What versions are called; those of one day by the beginning of their hash too."""
    plain = {
        each: wording.say("version of {day}", day=wording.day_of(days[each]))
        if each in days
        else wording.say("version without a known day")
        for each in versions
    }
    often = Counter(plain.values())
    return {
        each: words if often[words] == 1 else f"{words} ({each[:SHORT]})" for each, words in plain.items()
    }


def period(wanted: Wanted, months: Sequence[str]) -> tuple[str, str]:
    """The first month that is meant, and the last one. Raises NotMeant."""
    for each in (wanted.first, wanted.last):
        if each and not _MONTH.fullmatch(each):
            raise NotMeant("month")
    first = wanted.first or min([each for each in (*months[:1], wanted.last) if each], default="")
    last = wanted.last or max([each for each in (*months[-1:], first) if each], default="")
    if first > last:
        raise NotMeant("upside-down")
    return first, last


def named(versions: Sequence[Version], code: str) -> Version:
    """Raises NothingSuch."""
    found = next((each for each in versions if each.code == code), None)
    if found is None:
        raise NothingSuch("version")
    return found


def pair(
    wanted: Wanted, versions: Sequence[Version], there: Sequence[Version]
) -> tuple[Version | None, Version | None]:
    """The two versions that are compared, the earlier one first: those wanted, else the latest two with figures.

    Raises NothingSuch and NotMeant.
    """
    chosen = [named(versions, each) for each in (wanted.before, wanted.after) if each]
    if len(chosen) == 2 and chosen[0] == chosen[1]:
        raise NotMeant("same")
    chosen += [each for each in there if each not in chosen][: 2 - len(chosen)]
    if len(chosen) < 2:
        return None, None
    before, after = sorted(chosen, key=age)
    return before, after


def age(version: Version) -> tuple[str, str]:
    """The older, the smaller."""
    published = version.published.isoformat() if version.published else "9999"
    begun = version.first if version.first and version.first < published[:7] else published
    return begun, version.version
