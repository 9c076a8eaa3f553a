"""Moving many cases at once: what all of them allow, what is told to how many, and taking it back for a short while.

Each case is moved by itself, as it was when it was chosen: one that somebody else has changed since stays as it is.
Their owners are told when it can no longer be undone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

import uuid_utils

from service.case_history import NOTHING, Words, enter, written_in
from service.caseload import Caseload
from service.casework import Case, Casework, Changed, NotAllowed, NotDone, PutOff
from service.clock import Clock
from service.messages import Officer
from service.notices import PAPERS, take_back
from service.office_messages import Chosen, ChosenCase, ManyMoved, ManyTold, Told, Undone
from service.references import grouped
from service.store import batches as rows
from service.store import case_entries, events
from service.store import cases as case_rows
from service.store.database import Connection, Database
from service.store.records import BatchedRecord, BatchRecord
from service.workflow import moves_for, state_of

UNDONE_WITHIN = timedelta(minutes=1)
REMEMBERED = timedelta(days=1)
MOST_AT_ONCE = 100


@dataclass(frozen=True)
class Batches:
    casework: Casework
    caseload: Caseload

    def chosen(self, officer: Officer, cases: Sequence[Case], language: str) -> Chosen:
        """Some cases, and the moves that the states of all of them allow this officer."""
        names = {each.name: each.shown for each in self.caseload.officers.ever()}
        lines = tuple(
            ChosenCase(
                self.caseload.line(each.record, language, names, each.draft.definition), each.record.version
            )
            for each in cases
        )
        allowed = [
            {move.to for move in moves_for(officer, each.state) if _goes_without_letter(each, move.to)}
            for each in cases
        ]
        common = set.intersection(*allowed) if allowed else set()
        moves = [
            (move.to, self.casework.telling_of_move(officer, cases[0], move.to, language).name)
            for move in (moves_for(officer, cases[0].state) if cases else ())
            if move.to in common
        ]
        return Chosen(lines, tuple(moves))

    def told(self, officer: Officer, cases: Sequence[Case], to: str, language: str) -> ManyTold:
        """What a move tells their owners, by service and language; raises NotAllowed where one does not allow it."""
        tellings = [(each, self.casework.telling_of_move(officer, each, to, language)) for each in cases]
        told: dict[tuple[str, str], Told] = {}
        for case, telling in tellings:
            group = (case.record.service, telling.language)
            if not telling.to_citizen or not telling.reach:
                continue
            title = case.draft.definition.text("title", language)
            known = told.get(group) or Told(
                title, telling.language, 0, telling.to_citizen, telling.to_officer
            )
            told[group] = Told(known.title, known.language, known.number + 1, known.example, known.meaning)
        reached = sum(each.number for each in told.values())
        return ManyTold(
            tellings[0][1].name if tellings else "",
            tuple(told[group] for group in sorted(told)),
            len(cases) - reached,
            any(telling.reason for _, telling in tellings),
        )

    def moved(
        self,
        officer: Officer,
        cases: Sequence[Case],
        seen: Mapping[str, int],
        to: str,
        words: Words = NOTHING,
    ) -> ManyMoved:
        """Raises NotAllowed and NotDone before anything is moved; what was changed meanwhile is told apart."""
        if not cases:
            raise NotDone("nothing")
        current = [each for each in cases if seen.get(each.record.reference) == each.record.version]
        now, name = self._clock(), str(uuid_utils.uuid7())
        until = now + UNDONE_WITHIN
        if not all(_goes_without_letter(each, to) for each in current):
            raise NotAllowed
        off = PutOff(until, _purpose(name))
        writes = [
            (each, self.casework.moved(officer, each, to, each.record.version, words, off))
            for each in current
        ]
        with self._database.writing() as connection:
            rows.forget(connection, now - REMEMBERED)
            rows.add(connection, BatchRecord(name, officer.name, now, until))
        done, overtaken = 0, [each for each in cases if each not in current]
        for case, write in writes:
            try:
                with self._database.writing() as connection:
                    write(connection)
                    rows.add_case(connection, _before(name, case))
                done += 1
            except Changed:
                overtaken.append(case)
        return ManyMoved(name, done, tuple(grouped(each.record.reference) for each in overtaken), until)

    def undone(self, officer: Officer, batch: str) -> Undone:
        """Take it back, and the messages with it. Raises NotDone where it is somebody else's, or too late."""
        now = self._clock()
        with self._database.reading() as connection:
            record = rows.get(connection, batch)
            moved = rows.cases_of(connection, batch)
        if record is None or record.officer != officer.name or record.ends_at <= now:
            raise NotDone("undo")
        with self._database.writing() as connection:
            if not rows.undo(connection, batch, now):
                raise NotDone("undo")
        back, kept = 0, []
        for each in moved:
            case = self.caseload.case(each.reference)
            if case is None or case.record.version != each.version:
                kept.append(grouped(each.reference))
                continue
            try:
                with self._database.writing() as connection:
                    self._put_back(connection, officer, case, each)
                back += 1
            except Changed:
                kept.append(grouped(each.reference))
        return Undone(back, tuple(kept))

    def _put_back(self, connection: Connection, officer: Officer, case: Case, before: BatchedRecord) -> None:
        """The case as it stood, its owner untold. What they read before as a reason they read again."""
        reference = before.reference
        entries = [each for each in case_entries.of_case(connection, reference) if each.deed == "moved"]
        reason = written_in(case.draft, entries[-2]) if len(entries) > 1 else NOTHING
        columns = {name: value for name, value in vars(before).items() if name in _PUT_BACK}
        if not case_rows.change(connection, case.record, **columns):
            raise Changed
        for purpose in (_purpose(before.batch), PAPERS):
            take_back(connection, case.draft.id, purpose)
        for remind in self.casework.reminding(case, state_of(case.draft.definition, before.status)):
            remind(connection)
        at = self._clock()
        enter(connection, case.draft, reference, at, officer.name, "moved", before.status, reason)
        self.casework.audit.note(
            connection, officer.name, officer.office, "took back", reference, before.status
        )
        events.add(connection, [self.casework.event(case, "taken back", before.status)])

    @property
    def _clock(self) -> Clock:
        return self.casework.drafts.clock

    @property
    def _database(self) -> Database:
        return self.casework.drafts.database


def _purpose(batch: str) -> str:
    """By which the messages of a batch can be taken back."""
    return f"undo {batch[-12:]}"


def _goes_without_letter(case: Case, to: str) -> bool:
    """A letter is read before it goes out, one by one, and never taken back."""
    return state_of(case.draft.definition, to).letter is None


_PUT_BACK = frozenset(
    (
        "status",
        "assigned",
        "since",
        "due_on",
        "leave_by",
        "stopped_on",
        "ended_at",
        "due_next",
        "escalated_on",
    )
)


def _before(batch: str, case: Case) -> BatchedRecord:
    record = case.record
    return BatchedRecord(
        batch,
        record.reference,
        record.version + 1,
        record.status,
        record.assigned,
        record.since,
        record.due_on,
        record.leave_by,
        record.stopped_on,
        record.ended_at,
        record.due_next,
        record.escalated_on,
    )
