"""What an officer does to a case, decided before it is written: a move, a colleague, a note, a message.

Each deed comes back as what must be written, in one unit of work: the case, the entry in its history, the link of the
audit chain, the event for the evidence, and the notice to its owner. Whether an officer may have to do with the case at
all is `back_office`'s to judge; which moves their role allows is judged here. What officers look at is `caseload`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from service.audit import Audit
from service.case_history import NOTHING, Words, enter
from service.cases import Cases, case_journey
from service.clock import day_in
from service.contacts import hinted_contact
from service.definitions.model_workflow import CaseState, Move
from service.drafts import Draft, Drafts, Overtaken, contacts_in
from service.letters import PREVIEW, Letters
from service.messages import Asks, LetterNotMade, Notice, Officer
from service.notices import FOLLOW_UP, PAPERS, Notices, take_back
from service.office_messages import Attendance, Deed, Telling
from service.prompts import Prompts
from service.references import grouped
from service.satisfaction import Satisfaction
from service.store import cases as rows
from service.store import events
from service.store.database import Connection
from service.store.records import CaseRecord, EventKind, EventRecord
from service.workflow import StateWords, decided, entering, moves_for, state_of, tells, workflow_of

NOTICE_LIVES = timedelta(days=3)
"""A message about a case that nobody could carry for so long would only confuse."""
LONGEST_WORDS = 1_000
"""Characters of what an officer writes."""
OFFICE = "office"
"""Where events say that it happened: at no door of the citizens."""

Write = Callable[[Connection], None]

log = logging.getLogger(__name__)


class NotAllowed(Exception):
    """This officer may not do this, or not to this case. Doors answer 403."""


class Changed(Overtaken):
    """Somebody has changed the case since it was shown: look again before doing anything to it. Doors answer 409."""


class NotDone(ValueError):
    """What was wanted cannot be done as it was said; why, in a word for which the page has a sentence.

    `reason`, `words`, `long`, `message`, `contact`, `office`, `colleague`, `letter`, `arrived`, `nothing`, `undo`,
    `early`, `appointment`.
    """


@dataclass(frozen=True)
class Case:
    """A case with its draft, as they stood together."""

    record: CaseRecord
    draft: Draft

    @property
    def state(self) -> CaseState:
        return state_of(self.draft.definition, self.record.status)


@dataclass(frozen=True)
class PutOff:
    """When the owner of a case is told of a deed, and by which purpose that can be taken back until then."""

    until: datetime | None = None
    purpose: str = ""


AT_ONCE = PutOff()


@dataclass(frozen=True)
class Casework:
    drafts: Drafts
    prompts: Prompts
    notices: Notices
    audit: Audit
    cases: Cases
    letters: Letters
    satisfaction: Satisfaction

    # --- who may ----------------------------------------------------------------------------------------------

    def office_of(self, record: CaseRecord) -> str:
        """Who handles a case: the office that it was referred to, else its service's own as it is served now."""
        if record.office:
            return record.office
        served = self.drafts.shelf.current(record.service)
        return served.model.office if served is not None else ""

    def is_for(self, officer: Officer, record: CaseRecord) -> bool:
        """Whether a case is one of the officer's office."""
        return officer.office in ("", self.office_of(record))

    def _move(self, officer: Officer, case: Case, to: str) -> Move:
        """Raises NotAllowed where the workflow has no such move, or not for them."""
        move = next((each for each in moves_for(officer, case.state) if each.to == to), None)
        if move is None:
            raise NotAllowed
        return move

    def _short_enough(self, words: Words) -> None:
        if len(words.words) > LONGEST_WORDS:
            raise NotDone("long")

    # --- deeds ------------------------------------------------------------------------------------------------

    def moved(
        self,
        officer: Officer,
        case: Case,
        to: str,
        seen: int,
        words: Words = NOTHING,
        off: PutOff = AT_ONCE,
    ) -> Write:
        """Its owner is told at once, or later.

        Raises NotAllowed, Changed, and NotDone where the reason is missing or the letter cannot be made.
        """
        if seen != case.record.version:
            raise Changed
        move = self._move(officer, case, to)
        self._short_enough(words)
        if move.reason and not words.words.strip():
            raise NotDone("reason")
        state = state_of(case.draft.definition, to)
        issue, title = self._letter(case, state, words)
        now = self.drafts.clock()
        changed = entering(case.record, state, now, day_in(self.drafts.timezone, now))
        if not case.record.assigned:
            changed["assigned"] = officer.name
        said = self._said(case, state, words)
        if title:
            said += " " + self.letters.how_to_get(title, case.record.reference, case.record.language)
        reminding, post = self.reminding(case, state), None
        if tells(case.state, state):
            post = self._post(case, said, self._asks(case, state), off)

        def write(connection: Connection) -> None:
            self._change(connection, case, **changed)
            self._enter(connection, officer, case, "moved", to, words)
            if state.end:
                self.cases.appointments.ended(connection, case.draft)
            events.add(connection, [self._moved(case, state)])
            take_back(connection, case.draft.id, PAPERS)
            for each in (issue, post, *reminding):
                if each is not None:
                    each(connection)

        return write

    def reminding(self, case: Case, state: CaseState) -> list[Write]:
        """What reminds its owner that they are waited for, or of papers that are still missing."""
        draft, language = case.draft, case.record.language
        if state.end:
            return []
        pending = self.cases.checklist.pending(draft.definition, case_journey(draft), language)
        missing = self.cases.reminders.missing(pending, language)
        said = self._say(case, state, language) if state.waits and not missing else missing
        return self.cases.reminders.of_papers(
            draft, case.record.reference, said, language, self.drafts.clock()
        )

    def _letter(self, case: Case, state: CaseState, words: Words) -> tuple[Write | None, str]:
        """What issues the letter of a state, and its title; nothing for a state without one. Raises NotDone."""
        if state.letter is None:
            return None, ""
        letter = self.letters.written(case.record, case.draft, state, self._marked(case, words))
        try:
            return self.letters.issuing(case.record, case.draft, letter, state.code), letter.title
        except LetterNotMade as error:
            log.warning("no letter can be made here: %s", error)
            raise NotDone("letter") from error

    def letter_of_move(self, officer: Officer, case: Case, to: str, words: Words) -> bytes | None:
        """The letter as it would go out with a move, marked as not sent; None for a move without one.

        Raises NotAllowed, NotDone.
        """
        self._move(officer, case, to)
        self._short_enough(words)
        state = state_of(case.draft.definition, to)
        if state.letter is None:
            return None
        reason = self._marked(case, words)
        try:
            return self.letters.on_paper(
                self.letters.written(case.record, case.draft, state, reason, PREVIEW)
            )
        except LetterNotMade as error:
            raise NotDone("letter") from error

    def assigned(self, officer: Officer, case: Case, to: str) -> Write:
        """To a colleague, or with an empty name to nobody; whoever does it may always take a case on themselves."""

        def write(connection: Connection) -> None:
            self._change(connection, case, assigned=to)
            self._enter(connection, officer, case, "assigned", to)

        return write

    def referred(self, officer: Officer, case: Case, office: str) -> Write:
        """To another office: its owner keeps the reference, and nobody there handles it yet."""
        if office not in self.prompts.town.offices or office == self.office_of(case.record):
            raise NotDone("office")

        def write(connection: Connection) -> None:
            self._change(connection, case, office=office, assigned="")
            self._enter(connection, officer, case, "referred", office)

        return write

    def noted(self, officer: Officer, case: Case, words: Words) -> Write:
        """For colleagues only; the citizen never sees it."""
        self._short_enough(words)
        if not words.words.strip():
            raise NotDone("words")
        return lambda connection: self._enter(connection, officer, case, "noted", "", words)

    def attended(self, officer: Officer, case: Case, number: int, attendance: Attendance) -> Write:
        """Whether the citizen came to the appointment of that number, or nothing: what was noted is taken back.

        Twice is once, and the last word holds. Raises Changed where it is another time by now, and NotDone where its
        time has not come, or there is none.
        """
        record = self.cases.appointments.standing(case.draft)
        if record is None:
            raise NotDone("appointment")
        if number != record.sequence:
            raise Changed
        if not self.cases.appointments.has_begun(record):
            raise NotDone("early")
        if attendance == record.attendance:
            return lambda connection: None
        happened = replace(self.event(case, attendance or "unnoted", record.path), attempt=record.sequence)

        def write(connection: Connection) -> None:
            try:
                self.cases.appointments.attended(connection, record, attendance)
            except Overtaken as error:
                raise Changed from error
            self._enter(connection, officer, case, "attended", attendance)
            events.add(connection, [happened])

        return write

    def told(self, officer: Officer, case: Case, message: str, words: Words = NOTHING) -> Write:
        """A prepared message by its code, or the officer's own words. Raises NotDone where nobody would get it."""
        self._short_enough(words)
        said = self._message(case, message, words, case.record.language)
        if not said:
            raise NotDone("words")
        post = self._post(case, said)
        if post is None:
            raise NotDone("contact")

        def write(connection: Connection) -> None:
            self._enter(connection, officer, case, "told", message, words)
            assert post is not None
            post(connection)

        return write

    def telling_of_words(self, case: Case, message: str, words: Words, language: str) -> Telling:
        """What a message would tell its owner, and what that means in the officer's language. Raises NotDone."""
        self._short_enough(words)
        told = self._message(case, message, words, case.record.language)
        if not told:
            raise NotDone("words")
        place = f"workflow.messages.{message}"
        name = case.draft.definition.text(f"{place}.name", language) if message else ""
        meant = self._message(case, message, words, language)
        return Telling(name, told, meant, case.record.language, self.reach(case.draft), reason=False)

    # --- what is told -----------------------------------------------------------------------------------------

    def telling_of_move(self, officer: Officer, case: Case, to: str, language: str) -> Telling:
        """What a move would tell its owner. Raises NotAllowed."""
        move = self._move(officer, case, to)
        state = state_of(case.draft.definition, to)
        name = StateWords(self.prompts, case.draft.definition, language).move(case.state, move)
        told = self._say(case, state, case.record.language) if tells(case.state, state) else ""
        letter = (
            self.letters.written(case.record, case.draft, state, "").title if state.letter is not None else ""
        )
        return Telling(
            name,
            told,
            self._say(case, state, language) if told else "",
            case.record.language,
            self.reach(case.draft),
            move.reason,
            letter,
        )

    def reach(self, draft: Draft) -> str:
        """Where a message to its owner would go, as a hint; empty where none can."""
        return next(map(hinted_contact, self._reachable(draft)), "")

    def _reachable(self, draft: Draft) -> list[str]:
        """The contacts of a case's owner to which somebody carries messages."""
        return [each for each in contacts_in(draft) if each.partition(":")[0] in self.notices.carried]

    def _say(self, case: Case, state: CaseState, language: str) -> str:
        scope = case_journey(case.draft).scope
        return StateWords(self.prompts, case.draft.definition, language).say(state, scope)

    def _said(self, case: Case, state: CaseState, words: Words) -> str:
        return " ".join(
            filter(None, (self._say(case, state, case.record.language), self._marked(case, words)))
        )

    def _message(self, case: Case, message: str, words: Words, language: str) -> str:
        known = {each.code for each in workflow_of(case.draft.definition).messages}
        prepared = ""
        if message:
            if message not in known:
                raise NotDone("message")
            place, scope = f"workflow.messages.{message}.say", case_journey(case.draft).scope
            prepared = self.prompts.filled(case.draft.definition, place, scope, language)
        return " ".join(filter(None, (prepared, self._marked(case, words))))

    def _marked(self, case: Case, words: Words) -> str:
        """What an officer wrote, with the name of its language where its owner reads another one."""
        text = words.words.strip()
        if not text or words.language in ("", case.record.language):
            return text
        name = self.prompts.wording(case.record.language).locale.languages.get(words.language, words.language)
        return f"[{name}] {text}"

    def _asks(self, case: Case, state: CaseState) -> Asks | None:
        """What its owner is asked once it is done, where their line is free for a question."""
        language, reference = case.record.language, case.record.reference
        question = StateWords(self.prompts, case.draft.definition, language).follow_up(state)
        if not question:
            asked = state.end and self.satisfaction.is_open(case.draft, "decided")
            return self.satisfaction.asks_in_a_line(reference, language) if asked else None
        answer = self.prompts.wording(language).say("Answer yes or no.")
        return Asks(FOLLOW_UP, f"{question} {answer}", reference)

    def _post(self, case: Case, said: str, asks: Asks | None = None, off: PutOff = AT_ONCE) -> Write | None:
        """Puts a message to the case's owner into the outbox; None where nothing reaches them."""
        draft, language = case.draft, case.record.language
        contacts = self._reachable(draft)
        if not contacts:
            return None
        title = draft.definition.text("title", language)
        say = self.prompts.wording(language).say
        words = say(
            "{title}, {reference}: {words}", title=title, reference=grouped(case.record.reference), words=said
        )
        notice = Notice(contacts[0], title, words, language, others=tuple(contacts[1:]), asks=asks)
        ends_at = self.drafts.clock() + NOTICE_LIVES
        return self.notices.posting(
            draft,
            notice,
            ends_at,
            off.until,
            purpose=off.purpose,
            reference=case.record.reference,
            awaited=False,
        )

    # --- what is written --------------------------------------------------------------------------------------

    def _change(self, connection: Connection, case: Case, **columns: Any) -> None:
        if not rows.change(connection, case.record, **columns):
            raise Changed

    def _enter(
        self,
        connection: Connection,
        officer: Officer,
        case: Case,
        deed: Deed,
        about: str,
        words: Words = NOTHING,
    ) -> None:
        reference = case.record.reference
        enter(connection, case.draft, reference, self.drafts.clock(), officer.name, deed, about, words)
        self.audit.note(connection, officer.name, officer.office, deed, reference, about)

    def _moved(self, case: Case, state: CaseState) -> EventRecord:
        """That a case came to a state; at an end, whether in the time that was promised and in how many days."""
        moved, record, zone = self.event(case, "moved", state.code), case.record, self.drafts.timezone
        if not state.end or case.state.end:
            return moved
        today = day_in(zone, moved.at)
        days = (today - day_in(zone, record.submitted_at)).days
        return replace(moved, attempt=days, outcome=decided(record, today))

    def event(self, case: Case, kind: EventKind, path: str) -> EventRecord:
        """For the evidence: that a case came further, never which one."""
        draft = case.draft
        return EventRecord(
            journey=draft.record.journey,
            service=draft.record.service,
            version=draft.definition.version,
            revision=draft.definition.revision,
            door=OFFICE,
            language=case.record.language,
            kind=kind,
            at=self.drafts.clock(),
            path=path,
            simulated=draft.record.simulated,
        )
