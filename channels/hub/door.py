"""The hub's addresses for its outposts, `/hub/...`: whose key it is, then one verb each. The hub decides.

No browser comes here and no cookie counts: every request carries the outpost's key, without which it is answered 403.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest, Conflict, Forbidden, TooManyRequests

from channels.hub import wire
from channels.shared.bearer import bearer
from service.front_office import FrontOffice, TooManyTries
from service.hub import Hub, NotTaken, signature
from service.messages import Capabilities, Visitor

LARGEST = 64 * 1024 * 1024
"""Bytes of one request: an outpost sends what it took from people, pictures and all."""

Verb = Callable[[Any, Mapping[str, Any], list[bytes]], bytes]


def hub_addresses(
    hub: Hub, front_office: FrontOffice, site: Mapping[str, Any], name: str, capabilities: Capabilities
) -> Blueprint:
    """For outposts whose door has this name and can carry this; `site` is what they must know of the town's site."""
    answers = _Hub(hub, front_office, dict(site), name, capabilities)
    blueprint = Blueprint("hub", __name__, url_prefix="/hub")
    blueprint.before_request(_large)
    blueprint.add_url_rule("/bundle", "bundle", answers.bundle)
    for verb, answer in answers.verbs().items():
        blueprint.add_url_rule(f"/{verb}", verb, answers.view(answer), methods=["POST"])
    blueprint.register_error_handler(wire.NotUnderstood, lambda _: BadRequest())
    blueprint.register_error_handler(NotTaken, lambda reason: Conflict(str(reason)))
    blueprint.register_error_handler(TooManyTries, lambda _: TooManyRequests())
    return blueprint


def _large() -> None:
    request.max_content_length = LARGEST


