"""Cases: making one of a draft, and what its owner can do afterwards with reference and status code.

What happens to a case in the office is `casework`; how a case is shown to officers is `back_office`.
"""

from __future__ import annotations

import hmac
import json
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime

import uuid_utils

from service.changes import Changes
from service.checklist import Checklist
from service.clock import day_in
from service.definitions.definition import Definition
from service.definitions.model_workflow import CaseState
from service.drafts import Draft, Drafts, Overtaken
from service.exports import doors_of, fee_of_case
from service.journey import Journey, Step, journey, takes_out
from service.messages import Prompt, Receipt, Status, Turn, Value, Visitor
from service.numbers import Numbers
from service.prompts import Prompts
from service.questions.reading import digits_in, fold, western
from service.references import grouped, new_status_code, read_reference
from service.store import case_entries
from service.store import cases as rows
from service.store import drafts as draft_rows
from service.store.database import Connection
from service.store.records import CaseRecord, EntryRecord
from service.throttle import Throttle, TooManyTries
from service.workflow import RECEIVED, WITHDRAWN, StateWords, entering, state_of
from service.working_days import after_working_days

_REFERENCE_AND_CODE = re.compile(r"\S+\s+(?P<reference>.*?)[\s,;:]*(?P<code>\d{4,6})$", re.DOTALL)


@dataclass(frozen=True)
class Decided:
    """What a verb came to: the turn to give back, and what must be written before it may be given."""

    turn: Turn
    write: Callable[[Connection], None] | None = None
    after: Draft | None = None
    """The draft as it will be once that is written; None where nothing changes."""


@dataclass(frozen=True)
class Made:
    """How a case came to be: what its person was told, and what the clock and the door said then."""

    receipt: Receipt
    at: datetime
    due_on: date | None
    """Its deadline counts from the day on which it was sent, however old the draft is."""
    language: str
    door: str


@dataclass(frozen=True)
class Words:
    """What an officer wrote, and in which language."""

    words: str = ""
    language: str = ""


def written_in(draft: Draft, record: EntryRecord) -> Words:
    """What was written in an entry of a case's history."""
    if not record.sealed:
        return Words()
    read = json.loads(draft.key.open(record.sealed, f"entry:{record.id}"))
    return Words(str(read["words"]), str(read["language"]))


def written(draft: Draft, name: str, words: Words) -> bytes:
    """The same as it is stored in the entry of that id; nothing where nothing was written."""
    text = words.words.strip()
    said = json.dumps({"words": text, "language": words.language}).encode()
    return draft.key.seal(said, f"entry:{name}") if text else b""


