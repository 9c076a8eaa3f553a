"""Cases and the tokens by which officers find them, as rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, delete, func, or_, select, update

from service.store.database import Connection
from service.store.records import AppointmentRecord, CaseRecord
from service.store.tables import appointments, cases, drafts, find_tokens

_BY_REFERENCE = select(cases).where(cases.c.reference == bindparam("reference"))
_BY_DRAFT = select(cases).where(cases.c.draft == bindparam("draft"))
_BY_KEY = select(cases).where(cases.c.lodged_key == bindparam("key"))


def add(connection: Connection, record: CaseRecord, tokens: Mapping[str, Sequence[str]]) -> None:
    """Raises Duplicate where the draft is a case already, the key was lodged, or the reference is taken."""
    connection.execute(cases.insert(), vars(record))
    _add_tokens(connection, record.reference, tokens)


def rehash(
    connection: Connection,
    reference: str,
    status_code: str,
    proofs: Sequence[str],
    tokens: Mapping[str, Sequence[str]],
) -> None:
    """What a case is proven and found by, hashed with another key."""
    proven = update(cases).where(cases.c.reference == reference)
    connection.execute(proven.values(status_code=status_code, proofs=list(proofs)))
    find_by(connection, reference, tokens)


def _add_tokens(connection: Connection, reference: str, tokens: Mapping[str, Sequence[str]]) -> None:
    rows = [
        {"reference": reference, "code": code, "token": token}
        for code, each in tokens.items()
        for token in sorted(set(each))
    ]
    if rows:
        connection.execute(find_tokens.insert(), rows)


def get(connection: Connection, reference: str) -> CaseRecord | None:
    return _record(connection, _BY_REFERENCE, reference=reference)


def of_draft(connection: Connection, draft: str) -> CaseRecord | None:
    return _record(connection, _BY_DRAFT, draft=draft)


def lodged_with(connection: Connection, key: str) -> CaseRecord | None:
    return _record(connection, _BY_KEY, key=key)


def change(connection: Connection, before: CaseRecord, **columns: Any) -> bool:
    """Write a case as it is now if nobody has changed it since it was read; False where somebody was faster."""
    unchanged = (cases.c.reference == before.reference, cases.c.version == before.version)
    changed = update(cases).where(*unchanged).values(version=before.version + 1, **columns)
    return connection.execute(changed).rowcount == 1


def find_by(connection: Connection, reference: str, tokens: Mapping[str, Sequence[str]]) -> None:
    """From now on officers find the case by these."""
    connection.execute(delete(find_tokens).where(find_tokens.c.reference == reference))
    _add_tokens(connection, reference, tokens)


def overdue(connection: Connection, before: date, most: int, after: str = "") -> list[CaseRecord]:
    """Open cases that missed a deadline and did not come before the head yet: by reference, those after one of them."""
    query = (
        select(cases)
        .where(
            cases.c.ended_at.is_(None),
            cases.c.due_next < before,
            cases.c.escalated_on.is_(None),
            cases.c.reference > after,
        )
        .order_by(cases.c.reference)
        .limit(most)
    )
    return [CaseRecord(**row) for row in connection.execute(query).mappings()]


def set_reached(connection: Connection, reference: str, *, reached: bool) -> bool:
    """Whether messages to its owner arrive; True where that is news."""
    other = (cases.c.reference == reference, cases.c.unreached == reached)
    return connection.execute(update(cases).where(*other).values(unreached=not reached)).rowcount == 1


@dataclass(frozen=True)
class Wanted:
    """Which cases are looked for."""

    services: Sequence[str]
    """Those of the office's own services, where a case was not referred to another office."""
    office: str
    """Who handles them; empty for all offices."""
    assigned: str | None = None
    """To whom: a name, empty for nobody, None for whomever."""
    ended: bool = False
    due_before: date | None = None
    waits: bool | None = None
    """Whether it waits for its owner; None for both."""
    service: str = ""
    status: str = ""
    language: str = ""
    reference: str = ""
    """How it begins."""
    token: Sequence[str] = ()
    """Keyed hashes of what somebody searches by."""


def count(connection: Connection, wanted: Wanted, most: int) -> int:
    """How many there are; counting stops at `most`."""
    return len(connection.execute(select(cases.c.reference).where(*_wanted(wanted)).limit(most)).all())


def listed(connection: Connection, wanted: Wanted, most: int, after: int = 0) -> list[CaseRecord]:
    """Open ones by their next deadline, ended ones with the latest first."""
    order = (
        (cases.c.ended_at.desc(), cases.c.reference)
        if wanted.ended
        else (cases.c.due_next, cases.c.submitted_at, cases.c.reference)
    )
    query = select(cases).where(*_wanted(wanted)).order_by(*order).limit(most).offset(after)
    return [CaseRecord(**row) for row in connection.execute(query).mappings()]


