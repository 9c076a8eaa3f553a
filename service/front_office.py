"""What citizens can do, at whatever door: the only way in for every door.

Every verb takes a Visitor and gives back a Turn in finished words. Nothing here knows how a door looks, and
nothing here sends anything. Writing verbs commit before they return.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass

from service.accesses import Accesses
from service.cases import Cases, Decided
from service.catalogue import Catalogue
from service.changes import anew
from service.controls import control as control
from service.controls import language_of
from service.conversation import Conversation
from service.definitions.definition import Definition
from service.definitions.versions import Shelf
from service.describing import Describing
from service.descriptions import ServiceDescription
from service.drafts import Draft, Drafts, Overtaken
from service.handover import HandOvers, is_saved, read_secret
from service.interview import Interview
from service.lodging import Lodging
from service.messages import (
    HandOver,
    Keeping,
    Look,
    Parts,
    Problem,
    Problems,
    Prompt,
    Reading,
    Receipt,
    Recognised,
    Reply,
    Saved,
    ServiceSummary,
    Status,
    Turn,
    Value,
    Visitor,
    Waiting,
)
from service.papers import Papers
from service.receipts import Receipts
from service.references import grouped, read_reference
from service.satisfaction import PASSED_OVER as PASSED_OVER
from service.satisfaction import Given
from service.saving import Saving
from service.store.database import Database, Unavailable
from service.store.database import NoRoom as NoRoom
from service.store.records import CaseRecord
from service.throttle import TooManyTries as TooManyTries
from service.tracking import Tracking

BUSY = (Overtaken, Unavailable)
"""What a verb raises when it could not be done just now, though nothing is wrong with it: doors answer 503."""


class NoSuchDraft(LookupError):
    """There is no such draft (any more): never begun, or expired and deleted. Doors answer 404 or 410."""


class NoSuchService(LookupError):
    """No service of that code is offered. Doors answer 404."""


@dataclass(frozen=True)
class FrontOffice:
    """The verbs of a citizen.

    A draft is named by what the last turn about it gave (`Turn.draft`); doors keep it secret. Where the draft has moved
    to another door since, every verb only says so: a `choose` prompt by which it can be brought back, or a `say`
    where it is finished.
    """

    database: Database
    shelf: Shelf
    drafts: Drafts
    interview: Interview
    cases: Cases
    tracking: Tracking
    lodging: Lodging
    hand_overs: HandOvers
    saving: Saving
    conversation: Conversation
    catalogue: Catalogue
    receipts: Receipts
    accesses: Accesses
    papers: Papers
    describing: Describing

    def services(self, visitor: Visitor) -> list[ServiceSummary]:
        """What the town offers, in the order of the configuration; closed services too, drafts never."""
        return self.catalogue.all(visitor)

    def service(self, code: str, visitor: Visitor) -> ServiceSummary:
        """One service for its start page. Raises NoSuchService."""
        return self.catalogue.summary(self._definition(code), visitor)

    def descriptions(self) -> tuple[ServiceDescription, ...]:
        """What the services are, for programs, in every language at once; closed services too, drafts never."""
        return self.describing.all()

    def description(self, code: str) -> ServiceDescription:
        """The same of one service. Raises NoSuchService."""
        return self.describing.described(self._definition(code))

    def languages(self, visitor: Visitor) -> Prompt | None:
        """Which language? None where the town speaks only one."""
        return self.conversation.reception.menus.languages(visitor)

    def language_named(self, words: str) -> str:
        """The town's language that is meant: by its name in any of them, or by its own word for "language"."""
        menus = self.conversation.reception.menus
        return menus.language_named(words) or menus.language_named(language_of(words))

    def begin(self, service: str, visitor: Visitor) -> Turn:
        """Make a draft and ask the first question. A closed service gives a `say` and no draft."""
        definition = self._definition(service)
        closed = self.catalogue.closed(definition, visitor)
        if closed is not None:
            return Turn(prompt=closed, language=visitor.language)
        decided, _ = self.interview.begin(definition, visitor)
        return self._written(decided)

    def ask(self, draft: str, visitor: Visitor, path: str = "") -> Turn:
        """The prompt for a question on the way (to change it), or where the journey stands; writes nothing.

        A path that is not on the way gives the prompt where the journey stands. After the last question that
        is `check`; after submission `done`; after an outcome `say`.
        """
        return self._look(draft, visitor, lambda found: self.interview.ask(found, visitor, path))

    def answer(self, draft: str, path: str, parts: Parts | Reading, seen: int, visitor: Visitor) -> Turn:
        """Take an answer to the question at `path`, shown when the draft had version `seen`.

        `parts` holds what was entered by `Part.name`, for a prompt with `together` for all of its prompts; or it
        reads that, given the prompt.
        Refused words come back as the same prompt with a Problem and what was entered. Where somebody has
        answered the same question since `seen`, nothing is stored and both values are put before the person.
        """
        return self._decide(
            draft, visitor, lambda found: self.interview.answer(found, path, parts, seen, visitor)
        )

    def skip(self, draft: str, path: str, visitor: Visitor, seen: int | None = None) -> Turn:
        """Leave an optional question unanswered, or promise a `later` paper; refused for any other.

        `seen` as for `answer`; without it whatever stands there now is left out.
        """
        return self._decide(draft, visitor, lambda found: self.interview.skip(found, path, visitor, seen))

    def remove(self, draft: str, path: str, visitor: Visitor) -> Turn:
        """Take one item out of a repeat again; `path` is that of any question in it."""
        return self._decide(draft, visitor, lambda found: self.interview.remove(found, path, visitor))

    def back(self, draft: str, visitor: Visitor, path: str = "") -> Turn:
        """The question before `path` (before where the journey stands); the first one stays; writes nothing."""
        return self._look(draft, visitor, lambda found: self.interview.back(found, visitor, path))

    def review(self, draft: str, visitor: Visitor) -> Turn:
        """The check-answers prompt, or the next question where the journey is not complete; writes nothing."""
        return self._look(draft, visitor, lambda found: self.interview.standing(found, visitor))

    def submit(self, draft: str, seen: int, visitor: Visitor) -> Turn:
        """Make the draft a case: a `done` prompt with its receipt. Twice gives the same receipt again.

        Where something was changed since `seen`, or a rule about dates no longer holds, the turn asks again.
        """
        return self._decide(draft, visitor, lambda found: self.interview.submit(found, seen, visitor))

    def prove(self, draft: str, visitor: Visitor) -> Turn:
        """Send a code to the draft's contact, and ask for it: it shows the answers that are hidden at this door.

        Where it would show none (`Prompt.provable`), nothing is sent.
        """
        return self._decide(draft, visitor, lambda found: self.interview.show_hidden(found, visitor))

    def hand_over(self, draft: str, visitor: Visitor, contact: str | None = None) -> HandOver | None:
        """A code and a link to go on with a draft at another door; None where this door has nothing to hand over.

        The draft stays here until one of them is taken. Those that this door gave before end. The link is sent to
        `contact` too, a mobile number or an email address as somebody wrote it, or the offer tells the problem.
        """

        def offered() -> HandOver | None:
            found, here = self._held(draft)
            if not here or found.record.state != "open":
                return None
            offer, decided = self.hand_overs.offered(found, visitor, contact)
            self._written(decided)
            return offer

        return anew(offered)

    def recognise(self, given: str) -> Recognised | None:
        """Whether it is a reference, a code or a link at all; no try is counted, for it may be none of ours."""
        reference = read_reference(given)
        if reference is not None:
            return Recognised("reference", grouped(reference))
        return Recognised("code", given) if read_secret(given) else None

    def waiting(self, given: str, visitor: Visitor) -> Waiting | None:
        """What waits behind a code or a link; looking takes nothing. None for one that is not good (any more).

        Raises TooManyTries.
        """
        if is_saved(given):
            return self.saving.waiting(given, visitor)
        return self.hand_overs.waiting(given, visitor)

    def take_over(self, given: str, visitor: Visitor) -> Turn | None:
        """Go on here with the draft behind a code or a link, which then is used up; None as for `waiting`.

        `Turn.draft` is what this door holds it by; the door that it left has it no longer. Raises TooManyTries.
        """

        def taken() -> Turn | None:
            decided = self.hand_overs.taken(given, visitor)
            return self._written(decided) if decided is not None else None

        return anew(taken)

    def single_question(self, given: str, visitor: Visitor) -> Turn | None:
        """The one question behind a link that a line gave for it, to be asked here; a `say` once it is answered.

        Looking takes nothing. None where it is no such link, or not any more: it may hand over a whole draft.
        """
        return self.conversation.single_questions.asked(given, visitor)

    def answer_single(self, given: str, entered: Reading, visitor: Visitor) -> Turn | None:
        """Answer it: the same prompt with a problem, or a `say`, and the line goes on by itself. None as above."""

        def answered() -> Turn | None:
            decided = self.conversation.single_questions.answered(given, entered, visitor)
            return self._written(decided) if decided is not None else None

        return anew(answered)

    def keeping(self, draft: str, visitor: Visitor) -> Keeping | None:
        """How long a draft is kept, and whether there is a saved code; None where this door does not hold it."""
        found, here = self._held(draft)
        return self.saving.keeping(found, visitor) if here and found.record.state == "open" else None

    def save(self, draft: str, second: str, contact: str, visitor: Visitor) -> Saved | Problem | None:
        """A code to come back with, that opens only with `second`, a word or number of the person's own.

        It is sent to `contact` (as somebody wrote it; may be empty). The one before opens nothing any more. None
        where this door does not hold the draft. `Problem.part` is `second` or `contact`.
        """

        def saved() -> Saved | Problem | None:
            found, here = self._held(draft)
            if not here or found.record.state != "open":
                return None
            made, decided = self.saving.saved(found, second, contact, visitor)
            if decided is not None:
                self._written(decided)
            return made

        return anew(saved)

    def send_receipt(self, draft: str, contact: str, visitor: Visitor) -> str | Problem | None:
        """The reference of the case that this door has just made, to a contact as somebody wrote it, in one message.

        Gives the contact as its owner writes it. None where there is no such case at this door.
        """

        def sent() -> str | Problem | None:
            found, here = self._held(draft)
            if not here or found.record.state != "submitted":
                return None
            told, decided = self.receipts.sent(found, contact, visitor)
            if decided is not None:
                self._written(decided)
            return told

        return anew(sent)

    def do_away(self, draft: str) -> None:
        """The saved code of a draft that this door holds opens nothing any more."""
        found, here = self._held(draft)
        if here:
            self._written(self.saving.done_away(found))

    def open_saved(self, given: str, second: str, visitor: Visitor) -> Turn | Problem | None:
        """As `take_over`, by a saved code and the word or number chosen with it; a problem where that is another."""

        def opened() -> Turn | Problem | None:
            decided = self.saving.opened(given, second, visitor)
            return self._written(decided) if isinstance(decided, Decided) else decided

        return anew(opened)

    def let_go(self, draft: str) -> None:
        """Whoever used this door has left it. The draft stays as it is, for whoever has its code."""

    def bring_back(self, draft: str, visitor: Visitor) -> Turn:
        """Go on at a door that the draft has left; where it is held already, or finished, that is said."""

        def brought() -> Turn:
            found, here = self._held(draft)
            if here:
                return self.interview.standing(found, visitor)
            return self._written(self.hand_overs.brought_back(found, visitor))

        return anew(brought)

    def paper(self, draft: str, visitor: Visitor) -> Turn:
        """A draft as one page of all its questions, filled in as far as it is; writes nothing."""
        return self._look(draft, visitor, lambda found: self.papers.shown(found, visitor))

    def type_in(
        self, draft: str, entered: Reading, seen: int, visitor: Visitor, reader: str, *, send: bool
    ) -> Turn:
        """Take what was typed on that page: it comes back with a problem beside each question that has one.

        With `send` and without problems it becomes a case, or ends in an outcome. `reader` is the language in which
        the citizen is written to; `visitor.language` that of who types.
        """
        return self._decide(
            draft,
            visitor,
            lambda found: self.papers.typed(found, entered, seen, visitor, reader, send=send),
        )

    def lodge(
        self, service: str, answers: Mapping[str, Value], key: str, visitor: Visitor
    ) -> Receipt | Problems:
        """A whole case at once with the same checks; `key` makes it idempotent. Values as in `cases show`."""
        definition = self._definition(service)
        closed = self.catalogue.closed(definition, visitor)
        if closed is not None:
            return self.cases.lodged(service, key) or Problems((Problem("closed", closed.words),))

        def lodged() -> Receipt | Problems:
            decided = self.lodging.lodge(definition, answers, key, visitor)
            if isinstance(decided, Receipt | Problems):
                return decided
            turn = self._written(decided)
            assert turn.prompt is not None
            assert turn.prompt.receipt is not None
            return turn.prompt.receipt

        return anew(lodged)

    def track(self, reference: str, proof: str, visitor: Visitor) -> Status | None:
        """Where a case stands. None for an unknown reference and for a wrong proof, after the same work.

        `proof` is the status code, or what else the service names; that shows the status and allows nothing.
        """
        return self.tracking.tracked_by(reference, proof, visitor)

    def how_it_went(self, draft: str, visitor: Visitor) -> Prompt | None:
        """What whoever has just sent a draft is asked about how it went; None where nothing is, or not any more.

        Raises NoSuchDraft.
        """
        found, here = self._held(draft)
        return self.tracking.how_it_went(found, visitor) if here else None

    def say_how_it_went(self, draft: str, answer: str, visitor: Visitor) -> None:
        """Count an answer to that, or pass the questions over with `skip`; anything else is none. Twice is once."""
        found, here = self._held(draft)
        if here:
            self._count(self.tracking.said_how_it_went(found, answer, visitor))

    def say_how_it_was_decided(self, reference: str, proof: str, answer: str, visitor: Visitor) -> None:
        """The same of `Status.satisfaction`, for who proves that the case is theirs."""
        found = self.tracking.proven(reference, proof, visitor)
        if found is not None and self.tracking.is_decided(*found):
            self._count(self.tracking.satisfaction.answered(found[1], "decided", answer, visitor))

    def _count(self, given: Given | None) -> None:
        if given is not None:
            with self.database.writing() as connection:
                given.write(connection)

    def ask_status(self, reference: str, proof: str, visitor: Visitor) -> Status | None:
        """As `track`, for who asks just now and is not shown it again: that somebody had to ask is evidence."""
        found = self.tracking.asked_by(reference, proof, visitor)
        if found is None:
            return None
        status, write = found
        with suppress(Unavailable), self.database.writing() as connection:  # a full town is read on
            write(connection)
        return status

    def tracked(self, words: str, visitor: Visitor) -> str:
        """The same for a line of words, `STATUS K7QF-2M9X-V 123456`: a sentence, whatever comes of it.

        With a number and an answer behind that, one of `Status.correctable` is answered anew.
        """
        return anew(lambda: self._written(self.conversation.enquiries.answered(words, visitor))).said[0]

    def supply(self, reference: str, proof: str, path: str, parts: Parts, visitor: Visitor) -> Turn | None:
        """Hand in a pending paper after submission. None as for `track`."""
        return self._decide_on_case(
            reference,
            proof,
            visitor,
            lambda case, found: self.tracking.supply(case, found, path, parts, visitor),
        )

    def follow_up(self, reference: str, proof: str, well: bool, visitor: Visitor) -> Turn | None:
        """Answer the question of `Status.follow_up`. None as for `track`."""
        return self._decide_on_case(
            reference,
            proof,
            visitor,
            lambda case, found: self.tracking.followed_up(case, found, well, visitor),
        )

    def correct(self, reference: str, proof: str, path: str, parts: Parts, visitor: Visitor) -> Turn | None:
        """Answer one of `Status.correctable` anew, after submission. None as for `track`."""
        return self._decide_on_case(
            reference,
            proof,
            visitor,
            lambda case, found: self.tracking.correction(case, found, path, parts, visitor),
        )

    def letter(self, reference: str, proof: str, name: str, visitor: Visitor) -> bytes | None:
        """The PDF of one of `Status.letters`. None as for `track`, and where there is none of that name."""
        found = self.tracking.proven(reference, proof, visitor)
        return self.tracking.letter(*found, name) if found is not None else None

    def looks(self, reference: str, proof: str, visitor: Visitor) -> list[Look] | None:
        """Who of the town opened the case and why, the latest first. None as for `track`, by the status code only."""
        found = self.tracking.proven(reference, proof, visitor)
        return self.accesses.told(found[0].reference, visitor.language) if found is not None else None

    def withdraw(self, reference: str, proof: str, visitor: Visitor) -> Turn | None:
        """Take a case back. None as for `track`."""
        return self._decide_on_case(
            reference, proof, visitor, lambda case, found: self.tracking.withdrawal(case, found, visitor)
        )

    def other_times(self, reference: str, proof: str, visitor: Visitor) -> Prompt | None:
        """The question to which time an appointment shall be moved. None as for `track`, and where it cannot be."""
        found = self.tracking.proven(reference, proof, visitor)
        return self.tracking.choosing_time(*found, visitor) if found is not None else None

    def move_appointment(self, reference: str, proof: str, parts: Parts, visitor: Visitor) -> Turn | None:
        """To another time; refused words come back as the same prompt with a Problem. None as for `track`."""
        return self._decide_on_case(
            reference,
            proof,
            visitor,
            lambda case, found: self.tracking.moved_time(case, found, parts, visitor),
        )

    def cancel_appointment(self, reference: str, proof: str, visitor: Visitor) -> Turn | None:
        """Call an appointment off; the case stays. None as for `track`."""
        return self._decide_on_case(
            reference, proof, visitor, lambda case, found: self.tracking.cancelled_time(case, found, visitor)
        )

    def confirm_appointment(self, reference: str, proof: str, visitor: Visitor) -> Turn | None:
        """Say that one comes. None as for `track`."""
        return self._decide_on_case(
            reference, proof, visitor, lambda case, found: self.tracking.confirmed_time(case, found, visitor)
        )

    def calendar_file(self, reference: str, proof: str, visitor: Visitor) -> bytes | None:
        """The appointment for one's own calendar (RFC 5545); None as for `track`, and where there is none."""
        found = self.tracking.proven(reference, proof, visitor)
        return (
            self.tracking.cases.appointments.invitation(found[1], visitor.language)
            if found is not None
            else None
        )

    def calendar_file_of(self, draft: str, visitor: Visitor) -> bytes | None:
        """The same for the case that this door has just made of a draft."""
        found, here = self._held(draft)
        if not here or found.record.state != "submitted":
            return None
        return self.tracking.cases.appointments.invitation(found, visitor.language)

    def hear(self, reply: Reply, visitor: Visitor) -> Turn:
        """A person on a line said something: the lenient way in. The same delivery gives the same Turn.

        `visitor.line` says who and where; language, active draft and what was asked last are remembered.
        """
        return anew(lambda: self.conversation.hear(reply, visitor))

    def _look(self, draft: str, visitor: Visitor, look: Callable[[Draft], Turn]) -> Turn:
        found, here = self._held(draft)
        return look(found) if here else self.hand_overs.left(found, visitor, draft)

    def _decide(self, draft: str, visitor: Visitor, decide: Callable[[Draft], Decided]) -> Turn:
        """Decide on the draft as it stands and write what follows."""

        def decided() -> Turn:
            found, here = self._held(draft)
            if not here:
                return self.hand_overs.left(found, visitor, draft)
            return self._written(decide(found))

        return anew(decided)

    def _decide_on_case(
        self,
        reference: str,
        proof: str,
        visitor: Visitor,
        decide: Callable[[CaseRecord, Draft], Decided],
    ) -> Turn | None:
        """The same for a case that was submitted; None where it is not proven."""

        def decided() -> Turn | None:
            found = self.tracking.proven(reference, proof, visitor)
            return self._written(decide(*found)) if found is not None else None

        return anew(decided)

    def _written(self, decided: Decided) -> Turn:
        if decided.write is not None:
            with self.database.writing() as connection:
                decided.write(connection)
        return decided.turn

    def _held(self, draft: str) -> tuple[Draft, bool]:
        found = self.drafts.held(draft)
        if found is None:
            raise NoSuchDraft  # without its id, which is a secret and would be logged
        return found

    def _definition(self, code: str) -> Definition:
        definition = self.shelf.current(code)
        if definition is None or definition.model.state.is_ == "draft":
            raise NoSuchService(code)
        return definition
