"""What its owner can do with a case: ask where it stands, hand in a paper, correct, take it back, say how it went.

Reference and status code prove the right to it. What officers do is `casework`.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from service.appointments import Arranged
from service.case_history import NOTHING, OWNER, Corrected, Words, enter, written_in
from service.cases import Cases, Decided, case_journey, case_of, pending_steps
from service.changes import Changes
from service.clock import day_in
from service.definitions.model_workflow import CaseState
from service.drafts import Draft, Drafts, Overtaken
from service.journey import Journey, Step
from service.judging import Judge
from service.letters import Letters
from service.messages import Parts, Problem, Prompt, Status, Turn, Visitor
from service.notices import PAPERS, take_back
from service.prompts import Prompts
from service.questions.reading import digits_in
from service.references import grouped, read_reference
from service.satisfaction import Given, Satisfaction
from service.store import case_entries
from service.store import cases as rows
from service.store.database import Connection
from service.store.records import CaseRecord
from service.throttle import Throttle
from service.workflow import WITHDRAWN, StateWords, entering, state_of

Write = Callable[[Connection], None]


@dataclass(frozen=True)
class Tracking:
    drafts: Drafts
    prompts: Prompts
    judge: Judge
    cases: Cases
    letters: Letters
    satisfaction: Satisfaction
    throttle: Throttle
    """Bounds guessing by reference."""
    sources: Throttle
    """The same by source, apart: many sources must not make a reference's tries forgotten."""

    def asked_by(self, reference: str, proof: str, visitor: Visitor) -> tuple[Status, Write] | None:
        """The same as `tracked_by`, and what notes for the evidence that somebody had to ask."""
        found = self.proven(reference, proof, visitor, named=True)
        if found is None:
            return None
        changes = Changes(self.drafts, found[1], visitor)
        changes.note("status")
        return self._shown(*found, proof, visitor), changes.write

    def tracked_by(self, reference: str, proof: str, visitor: Visitor) -> Status | None:
        """Where a case stands, by the status code or by what else its service names: that tells, and allows nothing."""
        proven = self.proven(reference, proof, visitor, named=True)
        if proven is None:
            return None
        return self._shown(*proven, proof, visitor)

    def _shown(self, record: CaseRecord, draft: Draft, proof: str, visitor: Visitor) -> Status:
        status = self.status(record, draft, visitor)
        if not self._is_code(record.reference, proof, record.status_code):
            return replace(
                status,
                pending=(),
                withdrawable=False,
                follow_up="",
                satisfaction=None,
                letters=(),
                correctable=(),
                helped=(),
                appointment=None,
            )
        return replace(status, words=" ".join(filter(None, (status.words, self._reason(record, draft)))))

    def _reason(self, record: CaseRecord, draft: Draft) -> str:
        """What the officer wrote who brought the case to where it is."""
        with self.drafts.database.reading() as connection:
            entries = case_entries.of_case(connection, record.reference)
        last = next((each for each in reversed(entries) if each.deed == "moved"), None)
        return written_in(draft, last).words if last is not None else ""

    def _is_code(self, name: str, proof: str, stored: str) -> bool:
        return self.drafts.vault.matches("status code", f"{name}:{digits_in(proof)}", stored)

    def _is_named(self, name: str, proof: str, stored: list[str]) -> bool:
        known = self.drafts.vault.hashes("status proof", f"{name}:{digits_in(proof)}")
        return any(hmac.compare_digest(one, other) for one in known for other in stored)

    def proven(
        self, reference: str, proof: str, visitor: Visitor, *, named: bool = False
    ) -> tuple[CaseRecord, Draft] | None:
        """The case of a reference if the status code is its own; an unknown one costs the same work.

        `named`: what else the service names is as good. It is short and known to others, so it must change nothing.
        Raises TooManyTries where this reference was tried with wrong codes too often, or where too much was tried
        from one source. What is no reference at all, as its check letter tells everybody, can be nobody's.
        """
        source = visitor.line.contact if visitor.line else visitor.source
        if source:
            self.sources.ask(source)
        name = read_reference(reference)
        if name is None:
            return None
        self.throttle.ask(name)
        with self.drafts.database.reading() as connection:
            record = rows.get(connection, name)
        stored = record.status_code if record else self.drafts.vault.hashed("status code", "nobody's")
        right = [
            self._is_code(name, proof, stored),
            self._is_named(name, proof, record.proofs if record else []),
        ]
        if record is None or not (right[0] or (named and right[1])):
            return None
        self.throttle.right(name)
        if source:
            self.sources.right(source)
        return case_of(self.drafts, record.reference)

    def status(self, record: CaseRecord, draft: Draft, visitor: Visitor) -> Status:
        wording, definition = self.prompts.wording(visitor.language), draft.definition
        at, state = state_of(definition, record.status), case_journey(draft)
        words = StateWords(self.prompts, definition, visitor.language).say(at, state.scope)
        if not at.end and not at.waits and record.due_on is not None:
            words += " " + wording.say("You will hear from us by {day}.", day=wording.date(record.due_on))
        pending = tuple(self.prompts.alone(definition, state, step, visitor) for step in pending_steps(state))
        return Status(
            reference=grouped(record.reference),
            title=definition.text("title", visitor.language),
            words=words,
            submitted_on=wording.day_of(record.submitted_at),
            pending=pending if may_supply(record, draft) else (),
            withdrawable="withdrawal" in at.allows and not at.end,
            helped=self.cases.helping.told(draft, visitor.language),
            appointment=self.cases.appointments.shown(draft, at, visitor.language),
            follow_up=self._asked_back(record, draft, at, visitor),
            satisfaction=self.satisfaction.asks(draft, "decided", visitor)
            if self.is_decided(record, draft)
            else None,
            letters=self.letters.of_case(record, draft, visitor.language),
            correctable=tuple(
                self.prompts.alone(definition, state, replace(step, answer=None), visitor)
                for step in correctable_steps(record, draft, state, visitor, self.prompts)
            ),
        )

    def how_it_went(self, draft: Draft, visitor: Visitor) -> Prompt | None:
        """What whoever has just sent a draft is asked about that; None where nothing is, or not any more."""
        return self.satisfaction.asks(draft, "sent", visitor) if self._is_sent(draft) else None

    def said_how_it_went(self, draft: Draft, answer: str, visitor: Visitor) -> Given | None:
        return self.satisfaction.answered(draft, "sent", answer, visitor) if self._is_sent(draft) else None

    def _is_sent(self, draft: Draft) -> bool:
        """Whether it is a case, and its owner has not withdrawn it."""
        if draft.record.state != "submitted":
            return False
        with self.drafts.database.reading() as connection:
            record = rows.of_draft(connection, draft.id)
        return record is None or record.status != WITHDRAWN

    def is_decided(self, record: CaseRecord, draft: Draft) -> bool:
        """Whether an office has brought it to an end."""
        return record.status != WITHDRAWN and state_of(draft.definition, record.status).end

    def _asked_back(self, record: CaseRecord, draft: Draft, at: CaseState, visitor: Visitor) -> str:
        """Whether it went well: asked once each time that the case ends so."""
        if at.follow_up is None or self._has_answered(record):
            return ""
        return StateWords(self.prompts, draft.definition, visitor.language).follow_up(at)

    def _has_answered(self, record: CaseRecord) -> bool:
        with self.drafts.database.reading() as connection:
            entries = case_entries.of_case(connection, record.reference)
        since = [entry.deed for entry in entries if entry.deed in ("moved", "answered")]
        return since[-1:] == ["answered"]

    def followed_up(self, record: CaseRecord, draft: Draft, well: bool, visitor: Visitor) -> Decided:
        """The answer to that question: a no takes the case back to work. Twice is once."""
        say = self.prompts.wording(visitor.language).say
        at = state_of(draft.definition, record.status)
        if at.follow_up is None or self._has_answered(record):
            return Decided(Turn(said=(say("Thank you, we know."),), language=visitor.language))
        back = at.follow_up.back_to
        changes = Changes(self.drafts, draft, visitor)
        changes.change(version=draft.version + 1)
        changes.note("followed up", outcome="well" if well else "not well")

        def write(connection: Connection) -> None:
            changes.write(connection)
            self._enter(connection, record, draft, "answered", "yes" if well else "no")
            if not well:
                self._put_into(connection, record, draft, back)

        words = say("Thank you.") if well else say("Thank you for telling us. We look at it again.")
        return Decided(Turn(said=(words,), language=visitor.language), write)

    def withdrawal(self, record: CaseRecord, draft: Draft, visitor: Visitor) -> Decided:
        """Taking a case back; doing it twice is doing it once. The draft's version keeps papers from coming between."""
        say = self.prompts.wording(visitor.language).say
        at = state_of(draft.definition, record.status)
        if record.status != WITHDRAWN and (at.end or "withdrawal" not in at.allows):
            return Decided(
                Turn(
                    said=(say("This cannot be taken back any more. Please call us."),),
                    language=visitor.language,
                )
            )
        words = say("Your request {reference} is withdrawn.", reference=grouped(record.reference))
        turn = Turn(said=(words,), language=visitor.language)

        changes = Changes(self.drafts, draft, visitor)
        changes.change(version=draft.version + 1)
        changes.note("withdrawn")

        def write(connection: Connection) -> None:
            changes.write(connection)
            self._put_into(connection, record, draft, WITHDRAWN)

        return Decided(turn, write if record.status != WITHDRAWN else None)

    # --- the appointment --------------------------------------------------------------------------------------

    def choosing_time(self, record: CaseRecord, draft: Draft, visitor: Visitor) -> Prompt | None:
        """The question for another time; None where the appointment cannot be moved (any more)."""
        shown = self.cases.appointments.shown(
            draft, state_of(draft.definition, record.status), visitor.language
        )
        if shown is None or not shown.movable:
            return None
        return self.cases.appointments.choosing(draft, case_journey(draft), visitor)

    def moved_time(self, record: CaseRecord, draft: Draft, parts: Parts, visitor: Visitor) -> Decided:
        at, reference = state_of(draft.definition, record.status), grouped(record.reference)
        arranged = self.cases.appointments.moved(draft, case_journey(draft), at, reference, parts, visitor)
        return self._arranged(arranged, visitor)

    def cancelled_time(self, record: CaseRecord, draft: Draft, visitor: Visitor) -> Decided:
        at = state_of(draft.definition, record.status)
        return self._arranged(
            self.cases.appointments.cancelled(draft, at, record.reference, visitor), visitor
        )

    def confirmed_time(self, record: CaseRecord, draft: Draft, visitor: Visitor) -> Decided:
        at = state_of(draft.definition, record.status)
        return self._arranged(
            self.cases.appointments.confirmed(draft, at, record.reference, visitor), visitor
        )

    def _arranged(self, arranged: Arranged, visitor: Visitor) -> Decided:
        return Decided(arranged.turn(visitor.language), arranged.write)

    def _put_into(
        self, connection: Connection, record: CaseRecord, draft: Draft, status: str, **besides: Any
    ) -> None:
        """What its owner's deed does to a case. Raises Overtaken where an officer was faster."""
        now = self.drafts.clock()
        state = state_of(draft.definition, status)
        changed = entering(record, state, now, day_in(self.drafts.timezone, now))
        if not rows.change(connection, record, **changed, **besides):
            raise Overtaken
        if state.end:
            take_back(connection, draft.id, PAPERS)
            self.cases.appointments.ended(connection, draft)
        self._enter(connection, record, draft, "moved", status)

    def letter(self, record: CaseRecord, draft: Draft, name: str) -> bytes | None:
        """The file of a letter of the case; None where it has none of that name."""
        return self.letters.file(record, draft, name)

    def _enter(
        self,
        connection: Connection,
        record: CaseRecord,
        draft: Draft,
        deed: str,
        about: str,
        words: Words = NOTHING,
    ) -> None:
        enter(connection, draft, record.reference, self.drafts.clock(), OWNER, deed, about, words)

    def supply(self, record: CaseRecord, draft: Draft, path: str, parts: Parts, visitor: Visitor) -> Decided:
        """A paper that was promised at submission; the turn says that it arrived, or what was wrong with it."""
        say = self.prompts.wording(visitor.language).say
        state = case_journey(draft)
        step = next((each for each in pending_steps(state) if each.path == path), None)
        if step is None or not may_supply(record, draft):
            return Decided(Turn(said=(say("Nothing is missing here any more."),), language=visitor.language))
        judged = self.judge.understood(draft, step, parts, visitor)
        if isinstance(judged, Problem):
            prompt = self.prompts.alone(draft.definition, state, step, visitor, judged, parts)
            return Decided(Turn(prompt=prompt, language=visitor.language))

        changes = Changes(self.drafts, draft, visitor)
        changes.put(path, judged.value, content=judged.content)
        changes.note("supplied", path)
        thanks = Turn(said=(say("Thank you, we have received it."),), language=visitor.language)
        goes_on = state_of(draft.definition, record.status).when_supplied
        last = len(pending_steps(state)) == 1

        def write(connection: Connection) -> None:
            changes.write(connection)
            self._enter(connection, record, draft, "supplied", path)
            if last:
                take_back(connection, draft.id, PAPERS)
            if goes_on is not None and last:
                self._put_into(connection, record, draft, goes_on)

        return Decided(thanks, write)

    def correction(
        self, record: CaseRecord, draft: Draft, path: str, parts: Parts, visitor: Visitor
    ) -> Decided:
        """Another answer to a question that the case's state leaves open; the one before stays in the history."""
        say = self.prompts.wording(visitor.language).say
        state = case_journey(draft)
        steps = correctable_steps(record, draft, state, visitor, self.prompts)
        step = next((each for each in steps if each.path == path), None)
        if step is None:
            words = say("This cannot be changed any more. Please call us.")
            return Decided(Turn(said=(words,), language=visitor.language))
        judged = self.judge.judged(draft, step, parts, draft.version, visitor)
        if isinstance(judged, Problem):
            anew = replace(step, answer=None)
            prompt = self.prompts.alone(draft.definition, state, anew, visitor, judged, parts)
            return Decided(Turn(prompt=prompt, language=visitor.language))
        thanks = Turn(said=(say("Thank you, we have changed it."),), language=visitor.language)
        if judged.changes_nothing:
            return Decided(thanks)

        before = step.answer.value if step.answer is not None and step.answer.state == "given" else None
        changes = Changes(self.drafts, draft, visitor)
        changes.put(path, judged.value, judged.state)
        changes.note("corrected", path)
        after = case_journey(changes.draft)
        proofs = self.cases.proofs(draft.definition, after, record.reference)
        tokens = self.cases.find_tokens(draft.definition, after)
        goes_to = state_of(draft.definition, record.status).when_corrected

        def write(connection: Connection) -> None:
            changes.write(connection)
            kept = Corrected(before, judged.value).as_words()
            self._enter(connection, record, draft, "corrected", path, kept)
            rows.find_by(connection, record.reference, tokens)
            if goes_to is not None:
                self._put_into(connection, record, draft, goes_to, proofs=proofs)
            elif not rows.change(connection, record, proofs=proofs):
                raise Overtaken

        return Decided(thanks, write)


def correctable_steps(
    record: CaseRecord, draft: Draft, state: Journey, visitor: Visitor, prompts: Prompts
) -> list[Step]:
    """The questions on a case's way whose answers its owner may change now, as far as the door at hand can ask them."""
    at = state_of(draft.definition, record.status)
    return [
        step
        for step in state.steps
        if not at.end
        and step.asked.code in at.corrections
        and prompts.may_ask(step.asked, visitor.capabilities)
    ]


def may_supply(record: CaseRecord, draft: Draft) -> bool:
    """Whether a missing paper may still be handed in."""
    state = state_of(draft.definition, record.status)
    return "papers" in state.allows and not state.end
