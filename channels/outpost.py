"""Running an outpost: what the hub gives is fetched and installed, and the kiosk is served from it on this machine.

A process that runs a bundle never changes it: where the hub has another one, and nobody is in the middle of anything,
the process ends and a new one opens with the new bundle. What an outpost may do is `service.outpost`.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from importlib.metadata import version as release_of
from pathlib import Path
from typing import Any

import click

from channels import serving
from channels.app import create_app
from channels.hub.link import Hub, KeyRefused
from channels.kiosk.speech import NoVoice
from channels.settings import Settings
from channels.voicing import ReadingOut, reading_out
from service.assembly import Core
from service.bundles import Forged, Installed
from service.messages import HubAway
from service.outpost import OutpostOffice

BEAT_SECONDS = 60.0
PASS_ON_SECONDS = 1.0
REST_SECONDS = 15.0
"""So long a hub that is away is left alone between two tries of what nobody waits for."""
FIRST_SECONDS = 10.0
READ_AT_ONCE = 5
"""Sentences that are read out between two looks at whether somebody came."""
HOST = "127.0.0.1"
"""Only the browser on this machine comes in: whoever stands before it is all the proof that there is."""

log = logging.getLogger(__name__)


def run(settings: Settings, hub: str, key: str, port: int) -> None:
    """Serve until stopped; with each new bundle in a process of its own. Raises ValueError for the operator."""
    link = Hub(hub, key)
    installed = Installed(settings.data / "bundles", key)
    serving.look_for(HOST, port)
    while True:
        served = _first_bundle(link, installed)
        child = os.fork()
        if child == 0:
            _serve_one(settings, link, installed, port)
        code = _waited_for(child)
        current = installed.current()
        if code or current is None or current[0] == served:
            sys.exit(code)


def _first_bundle(link: Hub, installed: Installed) -> str:
    """The version to serve: the hub's, or without it the one that is here; waits until there is one."""
    told = False
    while True:
        try:
            current = installed.current()
        except Forged as error:
            log.warning("the bundle on this disk is fetched anew: %s", error)
            current = None
        try:
            return fetched(link, installed, current[0] if current else "")
        except KeyRefused:
            raise ValueError(
                "The hub does not know this key, or not any more: see `nowrongdoor kiosk list`."
            ) from None
        except HubAway:
            if current is not None:
                return current[0]
        if not told:
            click.echo("The hub cannot be reached, and nothing is installed yet. Waiting for it.")
            told = True
        time.sleep(FIRST_SECONDS)


def fetched(link: Hub, installed: Installed, version: str) -> str:
    """The version that the hub wants run, installed. Raises HubAway; what was forged is left out and said."""
    found = link.bundle(version)
    if found is None:
        return version
    try:
        return installed.install(*found)
    except Forged:
        log.exception("what the hub sent is not installed")
        raise HubAway from None


def settings_for(settings: Settings, config: Path, site: Mapping[str, Any]) -> Settings:
    """The kiosk's own settings, with what the hub says of the site."""
    return replace(
        settings,
        config=config,
        demo=bool(site["demo"]),
        public_url=str(site["url"]),
        hub_carries=frozenset(site.get("carried", ())),
        twilio=replace(settings.twilio, number=str(site["number"])),
    )


def _serve_one(settings: Settings, link: Hub, installed: Installed, port: int) -> None:
    """In a process of its own: this bundle, until it is stopped or there is another."""
    try:
        current = installed.current()
        assert current is not None
        version, config, site = current
        app = create_app(settings_for(settings, config, site), link=link)
        core: Core = app.extensions["nowrongdoor"].core
        assert core.outpost is not None
        click.echo(f"{core.town.name} kiosk  http://{HOST}:{port}/kiosk/  bundle {version[:12]}")
        installed.forget_others(version)
        core.outpost.outbox.try_again()
        kiosk = app.extensions["nowrongdoor"].doors[0]
        work = Work(core.outpost, link, installed, version, kiosk.paper, _reading_out(core, settings, config))
        serving.serve(app, HOST, port, *work.repeated())
    except (ValueError, OSError) as error:
        click.echo(f"Error: {error}", err=True)
        os._exit(1)
    os._exit(0)


def _reading_out(core: Core, settings: Settings, config: Path) -> Callable[[], ReadingOut]:
    return lambda: reading_out(core, replace(settings, config=config))


def _waited_for(child: int) -> int:
    """The exit code of the process, which is told to stop when this one is."""
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, lambda *_: os.kill(child, signal.SIGTERM))
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


@dataclass
class Work:
    """What an outpost does beside serving people."""

    office: OutpostOffice
    link: Hub
    installed: Installed
    version: str
    paper: Callable[[], str] = lambda: ""
    """How the printer stands."""
    reading: Callable[[], ReadingOut] | None = None
    """What there is to read out ahead, gathered when there is time for it."""
    begun: float = 0.0
    _rest_until: float = 0.0
    _newer: str = ""
    _read: ReadingOut | None = None

    def __post_init__(self) -> None:
        self.begun = time.monotonic()

    def repeated(self) -> tuple[serving.Repeated, ...]:
        return (
            ("pass on", PASS_ON_SECONDS, self.pass_on),
            ("beat", BEAT_SECONDS, self.beat),
            ("make way", PASS_ON_SECONDS, self.make_way),
            ("read out", PASS_ON_SECONDS, self.read_out),
        )

    def pass_on(self) -> None:
        """What waits goes to the hub, until nothing waits; a hub that is away is left alone for a moment."""
        if time.monotonic() < self._rest_until:
            return
        try:
            while self.office.outbox.pass_on():
                pass
        except HubAway:
            self._rest_until = time.monotonic() + REST_SECONDS

    def beat(self) -> None:
        """Say how it is here, and do what the operator wants; the references are made up, and what lies about goes."""
        outbox = self.office.outbox
        self.office.tidy()
        try:
            outbox.refill()
            up = int(time.monotonic() - self.begun)
            orders = self.link.beat(outbox.beat(release_of("nowrongdoor"), self.version, up, self.paper()))
            outbox.obey(closed=orders.closed)
            self.office.give_back()
            if orders.bundle != self.version:
                newer = fetched(self.link, self.installed, self.version)
                self._newer = newer if newer != self.version else ""
        except KeyRefused:
            log.error("the hub does not know the key of this kiosk, or not any more")  # noqa: TRY400 - no trace helps
            outbox.obey(closed=True)
        except HubAway:
            pass  # the link has said so in the log; all of it is done again with the next beat

    def make_way(self) -> None:
        """A newer bundle is served as soon as nobody is in the middle of anything."""
        if self._newer and self.office.outbox.is_idle():
            log.warning("opening again with bundle %s", self._newer[:12])
            self._newer = ""
            os.kill(os.getppid(), signal.SIGTERM)

    def read_out(self) -> None:
        """Ahead, while nobody is in the middle of anything, a few sentences at a time."""
        if self.reading is None or not self.office.outbox.is_idle():
            return
        try:
            reading = self._read = self._read or self.reading()
        except NoVoice:
            self.reading = None
            return
        if not list(reading.go_on(READ_AT_ONCE)):
            reading.forget_others()
            count, weight = reading.prepared.weighed()
            log.info("%s sentences are read out ahead: %s bytes", count, weight)
            self.reading = self._read = None
