"""How people write a day: figures, names of months, days of the week, and days counted from today.

A small grammar with the words of each language; what it does not know is not understood. A general parser after
it would know no more names of months, and guesses where we must not ("a 3rd" is no day in March). Whether the day
may be an answer is the date kind's business.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from service.questions.calendar_names import meant_by, months, weekdays
from service.questions.reading import fold, western
from service.questions.vocabulary import VOCABULARIES, Vocabulary, vocabulary

LONGEST = 80
"""Characters; no date is longer."""
MOST_AWAY = 73_200
"""Days; "in 999999 weeks" is nothing that anybody means."""

FIRST_YEAR, LAST_YEAR = 1800, 2200
"""Nobody who answers means a year outside."""

_FIGURES = re.compile(r"(\d{1,2})\s*[-/. ]\s*(\d{1,2})(?:\s*[-/. ]\s*(\d{4}|'?\d{2}))?\.?")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?")
_EIGHT = re.compile(r"(\d{2})(\d{2})(\d{4})")


@dataclass(frozen=True)
class Written:
    """A day as far as it was written. `weekday` (Monday is 0) where one was named beside it."""

    day: int | None = None
    month: int | None = None
    year: int | None = None
    weekday: int | None = None
    short_year: bool = False
    """The year has two digits: its century is open."""


def written_day(entered: str, language: str, on: date) -> Written | date | None:
    """What was written: parts of a date, or a day counted from `on`. A bare day of the week has only that.

    People mix languages: what the spoken one does not know is looked for in the others.
    """
    if len(entered) > LONGEST:
        return None
    text = western(entered).strip()
    if written := _in_figures(text):
        return written
    words = fold(text)
    spoken = (_in_words(words, each, on) for each in dict.fromkeys([language, *VOCABULARIES]))
    return next((each for each in spoken if each), None)


def _in_words(said: str, language: str, on: date) -> Written | date | None:
    spoken = vocabulary(language)
    words = _joined(said, spoken).split()
    telling = [word for word in words if word not in spoken.beside_dates]
    return (
        _counted(words, spoken, on)
        or _with_a_month(telling, language)
        or _with_a_weekday(telling, language, on)
        or _bare_day(telling, spoken)
    )


def _joined(words: str, spoken: Vocabulary) -> str:
    """Names of months of two words become one word each."""
    for name in spoken.months:
        if " " in name:
            words = words.replace(name, name.replace(" ", ""))
    return words


def _in_figures(text: str) -> Written | None:
    if found := _ISO.fullmatch(text):
        return Written(int(found[3]), int(found[2]), int(found[1]))
    found = _FIGURES.fullmatch(text)
    if found and (found[3] or not text.replace(" ", "").isdecimal()):
        year, short = year_written(found[3]) if found[3] else (None, False)
        return Written(int(found[1]), int(found[2]), year, short_year=short)
    if found := _EIGHT.fullmatch(text):
        day_first = Written(int(found[1]), int(found[2]), int(found[3]))
        sensible = FIRST_YEAR <= int(found[3]) <= LAST_YEAR
        return day_first if sensible else Written(int(text[6:]), int(text[4:6]), int(text[:4]))
    return None


def _counted(words: list[str], spoken: Vocabulary, on: date) -> date | None:
    """Tomorrow; in 3 days; two weeks ago."""
    while words and words[0] in spoken.beside_dates and " ".join(words) not in spoken.days:
        words = words[1:]
    said = " ".join(words)
    if said in spoken.days:
        return on + timedelta(days=spoken.days[said])
    for directions, sign in ((spoken.ahead, 1), (spoken.ago, -1)):
        for direction in directions:
            if said.startswith(f"{direction} ") or said.endswith(f" {direction}"):
                return _away(
                    said.removeprefix(f"{direction} ").removesuffix(f" {direction}").split(), sign, spoken, on
                )
    return None


def _away(words: list[str], sign: int, spoken: Vocabulary, on: date) -> date | None:
    """Nobody says "40 years ago" of a certain day: only days and weeks are counted back."""
    number, length = _counted_length(words, spoken)
    if number is None or (sign < 0 and length not in ("day", "week")):
        return None
    return moved(on, sign * number, length)


def _counted_length(words: list[str], spoken: Vocabulary) -> tuple[int | None, str]:
    if len(words) == 1 and words[0] in spoken.counted_lengths:
        return spoken.counted_lengths[words[0]]
    if len(words) != 2 or words[1] not in spoken.lengths:
        return None, ""
    number = 1 if words[0] in spoken.one else number_written(words[0], spoken)
    return number, spoken.lengths[words[1]]


def moved(day: date, count: int, length: str) -> date | None:
    """The day so many days, weeks, months or years later; none where that is out of all proportion."""
    if abs(count) > MOST_AWAY // {"day": 1, "week": 7, "month": 31, "year": 366}[length]:
        return None
    if length in ("day", "week"):
        return day + timedelta(days=count * (7 if length == "week" else 1))
    months_away = day.year * 12 + day.month - 1 + count * (12 if length == "year" else 1)
    year, month = divmod(months_away, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _with_a_month(words: list[str], language: str) -> Written | None:
    """3 May; May 3rd, 2027; Tuesday 3 May; May 2027."""
    spoken = vocabulary(language)
    numbers: list[str] = []
    named: list[int] = []
    weekday: int | None = None
    for word in words:
        number = day_written(word, spoken)
        as_month, as_weekday = meant_by(word, months(language)), meant_by(word, weekdays(language))
        if number is not None:
            numbers.append(number)
        elif as_month is not None and (as_weekday is None or word in months(language)):
            named.append(as_month)
        elif as_weekday is not None and weekday is None:
            weekday = as_weekday
        else:
            return None
    if len(named) != 1 or len(numbers) > 2:
        return None
    return _dated(numbers, words, named[0], weekday)


def _dated(numbers: list[str], words: list[str], month: int, weekday: int | None) -> Written | None:
    years = [number for number in numbers if len(number) == 4]
    days = [number for number in numbers if len(number) <= 2]
    if len(years) + len(days) != len(numbers) or len(years) > 1:
        return None
    if len(days) == 2 and words[-1] != days[1]:
        return None
    year, short = year_written((years or days[1:])[0]) if years or days[1:] else (None, False)
    return Written(int(days[0]) if days else None, month, year, weekday, short)


def day_written(word: str, spoken: Vocabulary) -> str | None:
    """The figures in "3", "3rd" and "2027", and "3" for "three" and "third": a day, or a year."""
    found = re.fullmatch(r"(\d{1,4})(\D*)", word)
    if found and (not found[2] or found[2] in spoken.day_endings):
        return found[1]
    ordinal = next((n for n, forms in enumerate(spoken.ordinals, 1) if word in forms.split(",")), None)
    number = ordinal if ordinal is not None else number_written(word, spoken)
    return None if number is None else str(number)


def number_written(word: str, spoken: Vocabulary) -> int | None:
    if word.isdecimal():
        return int(word) if len(word) <= 6 else None
    return spoken.numbers.index(word) if word in spoken.numbers else None


def _bare_day(telling: list[str], spoken: Vocabulary) -> Written | None:
    """ "The 3rd": a day of the month by itself. A bare "3" may be anything, and so may "three"."""
    found = re.fullmatch(r"(\d{1,2})(\D+)", telling[0]) if len(telling) == 1 else None
    return Written(day=int(found[1])) if found and found[2] in spoken.day_endings else None


def _with_a_weekday(words: list[str], language: str, on: date) -> Written | date | None:
    spoken = vocabulary(language)
    telling = [word for word in words if word not in spoken.next_ | spoken.previous | spoken.this]
    weekday = meant_by(telling[0], weekdays(language)) if len(telling) == 1 else None
    if weekday is None or len(words) > 2:
        return None
    if not spoken.next_.isdisjoint(words):
        return on + timedelta(days=(weekday - on.weekday() - 1) % 7 + 1)
    if not spoken.previous.isdisjoint(words):
        return on - timedelta(days=(on.weekday() - weekday - 1) % 7 + 1)
    return Written(weekday=weekday)


def year_written(text: str) -> tuple[int, bool]:
    """The year, and whether it has only two digits."""
    digits = text.lstrip("'’")
    return int(digits), len(digits) == 2
