"""What is let in at the kiosk's door, and that nothing of a reply is kept: before and after every view."""

from __future__ import annotations

from typing import Any

from flask import Response, json, request
from werkzeug.exceptions import Forbidden, UnsupportedMediaType

from channels.kiosk.wire import NotUnderstood

HEADER = "X-Kiosk-Session"
"""Wanted with every POST: no page of another site can send it, which is the defence against forged ones."""


def refuse_forged() -> None:
    if request.method == "POST" and HEADER not in request.headers:
        raise Forbidden


def keep_nothing(response: Response) -> Response:
    if request.endpoint != "kiosk.static":
        response.headers["Cache-Control"] = "no-store"
    return response


def sent() -> dict[str, Any]:
    """The JSON of a request: its whole body, or with files the form field `reply`."""
    if request.mimetype == "multipart/form-data" and request.endpoint == "kiosk.answer":
        written = request.form.get("reply", "")
    elif request.mimetype == "application/json":
        written = request.get_data(as_text=True)
    else:
        raise UnsupportedMediaType
    try:
        body = json.loads(written)
    except (ValueError, RecursionError):
        raise NotUnderstood("not JSON") from None
    if not isinstance(body, dict):
        raise NotUnderstood("an object is wanted")
    return body
