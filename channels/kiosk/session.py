"""The session of one person at a kiosk: a token in the screen's memory, and a cookie that it cannot read.

Only both together open the draft. The cookie goes when the person leaves and the token dies with the screen's
memory, so that nothing that is left in the browser leads back to the answers.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from flask import Response
from itsdangerous import BadData, URLSafeTimedSerializer

LIFETIME = 45 * 60
"""Seconds without a reply after which a token opens nothing. The screen wipes itself long before, unless somebody
says again and again that they are still there: ten times, and three times as slowly where it reads aloud, must do."""
_PREFIX = "kiosk-"


class SessionOver(Exception):
    """The token is forged, too old, or its cookie is gone. The screen is told 410."""


@dataclass(frozen=True)
class Session:
    """Which draft a screen is working on. Several screens in one browser have a cookie each."""

    draft: str
    cookie: str
    key: str


def new_session(draft: str) -> Session:
    return Session(draft, _PREFIX + secrets.token_hex(4), secrets.token_urlsafe(32))


def token_for(session: Session, secret: str) -> str:
    """A fresh token: each reply carries one, so that the lifetime counts from the last touch."""
    return _serializer(secret).dumps([session.draft, session.cookie, _seal(session.key)])


def read_session(token: str, cookies: Mapping[str, str], secret: str) -> Session:
    """The session of a request. Raises SessionOver."""
    try:
        draft, cookie, seal = _serializer(secret).loads(token, max_age=LIFETIME)
    except BadData:
        raise SessionOver from None
    key = cookies.get(cookie, "")
    if not hmac.compare_digest(seal, _seal(key)):
        raise SessionOver
    return Session(draft, cookie, key)


def draft_of(token: str, secret: str) -> str | None:
    """Which draft a token is about, for an onlooker of a demo: the token alone opens no draft here."""
    try:
        draft, _cookie, _seal = _serializer(secret).loads(token, max_age=LIFETIME)
    except BadData:
        return None
    return str(draft)


def keep_cookie(response: Response, session: Session, *, path: str, secure: bool) -> None:
    response.set_cookie(
        session.cookie,
        session.key,
        max_age=LIFETIME,
        path=path,
        secure=secure,
        httponly=True,
        samesite="Strict",
    )


def drop_cookies(
    response: Response, cookies: Mapping[str, str], token: str, *, path: str, secret: str
) -> None:
    """Forget the session of this token, however old; other screens in the browser keep theirs."""
    try:
        _draft, cookie, _seal_of_key = _serializer(secret).loads(token)
    except BadData:
        return
    if cookie in cookies:
        response.delete_cookie(cookie, path=path)


def _serializer(secret: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(secret, salt="kiosk")


def _seal(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
