"""Appointments as rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update

from service.store.database import Connection
from service.store.records import AppointmentRecord
from service.store.tables import appointments, notices

_ALL = [appointments.c[name] for name in AppointmentRecord.__dataclass_fields__]


def add(connection: Connection, record: AppointmentRecord) -> None:
    connection.execute(appointments.insert(), vars(record))


def of_draft(connection: Connection, draft: str) -> list[AppointmentRecord]:
    query = select(*_ALL).where(appointments.c.draft == draft).order_by(appointments.c.path)
    return [AppointmentRecord(*row) for row in connection.execute(query)]


def forget_contacts(connection: Connection, before: datetime) -> None:
    """Of appointments that lie behind nobody is reminded any more."""
    behind = (appointments.c.start < before, appointments.c.contact != "")
    connection.execute(update(appointments).where(*behind).values(contact="", asked=False))


def change(connection: Connection, before: AppointmentRecord, after: AppointmentRecord) -> bool:
    """Write an appointment as it is now; False where somebody has changed it meanwhile."""
    same = (appointments.c.id == before.id, appointments.c.sequence == before.sequence)
    as_read = (*same, appointments.c.state == before.state)
    return connection.execute(update(appointments).where(*as_read).values(vars(after))).rowcount == 1


def reminded(
    connection: Connection, contacts: Sequence[str], since: datetime, now: datetime
) -> AppointmentRecord | None:
    """The appointment to come of which a contact was reminded since then, and has not replied yet."""
    query = (
        select(*_ALL)
        .join(notices, notices.c.id == appointments.c.notice)
        .where(
            appointments.c.contact.in_(contacts),
            appointments.c.start > now,
            appointments.c.state != "cancelled",
            appointments.c.asked,
            notices.c.state.in_(("sent", "arrived")),
            notices.c.due_at > since,
        )
        .order_by(appointments.c.start)
        .limit(1)
    )
    row = connection.execute(query).first()
    return AppointmentRecord(*row) if row is not None else None
