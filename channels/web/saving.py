"""Saving what stands here to come back to it, and leaving this browser without a trace."""

from __future__ import annotations

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from channels.shared.fields import FieldProblem, field_id
from channels.web.house import House
from channels.web.journey import address_of
from channels.web.session import draft_of, forget_draft
from service.messages import Problem


class SavingPages:
    def __init__(self, house: House) -> None:
        self._house = house
        self._office = house.front_office

    def choose(self, service: str) -> ResponseReturnValue:
        """How long it is kept, and by what somebody wants to come back."""
        return self._form(service)

    def save(self, service: str) -> ResponseReturnValue:
        """The code, shown this once."""
        visitor, draft = self._house.visitor(), draft_of(service)
        second, contact = request.form.get("second", ""), request.form.get("contact", "")
        saved = self._office.save(draft, second, contact, visitor)
        if isinstance(saved, Problem):
            problem = FieldProblem(field_id(saved.part or "second"), saved.words)
            return self._form(service, (problem,), contact)
        if saved is None:
            return redirect(url_for("web.save", service=service), 303)
        return self._house.page(
            "web/saved.html",
            service=self._office.service(service, visitor),
            saved=saved,
            number=self._house.number,
            back_url=address_of(service, self._office.ask(draft, visitor)),
        )

    def do_away(self, service: str) -> ResponseReturnValue:
        self._office.do_away(draft_of(service))
        return redirect(url_for("web.save", service=service), 303)

    def leave(self, service: str) -> ResponseReturnValue:
        """The next person at this computer finds nothing."""
        forget_draft(service)
        return redirect(url_for("web.front"), 303)

    def _form(
        self, service: str, problems: tuple[FieldProblem, ...] = (), contact: str = ""
    ) -> ResponseReturnValue:
        visitor, draft = self._house.visitor(), draft_of(service)
        summary, keeping = self._office.service(service, visitor), self._office.keeping(draft, visitor)
        turn = self._office.ask(draft, visitor)
        if keeping is None:
            return redirect(address_of(service, turn), 303)
        return self._house.page(
            "web/save.html",
            422 if problems else 200,
            service=summary,
            keeping=keeping,
            second=field_id("second"),
            contact=field_id("contact"),
            contact_given=contact,
            problems=problems,
            back_url=address_of(service, turn),
        )
