"""Whoever errs, goes back, thinks again and is asked twice comes to the same case as who walks straight on."""

from __future__ import annotations

import random

import pytest
from flask import Flask

from channels.app import Site
from service.messages import Visitor
from tests.doors import walked
from tests.doors.conftest import Reference, Ways
from tests.doors.doors import DOORS
from tests.doors.driver import Driver, Entry
from tests.doors.entries import Stop
from tests.doors.test_equivalence import SERVICES
from tests.doors.walking import REFERENCE, End, assert_asked, assert_same, certainly_private, expected
from tests.doors.ways import Way

NONSENSE = "¿qué? \u202e💥"
REFUSING = ("digits", "decimal", "money", "date", "email")
"""What is asked for so that nonsense is certainly refused, whatever the door."""


class Detour:
    """One way at one door, with chance deciding where the person strays."""

    def __init__(self, driver: Driver, way: Way, chance: random.Random) -> None:
        self._driver, self._way, self._chance = driver, way, chance
        self._walked: list[Stop] = []

    def walk(self) -> None:
        """Up to check answers, or to where it ends in words."""
        for stop in self._way.stops:
            if stop.question.known_from in self._driver.knows:
                self._walked.append(stop)
                continue
            if stop.cannot_be_asked(self._driver.capabilities) and stop.is_dispensable:
                continue
            if stop.cannot_be_asked(self._driver.capabilities):
                if not self._driver.capabilities.links:
                    return
                self._driver.answer_behind_link(stop.path)
                continue
            if not self._driver.asked_already(stop.path):
                self._stray(stop)
            self._give(stop)
            self._walked.append(stop)

    def think_again(self) -> None:
        """At check answers: open some answers again, and leave them as they are."""
        for stop in self._chance.sample(self._walked, min(2, len(self._walked))):
            if stop.question.carries_file:
                continue
            nth = sum(each.label == stop.label for each in self._walked[: self._walked.index(stop)])
            self._driver.change(stop.path, stop.label, nth)
            assert not self._driver.asked_already(stop.path), "it opens what is to be changed"
            self._give(stop)

    def _give(self, stop: Stop) -> None:
        assert_asked(self._driver, stop)
        self._driver.skip(stop.path) if stop.entry is None else self._driver.answer(stop.path)

    def _stray(self, stop: Stop) -> None:
        way = self._chance.random()
        if way < 0.3 and self._walked and not self._walked[-1].question.carries_file:
            self._driver.back()
            self._give(self._walked[-1])
        elif way < 0.6 and stop.question.hint in REFUSING and not stop.question.optional:
            self._err(stop)

    def _err(self, stop: Stop) -> None:
        """Answer nonsense, and be asked again."""
        meant = self._driver.sheet[stop.path]
        names = meant.parts if meant else {"answer": ""}
        self._driver.sheet[stop.path] = Entry(dict.fromkeys(names, NONSENSE), NONSENSE)
        self._driver.answer(stop.path)
        self._driver.sheet[stop.path] = meant


def _stray_on(
    ways: list[Way], door: str, service: str, seed: int, app: Flask, site: Site, reference: Reference
) -> None:
    definition = site.core.front_office.shelf.current(service)
    assert definition is not None
    for way in ways:
        driver = DOORS[door](app, way.sheet, way.number)
        wanted = expected(reference(way, service), way, definition, driver.capabilities)
        driver.begin(site.core.front_office.service(service, Visitor(door, "en", driver.capabilities)))
        if certainly_private(definition, driver.capabilities):
            continue
        detour = Detour(driver, way, random.Random(f"{seed} {way.number}"))
        detour.walk()
        end = End(None, driver.said())
        if wanted.case is not None:
            detour.think_again()
            for stop in way.stops:
                if stop.question.known_from in driver.knows and stop.entry is None:
                    driver.change(stop.path, stop.label, 0)
                    driver.skip(stop.path)
            driver.submit()
            found = REFERENCE.search(driver.said())
            assert found, driver.said()
            end = End(site.core.back_office.show(found[0]), driver.said())
        driver.leave()
        assert_same(door, end, wanted)


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("service", SERVICES)
def test_detours_change_nothing(
    service: str,
    door: str,
    app: Flask,
    site: Site,
    ways: Ways,
    reference: Reference,
    request: pytest.FixtureRequest,
) -> None:
    every = ways(service)
    few = every[len(every) // 3 :: max(1, len(every) // 2)]
    _stray_on(few, door, service, 1, app, site, reference)
    walked.note(request.config, door, len(few))


@pytest.mark.long
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("seed", [2, 3])
@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("service", SERVICES)
def test_detours_of_many_kinds_change_nothing(
    service: str,
    door: str,
    seed: int,
    app: Flask,
    site: Site,
    ways: Ways,
    reference: Reference,
    request: pytest.FixtureRequest,
) -> None:
    some = ways(service)[seed::5]
    _stray_on(some, door, service, seed, app, site, reference)
    walked.note(request.config, door, len(some))
