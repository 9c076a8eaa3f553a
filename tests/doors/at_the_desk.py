"""Somebody at the desk: a clerk asks them, and types what they say."""

from __future__ import annotations

from flask import Flask

from channels.counter.desk import CAPABILITIES, NAME
from service.messages import ServiceSummary
from tests.doors.driver import Sheet, code_in
from tests.doors.page import Page
from tests.doors.web import Browsing

PASSWORD = "a bridge over a canal"


class AtTheDesk(Browsing):
    name, capabilities = NAME, CAPABILITIES

    def __init__(self, app: Flask, sheet: Sheet) -> None:
        super().__init__(app, sheet)
        officers = app.extensions["nowrongdoor"].core.back_office.officers
        if not officers.ever():
            officers.add("clerk", "Clara Clerk", PASSWORD, ["clerk"], "")
        self._signed_in = False

    def begin(self, service: ServiceSummary) -> None:
        self._with_consent(service=service.code)

    def hand_over(self) -> str:
        form = self.page.form_with("/phone")
        return code_in(Page(self._client.post(form.action, data=form.hidden).text).words)

    def take_over(self, code: str) -> None:
        self._with_consent(code=code)

    def _with_consent(self, **wanted: str) -> None:
        if not self._signed_in:
            self._show(self._client.get("/counter/sign-in"))
            self._send(self.page.form_with("/sign-in"), {"name": "clerk", "password": PASSWORD})
            self._signed_in = True
        self._show(self._client.get("/counter/citizen/"))
        agreed = {"agreed": "present", "consents": "yes", "language": self.language}
        self._send(next(form for form in self.page.forms if "agreed" in form.choices), {**agreed, **wanted})
