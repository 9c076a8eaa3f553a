"""What a person is told instead of an answer: every way in which an address of the kiosk can refuse, in words."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, request
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from werkzeug.exceptions import BadRequest, Gone, HTTPException, NotFound, TooManyRequests
from werkzeug.exceptions import NotImplemented as CannotBeDone

from channels.kiosk.person import Kiosk
from channels.kiosk.session import SessionOver
from channels.kiosk.speech import NoVoice
from channels.kiosk.wire import NotUnderstood
from channels.kiosk.words import hub_is_away, nothing_taken_in, sentence_for
from channels.shared.full import RETRY_SECONDS
from service.front_office import NoRoom, NoSuchDraft, NoSuchService, TooManyTries
from service.messages import HubAway


def add_refusals(blueprint: Blueprint, kiosk: Kiosk) -> None:
    def refusal(error: HTTPException) -> ResponseReturnValue:
        with force_locale(kiosk.language()):
            words = sentence_for(error.code or 500)
        if request.endpoint == "kiosk.screen":
            return Response(f"{words}\n", error.code, mimetype="text/plain")
        told = jsonify(error={"status": error.code, "words": words})
        told.status_code = error.code or 500
        told.headers.update((name, value) for name, value in error.get_headers() if name != "Content-Type")
        return told

    def hub_away(_error: HubAway) -> ResponseReturnValue:
        """What was wanted needs the town's own computer; everything else goes on here."""
        with force_locale(kiosk.language()):
            words = hub_is_away()
        return jsonify(error={"status": 503, "words": words, "hub": True}), 503

    def no_room(_error: NoRoom) -> ResponseReturnValue:
        """Nothing is broken off that a new try would mend: the screen says why, and keeps what was typed."""
        with force_locale(kiosk.language()):
            words = nothing_taken_in()
        told = jsonify(error={"status": 503, "words": words, "full": True})
        told.headers["Retry-After"] = str(RETRY_SECONDS)
        return told, 503

    blueprint.register_error_handler(HTTPException, refusal)
    blueprint.register_error_handler(NoSuchService, lambda _: refusal(NotFound()))
    blueprint.register_error_handler(TooManyTries, lambda _: refusal(TooManyRequests()))
    blueprint.register_error_handler(NoVoice, lambda _: refusal(CannotBeDone()))
    blueprint.register_error_handler(NotUnderstood, lambda _: refusal(BadRequest()))
    blueprint.register_error_handler(HubAway, hub_away)
    blueprint.register_error_handler(NoRoom, no_room)
    for ended in (NoSuchDraft, SessionOver):
        blueprint.register_error_handler(ended, lambda _: refusal(Gone()))
