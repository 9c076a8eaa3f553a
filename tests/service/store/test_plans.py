"""What is asked at every turn is found by an index, on both engines, in a store that has some years behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import event as happening

from service.store import (
    assistances,
    audit,
    awaited_replies,
    batches,
    case_entries,
    cases,
    consents,
    definitions,
    drafts,
    events,
    hand_overs,
    lines,
    notices,
    officers,
    passcodes,
    saved_codes,
    tallies,
)
from service.store.cases import Wanted
from service.store.database import Connection, Database
from service.store.records import (
    AppointmentRecord,
    AssistanceRecord,
    AttendanceRecord,
    AuditRecord,
    AwaitedReplyRecord,
    BatchedRecord,
    BatchRecord,
    CarriedRecord,
    EntryRecord,
    OfficerRecord,
)
from service.store.tables import NEVER, answers, attendances, carried, deliveries, files, find_tokens
from service.store.tables import appointments as appointment_table
from service.store.tables import assistances as assistance_table
from service.store.tables import audit as audit_table
from service.store.tables import awaited_replies as awaited_reply_table
from service.store.tables import batched as batched_table
from service.store.tables import batches as batch_table
from service.store.tables import case_entries as entry_table
from service.store.tables import cases as case_table
from service.store.tables import consents as consent_table
from service.store.tables import definitions as definition_table
from service.store.tables import drafts as draft_table
from service.store.tables import hand_overs as hand_over_table
from service.store.tables import lines as line_table
from service.store.tables import notices as notice_table
from service.store.tables import officers as officer_table
from service.store.tables import passcodes as passcode_table
from service.store.tables import saved_codes as saved_code_table
from tests.service.store.examples import (
    MORNING,
    answer,
    answers_at,
    case,
    changed,
    consent,
    definition,
    draft,
    draft_at,
    event,
    hand_over,
    line,
    notice,
    passcode,
    saved_code,
)

MANY = 2000
BEGUN = [
    draft(id=f"draft {n:05}", line=f"line {n % 500}", touched_at=MORNING - timedelta(minutes=n))
    for n in range(MANY)
]


def a_message(name: str, notice: str | None = None) -> CarriedRecord:
    return CarriedRecord(name, notice, "taken", 0, 1, 1, MORNING)


def a_reply(number: int) -> AwaitedReplyRecord:
    return AwaitedReplyRecord(f"contact {number}", "@trial", f"{number:09}", MORNING)


OFFICE = Wanted(["trial"], "public-works")

FREQUENT: dict[str, Callable[[Connection], Any]] = {
    "a draft": lambda connection: draft_at(connection, BEGUN[7].id),
    "its answers": lambda connection: answers_at(connection, BEGUN[7].id),
    "its file": lambda connection: drafts.file_of(connection, BEGUN[7].id, "photo"),
    "a changed draft": lambda connection: changed(connection, BEGUN[7], version=1),
    "an answer in its place": lambda connection: drafts.put_answers(connection, BEGUN[7].id, [answer()]),
    "a file in its place": lambda connection: drafts.put_file(connection, BEGUN[7].id, "photo", b"file"),
    "dropped answers": lambda connection: drafts.drop_answers(connection, BEGUN[7].id, ["where", "photo"]),
    "the drafts of a line": lambda connection: drafts.open_on(connection, "line 7"),
    "untouched drafts": lambda connection: drafts.untouched_since(
        connection, definition().revision, MORNING - timedelta(minutes=MANY - 5), 100
    ),
    "a case": lambda connection: cases.get(connection, "000000007"),
    "the case of a draft": lambda connection: cases.of_draft(connection, BEGUN[7].id),
    "a lodged case": lambda connection: cases.lodged_with(connection, "key 7"),
    "a case that changed": lambda connection: cases.change(
        connection, case(BEGUN[7], "000000007"), status="done"
    ),
    "the open cases of an office": lambda connection: cases.listed(connection, OFFICE, 25),
    "a later page of them": lambda connection: cases.listed(connection, OFFICE, 25, 50),
    "one's own cases": lambda connection: cases.listed(connection, replace(OFFICE, assigned="officer 7"), 25),
    "overdue cases": lambda connection: cases.listed(
        connection, replace(OFFICE, due_before=date(2026, 11, 2)), 25
    ),
    "how many are one's own": lambda connection: cases.count(
        connection, replace(OFFICE, assigned="officer 7"), 999
    ),
    "the cases of a service": lambda connection: cases.listed(
        connection, replace(OFFICE, service="trial", status="received", language="en"), 25
    ),
    "how many those are": lambda connection: cases.count(
        connection, replace(OFFICE, service="trial", status="received", language="en"), 999
    ),
    "overdue cases in a language": lambda connection: cases.listed(
        connection, replace(OFFICE, language="fr", due_before=date(2026, 11, 2)), 25
    ),
    "cases by how their reference begins": lambda connection: cases.listed(
        connection, replace(OFFICE, reference="0000"), 25
    ),
    "who comes on a day": lambda connection: cases.expected(
        connection, OFFICE, MORNING, MORNING + timedelta(minutes=5), 250
    ),
    "how long cases took": lambda connection: cases.last_ended(connection, "trial", 999),
    "who filled it in": lambda connection: assistances.of_draft(connection, BEGUN[7].id),
    "what was moved at once": lambda connection: batches.cases_of(connection, "batch 7"),
    "a move that is undone": lambda connection: batches.undo(connection, "batch 7", MORNING),
    "moves that nobody can undo": lambda connection: batches.forget(
        connection, MORNING - timedelta(minutes=MANY - 5)
    ),
    "ended cases": lambda connection: cases.listed(connection, replace(OFFICE, ended=True), 25),
    "cases that are searched for": lambda connection: cases.listed(
        connection, replace(OFFICE, token=("token 7", "token 8")), 25
    ),
    "cases to be deleted": lambda connection: cases.ended_before(
        connection, definition().revision, MORNING - timedelta(minutes=MANY - 5), 100
    ),
    "the history of a case": lambda connection: case_entries.of_case(connection, "000000007"),
    "the last link of the log": audit.last,
    "whether somebody has opened it": lambda connection: audit.last_look(
        connection, "000000007", "officer 7"
    ),
    "the log of a case": lambda connection: audit.of_case(connection, "000000007", 25),
    "an officer": lambda connection: officers.get(connection, "officer 7"),
    "who is signed in": lambda connection: officers.attending(connection, ["token 7", "none"]),
    "that they are still there": lambda connection: officers.seen(connection, "token 7", MORNING),
    "who signs out": lambda connection: officers.sign_out(connection, ["token 7"]),
    "who is absent": lambda connection: officers.forget_absent(
        connection, MORNING - timedelta(minutes=MANY - 5)
    ),
    "a line": lambda connection: lines.get(connection, "contact 7", "+32460000000", "sms", "SM7"),
    "what a contact consents to": lambda connection: consents.last(connection, ["contact 7", "contact 8"]),
    "a consent": lambda connection: consents.add(connection, consent(contact="contact 7")),
    "a forgotten consent": lambda connection: consents.forget(connection, "contact 7"),
    "a changed line": lambda connection: lines.put(connection, line(contact="contact 7", version=1), 0),
    "old deliveries": lambda connection: lines.forget_deliveries(
        connection, MORNING - timedelta(minutes=MANY - 5)
    ),
    "a definition": lambda connection: definitions.get(connection, f"{7:064}"),
    "the newest definition": lambda connection: definitions.newest(connection, "service 7"),
    "the events of a journey": lambda connection: events.of_journey(connection, "journey 7"),
    "the last event": events.newest,
    "the events since another": lambda connection: events.since(
        connection, ["begun"], MANY - 20, MORNING, 100
    ),
    "journeys that go on": lambda connection: tallies.touched(connection, MANY - 20, MANY),
    "journeys that fall silent": lambda connection: tallies.silent(
        connection, MORNING - timedelta(minutes=9), MORNING - timedelta(minutes=5), MANY
    ),
    "events that may be counted": lambda connection: tallies.settled(connection, MANY - 20, MORNING, 100),
    "the latest draft of a line": lambda connection: drafts.latest_on(connection, "line 7"),
    "what is behind a code": lambda connection: hand_overs.get(connection, ["token 7", "none"]),
    "a hand-over offered": lambda connection: hand_overs.offer(
        connection, [hand_over(token="another", draft=BEGUN[7].id)], MORNING
    ),
    "a hand-over taken": lambda connection: hand_overs.end(connection, BEGUN[7].id, MORNING),
    "hand-overs that have ended": lambda connection: hand_overs.forget(
        connection, MORNING - timedelta(minutes=MANY - 5)
    ),
    "a notice": lambda connection: notices.add(connection, notice(draft=BEGUN[7].id)),
    "whether a notice is due": lambda connection: notices.is_due(
        connection, ["tel", "mailto"], MORNING - timedelta(minutes=MANY - 5)
    ),
    "notices that are due": lambda connection: notices.claim(
        connection, ["tel", "mailto"], MORNING - timedelta(minutes=MANY - 5), MORNING, 20
    ),
    "a notice that arrived": lambda connection: notices.settle(connection, "notice 7", "sent"),
    "a notice for later": lambda connection: notices.postpone(connection, "notice 7", MORNING, 1),
    "a notice and its messages": lambda connection: (
        notices.get(connection, "notice 7"),
        notices.messages_of(connection, "notice 7"),
    ),
    "a message that a carrier took": lambda connection: notices.note(connection, a_message("new 1")),
    "what a carrier tells": lambda connection: notices.report(
        connection, replace(a_message("message 7"), standing="arrived", rank=2)
    ),
    "whether a message is known": lambda connection: notices.is_known(connection, "message 7"),
    "a notice that nobody needs": lambda connection: notices.take_back(connection, BEGUN[7].id, "papers"),
    "where a contact was heard last": lambda connection: lines.latest_of(
        connection, ["contact 7", "contact 8"]
    ),
    "a reply that is awaited": lambda connection: awaited_replies.put(connection, a_reply(7)),
    "whether one is": lambda connection: awaited_replies.of_contact(connection, ["contact 7", "contact 8"]),
    "a contact that was heard": lambda connection: awaited_replies.forget(connection, "contact 7"),
    "a case that is not reached": lambda connection: cases.set_reached(
        connection, "000000007", reached=False
    ),
    "old notices": lambda connection: notices.forget(connection, MORNING - timedelta(minutes=MANY - 5)),
    "a passcode": lambda connection: passcodes.put(connection, passcode(draft=BEGUN[7].id)),
    "the passcode of a draft": lambda connection: passcodes.of_draft(connection, BEGUN[7].id),
    "a try at a passcode": lambda connection: passcodes.tried(connection, passcode(draft=BEGUN[7].id)),
    "a saved code": lambda connection: saved_codes.put(connection, saved_code(draft=BEGUN[7].id)),
    "what is behind a saved code": lambda connection: saved_codes.get(connection, ["token 7", "none"]),
    "the saved code of a draft": lambda connection: saved_codes.of_draft(connection, BEGUN[7].id),
    "saved codes to be announced": lambda connection: saved_codes.unannounced(
        connection, definition().revision, MORNING - timedelta(minutes=MANY - 5), 100
    ),
    "a saved code that was announced": lambda connection: saved_codes.announce(
        connection, "token 7", MORNING
    ),
    "the key of a draft": lambda connection: drafts.key_of(connection, BEGUN[7].id),
    "a forgotten line": lambda connection: lines.forget(connection, "contact 7", "+32460000000"),
    "drafts that leave a line": lambda connection: drafts.leave_line(connection, "line 7"),
}


@pytest.fixture
def full(database: Database) -> Database:
    """A store with thousands of rows in every table, and the engine knowing it."""
    numbers = range(MANY)
    rows: dict[Any, list[dict[str, Any]]] = {
        definition_table: [
            vars(definition(revision=f"{n:064}", service=f"service {n % 100}")) for n in numbers
        ],
        draft_table: [vars(each) for each in BEGUN],
        answers: [{"draft": each.id, **vars(answer(path))} for each in BEGUN for path in ("where", "photo")],
        files: [{"draft": each.id, "path": "photo", "content": b"file"} for each in BEGUN],
        case_table: [
            vars(
                case(
                    BEGUN[n],
                    f"{n:09}",
                    lodged_key=f"key {n}",
                    assigned=f"officer {n % 50}",
                    due_next=date(2026, 11, 1) + timedelta(days=n % 400),
                    ended_at=MORNING - timedelta(minutes=n) if n % 20 else None,
                )
            )
            for n in numbers
        ],
        appointment_table: [
            vars(
                AppointmentRecord(
                    f"time {n:05}",
                    BEGUN[n].id,
                    "when",
                    "desk",
                    MORNING + timedelta(minutes=n),
                    30,
                    0,
                    "made",
                )
            )
            for n in numbers
        ],
        entry_table: [
            vars(EntryRecord(f"entry {n:05}", f"{n:09}", MORNING, "officer 7", "moved", "done", b""))
            for n in numbers
        ],
        assistance_table: [
            vars(AssistanceRecord(f"help {n:05}", BEGUN[n].id, MORNING, "officer 7", "", "began", "present"))
            for n in numbers
        ],
        batch_table: [
            vars(BatchRecord(f"batch {n}", "officer 7", MORNING, MORNING - timedelta(minutes=n)))
            for n in numbers
        ],
        batched_table: [
            vars(
                BatchedRecord(
                    f"batch {n % 200}", f"{n:09}", 1, "received", "", None, None, None, None, None, NEVER
                )
            )
            for n in numbers
        ],
        officer_table: [
            vars(OfficerRecord(f"officer {n}", "Somebody", "hash", ["officer"], "", MORNING)) for n in numbers
        ],
        attendances: [
            vars(AttendanceRecord(f"token {n}", f"officer {n}", MORNING, MORNING - timedelta(minutes=n)))
            for n in numbers
        ],
        audit_table: [
            vars(AuditRecord(n, MORNING, "officer 7", "", "looked", f"{n:09}", "asked", "hash"))
            for n in numbers
        ],
        find_tokens: [{"reference": f"{n:09}", "code": "where", "token": f"token {n}"} for n in numbers],
        line_table: [vars(line(contact=f"contact {n}")) for n in numbers],
        consent_table: [vars(consent(contact=f"contact {n}")) for n in numbers],
        hand_over_table: [
            vars(
                hand_over(
                    token=f"token {n}", draft=BEGUN[n].id, ends_at=MORNING - timedelta(minutes=MANY - n)
                )
            )
            for n in numbers
        ],
        notice_table: [
            vars(
                notice(
                    id=f"notice {n}",
                    draft=BEGUN[n].id,
                    due_at=MORNING - timedelta(minutes=n),
                    state=("waiting", "sent")[n % 2],
                )
            )
            for n in numbers
        ],
        awaited_reply_table: [vars(a_reply(n)) for n in numbers],
        carried: [vars(a_message(f"message {n}", f"notice {n}")) for n in numbers],
        passcode_table: [vars(passcode(draft=BEGUN[n].id)) for n in numbers],
        saved_code_table: [vars(saved_code(token=f"token {n}", draft=BEGUN[n].id)) for n in numbers],
        deliveries: [
            {"door": "sms", "id": f"SM{n}", "turn": b"turn", "at": MORNING - timedelta(minutes=n)}
            for n in numbers
        ],
    }
    with database.writing() as connection:
        for table, each in rows.items():
            connection.execute(table.insert(), each)
        events.add(connection, [event(f"journey {n % 500}") for n in numbers])
    with database._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")
    return database


def plans_of(database: Database, work: Callable[[Connection], Any]) -> list[str]:
    """How the engine goes about every statement that the work sends it."""
    sent: list[tuple[str, Any]] = []

    def note(connection: Any, cursor: Any, statement: str, parameters: Any, *more: Any) -> None:
        sent.append((statement, parameters))

    explain = "EXPLAIN" if database.url.get_backend_name() == "postgresql" else "EXPLAIN QUERY PLAN"
    with database.reading() as connection:
        happening.listen(connection, "before_cursor_execute", note)
        work(connection)
        happening.remove(connection, "before_cursor_execute", note)
        return [
            "\n".join(
                str(row[-1]) for row in connection.exec_driver_sql(f"{explain} {statement}", parameters)
            )
            for statement, parameters in sent
            if not statement.startswith("LOCK")
        ]


def test_whatever_is_asked_often_is_found_by_an_index(full: Database) -> None:
    assert [name for name, work in FREQUENT.items() if not plans_of(full, work)] == []
    assert {name for name, work in FREQUENT.items() if reads_through(full, work)} == set()
    unindexed = line_table.select().where(line_table.c.stopped)
    assert reads_through(full, lambda connection: connection.execute(unindexed)), (
        "or nothing above says anything"
    )


def reads_through(database: Database, work: Callable[[Connection], Any]) -> bool:
    return any("SCAN" in plan or "Seq Scan" in plan for plan in plans_of(database, work))
