"""How people write a time of day: `10:00`, `10h30`, `10 uur`, `2 pm`, `الساعة 10`; and parts of a day.

A small grammar over the languages of the town together: nobody means anything else by these signs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time

from service.questions.reading import fold, western

LATER = frozenset({"pm", "p.m.", "م", "مساء", "مساءً"})
_HALF_OF_A_DAY = r"(?:\s*(am|pm|a\.m\.|p\.m\.|ص|م|صباحا|صباحاً|مساء|مساءً))?(?!\w)"
_TIMES = (
    re.compile(r"(?<![\d:.])(\d{1,2})\s?[:.hu٫]\s?(\d{2})(?![\d:.])" + _HALF_OF_A_DAY),
    re.compile(r"(?<![\d:.])(\d{1,2})()\s?(?:h|u|uur|heures?|o.?clock)(?!\w)"),
    re.compile(r"(?<![\d:.])(\d{1,2})()\s?(am|pm|a\.m\.|p\.m\.|ص|م|صباحا|صباحاً|مساء|مساءً)(?!\w)"),
    re.compile(r"(?:(?<!\w)(?:at|à|om|الساعة|الساعه)|@)\s?(\d{1,2})()(?![\d:.])" + _HALF_OF_A_DAY),
)
_BESIDE = re.compile(r"(?<!\w)(?:at|à|a|om|vers|rond|around|about|heures?|uur|الساعة|الساعه|في)(?=\s*$)|[,@]")
_PARTS = {
    "morning": (time(0), time(12)),
    "matin": (time(0), time(12)),
    "ochtend": (time(0), time(12)),
    "voormiddag": (time(0), time(12)),
    "صباحا": (time(0), time(12)),
    "afternoon": (time(12), time(18)),
    "apres midi": (time(12), time(18)),
    "namiddag": (time(12), time(18)),
    "middag": (time(12), time(18)),
    "evening": (time(17), time(23, 59)),
    "soir": (time(17), time(23, 59)),
    "avond": (time(17), time(23, 59)),
    "مساء": (time(12), time(23, 59)),
}


@dataclass(frozen=True)
class Hour:
    """A time as far as it was written, and the words that are left when it is taken away."""

    rest: str
    at: time | None = None
    between: tuple[time, time] | None = None

    def fits(self, other: time) -> bool:
        if self.at is not None:
            return other == self.at
        return self.between is None or self.between[0] <= other < self.between[1]

    @property
    def is_said(self) -> bool:
        return self.at is not None or self.between is not None


def written_hour(entered: str) -> Hour:
    """The time in some words; with neither `at` nor `between` where there is none."""
    text = western(entered).lower()
    for pattern in _TIMES:
        for found in pattern.finditer(text):
            at = _time(found[1], found[2] or "00", found[3] if pattern.groups > 2 else "")
            if at is not None:
                return Hour(_without(text[: found.start()], text[found.end() :]), at=at)
    words = f" {fold(entered)} "
    for name, between in _PARTS.items():
        if f" {fold(name)} " in words:
            return Hour(words.replace(f" {fold(name)} ", " ").strip(), between=between)
    return Hour(text)


def _time(hour: str, minute: str, half: str | None) -> time | None:
    number = int(hour)
    if half in LATER and number < 12:
        number += 12
    elif half and half not in LATER and number == 12:
        number = 0
    return time(number, int(minute)) if number <= 23 and int(minute) <= 59 else None


def _without(before: str, after: str) -> str:
    return " ".join(f"{_BESIDE.sub(' ', before.strip())} {_BESIDE.sub(' ', after.strip())}".split())
