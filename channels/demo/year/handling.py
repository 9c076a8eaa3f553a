"""What officers do with one case, from its arrival to its end: as its workflow allows, and mostly in time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from channels.demo.year.seasons import HOLIDAY_MONTH
from channels.demo.year.town import Course, PlayedTown
from service.back_office import Changed, NoSuchCase, NotAllowed, NotDone, Words
from service.messages import Officer
from service.office_messages import Attendance, CaseMove, CaseView

IN_TIME, IN_TIME_IN_HOLIDAYS = 0.94, 0.62
"""Of all decisions, so many come before they are due."""
OVERDUE = 1.7
"""A late one takes up to so many times as long as it should."""
WITHOUT_DEADLINE = 12
"""Days that a case takes where nothing is promised."""
REFUSED = 0.1
"""How often a move is made that must be explained."""
MISSED = {"sms": 0.05, "whatsapp": 0.06, "counter": 0.09}
OTHERWISE_MISSED = 0.12
"""Of those who have an appointment, so many do not come, by where they made it: who is reminded where they wrote comes
more often."""
FORGOTTEN = 0.015
"""Of all cases, so many stay where they are."""
MOST_DEEDS = 8
AT_WORK = (8.5, 16.0)
A_MOMENT = timedelta(minutes=5)
REASONS = {
    "nl": "Kunt u ons zeggen bij welk huisnummer?",
    "fr": "Pouvez-vous nous dire à quel numéro ?",
    "en": "Could you tell us at which house number?",
    "ar": "هل يمكنكم إخبارنا عند أي رقم منزل؟",
}


def handled(town: PlayedTown, reference: str, officers: Sequence[Officer]) -> Course:
    """One case. Nobody sees to it again that is not theirs, or was withdrawn."""
    if town.happens(FORGOTTEN):
        return
    yield _until_morning(town, town.between(0.3, 3))
    officer, view = _taken_up(town, reference, officers)
    if officer is None or view is None:
        return
    decided_at, left = _decision(town, view), {view.line.status}
    for _ in range(MOST_DEEDS):
        if view is None or view.line.ended:
            return
        move = _chosen(town, view, left)
        if move is None:
            return
        left.add(move.to)
        _make(town, officer, reference, view, move)
        yield _until_morning(town, max(0.5, (decided_at - town.clock.now) / timedelta(days=1)))
        view = _looked(town, officer, reference)
        if view is not None and view.line.waits:
            yield _until_morning(town, town.between(4, 12))
            view = _looked(town, officer, reference)


def received(town: PlayedTown, reference: str, officers: Sequence[Officer]) -> Course:
    """Whether the citizen comes to their appointment, where they have made one and not called it off."""
    officer = officers[-1]
    view = _looked(town, officer, reference)
    while view is not None and view.appointment is not None and not view.appointment.attendance:
        appointment = view.appointment
        if appointment.begun:
            missed = town.coming.random() < MISSED.get(view.line.doors[-1], OTHERWISE_MISSED)
            noted: Attendance = "missed" if missed else "came"
            town.core.back_office.note_attendance(officer, reference, appointment.number, noted)
            return
        yield appointment.begins_at - town.clock.now + A_MOMENT
        view = _looked(town, officer, reference)


def _taken_up(
    town: PlayedTown, reference: str, officers: Sequence[Officer]
) -> tuple[Officer | None, CaseView | None]:
    """By the first whose office it is; often the head takes it on themselves."""
    order = list(officers) if town.happens(0.75) else list(reversed(officers))
    for officer in order:
        view = _looked(town, officer, reference)
        if view is not None:
            return officer, view
    return None, None


def _looked(town: PlayedTown, officer: Officer, reference: str) -> CaseView | None:
    try:
        view = town.core.back_office.look(officer, reference, "nl", "handling")
    except (NoSuchCase, NotAllowed):
        return None
    return view if isinstance(view, CaseView) else None


def _decision(town: PlayedTown, view: CaseView) -> datetime:
    """When it is decided, counted from when it came and when it is due."""
    came, due = view.line.submitted_at, view.line.due
    days = max(1.0, (due - came.date()).days) if due is not None else float(WITHOUT_DEADLINE)
    share = IN_TIME_IN_HOLIDAYS if HOLIDAY_MONTH in (came.month, due.month if due else 0) else IN_TIME
    took = town.between(0.35, 0.9) if town.happens(share) else town.between(1.1, OVERDUE)
    return came + timedelta(days=days * took)


def _chosen(town: PlayedTown, view: CaseView, left: set[str]) -> CaseMove | None:
    """A move onwards: where nothing has to be explained, as a rule."""
    onwards = [each for each in view.moves if each.to not in left] or list(view.moves)
    plain = [each for each in onwards if not each.reason]
    explained = [each for each in onwards if each.reason]
    some = explained if explained and (not plain or town.happens(REFUSED)) else plain
    return town.chance.choice(some) if some else None


def _make(town: PlayedTown, officer: Officer, reference: str, view: CaseView, move: CaseMove) -> None:
    language = view.line.language
    words = Words(REASONS.get(language, REASONS["en"]), language if language in REASONS else "en")
    try:
        town.core.back_office.move(
            officer, reference, move.to, view.version, words if move.reason else Words()
        )
    except (NoSuchCase, NotAllowed, NotDone, Changed):
        return  # its owner was faster, or it is not for this role
    town.deliver()


def _until_morning(town: PlayedTown, days: float) -> timedelta:
    """So long, and then to the next hour at which an office works."""
    then = town.local + timedelta(days=days)
    while then.weekday() > 4:
        then += timedelta(days=1)
    first, last = AT_WORK
    at = datetime.combine(then.date(), time(), then.tzinfo) + timedelta(hours=town.between(first, last))
    if at <= town.local:
        at = datetime.combine(at.date() + timedelta(days=3 if at.weekday() == 4 else 1), at.timetz())
    return at - town.local
