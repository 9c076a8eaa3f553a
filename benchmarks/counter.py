"""The counter with few and with many cases in the store: queues, a search, a case; as a browser asks for them."""

from __future__ import annotations

import re
import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from flask.testing import FlaskClient
from sqlalchemy import create_engine, text

from benchmarks import disk
from benchmarks.figures import Mark
from benchmarks.filling import CASE, copied
from channels.app import create_app
from channels.demo.officers import PASSWORD
from channels.settings import read_settings
from service.assembly import Core
from service.messages import Capabilities, Line, Reply, Visitor

FEW, MANY = 1_000, 200_000
TIMES = 60
PAGE = Mark(100)
"""Milliseconds."""
GROWTH = Mark(1.25)
OPEN_OF = 20
"""One case in so many is open: the others have ended."""
TEXT = Visitor("sms", "en", Capabilities(private=False), line=Line("tel:+32470000001", "+32460000000"))
WORDS = ("FIX", "no", "pothole", "small", "Academiestraat 12", "skip", "0470 00 00 01", "send")
SPREAD = """
    UPDATE cases SET
        due_next = date('2026-11-01', '+' || (CAST(substr(reference, 2) AS integer) % 400) || ' days'),
        assigned = CASE CAST(substr(reference, 2) AS integer) % 3 WHEN 0 THEN 'karim.haddad' ELSE '' END,
        ended_at = CASE CAST(substr(reference, 2) AS integer) % :open_of WHEN 0 THEN NULL ELSE submitted_at END
    WHERE reference LIKE 'F%'
"""
"""Copies are all alike: deadlines, officers and ends are laid over them afterwards."""


@dataclass(frozen=True)
class Timed:
    """The 95th percentile of each page, in milliseconds."""

    cases: int
    pages: dict[str, float]


def run(few: int = FEW, many: int = MANY) -> str:
    with tempfile.TemporaryDirectory(prefix="benchmarks-") as name:
        folder = Path(name)
        lines = [disk.report(folder), ""]
        app = create_app(read_settings({}, data=folder / "data", demo=True))
        core: Core = app.extensions["nowrongdoor"].core
        with closing(core):
            reference, address = _texted(core), f"sqlite:///{folder / 'data' / 'town.db'}"
            client = _signed_in(app.test_client())
            measured, already = [], 0
            for cases in (few, many):
                copied(address, CASE, cases, already)
                _spread(address)
                already = cases
                measured.append(Timed(cases, _timed(client, reference)))
    return "\n".join([*lines, told(*measured)])


def told(few: Timed, many: Timed) -> str:
    lines = [
        f"{page:<16} p95 {milliseconds:6.1f} ms with {many.cases:,} cases    mark {PAGE}    "
        f"{PAGE.verdict(milliseconds)}    ({milliseconds / few.pages[page]:.2f} times as with {few.cases:,})"
        for page, milliseconds in many.pages.items()
    ]
    opening = many.pages["a case"] / few.pages["a case"]
    lines.append(f"opening a case grows {opening:.2f} times    mark {GROWTH}    {GROWTH.verdict(opening)}")
    return "\n".join(lines)


def _texted(core: Core) -> str:
    for number, words in enumerate(WORDS):
        turn = core.front_office.hear(Reply(words, f"SM{number}"), TEXT)
    assert turn.prompt is not None
    assert turn.prompt.receipt is not None
    return turn.prompt.receipt.reference


def _signed_in(client: FlaskClient) -> FlaskClient:
    token = _token(client, "/counter/sign-in")
    given = {"csrf_token": token, "name": "karim.haddad", "password": PASSWORD}
    assert client.post("/counter/sign-in", data=given).status_code == 303
    return client


def _token(client: FlaskClient, address: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', client.get(address).text)
    assert found is not None
    return found[1]


def _spread(address: str) -> None:
    engine = create_engine(address)
    with engine.begin() as connection:
        connection.execute(text(SPREAD), {"open_of": OPEN_OF})
        connection.execute(text("ANALYZE"))
    engine.dispose()


def _timed(client: FlaskClient, reference: str) -> dict[str, float]:
    token = _token(client, "/counter/cases/open")
    case = f"/counter/case/{reference}"
    client.post(f"{case}/open", data={"csrf_token": token, "reason": "handling"})
    pages: dict[str, Callable[[], object]] = {
        "my queue": lambda: client.get("/counter/cases/mine"),
        "all open": lambda: client.get("/counter/cases/open"),
        "page 20 of them": lambda: client.get("/counter/cases/open?page=20"),
        "one service": lambda: client.get("/counter/cases/open?service=street-problem&status=received"),
        "one language": lambda: client.get("/counter/cases/open?language=fr&reference=F1"),
        "overdue": lambda: client.get("/counter/cases/overdue"),
        "a search": lambda: client.post("/counter/find", data={"csrf_token": token, "words": "Nowhere 1"}),
        "a case": lambda: client.get(case),
    }
    return {name: _p95(get) for name, get in pages.items()}


def _p95(get: Callable[[], object]) -> float:
    taken = []
    for _ in range(TIMES):
        began = time.perf_counter()
        get()
        taken.append(1000 * (time.perf_counter() - began))
    return statistics.quantiles(taken, n=20)[-1]
