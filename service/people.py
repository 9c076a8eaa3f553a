"""One person's data: all that is kept of a contact, or in one case; handed out whole, or erased with proof.

What people said is sealed with a key for each draft, so a contact is found by opening every draft and comparing: it
takes as long as the town is large, and it misses nothing. A contact that stands as somebody else's in an answer is only
counted, since that answer is of the person who gave it.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, get_args

from service.audit import Audit
from service.case_history import written_in
from service.cases import case_of
from service.drafts import Draft, Drafts
from service.letters import Letters
from service.messages import Notice
from service.notices import read_notice
from service.references import grouped, read_reference
from service.store import (
    appointments,
    assistances,
    case_entries,
    cases,
    consents,
    events,
    lines,
    notices,
    saved_codes,
    traces,
)
from service.store import drafts as rows
from service.store.database import Connection
from service.store.records import CaseRecord, ConsentRecord, LineRecord, NoticeRecord
from service.vault import Sealed

AT_ONCE = 200
"""Drafts that are looked at between two looks at the store."""
OPERATOR = "(operator)"
"""Who did it, in the log: no officer can be called so."""

Because = Literal["asked", "ordered", "mistaken"]
"""Why data is erased: its owner asked, a court or an authority ordered it, or it should never have been taken."""
REASONS = get_args(Because)


class StillOpen(ValueError):
    """Cases that the office works on are erased only where that is said."""

    def __init__(self, references: Sequence[str]) -> None:
        super().__init__(", ".join(references))
        self.references = tuple(references)


@dataclass(frozen=True)
class Found:
    """What is kept of somebody."""

    lines: tuple[LineRecord, ...] = ()
    consents: tuple[ConsentRecord, ...] = ()
    drafts: tuple[Draft, ...] = ()
    cases: dict[str, CaseRecord] = field(default_factory=dict)
    """By the draft that each was."""
    elsewhere: int = 0
    """Drafts of other people in which the contact stands as an answer."""
    unreadable: int = 0
    """Drafts that could not be opened with the keys at hand."""

    @property
    def is_empty(self) -> bool:
        return not (self.lines or self.consents or self.drafts)

    @property
    def away(self) -> tuple[Draft, ...]:
        """Those that are at an outpost just now: what happens to them there would come back."""
        return tuple(draft for draft in self.drafts if draft.record.away)


@dataclass(frozen=True)
class Erased:
    """What was erased, what is left, and whether the keys are really gone from the disk."""

    cases: tuple[str, ...]
    drafts: int
    lines: int
    consents: int
    stops_kept: int
    """That a contact wants no messages is kept, as a keyed hash: else somebody would write to them again."""
    events: int
    """Journeys whose evidence stays, under new random names."""
    away: int
    traces: bool | None
    """Whether a key can still be found in the database's files; None where the database does not show its files."""


