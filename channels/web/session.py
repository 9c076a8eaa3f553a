"""What this browser may open: the drafts that it began, and the case that it proved. Kept in the signed cookie.

Nothing of this ever stands in an address. The cookie ends with the browser's session.
"""

from __future__ import annotations

from flask import session


class NoDraftHere(LookupError):
    """This browser has no draft of the service: never begun here, or the session has ended."""


def draft_of(service: str) -> str:
    """The draft of a service that is under way in this browser. Raises NoDraftHere."""
    draft = draft_if_any(service)
    if draft is None:
        raise NoDraftHere(service)
    return draft


def draft_if_any(service: str) -> str | None:
    """The same for an onlooker: None instead of an exception."""
    draft = session.get("drafts", {}).get(service)
    return None if draft is None else str(draft)


def keep_draft(service: str, draft: str) -> None:
    session["drafts"] = {**session.get("drafts", {}), service: draft}


def forget_draft(service: str) -> None:
    session["drafts"] = {code: each for code, each in session.get("drafts", {}).items() if code != service}


def proven_case() -> tuple[str, str] | None:
    """Reference and status code of the case that was last looked up."""
    case = session.get("case")
    return None if case is None else (case[0], case[1])


def keep_case(reference: str, proof: str) -> None:
    session["case"] = [reference, proof]


def forget_case() -> None:
    session.pop("case", None)
