"""The carrier's webhook: takes what a person wrote on any of its networks, and gives our answer back at once.

It checks, decodes, passes on and lays out. What a network carries is its door's to say; what the words mean is the
conversation's business, in the core.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from flask import Blueprint, Response, request
from flask_babel import gettext as _
from werkzeug.exceptions import ServiceUnavailable

from channels.settings import Settings, TwilioSettings
from channels.shared.segments import Limits, count
from channels.shared.text import messages
from channels.shared.twilio_wire import is_genuine, read, read_report, twiml
from service.carriage import Report
from service.front_office import BUSY, FrontOffice, NoRoom
from service.messages import Capabilities, Turn, Visitor

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


@dataclass(frozen=True)
class Network:
    """One network from which the carrier brings messages."""

    name: str
    """The door's."""
    scheme: str
    """How its contacts are written: `tel` for a bare number, else as the carrier names the network."""
    capabilities: Capabilities
    limits: Limits

    def parts(self, words: str) -> int:
        """As how many parts a message is charged: beside plain text messages each is one, however long."""
        if not words:
            return 0
        return count(words).parts if self.scheme == "tel" else 1

    def weigh(self, texts: Sequence[str]) -> int:
        """The same of what one turn is said in."""
        return sum(map(self.parts, texts))


class Misconfigured(ValueError):
    """The door cannot open like this; the words are for the operator."""


def assure_signed(twilio: TwilioSettings) -> None:
    """Raises Misconfigured where nothing could tell a genuine message from a forged one."""
    if not twilio.tokens:
        raise Misconfigured(
            "The text door needs TWILIO_AUTH_TOKEN: without it anybody could text in somebody else's name. "
            "Set it (two, with a comma between, while one replaces the other), or serve the demo with --demo."
        )


def webhook(
    name: str,
    front_office: FrontOffice,
    settings: Settings,
    networks: Sequence[Network],
    tell: Callable[[Report], None],
) -> Blueprint:
    """Where the carrier calls, for all its networks; `tell` learns what became of our messages.

    Raises Misconfigured.
    """
    assure_signed(settings.twilio)
    by_scheme = {network.scheme: network for network in networks}
    routes = Blueprint(name, __name__, url_prefix=f"/{name}")

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
            said = _answer(front_office, settings.twilio, by_scheme)
        except NoRoom:
            log.exception("a text message could not be stored: there is no room")
            said = (_nothing_taken_in(),)
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
        """What became of a message of ours. The carrier repeats what it could not bring; and where it did not get an
        answer it does not ask again, so nothing is said here but that we have it."""
        report = read_report(request.form)
        if report is None:
            log.warning("a genuine status callback said nothing: its fields were %s", sorted(request.form))
        else:
            tell(report)
        return Response(status=204)

    return routes


def _answer(
    front_office: FrontOffice, twilio: TwilioSettings, networks: Mapping[str, Network]
) -> tuple[str, ...]:
    heard = read(request.form, twilio)
    if heard is None:
        log.warning("a genuine webhook held no message: its fields were %s", sorted(request.form))
        return ()
    line, reply = heard
    network = networks.get(line.contact.partition(":")[0])
    if network is None:
        log.warning("a genuine message came from a network that no door serves")
        return ()
    laid_out: dict[int, tuple[str, ...]] = {}

    def weigh(turn: Turn) -> int:
        laid_out[id(turn)] = messages(turn, network.limits)
        return network.weigh(laid_out[id(turn)])

    visitor = Visitor(network.name, "", network.capabilities, line, weigh=weigh)
    turn = front_office.hear(replace(reply, parts=network.parts(reply.words)), visitor)
    return laid_out.get(id(turn)) or messages(turn, network.limits)


def _come_back() -> str:
    return _(
        "We could not take your message just now. Your earlier answers are safe. "
        "Please send it again in a minute."
    )


def _nothing_taken_in() -> str:
    """Said while nothing can be stored, which a minute will not mend."""
    return _(
        "We can take in nothing new just now, so your message was not stored. Your earlier answers are safe. "
        "Please send it again later today."
    )


def _apology(incident: str) -> str:
    """Said instead of an answer, for the carrier would text an error page to the person word for word."""
    return _(
        "Sorry, something went wrong on our side. Your earlier answers are safe. "
        "Please send your last message again in a few minutes. (Incident %(incident)s)",
        incident=incident,
    )
