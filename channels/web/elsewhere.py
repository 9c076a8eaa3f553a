"""Changing doors: going on elsewhere with what stands here, and taking up here what was begun elsewhere.

Opening an address takes nothing, whoever opens it: a person says so with a button.
"""

from __future__ import annotations

from dataclasses import replace

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask.wrappers import Response
from flask_babel import gettext as _

from channels.shared.fields import FieldProblem, field_id, members, problems_on
from channels.shared.qr import qr_picture
from channels.web.house import House
from channels.web.journey import MOVED, address_of, entered
from channels.web.session import draft_if_any, draft_of, keep_draft
from service.messages import Problem, Turn


class ElsewherePages:
    def __init__(self, house: House) -> None:
        self._house = house
        self._office = house.front_office

    def offer(self, service: str) -> ResponseReturnValue:
        """A code and a link for what stands here; shown once, and made anew whenever it is wanted again.

        Where a contact is posted, the link is sent there too.
        """
        visitor = self._house.visitor()
        summary = self._office.service(service, visitor)
        draft, contact = draft_of(service), request.form.get("contact")
        offer = self._office.hand_over(draft, visitor, contact)
        turn = self._office.ask(draft, visitor)
        if offer is None:
            return redirect(address_of(service, turn), 303)
        field = field_id("contact")
        return self._house.page(
            "web/elsewhere.html",
            422 if offer.problem else 200,
            service=summary,
            offer=offer,
            field=field,
            contact=contact or "",
            problems=[FieldProblem(field, offer.problem.words)] if offer.problem else [],
            qr=qr_picture(offer.link),
            number=self._house.number,
            back_url=address_of(service, turn),
        )

    def carry_on(self) -> ResponseReturnValue:
        return self._form()

    def look_up(self) -> ResponseReturnValue:
        return self._waiting(request.form.get("code", ""), 422)

    def link(self, secret: str) -> ResponseReturnValue:
        """What is behind a link: one question that a line cannot ask, or a draft to go on with."""
        turn = self._office.single_question(secret, self._house.visitor())
        return self._single(secret, turn) if turn is not None else self._waiting(secret, 410)

    def answer(self, secret: str) -> ResponseReturnValue:
        turn = self._office.answer_single(secret, entered, self._house.visitor())
        if turn is None:
            return self._waiting(secret, 410)
        prompt = turn.prompt
        if prompt is not None and prompt.kind == "ask" and problems_on(prompt):
            return self._single(secret, turn, 422)
        return redirect(url_for("web.link", secret=secret), 303)

    def _single(self, secret: str, turn: Turn, code: int = 200) -> Response:
        assert turn.prompt is not None
        service = self._office.service(turn.prompt.service, self._house.visitor())
        if turn.prompt.kind != "ask":
            return self._house.page("web/answered.html", code, service=service, prompt=turn.prompt)
        # Who comes from a text has seen no page of the service: its name stands over the question.
        return self._house.page(
            "web/question.html",
            code,
            service=service,
            prompt=replace(turn.prompt, section=service.title),
            members=members(turn.prompt),
            problems=problems_on(turn.prompt),
            action=url_for("web.link", secret=secret),
            sends=_("Send this answer"),
        )

    def take(self) -> ResponseReturnValue:
        given, second, visitor = (
            request.form.get("code", ""),
            request.form.get("second"),
            self._house.visitor(),
        )
        turn = (
            self._office.take_over(given, visitor)
            if second is None
            else self._office.open_saved(given, second, visitor)
        )
        if isinstance(turn, Problem):
            return self._waiting(given, 422, (FieldProblem(field_id("second"), turn.words),))
        if turn is None or turn.prompt is None or turn.draft is None:
            return self._form(self._not_good(), 422)
        keep_draft(turn.prompt.service, turn.draft)
        for words in (_("You go on here. Every answer came along."), *turn.said):
            flash(words)
        return redirect(address_of(turn.prompt.service, turn), 303)

    def moved(self, service: str) -> ResponseReturnValue:
        visitor = self._house.visitor()
        summary = self._office.service(service, visitor)
        turn = self._office.ask(draft_of(service), visitor)
        if turn.prompt is None or turn.prompt.id != MOVED:
            return redirect(address_of(service, turn), 303)
        return self._house.page("web/moved.html", service=summary, prompt=turn.prompt)

    def bring_back(self, service: str) -> ResponseReturnValue:
        turn = self._office.bring_back(draft_of(service), self._house.visitor())
        if turn.draft is not None:
            keep_draft(service, turn.draft)
        return redirect(address_of(service, turn), 303)

    def _waiting(self, given: str, refused: int, problems: tuple[FieldProblem, ...] = ()) -> Response:
        waiting = self._office.waiting(given, self._house.visitor())
        if waiting is None:
            return self._form(self._not_good(), refused)
        return self._house.page(
            "web/waiting.html",
            422 if problems else 200,
            waiting=waiting,
            field=field_id("second"),
            problems=problems,
            given=given,
            replaces=draft_if_any(waiting.service) is not None,
        )

    def _form(self, problems: tuple[FieldProblem, ...] = (), code: int = 200) -> Response:
        return self._house.page("web/continue.html", code, problems=problems, field=field_id("code"))

    def _not_good(self) -> tuple[FieldProblem, ...]:
        words = _(
            "This code or link is not good, or not any more. Make a new one at the door where you began."
        )
        return (FieldProblem(field_id("code"), words),)
