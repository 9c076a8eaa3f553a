"""Where a case stands: looked up by reference and status code, letters, papers handed in later, corrections, taking it
back.

The code is posted, never part of an address; a browser that has proved it may look until its session ends.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from flask import Response, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from channels.shared.fields import FieldProblem, field_id, members, problems_on, read_parts
from channels.web.calendar_file import as_calendar_file
from channels.web.house import House
from channels.web.session import forget_case, keep_case, proven_case
from service.messages import Parts, Prompt, Status, Turn


class NoCaseHere(LookupError):
    """This browser has proved no case, or the case is no longer there: it has to be looked up again."""


@dataclass(frozen=True)
class Form:
    """Where an answer goes, and what stands on its button."""

    action: str
    sends: str


class StatusPages:
    def __init__(self, house: House) -> None:
        self._house = house
        self._office = house.front_office

    def status(self) -> ResponseReturnValue:
        return self._house.page(
            "web/status.html", reference=request.args.get("reference", ""), case=proven_case()
        )

    def look_up(self) -> ResponseReturnValue:
        reference, proof = request.form.get("reference", ""), request.form.get("code", "")
        if self._office.ask_status(reference, proof, self._house.visitor()) is None:
            words = _("We know no request with this reference and this status code. Please check both.")
            problem = FieldProblem(field_id("reference"), words)
            return self._house.page("web/status.html", 422, reference=reference, problems=[problem])
        keep_case(reference, proof)
        return redirect(url_for("web.case"), 303)

    def case(self) -> ResponseReturnValue:
        status, reference, proof = self._proven()
        looks = self._office.looks(reference, proof, self._house.visitor())
        return self._house.page("web/case.html", status=status, looks=looks or ())

    def follow_up(self) -> ResponseReturnValue:
        _status, reference, proof = self._proven()
        well = request.form.get("well") == "yes"
        return self._told(self._office.follow_up(reference, proof, well, self._house.visitor()))

    def say_how_it_was_decided(self) -> ResponseReturnValue:
        _status, reference, proof = self._proven()
        answer = request.form.get("how", "")
        self._office.say_how_it_was_decided(reference, proof, answer, self._house.visitor())
        return redirect(url_for("web.case"), 303)

    def close(self) -> ResponseReturnValue:
        forget_case()
        return redirect(url_for("web.status"), 303)

    def paper(self, path: str) -> ResponseReturnValue:
        status, *_proof = self._proven()
        return self._asked(_at(status.pending, path), self._paper_form(path))

    def supply(self, path: str) -> ResponseReturnValue:
        status, reference, proof = self._proven()
        return self._answered(
            _at(status.pending, path),
            self._paper_form(path),
            lambda parts: self._office.supply(reference, proof, path, parts, self._house.visitor()),
        )

    def _paper_form(self, path: str) -> Form:
        return Form(url_for("web.paper", path=path), _("Send"))

    def correction(self, path: str) -> ResponseReturnValue:
        status, *_proof = self._proven()
        return self._asked(_at(status.correctable, path), self._correction_form(path))

    def correct(self, path: str) -> ResponseReturnValue:
        status, reference, proof = self._proven()
        return self._answered(
            _at(status.correctable, path),
            self._correction_form(path),
            lambda parts: self._office.correct(reference, proof, path, parts, self._house.visitor()),
        )

    def _correction_form(self, path: str) -> Form:
        return Form(url_for("web.correction", path=path), _("Send"))

    def letter(self, name: str) -> ResponseReturnValue:
        """A decision on paper; nothing keeps it on the way."""
        _status, reference, proof = self._proven()
        content = self._office.letter(reference, proof, name, self._house.visitor())
        if content is None:
            abort(404)
        response = Response(content, mimetype="application/pdf")
        response.headers["Content-Disposition"] = "inline; filename=letter.pdf"
        response.headers["Cache-Control"] = "no-store"
        return response

    def appointment(self) -> ResponseReturnValue:
        """Another time."""
        _status, reference, proof = self._proven()
        return self._asked(
            self._office.other_times(reference, proof, self._house.visitor()), self._time_form()
        )

    def move(self) -> ResponseReturnValue:
        _status, reference, proof = self._proven()
        visitor = self._house.visitor()
        return self._answered(
            self._office.other_times(reference, proof, visitor),
            self._time_form(),
            lambda parts: self._office.move_appointment(reference, proof, parts, visitor),
        )

    def _time_form(self) -> Form:
        return Form(url_for("web.appointment"), _("Move the appointment"))

    def cancellation(self) -> ResponseReturnValue:
        status, *_proof = self._proven()
        if status.appointment is None or not status.appointment.coming:
            return redirect(url_for("web.case"), 303)
        return self._house.page("web/cancel.html", status=status, back_url=url_for("web.case"))

    def cancel(self) -> ResponseReturnValue:
        _status, reference, proof = self._proven()
        return self._told(self._office.cancel_appointment(reference, proof, self._house.visitor()))

    def confirm(self) -> ResponseReturnValue:
        _status, reference, proof = self._proven()
        return self._told(self._office.confirm_appointment(reference, proof, self._house.visitor()))

    def calendar_file(self) -> ResponseReturnValue:
        _status, reference, proof = self._proven()
        content = self._office.calendar_file(reference, proof, self._house.visitor())
        return as_calendar_file(content) if content else redirect(url_for("web.case"), 303)

    def withdrawal(self) -> ResponseReturnValue:
        status, *_proof = self._proven()
        if not status.withdrawable:
            return redirect(url_for("web.case"), 303)
        return self._house.page("web/withdraw.html", status=status, back_url=url_for("web.case"))

    def withdraw(self) -> ResponseReturnValue:
        _status, reference, proof = self._proven()
        return self._told(self._office.withdraw(reference, proof, self._house.visitor()))

    def _proven(self) -> tuple[Status, str, str]:
        """The case that this browser has proved, as it stands now. Raises NoCaseHere."""
        case = proven_case()
        status = self._office.track(*case, self._house.visitor()) if case else None
        if case is None or status is None:
            raise NoCaseHere
        return status, *case

    # --- what all of them do ----------------------------------------------------------------------------------

    def _asked(self, prompt: Prompt | None, form: Form, code: int = 200) -> ResponseReturnValue:
        """A question on a page of its own; the case's page where it is not asked (any more)."""
        if prompt is None:
            return redirect(url_for("web.case"), 303)
        return self._house.page(
            "web/question.html",
            code,
            prompt=replace(prompt, progress=None),
            members=members(prompt),
            problems=problems_on(prompt),
            back_url=url_for("web.case"),
            action=form.action,
            sends=form.sends,
        )

    def _answered(
        self, prompt: Prompt | None, form: Form, deed: Callable[[Parts], Turn | None]
    ) -> ResponseReturnValue:
        """What came of the answer to it: the question once more with what was wrong, or words on the case's page."""
        turn = deed(read_parts(prompt, request.form, request.files)) if prompt is not None else None
        if turn is not None and turn.prompt is not None:
            return self._asked(turn.prompt, form, 422)
        return self._told(turn)

    def _told(self, turn: Turn | None) -> ResponseReturnValue:
        for words in turn.said if turn else ():
            flash(words)
        return redirect(url_for("web.case"), 303)


def _at(prompts: Iterable[Prompt], path: str) -> Prompt | None:
    return next((prompt for prompt in prompts if prompt.path == path), None)
