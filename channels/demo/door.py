"""The telephone at `/phone`: a person's side of the text door, for whoever has no carrier at hand."""

from __future__ import annotations

import phonenumbers
from babel import Locale
from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale

from channels.demo.loopback import Loopback
from channels.demo.threads import Threads
from channels.settings import Settings
from channels.shared.door import Door, InHand
from channels.shared.text import LONGEST
from service.front_office import FrontOffice
from service.messages import Capabilities, Line, Visitor
from service.rehearsal import Rehearsal

PHONES = ("+32470000001", "+32470000002", "+32470000003", "+32470000004")
"""Nobody's numbers, which look like mobile numbers to every rule."""


def door(front_office: FrontOffice, rehearsal: Rehearsal, settings: Settings, town: str) -> Door:
    """A page beside the town's own: the telephones are the visitor's side, so this door asks nothing itself."""
    threads = Threads()
    routes = Blueprint(
        "phone", __name__, url_prefix="/phone", template_folder="templates", static_folder="static"
    )

    @routes.get("")
    def page() -> str:
        chosen, locale = _chosen(), get_locale() or Locale("en")
        visitor = Visitor(door="phone", language=str(locale), capabilities=Capabilities())
        return render_template(
            "phone/page.html",
            lang=str(locale),
            dir=locale.text_direction,
            town_name=town,
            phones=list(enumerate((national(number) for number in PHONES), 1)),
            chosen=chosen,
            compact="compact" in request.args,
            town_number=national(settings.twilio.number),
            thread=threads.of(PHONES[chosen - 1]),
            services=[each for each in front_office.services(visitor) if each.keywords],
        )

    @routes.post("")
    def text() -> ResponseReturnValue:
        chosen = _chosen()
        sender, words = PHONES[chosen - 1], (request.form.get("keyword") or request.form.get("words", ""))
        threads.add(sender, "person", words[:LONGEST])
        carried = Loopback(current_app.wsgi_app, settings).carry(sender, words[:LONGEST])
        for answer in carried.answers:
            threads.add(sender, "town", answer)
        if carried.failure:
            threads.add(sender, "failure", carried.failure)
        return redirect(url_for("phone.page", phone=chosen), 303)

    @routes.post("/clear")
    def clear() -> ResponseReturnValue:
        chosen = _chosen()
        threads.clear(PHONES[chosen - 1])
        return redirect(url_for("phone.page", phone=chosen), 303)

    def line() -> Line:
        return Line(f"tel:{PHONES[_chosen() - 1]}", f"tel:{settings.twilio.number}")

    def let_go(_service: str) -> None:
        threads.clear(PHONES[_chosen() - 1])
        rehearsal.put_down(line())

    in_hand = InHand(lambda _service: rehearsal.draft_on(line()), let_go)
    return Door("phone", "Phone", Capabilities(), routes, "/phone", in_hand=in_hand)


def _chosen() -> int:
    """Which of the telephones the page shows, counted from 1."""
    wanted = request.values.get("phone", "")
    return int(wanted) if wanted in {str(number) for number, _ in enumerate(PHONES, 1)} else 1


def national(number: str) -> str:
    """A number as it is dialled here; one that is none, as it stands."""
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)
