"""Why words are no date, in sentences."""

from __future__ import annotations

from datetime import date

from service.messages import Option, Problem
from service.questions.question import Asking
from service.questions.settling import Doubt
from service.questions.showing import shown_date, shown_weekday

DAY, MONTH, YEAR = "day", "month", "year"
_AT_FAULT = {
    "empty": DAY, "missing-day": DAY, "not-a-day": DAY, "not-a-date": DAY, "missing-month": MONTH,
    "not-a-month": MONTH, "missing-year": YEAR, "no-such-year": YEAR, "which": YEAR,
}  # fmt: skip


def date_problem(doubt: Doubt, given: str, example: str, asking: Asking) -> Problem:
    words = _incomplete(doubt.code, example, asking) or _wrong(doubt, given, example, asking)
    options = tuple(Option(figures(day), shown_date(day, asking.language)) for day in doubt.days)
    return Problem(doubt.code, words, _AT_FAULT.get(doubt.code), options if doubt.code == "which" else ())


def figures(day: date) -> str:
    """The day as it may be typed, at every door and in every language."""
    return f"{day.day:02}/{day.month:02}/{day.year}"


def _incomplete(code: str, example: str, asking: Asking) -> str:
    say = asking.say
    match code:
        case "empty":
            return say("Nothing was entered. Please write a date, such as {example}.", example=example)
        case "missing-day":
            return say("The day is missing. Please write a full date, such as {example}.", example=example)
        case "missing-month":
            return say("The month is missing. Please write a full date, such as {example}.", example=example)
        case "missing-year":
            return say("The year is missing. Please write a full date, such as {example}.", example=example)
    return ""


def _wrong(doubt: Doubt, given: str, example: str, asking: Asking) -> str:
    entered = {"given": given, "example": example}
    say = asking.say
    match doubt.code:
        case "not-a-day":
            return say("{given} has no day from 1 to 31. The day comes first, as in {example}.", **entered)
        case "not-a-month":
            return say("{given} has no month from 1 to 12. The day comes first, as in {example}.", **entered)
        case "no-such-year":
            return say(
                "{given} has a year that is not possible here. Please write it in full, as in {example}.",
                **entered,
            )
        case "not-a-date":
            return say(
                "There is no such day as {given}. Please check the day and the month, as in {example}.",
                **entered,
            )
        case "which":
            return say("{given} can be read in two ways. Which do you mean?", given=given)
        case "other-weekday":
            weekday = shown_weekday(doubt.days[0], asking.language)
            return say(
                "{given} falls on a {weekday}. Please check the day and the date, as in {example}.",
                weekday=weekday,
                **entered,
            )
    return say(
        "{given} was not understood as a date. Please write day, month and year, such as {example}.",
        **entered,
    )
