"""What an officer posted when their session had ended: kept in the page where they sign in, and posted again after it.

It is signed, and goes back to the officer who wrote it only. Nothing of it is stored here.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app, request
from itsdangerous import BadSignature, URLSafeTimedSerializer

KEPT = "kept"
"""The field in which it travels."""
LASTS = 12 * 3600
"""Seconds; as long as the longest attendance."""
_NOT_KEPT = frozenset({"csrf_token", "password", KEPT})


@dataclass(frozen=True)
class Kept:
    to: str
    """The address to which it was posted."""
    fields: tuple[tuple[str, str], ...]
    files: bool
    """There were files with it, which no page can hold: they have to be chosen again."""


def keep(to: str, officer: str) -> str:
    """What was just posted, sealed into one text."""
    fields = [
        [name, value] for name, values in request.form.lists() if name not in _NOT_KEPT for value in values
    ]
    files = any(each.filename for each in request.files.values())
    return str(_signer().dumps({"to": to, "who": officer, "fields": fields, "files": files}))


def kept_for(officer: str, sealed: str) -> Kept | None:
    """What was kept, for who wrote it; None for nothing, for somebody else, and for what we have not sealed."""
    try:
        told = _signer().loads(sealed, max_age=LASTS)
    except BadSignature:
        return None
    if told["who"] != officer:
        return None
    return Kept(told["to"], tuple((name, value) for name, value in told["fields"]), bool(told["files"]))


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.secret_key), salt="what an officer posted")
