"""How many notices a second a worker carries to a stand-in of the carrier, and whether a second worker helps."""

from __future__ import annotations

import multiprocessing
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import timedelta
from multiprocessing.connection import Connection as Pipe
from pathlib import Path

from benchmarks import disk
from benchmarks.databases import postgresql
from benchmarks.figures import Mark
from channels.app import open_town
from channels.settings import Settings, read_settings
from channels.shared.twilio_carrier import text_carrier
from service.assembly import Core
from service.messages import Capabilities, Notice, Visitor
from tests.carrier import ACCOUNT, TOKEN, standing_in

MANY = 2_000
A_SECOND = Mark(200, at_least=True)
GROWS = Mark(1.3, at_least=True)
"""Times as many a second with a second worker; the carrier's stand-in and both share the processors."""
WEB = Visitor("web", "en", Capabilities(pages=True))


def run(many: int = MANY) -> str:
    with tempfile.TemporaryDirectory(prefix="benchmarks-") as name, _carrier() as api:
        folder = Path(name)
        lines = [disk.report(folder), ""]
        lite = _settings(folder / "lite", "", api)
        one = _carried(lite, many, 1)
        lines.append(f"sqlite, one worker: {one:.0f} a second    mark {A_SECOND}    {A_SECOND.verdict(one)}")
        with postgresql(folder) as server:
            rates = [
                _carried(_settings(folder / f"pg{workers}", server.fresh(), api), many, workers)
                for workers in (1, 2)
            ]
        grows = rates[1] / rates[0]
        lines.append(f"postgresql, one worker: {rates[0]:.0f} a second")
        lines.append(
            f"postgresql, two workers: {rates[1]:.0f} a second, {grows:.2f} times as many    "
            f"mark {GROWS}    {GROWS.verdict(grows)}"
        )
    return "\n".join(lines)


def _settings(data: Path, database: str, api: str) -> Settings:
    environment = {
        "TWILIO_ACCOUNT_SID": ACCOUNT,
        "TWILIO_AUTH_TOKEN": TOKEN,
        "NOWRONGDOOR_DATABASE_URL": database,
    }
    read = read_settings(environment, data=data)
    return replace(read, twilio=replace(read.twilio, api=api))


def _carried(settings: Settings, many: int, workers: int) -> float:
    """Notices a second, from the first that a worker takes in hand to the last."""
    with closing(open_town(settings)) as core:
        core.operations.publish()
        _posted(core, many)
        started = multiprocessing.get_context("spawn")
        ready, go = started.Barrier(workers + 1), started.Event()
        running = [started.Process(target=_work, args=(settings, ready, go)) for _ in range(workers)]
        for each in running:
            each.start()
        ready.wait()
        begun = time.perf_counter()
        go.set()
        for each in running:
            each.join()
        seconds = time.perf_counter() - begun
        left = core.operations.traffic().waiting  # what a carrier did not answer is tried again in a minute
    return (many - left) / seconds


def _posted(core: Core, many: int) -> None:
    turn = core.front_office.begin("street-problem", WEB)
    assert turn.draft is not None
    draft = core.front_office.drafts.get(turn.draft)
    assert draft is not None
    notices = core.operations.delivery.notices
    ends_at = core.operations.clock() + timedelta(days=1)
    with core.operations.database.writing() as connection:
        for number in range(many):
            told = Notice(f"tel:+3247{number:07}", "Mended", "It is mended. Thank you for telling us.", "en")
            notices.posting(draft, told, ends_at)(connection)


def _work(settings: Settings, ready: object, go: object) -> None:
    """A worker in a process of its own, as `nowrongdoor work` is."""
    with closing(open_town(settings)) as core:
        core.operations.publish()
        carriers = {"tel": text_carrier(settings, "/sms/status")}
        ready.wait()  # type: ignore[attr-defined]  # a barrier of the other process
        go.wait()  # type: ignore[attr-defined]  # and its event
        while core.operations.deliver(carriers):
            pass


@contextmanager
def _carrier() -> Iterator[str]:
    """The stand-in in a process of its own: it must not take the worker's time."""
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=_stand, args=(theirs,), daemon=True)
    process.start()
    yield str(ours.recv())
    process.terminate()
    process.join()


def _stand(pipe: Pipe) -> None:
    with standing_in() as carrier:
        pipe.send(carrier.address)
        while True:
            time.sleep(3600)
