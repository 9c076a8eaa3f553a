"""Asking a question as the core does, without a draft: the English sentences, the demo town's streets."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from service.definitions.definition import texts_of
from service.messages import Option, Problem, Value
from service.questions import KINDS
from service.questions.question import ANSWER, Asking, Kept, Question
from service.registers.calendars import Calendar, Calendars, nothing_taken
from service.registers.streets import StreetRegister, load

ON = date(2026, 11, 23)
"""A Monday."""


@pytest.fixture(scope="session")
def streets() -> StreetRegister:
    return load(Path("config/registers/streets.csv"))


def calendars() -> Calendars:
    """A desk with a few free times."""
    desk = Calendar(
        code="desk",
        office="population",
        where="Town Hall",
        minutes=60,
        capacity=1,
        hours={1: ((time(9), time(12)),)},
        closed=frozenset(),
        earliest=timedelta(0),
        latest=timedelta(days=7),
        zone=ZoneInfo("Europe/Brussels"),
    )
    morning = datetime.combine(ON, time(9), desk.zone)
    return Calendars(lambda: {"desk": desk}, lambda: morning, nothing_taken)


@pytest.fixture(scope="session")
def question() -> Callable[..., Question]:
    """A question of a kind with these settings, read as from the YAML."""

    def declared(kind: str, **settings: Any) -> Question:
        needed = {"code": "it", "ask": "How much is it?", "kind": kind}
        return KINDS[kind].model_validate(needed | settings)

    return declared


@pytest.fixture(scope="session")
def asking(streets: StreetRegister) -> Callable[..., Asking]:
    """The circumstances in which this question is asked."""

    def circumstances(asked: Question, **changes: Any) -> Asking:
        texts = dict(texts_of(asked))
        offered = getattr(asked, "options", ())
        usual: dict[str, Any] = {
            "language": "en",
            "on": ON,
            "say": lambda sentence, /, **values: sentence.format(**values),
            "word": lambda name: texts.get(name, ""),
            "timezone": "Europe/Brussels",
            "registers": {"streets": streets, "calendars": calendars()},
            "options": tuple(Option(each.value, each.label, tuple(each.also)) for each in offered),
        }
        return Asking(**(usual | changes))

    return circumstances


@pytest.fixture(scope="session")
def answered(asking: Callable[..., Asking]) -> Callable[..., Value | Kept | Problem]:
    """What is stored for what was entered (words, or parts by name), or why nothing is."""

    def judged(asked: Question, entered: Any, **changes: Any) -> Value | Kept | Problem:
        circumstances = asking(asked, **changes)
        parts = entered if isinstance(entered, dict) else {ANSWER: entered}
        value = asked.understand(parts, circumstances)
        if isinstance(value, Problem):
            return value
        return asked.check(value.value if isinstance(value, Kept) else value, circumstances) or value

    return judged
