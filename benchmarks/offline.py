"""What a kiosk does that has been without its hub: so many cases wait, and go to the hub exactly once.

The hub is a real server with its database on a real disk; the outpost is in this process, on the same disk.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import create_engine, text

from benchmarks import disk
from benchmarks.figures import Mark
from benchmarks.servers import ours, running
from channels.hub.link import Hub
from service.assembly import open_core
from service.bundles import Installed
from service.messages import Capabilities, HubAway, Turn, Visitor
from service.outpost import OutpostOffice

CASES = 500
A_SECOND = Mark(100, at_least=True)
ANSWERS = {
    "danger": "no",
    "problem": "other",
    "description": "A bench without a back",
    "where": "Abdijstraat 1",
}
HALL = Visitor("kiosk", "en", Capabilities(public_screen=True))


class Pulled(Hub):
    """The real link, with the cable out or in."""

    is_out = True

    def take_in(self, parcels: Sequence[bytes], *, hurry: bool = False) -> list[str]:
        if self.is_out:
            raise HubAway
        return super().take_in(parcels, hurry=hurry)


@dataclass(frozen=True)
class Sent:
    cases: int
    seconds: float
    references: frozenset[str]
    """On the receipts that people took with them."""
    at_the_hub: Sequence[str]

    @property
    def is_exactly_once(self) -> bool:
        return sorted(self.references) == sorted(self.at_the_hub) and len(self.references) == self.cases


def run(cases: int = CASES) -> str:
    with tempfile.TemporaryDirectory(prefix="benchmarks-") as name:
        folder = Path(name)
        report = disk.report(folder)
        with _outpost(folder) as (office, link, database):
            references = [_made(office) for _ in range(cases)]
            link.is_out = False
            began = time.perf_counter()
            while office.outbox.pass_on():
                pass
            seconds = time.perf_counter() - began
            with create_engine(database).connect() as connection:
                found = connection.execute(text("select reference from cases")).scalars().all()
    return f"{report}\n\n{told(Sent(cases, seconds, frozenset(references), found))}"


def told(sent: Sent) -> str:
    rate = sent.cases / sent.seconds
    once = "exactly once" if sent.is_exactly_once else "MISSED: not exactly once"
    return "\n".join(
        (
            f"{sent.cases} cases that were made without the hub: at the hub {once}",
            f"{rate:.0f} a second    mark {A_SECOND}    {A_SECOND.verdict(rate)}",
        )
    )


@contextmanager
def _outpost(folder: Path) -> Iterator[tuple[OutpostOffice, Pulled, str]]:
    """An outpost that cannot pass on yet, its link, and the address of its hub's database."""
    server = ours(folder, five_questions=False)
    with running(server):
        key = _enrolled(folder / "data")
        link = Pulled(f"http://127.0.0.1:{server.port}", key)
        installed, own = Installed(folder / "bundles", key), folder / "outpost"
        fetched = link.bundle("")
        assert fetched is not None
        installed.install(*fetched)
        current = installed.current()
        assert current is not None
        core = open_core(own, current[1], f"sqlite:///{own / 'town.db'}", demo=True, link=link)
        try:
            core.operations.publish()
            assert core.outpost is not None
            core.outpost.outbox.refill()
            yield core.outpost, link, f"sqlite:///{folder / 'data' / 'town.db'}"
        finally:
            core.close()


def _enrolled(data: Path) -> str:
    command = [sys.executable, "-c", "from channels.command import main; main()"]
    added = subprocess.run(
        [*command, "kiosk", "add", "bench", "--data", str(data)], check=True, capture_output=True, text=True
    )
    return added.stdout.split("\n\n")[1]


def _made(office: OutpostOffice) -> str:
    """A street problem from its beginning to its receipt; its reference."""
    turn = office.begin("street-problem", HALL)
    while turn.prompt is not None and turn.prompt.kind == "ask":
        turn = _next(office, turn, turn.prompt.path)
    turn = office.submit(turn.draft or "", turn.version, HALL)
    assert turn.prompt is not None
    assert turn.prompt.receipt is not None
    office.let_go(turn.draft or "")
    return turn.prompt.receipt.reference.replace("-", "")


def _next(office: OutpostOffice, turn: Turn, path: str) -> Turn:
    draft = turn.draft or ""
    if path in ANSWERS:
        return office.answer(draft, path, {"answer": ANSWERS[path]}, turn.version, HALL)
    return office.skip(draft, path, HALL)
