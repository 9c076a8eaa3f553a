"""What changing doors costs, in ordinary turns, and that it costs the same however many drafts are on offer.

In one process on a real disk, through the front office: what a page or a text adds is measured elsewhere.
"""

from __future__ import annotations

import os
import random
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import mean, median
from typing import TypeVar

from benchmarks import disk
from benchmarks.databases import postgresql
from benchmarks.figures import Compared, Mark, table
from benchmarks.filling import ON_OFFER, copied
from benchmarks.inside import our_app
from benchmarks.processes import Neighbours
from service.front_office import FrontOffice
from service.messages import Capabilities, Turn, Visitor

FEW, MANY = 1, 100_000
"""Drafts that lie in either town while others change doors, each with two answers, a code and a link."""
WALKS = 60
"""In each round and town."""
ANSWERS = (("danger", "no"), ("problem", "pothole"))
NEXT = "size"
DEAREST = Mark(2.0)
"""Turns that a hand-over may cost: it writes to the store twice, as two turns do."""
GROWTH = Mark(1.25)
"""How much dearer the same may look with many drafts: trees one level deeper, and what the machine does besides."""
BEAT = 0.004
"""Seconds; see `_spent`."""
HERE = Visitor("web", "en", Capabilities(pages=True))
THERE = Visitor("kiosk", "en", Capabilities(public_screen=True))
HEADINGS = ("", "this", "that", "ratio", "spread of rounds", "mark", "")

R = TypeVar("R")


@dataclass(frozen=True)
class Spent:
    """Milliseconds: by the clock, with what the disk and others take, and of the processor in this process."""

    clock: float
    processor: float

    def __add__(self, other: Spent) -> Spent:
        return Spent(self.clock + other.clock, self.processor + other.processor)


@dataclass(frozen=True)
class Walk:
    """What one draft spent on its way from here to there."""

    turns: tuple[Spent, ...]
    """One for each answer."""
    offering: Spent
    looking: Spent
    """At what waits behind the code, before it is taken."""
    taking: Spent

    @property
    def hand_over(self) -> Spent:
        return self.offering + self.taking


Round = Mapping[int, Sequence[Walk]]
"""By how many drafts the town has."""
Part = Callable[[Walk], float]


def run(rounds: int, engine: str = "sqlite") -> str:
    with tempfile.TemporaryDirectory(prefix="benchmarks-") as name:
        folder = Path(name)
        words = [disk.report(folder)]
        with _towns(folder, engine) as towns:
            _one_round(towns, 0)  # what is loaded at the first use belongs to no turn
            neighbours, own = Neighbours(), time.process_time()
            found = [_one_round(towns, number) for number in range(rounds)]
            others = neighbours.cores(time.process_time() - own)
    words.append(f"others on this machine: {others:.2f} of {os.cpu_count()} cores")
    words.append(f"{rounds} paired rounds of {WALKS} drafts in each town, in turn, on {engine}; medians")
    return "\n".join([*words, "", told(found)])


@contextmanager
def _towns(folder: Path, engine: str) -> Iterator[dict[int, FrontOffice]]:
    """A town with few drafts and one with many, side by side.

    That with few is left as it was born: told that its tables hold one row, the engine would read through them.
    """
    towns = {}
    with ExitStack() as opened:
        server = opened.enter_context(postgresql(folder)) if engine == "postgresql" else None
        for drafts in (FEW, MANY):
            own = folder / f"{drafts}"
            own.mkdir()
            url = server.fresh() if server else f"sqlite:///{own / 'town.db'}"
            office = opened.enter_context(our_app(own, url)).extensions["nowrongdoor"].core.front_office
            office.hand_over(_answered(office)[0].draft, HERE)
            if drafts > FEW:
                copied(url, ON_OFFER, drafts - 1)
            towns[drafts] = office
        yield towns


