"""Drafts, their answers and their files, as rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Insert, and_, bindparam, delete, select, update

from service.store.database import Connection, insert_into
from service.store.records import AnswerRecord, DraftRecord
from service.store.tables import answers, drafts, files

_ADD = drafts.insert()
_SAID = [answers.c[name] for name in AnswerRecord.__dataclass_fields__]
_WITH_ANSWERS = (
    select(drafts, *_SAID)
    .select_from(drafts.outerjoin(answers, answers.c.draft == drafts.c.id))
    .where(drafts.c.id == bindparam("draft"))
)
_COLUMNS = len(drafts.c)
_ON_LINE = (
    select(drafts)
    .where(drafts.c.line == bindparam("line"), drafts.c.state == "open")
    .order_by(drafts.c.touched_at.desc(), drafts.c.id)
    .limit(9)
)

_CHANGING = (
    "language",
    "definition",
    "version",
    "state",
    "outcome",
    "line",
    "tries_path",
    "tries",
    "touched_at",
    "hold",
    "proven",
    "away",
)
"""The columns of a draft that may change; the others are what it was born with."""
_CHANGE = (
    update(drafts)
    .where(
        drafts.c.id == bindparam("draft"),
        drafts.c.version == bindparam("seen"),
        drafts.c.state == bindparam("was"),
    )
    .values({name: bindparam(f"new_{name}") for name in _CHANGING})
)

_LATEST_ON = (
    select(drafts.c.id, drafts.c.hold)
    .where(drafts.c.line == bindparam("line"))
    .order_by((drafts.c.id == bindparam("first")).desc(), drafts.c.touched_at.desc(), drafts.c.id.desc())
    .limit(1)
)

_NO_CASE = drafts.c.state.in_(("open", "ended"))


_put_answer: dict[str, Insert] = {}
"""By engine: how an answer is stored in the place of an earlier one. Made when it is first wanted."""


def add(connection: Connection, record: DraftRecord) -> None:
    connection.execute(_ADD, vars(record))


def with_answers(connection: Connection, draft: str) -> tuple[DraftRecord, list[AnswerRecord]] | None:
    """A draft and all its answers in one look, which every turn takes."""
    rows = connection.execute(_WITH_ANSWERS, {"draft": draft}).all()
    if not rows:
        return None
    given = [AnswerRecord(*row[_COLUMNS:]) for row in rows if row[_COLUMNS] is not None]
    return DraftRecord(*rows[0][:_COLUMNS]), given


def get(connection: Connection, draft: str) -> DraftRecord | None:
    """A draft without its answers."""
    row = connection.execute(select(drafts).where(drafts.c.id == draft)).mappings().one_or_none()
    return None if row is None else DraftRecord(**row)


def names_after(connection: Connection, after: str, most: int) -> list[str]:
    """The ids of drafts in their order, those that come after one."""
    query = select(drafts.c.id).where(drafts.c.id > after).order_by(drafts.c.id).limit(most)
    return list(connection.execute(query).scalars())


def key_of(connection: Connection, draft: str) -> tuple[bytes, str] | None:
    """The wrapped key of a draft, and which of our keys opens it."""
    row = connection.execute(
        select(drafts.c.wrapped, drafts.c.key_id).where(drafts.c.id == draft)
    ).one_or_none()
    return None if row is None else (bytes(row[0]), str(row[1]))


def open_on(connection: Connection, line: str) -> list[DraftRecord]:
    """The open drafts of a line, the one touched last first; at most nine."""
    return [DraftRecord(**row) for row in connection.execute(_ON_LINE, {"line": line}).mappings()]


def latest_on(connection: Connection, line: str, first: str = "") -> tuple[str, int] | None:
    """Id and hold of the draft of a line that was touched last, whatever became of it; `first` if on the line."""
    found = connection.execute(_LATEST_ON, {"line": line, "first": first}).one_or_none()
    return (found.id, found.hold) if found is not None else None


def change(connection: Connection, before: DraftRecord, after: DraftRecord) -> bool:
    """Write a draft as it is now if version and state are still those that were read; False where somebody was faster.

    The state is compared too, since submitting changes no answer: none may be written into a case unseen.
    """
    new = {f"new_{name}": getattr(after, name) for name in _CHANGING}
    where = {"draft": before.id, "seen": before.version, "was": before.state}
    return connection.execute(_CHANGE, {**new, **where}).rowcount == 1


def put_answers(connection: Connection, draft: str, records: Sequence[AnswerRecord]) -> None:
    """Store answers, each in the place of an earlier one to the same question."""
    if records:
        rows = [{"draft": draft, **vars(record)} for record in records]
        connection.execute(_putting(connection), rows)


def _putting(connection: Connection) -> Insert:
    engine = connection.dialect.name
    if engine not in _put_answer:
        insert = insert_into(connection, answers)
        kept = {column.name: insert.excluded[column.name] for column in answers.c if not column.primary_key}
        _put_answer[engine] = insert.on_conflict_do_update(
            index_elements=list(answers.primary_key), set_=kept
        )
    return _put_answer[engine]


def drop_answers(connection: Connection, draft: str, paths: Sequence[str]) -> None:
    """Forget answers and their files for good."""
    if not paths:
        return
    for table in (answers, files):
        connection.execute(delete(table).where(and_(table.c.draft == draft, table.c.path.in_(paths))))


def put_file(connection: Connection, draft: str, path: str, content: bytes) -> None:
    drop_file(connection, draft, path)
    connection.execute(files.insert(), {"draft": draft, "path": path, "content": content})


def drop_file(connection: Connection, draft: str, path: str) -> None:
    connection.execute(delete(files).where(and_(files.c.draft == draft, files.c.path == path)))


def file_of(connection: Connection, draft: str, path: str) -> bytes | None:
    row = connection.execute(
        select(files.c.content).where(and_(files.c.draft == draft, files.c.path == path))
    ).first()
    return None if row is None else bytes(row[0])


def files_of(connection: Connection, draft: str) -> dict[str, bytes]:
    """All files of a draft by path."""
    rows = connection.execute(select(files.c.path, files.c.content).where(files.c.draft == draft))
    return {row.path: bytes(row.content) for row in rows}


def definitions_in_use(connection: Connection) -> list[str]:
    """The revisions of all drafts that never became a case."""
    return list(connection.execute(select(drafts.c.definition).where(_NO_CASE).distinct()).scalars())


def untouched_since(
    connection: Connection, definition: str, moment: datetime, limit: int
) -> list[DraftRecord]:
    """Drafts of a revision that never became a case and that nobody has touched since."""
    query = (
        select(drafts)
        .where(drafts.c.definition == definition, _NO_CASE, drafts.c.touched_at < moment)
        .order_by(drafts.c.touched_at)
        .limit(limit)
    )
    return [DraftRecord(**row) for row in connection.execute(query).mappings()]


def set_away(connection: Connection, draft: str, away: str) -> None:
    """In which other store it is; empty where it is here."""
    connection.execute(update(drafts).where(drafts.c.id == draft).values(away=away))


def follow_line(connection: Connection, line: str, name: str) -> None:
    """The drafts of a line that is called otherwise now."""
    connection.execute(update(drafts).where(drafts.c.line == line).values(line=name))


def leave_line(connection: Connection, line: str) -> None:
    """No draft is on this line any more."""
    connection.execute(update(drafts).where(drafts.c.line == line).values(line=None))


def forget(connection: Connection, draft: str) -> None:
    """Delete a draft with its key, answers and files."""
    connection.execute(delete(drafts).where(drafts.c.id == draft))


def note_asked(connection: Connection, draft: str, before: str, after: str) -> bool:
    """Note which questions about how it went were put; False where somebody was faster."""
    asked = update(drafts).where(drafts.c.id == draft, drafts.c.rated == before).values(rated=after)
    return connection.execute(asked).rowcount == 1
