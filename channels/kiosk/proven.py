"""A case that somebody has proven at a kiosk: a token in the screen's memory, and a cookie that it cannot read.

The token holds reference and code, sealed with the cookie's key: only both together open it, and neither gives the code
away. What may be done with it is judged each time, as if both had been typed again.
"""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from cryptography.fernet import Fernet, InvalidToken
from flask import Response

from channels.kiosk.session import LIFETIME, SessionOver

_COOKIE = re.compile(r"kiosk-case-[0-9a-f]{8}")


@dataclass(frozen=True)
class Proven:
    reference: str
    proof: str
    cookie: str
    key: str


def newly_proven(reference: str, proof: str) -> Proven:
    return Proven(
        reference, proof, f"kiosk-case-{secrets.token_hex(4)}", Fernet.generate_key().decode("ascii")
    )


def token_of(case: Proven) -> str:
    """A fresh token: each reply carries one, so that the lifetime counts from the last touch."""
    sealed = Fernet(case.key).encrypt(json.dumps([case.reference, case.proof]).encode())
    return f"{case.cookie}.{sealed.decode('ascii')}"


def read_proven(token: str, cookies: Mapping[str, str]) -> Proven:
    """The case of a request. Raises SessionOver."""
    cookie, _, sealed = token.partition(".")
    key = cookies.get(cookie, "") if _COOKIE.fullmatch(cookie) else ""
    try:
        reference, proof = json.loads(Fernet(key).decrypt(sealed, ttl=LIFETIME))
    except (InvalidToken, ValueError):
        raise SessionOver from None
    return Proven(reference, proof, cookie, key)


def keep_key(response: Response, case: Proven, *, path: str, secure: bool) -> None:
    response.set_cookie(
        case.cookie, case.key, max_age=LIFETIME, path=path, secure=secure, httponly=True, samesite="Strict"
    )


def drop_key(response: Response, token: str, *, path: str) -> None:
    """The token opens nothing any more, however old it is."""
    cookie = token.partition(".")[0]
    if _COOKIE.fullmatch(cookie):
        response.delete_cookie(cookie, path=path)
