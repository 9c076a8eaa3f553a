"""Signing in and out."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from channels.counter.desk import Desk
from channels.counter.kept import KEPT, keep, kept_for
from channels.counter.words import roles
from service.back_office import TooManyTries


class SigningIn:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def show(self, code: int = 200, problem: str = "", kept: str = "") -> ResponseReturnValue:
        return self._desk.page(
            "sign_in",
            code,
            name=request.form.get("name", ""),
            problems=[{"field": "f-name", "words": problem}] if problem else [],
            to=_within(request.values.get("to", "")),
            kept=kept or request.form.get(KEPT, ""),
            officers=self._desk.demo_officers(),
            roles=roles(),
        )

    def sign_in(self) -> ResponseReturnValue:
        name, password = request.form.get("name", ""), request.form.get("password", "")
        try:
            token = self._desk.back_office.sign_in(name, password, request.remote_addr or "")
        except TooManyTries:
            return self.show(429, _("That was tried too often. Please try again in 15 minutes."))
        if token is None:
            return self.show(422, _("We do not know this name and this password. Please check both."))
        officer = self._desk.keep(token)
        kept = kept_for(officer.name, request.form.get(KEPT, "")) if officer is not None else None
        if kept is not None and _within(kept.to):
            self._desk.officer()
            return self._desk.page("kept", kept=kept)
        return redirect(_within(request.form.get("to", "")) or url_for("counter.mine"), 303)

    def again(self) -> ResponseReturnValue:
        """The session has ended: what was posted is not done before its writer has signed in, and is not lost."""
        return self.show(403, kept=keep(request.full_path.rstrip("?"), self._desk.last_here()))

    def sign_out(self) -> ResponseReturnValue:
        self._desk.sign_out()
        return redirect(url_for("counter.sign_in"), 303)

    def language(self, code: str) -> ResponseReturnValue:
        self._desk.choose_language(code)
        return redirect(_within(request.args.get("to", "")) or url_for("counter.mine"), 303)


def _within(address: str) -> str:
    """An address of the counter's own; empty for any other, to which nobody may be sent from here."""
    parts = urlsplit(address)
    own = not parts.scheme and not parts.netloc and parts.path.startswith("/counter/")
    return address if own and "\\" not in address else ""
