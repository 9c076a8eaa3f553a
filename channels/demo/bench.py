"""The bench at `/bench`: three doors at once, the drafts in their hands, and the text that they all ask from.

It shows what is stored and changes no answer: answering is done at the doors, which stand in frames. No address
names a draft; a browser shows by cookie or header what it has in hand.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from babel import Locale
from flask import Blueprint, Response, abort, g, jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_wtf.csrf import generate_csrf

from channels.demo.words import words
from channels.shared.door import Door
from service.front_office import FrontOffice
from service.messages import Capabilities, ServiceSummary, Visitor
from service.rehearsal import Card, Happened, NoSuchText, Rehearsal, Written

USUAL = "street-problem"
"""The service that is shown first where the town has it."""
LARGEST_BODY = 4 * 1024 * 1024


def bench(
    front_office: FrontOffice,
    rehearsal: Rehearsal,
    town: str,
    languages: Sequence[str],
    doors: Mapping[str, Door],
) -> Door:
    """The page and what its script asks for. Its doors (`phone`, `web`, `kiosk`) are handed over: it knows none."""
    page = Bench(front_office, rehearsal, town, languages, doors)
    routes = Blueprint(
        "bench",
        __name__,
        url_prefix="/bench",
        template_folder="templates",
        static_folder="static/bench",
        static_url_path="/static",
    )
    routes.add_url_rule("", "page", page.page)
    routes.add_url_rule("/state", "state", page.state)
    routes.add_url_rule("/text", "text", page.text)
    routes.add_url_rule("/text", "edit", page.edit, methods=["POST"])
    routes.add_url_rule("/over", "over", page.start_over, methods=["POST"])
    routes.before_request(page.speak)
    routes.register_error_handler(NoSuchText, lambda _: (jsonify(problem="no such service"), 404))
    routes.after_request(_keep_nothing)
    return Door("bench", "Bench", Capabilities(), routes, "/bench")


class Bench:
    def __init__(
        self,
        front_office: FrontOffice,
        rehearsal: Rehearsal,
        town: str,
        languages: Sequence[str],
        doors: Mapping[str, Door],
    ) -> None:
        self._front_office = front_office
        self._rehearsal = rehearsal
        self._town, self._languages = town, languages
        self._doors = doors
        """By the place on the bench: `phone`, `web`, `kiosk`."""

    def speak(self) -> None:
        """The language of the address; the doors in the frames have their own ways to choose one."""
        wanted = request.args.get("language", "")
        g.language = wanted if wanted in self._languages else self._languages[0]

    def page(self) -> str:
        locale = get_locale() or Locale("en")
        services = self._front_office.services(self._visitor(self._doors["web"]))
        codes = [each.code for each in services]
        wanted = request.args.get("service", USUAL)
        chosen = wanted if wanted in codes else next(iter(codes), "")
        return render_template(
            "bench/page.html",
            lang=str(locale),
            dir=locale.text_direction,
            town_name=self._town,
            services=services,
            chosen=chosen,
            frames=self._frames(chosen),
            given=self._given(services),
            languages=[_switch(code, chosen) for code in self._languages],
        )

    def state(self) -> ResponseReturnValue:
        """What has changed: 304 where nothing has. `since` is the last event that the page has shown."""
        service, since = request.args.get("service", ""), _number(request.args.get("since", ""))
        drafts = {place: self._draft(door, service) for place, door in self._doors.items()}
        newest, revision = self._rehearsal.newest(), self._rehearsal.serves(service)
        tag = _name_for([newest, revision, service, *drafts.values()])
        if request.if_none_match.contains(tag):
            return Response(status=304)
        in_hand = [(draft, self._visitor(self._doors[place])) for place, draft in drafts.items()]
        table = self._rehearsal.table(in_hand)
        cards = dict(zip(self._doors, table.cards, strict=True))
        response = jsonify(
            newest=newest,
            revision=revision,
            events=[self._event(each) for each in self._rehearsal.happened(since, self._language())],
            cards={place: card and _card_json(card) for place, card in cards.items()},
            touched=_touched_last(cards),
            same=table.same,
            counted=_counted(filter(None, table.cards)),
        )
        response.set_etag(tag)
        return response

    def text(self) -> ResponseReturnValue:
        """The service as it is written now."""
        return jsonify(_written_json(self._rehearsal.written(request.args.get("service", ""))))

    def edit(self) -> ResponseReturnValue:
        sent = _sent("service", "text", "made_from")
        edited = self._rehearsal.edit(sent["service"], sent["text"], sent["made_from"])
        told = _written_json(edited.written) | {"saved": edited.saved, "overwrote": edited.overwrote}
        return jsonify(told), 200 if edited.saved else 422

    def start_over(self) -> ResponseReturnValue:
        """All doors let go of what they have in hand; with `edits`, the service is as in the configuration again."""
        sent = _sent("service")
        written = self._rehearsal.written(sent["service"])
        if sent.get("edits"):
            written = self._rehearsal.drop_edits(sent["service"])
        for door in self._doors.values():
            if door.in_hand is not None:
                door.in_hand.let_go(sent["service"])
        return jsonify(_written_json(written))

    def _draft(self, door: Door, service: str) -> str | None:
        return door.in_hand.draft(service) if door.in_hand is not None else None

    def _visitor(self, door: Door) -> Visitor:
        return Visitor(door=door.name, language=self._language(), capabilities=door.capabilities)

    def _language(self) -> str:
        return str(get_locale() or "en")

    def _frames(self, service: str) -> dict[str, str]:
        """What stands in each frame at first; `{}` is the service."""
        doors = self._doors
        return {
            "phone": f"{doors['phone'].address}?phone=1&compact=1",
            "web": f"{self._web()}{service}/",
            "kiosk": doors["kiosk"].address,
        }

    def _web(self) -> str:
        """Where the web's pages in the bench's language begin."""
        return re.sub(f"^/{self._languages[0]}/", f"/{self._language()}/", self._doors["web"].address)

    def _given(self, services: list[ServiceSummary]) -> dict[str, Any]:
        """What the page's script knows from the start."""
        return {
            "base": "/bench",
            "token": generate_csrf(),
            "words": words(),
            "web": self._web(),
            "services": {
                each.code: {"title": each.title, "keyword": next(iter(each.keywords), "")}
                for each in services
            },
        }

    def _event(self, event: Happened) -> dict[str, Any]:
        place = next((place for place, door in self._doors.items() if door.name == event.door), "")
        return {
            "sequence": event.sequence,
            "at": event.at.isoformat(),
            "place": place,
            "door": event.door,
            "words": event.words,
        }


