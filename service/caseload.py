"""What officers look at: the queues of their office, a search, and one case with its history. Nothing is done here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from statistics import median
from typing import cast
from zoneinfo import ZoneInfo

from service.case_history import TOWN, Words, corrected_in, written_in
from service.cases import case_journey, case_of, searchable
from service.casework import OFFICE, Case, Casework
from service.checklist import Checklist
from service.clock import day_in
from service.definitions.definition import Definition
from service.definitions.model_workflow import CaseState
from service.helping import Helping
from service.messages import Capabilities, Officer, Problem, Row, Visitor
from service.office_messages import (
    CaseAnswer,
    CaseAppointment,
    CaseEntry,
    CaseHelp,
    CaseLine,
    CaseMove,
    CaseView,
    Counts,
    Deed,
    Expected,
    FilterChoices,
    Filters,
    Queue,
    ServiceOverview,
    View,
)
from service.officers import Officers
from service.questions.question import ANSWER, Asking, Kept, Question
from service.questions.reading import fold
from service.references import grouped, read_reference, written_reference
from service.store import audit as log
from service.store import case_entries
from service.store import cases as rows
from service.store.database import Database
from service.store.records import AppointmentRecord, CaseRecord, EntryRecord
from service.store.tables import NEVER
from service.workflow import StateWords, moves_for, state_of, tells, workflow_of

CAPABILITIES = Capabilities(pages=True)
"""Officers see what the citizen gave: on a screen that others do not look at."""
A_PAGE = 25
MOST_COUNTED = 999
MOST_EXPECTED = 250
"""Appointments of one office on one day."""
LOOKED_FOR = timedelta(minutes=30)
"""So long a reason for opening somebody else's case holds, and no second look is noted."""
MOST_FOUND = 25
A_DAY = 24 * 3600
ALL = Filters()


