"""Many people at once over all doors, and then more than the server can take: is everything there, exactly once?"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select

from benchmarks import disk
from benchmarks.figures import percentile, shown, table
from benchmarks.patience import Seen, Stay
from benchmarks.people import TOKEN
from benchmarks.processes import Neighbours
from benchmarks.servers import Server, ours, running
from benchmarks.sheets import difference, sheet, streets
from benchmarks.visitors import DOORS
from service.store.tables import cases

THINK = 4.0
SATURATING = 15.0
"""Seconds without a pause, with this many times the people."""
TIMES = 2


@dataclass
class Phase:
    name: str
    stay: Stay
    seen: Seen
    server_seconds: float
    neighbours: float
    """Cores that others on this machine used."""
    memory: tuple[float, float]
    """Of all processes, before and after, in MB."""

    def lines(self) -> Iterator[str]:
        seen = self.seen
        yield f"{self.name}: {self.stay.people} people for {self.stay.seconds:.0f} s, {_pause(self.stay.think)}"
        rows = [_row(door, [seconds for at, seconds in seen.requests if at == door], seen) for door in DOORS]
        rows.append(_row("all", [seconds for _, seconds in seen.requests], seen))
        yield table(rows, ("door", "requests", "receipts", "1/s", "p50 ms", "p95 ms", "p99 ms", "longest ms"))
        yield "what else happened: " + (
            "; ".join(f"{words} {times:,} times" for words, times in Counter(seen.happened).most_common())
            or "nothing"
        )
        before, after = self.memory
        yield f"memory: {before:.0f} MB before, {after:.0f} MB after"
        yield (
            f"processor: server {self.server_seconds / seen.seconds:.2f} cores, "
            f"client {seen.client_seconds / seen.seconds:.2f}, others on this machine {self.neighbours:.2f}"
        )


def _pause(think: float) -> str:
    return f"{think:g} s to think before each request" if think else "without a pause"


def _row(name: str, seconds: list[float], seen: Seen) -> tuple[str, ...]:
    receipts = sum(name in ("all", receipt["door"]) for receipt in seen.receipts)
    times = [percentile(seconds, share) * 1000 for share in (0.5, 0.95, 0.99, 1.0)] if seconds else []
    per_second = shown(len(seconds) / seen.seconds)
    return (
        name,
        f"{len(seconds):,}",
        f"{receipts:,}",
        per_second,
        *(shown(each) for each in times or [0] * 4),
    )


def phase(name: str, server: Server, stay: Stay) -> Phase:
    before, used, neighbours = server.memory(), server.processor_seconds(), Neighbours()
    told = subprocess.run(
        [sys.executable, "-m", "benchmarks.visitors"],
        input=json.dumps(asdict(stay)) + "\n",
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    seen = Seen(**json.loads(told.stdout))
    used = server.processor_seconds() - used
    others = neighbours.cores(used + seen.client_seconds)
    return Phase(name, stay, seen, used, others, (before, server.memory()))


@dataclass(frozen=True)
class Verdict:
    """What the store holds, beside what people were told."""

    receipts: int
    cases: int
    wrong: Mapping[str, int]
    """Why a receipt's case is not as it should be, and how often."""
    twice: int
    """Cases of people who have one already: each person's mobile number is their own."""
    unexplained: int
    """Cases of nobody who was told a reference, or who left without hearing."""
    unsure: int

    def __str__(self) -> str:
        right = self.receipts - sum(self.wrong.values())
        words = (
            f"{self.receipts:,} receipts, {self.cases:,} cases: {right:,} hold exactly what was answered, "
            f"{sum(self.wrong.values())} do not, {self.twice} were made twice, {self.unexplained} are unexplained; "
            f"{self.unsure} people left before they heard"
        )
        return "\n".join([words, *(f"  {why} ({times} times)" for why, times in self.wrong.items())])


def verdict(seen: Sequence[Seen], stored: Mapping[str, Mapping[str, Any]]) -> Verdict:
    """`stored`: the answers of every case by its reference."""
    known = streets()
    receipts = [receipt for each in seen for receipt in each.receipts]
    found = [
        difference(sheet(receipt["number"], known).expected(), stored.get(receipt["reference"]))
        for receipt in receipts
    ]
    unsure = [number for each in seen for number in each.unsure]
    people = {sheet(number, known).mobile for number in (*(each["number"] for each in receipts), *unsure)}
    mobiles = Counter(str(answers["mobile"]) for answers in stored.values())
    return Verdict(
        len(receipts),
        len(stored),
        Counter(why for why in found if why),
        mobiles.total() - len(mobiles),
        sum(mobile not in people for mobile in mobiles),
        len(unsure),
    )


def stored_in(server: Server, folder: Path) -> dict[str, dict[str, Any]]:
    """The answers of every case by its reference, as officers see them."""
    from channels.app import open_town
    from channels.settings import read_settings

    environment = {"NOWRONGDOOR_CONFIG": str(folder / "config"), "TWILIO_AUTH_TOKEN": TOKEN}
    core = open_town(read_settings(environment, data=folder / "data", demo=True, port=server.port))
    core.operations.publish()
    with core.operations.database.reading() as connection:
        references = list(connection.execute(select(cases.c.reference)).scalars())
    shown_cases = [core.back_office.show(reference) for reference in references]
    core.close()
    return {case["reference"]: case["answers"] for case in shown_cases if case is not None}


def run(
    *, people: int = 200, seconds: float = 120.0, think: float = THINK, saturating: float = SATURATING
) -> str:
    with tempfile.TemporaryDirectory(prefix="benchmarks-") as name:
        folder = Path(name)
        server = ours(folder, five_questions=False)
        words = [disk.report(folder)]
        with running(server):
            seen = [_few("warming", server, 9_000_000).seen]
            load = phase("load", server, Stay(server.port, people, seconds, think, 0))
            words += ["", *load.lines()]
            seen.append(load.seen)
            if saturating:
                stay = Stay(server.port, people * TIMES, saturating, 0.0, 1_000_000)
                for each in (phase("saturation", server, stay), _few("afterwards", server, 8_000_000)):
                    words += ["", *each.lines()]
                    seen.append(each.seen)
        return "\n".join([*words, "", str(verdict(seen, stored_in(server, folder)))])


def _few(name: str, server: Server, first: int) -> Phase:
    """One person at each door, for a moment."""
    return phase(name, server, Stay(server.port, len(DOORS), 3.0, 0.3, first))
