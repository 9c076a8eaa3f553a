"""Serving the site: a port, gunicorn with threads, and what runs beside the requests. No page and no door."""

from __future__ import annotations

import gc
import logging
import socket
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from channels.app import Site
from channels.shared.words import speaker
from channels.waiting import WaitingRoom
from service.carriage import Carrier
from service.operations import Operations

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

PLACES = 8
"""Requests that are worked on at once."""
SEATS = 48
"""Requests that may wait for a place."""
THREADS = PLACES + SEATS + 8
"""The last ones tell those who find neither a place nor a seat."""
NEAR = frozenset({"127.0.0.1", "::1", "localhost"})
"""Listening there, nobody else on the network can come in."""
WATCH_SECONDS = 0.5
COPIES_SECONDS = 3600.0
TIDY_SECONDS = 3600.0
FIGURES_SECONDS = 20
DELIVER_SECONDS = 1.0
ROOM_SECONDS = 2.0
KEYS_SECONDS = 1.0

Repeated = tuple[str, float, Callable[[], object]]
"""A name for the log, after how many seconds it is done again, and what is done."""

log = logging.getLogger(__name__)


class Busy(OSError):
    """Somebody else listens on the port."""


def look_for(host: str, port: int) -> None:
    """Raises Busy where the port is taken, so that it can be said in a sentence before anything starts."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Busy(port) from error


def banner(app: Flask, findings: Iterable[object], host: str, port: int) -> str:
    """What the terminal says once the town is open."""
    site: Site = app.extensions["nowrongdoor"]
    errors = sum(getattr(finding, "severity", "") == "error" for finding in findings)
    services = len(list(site.core.operations.served()))
    near = host in NEAR
    address = f"http://{'localhost' if near else host}:{port}"
    listed = site.pages
    first = listed.pop("bench", "/")
    kind = "demo · this computer only · invented data" if site.settings.demo else "open"
    if site.settings.demo and not near:
        kind = f"demo · reachable at {host} · invented data"
    return "\n".join(
        (
            "",
            f"{site.core.town.name} {kind}",
            f"START HERE  {address}{first}",
            "   ".join(f"{name} {found}" for name, found in listed.items()),
            f"{services} services · {len(site.doors)} doors · definitions: {errors} errors",
            f"data {site.settings.data}/ (keys inside: back up both)   stop Ctrl-C",
            "",
        )
    )


def serve(
    app: Flask, host: str, port: int, *more: Repeated, once: Callable[[], object] | None = None
) -> None:
    """Answer requests until stopped, and do what more there is again and again; `once` is done beside them.

    The site's connections are given back first: a fork must not share them.
    """
    site: Site = app.extensions["nowrongdoor"]
    site.core.close()
    gc.collect()
    gc.freeze()  # what stays for good is looked through no more, so that the worker shares its pages
    gc.enable()
    _Server(app, site, host, port, more, once).run()  # type: ignore[no-untyped-call]  # gunicorn has no types


class _Server(BaseApplication):
    def __init__(
        self,
        app: Flask,
        site: Site,
        host: str,
        port: int,
        more: tuple[Repeated, ...],
        once: Callable[[], object] | None,
    ) -> None:
        self._more, self._once = more, once
        self._app, self._site, self._address = (
            app,
            site,
            f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
        )
        super().__init__()  # type: ignore[no-untyped-call]  # as above

    def load_config(self) -> None:
        options: dict[str, Any] = {
            "bind": self._address,
            "workers": 1,
            "worker_class": "gthread",
            "threads": THREADS,
            "timeout": 60,
            "graceful_timeout": 10,
            "limit_request_line": 4094,
            "loglevel": "warning",
            "proc_name": "nowrongdoor",
            "post_fork": lambda server, worker: beside(self._site, self._more, self._once),
        }
        for name, value in options.items():
            self.cfg.set(name, value)  # type: ignore[union-attr]  # it is set before this is called

    def load(self) -> WSGIApplication:
        return WaitingRoom(self._app, PLACES, SEATS)


def beside(site: Site, more: Iterable[Repeated] = (), once: Callable[[], object] | None = None) -> None:
    """Start what runs beside the requests: tidying, notices, and in a demo the watch over the definitions."""
    settled = threading.Event()

    def do_once() -> None:
        try:
            if once is not None:
                once()
        finally:
            settled.set()

    threading.Thread(target=do_once, name="once", daemon=True).start()
    for each in more:
        _repeat(*each)
    _repeat("tidy", TIDY_SECONDS, site.core.operations.tidy)
    _repeat("keys", KEYS_SECONDS, site.core.vault.look_again)
    _repeat("room", ROOM_SECONDS, site.core.operations.try_to_write)
    if site.core.outpost is None:
        # What is published never changes: no month is while a demo's past is still being played.
        figures = site.core.evidence
        _repeat("figures", FIGURES_SECONDS, lambda: figures.catch_up(publishing=settled.is_set()))
    carriers = site.carriers
    if carriers:
        words = speaker(site.core.catalogues, site.core.town.language)
        _repeat("deliver", DELIVER_SECONDS, delivering(site.core.operations, carriers, words))
    if site.settings.twilio.account and site.settings.twilio.copies_days:
        _repeat("copies", COPIES_SECONDS, lambda: _forget_copies(site))
    if site.settings.demo and site.core.outpost is None:
        _repeat("watch", WATCH_SECONDS, lambda: _look_again(site))


def delivering(operations: Operations, carriers: Mapping[str, Carrier], words: Flask) -> Callable[[], int]:
    """Carries notices until none is due, each said by `words` in its own language; gives how many that were."""

    def deliver() -> int:
        carried = 0
        with words.app_context():
            while more := operations.deliver(carriers):
                carried += more
        return carried

    return deliver


def _forget_copies(site: Site) -> int:
    from channels.shared.twilio_copies import forget_copies

    kept = timedelta(days=site.settings.twilio.copies_days)
    return forget_copies(site.settings, site.core.operations.clock() - kept)


def _repeat(name: str, seconds: float, work: Callable[[], object]) -> None:
    """Do something again and again; what goes wrong once is logged and does not end it."""

    def repeat() -> None:
        while True:
            try:
                work()
            except Exception:
                log.exception("%s failed and is tried again in %s seconds", name, seconds)
            time.sleep(seconds)

    threading.Thread(target=repeat, name=name, daemon=True).start()


def _look_again(site: Site) -> None:
    """A saved definition is live at all doors at once; what is wrong with it is said where the owner looks."""
    if site.core.operations.definitions_changed():
        report(site.core.operations.publish())


def report(findings: Iterable[object]) -> None:
    """Findings as an editor or a person reads them, and one closing line."""
    listed = list(findings)
    for finding in listed:
        print(finding, flush=True)  # noqa: T201 - the terminal is where an owner looks
    errors = sum(getattr(finding, "severity", "") == "error" for finding in listed)
    print(f"definitions read again: {errors} errors", flush=True)  # noqa: T201 - as above