class _Hub:
    def __init__(
        self, hub: Hub, office: FrontOffice, site: dict[str, Any], name: str, capabilities: Capabilities
    ) -> None:
        self._hub = hub
        self._office = office
        self._site = site
        self._name = name
        self._capabilities = capabilities

    def verbs(self) -> dict[str, Verb]:
        """What an outpost may ask, by the last word of the address."""
        hub, office = self._hub, self._office
        return {
            "parcels": lambda outpost, _, parcels: wire.REASONS.dump_json(hub.take_in(outpost, parcels)),
            "offer": lambda outpost, given, parcels: wire.OFFER.dump_json(
                hub.offer(outpost, _one(parcels), self._visitor(outpost, given), given.get("contact"))
            ),
            "save": lambda outpost, given, parcels: wire.SAVED.dump_json(
                hub.save(
                    outpost,
                    _one(parcels),
                    wire.text(given, "second"),
                    wire.text(given, "contact"),
                    self._visitor(outpost, given),
                )
            ),
            "send_receipt": lambda outpost, given, _: wire.SENT.dump_json(
                hub.send_receipt(
                    wire.text(given, "draft"), wire.text(given, "contact"), self._visitor(outpost, given)
                )
            ),
            "how_it_went": lambda outpost, given, _: wire.PROMPT.dump_json(
                hub.how_it_went(wire.text(given, "draft"), self._visitor(outpost, given))
            ),
            "say_how_it_went": self._rated,
            "waiting": lambda outpost, given, _: wire.WAITING.dump_json(
                office.waiting(wire.text(given, "code"), self._visitor(outpost, given))
            ),
            "lend": self._lend,
            "lend_back": lambda outpost, given, _: (
                hub.lend_back(outpost, wire.text(given, "draft")) or b"null"
            ),
            "lent": lambda outpost, given, _: _yes_or_no(
                hub.lent(
                    outpost,
                    wire.text(given, "draft"),
                    wire.number(given, "hold"),
                    self._visitor(outpost, given),
                    wire.number(given, "arrived") if given.get("arrived") is not None else None,
                )
            ),
            "definition": lambda _, given, __: wire.folder(hub.definition(wire.text(given, "revision"))),
            "references": lambda outpost, _, __: wire.REASONS.dump_json(hub.promised(outpost)),
            "beat": lambda outpost, given, _: wire.ORDERS.dump_json(
                hub.heard(outpost, wire.read_beat(given), self._version())
            ),
            **self._on_cases(),
        }

    def _on_cases(self) -> dict[str, Verb]:
        """What the owner of a case does at an outpost: judged here, by reference and code, each time."""
        office = self._office

        def shown(given: Mapping[str, Any]) -> tuple[str, str]:
            return wire.text(given, "reference"), wire.text(given, "proof")

        return {
            "track": lambda outpost, given, _: wire.STATUS.dump_json(
                office.track(*shown(given), self._visitor(outpost, given))
            ),
            "ask_status": lambda outpost, given, _: wire.STATUS.dump_json(
                office.ask_status(*shown(given), self._visitor(outpost, given))
            ),
            "follow_up": lambda outpost, given, _: wire.TURN.dump_json(
                office.follow_up(*shown(given), wire.yes(given, "well"), self._visitor(outpost, given))
            ),
            "say_how_it_was_decided": self._rated_decision,
            "withdraw": lambda outpost, given, _: wire.TURN.dump_json(
                office.withdraw(*shown(given), self._visitor(outpost, given))
            ),
            "other_times": lambda outpost, given, _: wire.PROMPT.dump_json(
                office.other_times(*shown(given), self._visitor(outpost, given))
            ),
            "move_appointment": lambda outpost, given, _: wire.TURN.dump_json(
                office.move_appointment(*shown(given), wire.parts(given), self._visitor(outpost, given))
            ),
            "cancel_appointment": lambda outpost, given, _: wire.TURN.dump_json(
                office.cancel_appointment(*shown(given), self._visitor(outpost, given))
            ),
            "confirm_appointment": lambda outpost, given, _: wire.TURN.dump_json(
                office.confirm_appointment(*shown(given), self._visitor(outpost, given))
            ),
        }

    def view(self, verb: Verb) -> Callable[[], ResponseReturnValue]:
        def answered() -> ResponseReturnValue:
            outpost = self._outpost()
            arguments, parcels = wire.read_request(request.get_data())
            return _told(verb(outpost, arguments, parcels))

        return answered

    def bundle(self) -> ResponseReturnValue:
        """All that an outpost runs, signed for it alone; 304 where it has that already."""
        self._outpost()
        bundle = self._hub.bundle(self._site)
        packed = bundle.packed
        version = hashlib.sha256(packed).hexdigest()
        if request.headers.get("If-None-Match") == version:
            return Response(status=304)
        response = _told(packed)
        response.headers[wire.SIGNATURE] = signature(packed, bearer())
        response.headers[wire.VERSION] = version
        return response

    def _rated(self, outpost: Any, given: Mapping[str, Any], _: list[bytes]) -> bytes:
        draft, answer = wire.text(given, "draft"), wire.text(given, "answer")
        self._hub.say_how_it_went(draft, answer, self._visitor(outpost, given))
        return b"null"

    def _rated_decision(self, outpost: Any, given: Mapping[str, Any], _: list[bytes]) -> bytes:
        reference, proof = wire.text(given, "reference"), wire.text(given, "proof")
        visitor = self._visitor(outpost, given)
        self._office.say_how_it_was_decided(reference, proof, wire.text(given, "answer"), visitor)
        return b"null"

    def _lend(self, outpost: Any, given: Mapping[str, Any], _: list[bytes]) -> bytes:
        second = given.get("second")
        lent = self._hub.lend(
            wire.text(given, "code"),
            second if isinstance(second, str) else None,
            self._visitor(outpost, given),
        )
        return wire.lent(lent)

    def _version(self) -> str:
        return self._hub.bundle(self._site).version

    def _outpost(self) -> Any:
        outpost = self._hub.outpost(bearer())
        if outpost is None:
            raise Forbidden
        return outpost

    def _visitor(self, outpost: Any, given: Mapping[str, Any]) -> Visitor:
        """Somebody at an outpost's door: whoever guesses there is counted there."""
        source = f"{outpost.name} {wire.text(given, 'source')}"
        return Visitor(self._name, wire.text(given, "language"), self._capabilities, source=source)


def _one(parcels: list[bytes]) -> bytes:
    if len(parcels) != 1:
        raise wire.NotUnderstood("one parcel is wanted")
    return parcels[0]


def _yes_or_no(answer: bool) -> bytes:
    return b"true" if answer else b"false"


def _told(content: bytes) -> Response:
    response = Response(content, mimetype="application/json")
    response.headers["Cache-Control"] = "no-store"
    return response
