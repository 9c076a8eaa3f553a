"""The server is killed while all doors are busy: every acknowledged answer and case is there, none twice."""

from __future__ import annotations

import itertools
import random
import sqlite3
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from channels.app import Site, open_town
from service.assembly import Core
from service.messages import Visitor
from tests.doors.conftest import ON, Reference
from tests.doors.doors import DOORS
from tests.doors.entries import a_number
from tests.doors.served import Served
from tests.doors.walking import End, walk
from tests.doors.ways import Way, ways_of

SERVICE = "street-problem"
BUSY = ("web", "web", "sms", "sms", "kiosk", "kiosk", "console")
"""Who is at which door while the server is killed; the console is a process of its own and stays."""
BREATH = 0.1
"""Seconds until the next person comes to the same door."""


@dataclass
class Town:
    """The town as it stands, and the people in it."""

    served: Served
    core: Core
    """Of the console, and for looking at what is stored."""
    ways: Iterator[Way]
    closing: bool = False
    ends: list[tuple[str, Way, End]] = field(default_factory=list)
    failures: list[BaseException] = field(default_factory=list)

    def people(self) -> list[threading.Thread]:
        return [threading.Thread(target=self._come, args=(door,), daemon=True) for door in BUSY]

    def _come(self, door: str) -> None:
        """One after the other, until the town closes; whoever has begun comes to an end."""
        site = SimpleNamespace(extensions={"nowrongdoor": SimpleNamespace(core=self.core)})
        try:
            while not self.closing:
                way = next(self.ways)
                driver = DOORS[door](site if door == "console" else self.served, way.sheet, way.number)  # type: ignore[arg-type]
                summary = self.core.front_office.service(SERVICE, Visitor(door, "en", driver.capabilities))
                end = walk(driver, way, summary, self.core)
                self.ends.append((door, way, end))
                driver.leave()
                time.sleep(BREATH)
        except BaseException as failure:
            self.failures.append(failure)
            raise


@pytest.fixture
def busy(tmp_path: Path, site: Site) -> Iterator[Town]:
    served = Served(tmp_path / "served")
    served.start()
    served.wait()
    core = open_town(served.settings())
    core.operations.publish()
    numbered = (ways_of(site.core, SERVICE, ON, first) for first in itertools.count(0, 1000))
    ways = (way for some in numbered for way in some if not way.outcome and not _carries_file(way))
    yield Town(served, core, Locked(ways))
    served.kill()
    core.close()


class Locked(Iterator[Way]):
    """Several threads take from it."""

    def __init__(self, ways: Iterator[Way]) -> None:
        self._ways, self._turn = ways, threading.Lock()

    def __next__(self) -> Way:
        with self._turn:
            return next(self._ways)


def _carries_file(way: Way) -> bool:
    return any(stop.question.carries_file and stop.entry for stop in way.stops)


def _kill_again_and_again(town: Town, times: int, chance: random.Random) -> None:
    people = town.people()
    for person in people:
        person.start()
    for _ in range(times):
        answered = len(town.served.answered) + chance.randint(40, 90)
        while len(town.served.answered) < answered and not town.failures:
            time.sleep(chance.uniform(0.001, 0.02))
        town.served.kill()
        town.served.start()
        town.served.wait()
    town.closing = True
    for person in people:
        person.join(timeout=120)
        assert not person.is_alive()


def _all_is_there(town: Town, site: Site, reference: Reference) -> None:
    walked = ways_of(site.core, SERVICE, ON)
    assert not town.failures
    assert {door for door, _, _ in town.ends} == set(BUSY)
    for door, way, end in town.ends:
        assert end.case is not None
        assert town.core.back_office.show(end.case["reference"]) == end.case
        assert end.case["answers"] == _wanted(way, walked, reference), door
    with sqlite3.connect(town.served.data / "town.db") as database:
        stored = database.execute("SELECT count(*), count(DISTINCT draft) FROM cases").fetchone()
    assert stored == (len(town.ends), len(town.ends)), "a case was made twice"


def _wanted(way: Way, walked: list[Way], reference: Reference) -> dict[str, Any]:
    """What the same way gives where nothing happens."""
    case = reference(walked[way.number % 1000], SERVICE).case
    assert case is not None
    return {**case["answers"], **({"mobile": a_number(way.number)} if case["answers"]["mobile"] else {})}


def test_a_server_that_is_killed_loses_nothing_and_does_nothing_twice(
    busy: Town, site: Site, reference: Reference
) -> None:
    _kill_again_and_again(busy, 3, random.Random())
    _all_is_there(busy, site, reference)


@pytest.mark.long
@pytest.mark.timeout(900)
def test_a_server_that_is_killed_many_times_loses_nothing(
    busy: Town, site: Site, reference: Reference
) -> None:
    _kill_again_and_again(busy, 30, random.Random())
    _all_is_there(busy, site, reference)
