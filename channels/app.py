"""The site: opens the town, lists the doors and plugs everything together. The only file that knows all doors."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from flask import Flask, Response, current_app, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFProtect
from werkzeug.exceptions import ServiceUnavailable
from werkzeug.middleware.proxy_fix import ProxyFix

from channels.console.talk import CAPABILITIES as CONSOLE_CAPABILITIES
from channels.console.talk import NAME as CONSOLE
from channels.counter.desk import CAPABILITIES as COUNTER_CAPABILITIES
from channels.counter.desk import NAME as COUNTER
from channels.counter.desk import DemoOfficer
from channels.counter.door import door as counter_door
from channels.hub.door import hub_addresses
from channels.kiosk.door import CAPABILITIES as KIOSK_CAPABILITIES
from channels.kiosk.door import NAME as KIOSK
from channels.kiosk.door import door as kiosk_door
from channels.kiosk.entrance import Admission, Standing, everybody
from channels.kiosk.receipt import status_address
from channels.letters.paper import on_paper
from channels.metrics import add_metrics
from channels.opendata.door import Descriptions, open_data
from channels.operator.page import door as operator_page
from channels.performance.door import Pages, performance
from channels.settings import Settings, TwilioSettings
from channels.shared.door import Door
from channels.shared.full import NothingTakenIn
from channels.shared.mail_carrier import mail_carrier
from channels.shared.pages import pages
from channels.shared.twilio_carrier import text_carrier
from channels.shared.twilio_door import SILENT, STARTING, STOPPING, Network, assure_signed, webhook
from channels.shared.words import speak
from channels.sms.door import NAME as TEXT
from channels.sms.door import capabilities as text_capabilities
from channels.sms.door import network as text_network
from channels.waiting import CROWDED
from channels.web.door import door as web_door
from channels.web.errors import register as register_error_pages
from channels.web.house import CAPABILITIES as WEB_CAPABILITIES
from channels.web.house import CATALOGUE, LINK, START
from channels.web.house import NAME as WEB
from channels.whatsapp.door import CAPABILITIES as WHATSAPP_CAPABILITIES
from channels.whatsapp.door import NAME as WHATSAPP
from channels.whatsapp.door import NETWORK as WHATSAPP_NETWORK
from service.assembly import Core, born_as, open_core
from service.carriage import Carrier
from service.clock import Clock, now
from service.definitions.findings import Finding
from service.front_office import BUSY, FrontOffice, NoRoom, NoSuchService
from service.messages import Capabilities
from service.outpost import HubLink

RESERVED = STOPPING | STARTING | SILENT
"""Words that carriers take for themselves."""

SCHEMES = (text_network(TwilioSettings()).scheme, WHATSAPP_NETWORK.scheme)
"""What networks call one and the same telephone number."""

CARRIED_IN_DEMO = frozenset({"tel", "mailto"})
"""The contacts that a demo's own telephones and mailbox stand for."""

CONTENT_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "media-src blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'self'",
        "frame-src 'self'",
    )
)
"""Nothing from elsewhere, nothing inline. Our own frames are allowed for the demo's bench."""

HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(), microphone=(), camera=(self)",
}
ONE_YEAR = 365 * 24 * 3600
RETRY_SECONDS = 10
RETRY_CROWDED = 60

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Site:
    """What was plugged together; `app.extensions["nowrongdoor"]`."""

    settings: Settings
    core: Core
    doors: tuple[Door, ...]
    rehearsal: tuple[Door, ...]
    """What only a demo has beside its doors: the phone simulator and the bench."""
    beside: tuple[Door, ...]
    """Where the operator works."""
    findings: tuple[Finding, ...]
    """What was found about the definitions when the site was opened."""

    @property
    def pages(self) -> dict[str, str]:
        """Where a person finds what, by name: the telephone stands where the text door does, the bench last."""
        beside = {page.name: page.address for page in (*self.beside, *self.rehearsal)}
        listed: dict[str, str] = {}
        for door in self.doors:
            if door.address:
                listed[door.name] = door.address
            elif door.name == TEXT and "phone" in beside:
                listed["phone"] = beside["phone"]
        return listed | beside

    @property
    def carriers(self) -> dict[str, Carrier]:
        """What carries notices, by the scheme of their contacts: in a demo its telephones and its mailbox."""
        if self.core.outpost is not None:
            return {}
        carriers = carriers_of(self.settings)
        for page in self.rehearsal:
            carriers |= page.carriers
        return carriers


