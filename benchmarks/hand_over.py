"""What changing doors costs, in ordinary turns, and that it costs the same however many drafts there are.

In one process on a real disk, through the front office: what a page or a text adds is measured elsewhere.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import TypeVar

from benchmarks.databases import postgresql
from benchmarks.figures import Compared, Mark, table
from benchmarks.filling import copied
from benchmarks.inside import Inside, our_app, text_steps
from service.front_office import FrontOffice
from service.messages import Capabilities, Turn, Visitor

MANY = 100_000
ROUNDS = 5
JOURNEYS = 30
"""In each round; each is a draft with two answers that changes doors once."""
DEAREST = 2.0
"""Turns that a hand-over may cost."""
GROWTH = 1.25
"""How much dearer the same may look with many drafts: a tree one level deeper, and what the machine does besides."""
HERE = Visitor("web", "en", Capabilities(pages=True))
THERE = Visitor("kiosk", "en", Capabilities(public_screen=True))
HEADINGS = ("", "ms", "beside", "ratio", "spread of rounds", "mark", "")

R = TypeVar("R")


@dataclass
class Round:
    """Seconds of each turn, of each hand-over (offered and taken), and of a look at what waits in between."""

    turns: list[float] = field(default_factory=list)
    hand_overs: list[float] = field(default_factory=list)
    looks: list[float] = field(default_factory=list)


def run(engine: str = "sqlite") -> str:
    with tempfile.TemporaryDirectory(prefix="benchmarks-") as name:
        folder = Path(name)
        with _database(folder, engine) as url, our_app(folder, url) as app:
            office: FrontOffice = app.extensions["nowrongdoor"].core.front_office
            list(text_steps(Inside(app), 0))  # the case that is copied
            few = _rounds(office)
            copied(url or f"sqlite:///{folder / 'data' / 'town.db'}", MANY)
            many = _rounds(office)
    return told(few, many)


def told(few: list[Round], many: list[Round]) -> str:
    """The table: hand-overs beside turns, then with many drafts beside few."""
    cost, growth = Mark(DEAREST), Mark(GROWTH)
    rows = [
        Compared("a hand-over, few drafts", "ms", _hand_overs(few), _turns(few), cost).row(),
        Compared(f"a hand-over, {MANY:,} drafts", "ms", _hand_overs(many), _turns(many), cost).row(),
        Compared(f"a look at one, {MANY:,} drafts", "ms", _looks(many), _turns(many)).row(),
        Compared(
            f"a hand-over, {MANY:,} beside few", "ms", _hand_overs(many), _hand_overs(few), growth
        ).row(),
    ]
    return table(rows, HEADINGS)


@contextmanager
def _database(folder: Path, engine: str) -> Iterator[str]:
    """The address of an empty database; empty where the town makes its own."""
    if engine == "sqlite":
        yield ""
        return
    with postgresql(folder) as server:
        yield server.fresh()


def _rounds(office: FrontOffice) -> list[Round]:
    _one_round(office)  # what is loaded at the first use belongs to no turn
    return [_one_round(office) for _ in range(ROUNDS)]


def _one_round(office: FrontOffice) -> Round:
    found = Round()
    for _ in range(JOURNEYS):
        turn = office.begin("street-problem", HERE)
        for path, words in (("danger", "no"), ("problem", "pothole")):
            turn = _timed(found.turns, lambda: _answered(office, turn, path, words))  # noqa: B023 - called at once
        _hand_over(office, turn.draft or "", found)
    return found


def _answered(office: FrontOffice, turn: Turn, path: str, words: str) -> Turn:
    return office.answer(turn.draft or "", path, {"answer": words}, turn.version, HERE)


def _hand_over(office: FrontOffice, draft: str, found: Round) -> None:
    halves: list[float] = []
    offer = _timed(halves, lambda: office.hand_over(draft, HERE))
    assert offer is not None
    assert _timed(found.looks, lambda: office.waiting(offer.code, THERE)) is not None
    taken = _timed(halves, lambda: office.take_over(offer.code, THERE))
    assert taken is not None
    assert taken.prompt is not None
    assert taken.prompt.path == "size"
    found.hand_overs.append(sum(halves))


def _timed(into: list[float], work: Callable[[], R]) -> R:
    began = time.perf_counter()
    result = work()
    into.append(time.perf_counter() - began)
    return result


def _turns(rounds: list[Round]) -> list[float]:
    return [median(each.turns) * 1000 for each in rounds]


def _hand_overs(rounds: list[Round]) -> list[float]:
    return [median(each.hand_overs) * 1000 for each in rounds]


def _looks(rounds: list[Round]) -> list[float]:
    return [median(each.looks) * 1000 for each in rounds]
