"""Where a case stands: looked up by reference and status code, letters, papers handed in later, corrections, taking it
back.

The code is posted, never part of an address; a browser that has proved it may look until its session ends.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from flask import Response, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from channels.shared.fields import FieldProblem, field_id, members, problems_on, read_parts
from channels.web.calendar_file import as_calendar_file
from channels.web.house import House
from channels.web.session import forget_case, keep_case, proven_case
from service.messages import Prompt, Status, Turn


class NoCaseHere(LookupError):
    """This browser has proved no case, or the case is no longer there: it has to be looked up again."""


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
        if self._office.track(reference, proof, self._house.visitor()) is None:
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
        turn = self._office.follow_up(reference, proof, well, self._house.visitor())
        for words in turn.said if turn else ():
            flash(words)
        return redirect(url_for("web.case"), 303)

    def close(self) -> ResponseReturnValue:
        forget_case()
        return redirect(url_for("web.status"), 303)

    def paper(self, path: str) -> ResponseReturnValue:
        status, *_proof = self._proven()
        prompt = _at(status.pending, path)
        return self._question_page(prompt, "web.paper") if prompt else redirect(url_for("web.case"), 303)

    def supply(self, path: str) -> ResponseReturnValue:
        status, reference, proof = self._proven()
        prompt = _at(status.pending, path)
        if prompt is None:
            return redirect(url_for("web.case"), 303)
        parts = read_parts(prompt, request.form, request.files)
        turn = self._office.supply(reference, proof, path, parts, self._house.visitor())
        return self._answered(turn, "web.paper")

    def correction(self, path: str) -> ResponseReturnValue:
        status, *_proof = self._proven()
        prompt = _at(status.correctable, path)
        return self._question_page(prompt, "web.correction") if prompt else redirect(url_for("web.case"), 303)

    def correct(self, path: str) -> ResponseReturnValue:
        status, reference, proof = self._proven()
        prompt = _at(status.correctable, path)
        if prompt is None:
            return redirect(url_for("web.case"), 303)
        parts = read_parts(prompt, request.form, request.files)
        turn = self._office.correct(reference, proof, path, parts, self._house.visitor())
        return self._answered(turn, "web.correction")

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

    def _answered(self, turn: Turn | None, at: str) -> ResponseReturnValue:
        """The question once more with what was wrong, or what was said, on the case's page."""
        if turn is not None and turn.prompt is not None:
            return self._question_page(turn.prompt, at, 422)
        for words in turn.said if turn else ():
            flash(words)
        return redirect(url_for("web.case"), 303)

    def appointment(self) -> ResponseReturnValue:
        """Another time."""
        _status, reference, proof = self._proven()
        prompt = self._office.other_times(reference, proof, self._house.visitor())
        return self._times_page(prompt) if prompt else redirect(url_for("web.case"), 303)

    def move(self) -> ResponseReturnValue:
        _status, reference, proof = self._proven()
        visitor = self._house.visitor()
        prompt = self._office.other_times(reference, proof, visitor)
        if prompt is None:
            return redirect(url_for("web.case"), 303)
        parts = read_parts(prompt, request.form, request.files)
        turn = self._office.move_appointment(reference, proof, parts, visitor)
        if turn is not None and turn.prompt is not None:
            return self._times_page(turn.prompt, 422)
        return self._told(turn)

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

    def _told(self, turn: Turn | None) -> ResponseReturnValue:
        for words in turn.said if turn else ():
            flash(words)
        return redirect(url_for("web.case"), 303)

    def _times_page(self, prompt: Prompt, code: int = 200) -> ResponseReturnValue:
        return self._house.page(
            "web/question.html",
            code,
            prompt=prompt,
            members=members(prompt),
            problems=problems_on(prompt),
            back_url=url_for("web.case"),
            action=url_for("web.appointment"),
            sends=_("Move the appointment"),
        )

    def withdrawal(self) -> ResponseReturnValue:
        status, *_proof = self._proven()
        if not status.withdrawable:
            return redirect(url_for("web.case"), 303)
        return self._house.page("web/withdraw.html", status=status, back_url=url_for("web.case"))

    def withdraw(self) -> ResponseReturnValue:
        _status, reference, proof = self._proven()
        turn = self._office.withdraw(reference, proof, self._house.visitor())
        for words in turn.said if turn else ():
            flash(words)
        return redirect(url_for("web.case"), 303)

    def _proven(self) -> tuple[Status, str, str]:
        """The case that this browser has proved, as it stands now. Raises NoCaseHere."""
        case = proven_case()
        status = self._office.track(*case, self._house.visitor()) if case else None
        if case is None or status is None:
            raise NoCaseHere
        return status, *case

    def _question_page(self, prompt: Prompt, at: str, code: int = 200) -> ResponseReturnValue:
        return self._house.page(
            "web/question.html",
            code,
            prompt=replace(prompt, progress=None),
            members=members(prompt),
            problems=problems_on(prompt),
            back_url=url_for("web.case"),
            action=url_for(at, path=prompt.path),
            sends=_("Send"),
        )


def _at(prompts: Iterable[Prompt], path: str) -> Prompt | None:
    return next((prompt for prompt in prompts if prompt.path == path), None)
