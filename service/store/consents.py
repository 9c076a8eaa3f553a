"""Who wants no messages, as rows that are only ever added: the last one of a contact counts."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, select, update

from service.store.database import Connection
from service.store.records import ConsentRecord
from service.store.tables import consents, lines


def add(connection: Connection, record: ConsentRecord) -> None:
    """Every line of the contact follows: whoever stops one of our numbers has stopped them all."""
    connection.execute(consents.insert(), vars(record))
    connection.execute(
        update(lines)
        .where(
            lines.c.contact == record.contact,
            lines.c.address != record.address,
            lines.c.stopped != record.withdrawn,
        )
        .values(stopped=record.withdrawn, version=lines.c.version + 1)
    )


def last(connection: Connection, contacts: Sequence[str]) -> ConsentRecord | None:
    """What a contact, under whichever of our keys, said last."""
    columns = [column for column in consents.c if column.name != "sequence"]
    row = connection.execute(
        select(*columns).where(consents.c.contact.in_(contacts)).order_by(consents.c.sequence.desc()).limit(1)
    ).one_or_none()
    return None if row is None else ConsentRecord(*row)


def of_contacts(connection: Connection, contacts: Sequence[str]) -> tuple[ConsentRecord, ...]:
    """All that a contact said of our messages, the first one first."""
    columns = [column for column in consents.c if column.name != "sequence"]
    query = select(*columns).where(consents.c.contact.in_(contacts)).order_by(consents.c.sequence)
    return tuple(ConsentRecord(*row) for row in connection.execute(query))


def rename(connection: Connection, contacts: Sequence[str], contact: str) -> None:
    """The same contact under another hash."""
    connection.execute(update(consents).where(consents.c.contact.in_(contacts)).values(contact=contact))


def forget(connection: Connection, contact: str) -> None:
    connection.execute(delete(consents).where(consents.c.contact == contact))
