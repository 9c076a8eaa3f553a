"""The telephone at `/phone`: a person's side of the text door, for whoever has no carrier at hand.

How it looks and what it is told. The carrier between it and the town is the loopback's business.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, Protocol
from zoneinfo import ZoneInfo

import phonenumbers
from babel import Locale
from babel.dates import format_date, format_time
from flask import Blueprint, Response, abort, current_app, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_currency, get_locale
from flask_babel import gettext as _

from channels.demo import charges
from channels.demo.links import pieces
from channels.demo.loopback import KEEPS, MEDIA, Attached, Carried, Loopback
from channels.demo.mailbox import Mailbox
from channels.demo.threads import LARGEST_PICTURE, Picture, Threads
from channels.settings import Settings
from channels.shared.door import Door, InHand
from channels.shared.segments import count
from channels.shared.text import LONGEST, texts_of
from channels.shared.twilio_wire import limits_of
from service.carriage import FIRST_TRY, Attempt, Taken
from service.front_office import FrontOffice
from service.messages import Capabilities, Line, Notice, Prices, Visitor
from service.rehearsal import Rehearsal

PHONES = ("+32470000001", "+32470000002", "+32470000003", "+32470000004")
"""Nobody's numbers, which look like mobile numbers to every rule."""
PICTURES = ("image/jpeg", "image/png", "image/gif", "image/webp")
"""What the telephone takes for a picture."""

Clock = Callable[[], datetime]


class Town(Protocol):
    """What a telephone has to know of the town."""

    @property
    def name(self) -> str: ...
    @property
    def languages(self) -> Sequence[str]: ...
    @property
    def timezone(self) -> str: ...
    @property
    def currency(self) -> str: ...
    @property
    def prices(self) -> Prices | None: ...


def door(
    front_office: FrontOffice,
    rehearsal: Rehearsal,
    settings: Settings,
    town: Town,
    clock: Clock,
    mailbox: Mailbox,
) -> Door:
    """A page beside the town's own: the telephones are the visitor's side, so this door asks nothing itself.

    What the town texts to other numbers than theirs is put into the mailbox.
    """
    phones = _Phones(front_office, settings, town, clock)

    def ring(notice: Notice, attempt: Attempt = FIRST_TRY) -> tuple[Taken, ...]:
        number = notice.contact.removeprefix("tel:")
        if number in PHONES:
            texts = texts_of(notice, limits_of(settings.twilio))
            for text in texts:
                phones.ring(number, text)
            return tuple(Taken(parts=count(text).parts) for text in texts)
        return mailbox.put(notice)

    routes = Blueprint(
        "phone", __name__, url_prefix="/phone", template_folder="templates", static_folder="static"
    )
    routes.add_url_rule("", "page", phones.page)
    routes.add_url_rule("", "text", phones.text, methods=["POST"])
    routes.add_url_rule("/clear", "clear", phones.clear, methods=["POST"])
    routes.add_url_rule("/pictures/<name>", "picture", phones.picture)
    kept_at = MEDIA.format(account="<account>", message="<message>", media="<media>")
    routes.add_url_rule(KEEPS.removeprefix("/phone") + kept_at, "media", phones.media)

    def line() -> Line:
        return Line(f"tel:{PHONES[_chosen() - 1]}", f"tel:{settings.twilio.number}")

    @routes.before_request
    def speak_as_on_the_line() -> None:
        g.language = rehearsal.language_on(line()) or town.languages[0]

    def let_go(_service: str) -> None:
        phones.forget()
        rehearsal.put_down(line())

    in_hand = InHand(lambda _service: rehearsal.draft_on(line()), let_go)
    return Door("phone", "Phone", Capabilities(), routes, "/phone", in_hand=in_hand, carriers={"tel": ring})


