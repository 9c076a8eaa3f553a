"""The queues of an office, searching, and taking up the next case."""

from __future__ import annotations

from datetime import date, timedelta
from typing import cast, get_args

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from channels.counter.desk import Desk
from channels.counter.words import attendances, deed_of, nothing_in, views
from service.back_office import WORKING
from service.office_messages import Filters, View

FILTERED = frozenset({"service", "status", "language", "overdue", "reference"})
"""What stands in the address of a queue besides the page."""

A_DAY, FARTHEST = timedelta(days=1), timedelta(days=366)


class Queues:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def mine(self) -> ResponseReturnValue:
        """Where an officer begins: at their own cases, an auditor at the log."""
        roles = self._desk.officer().roles
        if "auditor" in roles:
            return redirect(url_for("counter.log"), 303)
        if not WORKING & set(roles):
            return redirect(url_for("counter.overview"), 303)
        return self.queue("mine")

    def log(self) -> ResponseReturnValue:
        desk, before = self._desk, request.args.get("before", None, int)
        reference = request.args.get("reference", "")
        lines = desk.back_office.log(desk.officer(), reference, before)
        return desk.page("log", lines=lines, reference=reference, deed_of=deed_of)

    def queue(self, view: str) -> ResponseReturnValue:
        desk, officer = self._desk, self._desk.officer()
        chosen = cast("View", view if view in get_args(View) else "mine")
        page = request.args.get("page", 1, int)
        filters = _filters()
        found = desk.back_office.queue(officer, chosen, desk.language(), page=page, filters=filters)
        return desk.page(
            "queue",
            queue=found,
            view=chosen,
            views=views(),
            counts=desk.back_office.counts(officer),
            number=max(page, 1),
            nothing=nothing_in(chosen) if filters == Filters() else _("No case fits. Choose otherwise."),
            filters=filters,
            kept={name: value for name, value in request.args.items() if name in FILTERED and value},
            choices=desk.back_office.filter_choices(officer, desk.language(), filters.service),
            spoken=desk.town.languages,
        )

    def appointments(self) -> ResponseReturnValue:
        """Who comes today, or on the day in the address."""
        desk, officer = self._desk, self._desk.officer()
        today = desk.back_office.today()
        day = _day(request.args.get("day", ""), today)
        return desk.page(
            "appointments",
            expected=desk.back_office.appointments(officer, day, desk.language()),
            views=views(),
            view="",
            counts=desk.back_office.counts(officer),
            shown_day=day,
            is_today=day == today,
            before=day - A_DAY,
            after=day + A_DAY,
            attendances=attendances(),
        )

    def find(self) -> ResponseReturnValue:
        """The words are posted: what officers search for is personal, and stands in no address."""
        desk, officer = self._desk, self._desk.officer()
        words = request.form.get("words", "").strip()
        found = desk.back_office.find(officer, words, desk.language()) if words else None
        if found is not None and len(found.lines) == 1:
            return redirect(url_for("counter.case", reference=found.lines[0].reference), 303)
        return desk.page(
            "queue",
            queue=found,
            view="",
            views=views(),
            counts=desk.back_office.counts(officer),
            number=1,
            words=words,
            nothing=_(
                "Nothing is found. Search by reference, or by what the service allows: a plate, a number."
            ),
        )

    def next_case(self) -> ResponseReturnValue:
        reference = self._desk.back_office.next_case(self._desk.officer())
        if reference is None:
            flash(_("Nothing is to be done. Well done."))
            return redirect(url_for("counter.mine"), 303)
        return redirect(url_for("counter.case", reference=reference), 303)


def _day(written: str, today: date) -> date:
    """As it stands in the address; today where it is none, or too far away for anybody to be expected."""
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return today
    return day if abs(day - today) <= FARTHEST else today


def _filters() -> Filters:
    """As they stand in the address; a code that there is none of finds nothing."""
    wanted = request.args
    return Filters(
        wanted.get("service", "")[:60],
        wanted.get("status", "")[:40],
        wanted.get("language", "")[:12],
        "overdue" in wanted,
        wanted.get("reference", "").strip()[:40],
    )
