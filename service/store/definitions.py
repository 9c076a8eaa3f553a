"""Published definitions and the installation's own facts, as rows."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, select, update

from service.store.database import Connection, insert_into
from service.store.records import DefinitionRecord
from service.store.tables import definitions, installation

_REVISION = select(definitions).where(definitions.c.revision == bindparam("revision"))
_NEWEST = (
    select(definitions)
    .where(definitions.c.service == bindparam("service"))
    .order_by(definitions.c.published_at.desc(), definitions.c.revision)
    .limit(1)
)


def add(connection: Connection, record: DefinitionRecord) -> None:
    """Two processes may publish the same revision at once: then it was published last by the later one."""
    insert = insert_into(connection, definitions)
    later = {"published_at": insert.excluded.published_at}
    connection.execute(insert.on_conflict_do_update(index_elements=["revision"], set_=later), vars(record))


def get(connection: Connection, revision: str) -> DefinitionRecord | None:
    row = connection.execute(_REVISION, {"revision": revision}).mappings().one_or_none()
    return None if row is None else DefinitionRecord(**row)


def newest(connection: Connection, service: str) -> DefinitionRecord | None:
    """The revision of a service that was published last."""
    row = connection.execute(_NEWEST, {"service": service}).mappings().one_or_none()
    return None if row is None else DefinitionRecord(**row)


def published(connection: Connection, service: str) -> list[tuple[str, str, datetime]]:
    """Every revision of a service that is kept: its version, the revision, and when it was published last, in order."""
    columns = (definitions.c.version, definitions.c.revision, definitions.c.published_at)
    query = select(*columns).where(definitions.c.service == service)
    rows = connection.execute(query.order_by(definitions.c.published_at, definitions.c.revision))
    return [(row.version, row.revision, row.published_at) for row in rows]


def touch(connection: Connection, revision: str, at: datetime) -> None:
    """A revision that was published before is published again, and so is the newest."""
    connection.execute(update(definitions).where(definitions.c.revision == revision).values(published_at=at))


def installed(connection: Connection) -> dict[str, str]:
    """What was recorded at the birth of the data folder."""
    return {row.key: row.value for row in connection.execute(select(installation))}


def record_installation(connection: Connection, key: str, value: str) -> None:
    """What was recorded first stays."""
    insert = insert_into(connection, installation).on_conflict_do_nothing(index_elements=["key"])
    connection.execute(insert, {"key": key, "value": value})


def renew_installation(connection: Connection, key: str, value: str) -> None:
    """Whatever was recorded before."""
    insert = insert_into(connection, installation)
    insert = insert.on_conflict_do_update(index_elements=["key"], set_={"value": value})
    connection.execute(insert, {"key": key, "value": value})
