"""Several cases moved at once: chosen in a queue, shown first, and to be undone for a minute."""

from __future__ import annotations

from datetime import datetime

from flask import flash, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from channels.counter.cases import MESSAGE
from channels.counter.desk import Desk
from channels.counter.words import not_done
from service.back_office import NotDone, Words
from service.office_messages import ManyMoved

CASE = "case"
"""The field, and the word in an address, that names one."""
_MOVED = "moved at once"


class ManyPages:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._office = desk.back_office

    def chosen(self) -> ResponseReturnValue:
        references = request.args.getlist(CASE)
        if not references:
            flash(_("Choose some cases first."))
            return redirect(url_for("counter.mine"), 303)
        desk = self._desk
        chosen = self._office.chosen(desk.officer(), references, desk.language())
        return desk.page(
            "many", chosen=chosen, references=references, back_url=url_for("counter.queue", view="open")
        )

    def move(self, to: str) -> ResponseReturnValue:
        """What it will tell to how many citizens, before it is done."""
        references = request.args.getlist(CASE)
        if not references:
            return redirect(url_for("counter.mine"), 303)
        desk = self._desk
        chosen = self._office.chosen(desk.officer(), references, desk.language())
        seen = {each.line.reference: each.version for each in chosen.cases}
        return self._preview(to, seen)

    def make_move(self, to: str) -> ResponseReturnValue:
        desk, seen = self._desk, _seen()
        words = Words(request.form.get("words", ""), request.form.get("language", ""))
        try:
            moved = self._office.move_all(desk.officer(), seen, to, words)
        except NotDone as why:
            return self._preview(to, seen, 422, not_done(str(why)))
        session[_MOVED] = [moved.batch, moved.moved, list(moved.overtaken), moved.until.isoformat()]
        return redirect(url_for("counter.many_done"), 303)

    def _preview(
        self, to: str, seen: dict[str, int], code: int = 200, problem: str = ""
    ) -> ResponseReturnValue:
        desk = self._desk
        return desk.page(
            "many_move",
            code,
            telling=self._office.telling_all(desk.officer(), list(seen), to, desk.language()),
            to=to,
            seen=seen,
            problems=[{"field": MESSAGE, "words": problem}] if problem else [],
            written={MESSAGE: request.form.get("words", "")},
            chosen=request.form.get("language", ""),
            spoken=desk.town.languages,
            back_url=url_for("counter.many", case=list(seen)),
        )

    def done(self) -> ResponseReturnValue:
        kept = session.get(_MOVED)
        if kept is None:
            return redirect(url_for("counter.mine"), 303)
        moved = ManyMoved(kept[0], kept[1], tuple(kept[2]), datetime.fromisoformat(kept[3]))
        return self._desk.page("many_done", moved=moved, said=_said_of(moved))

    def undo(self) -> ResponseReturnValue:
        try:
            undone = self._office.undo(self._desk.officer(), request.form.get("batch", ""))
        except NotDone as why:
            return self._desk.page("said", 409, title=_("It is too late"), reason=not_done(str(why)))
        session.pop(_MOVED, None)
        flash(
            ngettext(
                "%(num)s case is back where it was; nobody was told.",
                "%(num)s cases are back where they were; nobody was told.",
                undone.back,
            )
        )
        if undone.kept:
            flash(
                _("Changed by somebody since, and left as they are: %(cases)s", cases=", ".join(undone.kept))
            )
        return redirect(url_for("counter.mine"), 303)


def _said_of(moved: ManyMoved) -> str:
    said = ngettext("%(num)s case moved.", "%(num)s cases moved.", moved.moved)
    if moved.overtaken:
        said += " " + ngettext(
            "%(num)s had been changed by somebody else, and stays as it is:",
            "%(num)s had been changed by somebody else, and stay as they are:",
            len(moved.overtaken),
        )
    return str(said)


def _seen() -> dict[str, int]:
    """The chosen cases and the versions at which they were shown, as `REFERENCE:version`."""
    seen = {}
    for each in request.form.getlist(CASE):
        reference, _colon, version = each.rpartition(":")
        if version.isdecimal() and len(version) < 10:
            seen[reference] = int(version)
    return seen