def expected(
    connection: Connection, wanted: Wanted, since: datetime, until: datetime, most: int
) -> list[tuple[CaseRecord, AppointmentRecord]]:
    """The cases of an office, open or ended, whose owners come between two moments: the first one first."""
    query = (
        select(cases.c.reference, *(appointments.c[name] for name in AppointmentRecord.__dataclass_fields__))
        .join(appointments, appointments.c.draft == cases.c.draft)
        .where(*_coming(wanted, since, until))
        .order_by(appointments.c.start, cases.c.reference)
        .limit(most)
    )
    found = {reference: AppointmentRecord(*row) for reference, *row in connection.execute(query)}
    records = connection.execute(select(cases).where(cases.c.reference.in_(found))).mappings()
    known = {row["reference"]: CaseRecord(**row) for row in records}
    return [(known[reference], each) for reference, each in found.items()]


def count_expected(
    connection: Connection, wanted: Wanted, since: datetime, until: datetime, most: int
) -> int:
    """How many that are; counting stops at `most`."""
    query = (
        select(appointments.c.id)
        .join(cases, appointments.c.draft == cases.c.draft)
        .where(*_coming(wanted, since, until))
        .limit(most)
    )
    return len(connection.execute(query).all())


def _coming(wanted: Wanted, since: datetime, until: datetime) -> list[ColumnElement[bool]]:
    begins = appointments.c.start
    stands = appointments.c.state.not_in(("cancelled", "lost"))
    return [begins >= since, begins < until, stands, *_of_office(wanted)]


def _of_office(wanted: Wanted) -> list[ColumnElement[bool]]:
    if not wanted.office:
        return []
    own = and_(cases.c.office == "", cases.c.service.in_(wanted.services))
    return [or_(cases.c.office == wanted.office, own)]


def _wanted(wanted: Wanted) -> list[ColumnElement[bool]]:
    told: list[ColumnElement[bool]] = [
        cases.c.ended_at.is_not(None) if wanted.ended else cases.c.ended_at.is_(None)
    ]
    if wanted.token:
        found = select(find_tokens.c.reference).where(find_tokens.c.token.in_(wanted.token))
        told = [cases.c.reference.in_(found)]
    told += _of_office(wanted)
    if wanted.assigned is not None:
        told.append(cases.c.assigned == wanted.assigned)
    if wanted.waits is not None:
        stopped = cases.c.stopped_on
        told.append(stopped.is_not(None) if wanted.waits else stopped.is_(None))
    for column, value in (
        (cases.c.service, wanted.service),
        (cases.c.status, wanted.status),
        (cases.c.language, wanted.language),
    ):
        if value:
            told.append(column == value)
    if wanted.reference:
        told.append(cases.c.reference.startswith(wanted.reference, autoescape=True))
    if wanted.due_before is not None:
        told.append(cases.c.due_next < wanted.due_before)
    return told


def by_status(connection: Connection, service: str) -> dict[str, int]:
    """How many cases of a service stand where."""
    query = select(cases.c.status, func.count()).where(cases.c.service == service).group_by(cases.c.status)
    return {str(status): int(number) for status, number in connection.execute(query)}


def last_ended(connection: Connection, service: str, most: int) -> list[tuple[datetime, datetime]]:
    """When the cases of a service that ended last were sent, and when they ended."""
    query = (
        select(cases.c.submitted_at, cases.c.ended_at)
        .where(cases.c.service == service, cases.c.ended_at.is_not(None))
        .order_by(cases.c.ended_at.desc())
        .limit(most)
    )
    return [(sent, ended) for sent, ended in connection.execute(query)]


def definitions_in_use(connection: Connection) -> list[str]:
    """The revisions of all cases that have ended."""
    query = (
        select(drafts.c.definition)
        .join(cases, cases.c.draft == drafts.c.id)
        .where(cases.c.ended_at.is_not(None))
        .distinct()
    )
    return list(connection.execute(query).scalars())


def ended_before(
    connection: Connection, definition: str, before: datetime, limit: int
) -> list[tuple[str, str]]:
    """Draft and journey of cases of a revision that ended long ago."""
    query = (
        select(drafts.c.id, drafts.c.journey)
        .join(cases, cases.c.draft == drafts.c.id)
        .where(drafts.c.definition == definition, cases.c.ended_at < before)
        .limit(limit)
    )
    return [(str(draft), str(journey)) for draft, journey in connection.execute(query)]


def forget(connection: Connection, draft: str) -> None:
    """The case of a draft, its history, and what it could be found by; the draft itself stays."""
    connection.execute(delete(cases).where(cases.c.draft == draft))


def _record(connection: Connection, query: object, **values: str) -> CaseRecord | None:
    row = connection.execute(query, values).mappings().one_or_none()  # type: ignore[call-overload]  # a Select
    return None if row is None else CaseRecord(**row)
