"""The diary: which slots are held and taken, read and written in the unit of work that the answer belongs to.

What a person may choose is the register of calendars' business, what they are told is `appointments`'.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from service.messages import Value
from service.registers.calendars import Calendars, Slot, read_slot
from service.store import seats
from service.store.database import Connection, Database

QUICK = timedelta(minutes=15)
"""How long a slot is held after the last answer, where the next one follows at once."""
SLOW = timedelta(hours=4)
"""The same where somebody answers when they look at their telephone again."""

Lost = seats.Full
"""The slot is somebody else's, or not there any more."""


@dataclass(frozen=True)
class Diary:
    calendars: Calendars
    clock: Callable[[], datetime]

    def hold(
        self, connection: Connection, draft: str, path: str, value: Value, until: datetime | None
    ) -> None:
        """The slot that an answer names, for this draft alone. Raises Lost; and Duplicate, to be tried again."""
        slot = read_slot(value)
        calendar = self.calendars.get(slot.calendar) if slot is not None else None
        if slot is None or calendar is None or not calendar.holds(slot.start):
            raise Lost
        seats.hold(connection, slot.calendar, slot.start, calendar.capacity, draft, path, until, self.clock())

    def until(self, *, slow: bool) -> datetime:
        return self.clock() + (SLOW if slow else QUICK)

    def prolong(self, connection: Connection, draft: str, until: datetime) -> None:
        """Whoever goes on answering keeps what they hold."""
        seats.prolong(connection, draft, until)

    def release(self, connection: Connection, draft: str, paths: Collection[str] | None = None) -> None:
        seats.free(connection, draft, paths)

    def book(self, connection: Connection, draft: str, path: str) -> bool:
        """The held slot is taken for certain; False where it is lost."""
        return seats.book(connection, draft, path)

    def lapsed(self, connection: Connection, draft: str, values: Mapping[str, Value]) -> set[str]:
        """The paths of answers whose slots are lost: taken by somebody else, over, or gone from the calendar."""
        held = seats.of_draft(connection, draft)
        return {path for path, value in values.items() if not self._is_kept(read_slot(value), held.get(path))}

    def _is_kept(self, slot: Slot | None, seat: tuple[str, datetime] | None) -> bool:
        if slot is None or seat != (slot.calendar, slot.start) or slot.start <= self.clock():
            return False
        calendar = self.calendars.get(slot.calendar)
        return calendar is not None and calendar.holds(slot.start)


def taken_in(
    database: Database, clock: Callable[[], datetime]
) -> Callable[[str, datetime], Mapping[datetime, int]]:
    """How many seats of a calendar's slots are taken, as the store knows it."""

    def taken(calendar: str, since: datetime) -> Mapping[datetime, int]:
        with database.reading() as connection:
            return seats.taken(connection, calendar, since, clock())

    return taken