@dataclass(frozen=True)
class People:
    drafts: Drafts
    audit: Audit
    letters: Letters

    # --- finding --------------------------------------------------------------------------------------------------

    def of_case(self, written: str) -> Found:
        """One case by its reference; nothing where there is none."""
        found = case_of(self.drafts, read_reference(written) or "")
        if found is None:
            return Found()
        record, draft = found
        return Found(drafts=(draft,), cases={draft.id: record})

    def of_contacts(self, contacts: Sequence[str]) -> Found:
        """Whatever is kept of a contact, by all the names that networks have for it (`tel:...`)."""
        database, vault = self.drafts.database, self.drafts.vault
        hashes = [each for contact in contacts for each in vault.hashes("contact", contact)]
        with database.reading() as connection:
            lined = lines.of_contacts(connection, hashes)
            consented = consents.of_contacts(connection, hashes)
        names = {line.name for line in lined}
        mine: list[Draft] = []
        elsewhere = unreadable = 0
        for draft in self._every():
            if draft is None:
                unreadable += 1
            elif draft.record.line in names or set(self._contacts_of(draft)) & set(contacts):
                mine.append(draft)
            elif _is_named_in(draft, contacts):
                elsewhere += 1
        with database.reading() as connection:
            made = {draft.id: cases.of_draft(connection, draft.id) for draft in mine}
        return Found(
            lined,
            consented,
            tuple(mine),
            {name: record for name, record in made.items() if record is not None},
            elsewhere,
            unreadable,
        )

    def _every(self) -> Iterator[Draft | None]:
        """Every draft that is stored, also one that has expired and is not deleted yet; None for one that is sealed."""
        after = ""
        while True:
            with self.drafts.database.reading() as connection:
                names = rows.names_after(connection, after, AT_ONCE)
                found = [rows.with_answers(connection, name) for name in names]
            for each in filter(None, found):
                try:
                    yield self.drafts.opened(*each)
                except Sealed:
                    yield None
            if len(names) < AT_ONCE:
                return
            after = names[-1]

    def _contacts_of(self, draft: Draft) -> Iterator[str]:
        """Where its owner can be reached: by their answers, by where they had a code sent, by what waits for them."""
        for path, answer in draft.answers.items():
            asked = draft.definition.asked_at(path)
            if asked is not None and answer.state == "given":
                yield asked.question.contact(answer.value)
        with self.drafts.database.reading() as connection:
            saved, waiting = (
                saved_codes.of_draft(connection, draft.id),
                notices.of_draft(connection, draft.id),
            )
        if saved is not None and saved.contact:
            yield draft.key.open(saved.contact, f"contact:{draft.id}").decode()
        offices = {f"mailto:{each.email}" for each in self.letters.prompts.town.offices.values()}
        for each in waiting:
            contact = read_notice(each, draft.key).contact if each.sealed else ""
            if contact and contact not in offices:  # an office is told of a case, and is not who it is about
                yield contact

    # --- handing out ----------------------------------------------------------------------------------------------

    def exported(self, found: Found) -> tuple[dict[str, Any], dict[str, bytes]]:
        """All of it as plain JSON, and the files by the names that stand in it. That it was handed out is noted."""
        files: dict[str, bytes] = {}
        written = {
            "at": self.drafts.clock().isoformat(),
            "lines": [self._line(each) for each in found.lines],
            "consents": [
                {
                    "address": each.address,
                    "withdrawn": each.withdrawn,
                    "word": each.word,
                    "at": each.at.isoformat(),
                }
                for each in found.consents
            ],
            "drafts": [self._draft(each, files) for each in found.drafts if each.id not in found.cases],
            "cases": [
                {**self._case(found.cases[each.id], each, files), **self._draft(each, files)}
                for each in found.drafts
                if each.id in found.cases
            ],
        }
        with self.drafts.database.writing(of_reserve=True) as connection:
            for record in found.cases.values():
                self.audit.note(connection, OPERATOR, "", "exported", record.reference)
        return written, files

    def _line(self, record: LineRecord) -> dict[str, Any]:
        key = self.drafts.vault.unwrap(record.wrapped, record.key_id)
        return {
            "address": record.address,
            "language": record.language,
            "stopped": record.stopped,
            "heard_at": record.heard_at.isoformat(),
            "asked": json.loads(key.open(record.asked, f"asked:{record.contact}")),
        }

    def _draft(self, draft: Draft, files: dict[str, bytes]) -> dict[str, Any]:
        record, definition = draft.record, draft.definition
        with self.drafts.database.reading() as connection:
            sealed = rows.files_of(connection, draft.id)
            saved, sent = saved_codes.of_draft(connection, draft.id), notices.of_draft(connection, draft.id)
        names = {path: f"{draft.id}-{number}" for number, path in enumerate(sorted(sealed), 1)}
        files |= {names[path]: draft.opened_file(path, content) for path, content in sealed.items()}
        answers = []
        for path, answer in sorted(draft.answers.items(), key=lambda each: each[1].version):
            asked = definition.asked_at(path)
            answers.append(
                {
                    "path": path,
                    "question": definition.text(asked.ask_place, record.language) if asked else "",
                    "value": answer.value,
                    "state": answer.state,
                    "door": answer.door,
                    "at": answer.at.isoformat() if answer.at else None,
                    **({"file": names[path]} if path in names else {}),
                }
            )
        return {
            "service": record.service,
            "title": definition.text("title", record.language),
            "language": record.language,
            "state": record.state,
            "outcome": record.outcome,
            "begun_on": record.begun_on.isoformat(),
            "touched_at": record.touched_at.isoformat(),
            "answers": answers,
            "saved_for": (
                draft.key.open(saved.contact, f"contact:{draft.id}").decode()
                if saved and saved.contact
                else ""
            ),
            "messages": [
                {
                    "state": each.state,
                    "due_at": each.due_at.isoformat(),
                    **({"to": told.contact, "words": told.words} if (told := _waiting(draft, each)) else {}),
                }
                for each in sent
            ],
        }

    def _case(self, record: CaseRecord, draft: Draft, files: dict[str, bytes]) -> dict[str, Any]:
        with self.drafts.database.reading() as connection:
            entries = case_entries.of_case(connection, record.reference)
            helped = assistances.of_draft(connection, draft.id)
            times = appointments.of_draft(connection, draft.id)
        letters = self.letters.of_case(record, draft, record.language)
        paper = {letter.name: f"{draft.id}-{letter.name}.pdf" for letter in letters}
        for name, file in paper.items():
            files[file] = self.letters.file(record, draft, name) or b""
        return {
            "reference": grouped(record.reference),
            "status": record.status,
            "submitted_at": record.submitted_at.isoformat(),
            "due_on": record.due_on.isoformat() if record.due_on else None,
            "ended_at": record.ended_at.isoformat() if record.ended_at else None,
            "doors": record.doors,
            "fee": record.fee,
            "receipt": json.loads(draft.key.open(record.receipt, f"receipt:{draft.id}")),
            "history": [
                {
                    "at": each.at.isoformat(),
                    "by": "the office" if each.officer else "you",
                    "deed": each.deed,
                    "about": each.about,
                    "words": written_in(draft, each).words,
                }
                for each in entries
            ],
            "letters": [{"title": each.title, "day": each.day, "file": paper[each.name]} for each in letters],
            "appointments": [
                {
                    "at": each.start.isoformat(),
                    "minutes": each.minutes,
                    "state": each.state,
                    "attendance": each.attendance,
                }
                for each in times
            ],
            "helped": [
                {"at": each.at.isoformat(), "office": each.office, "deed": each.deed, "agreed": each.agreed}
                for each in helped
            ],
            "log": [
                {"at": each.at.isoformat(), "office": each.office, "deed": each.deed, "about": each.about}
                for each in self.audit.of_case(record.reference)
            ],
        }

    # --- erasing --------------------------------------------------------------------------------------------------

    def erase(self, found: Found, because: Because, *, even_open: bool = False) -> Erased:
        """Delete it with its keys, note that in the log, and look whether a key is left. Raises StillOpen."""
        going = [draft for draft in found.drafts if not draft.record.away]
        still_open = [
            grouped(found.cases[draft.id].reference)
            for draft in going
            if draft.id in found.cases and found.cases[draft.id].ended_at is None
        ]
        if still_open and not even_open:
            raise StillOpen(still_open)
        database = self.drafts.database
        keys = [draft.record.wrapped for draft in going] + [line.wrapped for line in found.lines]
        for draft in going:
            with database.writing(of_reserve=True) as connection:
                record = cases.of_draft(connection, draft.id)
                cases.forget(connection, draft.id)
                rows.forget(connection, draft.id)
                events.cut_loose(connection, draft.record.journey, str(uuid.uuid4()))
                name = record.reference if record is not None else ""
                self.audit.note(connection, OPERATOR, "", "erased", name, because)
        stops = 0
        with database.writing(of_reserve=True) as connection:
            for line in found.lines:
                lines.forget(connection, line.contact, line.address)
            for contact in sorted({each.contact for each in found.consents}):
                stops += _only_stop_kept(connection, contact)
            if not going and found.lines:
                self.audit.note(connection, OPERATOR, "", "erased", "", because)
        return Erased(
            cases=tuple(grouped(found.cases[each.id].reference) for each in going if each.id in found.cases),
            drafts=len(going),
            lines=len(found.lines),
            consents=len(found.consents),
            stops_kept=stops,
            events=len({each.record.journey for each in going}),
            away=len(found.away),
            traces=traces.wiped(database, keys),
        )


def _only_stop_kept(connection: Connection, contact: str) -> int:
    """Of what a contact said about our messages nothing stays but that it wants none; whether that stays."""
    last = consents.last(connection, [contact])
    consents.forget(connection, contact)
    if last is None or not last.withdrawn:
        return 0
    consents.add(connection, replace(last, address="", word=""))
    return 1


def _is_named_in(draft: Draft, contacts: Sequence[str]) -> bool:
    values = {contact.partition(":")[2] for contact in contacts}
    return any(isinstance(answer.value, str) and answer.value in values for answer in draft.answers.values())


def _waiting(draft: Draft, record: NoticeRecord) -> Notice | None:
    return read_notice(record, draft.key) if record.sealed else None
