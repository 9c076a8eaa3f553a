"""Whoever changes doors after every single answer comes to the same case as who stays, on every way, at every pair."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import combinations

import pytest
from flask import Flask

from channels.app import Site
from service.messages import Visitor
from tests.doors import walked
from tests.doors.asking import Asking
from tests.doors.conftest import Reference, Ways
from tests.doors.doors import RELAYED
from tests.doors.driver import Driver
from tests.doors.entries import Stop
from tests.doors.relay import Handed, Relay, asks, code_of, covering
from tests.doors.test_equivalence import SERVICES
from tests.doors.walking import End, assert_same, certainly_private, expected, walk
from tests.doors.ways import Way

PAIRS = list(combinations(RELAYED, 2))

LONGEST = ("change-of-address", "terrace-licence")
"""Services whose ways are so long that changing doors after every answer belongs to the long half."""

LANGUAGES = ("fr", "nl", "ar")
IN_TURN = [
    pytest.param(service, pair, LANGUAGES[(n + m) % len(LANGUAGES)], id=f"{service}-{'-'.join(pair)}")
    for n, service in enumerate(SERVICES)
    for m, pair in enumerate(PAIRS)
]
"""Each service at each pair of doors in one language: so each of them comes to be met in all languages."""

Pair = tuple[str, str]


@dataclass
class Relays:
    """All relays between two doors through one service, in one language; what was handed over, and how often."""

    app: Flask
    site: Site
    service: str
    pair: Pair
    language: str = "en"
    handed: set[Handed] = field(default_factory=set)
    count: dict[str, int] = field(default_factory=dict)

    def run(self, way: Way, wanted: End, first: int = 0, only: str = "") -> None:
        """Two doors walk a way in turn, and come to the end that is wanted."""
        definition = self.site.core.front_office.shelf.current(self.service)
        assert definition is not None
        one, other = self._doors(way)
        relay = Relay((one, other) if first == 0 else (other, one), way, only)
        visitor = Visitor(one.name, self.language, one.capabilities)
        came = relay.walk(self.site.core.front_office.service(self.service, visitor), self.site.core)
        one.leave()
        other.leave()
        can, names = relay.capabilities, " and ".join(self.pair)
        assert_same(names, came, expected(wanted, way, definition, can, self.language))
        self.handed |= relay.handed
        between = walked.HANDED_OVER.join(self.pair)
        self.count[between] = self.count.get(between, 0) + relay.count

    def possible(self, ways: Iterable[Way]) -> list[Way]:
        """The ways that these two doors can go together: one of them takes each file and each private answer."""
        definition = self.site.core.front_office.shelf.current(self.service)
        assert definition is not None
        found = list[Way]()
        for way in ways:
            doors = self._doors(way)
            if all(certainly_private(definition, door.capabilities) for door in doors):
                return []
            if all(_passes(stop, doors) for stop in way.stops):
                found.append(way)
        return found

    def missed(self, ways: Iterable[Way]) -> set[Handed]:
        """Every question that one of the doors asks on the way, and after which the other never went on."""
        wanted = set[Handed]()
        for way in ways:
            doors = self._doors(way)
            final = way.stops[-1:] if way.outcome else ()
            for stop in way.stops:
                for here, there in (doors, doors[::-1]):
                    if asks(here, stop) and stop not in final and stop.question.known_from is None:
                        wanted.add((code_of(stop), here.name, there.name))
        return wanted - self.handed

    def _doors(self, way: Way) -> tuple[Driver, Driver]:
        one, other = (RELAYED[door](self.app, way.sheet, way.number) for door in self.pair)
        one.language = other.language = self.language
        return one, other


def _passes(stop: Stop, doors: tuple[Driver, Driver]) -> bool:
    if any(asks(door, stop) for door in doors):
        return True
    return stop.is_dispensable and all(stop.cannot_be_asked(door.capabilities) for door in doors)


def _note(relays: Relays, config: pytest.Config) -> None:
    for pair, count in relays.count.items():
        walked.note(config, pair, count)


@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
@pytest.mark.parametrize(
    "service",
    [pytest.param(each, marks=pytest.mark.long if each in LONGEST else ()) for each in SERVICES],
)
def test_after_every_question_either_door_goes_on_where_the_other_was(
    service: str,
    pair: Pair,
    app: Flask,
    site: Site,
    ways: Ways,
    reference: Reference,
    request: pytest.FixtureRequest,
) -> None:
    relays = Relays(app, site, service, pair)
    possible = relays.possible(ways(service))
    few = covering(possible)
    for way in few:
        for first in (0, 1):
            relays.run(way, reference(way, service), first)
    for code, left, taken in sorted(relays.missed(few)):
        if (code, left, taken) not in relays.handed:
            way = next(each for each in few if code in map(code_of, each.stops))
            relays.run(way, reference(way, service), pair.index(left), only=code)
    _note(relays, request.config)
    assert relays.missed(few) == set()


@pytest.mark.long
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
@pytest.mark.parametrize("service", SERVICES)
def test_on_every_way_every_answer_may_be_given_at_another_door(
    service: str,
    pair: Pair,
    app: Flask,
    site: Site,
    ways: Ways,
    reference: Reference,
    request: pytest.FixtureRequest,
) -> None:
    relays = Relays(app, site, service, pair)
    for number, way in enumerate(relays.possible(ways(service))):
        relays.run(way, reference(way, service), number % 2)
    _note(relays, request.config)


@pytest.mark.long
@pytest.mark.timeout(1800)
@pytest.mark.parametrize(("service", "pair", "language"), IN_TURN)
def test_every_question_is_handed_over_in_every_language(
    service: str,
    pair: Pair,
    language: str,
    app: Flask,
    site: Site,
    ways: Ways,
    request: pytest.FixtureRequest,
) -> None:
    relays = Relays(app, site, service, pair, language)
    office = site.core.front_office
    for number, way in enumerate(covering(relays.possible(ways(service, language)))):
        asking = Asking(app, way.sheet)
        asking.language = language
        end = walk(asking, way, office.service(service, asking.visitor), site.core)
        relays.run(way, End(end.case, end.words if end.case else asking.prompt.words), number % 2)
    _note(relays, request.config)
