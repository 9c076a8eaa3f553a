"""The hand-written app as a WSGI application; what it needs to know comes from the environment.

BY_HAND_DATABASE=sqlite:////tmp/x/reports.db BY_HAND_URL=http://localhost:8001 TWILIO_AUTH_TOKEN=...
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from flask import Flask, Response
from flask_babel import Babel
from flask_wtf.csrf import CSRFProtect

from benchmarks.by_hand.questions import questions
from benchmarks.by_hand.store import Store
from benchmarks.by_hand.text import dialogue
from benchmarks.by_hand.web import wizard
from channels.shared.pages import pages

HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'self'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
}


def create_app(environment: Mapping[str, str] = os.environ) -> Flask:
    """The base template is the town's own, so that pages cost the same to render; it wants gettext."""
    app = Flask(__name__, static_folder=None, root_path=str(Path(__file__).parent))
    app.secret_key = "invented, like the reports"  # noqa: S105 - it guards nothing
    app.config.update(
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
    )
    store, asked = Store(environment["BY_HAND_DATABASE"]), questions()
    Babel(app)
    csrf = CSRFProtect(app)
    text = dialogue(store, asked, environment["TWILIO_AUTH_TOKEN"], environment["BY_HAND_URL"])
    csrf.exempt(text)
    for blueprint in (pages(), wizard(store, asked), text):
        app.register_blueprint(blueprint)

    @app.after_request
    def harden(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    @app.get("/health")
    def health() -> tuple[dict[str, bool], int]:
        ready = store.ready()
        return {"ready": ready}, 200 if ready else 503

    app.extensions["store"] = store
    store.engine.dispose()  # the server forks after this, and a fork must not share connections
    return app
