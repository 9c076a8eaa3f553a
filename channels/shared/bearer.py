"""The key that a machine shows with each request (RFC 6750, 2.1)."""

from __future__ import annotations

from flask import request


def bearer() -> str:
    """The key of the current request; empty where it shows none."""
    authorization = request.authorization
    if authorization is None or authorization.type != "bearer":
        return ""
    return authorization.token or ""