def create_app(settings: Settings, clock: Clock = now, link: HubLink | None = None) -> Flask:
    """The whole site as a WSGI application. Raises ValueError with a sentence for the operator.

    With a `link` it is an outpost's, whose one door is the kiosk.
    """
    settings = prepared(settings)
    assure_signed(settings.twilio)  # before a data folder is born for a town that cannot open
    core = open_town(settings, clock, link)
    findings = tuple(core.operations.publish())
    app = Flask("channels", static_folder=None, root_path=str(Path(__file__).parent))
    app.secret_key = core.vault.secret_for("sessions")
    secure = settings.public_url.startswith("https:")
    app.config.update(
        SECRET_KEY_FALLBACKS=core.vault.secrets_for("sessions")[1:],
        MAX_CONTENT_LENGTH=settings.largest_request,
        MAX_FORM_MEMORY_SIZE=settings.largest_request,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=secure,
        SESSION_COOKIE_NAME="__Host-session"
        if secure
        else "session",  # browsers let nobody else set the first
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,  # it wants a referrer, and our pages ask browsers to send none
    )
    if settings.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies)  # type: ignore[method-assign]
    app.before_request(_room_for_one_more)
    speak(app, core.catalogues, core.town.language)
    csrf = CSRFProtect(app)
    app.register_blueprint(pages())
    doors = listed_doors(settings, core)
    rehearsal: tuple[Door, ...] = ()
    beside: tuple[Door, ...] = ()
    if core.outpost is None:
        password = settings.operator_password
        beside = (operator_page(core.operations, core.town, password, demo=settings.demo),)
        described = Descriptions(
            core.front_office,
            core.evidence,
            core.town,
            settings.public_url,
            CATALOGUE,
            START,
            demo=settings.demo,
        )
        app.register_blueprint(open_data(described))
        figures = Pages(
            core.evidence, core.town, _titles(core.front_office), settings.public_url, demo=settings.demo
        )
        app.register_blueprint(performance(figures))
        rehearsal = rehearsal_pages(settings, core, {door.name: door for door in doors})
        hub = hub_addresses(core.hub, core.front_office, site_of(settings), KIOSK, KIOSK_CAPABILITIES)
        app.register_blueprint(hub)
        csrf.exempt(hub)
    for door in (*doors, *rehearsal, *beside):
        if door.blueprint is not None:
            app.register_blueprint(door.blueprint)
            if door.knows_its_callers:
                csrf.exempt(door.blueprint)
    if core.outpost is None:
        register_error_pages(app)
    app.register_error_handler(NoRoom, _take_nothing_in)
    for busy in BUSY:
        app.register_error_handler(busy, _try_again)
    app.after_request(_hardened(settings))
    app.add_url_rule("/health", "health", _health(core))
    add_metrics(app, core.operations, settings.metrics_token)
    app.extensions["nowrongdoor"] = Site(settings, core, doors, rehearsal, beside, findings)
    return app


def _titles(office: FrontOffice) -> Callable[[str, str], str]:
    """What a service is called in a language; one that is not served any more goes by its code."""

    def title(code: str, language: str) -> str:
        try:
            return str(office.description(code).title.get(language, code))
        except NoSuchService:
            return code

    return title


def prepared(settings: Settings) -> Settings:
    """Settings with what demo mode provides by itself: a carrier's token, so that signatures are always checked."""
    if not settings.demo:
        return settings
    from channels.demo.loopback import with_loopback

    return with_loopback(settings)


def open_town(
    settings: Settings, clock: Clock = now, link: HubLink | None = None, *, hasty: bool = False
) -> Core:
    """The core as these settings want it; with a `link`, that of an outpost. Who plays a demo's town is `hasty`."""
    return open_core(
        settings.data,
        settings.config,
        settings.database_url,
        settings.secret_key,
        demo=settings.demo,
        reserved=RESERVED,
        doors=capabilities_of(settings),
        urls={"web": f"{settings.public_url}/"},
        carry_on_at=f"{settings.public_url}{LINK}",
        asked_at=status_address(settings.public_url, "{language}", "{reference}"),
        link_lives=timedelta(hours=settings.link_hours),
        carried=_carried(settings) if link is None else frozenset(),
        link=link,
        least_free=settings.least_free,
        letters_made_by=on_paper,
        clock=clock,
        hasty=hasty,
    )


def _carried(settings: Settings) -> frozenset[str]:
    return CARRIED_IN_DEMO if settings.bench else frozenset(carriers_of(settings))


def site_of(settings: Settings) -> dict[str, object]:
    """What an outpost must know of this site: the addresses that it prints, who carries, and whether all is real."""
    return {
        "url": settings.public_url,
        "number": settings.twilio.number,
        "demo": settings.demo,
        "carried": sorted(_carried(settings)),
    }


def born_for(settings: Settings) -> str:
    """For what the data folder at hand was made, `demo` or `real`; empty where there is no town in it yet."""
    return born_as(settings.data, settings.database_url)


def capabilities_of(settings: Settings) -> dict[str, Capabilities]:
    """What each door can carry, by its name."""
    return {
        WEB: WEB_CAPABILITIES,
        TEXT: text_capabilities(settings.twilio),
        WHATSAPP: WHATSAPP_CAPABILITIES,
        KIOSK: KIOSK_CAPABILITIES,
        CONSOLE: CONSOLE_CAPABILITIES,
        COUNTER: COUNTER_CAPABILITIES,
    }


def networks_of(settings: Settings) -> tuple[Network, ...]:
    """From where messages are brought; each has a door of its own."""
    return text_network(settings.twilio), WHATSAPP_NETWORK


