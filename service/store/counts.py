"""Counts over the whole town, as they stand at one moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select

from service.store.database import Connection
from service.store.tables import cases, drafts, notices, outposts


@dataclass(frozen=True)
class TownCounts:
    notices: Mapping[str, float]
    oldest_due: datetime | None
    """When the notice was due that waits longest; None where none is overdue."""
    drafts: Mapping[str, float]
    open_cases: Mapping[str, float]
    """By service."""
    overdue_cases: Mapping[str, float]
    beats: Mapping[str, datetime]
    """When each outpost was heard last, or was enrolled; without those that were revoked."""


def of_town(connection: Connection, now: datetime) -> TownCounts:
    open_ = select(cases.c.service, func.count()).where(cases.c.ended_at.is_(None)).group_by(cases.c.service)
    waiting = select(func.min(notices.c.due_at)).where(notices.c.state == "waiting", notices.c.due_at <= now)
    heard = func.coalesce(outposts.c.beat_at, outposts.c.added_at, type_=outposts.c.added_at.type)
    beats: Select[str, datetime] = select(outposts.c.name, heard).where(outposts.c.revoked_at.is_(None))
    return TownCounts(
        notices={"waiting": 0, "failed": 0, **_numbers(connection, _by(notices.c.state))},
        oldest_due=connection.execute(waiting).scalar(),
        drafts={"open": 0, **_numbers(connection, _by(drafts.c.state))},
        open_cases=_numbers(connection, open_),
        overdue_cases=_numbers(connection, open_.where(cases.c.due_next < now.date())),
        beats={row[0]: row[1] for row in connection.execute(beats)},
    )


def _by(column: object) -> Select[str, int]:
    return select(column, func.count()).group_by(column)  # type: ignore[call-overload, no-any-return]  # any column


def _numbers(connection: Connection, query: Select[str, int]) -> dict[str, float]:
    return {row[0]: float(row[1]) for row in connection.execute(query)}
