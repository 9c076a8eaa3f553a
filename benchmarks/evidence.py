"""The evidence: how soon the page of figures is there, and how fast the log is counted, anew and as it grows.

A town of 200,000 cases a year has a log of about 4,000,000 events. A part of it is made and counted; what the whole
would take is reckoned from the rate, which falls a little as a log grows.
"""

from __future__ import annotations

import random
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask.testing import FlaskClient

from benchmarks import disk
from benchmarks.figures import Mark, percentile
from benchmarks.servers import ROOT
from channels.app import create_app
from channels.settings import read_settings
from service.assembly import Core
from service.store import events as log
from service.store.records import EventRecord

JOURNEYS = 20_000
A_CASE = 20
"""Events of one, as they are made here."""
WHOLE = 4_000_000
REQUESTS = 100
AT_A_TIME = 20_000

PAGE = Mark(200)
REBUILT = Mark(600)
BEHIND = Mark(60)
DOORS = ("web", "web", "web", "sms", "sms", "kiosk", "whatsapp", "counter", "post")
LANGUAGES = ("nl", "nl", "nl", "fr", "fr", "en", "ar")
SERVICES = (
    "street-problem",
    "parking-permit",
    "birth-certificate",
    "change-of-address",
    "heating-allowance",
    "terrace-licence",
    "identity-card",
)
YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Measured:
    """Milliseconds of the page's answers; events, and the seconds to count them anew; the same of what came since."""

    page: list[float]
    events: int
    anew: float
    more: int
    since: float


def run(journeys: int = JOURNEYS, requests: int = REQUESTS) -> str:
    with tempfile.TemporaryDirectory(prefix="benchmarks-") as name:
        folder = Path(name)
        app = create_app(read_settings({"NOWRONGDOOR_CONFIG": str(ROOT / "config")}, data=folder, demo=True))
        core: Core = app.extensions["nowrongdoor"].core
        with closing(core):
            events = _fill(core, journeys)
            began = time.perf_counter()
            core.evidence.rebuild()
            anew = time.perf_counter() - began
            more = _fill(core, max(journeys // 10, 1))
            began = time.perf_counter()
            core.evidence.catch_up()
            since = time.perf_counter() - began
            client = app.test_client()
            page = [_asked(client) for _ in range(requests)]
        return "\n".join([disk.report(folder), "", told(Measured(page, events, anew, more, since))])


def told(measured: Measured) -> str:
    slowest = percentile(measured.page, 0.95)
    rate, following = measured.events / measured.anew, measured.more / measured.since
    whole, minute = WHOLE / rate, WHOLE / 365 / 24 / 60
    return "\n".join(
        [
            f"the page of all figures        p95 {slowest:.0f} ms    mark {PAGE}    {PAGE.verdict(slowest)}",
            (
                f"counted anew                   {rate:,.0f} events a second: {WHOLE:,} in {whole:.0f} s"
                f"    mark {REBUILT}    {REBUILT.verdict(whole)}"
            ),
            (
                f"counted as they come           {following:,.0f} events a second: those of an average minute in"
                f" {minute / following * 1000:.1f} ms    mark {BEHIND} s    {BEHIND.verdict(minute / following)}"
            ),
        ]
    )


def _asked(client: FlaskClient) -> float:
    began = time.perf_counter()
    answer = client.get("/en/performance")
    assert answer.status_code == 200
    return (time.perf_counter() - began) * 1000


def _fill(core: Core, journeys: int) -> int:
    """Add cases of the last year to the log; how many events that were."""
    chance, now, written = random.Random(1), datetime.now(UTC), 0
    waiting: list[EventRecord] = []
    for _ in range(journeys):
        waiting += _journey(chance, now)
        if len(waiting) > AT_A_TIME:
            written += _write(core, waiting)
            waiting = []
    return written + _write(core, waiting)


def _write(core: Core, events: list[EventRecord]) -> int:
    with core.operations.database.writing() as connection:
        log.add(connection, events)
    return len(events)


def _journey(chance: random.Random, now: datetime) -> Iterator[EventRecord]:
    at = now - timedelta(days=1) - chance.random() * YEAR
    name, door = str(uuid.uuid4()), chance.choice(DOORS)
    service, language = chance.choice(SERVICES), chance.choice(LANGUAGES)
    asked = [(kind, f"question-{n}") for n in range(8) for kind in ("asked", "answered")]
    for number, (kind, path) in enumerate(
        [("begun", ""), *asked, ("asked", "check"), ("submitted", ""), ("moved", "done")]
    ):
        yield EventRecord(
            journey=name,
            service=service,
            version="1",
            revision="1",
            door=door,
            language=language,
            kind=kind,
            at=at + number * timedelta(seconds=20),
            path=path,
            outcome="in time" if kind == "moved" else "",
            simulated=True,
        )
