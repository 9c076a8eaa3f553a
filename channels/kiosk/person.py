"""Who stands at the kiosk: their language and session, and how a turn is told to them.

What all of the kiosk's addresses share; what they do stands in a file for each subject.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Response, current_app, jsonify, request
from flask_babel import force_locale

from channels.kiosk.entrance import HEADER
from channels.kiosk.printer import Printer, printer_state
from channels.kiosk.receipt import paper, status_address
from channels.kiosk.session import Session, keep_cookie, read_session, token_for
from channels.kiosk.wire import rating_json, receipt_json, turn_json
from channels.settings import Settings
from channels.shared.qr import qr_picture
from channels.shared.reading_order import in_reading_order, runs_from_right
from service.front_office import FrontOffice
from service.messages import Capabilities, Receipt, Turn, Visitor

NAME = "kiosk"
CAPABILITIES = Capabilities(pages=False, photos=True, documents=False, private=True, public_screen=True)
"""A person in the hall has a phone for photos at best, and no documents as files."""
PATH = "/kiosk/"


@dataclass(frozen=True)
class Kiosk:
    """The kiosk of a town that speaks these languages, the first one where nothing else is known."""

    office: FrontOffice
    settings: Settings
    town: str
    languages: tuple[str, ...]
    printer: Printer | None
    approved: frozenset[str]
    """The languages whose voice a listener has found fit to be heard."""
    sends_texts: bool
    """Whether somebody carries text messages for this town."""

    def language(self) -> str:
        return request.accept_languages.best_match(self.languages) or self.languages[0]

    def visitor(self) -> Visitor:
        return Visitor(
            door=NAME,
            language=self.language(),
            capabilities=CAPABILITIES,
            source=request.remote_addr or "",
        )

    def session(self) -> Session:
        """Raises SessionOver."""
        return read_session(request.headers.get(HEADER, ""), request.cookies, secret())

    def told(self, turn: Turn, session: Session | None) -> Response:
        """The turn, with the picture of the paper where it is a receipt."""
        if runs_from_right(turn.language):
            turn = in_reading_order(turn)
        body = turn_json(turn)
        if receipt := receipt_of(turn):
            with force_locale(self.language()):
                body["paper"] = receipt_json(
                    paper(receipt, self.town), qr_picture(self.status_address(receipt))
                )
            body |= {"printer": printer_state(self.printer), "sends": self.sends_texts}
            body["how"] = self.how_it_went(turn.draft or "")
        if session is None:
            return jsonify(body)
        response = jsonify(body | {"session": token_for(session, secret())})
        keep_cookie(response, session, path=PATH, secure=self.settings.public_url.startswith("https:"))
        return response

    def how_it_went(self, draft: str) -> dict[str, Any] | None:
        """What somebody is asked once it is sent."""
        asked = self.office.how_it_went(draft, self.visitor())
        if asked is not None and runs_from_right(self.language()):
            asked = in_reading_order(asked)
        return rating_json(asked)

    def status_address(self, receipt: Receipt) -> str:
        return status_address(self.settings.public_url, self.language(), receipt.reference)


def receipt_of(turn: Turn) -> Receipt | None:
    return turn.prompt.receipt if turn.prompt else None


def secret() -> str:
    return str(current_app.secret_key)
