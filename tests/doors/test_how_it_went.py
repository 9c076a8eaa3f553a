"""Whoever has sent something is asked at every door how it went, once, and it is counted for that door."""

from __future__ import annotations

import pytest
from flask import Flask

from channels.app import Site
from service.messages import Visitor
from service.store import ratings
from tests.doors.conftest import Ways
from tests.doors.doors import RELAYED
from tests.doors.walking import walk

SERVICE = "street-problem"
HOW, INSTEAD = "How satisfied are you with how this went?", "what would you have done?"


def _counted(site: Site) -> list[tuple[str, str, int]]:
    with site.core.operations.database.reading() as connection:
        found = ratings.of_month(connection, "2026-11")
    return [(each.name, each.answer, number) for each, number in found.items() if each.by == "door"]


@pytest.mark.parametrize("door", RELAYED)
def test_one_answer_is_counted_and_the_second_question_follows(
    door: str, app: Flask, site: Site, ways: Ways
) -> None:
    way = next(each for each in ways(SERVICE) if "photo" not in each.sheet or not each.sheet["photo"])
    driver = RELAYED[door](app, way.sheet, way.number)
    summary = site.core.front_office.service(SERVICE, Visitor(door, "en", driver.capabilities))
    assert walk(driver, way, summary, site.core).case
    assert driver.said().count(HOW) == 1
    driver.rate("4")
    assert INSTEAD in driver.said()
    assert HOW not in driver.said()
    assert _counted(site) == [(driver.name, "4", 1)]
    driver.leave()