def carriers_of(settings: Settings) -> dict[str, Carrier]:
    """What really carries notices out of this installation, by the scheme of their contacts."""
    carriers: dict[str, Carrier] = {}
    if settings.twilio.account and settings.twilio.number:
        carriers["tel"] = text_carrier(settings, f"/{TEXT}/status")
    if settings.mail.host:
        carriers["mailto"] = mail_carrier(settings.mail)
    return carriers


def listed_doors(settings: Settings, core: Core) -> tuple[Door, ...]:
    """Every door of this installation; adding one is adding a line here."""
    office, town = core.front_office, core.town
    kiosk = kiosk_door(
        office,
        settings,
        town.name,
        town.languages,
        admission(settings, core),
        tuple(town.voices),
        sends_texts="tel" in (_carried(settings) if core.outpost is None else settings.hub_carries),
    )
    if core.outpost is not None:
        return (kiosk,)
    carrier = webhook(TEXT, office, settings, networks_of(settings), core.operations.report)
    return (
        web_door(office, settings, town),
        Door(TEXT, "Text message", text_capabilities(settings.twilio), carrier, knows_its_callers=True),
        Door(WHATSAPP, "WhatsApp", WHATSAPP_CAPABILITIES),
        kiosk,
        Door(CONSOLE, "Console", CONSOLE_CAPABILITIES),
        counter_door(
            core.back_office,
            office,
            town,
            demo=settings.demo,
            demo_officers=_officers(settings, core),
            number=settings.twilio.number,
            not_ready=core.operations.not_ready,
        ),
    )


def admission(settings: Settings, core: Core) -> Admission:
    """Who may use the kiosk's door: in a demo everybody, at an outpost whoever stands there, else enrolled machines."""
    if core.outpost is not None:
        outbox = core.outpost.outbox
        return lambda _: "closed" if outbox.is_closed() else "open"
    if settings.demo:
        return everybody

    def admitted(key: str) -> Standing:
        outpost = core.hub.outpost(key) if key else None
        if outpost is None:
            return "unknown"
        return "closed" if outpost.closed else "open"

    return admitted


def _officers(settings: Settings, core: Core) -> Callable[[], tuple[DemoOfficer, ...]]:
    """As whom a visitor of a demo may sign in."""
    if core.rehearsal is None or not settings.bench:
        return tuple
    from channels.demo.officers import employed

    names = {code: office.name for code, office in core.town.offices.items()}

    def invented() -> tuple[DemoOfficer, ...]:
        return tuple(
            DemoOfficer(each.name, each.shown, each.role, names.get(each.office, ""), password)
            for each, password in employed(core.back_office.officers)
        )

    return invented


def rehearsal_pages(settings: Settings, core: Core, doors: Mapping[str, Door]) -> tuple[Door, ...]:
    """Pages of a demo that are no doors of the town: with a real carrier's account they do not exist."""
    if core.rehearsal is None or not settings.bench:
        return ()
    from channels.demo.bench import bench
    from channels.demo.door import door as phone_page
    from channels.demo.mailbox import Mailbox
    from channels.demo.mailbox import door as mailbox_page

    mailbox = Mailbox(core.operations.clock)
    phone = phone_page(core.front_office, core.rehearsal, settings, core.town, core.operations.clock, mailbox)
    text = replace(doors[TEXT], address=phone.address, in_hand=phone.in_hand)
    stations = {"phone": text, "web": doors[WEB], "kiosk": doors[KIOSK]}
    return (
        phone,
        mailbox_page(mailbox, core.town),
        bench(core.front_office, core.rehearsal, core.town.name, core.town.languages, stations),
    )


def _hardened(settings: Settings) -> Callable[[Response], Response]:
    headers = dict(HEADERS)
    if settings.public_url.startswith("https:"):
        headers["Strict-Transport-Security"] = f"max-age={ONE_YEAR}; includeSubDomains"

    def harden(response: Response) -> Response:
        for name, value in headers.items():
            response.headers.setdefault(name, value)
        if request.endpoint and request.endpoint.endswith(".static"):
            response.headers["Cache-Control"] = "public, max-age=3600"
        return response

    return harden


def _room_for_one_more() -> None:
    """Before anything else is looked at: whoever found no place costs next to nothing."""
    if request.environ.get(CROWDED):
        raise ServiceUnavailable(retry_after=RETRY_CROWDED)


def _try_again(error: Exception) -> ResponseReturnValue:
    """The database is away, full or overrun: nothing of this request is kept, and it may be sent once more."""
    log.error("a request could not be done just now", exc_info=error)
    return current_app.handle_http_exception(ServiceUnavailable(retry_after=RETRY_SECONDS))


def _take_nothing_in(error: Exception) -> ResponseReturnValue:
    """There is no room: nothing of this request is kept, and everything that is stored can be read."""
    log.error("nothing can be stored: %s", type(error).__name__)
    return current_app.handle_http_exception(NothingTakenIn())


def _health(core: Core) -> Callable[[], tuple[dict[str, object], int]]:
    def health() -> tuple[dict[str, object], int]:
        reasons = core.operations.not_ready()
        return ({"ready": not reasons, "reasons": reasons}, 503 if reasons else 200)

    return health
