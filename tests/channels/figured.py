"""Two months of journeys as the event log has them, so that there is something to publish."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from service.assembly import Core
from service.store import events, ratings
from service.store.records import EventRecord, RatingRecord

DOORS = ("web", "web", "web", "sms", "sms", "kiosk", "counter")
LANGUAGES = ("nl", "nl", "fr", "en", "ar")


def figures_in(core: Core) -> None:
    """September and October: many cases, some of which nobody finished; in October fewer finish."""
    with core.operations.database.writing() as connection:
        for month, unfinished in ((9, 6), (10, 3)):
            for number in range(140):
                events.add(connection, journey(month, number, finished=number % unfinished != 0))
        for number in range(40):
            month = f"2026-{9 + number % 2:02}"
            parts = {"": "", "service": "street-problem", "door": "web", "language": "nl"}
            answer = str(3 + number % 3)
            ratings.add(connection, [RatingRecord(month, "sent", answer, *each) for each in parts.items()])
    core.evidence.rebuild()
    core.evidence.catch_up()


def journey(month: int, number: int, *, finished: bool) -> list[EventRecord]:
    at = datetime(2026, month, 1 + number % 20, 9, tzinfo=UTC)
    door, language = DOORS[number % len(DOORS)], LANGUAGES[number % len(LANGUAGES)]
    service = ("street-problem", "parking-permit")[number % 2]

    def event(kind: str, minutes: int, path: str = "", **more: object) -> EventRecord:
        moment = at + timedelta(minutes=minutes)
        return EventRecord(f"{month}-{number}", service, "1", "r", door, language, kind, moment, path, **more)  # type: ignore[arg-type]  # columns by name

    begun = [
        event("begun", 0),
        event("asked", 0, "one"),
        event("answered", 1, "one"),
        event("asked", 1, "two"),
    ]
    if not finished:
        return begun
    outcome = "late" if number % 4 == 0 else "in time"
    decided = event("moved", 3_000, "done", outcome=outcome, attempt=2)
    return [*begun, event("answered", 3, "two"), event("submitted", 4), decided]
