"""The same answers give the same case or the same outcome at every door, on every way through every service."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from channels.app import Site
from service.messages import Capabilities, Receipt, Visitor
from tests.doors import walked
from tests.doors.asking import Asking
from tests.doors.conftest import Reference, Ways
from tests.doors.doors import DOORS
from tests.doors.walking import End, assert_same, call_off, expected, walk, without_own
from tests.doors.ways import Way

SERVICES = sorted(path.parent.name for path in Path("config/services").glob("*/service.yaml"))
FEW = 12
"""Ways of each service that are walked at each door in every run; all of them in the long one."""
SHARES = 6
"""So many tests share the ways of a service at a door, so that processes can share them too."""


def _walk_all(ways: list[Way], door: str, service: str, app: Flask, site: Site, reference: Reference) -> None:
    definition = site.core.front_office.shelf.current(service)
    assert definition is not None
    for way in ways:
        wanted = reference(way, service)
        driver = DOORS[door](app, way.sheet, way.number)
        visitor = Visitor(door, "en", driver.capabilities)
        came = walk(driver, way, site.core.front_office.service(service, visitor), site.core)
        driver.leave()
        assert_same(door, came, expected(wanted, way, definition, driver.capabilities))


def _few(ways: list[Way]) -> list[Way]:
    return ways[:: max(1, len(ways) // FEW)]


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("service", SERVICES)
def test_ways_that_differ_most_give_the_same_at_every_door(
    service: str,
    door: str,
    app: Flask,
    site: Site,
    ways: Ways,
    reference: Reference,
    request: pytest.FixtureRequest,
) -> None:
    few = _few(ways(service))
    _walk_all(few, door, service, app, site, reference)
    walked.note(request.config, door, len(few))


@pytest.mark.long
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("share", range(SHARES))
@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("service", SERVICES)
def test_every_way_gives_the_same_at_every_door(
    service: str,
    door: str,
    share: int,
    app: Flask,
    site: Site,
    ways: Ways,
    reference: Reference,
    request: pytest.FixtureRequest,
) -> None:
    mine = ways(service)[share::SHARES]
    _walk_all(mine, door, service, app, site, reference)
    walked.note(request.config, door, len(mine))


def _walk_in(ways: Ways, language: str, few: int, door: str, service: str, app: Flask, site: Site) -> int:
    """The same, door and measure in another language than English; how many ways that were."""
    definition = site.core.front_office.shelf.current(service)
    assert definition is not None
    found = ways(service, language)
    for way in found[:: max(1, len(found) // few)]:
        asking, driver = Asking(app, way.sheet), DOORS[door](app, way.sheet, way.number)
        asking.language = driver.language = language
        office = site.core.front_office
        end = walk(asking, way, office.service(service, asking.visitor), site.core)
        wanted = End(end.case, end.words if end.case else asking.prompt.words)
        visitor = Visitor(door, language, driver.capabilities)
        came = walk(driver, way, office.service(service, visitor), site.core)
        driver.leave()
        assert_same(door, came, expected(wanted, way, definition, driver.capabilities, language))
    return len(found[:: max(1, len(found) // few)])


@pytest.mark.parametrize(("door", "language"), list(zip(DOORS, ("ar", "fr", "nl", "ar", "ar"), strict=False)))
@pytest.mark.parametrize("service", SERVICES)
def test_a_few_ways_give_the_same_in_another_language(
    service: str,
    door: str,
    language: str,
    app: Flask,
    site: Site,
    ways: Ways,
    request: pytest.FixtureRequest,
) -> None:
    walked.note(request.config, door, _walk_in(ways, language, FEW // 6, door, service, app, site))


@pytest.mark.long
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("language", ["fr", "nl", "ar"])
@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("service", SERVICES)
def test_ways_that_differ_most_give_the_same_in_every_language(
    service: str,
    door: str,
    language: str,
    app: Flask,
    site: Site,
    ways: Ways,
    request: pytest.FixtureRequest,
) -> None:
    walked.note(request.config, door, _walk_in(ways, language, FEW // 2, door, service, app, site))


def _lodge_all(ways: list[Way], service: str, site: Site, reference: Reference) -> None:
    """Lodge what a walk gave, twice: one case, the same as that of the walk."""
    office, lodger = site.core.front_office, Visitor("api", "en", Capabilities())
    for way in ways:
        with_file = any(stop.question.carries_file and stop.entry for stop in way.stops)
        wanted = reference(way, service)
        if with_file or wanted.case is None:
            continue
        key = f"{service} {way.number}"
        lodged = office.lodge(service, wanted.case["answers"], key, lodger)
        assert isinstance(lodged, Receipt), lodged
        assert office.lodge(service, wanted.case["answers"], key, lodger) == lodged
        case = site.core.back_office.show(lodged.reference)
        assert case is not None
        assert without_own(case) == without_own(wanted.case)
        call_off(site.core, lodged.reference, lodged.status_code)


@pytest.mark.parametrize("service", SERVICES)
def test_a_case_lodged_at_once_is_the_case_that_a_walk_gives(
    service: str, site: Site, ways: Ways, reference: Reference
) -> None:
    _lodge_all(_few(ways(service)), service, site, reference)


@pytest.mark.long
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("service", SERVICES)
def test_every_case_lodged_at_once_is_the_case_that_a_walk_gives(
    service: str, site: Site, ways: Ways, reference: Reference
) -> None:
    _lodge_all(ways(service), service, site, reference)
