"""From the start of a process to its first 200 of /health, and to the answer to its first text.

The disk's cache is warm. A town that has been open before finds its definitions published, reads and checks them
again, and serves; one that is born makes its keys and tables first and tries every definition out.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from statistics import median

from twilio.request_validator import RequestValidator

from benchmarks.dialogue import TEXTS
from benchmarks.figures import Compared, Mark, table
from benchmarks.people import TOKEN, Clocked, Texting
from benchmarks.servers import Server, by_hand, ours
from benchmarks.wire import Connection

START = Mark(1.6)
BIRTHS = 2


def _first_texts(server: Server, number: int) -> tuple[float, float]:
    """Seconds for the first text after a start, and the median of the five after it."""
    line = Clocked(Connection(server.port))
    phone = Texting(line, f"+3247{number:07}", RequestValidator(TOKEN).compute_signature, server.public_url)
    for words, _ in TEXTS[:6]:
        phone.say("", *phone.prepared(words))
    first, *others = (asked.seconds for asked in line.asked)
    line.connection.close()
    return first, median(others)


def _born(server: Server, folder: Path) -> float:
    """Seconds of a start that finds nothing of an earlier one."""
    for kept in ("data", "by-hand"):
        shutil.rmtree(folder / kept, ignore_errors=True)
    seconds = server.start()
    server.stop()
    return seconds


def run(times: int = 5) -> str:
    with tempfile.TemporaryDirectory(prefix="benchmarks-") as name:
        folder = Path(name)
        pair = ours(folder), by_hand(folder)
        births = [_born(server, folder) for _ in range(BIRTHS) for server in pair]
        starts: list[list[float]] = [[], []]
        first: list[list[float]] = [[], []]
        later: list[list[float]] = [[], []]
        for number in range(times):
            for which, server in enumerate(pair):
                starts[which].append(server.start())
                took = _first_texts(server, number)
                first[which].append(took[0] * 1000)
                later[which].append(took[1] * 1000)
                server.stop()
    return table(
        [
            Compared("cold start, opened before", "s", starts[0], starts[1], START).row(),
            Compared("cold start, new folder", "s", births[::2], births[1::2]).row(),
            Compared("first text after a start", "ms", first[0], first[1]).row(),
            Compared("the texts after it", "ms", later[0], later[1]).row(),
        ]
    )
