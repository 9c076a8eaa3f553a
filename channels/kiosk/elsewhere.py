"""Going on elsewhere, and coming back: hand-over, saving, and the codes that lead here."""

from __future__ import annotations

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from werkzeug.exceptions import Conflict

from channels.kiosk.entrance import sent
from channels.kiosk.on_paper import slip_of
from channels.kiosk.person import Kiosk, secret
from channels.kiosk.printer import printer_state
from channels.kiosk.receipt import language_in, reference_in
from channels.kiosk.session import new_session, token_for
from channels.kiosk.wire import (
    offer_json,
    read_text,
    receipt_json,
    recognised_json,
    waiting_json,
)
from channels.kiosk.words import not_sent
from channels.shared.dialling import as_dialled
from channels.shared.qr import qr_picture
from service.messages import HubAway, Problem


def add_elsewhere(blueprint: Blueprint, kiosk: Kiosk) -> None:
    _add_going(blueprint, kiosk)
    _add_coming(blueprint, kiosk)


def _add_going(blueprint: Blueprint, kiosk: Kiosk) -> None:
    @blueprint.post("/hand_over")
    def hand_over() -> ResponseReturnValue:
        """How to go on elsewhere; where there is nothing to hand over, how it stands here."""
        session, visitor = kiosk.session(), kiosk.visitor()
        offer = kiosk.office.hand_over(session.draft, visitor)
        if offer is None:
            return kiosk.told(kiosk.office.ask(session.draft, visitor), session)
        told = offer_json(offer, qr_picture(offer.link), as_dialled(kiosk.settings.twilio.number))
        return jsonify(offer=told, session=token_for(session, secret()))

    @blueprint.post("/save")
    def save() -> ResponseReturnValue:
        """A code to come back with, and the number that was chosen for it; shown once, and printed if wanted."""
        session, visitor = kiosk.session(), kiosk.visitor()
        saved = kiosk.office.save(session.draft, read_text(sent(), "second"), "", visitor)
        if saved is None:
            return kiosk.told(kiosk.office.ask(session.draft, visitor), session)
        if isinstance(saved, Problem):
            return jsonify(problem=saved.words)
        with force_locale(kiosk.language()):
            told = receipt_json(slip_of(kiosk, session, saved.code), qr_picture(saved.link))
        shown = {"code": saved.code, "link": saved.link, "until": saved.until, **told}
        return jsonify(saved=shown, printer=printer_state(kiosk.printer))

    @blueprint.post("/to_phone")
    def to_phone() -> ResponseReturnValue:
        """The reference in a text; where that cannot be, why, and what to do instead."""
        session, number = kiosk.session(), read_text(sent(), "number")
        if not kiosk.sends_texts:
            raise Conflict
        try:
            told = kiosk.office.send_receipt(session.draft, number, kiosk.visitor())
        except HubAway:
            with force_locale(kiosk.language()):
                return jsonify(problem=not_sent())
        if told is None:
            raise Conflict
        return jsonify(problem=told.words) if isinstance(told, Problem) else jsonify(sent=told)


def _add_coming(blueprint: Blueprint, kiosk: Kiosk) -> None:
    @blueprint.post("/recognise")
    def recognise() -> ResponseReturnValue:
        """What the scanner read, and the language in which it was given to whoever holds it."""
        given = read_text(sent(), "code")
        found = kiosk.office.recognise(reference_in(given) or given)
        return jsonify(recognised_json(found, language_in(given, kiosk.languages)))

    @blueprint.post("/waiting")
    def waiting() -> ResponseReturnValue:
        """What is behind a code that was typed or scanned; looking takes nothing."""
        return jsonify(waiting_json(kiosk.office.waiting(read_text(sent(), "code"), kiosk.visitor())))

    @blueprint.post("/take_over")
    def take_over() -> ResponseReturnValue:
        body, visitor = sent(), kiosk.visitor()
        code = read_text(body, "code")
        turn = (
            kiosk.office.open_saved(code, read_text(body, "second"), visitor)
            if "second" in body
            else kiosk.office.take_over(code, visitor)
        )
        if isinstance(turn, Problem):
            return jsonify(problem=turn.words)
        if turn is None or turn.draft is None:
            return jsonify(waiting_json(None))
        return kiosk.told(turn, new_session(turn.draft))
