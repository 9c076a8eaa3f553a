"""Cases: making one of a draft, with its receipt, its deadline and what proves it later.

What its owner can do afterwards is `tracking`, what officers do is `casework`.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime

from service.appointments import Appointments
from service.changes import Changes
from service.checklist import Checklist
from service.clock import day_in
from service.definitions.definition import Definition
from service.drafts import Draft, Drafts
from service.exports import doors_of, fee_of_case
from service.helping import Helping
from service.journey import Journey, Step, journey, takes_out
from service.messages import Asks, Prompt, Receipt, Turn, Value, Visitor
from service.numbers import Numbers
from service.prompts import Prompts
from service.questions.reading import fold
from service.references import grouped, new_status_code, read_reference
from service.reminders import Reminders
from service.store import cases as rows
from service.store import drafts as draft_rows
from service.store.database import Connection
from service.store.records import CaseRecord
from service.workflow import RECEIVED, entering, state_of
from service.working_days import after_working_days


@dataclass(frozen=True)
class Decided:
    """What a verb came to: the turn to give back, and what must be written before it may be given."""

    turn: Turn
    write: Callable[[Connection], None] | None = None
    after: Draft | None = None
    """The draft as it will be once that is written; None where nothing changes."""
    asks: Asks | None = None
    """What a line that is free is asked besides."""


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
class Cases:
    drafts: Drafts
    prompts: Prompts
    checklist: Checklist
    numbers: Numbers
    reminders: Reminders
    helping: Helping
    appointments: Appointments

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
        arrived = visitor.helper.arrived_on if visitor.helper is not None else None
        since = arrived or self.prompts.today()
        due_on = after_working_days(since, promise.working_days) if promise else None
        made = Made(receipt, now, due_on, visitor.language, visitor.door)
        record = replace(self.record(draft, state, made), lodged_key=lodged_key)
        tokens, reminding = self.find_tokens(draft.definition, state), self.reminding(draft, state, record)
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

        arrange = self.appointments.making(draft, state, grouped(reference), visitor)

        def write(connection: Connection) -> None:
            kept = {step.path for step in state.steps} | set(filter(takes_out, draft.answers))
            draft_rows.drop_answers(connection, draft.id, sorted(set(draft.answers) - kept))
            self.numbers.use(connection, reference)
            rows.add(connection, record, tokens)
            changes.write(connection)
            for remind in reminding:
                remind(connection)
            if arrange is not None:
                arrange(connection)

        return Decided(turn, self.helping.along(write, draft, visitor, "sent", reference), changes.draft)

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
            proofs=self.proofs(draft.definition, state, reference),
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
                self.appointments.note(draft, state, language)
                + self.checklist.identity_notes(definition, language)
                + self.checklist.pending_notes(definition, state, language)
            ),
            due=due,
            appointment=bool(definition.slots) and bool(self.appointments.note(draft, state, language)),
        )

    def reminding(
        self, draft: Draft, state: Journey, record: CaseRecord
    ) -> list[Callable[[Connection], None]]:
        """What reminds the owner of a new case of the papers that they promised."""
        language = record.language
        missing = self.reminders.missing(self.checklist.pending(draft.definition, state, language), language)
        return self.reminders.of_papers(draft, record.reference, missing, language, record.submitted_at)

    def find_tokens(self, definition: Definition, state: Journey) -> dict[str, list[str]]:
        """Keyed hashes of the answers that officers may search by, folded so that case and accents do not matter."""
        tokens: dict[str, list[str]] = {}
        for step in state.steps:
            code = step.asked.code
            if code in definition.model.find_by and step.answer is not None and step.answer.state == "given":
                words = fold(searchable(step.answer.value))
                tokens.setdefault(code, []).append(self.drafts.vault.hashed(f"find by {code}", words))
        return tokens

    def proofs(self, definition: Definition, state: Journey, reference: str) -> list[str]:
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


def case_of(drafts: Drafts, reference: str) -> tuple[CaseRecord, Draft] | None:
    """A case and its draft as they stood together: what is decided on them is written while both stand so."""
    with drafts.database.reading() as connection:
        record = rows.get(connection, reference)
        draft = drafts.read(connection, record.draft) if record is not None else None
    return (record, draft) if record is not None and draft is not None else None


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
