"""Where a case stands, and what its owner does about it here: an answer, the appointment, taking it back.

Papers and corrections stay away: they are private answers, and here others look on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, Response, jsonify, make_response, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import Gone

from channels.kiosk.entrance import sent
from channels.kiosk.person import PATH, Kiosk
from channels.kiosk.proven import Proven, drop_key, keep_key, newly_proven, read_proven, token_of
from channels.kiosk.receipt import status_address
from channels.kiosk.wire import NotUnderstood, read_parts, read_text, status_json, turn_json
from channels.shared.qr import qr_picture
from channels.shared.reading_order import in_reading_order, runs_from_right
from service.front_office import FrontOffice
from service.messages import Status, Turn, Visitor

Deed = Callable[[Proven, Mapping[str, Any], Visitor], Turn | None]


def add_case(blueprint: Blueprint, kiosk: Kiosk) -> None:
    @blueprint.post("/track")
    def track() -> ResponseReturnValue:
        body, visitor = sent(), kiosk.visitor()
        case = newly_proven(read_text(body, "reference"), read_text(body, "proof"))
        status = kiosk.office.ask_status(case.reference, case.proof, visitor)
        return _kept(kiosk, case, _stands(kiosk, status, ())) if status else jsonify(status=None)

    @blueprint.post("/close_case")
    def close_case() -> ResponseReturnValue:
        """The person has looked: nothing in this browser may lead back. Always succeeds."""
        response = make_response("", 204)
        drop_key(response, read_text(sent(), "case"), path=PATH)
        return response

    for name, deed in _deeds(kiosk.office).items():
        blueprint.add_url_rule(f"/{name}", name, _view(kiosk, deed), methods=["POST"])


def _deeds(office: FrontOffice) -> dict[str, Deed]:
    """What may be done with a proven case, by the last word of the address; None where it is not proven any more."""
    return {
        "case": lambda _case, _body, _who: Turn(),
        "follow_up": lambda case, body, who: office.follow_up(
            case.reference, case.proof, _yes_or_no(body, "well"), who
        ),
        "how_it_was_decided": lambda case, body, who: _rated(office, case, read_text(body, "answer"), who),
        "confirm": lambda case, _body, who: office.confirm_appointment(case.reference, case.proof, who),
        "call_off": lambda case, _body, who: office.cancel_appointment(case.reference, case.proof, who),
        "times": lambda case, _body, who: Turn(prompt=office.other_times(case.reference, case.proof, who)),
        "move": lambda case, body, who: office.move_appointment(
            case.reference, case.proof, read_parts(body, {}), who
        ),
        "withdraw": lambda case, _body, who: office.withdraw(case.reference, case.proof, who),
    }


def _rated(office: FrontOffice, case: Proven, answer: str, visitor: Visitor) -> Turn:
    office.say_how_it_was_decided(case.reference, case.proof, answer, visitor)
    return Turn()


def _view(kiosk: Kiosk, deed: Deed) -> Callable[[], ResponseReturnValue]:
    def told() -> ResponseReturnValue:
        """What was asked back, or where the case stands now, with what was said."""
        body, visitor = sent(), kiosk.visitor()
        case = read_proven(read_text(body, "case"), request.cookies)
        turn = deed(case, body, visitor)
        if turn is None:
            raise Gone
        if turn.prompt is not None:
            asked = in_reading_order(turn) if runs_from_right(visitor.language) else turn
            return _kept(kiosk, case, turn_json(asked))
        status = kiosk.office.track(case.reference, case.proof, visitor)
        if status is None:
            raise Gone
        return _kept(kiosk, case, _stands(kiosk, status, turn.said))

    return told


def _stands(kiosk: Kiosk, status: Status, said: tuple[str, ...]) -> dict[str, Any]:
    language = kiosk.language()
    address = status_address(kiosk.settings.public_url, language, status.reference)
    if runs_from_right(language):
        status, said = in_reading_order(status), in_reading_order(said)
    return status_json(status, said, qr_picture(address))


def _kept(kiosk: Kiosk, case: Proven, told: dict[str, Any]) -> Response:
    response = jsonify(told | {"case": token_of(case)})
    keep_key(response, case, path=PATH, secure=kiosk.settings.public_url.startswith("https:"))
    return response


def _yes_or_no(body: Mapping[str, Any], name: str) -> bool:
    value = body.get(name)
    if not isinstance(value, bool):
        raise NotUnderstood(f"{name} is true or false")
    return value
