"""Working days, by which the town's promises count: Monday to Friday.

Public holidays are the office's calendar's business.
"""

from __future__ import annotations

from datetime import date, timedelta


def after_working_days(day: date, count: int) -> date:
    """The day that many working days later."""
    while count > 0:
        day += timedelta(days=1)
        count -= day.weekday() < 5
    return day


def working_days_between(first: date, last: date) -> int:
    """Working days after the first day, up to and with the last one; 0 where that is no later."""
    days = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))
    return sum(day.weekday() < 5 for day in days)
