"""The one clock. It is passed in, so that a test or a rehearsal may stop it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

Clock = Callable[[], datetime]
"""Gives the present moment in UTC."""


def now() -> datetime:
    return datetime.now(UTC)


def day_in(zone: str, moment: datetime) -> date:
    """The local date of a moment: what "today" means to the town's people."""
    return moment.astimezone(ZoneInfo(zone)).date()
