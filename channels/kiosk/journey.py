"""The way through a service at the kiosk: which there are, begin, answer, back, check, send, leave."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any

from flask import Blueprint, jsonify, make_response, request
from flask.typing import ResponseReturnValue

from channels.kiosk.entrance import HEADER, sent
from channels.kiosk.person import PATH, Kiosk, secret
from channels.kiosk.session import Session, SessionOver, drop_cookies, new_session
from channels.kiosk.wire import read_parts, read_text, read_version, service_json
from channels.shared.reading_order import in_reading_order, runs_from_right
from service.front_office import FrontOffice
from service.messages import Turn, Visitor

Verb = Callable[[Session, Mapping[str, Any], Visitor], Turn]


def add_journey(blueprint: Blueprint, kiosk: Kiosk) -> None:
    @blueprint.get("/services")
    def services() -> ResponseReturnValue:
        visitor = kiosk.visitor()
        offered = kiosk.office.services(visitor)
        if runs_from_right(visitor.language):
            offered = in_reading_order(offered)
        return jsonify(services=[service_json(each) for each in offered])

    @blueprint.post("/begin")
    def begin() -> ResponseReturnValue:
        turn = kiosk.office.begin(read_text(sent(), "service"), kiosk.visitor())
        return kiosk.told(turn, new_session(turn.draft) if turn.draft else None)

    @blueprint.post("/leave")
    def leave() -> ResponseReturnValue:
        """The person goes: nothing in this browser may lead back. Always succeeds."""
        response = make_response("", 204)
        token = request.headers.get(HEADER, "")
        with suppress(SessionOver):
            kiosk.office.let_go(kiosk.session().draft)
        drop_cookies(response, request.cookies, token, path=PATH, secret=secret())
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response

    @blueprint.post("/how_it_went")
    def how_it_went() -> ResponseReturnValue:
        """One answer; gives what is asked next, if anything."""
        session, visitor = kiosk.session(), kiosk.visitor()
        kiosk.office.say_how_it_went(session.draft, read_text(sent(), "answer"), visitor)
        return jsonify(how=kiosk.how_it_went(session.draft))

    for name, verb in _verbs(kiosk.office).items():
        blueprint.add_url_rule(f"/{name}", name, _view(kiosk, verb), methods=["POST"])


def _verbs(office: FrontOffice) -> dict[str, Verb]:
    """What may be done with a draft, by the last word of the address."""
    return {
        "ask": lambda session, body, who: office.ask(session.draft, who, read_text(body, "path", "")),
        "answer": lambda session, body, who: office.answer(
            session.draft,
            read_text(body, "path"),
            read_parts(body, request.files),
            read_version(body),
            who,
        ),
        "skip": lambda session, body, who: office.skip(
            session.draft, read_text(body, "path"), who, read_version(body)
        ),
        "remove": lambda session, body, who: office.remove(session.draft, read_text(body, "path"), who),
        "back": lambda session, body, who: office.back(session.draft, who, read_text(body, "path", "")),
        "review": lambda session, _body, who: office.review(session.draft, who),
        "submit": lambda session, body, who: office.submit(session.draft, read_version(body), who),
        "prove": lambda session, _body, who: office.prove(session.draft, who),
        "bring_back": lambda session, _body, who: office.bring_back(session.draft, who),
    }


def _view(kiosk: Kiosk, verb: Verb) -> Callable[[], ResponseReturnValue]:
    def told() -> ResponseReturnValue:
        session = kiosk.session()
        turn = verb(session, sent(), kiosk.visitor())
        return kiosk.told(turn, replace(session, draft=turn.draft or session.draft))

    return told
