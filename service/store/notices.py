"""The outbox as rows: notices that wait to be carried, the messages that carriers took, and what became of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, func, select, update

from service.store.database import Connection, insert_into
from service.store.records import CarriedRecord, NoticeRecord
from service.store.tables import carried, drafts, notices

SETTLED = ("sent", "arrived", "failed", "turned", "late", "needless")


def add(connection: Connection, record: NoticeRecord) -> None:
    connection.execute(notices.insert(), vars(record))


def is_due(connection: Connection, schemes: Sequence[str], now: datetime) -> bool:
    """Whether there is anything to claim."""
    due = _due(schemes, now).with_only_columns(notices.c.id).limit(1)
    return connection.execute(due).first() is not None


def claim(
    connection: Connection, schemes: Sequence[str], now: datetime, until: datetime, limit: int
) -> list[NoticeRecord]:
    """The notices that are due, each with one more try: nobody else gets them before `until`."""
    due = (
        _due(schemes, now)
        .order_by(notices.c.due_at, notices.c.id)  # in which they were put into the outbox
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    found = [NoticeRecord(**row) for row in connection.execute(due).mappings()]
    if found:
        mine = update(notices).where(notices.c.id.in_([each.id for each in found]))
        connection.execute(
            mine.values(
                tries=notices.c.tries + 1, due_at=until, tried_at=func.coalesce(notices.c.tried_at, now)
            )
        )
    return [replace(each, tries=each.tries + 1, due_at=until) for each in found]


def _due(schemes: Sequence[str], now: datetime) -> Select[Any]:
    return select(notices).where(
        notices.c.state == "waiting", notices.c.due_at <= now, notices.c.scheme.in_(schemes)
    )


def get(connection: Connection, notice: str, *, lock: bool = False) -> NoticeRecord | None:
    """With `lock` nobody else judges it until this unit of work is done."""
    query = select(notices).where(notices.c.id == notice)
    row = connection.execute(query.with_for_update() if lock else query).mappings().one_or_none()
    return None if row is None else NoticeRecord(**row)


def of_draft(connection: Connection, draft: str) -> list[NoticeRecord]:
    """Those about a draft, the first one first."""
    query = select(notices).where(notices.c.draft == draft).order_by(notices.c.id)
    return [NoticeRecord(*row) for row in connection.execute(query)]


def counts(connection: Connection) -> dict[str, int]:
    """How many there are in each state."""
    query = select(notices.c.state, func.count()).group_by(notices.c.state)
    return {str(state): int(number) for state, number in connection.execute(query)}


def settle(
    connection: Connection,
    notice: str,
    state: str,
    *,
    keep: bool = False,
    reason: str = "",
    code: str = "",
) -> None:
    """What has become of it; its words are forgotten, unless somebody may still need them (`keep`)."""
    became = update(notices).where(notices.c.id == notice).values(state=state, reason=reason, code=code)
    connection.execute(became if keep else became.values(sealed=b""))


def postpone(connection: Connection, notice: str, due_at: datetime, tries: int) -> None:
    connection.execute(update(notices).where(notices.c.id == notice).values(due_at=due_at, tries=tries))


def again(connection: Connection, notice: str, due_at: datetime) -> bool:
    """Send one that failed once more, from its first message on; False where it is not there to be sent."""
    failed = (notices.c.id == notice, notices.c.state == "failed", notices.c.sealed != b"")
    fresh = {"state": "waiting", "tries": 0, "due_at": due_at, "tried_at": None, "reason": "", "code": ""}
    if connection.execute(update(notices).where(*failed).values(**fresh)).rowcount != 1:
        return False
    connection.execute(update(carried).where(carried.c.notice == notice).values(notice=None))
    return True


def take_back(connection: Connection, draft: str, purpose: str) -> None:
    """What waits about a draft for that purpose has lost its point."""
    waiting = (notices.c.draft == draft, notices.c.purpose == purpose, notices.c.state == "waiting")
    connection.execute(update(notices).where(*waiting).values(state="needless", sealed=b""))


def undelivered(connection: Connection, limit: int) -> list[tuple[NoticeRecord, str, str]]:
    """Those that failed, the latest first, each with its draft's service and revision."""
    query = (
        select(notices, drafts.c.service, drafts.c.definition)
        .join(drafts, drafts.c.id == notices.c.draft)
        .where(notices.c.state == "failed")
        .order_by(notices.c.due_at.desc())
        .limit(limit)
    )
    width = len(notices.c)
    return [
        (NoticeRecord(*row[:width]), str(row[width]), str(row[width + 1]))
        for row in connection.execute(query)
    ]