@dataclass(frozen=True)
class Caseload:
    casework: Casework
    checklist: Checklist
    officers: Officers
    helping: Helping

    # --- queues -----------------------------------------------------------------------------------------------

    def queue(
        self, officer: Officer, view: View, language: str, page: int = 1, filters: Filters = ALL
    ) -> Queue:
        """A page of a queue, the next deadline first; what is ended with the latest first."""
        wanted = self._filtered(self._view(officer, view), filters)
        with self._database.reading() as connection:
            found = rows.listed(connection, wanted, A_PAGE + 1, (max(page, 1) - 1) * A_PAGE)
            number = rows.count(connection, wanted, MOST_COUNTED)
        names = self._names()
        lines = tuple(self.line(record, language, names) for record in found[:A_PAGE])
        return Queue(lines, more=len(found) > A_PAGE, found=number)

    def _filtered(self, wanted: rows.Wanted, filters: Filters) -> rows.Wanted:
        drafts = self.casework.drafts
        today = day_in(drafts.timezone, drafts.clock())
        return replace(
            wanted,
            service=_searchable(filters.service),
            status=_searchable(filters.status),
            language=_searchable(filters.language),
            reference=written_reference(filters.reference),
            due_before=today if filters.overdue else wanted.due_before,
        )

    def filter_choices(self, officer: Officer, language: str, service: str = "") -> FilterChoices:
        """By what the queues of an officer's office can be filtered."""
        own = self.services_of(officer)
        states: dict[str, list[str]] = {}
        for definition in own:
            if service in ("", definition.code):
                words = StateWords(self.casework.prompts, definition, language)
                for state in workflow_of(definition).states:
                    states.setdefault(state.code, []).append(words.name(state))
        return FilterChoices(
            tuple((each.code, each.text("title", language)) for each in own),
            tuple((code, " / ".join(dict.fromkeys(names))) for code, names in states.items()),
        )

    def counts(self, officer: Officer) -> Counts:
        with self._database.reading() as connection:
            counted = {
                view: rows.count(connection, self._view(officer, view), MOST_COUNTED)
                for view in ("mine", "open", "unassigned", "overdue")
            }
            today = None
            if any(each.slots for each in self.services_of(officer)):
                day = self._day(self.casework.prompts.today())
                today = rows.count_expected(connection, self._office(officer), *day, MOST_EXPECTED)
        return Counts(**counted, today=today)

    def appointments(self, officer: Officer, day: date, language: str) -> tuple[Expected, ...]:
        """Who is expected by an officer's office on a day, the first one first."""
        names = self._names()
        return tuple(
            Expected(
                self.line(record, language, names), each.start, each.state == "confirmed", each.attendance
            )
            for record, each in self._expected(officer, day)
        )

    def _expected(self, officer: Officer, day: date) -> list[tuple[CaseRecord, AppointmentRecord]]:
        with self._database.reading() as connection:
            return rows.expected(connection, self._office(officer), *self._day(day), MOST_EXPECTED)

    def _day(self, day: date) -> tuple[datetime, datetime]:
        """When it begins and ends, by the town's clocks."""
        zone = ZoneInfo(self.casework.drafts.timezone)
        return datetime.combine(day, time(), zone), datetime.combine(day + timedelta(days=1), time(), zone)

    def due_next(self, officer: Officer) -> tuple[CaseRecord | None, bool]:
        """The case that an officer should take up now: their own that is due first, else one that nobody has.

        Also whether it is their own already.
        """
        with self._database.reading() as connection:
            for view in ("mine", "unassigned"):
                found = rows.listed(connection, replace(self._view(officer, view), waits=False), 1)
                if found:
                    return found[0], view == "mine"
        return None, False

    def found(self, officer: Officer, words: str, language: str) -> Queue:
        """By reference, or by what the services let officers search for (`find_by`), among all that they may see."""
        name, everything = read_reference(words), self._office(officer)
        if name is not None:
            with self._database.reading() as connection:
                record = rows.get(connection, name)
            found = [record] if record is not None and self.casework.is_for(officer, record) else []
        else:
            wanted = replace(everything, token=self._tokens(words, language))
            with self._database.reading() as connection:
                found = rows.listed(connection, wanted, MOST_FOUND + 1) if wanted.token else []
        names = self._names()
        lines = tuple(self.line(record, language, names) for record in found[:MOST_FOUND])
        return Queue(lines, more=len(found) > MOST_FOUND)

    def _tokens(self, words: str, language: str) -> tuple[str, ...]:
        """The keyed hashes under which such words may have been stored, as each question would understand them."""
        vault, prompts = self.casework.drafts.vault, self.casework.prompts
        asking = prompts.asking_by_itself(language)
        tokens: list[str] = []
        for definition in self.casework.drafts.shelf.services():
            for code in definition.model.find_by:
                meant = {fold(words), *_understood(definition.by_code[code].question, words, asking)}
                for each in sorted(filter(None, meant)):
                    tokens += vault.hashes(f"find by {code}", each)
        return tuple(dict.fromkeys(tokens))

    # --- services -----------------------------------------------------------------------------------------------

    def overview(self, officer: Officer, language: str) -> list[ServiceOverview]:
        """How the services of an officer's office go, or those of all offices."""
        return [self._service(each, language) for each in self.services_of(officer)]

    def services_of(self, officer: Officer) -> list[Definition]:
        """Those of the officer's office, or of all offices."""
        return [each for each in self._services() if officer.office in ("", each.model.office)]

    def _service(self, definition: Definition, language: str) -> ServiceOverview:
        with self._database.reading() as connection:
            counted = rows.by_status(connection, definition.code)
            ended = rows.last_ended(connection, definition.code, MOST_COUNTED)
        words, shelf = StateWords(self.casework.prompts, definition, language), self.casework.drafts.shelf
        states = [(code, _state(definition, code)) for code in sorted(counted)]
        folder = shelf.folder_of(definition.code)
        return ServiceOverview(
            definition.code,
            definition.text("title", language),
            tuple((words.name(state) if state else code, counted[code]) for code, state in states),
            len(ended),
            round(median((until - sent).total_seconds() for sent, until in ended) / A_DAY) if ended else 0,
            tuple(str(each) for each in shelf.judged(folder).findings) if folder is not None else (),
        )

    # --- one case ---------------------------------------------------------------------------------------------

    def case(self, reference: str) -> Case | None:
        """A case and its draft as they stand together, for whoever may see it."""
        found = case_of(self.casework.drafts, read_reference(reference) or "")
        return Case(*found) if found is not None else None

    def was_opened(self, officer: Officer, record: CaseRecord) -> bool:
        """Whether this officer has opened it a short while ago: then the reason still holds."""
        with self._database.reading() as connection:
            last = log.last_look(connection, record.reference, officer.name)
        return last is not None and last.at > self.casework.drafts.clock() - LOOKED_FOR

    def view(self, officer: Officer, case: Case, language: str) -> CaseView:
        record, draft, prompts = case.record, case.draft, self.casework.prompts
        definition, state = draft.definition, case_journey(draft)
        visitor = Visitor(OFFICE, language, CAPABILITIES)
        words = StateWords(prompts, definition, language)
        town, names = prompts.town_in(language), self._names()
        _, fee = self.checklist.fees(definition, state, language)
        with self._database.reading() as connection:
            entries = case_entries.of_case(connection, record.reference)
        office = self.casework.office_of(record)
        return CaseView(
            line=self.line(record, language, names, definition),
            version=record.version,
            answers=tuple(
                CaseAnswer(row, _file(row, case)) for row in self.checklist.rows(definition, state, visitor)
            ),
            notes=tuple(
                self._appointment(case, language)
                + self.checklist.identity_notes(definition, language)
                + self.checklist.pending_notes(definition, state, language)
            ),
            fee=fee,
            moves=tuple(
                CaseMove(
                    move.to,
                    words.move(case.state, move),
                    move.reason,
                    tells(case.state, state_of(definition, move.to)),
                )
                for move in moves_for(officer, case.state)
            ),
            messages=tuple(
                (each.code, definition.text(f"workflow.messages.{each.code}.name", language))
                for each in workflow_of(definition).messages
            ),
            entries=tuple(self._entry(case, entry, language, names) for entry in entries),
            helped=tuple(
                CaseHelp(
                    each.at, names.get(each.officer, each.officer), each.deed, each.agreed, each.arrived_on
                )
                for each in self.helping.of(draft)
            ),
            reach=self.casework.reach(draft),
            office=town.offices[office].name if office in town.offices else office,
            offices=tuple((code, each.name) for code, each in town.offices.items() if code != office),
            colleagues=tuple(
                (each.name, each.shown) for each in self.officers.all() if each.office in ("", office)
            ),
            letters=self.casework.letters.of_case(record, draft, language),
            appointment=self._time(case),
        )

    def _time(self, case: Case) -> CaseAppointment | None:
        appointments = self.casework.cases.appointments
        record = appointments.standing(case.draft)
        if record is None:
            return None
        begun = appointments.has_begun(record)
        return CaseAppointment(record.sequence, record.start, begun, record.attendance)

    def _appointment(self, case: Case, language: str) -> list[str]:
        """When the citizen comes, as they are told it, and whether they have said that they will."""
        shown = self.casework.cases.appointments.shown(case.draft, case.state, language)
        if shown is None:
            return []
        say = self.casework.prompts.wording(language).say
        confirmed = say("They have confirmed that they come.") if shown.state == "confirmed" else ""
        return [" ".join(filter(None, (shown.words, confirmed)))]

    def line(
        self, record: CaseRecord, language: str, names: dict[str, str], own: Definition | None = None
    ) -> CaseLine:
        """What a queue says of a case, in an officer's language."""
        drafts, prompts = self.casework.drafts, self.casework.prompts
        definition = own or drafts.shelf.current(record.service)
        state = _state(definition, record.status)
        words = StateWords(prompts, definition, language) if definition is not None else None
        due = None if record.due_next == NEVER else record.due_next
        return CaseLine(
            reference=grouped(record.reference),
            service=record.service,
            title=definition.text("title", language) if definition is not None else record.service,
            status=record.status,
            state=words.name(state) if words is not None and state is not None else record.status,
            submitted_at=record.submitted_at,
            since=record.since or record.submitted_at,
            due=due,
            overdue=due is not None and due < day_in(drafts.timezone, drafts.clock()),
            waits=record.stopped_on is not None and record.ended_at is None,
            ended=record.ended_at is not None,
            assigned=record.assigned,
            assigned_to=names.get(record.assigned, record.assigned),
            language=record.language,
            doors=tuple(record.doors),
            unreached=record.unreached,
            escalated=record.escalated_on is not None and record.ended_at is None,
        )

    def _entry(self, case: Case, entry: EntryRecord, language: str, names: dict[str, str]) -> CaseEntry:
        written = written_in(case.draft, entry)
        return CaseEntry(
            at=entry.at,
            who=self.casework.prompts.town.name
            if entry.officer == TOWN
            else names.get(entry.officer, entry.officer),
            deed=cast("Deed", entry.deed),
            about=self._about(case, entry, language, names),
            written=self._correction(case, entry.about, written, language)
            if entry.deed == "corrected"
            else written.words,
            language=written.language,
        )

    def _correction(self, case: Case, path: str, written: Words, language: str) -> str:
        """What an answer was and what it became, as the officer reads it."""
        prompts, definition = self.casework.prompts, case.draft.definition
        say, kept = prompts.wording(language).say, corrected_in(written)
        state = case_journey(case.draft)
        step = state.step(path)
        if step is None:
            return ""
        asking = prompts.asking(definition, step, state.scope.on, language)
        before, after = (
            step.asked.question.show(each, asking) if each is not None else say("Not provided")
            for each in (kept.before, kept.after)
        )
        return say("Before: {before}. Now: {after}.", before=before, after=after)

    def _about(self, case: Case, entry: EntryRecord, language: str, names: dict[str, str]) -> str:
        prompts, definition = self.casework.prompts, case.draft.definition
        if entry.deed == "moved":
            came_to = _state(definition, entry.about)
            return StateWords(prompts, definition, language).name(came_to) if came_to else entry.about
        if entry.deed in ("assigned", "escalated"):
            return names.get(entry.about, entry.about)
        if entry.deed == "referred":
            offices = prompts.town_in(language).offices
            return offices[entry.about].name if entry.about in offices else entry.about
        if entry.deed == "told":
            return definition.text(f"workflow.messages.{entry.about}.name", language)
        if entry.deed in ("supplied", "corrected"):
            state = case_journey(case.draft)
            step = state.step(entry.about)
            return prompts.label(definition, step, language) if step is not None else entry.about
        return entry.about

    # --- whose ------------------------------------------------------------------------------------------------

    @property
    def _database(self) -> Database:
        return self.casework.drafts.database

    def _names(self) -> dict[str, str]:
        return {each.name: each.shown for each in self.officers.ever()}

    def _office(self, officer: Officer) -> rows.Wanted:
        """All open cases of an officer's office, or of all offices."""
        own = [each.code for each in self._services() if each.model.office == officer.office]
        return rows.Wanted(own, officer.office)

    def _services(self) -> Iterable[Definition]:
        return self.casework.drafts.shelf.services()

    def _view(self, officer: Officer, view: View) -> rows.Wanted:
        drafts, everything = self.casework.drafts, self._office(officer)
        if view == "mine":
            return replace(everything, assigned=officer.name)
        if view == "unassigned":
            return replace(everything, assigned="")
        if view == "overdue":
            return replace(everything, due_before=day_in(drafts.timezone, drafts.clock()))
        if view == "waiting":
            return replace(everything, waits=True)
        return replace(everything, ended=view == "ended")


def _understood(question: Question, words: str, asking: Asking) -> set[str]:
    """What words mean to a question, as it would be stored."""
    meant = question.understand({ANSWER: words}, asking)
    return set() if isinstance(meant, Problem | Kept) else {fold(searchable(meant))}


def _file(row: Row, case: Case) -> str:
    asked = case.draft.definition.asked_at(row.path)
    answer = case.draft.answers.get(row.path)
    given = answer is not None and answer.state == "given"
    return row.path if asked is not None and asked.question.carries_file and given else ""


def _state(definition: Definition | None, code: str) -> CaseState | None:
    """The state as the definition has it; None where that has changed since."""
    try:
        return state_of(definition, code) if definition is not None else None
    except LookupError:
        return None


def _searchable(code: str) -> str:
    """A code that somebody wrote into an address: PostgreSQL takes no NUL, and no code has one."""
    return code.replace("\0", "\ufffd")
