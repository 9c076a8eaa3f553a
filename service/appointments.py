"""Appointments: what a held slot becomes with its case; moved, confirmed and called off by who made it.

Each verb is decided first and written in one unit of work with the case's history, like all that its owner does. Who
may is `tracking`'s and `conversation`'s to judge: by the status code, or because the reminder went to their contact.
Whether somebody came is noted by an officer, which `casework` decides and writes down here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import uuid_utils

from service.case_history import OWNER, enter
from service.changes import Changes
from service.definitions.model_workflow import CaseState
from service.drafts import Draft, Drafts, Overtaken, contact_in
from service.journey import Journey, Step
from service.messages import (
    Appointment,
    Asks,
    Notice,
    Option,
    Parts,
    Problem,
    Prompt,
    Turn,
    Value,
    Visitor,
)
from service.notices import COMING, Notices, take_back
from service.prompts import Prompts
from service.questions.question import Kept
from service.questions.slot import time_shown
from service.references import read_reference
from service.registers.calendars import Slot, read_slot
from service.store import appointments as rows
from service.store.database import Connection
from service.store.records import AppointmentRecord, Attendance

BEFOREHAND = timedelta(days=1)
"""So long before they come, people are reminded; who makes an appointment later than that is not."""
ASKED = "@appointment"
"""The path of what a line is asked about an appointment."""
KEEP, MOVE, CANCEL, LEAVE = "keep", "move", "cancel", "leave"

Write = Callable[[Connection], None]


@dataclass(frozen=True)
class Arranged:
    """What a verb came to: what is said, the question that is asked again, and what must be written."""

    said: str = ""
    prompt: Prompt | None = None
    write: Write | None = None

    def turn(self, language: str) -> Turn:
        return Turn(said=(self.said,) if self.said else (), prompt=self.prompt, language=language)


@dataclass(frozen=True)
class Appointments:
    drafts: Drafts
    prompts: Prompts
    notices: Notices

    # --- when a case is made ----------------------------------------------------------------------------------

    def making(self, draft: Draft, state: Journey, reference: str, visitor: Visitor) -> Write | None:
        """What makes an appointment of the slot that a way holds; None where the way asks for none.

        The unit of work raises Overtaken where the slot was lost meanwhile.
        """
        step, diary = self._step(draft, state), self.drafts.diary
        if diary is None or not draft.definition.slots:
            return None
        if step is None or step.answer is None:
            return lambda connection: diary.release(connection, draft.id)
        slot = read_slot(step.answer.value)
        assert slot is not None
        contact = contact_in(draft) or (visitor.line.contact if visitor.line else "")
        record = _record(draft, step, slot)
        remind = self._reminding(draft, record, reference, contact)

        def write(connection: Connection) -> None:
            if not diary.book(connection, draft.id, step.path):
                raise Overtaken
            rows.add(connection, record)
            remind(connection)

        return write

    def taken_in(self, connection: Connection, draft: Draft, state: Journey) -> None:
        """The same for a case that was made in another store: it is a case, whatever became of its slot meanwhile."""
        step, diary = self._step(draft, state), self.drafts.diary
        slot = read_slot(step.answer.value) if step is not None and step.answer is not None else None
        if diary is None or step is None or slot is None or rows.of_draft(connection, draft.id):
            return
        kept = diary.book(connection, draft.id, step.path)
        record = _record(draft, step, slot)
        rows.add(connection, record if kept else replace(record, state="lost"))

    def _step(self, draft: Draft, state: Journey) -> Step | None:
        """The question whose answer is the time, where it was asked and answered."""
        return next(
            (
                step
                for step in state.steps
                if step.asked.code in draft.definition.slots and step.answer and step.answer.state == "given"
            ),
            None,
        )

    # --- how it stands ----------------------------------------------------------------------------------------

    def record_of(self, draft: Draft) -> AppointmentRecord | None:
        if not draft.definition.slots:
            return None
        with self.drafts.database.reading() as connection:
            return next(iter(rows.of_draft(connection, draft.id)), None)

    def shown(self, draft: Draft, at: CaseState, language: str) -> Appointment | None:
        """The appointment of a case in words; None where it has none."""
        record = self.record_of(draft)
        if record is None:
            return None
        say, when = self.prompts.wording(language).say, self._when(record.start, language)
        where = self._where(record.calendar, language)
        movable = self._may_move(record, at)
        if record.attendance == "came":
            words = say("Your appointment was on {when}.", when=when)
        elif record.attendance == "missed":
            words = say("We did not meet on {when}.", when=when)
            if movable:
                words += " " + say("That can happen to anybody: choose another time that suits you.")
        elif record.state == "cancelled":
            words = say("Your appointment on {when} is called off.", when=when)
        elif record.state == "lost":
            words = say("Your time, {when}, could not be kept for you. Please choose another one.", when=when)
        else:
            words = say("Your appointment: {when}. {where}.", when=when, where=where)
        return Appointment(
            words=words,
            when=when,
            where=where,
            state="made" if record.attendance else record.state,  # what was confirmed is no reproach
            coming=not _is_gone(record) and record.start > self.drafts.clock(),
            movable=movable,
        )

    def note(self, draft: Draft, state: Journey, language: str) -> list[str]:
        """When and where to come, for a receipt."""
        step = self._step(draft, state)
        slot = read_slot(step.answer.value) if step is not None and step.answer is not None else None
        if slot is None:
            return []
        when, where = self._when(slot.start, language), self._where(slot.calendar, language)
        say = self.prompts.wording(language).say
        return [say("Your appointment: {when}. {where}.", when=when, where=where)]

    def _when(self, start: datetime, language: str) -> str:
        return time_shown(start, self.prompts.asking_by_itself(language), year=True)

    def _where(self, code: str, language: str) -> str:
        diary = self.drafts.diary
        calendar = diary.calendars.get(code) if diary is not None else None
        text = calendar.where if calendar is not None else ""
        return self.prompts.wording(language).of_town(f"town.calendars.{code}.where", text)

    def invitation(self, draft: Draft, language: str) -> bytes | None:
        """The appointment as a file for the calendar of who comes; None where there is none."""
        record = self.record_of(draft)
        if record is None or record.state == "lost":
            return None
        title = draft.definition.text("title", language)
        return calendar_file(
            record,
            f"{title}, {self.prompts.town.name}",
            self._where(record.calendar, language),
            self.drafts.clock(),
        )

    # --- afterwards -------------------------------------------------------------------------------------------

    def choosing(
        self,
        draft: Draft,
        state: Journey,
        visitor: Visitor,
        problem: Problem | None = None,
        entered: Parts | None = None,
    ) -> Prompt | None:
        """The question for another time; None where there is none to move."""
        step, record = self._step(draft, state), self.record_of(draft)
        if step is None or record is None:
            return None
        step = _without_answer(step) if _is_gone(record) else step
        asked = self.prompts.alone(draft.definition, state, step, visitor, problem, entered)
        words = self.prompts.wording(visitor.language).say("Which time suits you better?")
        return replace(asked, words=words, short=words, help="", progress=None, optional=False, section="")

    def moved(
        self, draft: Draft, state: Journey, at: CaseState, shown_as: str, parts: Parts, visitor: Visitor
    ) -> Arranged:
        """To another time: the calendar of who comes shows the same appointment there. The same time is no change.

        `shown_as` is the reference as people read it.
        """
        step, record, diary = self._step(draft, state), self.record_of(draft), self.drafts.diary
        say = self.prompts.wording(visitor.language).say
        if step is None or record is None or diary is None or not self._may_move(record, at):
            return Arranged(say("This appointment cannot be changed any more. Please call us."))
        gone = _is_gone(record)
        step = _without_answer(step) if gone else step
        understood = self._understood(draft, step, parts, visitor)
        if isinstance(understood, Problem):
            return Arranged(prompt=self.choosing(draft, state, visitor, understood, parts))
        slot = read_slot(understood)
        assert slot is not None
        same = (record.calendar, record.start) == (slot.calendar, slot.start)
        if same and not gone:
            return Arranged(say("Your appointment stays as it is."))
        changes = Changes(self.drafts, draft, visitor)
        changes.put(step.path, understood)
        changes.note("rearranged", step.path)
        contact = contact_in(changes.draft) or (visitor.line.contact if visitor.line else "")
        later = replace(
            record,
            calendar=slot.calendar,
            start=slot.start,
            minutes=slot.minutes,
            sequence=record.sequence + 1,
            state="made",
            attendance="",
        )
        remind = self._reminding(draft, later, shown_as, contact)

        def write(connection: Connection) -> None:
            changes.write(connection)
            take_back(connection, record.draft, COMING)
            self._change(connection, record, later)
            remind(connection)
            self._enter(connection, draft, read_reference(shown_as) or "", "moved")

        words = say(
            "Your appointment is now: {when}. {where}.",
            when=self._when(later.start, visitor.language),
            where=self._where(later.calendar, visitor.language),
        )
        return Arranged(words, write=write)

    def _understood(self, draft: Draft, step: Step, parts: Parts, visitor: Visitor) -> Value | Problem:
        asking = self.prompts.asking(draft.definition, step, self.prompts.today(), visitor.language)
        question = step.asked.question
        understood = question.understand(parts, asking)
        if isinstance(understood, Problem | Kept):
            return understood if isinstance(understood, Problem) else Problem("wrong-form", "")
        return question.check(understood, asking) or understood

    def cancelled(self, draft: Draft, at: CaseState, reference: str, visitor: Visitor) -> Arranged:
        """Called off: the time is anybody's, and no reminder goes out. Twice is once."""
        record, say = self.record_of(draft), self.prompts.wording(visitor.language).say
        if record is not None and record.state == "cancelled":
            return Arranged(say("Your appointment is called off."))
        if record is None or record.attendance or not self._may_move(record, at):
            return Arranged(say("This appointment cannot be changed any more. Please call us."))
        changes = Changes(self.drafts, draft, visitor)
        changes.change(version=draft.version + 1)
        changes.note("rearranged", record.path)

        def write(connection: Connection) -> None:
            changes.write(connection)
            self._call_off(connection, record)
            self._enter(connection, draft, reference, "cancelled")

        return Arranged(say("Your appointment is called off."), write=write)

    def confirmed(self, draft: Draft, at: CaseState, reference: str, visitor: Visitor) -> Arranged:
        """Who was reminded says that they come."""
        record, say = self.record_of(draft), self.prompts.wording(visitor.language).say
        if record is None or not self._may_move(record, at) or _is_gone(record):
            return Arranged(say("This appointment cannot be changed any more. Please call us."))
        words = say("Thank you. See you on {when}.", when=self._when(record.start, visitor.language))
        if record.state == "confirmed":
            return Arranged(words)

        def write(connection: Connection) -> None:
            self._change(connection, record, replace(record, state="confirmed"))
            self._enter(connection, draft, reference, "confirmed")

        return Arranged(words, write=write)

    def ended(self, connection: Connection, draft: Draft) -> None:
        """The case has come to an end: what lies ahead is called off, and its time anybody's."""
        if not draft.definition.slots:
            return
        for record in rows.of_draft(connection, draft.id):
            if record.start > self.drafts.clock() and record.state not in ("cancelled", "lost"):
                self._call_off(connection, record)

    def _call_off(self, connection: Connection, record: AppointmentRecord) -> None:
        take_back(connection, record.draft, COMING)
        off = replace(record, state="cancelled", sequence=record.sequence + 1)
        self._change(connection, record, off)
        assert self.drafts.diary is not None
        self.drafts.diary.release(connection, record.draft, [record.path])

    def standing(self, draft: Draft) -> AppointmentRecord | None:
        """The appointment of a case, ahead or over; None where there is none, or it was called off."""
        record = self.record_of(draft)
        return record if record is not None and record.state not in ("cancelled", "lost") else None

    def has_begun(self, record: AppointmentRecord) -> bool:
        return record.start <= self.drafts.clock()

    def attended(self, connection: Connection, record: AppointmentRecord, attendance: Attendance) -> None:
        """An officer says whether somebody came. Raises Overtaken where it has been changed meanwhile."""
        self._change(connection, record, replace(record, attendance=attendance))

    def _may_move(self, record: AppointmentRecord, at: CaseState) -> bool:
        return not at.end and (_is_gone(record) or record.start > self.drafts.clock())

    def _change(self, connection: Connection, before: AppointmentRecord, after: AppointmentRecord) -> None:
        if not rows.change(connection, before, after):
            raise Overtaken

    def _enter(self, connection: Connection, draft: Draft, reference: str, about: str) -> None:
        enter(connection, draft, reference, self.drafts.clock(), OWNER, "rearranged", about)

    # --- reminding --------------------------------------------------------------------------------------------

    def _reminding(self, draft: Draft, record: AppointmentRecord, reference: str, contact: str) -> Write:
        """What puts the reminder of an appointment into the outbox; nothing where nobody is reminded."""
        due, scheme = self._due(record), contact.partition(":")[0]
        if scheme not in self.notices.carried or due <= self.drafts.clock():
            return lambda connection: None
        language = draft.record.language
        title, say = draft.definition.text("title", language), self.prompts.wording(language).say
        words = say(
            "{town} reminds you: {title}, {when}. {where}.",
            town=self.prompts.town.name,
            title=title,
            when=self._when(record.start, language),
            where=self._where(record.calendar, language),
        )
        # a line goes on by itself, so that a number can be answered; a letter says where it can be changed
        turn = Turn(said=(words,), prompt=self.menu(language), language=language) if scheme == "tel" else None
        how = say("You can change it with your reference and status code: {reference}.", reference=reference)
        asks = Asks(ASKED, "", read_reference(reference) or "", record.start) if turn is not None else None
        notice = Notice(contact, title, f"{words} {how}", language, turn=turn, asks=asks)
        return self.notices.posting(draft, notice, record.start, due, purpose=COMING, awaited=False)

    def _due(self, record: AppointmentRecord) -> datetime:
        """The day before, at the same time on the town's clocks."""
        zone = ZoneInfo(self.prompts.town.timezone)
        local = record.start.astimezone(zone).replace(tzinfo=None) - BEFOREHAND
        return local.replace(tzinfo=zone)

    def menu_of(self, draft: Draft, language: str) -> Prompt:
        """What can be done with the appointment of a case as it stands, for a line of words."""
        record, menu = self.record_of(draft), self.menu(language)
        if record is None or not _is_gone(record):
            return menu
        say = self.prompts.wording(language).say
        another = (Option(MOVE, say("Choose another time")), Option(LEAVE, say("No, leave it")))
        return replace(menu, words=say("Would you like another time?"), options=another)

    def menu(self, language: str) -> Prompt:
        """What can be done with an appointment that lies ahead."""
        say = self.prompts.wording(language).say
        return Prompt(
            id="appointment",
            kind="choose",
            path=ASKED,
            words=say("Will you come?"),
            options=(
                Option(KEEP, say("Yes, I will come")),
                Option(MOVE, say("Choose another time")),
                Option(CANCEL, say("No, call it off")),
            ),
            hint="choice",
        )


