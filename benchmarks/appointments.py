"""Times in one calendar: how many people a second can be shown what is free and be given a time, at once.

Each asks at the front office for the free times and takes one of them, while others take theirs; that nobody got what
somebody else has is counted afterwards.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

from benchmarks import disk
from benchmarks.figures import Mark, percentile
from benchmarks.servers import ROOT
from service.assembly import Core, open_core
from service.messages import Capabilities, Turn, Visitor
from service.store import seats

PEOPLE = 600
AT_ONCE = 8
DESKS = 40
A_SECOND = Mark(100, at_least=True)
WEB = Visitor("web", "en", Capabilities(pages=True))


def run(people: int = PEOPLE) -> str:
    with tempfile.TemporaryDirectory(prefix="benchmarks-") as name:
        folder = Path(name)
        core = _town(folder)
        with closing(core):
            waiting = [_begun(core) for _ in range(people)]
            began = time.perf_counter()
            with ThreadPoolExecutor(AT_ONCE) as pool:
                took = list(pool.map(lambda each: _served(core, *each), enumerate(waiting)))
            whole = time.perf_counter() - began
            most = _most_at_a_time(core)
        return "\n".join([disk.report(folder), "", told(took, whole, most)])


def told(took: Sequence[float], whole: float, most: int) -> str:
    rate, slowest = len(took) / whole, percentile(took, 0.95) * 1000
    return "\n".join(
        [
            f"{len(took):,} people, {AT_ONCE} at once, were shown what is free and given a time:",
            f"{rate:.0f} requests a second    mark {A_SECOND}    {A_SECOND.verdict(rate)}    (p95 {slowest:.0f} ms)",
            f"at the fullest time {most} of {DESKS} seats are taken, and none twice",
        ]
    )


def _town(folder: Path) -> Core:
    """The demo town with a calendar that has room for everybody."""
    config = Path(shutil.copytree(ROOT / "config", folder / "config"))
    file = next((config / "calendars").glob("*.yaml"))
    file.write_text(file.read_text("utf-8").replace("capacity: 3", f"capacity: {DESKS}"), "utf-8")
    core = open_core(folder / "data", config, f"sqlite:///{folder / 'data' / 'town.db'}", demo=True)
    core.operations.publish()
    return core


def _begun(core: Core) -> Turn:
    """Somebody who stands before the question for a time."""
    turn = core.front_office.begin("identity-card", WEB)
    assert turn.draft is not None
    return core.front_office.answer(turn.draft, "reason", {"answer": "expires"}, turn.version, WEB)


def _served(core: Core, number: int, turn: Turn) -> float:
    """How long it takes to show the free times and to hold one of them."""
    assert turn.draft is not None
    began = time.perf_counter()
    shown = core.front_office.ask(turn.draft, WEB, "when").prompt
    assert shown is not None
    wanted = shown.options[number % len(shown.options)].value
    after = core.front_office.answer(turn.draft, "when", {"answer": wanted}, turn.version, WEB)
    taken = time.perf_counter() - began
    assert after.prompt is not None
    assert after.prompt.path == "name", after.prompt.problem
    return taken


def _most_at_a_time(core: Core) -> int:
    clock = core.operations.clock()
    with core.operations.database.reading() as connection:
        counted = seats.taken(connection, "population-desk", clock, clock)
    return max(counted.values())
