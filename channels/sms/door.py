"""The text door: a webhook at which the carrier says what a person texted, and takes our answer back at once.

It checks, decodes, passes on and lays out. What the words mean is the conversation's business, in the core.
"""

from __future__ import annotations

import logging
import secrets

from flask import Blueprint, Response, request
from flask_babel import gettext as _
from werkzeug.exceptions import ServiceUnavailable

from channels.settings import Settings, TwilioSettings
from channels.shared.door import Door
from channels.shared.segments import Limits
from channels.shared.text import messages
from channels.shared.twilio_wire import is_genuine, read, twiml
from service.front_office import BUSY, FrontOffice
from service.messages import Capabilities, Visitor

NAME = "sms"

CONFIRMED = frozenset({"stop", "stopall", "unsubscribe", "cancel", "end", "quit", "revoke", "optout"})
"""The carrier knows these and answers them (https://help.twilio.com/articles/223134027)."""
UNCONFIRMED = frozenset(
    {"arret", "arrete", "arretez", "desabonner", "afmelden", "stoppen", "الغاء", "توقف", "قف"}
)
"""The same in French, Dutch and Arabic, without accents: the carrier passes them on, and leaves the rest to us."""
STOPPING = CONFIRMED | UNCONFIRMED
STARTING = frozenset({"start", "unstop", "yes"})
"""YES reaches us like every word, and may well be an answer; only it is never a word to ask for."""
SILENT = frozenset({"help", "info"})
"""The carrier answers these by itself: a second answer of ours would only confuse."""

log = logging.getLogger(__name__)


class Misconfigured(ValueError):
    """The door cannot open like this; the words are for the operator."""


def capabilities(twilio: TwilioSettings) -> Capabilities:
    """Carriers keep copies of texts, so the line is not private."""
    return Capabilities(
        photos=twilio.carries_media,
        documents=False,
        private=False,
        reserved=STOPPING | STARTING | SILENT,
        stopping=STOPPING,
        starting=STARTING,
        silent=SILENT,
        unconfirmed=UNCONFIRMED,
        stop_word="STOP",
    )


def assure_signed(twilio: TwilioSettings) -> None:
    """Raises Misconfigured where nothing could tell a genuine message from a forged one."""
    if not twilio.tokens:
        raise Misconfigured(
            "The text door needs TWILIO_AUTH_TOKEN: without it anybody could text in somebody else's name. "
            "Set it (two, with a comma between, while one replaces the other), or serve the demo with --demo."
        )


def door(front_office: FrontOffice, settings: Settings) -> Door:
    """The webhook. Raises Misconfigured."""
    assure_signed(settings.twilio)
    can = capabilities(settings.twilio)
    routes = Blueprint(NAME, __name__, url_prefix="/sms")

    @routes.before_request
    def only_from_the_carrier() -> Response | None:
        if is_genuine(request.environ, request.form, request.headers, settings):
            return None
        log.warning("%s: refused a message whose signature is missing or wrong", request.endpoint)
        return Response("The signature is missing or wrong.\n", 403, mimetype="text/plain")

    @routes.errorhandler(ServiceUnavailable)
    def crowded(_: ServiceUnavailable) -> Response:
        """A carrier would show nobody a 503; the person is told, and sends the same again."""
        return Response(twiml((_come_back(),)), mimetype="text/xml")

    @routes.post("")
    def inbound() -> Response:
        try:
            said = _answer(front_office, settings.twilio, can)
        except BUSY:
            log.exception("a text message could not be taken just now")
            said = (_come_back(),)
        except Exception:
            incident = secrets.token_hex(4)
            log.exception("incident %s: a text message could not be answered", incident)
            said = (_apology(incident),)
        return Response(twiml(said), mimetype="text/xml")

    @routes.post("/status")
    def status() -> Response:
        """What became of a message of ours: accepted, and not yet kept, since we only ever reply."""
        return Response(status=204)

    return Door(NAME, "Text message", can, routes, knows_its_callers=True)


def _answer(front_office: FrontOffice, twilio: TwilioSettings, can: Capabilities) -> tuple[str, ...]:
    heard = read(request.form, twilio)
    if heard is None:
        log.warning("a genuine webhook held no message: its fields were %s", sorted(request.form))
        return ()
    line, reply = heard
    turn = front_office.hear(reply, Visitor(door=NAME, language="", capabilities=can, line=line))
    return messages(turn, Limits(twilio.segment_limit, twilio.segment_limit_unicode))


def _come_back() -> str:
    return _(
        "We could not take your message just now. Your earlier answers are safe. "
        "Please send it again in a minute."
    )


def _apology(incident: str) -> str:
    """Said instead of an answer, for the carrier would text an error page to the person word for word."""
    return _(
        "Sorry, something went wrong on our side. Your earlier answers are safe. "
        "Please send your last message again in a few minutes. (Incident %(incident)s)",
        incident=incident,
    )