def _record(draft: Draft, step: Step, slot: Slot) -> AppointmentRecord:
    return AppointmentRecord(
        id=str(uuid_utils.uuid4()),
        draft=draft.id,
        path=step.path,
        calendar=slot.calendar,
        start=slot.start,
        minutes=slot.minutes,
        sequence=0,
        state="made",
    )


def _is_gone(record: AppointmentRecord) -> bool:
    """Whether nothing is left of it but that another time may be chosen."""
    return record.state in ("cancelled", "lost") or record.attendance == "missed"


def _without_answer(step: Step) -> Step:
    return Step(step.path, step.asked, None, step.block, step.scope, step.item, step.number)


def calendar_file(record: AppointmentRecord, summary: str, where: str, now: datetime) -> bytes:
    """RFC 5545: the same UID for good, and a sequence by which calendars know the newest; called off as well."""
    from icalendar import Calendar, Event

    off = record.state == "cancelled"
    file, event = Calendar(), Event()
    file.add("prodid", "-//No Wrong Door//EN")
    file.add("version", "2.0")
    file.add("method", "CANCEL" if off else "PUBLISH")
    event.add("uid", f"{record.id}@nowrongdoor")
    event.add("sequence", record.sequence)
    event.add("dtstamp", now)
    event.add("dtstart", record.start)
    event.add("dtend", record.start + timedelta(minutes=record.minutes))
    event.add("summary", summary)
    event.add("location", where)
    event.add("status", "CANCELLED" if off else "CONFIRMED")
    file.add_component(event)
    content: bytes = file.to_ical()
    return content
