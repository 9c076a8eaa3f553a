"""What contacts were asked by notices, until they are heard: one question for each, the last."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select, update

from service.store.database import Connection, insert_into
from service.store.records import AwaitedReplyRecord
from service.store.tables import awaited_replies


def put(connection: Connection, record: AwaitedReplyRecord) -> None:
    """In the place of what the contact was asked before."""
    values = vars(record)
    added = insert_into(connection, awaited_replies).values(**values)
    asked = {name: value for name, value in values.items() if name != "contact"}
    connection.execute(added.on_conflict_do_update(index_elements=["contact"], set_=asked))


def of_contact(connection: Connection, contacts: Sequence[str]) -> AwaitedReplyRecord | None:
    """From a contact, under whichever of our keys."""
    query = select(awaited_replies).where(awaited_replies.c.contact.in_(contacts)).limit(1)
    row = connection.execute(query).one_or_none()
    return None if row is None else AwaitedReplyRecord(*row)


def forget(connection: Connection, contact: str) -> None:
    """They were heard."""
    connection.execute(delete(awaited_replies).where(awaited_replies.c.contact == contact))


def forget_ended(connection: Connection, now: datetime) -> None:
    connection.execute(delete(awaited_replies).where(awaited_replies.c.ends_at < now))


def rename(connection: Connection, older: Sequence[str], current: str) -> None:
    """The contact's hash under the current key in the place of those under older ones."""
    connection.execute(
        update(awaited_replies).where(awaited_replies.c.contact.in_(older)).values(contact=current)
    )
