"""Whatever people enter in the place of an answer, at every door: a clear answer, and nothing is lost."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest
from flask import Flask

from channels.app import Site
from service.messages import Visitor
from tests.doors.conftest import Reference, Ways
from tests.doors.doors import DOORS
from tests.doors.driver import Driver, Entry, on_one_line
from tests.doors.entries import Stop
from tests.doors.test_equivalence import SERVICES
from tests.doors.walking import REFERENCE, End, assert_same, certainly_private, expected
from tests.doors.ways import Way

NASTY = (
    "x" * 20_000,
    "9" * 5_000,
    "\x00",
    "a\x00b",
    "\u202e12\u202c",
    "\u2066\u200f\u200b",
    "💥" * 200,
    "<script>alert(1)</script>",
    "'; DROP TABLE drafts; --",
    "{born} {0} %s %(name)s",
    "../../../../etc/passwd",
    "NaN",
    "1e999",
    "-1",
    "0\r\nSet-Cookie: a=b",
    "31/2/2027",
    "\ufffe\uffff\ufeff",
    "   ",
    "1, 1, 1, 1",
)


MOST_STEPS_BACK = 2
"""The question after, and one that the line answered by itself."""


def _pester(driver: Driver, stop: Stop, nasty: Iterator[str], times: int) -> None:
    """Enter what nobody should, and come back to the question where it was taken all the same."""
    meant = driver.sheet[stop.path]
    parts = meant.parts if meant else {"answer": ""}
    for words in itertools.islice(nasty, times):
        if stop.question.carries_file or (meant and meant.labels and any(sign.isdigit() for sign in words)):
            continue
        driver.sheet[stop.path] = Entry(dict.fromkeys(parts, words), words)
        driver.answer(stop.path)
        assert "Traceback" not in driver.said()
        for _ in range(MOST_STEPS_BACK):
            if not _asked(driver, stop):
                driver.back()
        assert _asked(driver, stop), f"{stop.path} after {words[:40]!r}: {driver.said()[:500]}"
    driver.sheet[stop.path] = meant


def _asked(driver: Driver, stop: Stop) -> bool:
    shown = on_one_line(driver.said())
    if "Check your answers" in shown:
        return False
    return not driver.asked_already(stop.path) and any(on_one_line(words) in shown for words in stop.words)


def _walk_pestered(driver: Driver, way: Way, site: Site, service: str, times: int) -> End:
    """The whole way, with nonsense in each place."""
    nasty = itertools.cycle(NASTY)
    driver.begin(site.core.front_office.service(service, Visitor(driver.name, "en", driver.capabilities)))
    for stop in way.stops:
        if stop.question.known_from in driver.knows:
            continue
        if stop.cannot_be_asked(driver.capabilities):
            if not stop.is_dispensable:
                driver.answer_behind_link(stop.path)
            continue
        if not driver.asked_already(stop.path):
            _pester(driver, stop, nasty, times)
        driver.skip(stop.path) if stop.entry is None else driver.answer(stop.path)
    driver.submit()
    found = REFERENCE.search(driver.said())
    assert found, driver.said()
    return End(site.core.back_office.show(found[0]), driver.said())


def _pester_at(
    door: str, service: str, times: int, app: Flask, site: Site, ways: Ways, reference: Reference
) -> None:
    definition = site.core.front_office.shelf.current(service)
    assert definition is not None
    to_the_end = [
        way for way in ways(service) if not way.outcome and all(_is_given(stop) for stop in way.stops)
    ]
    way = max(
        to_the_end, key=lambda way: len({stop.question.code for stop in way.stops}) - len(way.stops) / 100
    )
    driver = DOORS[door](app, way.sheet, way.number)
    if certainly_private(definition, driver.capabilities):
        return
    came = _walk_pestered(driver, way, site, service, times)
    driver.leave()
    assert_same(door, came, expected(reference(way, service), way, definition, driver.capabilities))


def _is_given(stop: Stop) -> bool:
    """So that the line need not be corrected at the end."""
    return stop.entry is not None or stop.question.known_from is None


WITH_CASES = [service for service in SERVICES if service != "heating-allowance"]


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("service", WITH_CASES)
def test_nonsense_in_the_place_of_answers_loses_nothing(
    service: str, door: str, app: Flask, site: Site, ways: Ways, reference: Reference
) -> None:
    _pester_at(door, service, 2, app, site, ways, reference)


@pytest.mark.long
@pytest.mark.timeout(900)
@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("service", WITH_CASES)
def test_every_nonsense_in_the_place_of_every_answer_loses_nothing(
    service: str, door: str, app: Flask, site: Site, ways: Ways, reference: Reference
) -> None:
    _pester_at(door, service, len(NASTY), app, site, ways, reference)
