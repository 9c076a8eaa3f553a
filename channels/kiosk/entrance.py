"""Who and what is let in at the kiosk's door, and that nothing of a reply is kept: before and after every view."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal
from urllib.parse import urlencode

from flask import Response, json, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import Forbidden, UnsupportedMediaType

from channels.kiosk.wire import NotUnderstood
from channels.shared.bearer import bearer

HEADER = "X-Kiosk-Session"
"""Wanted with every POST: no page of another site can send it, which is the defence against forged ones."""


KEY = "kiosk-key"
"""The cookie in which a browser keeps the key that it was started with."""
KEPT_FOR = 400 * 24 * 3600
"""Seconds; browsers keep none longer."""

OPEN = frozenset({"kiosk.static", "kiosk.script", "kiosk.sheet", "kiosk.words"})
"""What everybody may fetch and keep: the same for all, and nobody's."""

Standing = Literal["open", "closed", "unknown"]
Admission = Callable[[str], Standing]
"""What the operator says of the kiosk that shows a key: open, out of order, or not enrolled (any more)."""


def everybody(_key: str) -> Standing:
    """A demo's, and an outpost's own browser on the same machine."""
    return "open"


def shown_key() -> str:
    return bearer() or request.cookies.get(KEY, "")


def admitting(admission: Admission, *, secure: bool) -> Callable[[], ResponseReturnValue | None]:
    """Lets in whoever shows the key of an enrolled kiosk: a browser is started with it once, `/kiosk/?key=...`."""

    def admit() -> ResponseReturnValue | None:
        if request.endpoint in OPEN:
            return None
        given = request.args.get("key", "") if request.endpoint == "kiosk.screen" else ""
        if admission(given or shown_key()) == "unknown":
            raise Forbidden
        if not given:
            return None
        others = urlencode([each for each in request.args.items() if each[0] != "key"])
        response = redirect(url_for("kiosk.screen") + (f"?{others}" if others else ""), 303)
        response.set_cookie(
            KEY, given, max_age=KEPT_FOR, path="/kiosk/", secure=secure, httponly=True, samesite="Strict"
        )
        return response

    return admit


def refuse_forged() -> None:
    if request.method == "POST" and HEADER not in request.headers:
        raise Forbidden


def keep_nothing(response: Response) -> Response:
    if request.endpoint not in OPEN:
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
