"""A day, stored as an ISO date."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta
from typing import ClassVar, Literal, Self

from pydantic import model_validator

from service.messages import HintName, Part, Parts, Problem, Value
from service.questions.calendar_names import month_written
from service.questions.date_problems import DAY, MONTH, YEAR, date_problem, figures
from service.questions.days import FIRST_YEAR, LAST_YEAR, Written, day_written, written_day, year_written
from service.questions.limits import Limit, limit_on
from service.questions.question import Asking, Question
from service.questions.reading import fold, on_one_line, western
from service.questions.settling import Doubt, Range, settled
from service.questions.showing import NEAR, shown_date
from service.questions.vocabulary import vocabulary


class DateQuestion(Question):
    """Asked in three inputs on pages, in words elsewhere; day first, always.

    "3 May" is the next one where the answer lies ahead, the last one where it lies behind. Where a year with
    two digits, or a missing one, could be several, the person is asked.
    """

    hint: ClassVar[HintName] = "date"

    kind: Literal["date"]
    earliest: Limit | None = None
    latest: Limit | None = None
    birthday: bool = False
    """It is the birthday of the person who answers, so that a browser may fill it in."""

    @model_validator(mode="after")
    def _earliest_up_to_latest(self) -> Self:
        within = self._range(date(2000, 1, 1))
        fixed = {limit[0].isdigit() for limit in (self.earliest, self.latest) if limit}
        if within.first and within.last and within.first > within.last and len(fixed) == 1:
            raise ValueError(f"earliest ({self.earliest}) is after latest ({self.latest})")
        return self

    def _range(self, on: date) -> Range:
        first = limit_on(self.earliest, on) if self.earliest else None
        return Range(on, first, limit_on(self.latest, on) if self.latest else None)

    def parts(self, asking: Asking, value: Value | None = None) -> tuple[Part, ...]:
        day = date.fromisoformat(value) if value is not None else None
        labels = {DAY: asking.say("Day"), MONTH: asking.say("Month"), YEAR: asking.say("Year")}
        return tuple(
            Part(
                name,
                label=label,
                hint="digits",
                width=4 if name == YEAR else 2,
                autocomplete=f"bday-{name}" if self.birthday else "",
                value=str(getattr(day, name)) if day else "",
            )
            for name, label in labels.items()
        )

    def understand(self, parts: Parts, asking: Asking) -> Value | Problem:
        inputs = {name: on_one_line(parts, name) for name in (DAY, MONTH, YEAR)}
        if any(inputs.values()):
            written: Written | Doubt | date | None = _in_inputs(inputs, asking.language)
            entered = "/".join(text or "?" for text in inputs.values())
        else:
            entered = on_one_line(parts)
            written = written_day(entered, asking.language, asking.on) if entered else Doubt("empty")
        if isinstance(written, Written):
            written = settled(written, self._range(asking.on))
        if isinstance(written, date):
            return written.isoformat()
        return date_problem(
            written or Doubt("not-understood"), self.quoted(entered, asking), self.example(asking), asking
        )

    def check(self, value: Value, asking: Asking) -> Problem | None:
        day = _day_in(value)
        if day is None:
            entered = value if isinstance(value, str) else "…"
            return date_problem(
                Doubt("not-understood"), self.quoted(entered, asking), self.example(asking), asking
            )
        within, given = self._range(asking.on), self.quoted(self.show(value, asking), asking)
        if within.first and day < within.first:
            return Problem(
                "too-early", self._too_early(given, within, asking), _first_difference(day, within.first)
            )
        if within.last and day > within.last:
            return Problem(
                "too-late", self._too_late(given, within, asking), _first_difference(day, within.last)
            )
        return None

    def _too_early(self, given: str, within: Range, asking: Asking) -> str:
        example = self.example(asking)
        if within.first == asking.on:
            return asking.say(
                "{given} is in the past. It must be today or later, such as {example}.",
                given=given,
                example=example,
            )
        first = shown_date(within.first or asking.on, asking.language)
        return asking.say(
            "{given} is too early. The first possible day is {first}.", given=given, first=first
        )

    def _too_late(self, given: str, within: Range, asking: Asking) -> str:
        example = self.example(asking)
        if within.last == asking.on:
            return asking.say(
                "{given} is in the future. It must be today or earlier, such as {example}.",
                given=given,
                example=example,
            )
        last = shown_date(within.last or asking.on, asking.language)
        return asking.say("{given} is too late. The last possible day is {last}.", given=given, last=last)

    def show(self, value: Value, asking: Asking) -> str:
        return shown_date(date.fromisoformat(value), asking.language, today=asking.on)

    def restated(self, words: str, value: Value, asking: Asking) -> str:
        """Where the year was left to us; with the day of the week where that tells the person something."""
        if re.search(r"\d{4}", western(words)):
            return ""
        day = date.fromisoformat(value)
        near = abs((day - asking.on).days) <= NEAR
        return shown_date(day, asking.language, today=day if near else None)

    def retype(self, value: Value, asking: Asking) -> str:
        return figures(date.fromisoformat(value))

    def example(self, asking: Asking) -> str:
        within = self._range(asking.on)
        day = timedelta(days=1)
        usual = [
            asking.on + 170 * day,
            asking.on + 10 * day,
            asking.on - 20 * day,
            asking.on - 40 * 365 * day,
        ]
        if within.first and within.first < asking.on - 20 * 365 * day:
            usual.reverse()
        limits = [limit for limit in (within.last, within.first) if limit]
        return figures(next((each for each in [*usual, *limits] if each in within), asking.on))


def _in_inputs(inputs: Mapping[str, str], language: str) -> Written | Doubt:
    day = day_written(fold(inputs[DAY]), vocabulary(language))
    if inputs[DAY] and (day is None or len(day) > 2):
        return Doubt("not-a-day")
    month = month_written(inputs[MONTH], language)
    if inputs[MONTH] and month is None:
        return Doubt("not-a-month")
    if not inputs[YEAR] and inputs[DAY] and inputs[MONTH]:
        return Doubt("missing-year")
    year = re.fullmatch(r"'?\d\d|\d{4}", western(inputs[YEAR]))
    if inputs[YEAR] and year is None:
        return Doubt("no-such-year")
    number, short = year_written(year[0]) if year else (None, False)
    return Written(int(day) if day else None, month, number, short_year=short)


def _day_in(value: Value) -> date | None:
    """The date that a stored value is, if it is written just as we write it."""
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        return None
    year, month, day = (int(figures) for figures in value.split("-"))
    return (
        date(year, month, day)
        if FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]
        else None
    )


def _first_difference(day: date, limit: date) -> str:
    """The part by which a day is beyond a limit."""
    if day.year != limit.year:
        return YEAR
    return MONTH if day.month != limit.month else DAY
