"""Parcels: a draft whole, as it travels from one store to another, and how it is taken in once.

Within a town a draft moves and nothing is copied. A machine that runs the same core with a store of its own cannot be
reached into, so there the draft travels: which definition it answers, each answer with where and when it was given,
its files, its events, and the receipt where it has become a case. Each store seals it with keys of its own; on the way
it is plain, and whoever carries it keeps others out. Who may send what to whom is `hub` and `outpost`.

A parcel's last event says how many answers it was packed with, as the sender counts them: so it shows where one was
lost on the way. It is an event, so that a store of another release takes it in as any other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from typing import Final

import uuid_utils
from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass as checked

from service.cases import Cases, Made, case_journey
from service.definitions.definition import MORE
from service.drafts import Draft, Drafts, Overtaken, sealed_answer
from service.journey import Answer, AnswerState, Journey
from service.judging import form_problem
from service.messages import Value
from service.references import read_reference
from service.store import cases as case_rows
from service.store import drafts as rows
from service.store import events
from service.store.database import Connection
from service.store.records import DraftRecord, DraftState, EventRecord
from service.vault import DataKey

CARRIED: Final = "carried"
"""The kind of the event by which the sender of a parcel states its number of answers."""

_STRICT = ConfigDict(extra="forbid", ser_json_bytes="base64", val_json_bytes="base64")


class NotTaken(ValueError):
    """A parcel that cannot be taken in, ever; the sentence is for the operator and names nobody."""


@checked(frozen=True, config=_STRICT)
class CarriedAnswer:
    path: str
    value: Value
    state: AnswerState
    door: str
    provenance: str
    at: datetime
    version: int
    hold: int
    file: bytes | None = None


@checked(frozen=True, config=_STRICT)
class Parcel:
    """One draft as it stood when it was packed."""

    draft: str
    service: str
    revision: str
    language: str
    begun_on: date
    version: int
    hold: int
    state: DraftState
    outcome: str
    journey: str
    simulated: bool
    answers: tuple[CarriedAnswer, ...]
    events: tuple[EventRecord, ...]
    case: Made | None = None
    """How it became a case, where it is one."""

    @property
    def stated(self) -> EventRecord | None:
        """By which its sender says how many answers it packed; None from one of an older release."""
        last = self.events[-1] if self.events else None
        return last if last is not None and last.kind == CARRIED else None


@cache
def _written() -> TypeAdapter[Parcel]:
    return TypeAdapter(Parcel)


def packed(parcel: Parcel) -> bytes:
    return _written().dump_json(parcel, exclude_defaults=True)


def unpacked(content: bytes) -> Parcel:
    """Raises NotTaken where it is no parcel of ours."""
    try:
        return _written().validate_json(content)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        where = ".".join(str(each) for each in first["loc"])
        raise NotTaken(f"not a parcel of this release: {where}: {first['type']}") from None


@dataclass(frozen=True)
class Parcels:
    drafts: Drafts
    cases: Cases

    def pack(self, connection: Connection, draft: Draft) -> Parcel:
        """A draft as one look at the store shows it."""
        record, told = draft.record, events.of_journey(connection, draft.record.journey)
        files = rows.files_of(connection, draft.id)
        answers = tuple(
            CarriedAnswer(
                path=path,
                value=each.value,
                state=each.state,
                door=each.door,
                provenance=each.provenance,
                at=each.at or record.touched_at,
                version=each.version,
                hold=each.hold,
                file=_opened(draft, path, files.get(path)),
            )
            for path, each in sorted(draft.answers.items())
        )
        return Parcel(
            draft=draft.id,
            service=record.service,
            revision=record.definition,
            language=record.language,
            begun_on=record.begun_on,
            version=record.version,
            hold=record.hold,
            state=record.state,
            outcome=record.outcome,
            journey=record.journey,
            simulated=record.simulated,
            answers=answers,
            events=(*told, self._stating(draft, told)),
            case=self._case_of(connection, draft),
        )

    def _stating(self, draft: Draft, told: Sequence[EventRecord]) -> EventRecord:
        """How many answers the draft has here; from the door at which something happened last."""
        return EventRecord(
            id=str(uuid_utils.uuid7()),
            journey=draft.record.journey,
            service=draft.record.service,
            version=draft.definition.version,
            revision=draft.definition.revision,
            door=told[-1].door if told else "",
            language=draft.record.language,
            kind=CARRIED,
            at=self.drafts.clock(),
            attempt=len(draft.answers),
            simulated=draft.record.simulated,
        )

    def _case_of(self, connection: Connection, draft: Draft) -> Made | None:
        found = case_rows.of_draft(connection, draft.id)
        if found is None:
            return None
        receipt, door = self.cases.receipt_of(draft, found), found.doors[-1]
        return Made(receipt, found.submitted_at, found.due_on, found.language, door)

    def reference_of(self, parcel: Parcel) -> str:
        """The reference of a parcel's case. Raises NotTaken where it has none."""
        reference = read_reference(parcel.case.receipt.reference) if parcel.case is not None else None
        if reference is None:
            raise NotTaken("the receipt has no reference")
        return reference

    def taking(self, parcel: Parcel) -> Callable[[Connection], None]:
        """What takes a parcel in, within a unit of work: doing it twice is doing it once.

        Raises NotTaken where it cannot be right, at once or within the unit of work. A parcel that is older than what
        is here is left alone: it was taken in before, and the draft has gone on since.
        """
        draft = self._draft(parcel, self.drafts.vault.new_key())
        state = case_journey(draft)
        self._judge(parcel, draft, state)

        def take(connection: Connection) -> None:
            found = rows.with_answers(connection, parcel.draft)
            fresh = found is None or _is_newer(parcel, found[0])
            if found is None:
                rows.add(connection, draft.record)
                self._fill(connection, parcel, draft, state)
            elif fresh:
                key = self.drafts.vault.unwrap(found[0].wrapped, found[0].key_id)
                kept = replace(draft.record, wrapped=key.wrapped, key_id=key.key_id)
                if not rows.change(connection, found[0], kept):
                    raise Overtaken
                rows.drop_answers(connection, parcel.draft, [each.path for each in found[1]])
                self._fill(connection, parcel, replace(draft, record=kept, key=key), state)
            now = self.drafts.clock()
            told = [each for each in parcel.events if each.kind != CARRIED]
            if fresh and parcel.stated is not None and parcel.state == "open":
                # by the clock of whoever compares it with what is here
                told.append(replace(parcel.stated, at=now))
            events.add_unknown(connection, told, now)

        return take

    def _draft(self, parcel: Parcel, key: DataKey) -> Draft:
        """The draft in a parcel, sealed by this store."""
        try:
            definition = self.drafts.shelf.at(parcel.revision)
        except LookupError:
            raise NotTaken(f"revision {parcel.revision[:12]} of {parcel.service} is not known here") from None
        if definition.code != parcel.service:
            raise NotTaken(f"revision {parcel.revision[:12]} is of another service than {parcel.service}")
        record = DraftRecord(
            id=parcel.draft,
            service=parcel.service,
            definition=parcel.revision,
            language=parcel.language,
            begun_on=parcel.begun_on,
            version=parcel.version,
            state=parcel.state,
            outcome=parcel.outcome,
            journey=parcel.journey,
            simulated=parcel.simulated,
            line=None,
            tries_path="",
            tries=0,
            wrapped=key.wrapped,
            key_id=key.key_id,
            touched_at=self.drafts.clock(),  # the other's clock may be wrong, and a draft must not expire by it
            hold=parcel.hold,
        )
        answers = {
            each.path: Answer(
                each.value, each.state, each.door, each.at, each.version, each.provenance, each.hold
            )
            for each in parcel.answers
        }
        return Draft(record, key, definition, answers)

    def _judge(self, parcel: Parcel, draft: Draft, state: Journey) -> None:
        """Once more what the same core has judged where it came from: a store takes in nothing on trust.

        Raises NotTaken.
        """
        if (parcel.state == "submitted") != (parcel.case is not None):
            raise NotTaken("a case without a receipt, or a receipt without a case")
        if parcel.case is not None:
            self.reference_of(parcel)
            if not state.complete:
                raise NotTaken("the case leaves a question without an answer")
        for step in state.steps:
            if step.answer is None or step.answer.state != "given" or step.path.endswith(f"/{MORE}"):
                continue
            asking = self.cases.prompts.asking(draft.definition, step, parcel.begun_on, parcel.language)
            problem = form_problem(step, step.answer.value, asking)
            if problem is not None:
                raise NotTaken(f"the answer to {step.path} is not one: {problem.code}")

    def _fill(self, connection: Connection, parcel: Parcel, draft: Draft, state: Journey) -> None:
        rows.put_answers(
            connection, draft.id, [sealed_answer(draft, path, each) for path, each in draft.answers.items()]
        )
        for each in parcel.answers:
            if each.file is not None:
                rows.put_file(connection, draft.id, each.path, draft.sealed_file(each.path, each.file))
        if parcel.case is not None:
            record = self.cases.record(draft, state, parcel.case)
            case_rows.add(connection, record, self.cases.find_tokens(draft.definition, state))
            for remind in self.cases.reminding(draft, state, record):
                remind(connection)
            self.cases.appointments.taken_in(connection, draft, state)


def _is_newer(parcel: Parcel, here: DraftRecord) -> bool:
    """Whether a parcel says more than what is here. Raises NotTaken where both have gone on."""
    theirs, ours = (parcel.version, parcel.state != "open"), (here.version, here.state != "open")
    if here.away:
        return parcel.hold >= here.hold and theirs >= ours
    if parcel.hold == here.hold:
        return theirs > ours
    if parcel.hold > here.hold or parcel.version >= here.hold:
        raise NotTaken("the draft has gone on at another door meanwhile")
    return False


def _opened(draft: Draft, path: str, sealed: bytes | None) -> bytes | None:
    return draft.opened_file(path, sealed) if sealed is not None else None
