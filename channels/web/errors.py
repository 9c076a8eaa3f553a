"""Pages for whatever stops a visitor, in the visitor's language and with a status code that is true.

Doors for machines answer for themselves: what they refuse is passed on as it is.
"""

from __future__ import annotations

from flask import Flask, current_app, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import Gone, HTTPException, NotFound, TooManyRequests

from channels.shared.full import NothingTakenIn
from channels.web.house import House
from channels.web.session import forget_draft

ELSEWHERE = ("sms", "kiosk", "api", "open311", "hub", "operator", "catalogue", "health", "metrics", "look")
"""First words of addresses that are not read by a person with a browser."""

PROBLEMS = {
    403: "forbidden",
    404: "not_found",
    405: "not_found",
    410: "expired",
    413: "too_large",
    429: "too_many",
    503: "busy",
}
"""What `error.html` calls it, by status code."""
RESUMABLE = ("expired", "stale", "too_large", "too_many")
"""After these the same service, or the status page, is the place to carry on."""


def register(app: Flask) -> None:
    """For the whole site: also an address that belongs to no door gets a page."""
    app.register_error_handler(HTTPException, stopped)


def stopped(error: HTTPException) -> ResponseReturnValue:
    if request.path.split("/")[1] in ELSEWHERE or error.code is None or error.code < 400:
        return error
    house: House = current_app.extensions["web"]
    house.language()  # known before the first word is looked up
    problem = _problem(error, error.code)
    page = house.page(
        "error.html", error.code, problem=problem, again_url=_again() if problem in RESUMABLE else ""
    )
    for name, value in error.get_headers():
        if name != "Content-Type":
            page.headers[name] = value
    page.headers["Cache-Control"] = "no-store"
    return page


def no_such_service(_: LookupError) -> ResponseReturnValue:
    return stopped(NotFound())


def no_draft(_: LookupError) -> ResponseReturnValue:
    """The draft has expired, or this browser never had one."""
    forget_draft(str((request.view_args or {}).get("service", "")))
    return stopped(Gone())


def no_case(_: LookupError) -> ResponseReturnValue:
    return stopped(Gone())


def too_many_tries(_: Exception) -> ResponseReturnValue:
    return stopped(TooManyRequests())


def _problem(error: HTTPException, code: int) -> str:
    if isinstance(error, CSRFError):
        return "stale"
    if isinstance(error, NothingTakenIn):
        return "full"
    return PROBLEMS.get(code, "broken" if code >= 500 else "unreadable")


def _again() -> str:
    """Where to begin anew: the start page of the service at hand, or the page where a code is typed."""
    given = request.view_args or {}
    if "service" in given:
        return url_for("web.start", service=given["service"])
    pages = {"status": "web.status", "continue": "web.carry_on", "c": "web.carry_on"}
    page = pages.get("".join(request.path.split("/")[2:3]), "")
    return url_for(page) if page else ""
