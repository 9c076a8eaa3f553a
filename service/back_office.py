"""What officers can do with cases: the only way in for their door. Every verb judges whether they may.

Looking at a case is a deed too: it is noted, with its reason, before anything is shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from service.audit import Audit
from service.batches import MOST_AT_ONCE, Batches
from service.case_history import NOTHING, TOWN
from service.case_history import Words as Words
from service.caseload import ALL, Caseload
from service.cases import case_journey
from service.casework import Case, Casework, Write
from service.casework import Changed as Changed
from service.casework import NotAllowed as NotAllowed
from service.casework import NotDone as NotDone
from service.changes import anew
from service.definitions.definition import Definition
from service.definitions.model_workflow import WORKING as WORKING
from service.exports import exported
from service.messages import Agreement, Helper, Officer
from service.office_messages import (
    Attendance,
    CaseView,
    Chosen,
    Counts,
    Expected,
    FilterChoices,
    Filters,
    LogLine,
    LookReason,
    ManyMoved,
    ManyTold,
    Queue,
    ReasonWanted,
    ServiceOverview,
    Telling,
    Undone,
    View,
)
from service.officers import Officers
from service.references import grouped, read_reference
from service.service_evidence import Funnel as Funnel
from service.service_evidence import ServiceEvidence, Watched
from service.store.audit import LOOKED
from service.store.database import Database
from service.throttle import TooManyTries as TooManyTries
from service.versions_asked import NothingSuch as NothingSuch
from service.versions_asked import NotMeant as NotMeant
from service.versions_asked import Wanted as Wanted

LOG_PAGE = 100
LONGEST_UNDERWAY = timedelta(days=366)
"""A paper that is typed in later than so came on another day than somebody says."""


class NoSuchCase(LookupError):
    """No case of that reference, or none that this officer may know of: both are told alike. Doors answer 404."""


@dataclass(frozen=True)
class BackOffice:
    database: Database
    officers: Officers
    caseload: Caseload
    casework: Casework
    audit: Audit
    batches: Batches
    service_evidence: ServiceEvidence

    # --- who ------------------------------------------------------------------------------------------------------

    def sign_in(self, name: str, password: str, source: str) -> str | None:
        """What the browser holds from now on; None where it is wrong. Raises TooManyTries."""
        token = self.officers.sign_in(name, password, source)
        if token is not None:
            officer = self.officers.known(token)
            assert officer is not None
            with self.database.writing() as connection:
                self.audit.note(connection, officer.name, officer.office, "signed in")
        return token

    def officer(self, token: str) -> Officer | None:
        """Who is signed in with what a browser holds; None for nobody (any more)."""
        return self.officers.known(token)

    def sign_out(self, token: str) -> None:
        self.officers.sign_out(token)

    def helper(self, officer: Officer, agreed: Agreement, arrived_on: date | None = None) -> Helper:
        """The officer as somebody beside a citizen: what the front office does for a visitor with this helper is noted
        as theirs. Raises NotAllowed, and NotDone for a day of arrival that cannot be.
        """
        self._works(officer)
        today = self.casework.prompts.today()
        if arrived_on is not None and not today - LONGEST_UNDERWAY <= arrived_on <= today:
            raise NotDone("arrived")
        return Helper(officer.name, officer.office, agreed, arrived_on)

    def today(self) -> date:
        """The town's day."""
        return self.casework.prompts.today()

    # --- looking --------------------------------------------------------------------------------------------------

    def counts(self, officer: Officer) -> Counts:
        self._works(officer)
        return self.caseload.counts(officer)

    def queue(
        self, officer: Officer, view: View, language: str, page: int = 1, filters: Filters = ALL
    ) -> Queue:
        self._works(officer)
        return self.caseload.queue(officer, view, language, page, filters)

    def appointments(self, officer: Officer, day: date, language: str) -> tuple[Expected, ...]:
        """Who comes to an officer's office on a day. Nothing is shown of what they gave."""
        self._works(officer)
        return self.caseload.appointments(officer, day, language)

    def filter_choices(self, officer: Officer, language: str, service: str = "") -> FilterChoices:
        """By what queues can be filtered: services, and the states of one of them or of all."""
        self._works(officer)
        return self.caseload.filter_choices(officer, language, service)

    def find(self, officer: Officer, words: str, language: str) -> Queue:
        """By reference, or by what services let officers search for. It is noted that somebody did, not for what."""
        self._works(officer)
        with self.database.writing() as connection:
            self.audit.note(connection, officer.name, officer.office, "searched")
        return self.caseload.found(officer, words, language)

    def look(
        self, officer: Officer, reference: str, language: str, reason: LookReason | None = None
    ) -> CaseView | ReasonWanted:
        """Open a case. One that is assigned to the officer needs no reason; any other wants one, once in half an hour.

        Raises NoSuchCase.
        """
        case = self._case(officer, reference)
        if not self._open(officer, case, reason):
            return ReasonWanted(self.caseload.line(case.record, language, {}, case.draft.definition))
        return self.caseload.view(officer, case, language)

    def _open(self, officer: Officer, case: Case, reason: LookReason | None) -> bool:
        """Whether it may be shown; then it is noted that it was."""
        if self.caseload.was_opened(officer, case.record):
            return True
        own = case.record.assigned == officer.name
        if not own and reason is None:
            return False
        with self.database.writing() as connection:
            why = "assigned" if own else str(reason)
            self.audit.note(connection, officer.name, officer.office, LOOKED, case.record.reference, why)
        return True

    def attachment(self, officer: Officer, reference: str, path: str) -> bytes | None:
        """The bytes of a photo or document, to who has opened the case."""
        case = self._case(officer, reference)
        if not self.caseload.was_opened(officer, case.record):
            raise NotAllowed
        return self.casework.drafts.file_of(case.draft, path)

    def next_case(self, officer: Officer) -> str | None:
        """The reference of the case to take up now, theirs from then on; None where nothing is to be done."""
        self._works(officer)

        def taken() -> str | None:
            record, own = self.caseload.due_next(officer)
            if record is None:
                return None
            if not own:
                case = self._case(officer, record.reference)
                self._write(self.casework.assigned(officer, case, officer.name))
            return grouped(record.reference)

        return anew(taken)  # a colleague may be faster

    def telling(self, officer: Officer, reference: str, to: str, language: str) -> Telling:
        """What a move would tell the citizen. Raises NoSuchCase, NotAllowed."""
        return self.casework.telling_of_move(officer, self._opened(officer, reference), to, language)

    def letter_of_move(
        self, officer: Officer, reference: str, to: str, words: Words = NOTHING
    ) -> bytes | None:
        """The letter that would go out with a move, as a PDF that says that it was not sent; None where none would.

        Raises NoSuchCase, NotAllowed, and NotDone where it cannot be made.
        """
        return self.casework.letter_of_move(officer, self._opened(officer, reference), to, words)

    def letter(self, officer: Officer, reference: str, name: str) -> bytes | None:
        """A letter that was issued, to who has opened the case."""
        case = self._opened(officer, reference)
        return self.casework.letters.file(case.record, case.draft, name)

    def overview(self, officer: Officer, language: str) -> list[ServiceOverview]:
        """How the services go: numbers, and what is found about their definitions. For owners and operators."""
        if not {"owner", "operator"} & set(officer.roles):
            raise NotAllowed
        return self.caseload.overview(officer, language) if "owner" in officer.roles else []

    def watched(self, officer: Officer, language: str) -> list[Watched]:
        """The services of which an owner may see how people get on in them. Raises NotAllowed for others."""
        return self.service_evidence.watched(self._owned(officer), language)

    def funnel(self, officer: Officer, service: str, wanted: Wanted, language: str) -> Funnel:
        """How people get on in a service, for its owner. Raises NotAllowed for who owns none, NothingSuch for a service
        that there is not or that is another office's, and for a door or version that never was, and NotMeant.
        """
        own = next((each for each in self._owned(officer) if each.code == service), None)
        if own is None:
            raise NothingSuch("service")
        return self.service_evidence.funnel(own, wanted, language)

    def log(self, officer: Officer, reference: str = "", before: int | None = None) -> list[LogLine]:
        """What officers did, the latest first: all, or to one case. For auditors; raises NotAllowed for others."""
        if "auditor" not in officer.roles:
            raise NotAllowed
        of_one = bool(reference.strip())
        entries = self.audit.of_reference(reference) if of_one else self.audit.latest(LOG_PAGE, before)
        names = {each.name: each.shown for each in self.officers.ever()}
        names[TOWN] = self.casework.prompts.town.name
        return [
            LogLine(
                each.sequence,
                each.at,
                names.get(each.officer, each.officer),
                each.office,
                each.deed,
                grouped(each.reference) if each.reference else "",
                each.about,
            )
            for each in entries
        ]

    # --- doing ----------------------------------------------------------------------------------------------------

    def move(self, officer: Officer, reference: str, to: str, seen: int, words: Words = NOTHING) -> None:
        """Raises NoSuchCase, NotAllowed, Changed, and NotDone where the reason is missing or no letter can be made."""
        case = self._opened(officer, reference)
        self._write(self.casework.moved(officer, case, to, seen, words))

    def assign(self, officer: Officer, reference: str, to: str) -> None:
        """To a colleague of the office by name, or to nobody. Raises NotDone for a stranger."""

        def given() -> None:
            case = self._case(officer, reference)
            office = self.casework.office_of(case.record)
            if to and to not in {each.name for each in self.officers.all() if each.office in ("", office)}:
                raise NotDone("colleague")
            self._write(self.casework.assigned(officer, case, to))

        anew(given)

    def refer(self, officer: Officer, reference: str, office: str) -> None:
        anew(lambda: self._write(self.casework.referred(officer, self._opened(officer, reference), office)))

    def note(self, officer: Officer, reference: str, words: Words) -> None:
        self._write(self.casework.noted(officer, self._opened(officer, reference), words))

    def note_attendance(self, officer: Officer, reference: str, number: int, attendance: Attendance) -> None:
        """Whether the citizen came to their appointment; empty takes back what was noted. Twice is once.

        `number` is the one that the case showed. Raises NoSuchCase, NotAllowed, Changed, and NotDone before its time.
        """
        self._write(self.casework.attended(officer, self._opened(officer, reference), number, attendance))

    def tell(self, officer: Officer, reference: str, message: str, words: Words = NOTHING) -> None:
        self._write(self.casework.told(officer, self._opened(officer, reference), message, words))

    def telling_words(
        self, officer: Officer, reference: str, message: str, words: Words, language: str
    ) -> Telling:
        """What a message would tell the citizen, before it is sent. Raises NoSuchCase, NotAllowed, NotDone."""
        return self.casework.telling_of_words(self._opened(officer, reference), message, words, language)

    # --- many at once ---------------------------------------------------------------------------------------------

    def chosen(self, officer: Officer, references: Sequence[str], language: str) -> Chosen:
        """Cases that were chosen in a queue, and what all of them allow. Raises NoSuchCase.

        They need not have been opened: nothing is shown of what their owners gave.
        """
        return self.batches.chosen(officer, self._cases(officer, references), language)

    def telling_all(self, officer: Officer, references: Sequence[str], to: str, language: str) -> ManyTold:
        """What moving them all would tell how many citizens. Raises NoSuchCase, NotAllowed."""
        return self.batches.told(officer, self._cases(officer, references), to, language)

    def move_all(
        self, officer: Officer, seen: Mapping[str, int], to: str, words: Words = NOTHING
    ) -> ManyMoved:
        """Move them all; `seen` is the version at which each reference was chosen. For a minute it can be undone.

        Raises NoSuchCase, NotAllowed, and NotDone where the reason is missing or nothing is chosen.
        """
        cases = self._cases(officer, list(seen))
        versions = {read_reference(reference) or "": version for reference, version in seen.items()}
        return self.batches.moved(officer, cases, versions, to, words)

    def undo(self, officer: Officer, batch: str) -> Undone:
        """Take back what was moved at once. Raises NotDone where it is somebody else's, or too late."""
        self._works(officer)
        return self.batches.undone(officer, batch)

    def _cases(self, officer: Officer, references: Sequence[str]) -> list[Case]:
        self._works(officer)
        return [self._case(officer, each) for each in dict.fromkeys(references[:MOST_AT_ONCE])]

    # --- the operator's own look ----------------------------------------------------------------------------------

    def show(self, reference: str) -> dict[str, Any] | None:
        """A case as plain JSON (DESIGN section 6), or None for a reference that is nobody's."""
        case = self.caseload.case(reference)
        if case is None:
            return None
        record, draft = case.record, case.draft
        return {
            "reference": grouped(record.reference),
            "service": record.service,
            "version": draft.definition.version,
            "revision": draft.definition.revision,
            "status": record.status,
            "submitted_at": record.submitted_at.isoformat(),
            "due_on": record.due_on.isoformat() if record.due_on else None,
            "language": record.language,
            "identity": draft.definition.model.identity,
            "doors": record.doors,
            "fee": record.fee,
            "answers": exported(draft.definition, case_journey(draft)),
        }

    def file(self, reference: str, path: str) -> bytes | None:
        """The bytes of a photo or document of a case."""
        case = self.caseload.case(reference)
        return self.casework.drafts.file_of(case.draft, path) if case is not None else None

    # --- of all verbs ---------------------------------------------------------------------------------------------

    def _owned(self, officer: Officer) -> list[Definition]:
        if "owner" not in officer.roles:
            raise NotAllowed
        return self.caseload.services_of(officer)

    def _works(self, officer: Officer) -> None:
        if not WORKING & set(officer.roles):
            raise NotAllowed

    def _case(self, officer: Officer, reference: str) -> Case:
        """A case that this officer may know of. Raises NoSuchCase, NotAllowed."""
        self._works(officer)
        case = self.caseload.case(reference)
        if case is None or not self.casework.is_for(officer, case.record):
            raise NoSuchCase(reference)
        return case

    def _opened(self, officer: Officer, reference: str) -> Case:
        """One that they have opened: nobody does anything to a case that they have not looked at."""
        case = self._case(officer, reference)
        if case.record.assigned != officer.name and not self.caseload.was_opened(officer, case.record):
            raise NotAllowed
        return case

    def _write(self, write: Write) -> None:
        with self.database.writing() as connection:
            write(connection)