class _Phones:
    def __init__(self, front_office: FrontOffice, settings: Settings, town: Town, clock: Clock) -> None:
        self._front_office, self._settings, self._town, self._clock = front_office, settings, town, clock
        self._threads = Threads(PHONES)

    def page(self) -> str:
        chosen, locale = _chosen(), get_locale() or Locale("en")
        visitor = Visitor(door="phone", language=str(locale), capabilities=Capabilities())
        thread = self._threads.of(PHONES[chosen - 1])
        prices = self._town.prices
        return render_template(
            "phone/page.html",
            lang=str(locale),
            dir=locale.text_direction,
            town_name=self._town.name,
            phones=list(enumerate((national(number) for number in PHONES), 1)),
            chosen=chosen,
            compact=_compact(),
            pieces=lambda words: pieces(words, self._settings.public_url),
            town_number=national(self._settings.twilio.number),
            thread=thread.bubbles,
            tally=thread.tally,
            charges=charges.of_thread(thread.tally, prices) if prices else None,
            price=lambda bubble: self._money(charges.of_bubble(bubble, prices)) if prices else "",
            services=[each for each in self._front_office.services(visitor) if each.keywords],
            carries_media=self._settings.twilio.carries_media,
            picture_types=PICTURES,
            largest_picture=LARGEST_PICTURE,
            kept=lambda name: self._threads.picture(name) is not None,
            **self._in_the_towns_way(locale),
        )

    def text(self) -> ResponseReturnValue:
        sender = PHONES[_chosen() - 1]
        words = request.form.get("keyword") or request.form.get("words", "")
        words = words.replace("\r\n", "\n")
        picture = self._attached()
        refused = self._refused(words, picture)
        if refused:
            self._threads.add(sender, "person", words[:LONGEST], self._clock(), "", refused, charged=False)
        elif words.strip() or picture:
            self._exchange(sender, words, picture)
        return self._shown()

    def ring(self, number: str, words: str) -> None:
        """A text that the town sends by itself."""
        self._threads.add(number, "town", words, self._clock())

    def clear(self) -> ResponseReturnValue:
        self.forget()
        return self._shown()

    def forget(self) -> None:
        self._threads.clear(PHONES[_chosen() - 1])

    def picture(self, name: str) -> Response:
        """For the bubble."""
        found = self._threads.picture(name) or abort(404)
        return Response(found.content, mimetype=found.type, headers={"Cache-Control": "private"})

    def media(self, account: str, message: str, media: str) -> Response:
        """For the town, which shows the credentials that it shows the real carrier."""
        shown, twilio = request.authorization, self._settings.twilio
        credentials = f"{shown.username}:{shown.password}" if shown else ""
        if not hmac.compare_digest(credentials.encode(), f"{twilio.account}:{twilio.tokens[0]}".encode()):
            return Response("Who is asking?\n", 401, {"WWW-Authenticate": "Basic"}, mimetype="text/plain")
        return self.picture(media)

    def _exchange(self, sender: str, words: str, picture: Picture | None) -> None:
        """To the town and back. What the carrier would not take from the town is shown, and said to be lost."""
        name = self._threads.keep(picture) if picture else ""
        sent = self._clock()
        loopback = Loopback(current_app.wsgi_app, self._settings)
        carried = loopback.carry(sender, words, Attached(name, picture.type) if picture else None)
        self._threads.add(sender, "person", words, sent, name, _undelivered(carried))
        for answer in carried.answers:
            taken = loopback.takes(answer)
            failure = "" if taken else _("Not delivered: longer than a carrier takes.")
            self._threads.add(sender, "town", answer, self._clock(), "", failure, charged=taken)

    def _attached(self) -> Picture | None:
        file = request.files.get("picture")
        if not self._settings.twilio.carries_media or file is None or not file.filename:
            return None
        return Picture(file.read(LARGEST_PICTURE + 1), file.mimetype)

    def _refused(self, words: str, picture: Picture | None) -> str:
        """Why a telephone does not send this at all; empty where it does."""
        if not Loopback(current_app.wsgi_app, self._settings).takes(words):
            return _("Not sent: longer than %(most)s characters.", most=LONGEST)
        if picture and picture.type not in PICTURES:
            return _("Not sent: this is no picture that a phone can send.")
        if picture and len(picture.content) > LARGEST_PICTURE:
            return _("Not sent: pictures may have up to %(most)s MB.", most=LARGEST_PICTURE // 10**6)
        return ""

    def _shown(self) -> ResponseReturnValue:
        return redirect(url_for("phone.page", phone=_chosen(), compact=1 if _compact() else None), 303)

    def _in_the_towns_way(self, locale: Locale) -> dict[str, Any]:
        """How the town writes moments and money, for the template."""
        zone = ZoneInfo(self._town.timezone)
        return {
            "money": self._money,
            "clock": lambda moment: format_time(moment, "HH:mm", tzinfo=zone, locale=locale),
            "day": lambda moment: format_date(moment.astimezone(zone), "EEEE d MMMM", locale=locale),
        }

    def _money(self, amount: Decimal) -> str:
        return str(format_currency(amount, self._town.currency))


def _undelivered(carried: Carried) -> str:
    if not carried.failure:
        return ""
    return _("Not delivered. The town’s webhook answered: %(reason)s", reason=carried.failure)


def _chosen() -> int:
    """Which of the telephones the page shows, counted from 1."""
    wanted = request.values.get("phone", "")
    return int(wanted) if wanted in {str(number) for number, _number in enumerate(PHONES, 1)} else 1


def _compact() -> bool:
    """Whether the telephone fills the page, as a frame wants it."""
    return request.values.get("compact") == "1"


def national(number: str) -> str:
    """A number as it is dialled here; one that is none, as it stands."""
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)
