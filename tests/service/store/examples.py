"""Records as the rooms above make them, for the tests of the store."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from service.store import drafts, lines
from service.store.records import (
    AnswerRecord,
    CaseRecord,
    ConsentRecord,
    DefinitionRecord,
    DraftRecord,
    EventRecord,
    HandOverRecord,
    LineRecord,
    NoticeRecord,
    PasscodeRecord,
    SavedCodeRecord,
)

if TYPE_CHECKING:
    from service.store.database import Connection

MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
REVISION = "a" * 64


def definition(**changes: Any) -> DefinitionRecord:
    usual = {
        "revision": REVISION,
        "service": "trial",
        "version": "1",
        "folder": b"yaml",
        "published_at": MORNING,
    }
    return DefinitionRecord(**{**usual, **changes})


def hand_over(**changes: Any) -> HandOverRecord:
    usual = {"token": "key:hash", "draft": "a draft", "hold": 0, "door": "web", "ends_at": MORNING}
    return HandOverRecord(**{**usual, **changes})


def notice(**changes: Any) -> NoticeRecord:
    usual = {
        "id": str(uuid4()),
        "draft": "a draft",
        "scheme": "tel",
        "sealed": b"sealed",
        "state": "waiting",
        "tries": 0,
        "due_at": MORNING,
        "ends_at": MORNING + timedelta(days=1),
    }
    return NoticeRecord(**{**usual, **changes})


def passcode(**changes: Any) -> PasscodeRecord:
    usual = {"draft": "a draft", "token": "key:hash", "tries": 0, "ends_at": MORNING, "version": 1}
    return PasscodeRecord(**{**usual, **changes})


def saved_code(**changes: Any) -> SavedCodeRecord:
    usual = {
        "token": "key:hash",
        "draft": "a draft",
        "proof": "key:proof",
        "contact": b"sealed",
        "announced_at": None,
    }
    return SavedCodeRecord(**{**usual, **changes})


def draft(**changes: Any) -> DraftRecord:
    usual = {
        "id": str(uuid4()),
        "service": "trial",
        "definition": REVISION,
        "language": "en",
        "begun_on": date(2026, 11, 23),
        "version": 0,
        "state": "open",
        "outcome": "",
        "journey": str(uuid4()),
        "simulated": False,
        "line": None,
        "tries_path": "",
        "tries": 0,
        "wrapped": b"wrapped key",
        "key_id": "key",
        "touched_at": MORNING,
    }
    return DraftRecord(**{**usual, **changes})


def answer(path: str = "where", value: bytes = b"sealed", **changes: Any) -> AnswerRecord:
    usual = {"state": "given", "door": "web", "provenance": "", "at": MORNING, "version": 1}
    return AnswerRecord(path, value, **{**usual, **changes})


def case(of: DraftRecord, reference: str = "K7QF2M9X3", **changes: Any) -> CaseRecord:
    usual = {
        "service": "trial",
        "status": "received",
        "submitted_at": MORNING,
        "due_on": date(2026, 11, 30),
        "language": "en",
        "doors": ["sms", "web"],
        "fee": {"lines": [], "due": {"cents": 1250, "currency": "EUR"}},
        "status_code": "key:hash",
        "receipt": b"sealed",
    }
    return CaseRecord(reference, of.id, **{**usual, **changes})


def line(**changes: Any) -> LineRecord:
    usual = {
        "contact": "key:hash",
        "address": "+32460000000",
        "language": "en",
        "draft": None,
        "asked": b"sealed",
        "stopped": False,
        "heard_at": MORNING,
        "version": 0,
        "wrapped": b"wrapped key",
        "key_id": "key",
    }
    return LineRecord(**{**usual, **changes})


def event(journey: str = "j", kind: str = "answered", **changes: Any) -> EventRecord:
    usual = {
        "service": "trial",
        "version": "1",
        "revision": REVISION,
        "door": "web",
        "language": "en",
        "at": MORNING,
    }
    return EventRecord(journey=journey, kind=kind, **{**usual, **changes})


def changed(connection: Connection, before: DraftRecord, **columns: Any) -> DraftRecord | None:
    """The draft as it is after a change; None where somebody was faster."""
    after = replace(before, **columns)
    return after if drafts.change(connection, before, after) else None


def line_at(connection: Connection, contact: str, address: str) -> LineRecord | None:
    found = lines.get(connection, contact, address, "sms", "a delivery that never came")
    return found[0] if found else None


def turn_heard(connection: Connection, door: str, delivery: str) -> bytes | None:
    """The turn that is stored for a delivery; looked up on a line, which has to be there."""
    found = lines.get(connection, line().contact, line().address, door, delivery)
    assert found is not None
    return found[1]


def draft_at(connection: Connection, draft: str) -> DraftRecord | None:
    found = drafts.with_answers(connection, draft)
    return found[0] if found else None


def answers_at(connection: Connection, draft: str) -> list[AnswerRecord]:
    found = drafts.with_answers(connection, draft)
    return found[1] if found else []


def consent(**changes: Any) -> ConsentRecord:
    usual = {
        "contact": "contact",
        "address": "+32460000000",
        "door": "sms",
        "withdrawn": True,
        "word": "stop",
        "at": MORNING,
    }
    return ConsentRecord(**{**usual, **changes})
