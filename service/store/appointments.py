"""Appointments as rows."""

from __future__ import annotations

from sqlalchemy import select, update

from service.store.database import Connection
from service.store.records import AppointmentRecord
from service.store.tables import appointments

_ALL = [appointments.c[name] for name in AppointmentRecord.__dataclass_fields__]


def add(connection: Connection, record: AppointmentRecord) -> None:
    connection.execute(appointments.insert(), vars(record))


def of_draft(connection: Connection, draft: str) -> list[AppointmentRecord]:
    query = select(*_ALL).where(appointments.c.draft == draft).order_by(appointments.c.path)
    return [AppointmentRecord(*row) for row in connection.execute(query)]


def change(connection: Connection, before: AppointmentRecord, after: AppointmentRecord) -> bool:
    """Write an appointment as it is now; False where somebody has changed it meanwhile."""
    same = (appointments.c.id == before.id, appointments.c.sequence == before.sequence)
    as_read = (
        *same,
        appointments.c.state == before.state,
        appointments.c.attendance == before.attendance,
    )
    return connection.execute(update(appointments).where(*as_read).values(vars(after))).rowcount == 1
