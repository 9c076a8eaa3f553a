"""Appointments from the first look at free times to the reminder: held, lost, kept, moved and called off."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from sqlalchemy import text

from service.assembly import Core, open_core
from service.back_office import Changed, NotDone
from service.messages import Capabilities, Line, Officer, Receipt, Reply, Turn, Visitor
from service.office_messages import Attendance, CaseAppointment, CaseView
from tests.carrier import Kept
from tests.conftest import ROOT, SettableClock

WEB = Visitor("web", "en", Capabilities(pages=True))
LINE = Visitor(
    "sms", "en", Capabilities(private=False, slow=True), Line("tel:+32470123456", "tel:+32460000000")
)
CALENDAR = "population-desk"


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """The town with one service and a calendar in which one person comes at a time."""
    copied = Path(shutil.copytree(ROOT / "config", tmp_path / "config"))
    for folder in (copied / "services").iterdir():
        if folder.name != "identity-card":
            shutil.rmtree(folder)
    write(copied, "capacity: 3 ", "capacity: 1 ")
    return copied


def write(config: Path, before: str, after: str) -> None:
    file = config / "calendars" / f"{CALENDAR}.yaml"
    text = file.read_text("utf-8")
    assert before in text
    file.write_text(text.replace(before, after), "utf-8")


@pytest.fixture
def core(config: Path, data: Path, database_url: str, clock: SettableClock) -> Iterator[Core]:
    opened = open_core(data, config, database_url, carried=frozenset({"tel", "mailto"}), clock=clock)
    assert not [each for each in opened.operations.publish() if each.severity == "error"]
    yield opened
    opened.close()


def begun(core: Core, visitor: Visitor = WEB) -> Turn:
    turn = core.front_office.begin("identity-card", visitor)
    return answer(core, turn, "expires", visitor)


def answer(core: Core, turn: Turn, words: str, visitor: Visitor = WEB) -> Turn:
    assert turn.draft is not None
    assert turn.prompt is not None
    return core.front_office.answer(turn.draft, turn.prompt.path, {"answer": words}, turn.version, visitor)


def at_check(core: Core, when: str, visitor: Visitor = WEB, mobile: str = "0470 12 34 56") -> Turn:
    turn = answer(core, begun(core, visitor), when, visitor)
    turn = answer(core, turn, "An Peeters", visitor)
    turn = answer(core, turn, mobile, visitor)
    assert turn.prompt is not None
    assert turn.prompt.kind == "check", turn.prompt
    return turn


def submitted(core: Core, when: str, visitor: Visitor = WEB, **more: str) -> Receipt:
    turn = at_check(core, when, visitor, **more)
    assert turn.draft is not None
    turn = core.front_office.submit(turn.draft, turn.version, visitor)
    assert turn.prompt is not None
    assert turn.prompt.receipt is not None, turn.prompt
    return turn.prompt.receipt


def offered(turn: Turn) -> list[str]:
    assert turn.prompt is not None
    return [option.label for option in turn.prompt.options]


def status(core: Core, receipt: Receipt, language: str = "en") -> Any:
    visitor = Visitor("web", language, Capabilities(pages=True))
    found = core.front_office.track(receipt.reference, receipt.status_code, visitor)
    assert found is not None
    assert found.appointment is not None
    return found.appointment


TUESDAY, WEDNESDAY = "Tuesday 24 November, 09:00", "Wednesday 25 November, 14:00"


def test_what_somebody_holds_is_offered_to_nobody_else_and_still_to_them(core: Core) -> None:
    mine = answer(core, begun(core), TUESDAY)
    assert TUESDAY not in offered(begun(core))
    assert mine.draft is not None
    again = core.front_office.ask(mine.draft, WEB, "when")
    assert TUESDAY in offered(again)
    assert again.prompt is not None
    assert again.prompt.parts[0].value == "2026-11-24T08:00Z"


def test_another_answer_a_dead_end_and_a_quarter_of_an_hour_let_go_of_it(
    core: Core, clock: SettableClock
) -> None:
    mine = answer(core, begun(core), TUESDAY)
    assert mine.draft is not None
    answer(core, core.front_office.ask(mine.draft, WEB, "when"), WEDNESDAY)
    assert TUESDAY in offered(begun(core))
    assert WEDNESDAY not in offered(begun(core))
    clock.pass_(timedelta(minutes=16))
    assert WEDNESDAY in offered(begun(core))


def test_a_slow_line_holds_it_for_hours_and_going_on_holds_it_longer(
    core: Core, clock: SettableClock
) -> None:
    answer(core, begun(core, LINE), WEDNESDAY, LINE)
    clock.pass_(timedelta(hours=3))
    assert WEDNESDAY not in offered(begun(core))
    quick = answer(core, begun(core), TUESDAY)
    clock.pass_(timedelta(minutes=10))
    answer(core, quick, "An Peeters")
    clock.pass_(timedelta(minutes=10))
    assert TUESDAY not in offered(begun(core))


def test_who_was_too_slow_is_told_so_keeps_every_other_answer_and_is_offered_the_nearest(
    core: Core, clock: SettableClock
) -> None:
    slow = at_check(core, WEDNESDAY)
    clock.pass_(timedelta(minutes=20))
    submitted(core, WEDNESDAY)
    assert slow.draft is not None
    turn = core.front_office.submit(slow.draft, slow.version, WEB)
    assert turn.prompt is not None
    assert (turn.prompt.path, turn.prompt.problem and turn.prompt.problem.code) == ("when", "lost")
    assert turn.prompt.problem is not None
    assert "is not kept for you any more. Your other answers are all here." in turn.prompt.problem.words
    nearest = [option.label for option in turn.prompt.problem.options]
    assert "Wednesday 25 November, 14:30" in nearest
    assert WEDNESDAY not in nearest
    turn = answer(core, turn, nearest[0])
    assert turn.prompt is not None
    assert turn.prompt.kind == "check"


def test_who_was_slow_and_lucky_still_gets_it(core: Core, clock: SettableClock) -> None:
    slow = at_check(core, WEDNESDAY)
    clock.pass_(timedelta(minutes=50))
    assert slow.draft is not None
    turn = core.front_office.submit(slow.draft, slow.version, WEB)
    assert turn.prompt is not None
    assert turn.prompt.receipt is not None


def test_who_chooses_what_was_taken_a_moment_ago_is_told_and_offered_the_nearest(core: Core) -> None:
    late = begun(core)
    answer(core, begun(core), TUESDAY)
    turn = answer(core, late, "2026-11-24T08:00Z")
    assert turn.prompt is not None
    assert turn.prompt.problem is not None
    assert turn.prompt.problem.code == "taken"
    assert turn.prompt.problem.options[0].label == "Tuesday 24 November, 09:30"


def test_a_calendar_that_was_changed_under_a_held_time_loses_nothing_but_that(
    core: Core, config: Path
) -> None:
    turn = at_check(core, TUESDAY)
    write(config, "closed:  ", "closed: [2026-11-24]\n#")
    file = config / "calendars" / f"{CALENDAR}.yaml"
    text = file.read_text("utf-8")
    file.write_text(re.sub(r"\n  - 20\d\d-\d\d-\d\d", "", text), "utf-8")
    assert turn.draft is not None
    turn = core.front_office.submit(turn.draft, turn.version, WEB)
    assert turn.prompt is not None
    assert turn.prompt.problem is not None
    assert turn.prompt.problem.words.startswith(f"{TUESDAY} is not kept for you any more.")
    assert all("24 November" not in label for label in offered(turn))


def test_a_full_calendar_says_so_and_whom_to_ask(core: Core, config: Path) -> None:
    file = config / "calendars" / f"{CALENDAR}.yaml"
    file.write_text(re.sub(r"\n  (tues|wednes|thurs|fri)day: .*", "", file.read_text("utf-8")), "utf-8")
    write(config, "latest: 1 week", "latest: 5 days")
    turn = begun(core)
    assert turn.prompt is not None
    assert turn.prompt.problem is not None
    assert turn.prompt.problem.words == (
        "No time is free at the moment. Please try again tomorrow, or call us."
    )


@pytest.mark.parametrize(
    ("language", "words", "day", "hour"),
    [
        ("en", "wednesday at 2pm", 25, 13),
        ("en", "25 november 14:00", 25, 13),
        ("en", "tomorrow 9.30", 24, 8),
        ("nl", "woensdag 14u30", 25, 13),
        ("nl", "morgen om 10 uur", 24, 9),
        ("fr", "mercredi à 14h", 25, 13),
        ("fr", "le 24 novembre à 9 heures", 24, 8),
        ("ar", "غدا الساعة 10", 24, 9),
        ("ar", "٢٥ نوفمبر ١٤:٠٠", 25, 13),
        ("en", "2", 24, 8),
    ],
)
def test_a_day_and_a_time_are_understood_as_people_write_them(
    core: Core, language: str, words: str, day: int, hour: int
) -> None:
    visitor = Visitor("web", language, Capabilities())
    turn = answer(core, begun(core, visitor), words, visitor)
    assert turn.draft is not None
    assert turn.prompt is not None
    assert turn.prompt.path == "name", turn.prompt.problem
    draft = core.front_office.drafts.get(turn.draft)
    assert draft is not None
    assert draft.answers["when"].value["start"].startswith(f"2026-11-{day}T{hour:02}:")


def test_a_day_alone_is_asked_back_with_its_times(core: Core) -> None:
    turn = answer(core, begun(core), "friday")
    assert turn.prompt is not None
    assert turn.prompt.problem is not None
    assert {option.group for option in turn.prompt.problem.options} == {"Friday 27 November"}
    turn = answer(core, turn, "sunday 9:00")
    assert turn.prompt is not None
    assert turn.prompt.problem is not None
    assert turn.prompt.problem.code == "not-free"
    assert turn.prompt.problem.options


def test_receipt_and_status_say_when_and_where_in_each_language(core: Core) -> None:
    receipt = submitted(core, WEDNESDAY)
    assert receipt.appointment
    assert receipt.notes[0].startswith("Your appointment: Wednesday 25 November 2026, 14:00. Town Hall")
    assert status(core, receipt, "fr").words.startswith("Votre rendez-vous : mercredi 25 novembre 2026")
    assert status(core, receipt).movable


def test_moving_frees_the_time_before_and_the_calendar_file_stays_the_same_appointment(core: Core) -> None:
    receipt = submitted(core, WEDNESDAY)
    before = event(core, receipt)
    office, proof = core.front_office, (receipt.reference, receipt.status_code)
    turn = office.move_appointment(*proof, {"answer": "friday 9:00"}, WEB)
    assert turn is not None
    assert turn.said[0].startswith("Your appointment is now: Friday 27 November 2026, 09:00.")
    after = event(core, receipt)
    assert (after["uid"], after["sequence"]) == (before["uid"], 1)
    assert before["dtstart"].dt.hour == 13
    assert after["dtstart"].dt.day == 27
    assert WEDNESDAY in offered(begun(core))
    case = core.back_office.show(receipt.reference)
    assert case is not None
    assert case["answers"]["when"]["start"] == "2026-11-27T08:00Z"


def event(core: Core, receipt: Receipt) -> Any:
    content = core.front_office.calendar_file(receipt.reference, receipt.status_code, WEB)
    assert content is not None
    (found,) = Calendar.from_ical(content).walk("VEVENT")
    return found


def test_calling_off_frees_the_time_and_another_one_may_be_chosen_later(core: Core) -> None:
    receipt = submitted(core, WEDNESDAY)
    office, proof = core.front_office, (receipt.reference, receipt.status_code)
    for _ in range(2):
        turn = office.cancel_appointment(*proof, WEB)
        assert turn is not None
        assert turn.said == ("Your appointment is called off.",)
    assert WEDNESDAY in offered(begun(core))
    assert (event(core, receipt)["status"], event(core, receipt)["sequence"]) == ("CANCELLED", 1)
    assert status(core, receipt).state == "cancelled"
    turn = office.move_appointment(*proof, {"answer": WEDNESDAY}, WEB)
    assert turn is not None
    assert status(core, receipt).coming
    assert WEDNESDAY not in offered(begun(core))


def test_a_wrong_code_moves_and_tells_nothing(core: Core) -> None:
    receipt = submitted(core, WEDNESDAY)
    office = core.front_office
    assert office.move_appointment(receipt.reference, "000000", {"answer": TUESDAY}, WEB) is None
    assert office.cancel_appointment(receipt.reference, "000000", WEB) is None
    assert office.confirm_appointment(receipt.reference, "000000", WEB) is None
    assert office.calendar_file(receipt.reference, "000000", WEB) is None
    named = office.track(receipt.reference, "3456", WEB)
    assert named is not None
    assert named.appointment is None


def test_a_case_taken_back_frees_its_time(core: Core) -> None:
    receipt = submitted(core, WEDNESDAY)
    core.front_office.withdraw(receipt.reference, receipt.status_code, WEB)
    assert WEDNESDAY in offered(begun(core))
    assert status(core, receipt).state == "cancelled"
    assert not status(core, receipt).movable


def test_officers_see_when_the_citizen_comes(core: Core) -> None:
    receipt = submitted(core, WEDNESDAY)
    core.front_office.confirm_appointment(receipt.reference, receipt.status_code, WEB)
    officer = Officer("els", "Els", ("officer",), "population")
    view = core.back_office.look(officer, receipt.reference, "en", "handling")
    assert any("Wednesday 25 November 2026, 14:00" in note and "confirmed" in note for note in view.notes)
    assert [entry.about for entry in view.entries] == ["confirmed"]


# --- whether they came --------------------------------------------------------------------------------------

ELS = Officer("els", "Els", ("officer",), "population")


def opened(core: Core, receipt: Receipt, officer: Officer = ELS) -> CaseAppointment:
    """What the officer sees of the appointment, who has opened the case."""
    view = core.back_office.look(officer, receipt.reference, "en", "handling")
    assert isinstance(view, CaseView)
    assert view.appointment is not None
    return view.appointment


def note(core: Core, receipt: Receipt, attendance: Attendance) -> None:
    core.back_office.note_attendance(ELS, receipt.reference, opened(core, receipt).number, attendance)


def begun_at(core: Core, clock: SettableClock, receipt: Receipt) -> None:
    clock.now = opened(core, receipt).begins_at


def figures(core: Core, clock: SettableClock) -> dict[str, int]:
    """What was counted of appointments, by what and door."""
    clock.pass_(timedelta(seconds=30))
    core.evidence.catch_up(publishing=False)
    with core.operations.database.reading() as connection:
        query = "select what || ' ' || door, number from tallies where what in ('came', 'missed', 'expected')"
        return {what: number for what, number in connection.execute(text(query)) if number}


@pytest.mark.parametrize("attendance", ["came", "missed"])
def test_an_officer_notes_whether_the_citizen_came_once_and_it_counts_where_the_case_was_sent(
    core: Core, clock: SettableClock, attendance: Attendance
) -> None:
    receipt = submitted(core, WEDNESDAY, LINE)
    begun_at(core, clock, receipt)
    for _ in range(2):
        note(core, receipt, attendance)
    assert opened(core, receipt).attendance == attendance
    log = core.back_office.audit.of_case(receipt.reference.replace("-", ""))
    assert [(each.officer, each.about) for each in log if each.deed == "attended"] == [("els", attendance)]
    assert isinstance(core.back_office.audit.verify(), tuple), "the chain is whole"
    assert figures(core, clock) == {f"{attendance} sms": 1, "expected sms": 1}
    written, _ = core.operations.people.exported(core.operations.people.of_contacts(["tel:+32470123456"]))
    assert written["cases"][0]["appointments"][0]["attendance"] == attendance


def test_before_its_time_nobody_can_have_come_or_not(core: Core, clock: SettableClock) -> None:
    receipt = submitted(core, WEDNESDAY)
    assert not opened(core, receipt).begun
    with pytest.raises(NotDone, match="early"):
        note(core, receipt, "missed")
    begun_at(core, clock, receipt)
    assert opened(core, receipt).begun
    note(core, receipt, "missed")


def test_a_slip_is_taken_back_and_the_last_word_counts(core: Core, clock: SettableClock) -> None:
    slipped, mended = submitted(core, WEDNESDAY), submitted(core, "wednesday 15:00")
    begun_at(core, clock, mended)
    for word in ("missed", ""):
        note(core, slipped, word)
    for word in ("missed", "", "came"):
        note(core, mended, word)
    assert opened(core, slipped).attendance == ""
    assert figures(core, clock) == {"came web": 1, "expected web": 1}
    assert status(core, slipped).words.startswith("Your appointment: Wednesday 25 November")
    view = core.back_office.look(ELS, slipped.reference, "en")
    assert isinstance(view, CaseView)
    assert [(each.deed, each.about) for each in view.entries] == [("attended", "missed"), ("attended", "")]


def test_who_did_not_come_is_told_without_blame_and_may_choose_another_time(
    core: Core, clock: SettableClock
) -> None:
    receipt = submitted(core, WEDNESDAY)
    proof = (receipt.reference, receipt.status_code)
    core.front_office.confirm_appointment(*proof, WEB)
    begun_at(core, clock, receipt)
    note(core, receipt, "missed")
    told = status(core, receipt)
    assert told.words == (
        "We did not meet on Wednesday 25 November 2026, 14:00. "
        "That can happen to anybody: choose another time that suits you."
    )
    assert (told.movable, told.coming, told.state) == (True, False, "made")
    assert core.front_office.cancel_appointment(*proof, WEB).said[0].startswith("This appointment cannot")
    assert core.front_office.confirm_appointment(*proof, WEB).said[0].startswith("This appointment cannot")
    turn = core.front_office.move_appointment(*proof, {"answer": "friday 9:00"}, WEB)
    assert turn is not None
    assert turn.said[0].startswith("Your appointment is now: Friday 27 November 2026, 09:00.")
    again = opened(core, receipt)
    assert (again.number, again.begun, again.attendance) == (1, False, "")
    with pytest.raises(Changed):
        core.back_office.note_attendance(ELS, receipt.reference, 0, "came")
    begun_at(core, clock, receipt)
    note(core, receipt, "came")
    assert status(core, receipt).words == "Your appointment was on Friday 27 November 2026, 09:00."
    assert not status(core, receipt).movable
    assert figures(core, clock) == {"missed web": 1, "came web": 1, "expected web": 2}


def test_who_is_told_on_a_line_that_they_were_not_there_is_asked_for_another_time(
    core: Core, phone: Phone, clock: SettableClock
) -> None:
    receipt = submitted(core, TUESDAY)
    begun_at(core, clock, receipt)
    note(core, receipt, "missed")
    turn = phone.says(f"STATUS {receipt.reference} {receipt.status_code}")
    assert turn.prompt is not None
    assert turn.prompt.words == "Would you like another time?"
    assert phone.says("2").said == ("Then it stays as it is.",)
    phone.says(f"STATUS {receipt.reference} {receipt.status_code}")
    phone.says("1")
    assert phone.says("thursday 10:00").said[0].startswith("Your appointment is now: Thursday 26 November")


def test_what_was_called_off_or_moved_to_another_day_cannot_be_missed(
    core: Core, clock: SettableClock
) -> None:
    off, moved = submitted(core, WEDNESDAY), submitted(core, "wednesday 15:00")
    seen = opened(core, moved).number
    core.back_office.look(ELS, off.reference, "en", "handling")
    core.front_office.cancel_appointment(off.reference, off.status_code, WEB)
    core.front_office.move_appointment(moved.reference, moved.status_code, {"answer": "friday 9:00"}, WEB)
    clock.now = clock.now.replace(day=25, hour=16)
    for each in (off, moved):
        core.back_office.look(ELS, each.reference, "en", "handling")
    with pytest.raises(NotDone, match="appointment"):
        core.back_office.note_attendance(ELS, off.reference, 0, "missed")
    with pytest.raises(Changed):
        core.back_office.note_attendance(ELS, moved.reference, seen, "missed")
    with pytest.raises(NotDone, match="early"):
        core.back_office.note_attendance(ELS, moved.reference, seen + 1, "missed")
    assert figures(core, clock) == {}


def test_the_list_of_a_day_shows_who_comes_to_the_office_in_their_order_and_nothing_personal(
    core: Core, clock: SettableClock
) -> None:
    late, soon = submitted(core, "wednesday 15:00"), submitted(core, WEDNESDAY)
    off, other_day = submitted(core, "wednesday 14:30"), submitted(core, TUESDAY)
    core.front_office.cancel_appointment(off.reference, off.status_code, WEB)
    core.front_office.confirm_appointment(soon.reference, soon.status_code, WEB)
    office, wednesday = core.back_office, date(2026, 11, 25)
    expected = office.appointments(ELS, wednesday, "en")
    assert [(each.line.reference, each.confirmed) for each in expected] == [
        (soon.reference, True),
        (late.reference, False),
    ]
    assert "An Peeters" not in repr(expected)
    assert "0470" not in repr(expected)
    (only,) = office.appointments(ELS, wednesday - timedelta(days=1), "en")
    assert only.line.reference == other_day.reference
    begun_at(core, clock, soon)
    note(core, soon, "missed")
    view = core.back_office.look(ELS, soon.reference, "en")
    assert isinstance(view, CaseView)
    office.move(ELS, soon.reference, "done", view.version)
    again = office.appointments(ELS, wednesday, "en")
    assert [(each.attendance, each.line.ended) for each in again] == [("missed", True), ("", False)]
    assert office.counts(ELS).today == 2


def test_another_office_sees_nobody_elses_and_who_receives_nobody_has_no_such_list(core: Core) -> None:
    submitted(core, WEDNESDAY)
    elsewhere, everywhere = replace(ELS, office="mobility"), replace(ELS, office="")
    assert core.back_office.appointments(elsewhere, date(2026, 11, 25), "en") == ()
    assert len(core.back_office.appointments(everywhere, date(2026, 11, 25), "en")) == 1
    assert core.back_office.counts(elsewhere).today is None
    assert core.back_office.counts(everywhere).today == 0


def test_two_officers_at_one_moment_are_one_word(core: Core, clock: SettableClock) -> None:
    receipt = submitted(core, WEDNESDAY)
    begun_at(core, clock, receipt)
    case = core.back_office.caseload.case(receipt.reference)
    assert case is not None
    one, other = (core.back_office.casework.attended(ELS, case, 0, word) for word in ("came", "missed"))
    with core.operations.database.writing() as connection:
        one(connection)
    with pytest.raises(Changed), core.operations.database.writing() as connection:
        other(connection)
    assert opened(core, receipt).attendance == "came"
    assert figures(core, clock) == {"came web": 1, "expected web": 1}


# --- the reminder, and answering it -------------------------------------------------------------------------


class Phone:
    """A telephone that is reminded and answers."""

    def __init__(self, core: Core) -> None:
        self.core, self.notices, self.said = core, Kept(), 0

    def delivered(self) -> int:
        return self.core.operations.deliver({"tel": self.notices, "mailto": self.notices})

    def says(self, words: str) -> Turn:
        self.said += 1
        return self.core.front_office.hear(Reply(words, f"d{self.said}"), LINE)


@pytest.fixture
def phone(core: Core) -> Phone:
    return Phone(core)


def test_the_day_before_people_are_reminded_in_their_language(
    core: Core, phone: Phone, clock: SettableClock
) -> None:
    visitor = Visitor("kiosk", "nl", Capabilities())
    submitted(core, "woensdag 14:00", visitor)
    clock.pass_(timedelta(hours=27))
    assert phone.delivered() == 0
    clock.pass_(timedelta(hours=2))
    assert phone.delivered() == 1
    (notice,) = phone.notices
    assert notice.language == "nl"
    assert "woensdag 25 november 2026, 14:00" in notice.words


@pytest.mark.parametrize(
    ("reply", "said", "state"),
    [
        ("1", "Thank you. See you on Wednesday 25 November 2026, 14:00.", "confirmed"),
        ("yes, I will come", "Thank you. See you on Wednesday 25 November 2026, 14:00.", "confirmed"),
        ("3", "Your appointment is called off.", "cancelled"),
    ],
)
def test_a_reply_to_the_reminder_confirms_or_calls_off(
    core: Core, phone: Phone, clock: SettableClock, reply: str, said: str, state: str
) -> None:
    receipt = submitted(core, WEDNESDAY)
    clock.pass_(timedelta(hours=29))
    phone.delivered()
    assert phone.says(reply).said == (said,)
    assert status(core, receipt).state == state
    clock.pass_(timedelta(minutes=1))
    assert phone.says("1").said != (said,), (
        "the reminder is answered, and the next words are about something else"
    )


def test_a_reply_to_the_reminder_moves_even_in_the_middle_of_something_else(
    core: Core, phone: Phone, clock: SettableClock
) -> None:
    receipt = submitted(core, WEDNESDAY)
    phone.says("CARD")
    clock.pass_(timedelta(hours=29))
    phone.delivered()
    turn = phone.says("2")
    assert turn.prompt is not None
    assert turn.prompt.words == "Which time suits you better?"
    turn = phone.says("thursday 10:00")
    assert turn.said[0].startswith("Your appointment is now: Thursday 26 November 2026, 10:00.")
    assert status(core, receipt).when == "Thursday 26 November 2026, 10:00"
    turn = phone.says("?")
    assert turn.prompt is not None
    assert turn.prompt.path == "reason", "what was under way goes on"


def test_what_was_moved_or_called_off_is_not_reminded_of(
    core: Core, phone: Phone, clock: SettableClock
) -> None:
    moved, off = submitted(core, WEDNESDAY), submitted(core, "wednesday 15:00")
    core.front_office.move_appointment(moved.reference, moved.status_code, {"answer": "friday 9:00"}, WEB)
    core.front_office.cancel_appointment(off.reference, off.status_code, WEB)
    clock.pass_(timedelta(hours=30))
    assert phone.delivered() == 0
    clock.pass_(timedelta(days=2))
    assert [notice.subject for notice in phone.notices] == []
    clock.now = clock.now.replace(day=26, hour=8, minute=1)
    assert phone.delivered() == 1
    assert "Friday 27 November 2026, 09:00" in phone.notices[0].words


def test_after_status_and_its_code_a_line_may_change_it_too(core: Core, phone: Phone) -> None:
    receipt = submitted(core, WEDNESDAY)
    phone.says("CARD")
    turn = phone.says(f"STATUS {receipt.reference} {receipt.status_code}")
    assert "Your appointment: Wednesday 25 November 2026, 14:00." in turn.said[0]
    phone.says("2")
    turn = phone.says("MORE")
    assert turn.prompt is not None
    assert turn.prompt.page == 1
    assert phone.says("friday 11:00").said[0].startswith("Your appointment is now: Friday 27 November")


def test_a_reminder_that_nobody_answers_keeps_no_trace_of_whom_it_went_to(
    core: Core, phone: Phone, clock: SettableClock
) -> None:
    submitted(core, WEDNESDAY)
    clock.pass_(timedelta(hours=29))
    phone.delivered()
    current = core.vault.current
    assert core.operations.rekeying.standing()[current].get("contacts whose reply is awaited") == 1
    clock.pass_(timedelta(days=3))
    core.operations.tidy()
    assert "contacts whose reply is awaited" not in core.operations.rekeying.standing()[current]
    found = core.operations.people.of_contacts(["tel:+32470123456"])
    written, _files = core.operations.people.exported(found)
    assert [each["state"] for each in written["cases"][0]["appointments"]] == ["made"]