def _switch(code: str, service: str) -> dict[str, str]:
    """The bench in another language."""
    name = Locale.parse(code).get_display_name(code) or code
    href = url_for("bench.page", language=code, service=service)
    return {"code": code, "name": name[:1].upper() + name[1:], "href": href}


def _keep_nothing(response: Response) -> Response:
    if not (request.endpoint or "").endswith(".static"):
        response.headers["Cache-Control"] = "no-store"
    return response


def _number(written: str) -> int:
    return int(written) if written.isascii() and written.isdigit() and len(written) < 16 else 0


def _sent(*wanted: str) -> dict[str, Any]:
    """The JSON of a request. Ends the request where it is not what the page sends."""
    if (request.content_length or 0) > LARGEST_BODY:
        abort(413)
    body = request.get_json(silent=True)
    if not isinstance(body, dict) or not all(isinstance(body.get(name), str) for name in wanted):
        abort(400)
    return body


def _name_for(parts: list[Any]) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:32]


def _card_json(card: Card) -> dict[str, Any]:
    return asdict(card) | {"touched_at": card.touched_at.isoformat()}


def _written_json(written: Written) -> dict[str, Any]:
    return asdict(written)


def _touched_last(cards: Mapping[str, Card | None]) -> str:
    """The place of the door that was used last; empty while none has anything in hand."""
    touched = {place: card.touched_at for place, card in cards.items() if card is not None}
    return max(touched, key=lambda place: touched[place], default="")


def _counted(cards: Any) -> dict[str, int]:
    """What the cards come to; nothing is counted that they do not show."""
    listed: list[Card] = list(cards)
    return {
        "cases": sum(bool(card.reference) for card in listed),
        "answers": sum(card.acknowledged for card in listed),
        "lost": sum(card.lost for card in listed),
    }
