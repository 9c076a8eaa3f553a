"""One case: opening it with a reason, its page, and what an officer can do with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast, get_args

from flask import Response, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from channels.counter.desk import Desk
from channels.counter.words import agreements, helped_in, not_done, reasons, said_of
from service.back_office import Changed, NotDone, Words
from service.messages import Officer
from service.office_messages import Attendance, LookReason, ReasonWanted

JPEG = b"\xff\xd8\xff"
MESSAGE = "f-words"
"""The field in which officers write to the citizen."""
Deed = Callable[[Officer], None]


class CasePages:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._office = desk.back_office

    def case(self, reference: str) -> ResponseReturnValue:
        return self._shown(reference)

    def open(self, reference: str) -> ResponseReturnValue:
        """A reason was chosen, by one touch."""
        reason = request.form.get("reason", "")
        if reason not in get_args(LookReason):
            return self._shown(reference)
        self._office.look(self._desk.officer(), reference, self._desk.language(), cast("LookReason", reason))
        return redirect(url_for("counter.case", reference=reference), 303)

    def _shown(
        self, reference: str, code: int = 200, problem: str = "", field: str = MESSAGE
    ) -> ResponseReturnValue:
        """The page; where something is wrong, what was written stays in the field in which it was."""
        desk = self._desk
        view = self._office.look(desk.officer(), reference, desk.language())
        if isinstance(view, ReasonWanted):
            return desk.page("reason", line=view.line, reasons=reasons())
        return desk.page(
            "case",
            code,
            case=view,
            line=view.line,
            said_of=said_of,
            helped_in=helped_in,
            agreements=agreements(),
            problems=[{"field": field, "words": problem}] if problem else [],
            written={field: request.form.get("words", "")},
            spoken=desk.town.languages,
        )

    # --- deeds ----------------------------------------------------------------------------------------------------

    def move(self, reference: str, to: str) -> ResponseReturnValue:
        """What a move will tell the citizen, before it is made."""
        return self._preview(reference, to)

    def make_move(self, reference: str, to: str) -> ResponseReturnValue:
        desk = self._desk
        try:
            self._office.move(desk.officer(), reference, to, request.form.get("seen", -1, int), self._words())
        except NotDone as why:
            return self._preview(reference, to, 422, not_done(str(why)))
        except Changed:
            return self._changed(reference)
        flash(_("It is done."))
        return redirect(url_for("counter.case", reference=reference), 303)

    def preview(self, reference: str, to: str) -> ResponseReturnValue:
        """The letter that would go out with a move, with what is written so far."""
        try:
            content = self._office.letter_of_move(self._desk.officer(), reference, to, self._words())
        except NotDone as why:
            return self._preview(reference, to, 422, not_done(str(why)))
        return _pdf(content, reference)

    def letter(self, reference: str, name: str) -> ResponseReturnValue:
        return _pdf(self._office.letter(self._desk.officer(), reference, name), reference)

    def _preview(self, reference: str, to: str, code: int = 200, problem: str = "") -> ResponseReturnValue:
        desk = self._desk
        view = self._office.look(desk.officer(), reference, desk.language())
        if isinstance(view, ReasonWanted):
            return redirect(url_for("counter.case", reference=reference), 303)
        return desk.page(
            "move",
            code,
            case=view,
            line=view.line,
            to=to,
            seen=request.form.get("seen", view.version, int),
            telling=self._office.telling(desk.officer(), reference, to, desk.language()),
            problems=[{"field": MESSAGE, "words": problem}] if problem else [],
            written={MESSAGE: request.form.get("words", "")},
            chosen=request.form.get("language", ""),
            spoken=desk.town.languages,
            back_url=url_for("counter.case", reference=reference),
        )

    def note(self, reference: str) -> ResponseReturnValue:
        return self._done(
            reference, lambda who: self._office.note(who, reference, self._words()), _("Noted."), "f-note"
        )

    def tell(self, reference: str) -> ResponseReturnValue:
        """What a message will tell the citizen, before it is sent."""
        desk, message, words = self._desk, request.form.get("message", ""), self._words()
        try:
            telling = self._office.telling_words(desk.officer(), reference, message, words, desk.language())
        except NotDone as why:
            return self._shown(reference, 422, not_done(str(why)))
        view = self._office.look(desk.officer(), reference, desk.language())
        return desk.page(
            "tell",
            line=view.line,
            telling=telling,
            message=message,
            own=words.words,
            written_in=words.language,
        )

    def rewrite(self, reference: str) -> ResponseReturnValue:
        """Back from there: what was written stands in its field again."""
        return self._shown(reference)

    def send_words(self, reference: str) -> ResponseReturnValue:
        message = request.form.get("message", "")
        return self._done(
            reference,
            lambda who: self._office.tell(who, reference, message, self._words()),
            _("The message is on its way."),
        )

    def attend(self, reference: str) -> ResponseReturnValue:
        """Whether the citizen came to their appointment; an empty answer takes back what was noted."""
        attendance, number = request.form.get("attendance"), request.form.get("number", -1, int)
        if attendance not in get_args(Attendance):
            return self._shown(reference)
        noted = cast("Attendance", attendance)
        return self._done(
            reference,
            lambda who: self._office.note_attendance(who, reference, number, noted),
            _("Noted.") if noted else _("It is taken back."),
            "f-attendance",
        )

    def assign(self, reference: str) -> ResponseReturnValue:
        to = request.form.get("to", "")
        return self._done(
            reference, lambda who: self._office.assign(who, reference, to), _("It is done."), "f-to"
        )

    def refer(self, reference: str) -> ResponseReturnValue:
        """Afterwards the case is another office's, and this officer may not see it any more."""
        office = request.form.get("office", "")
        try:
            self._office.refer(self._desk.officer(), reference, office)
        except NotDone as why:
            return self._shown(reference, 422, not_done(str(why)), "f-office")
        except Changed:
            return self._changed(reference)
        flash(_("The case is with the other office now."))
        return redirect(url_for("counter.mine"), 303)

    def file(self, reference: str, path: str) -> ResponseReturnValue:
        """A photo or document, as something to save: whatever it is, it is not run here."""
        content = self._office.attachment(self._desk.officer(), reference, path)
        if content is None:
            abort(404)
        picture = content.startswith(JPEG)  # the core takes nothing but JPEG and PDF
        response = Response(content, mimetype="image/jpeg" if picture else "application/pdf")
        shown = "inline" if picture else "attachment"
        ending = "jpg" if picture else "pdf"
        response.headers["Content-Disposition"] = f'{shown}; filename="{reference}.{ending}"'
        response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
        return response

    def _done(self, reference: str, deed: Deed, words: str, field: str = MESSAGE) -> ResponseReturnValue:
        try:
            deed(self._desk.officer())
        except NotDone as why:
            return self._shown(reference, 422, not_done(str(why)), field)
        except Changed:
            return self._changed(reference)
        flash(words)
        return redirect(url_for("counter.case", reference=reference), 303)

    def _changed(self, reference: str) -> ResponseReturnValue:
        words = _("Somebody has changed this case meanwhile. Look at it again; what you wrote is kept below.")
        return self._shown(reference, 409, words)

    def _words(self) -> Words:
        return Words(request.form.get("words", ""), request.form.get("language", ""))


def _pdf(content: bytes | None, reference: str) -> Response:
    """A letter of our own making, to be read here."""
    if content is None:
        abort(404)
    response = Response(content, mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{reference}.pdf"'
    return response