@dataclass(frozen=True)
class Cases:
    drafts: Drafts
    prompts: Prompts
    checklist: Checklist
    numbers: Numbers
    throttle: Throttle
    """Bounds guessing by reference."""
    sources: Throttle
    """The same by source, apart: many sources must not make a reference's tries forgotten."""

    def submission(
        self, draft: Draft, state: Journey, visitor: Visitor, lodged_key: str | None = None
    ) -> Decided:
        """The case that a complete journey makes, with its receipt.

        The unit of work raises Duplicate where the draft is a case already or the reference is taken.
        """
        reference, now = self.numbers.next(), self.drafts.clock()
        words = self._receipt(draft, state, now, visitor.language)
        receipt = replace(words, reference=grouped(reference), status_code=new_status_code())
        promise = draft.definition.model.promise
        due_on = after_working_days(self.prompts.today(), promise.working_days) if promise else None
        made = Made(receipt, now, due_on, visitor.language, visitor.door)
        record = replace(self.record(draft, state, made), lodged_key=lodged_key)
        tokens = self.find_tokens(draft.definition, state)
        turn = Turn(
            prompt=self.done(draft, receipt, visitor),
            draft=draft.handle,
            version=draft.version,
            language=visitor.language,
        )

        changes = Changes(self.drafts, draft, visitor)
        for path in sorted(state.deferred):
            changes.put(path, None, "deferred")
        changes.change(state="submitted")
        changes.note("submitted")

        def write(connection: Connection) -> None:
            kept = {step.path for step in state.steps} | set(filter(takes_out, draft.answers))
            draft_rows.drop_answers(connection, draft.id, sorted(set(draft.answers) - kept))
            self.numbers.use(connection, reference)
            rows.add(connection, record, tokens)
            changes.write(connection)

        return Decided(turn, write, changes.draft)

    def record(self, draft: Draft, state: Journey, made: Made) -> CaseRecord:
        """The row of a case, with all that proves it. Raises ValueError for a receipt without a reference."""
        reference = read_reference(made.receipt.reference)
        if reference is None:
            raise ValueError("a receipt without a reference")
        hashed = self.drafts.vault.hashed
        record = CaseRecord(
            reference=reference,
            draft=draft.id,
            service=draft.definition.code,
            status=RECEIVED,
            submitted_at=made.at,
            due_on=made.due_on,
            language=made.language,
            doors=doors_of(state, made.door),
            fee=fee_of_case(draft.definition, state, self.prompts.town.currency),
            status_code=hashed("status code", f"{reference}:{made.receipt.status_code}"),
            receipt=draft.key.seal(json.dumps(asdict(made.receipt)).encode(), f"receipt:{draft.id}"),
            proofs=self._proofs(draft.definition, state, reference),
        )
        received = state_of(draft.definition, RECEIVED)
        return replace(record, **entering(record, received, made.at, day_in(self.drafts.timezone, made.at)))

    def _receipt(self, draft: Draft, state: Journey, moment: datetime, language: str) -> Receipt:
        """All that it says in words, without the two codes."""
        definition, wording = draft.definition, self.prompts.wording(language)
        _, due = self.checklist.fees(definition, state, language)
        return Receipt(
            reference="",
            status_code="",
            service=definition.code,
            title=definition.text("title", language),
            words=self.prompts.filled(definition, "receipt", state.scope, language),
            submitted_on=wording.day_of(moment),
            notes=tuple(
                self.checklist.identity_notes(definition, language)
                + self.checklist.pending_notes(definition, state, language)
            ),
            due=due,
        )

    def find_tokens(self, definition: Definition, state: Journey) -> dict[str, list[str]]:
        """Keyed hashes of the answers that officers may search by, folded so that case and accents do not matter."""
        tokens: dict[str, list[str]] = {}
        for step in state.steps:
            code = step.asked.code
            if code in definition.model.find_by and step.answer is not None and step.answer.state == "given":
                words = fold(searchable(step.answer.value))
                tokens.setdefault(code, []).append(self.drafts.vault.hashed(f"find by {code}", words))
        return tokens

    def _proofs(self, definition: Definition, state: Journey, reference: str) -> list[str]:
        """Keyed hashes of the second things that the service names, bound to the reference."""
        answered = {
            step.asked.code: step for step in state.steps if step.answer and step.answer.state == "given"
        }
        steps = [answered[code] for code in definition.model.prove_by if code in answered]
        proofs = {step.asked.question.proof(step.answer.value) for step in steps if step.answer}
        return [
            self.drafts.vault.hashed("status proof", f"{reference}:{proof}")
            for proof in sorted(proofs)
            if proof
        ]

    def done(self, draft: Draft, receipt: Receipt, visitor: Visitor) -> Prompt:
        wording = self.prompts.wording(visitor.language)
        return Prompt(
            id="done",
            kind="done",
            words=wording.say("We have received it"),
            receipt=receipt,
            notes=receipt.notes,
            due=receipt.due,
            service=receipt.service,
            title=receipt.title,
        )

    def done_again(self, draft: Draft, visitor: Visitor) -> Turn:
        """The turn that ended a submitted draft, word for word; to who reads another language, in that one."""
        with self.drafts.database.reading() as connection:
            record = rows.of_draft(connection, draft.id)
        if record is None:
            raise LookupError("a submitted draft without a case")
        receipt = self.receipt_of(draft, record)
        if visitor.language != record.language:
            words = self._receipt(draft, case_journey(draft), record.submitted_at, visitor.language)
            receipt = replace(words, reference=receipt.reference, status_code=receipt.status_code)
        prompt = self.done(draft, receipt, visitor)
        return Turn(prompt=prompt, draft=draft.handle, version=draft.version, language=visitor.language)

    def receipt_of(self, draft: Draft, record: CaseRecord) -> Receipt:
        content = json.loads(draft.key.open(record.receipt, f"receipt:{draft.id}"))
        return Receipt(**{**content, "notes": tuple(content["notes"])})

    def lodging_key(self, service: str, key: str) -> str:
        """How a key is stored: it may name a person, be of any length, and mean another case in another service."""
        return self.drafts.vault.hashed("lodged", f"{service}:{key}")

    def lodged(self, service: str, key: str) -> Receipt | None:
        """The receipt of what was lodged with a key before."""
        stored = self.drafts.vault.hashes("lodged", f"{service}:{key}")
        with self.drafts.database.reading() as connection:
            found = (rows.lodged_with(connection, each) for each in stored)
            record = next(filter(None, found), None)
        draft = self.drafts.get(record.draft) if record else None
        return self.receipt_of(draft, record) if draft and record else None

    def tracked_by(self, reference: str, proof: str, visitor: Visitor) -> Status | None:
        """Where a case stands, by the status code or by what else its service names: that tells, and allows nothing."""
        proven = self.proven(reference, proof, visitor, named=True)
        if proven is None:
            return None
        record, status = proven[0], self.status(*proven, visitor)
        if not self._is_code(record.reference, proof, record.status_code):
            return replace(status, pending=(), withdrawable=False, follow_up="")
        return replace(status, words=" ".join(filter(None, (status.words, self._reason(*proven)))))

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
        return self._of_one_moment(record.reference)

    def _of_one_moment(self, reference: str) -> tuple[CaseRecord, Draft] | None:
        """A case and its draft as they stood together: what is decided on them is written while the draft stands so."""
        with self.drafts.database.reading() as connection:
            record = rows.get(connection, reference)
            draft = self.drafts.read(connection, record.draft) if record else None
        return (record, draft) if record is not None and draft is not None else None

    def tracked(self, words: str, visitor: Visitor) -> str:
        """The answer to `STATUS K7QF-2M9X-V 123456`; the same for an unknown reference and for a wrong code."""
        say = self.prompts.wording(visitor.language).say
        found = _REFERENCE_AND_CODE.match(western(words).strip())
        reference = read_reference(found["reference"]) if found else None
        if found is None or reference is None:
            return say(
                "Text STATUS, your reference and your six-digit code, for example: STATUS K7QF-2M9X-V 123456."
            )
        try:
            status = self.tracked_by(reference, found["code"], visitor)
        except TooManyTries:
            return say("That was tried too often. Please try again in 15 minutes.")
        if status is None:
            return say("We find nothing under this reference and code. Please check both.")
        return say(
            "{title}, {reference}: {words}",
            title=status.title,
            reference=status.reference,
            words=status.words,
        )

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
            follow_up=self._asked_back(record, draft, at, visitor),
        )

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
            self._note(connection, record, "answered", "yes" if well else "no")
            if not well:
                self.put_into(connection, record, draft, back)

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
            self.put_into(connection, record, draft, WITHDRAWN)

        return Decided(turn, write if record.status != WITHDRAWN else None)

    def put_into(self, connection: Connection, record: CaseRecord, draft: Draft, status: str) -> None:
        """What its owner's deed does to a case. Raises Overtaken where an officer was faster."""
        now = self.drafts.clock()
        state = state_of(draft.definition, status)
        changed = entering(record, state, now, day_in(self.drafts.timezone, now))
        if not rows.change(connection, record, **changed):
            raise Overtaken
        self._note(connection, record, "moved", status)

    def note_supplied(self, connection: Connection, record: CaseRecord, path: str) -> None:
        """Officers see that a paper came."""
        self._note(connection, record, "supplied", path[:60])

    def _note(self, connection: Connection, record: CaseRecord, deed: str, about: str) -> None:
        entry = EntryRecord(
            str(uuid_utils.uuid7()), record.reference, self.drafts.clock(), "", deed, about, b""
        )
        case_entries.add(connection, entry)


def may_supply(record: CaseRecord, draft: Draft) -> bool:
    """Whether a missing paper may still be handed in."""
    state = state_of(draft.definition, record.status)
    return "papers" in state.allows and not state.end


def case_journey(draft: Draft) -> Journey:
    """The way of a submitted draft: what the door could not ask counts as passed over."""
    return journey(draft.definition, draft.answers, draft.record.begun_on)


def pending_steps(state: Journey) -> list[Step]:
    """Papers that were promised and have not come yet."""
    return [
        step
        for step in state.steps
        if step.asked.question.later and step.answer and step.answer.state == "deferred"
    ]


def searchable(value: Value) -> str:
    """An answer as officers search for it."""
    if isinstance(value, dict):
        return " ".join(str(value[name]) for name in ("street", "number") if value.get(name))
    return str(value)