def give_up(connection: Connection, notice: str) -> bool:
    """Nobody need look at it any more; False where it is not among those that failed."""
    failed = (notices.c.id == notice, notices.c.state == "failed")
    return connection.execute(update(notices).where(*failed).values(state="late", sealed=b"")).rowcount == 1


def forget_words(connection: Connection, before: datetime) -> None:
    """Of what was carried or failed long ago, and of which nothing more was told."""
    told = (notices.c.state.in_(SETTLED), notices.c.sealed != b"", notices.c.due_at < before)
    connection.execute(update(notices).where(*told).values(sealed=b""))


def forget(connection: Connection, before: datetime) -> None:
    """The notices that were settled long ago, and what carriers told of messages that are nobody's."""
    connection.execute(delete(notices).where(notices.c.state.in_(SETTLED), notices.c.due_at < before))
    connection.execute(delete(carried).where(carried.c.notice.is_(None), carried.c.at < before))


# --- messages that carriers took ----------------------------------------------------------------------------------


def note(connection: Connection, record: CarriedRecord) -> None:
    """That a carrier has taken a message; what it has told of it already, it keeps."""
    values = vars(record)
    added = insert_into(connection, carried).values(**values)
    told_before = {name: values[name] for name in ("notice", "parts", "charged")}
    connection.execute(added.on_conflict_do_update(index_elements=["id"], set_=told_before))


def report(connection: Connection, record: CarriedRecord) -> CarriedRecord | None:
    """How far a message has come by now, where that is news: the row as it stands, or None for old news."""
    further = (
        update(carried)
        .where(carried.c.id == record.id, carried.c.rank < record.rank)
        .values(standing=record.standing, rank=record.rank, code=record.code)
    )
    if connection.execute(further).rowcount == 1:
        return _carried(connection, record.id)
    added = insert_into(connection, carried).values(**vars(record)).on_conflict_do_nothing()
    return record if connection.execute(added).rowcount == 1 else None


def messages_of(connection: Connection, notice: str) -> list[CarriedRecord]:
    query = select(carried).where(carried.c.notice == notice)
    return [CarriedRecord(*row) for row in connection.execute(query)]


def is_known(connection: Connection, message: str) -> bool:
    """Whether it is a message of a notice; one that a carrier only told of may be any."""
    found = _carried(connection, message)
    return found is not None and found.notice is not None


def counted(connection: Connection) -> tuple[int, int]:
    """The parts that we reckoned, of the messages whose parts the carrier has counted too; and what it counted."""
    both = carried.c.charged.is_not(None)
    row = connection.execute(
        select(
            func.coalesce(func.sum(carried.c.parts), 0), func.coalesce(func.sum(carried.c.charged), 0)
        ).where(both, carried.c.notice.is_not(None))
    ).one()
    return int(row[0]), int(row[1])


def oldest_due(connection: Connection, now: datetime) -> datetime | None:
    """Since when the notice waits that is due for the longest time; None where none is."""
    query = select(func.min(notices.c.due_at)).where(notices.c.state == "waiting", notices.c.due_at <= now)
    found = connection.execute(query).scalar_one()
    return found if isinstance(found, datetime) else None


def _carried(connection: Connection, message: str) -> CarriedRecord | None:
    row = connection.execute(select(carried).where(carried.c.id == message)).one_or_none()
    return None if row is None else CarriedRecord(*row)