def _one_round(towns: Mapping[int, FrontOffice], number: int) -> Round:
    """Draft by draft in one town and in the other, so that what disturbs disturbs both; who is first changes."""
    walked: dict[int, list[Walk]] = {drafts: [] for drafts in towns}
    for each in range(WALKS):
        for drafts in sorted(towns, reverse=(number + each) % 2 == 1):
            walked[drafts].append(_walk(towns[drafts]))
    return walked


def _walk(office: FrontOffice) -> Walk:
    turn, turns = _answered(office)
    offer, offering = _spent(lambda: office.hand_over(turn.draft or "", HERE))
    assert offer is not None
    waiting, looking = _spent(lambda: office.waiting(offer.code, THERE))
    assert waiting is not None
    taken, taking = _spent(lambda: office.take_over(offer.code, THERE))
    assert taken is not None
    assert taken.prompt is not None
    assert taken.prompt.path == NEXT
    return Walk(turns, offering, looking, taking)


def _answered(office: FrontOffice) -> tuple[Turn, tuple[Spent, ...]]:
    """A new draft with its first answers."""
    turn, turns = office.begin("street-problem", HERE), []
    for path, words in ANSWERS:
        entered = {"answer": words}
        turn, spent = _spent(partial(office.answer, turn.draft or "", path, entered, turn.version, HERE))
        turns.append(spent)
    return turn, tuple(turns)


def _spent(work: Callable[[], R]) -> tuple[R, Spent]:
    """At a moment of its own: some disks work in beats, and what follows on another always waits for the next one."""
    time.sleep(random.uniform(0, BEAT))
    clock, processor = time.perf_counter(), time.thread_time()
    result = work()
    return result, Spent((time.perf_counter() - clock) * 1000, (time.thread_time() - processor) * 1000)


def told(found: Sequence[Round]) -> str:
    """The table: a hand-over and its parts beside a turn, then everything with many drafts beside few."""
    many = f"{MANY:,} drafts"

    def beside(name: str, drafts: int, part: Part, turn: Part, mark: Mark | None = None) -> tuple[str, ...]:
        return Compared(name, "ms", _medians(found, drafts, part), _medians(found, drafts, turn), mark).row()

    def grown(name: str, part: Part, mark: Mark | None = None) -> tuple[str, ...]:
        words = f"{name}, {many} beside hardly any"
        return Compared(words, "ms", _medians(found, MANY, part), _medians(found, FEW, part), mark).row()

    rows = [
        beside("a hand-over beside a turn, hardly any drafts", FEW, _hand_over, _turn, DEAREST),
        beside(f"a hand-over beside a turn, {many}", MANY, _hand_over, _turn, DEAREST),
        beside("  with a look before it is taken", MANY, lambda walk: _hand_over(walk) + _look(walk), _turn),
        beside("  offering beside the turn before it", MANY, lambda walk: walk.offering.clock, _last),
        beside("  looking beside that turn", MANY, _look, _last),
        beside("  taking over beside that turn", MANY, lambda walk: walk.taking.clock, _last),
        beside(f"its processor time beside a turn's, {many}", MANY, _processor, _processor_of_turn, DEAREST),
        grown("a turn", _turn),
        grown("a hand-over", _hand_over, GROWTH),
        grown("a look", _look, GROWTH),
        grown("a hand-over's processor time", _processor, GROWTH),
    ]
    return table(rows, HEADINGS)


def _turn(walk: Walk) -> float:
    """The mean of as many as a hand-over may cost: what two waits for the disk come to is compared with two."""
    return mean(each.clock for each in walk.turns)


def _last(walk: Walk) -> float:
    return walk.turns[-1].clock


def _hand_over(walk: Walk) -> float:
    return walk.hand_over.clock


def _look(walk: Walk) -> float:
    return walk.looking.clock


def _processor(walk: Walk) -> float:
    return walk.hand_over.processor


def _processor_of_turn(walk: Walk) -> float:
    return mean(each.processor for each in walk.turns)


def _medians(found: Sequence[Round], drafts: int, part: Part) -> list[float]:
    return [median(part(walk) for walk in each[drafts]) for each in found]
