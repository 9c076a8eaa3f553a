"""What somebody has to read by text before they can answer fits into two parts, on every way."""

from __future__ import annotations

import pytest
from flask import Flask

from channels.app import Site
from channels.shared.segments import count
from service.messages import Visitor
from tests.doors.conftest import Ways
from tests.doors.entries import a_number
from tests.doors.test_equivalence import SERVICES
from tests.doors.texting import Texting
from tests.doors.walking import walk

MOST_PARTS = 2


class Reading(Texting):
    """Somebody who texts, and reads what it costs to be asked."""

    def answer(self, path: str) -> None:
        assert sum(count(message).parts for message in self.messages) <= MOST_PARTS, self.said()
        super().answer(path)


@pytest.mark.parametrize("service", SERVICES)
def test_every_question_fits_into_two_parts(service: str, app: Flask, site: Site, ways: Ways) -> None:
    asked: set[str] = set()
    for way in ways(service):
        codes = {stop.question.code for stop in way.stops}
        if codes <= asked:
            continue
        asked |= codes
        phone = Reading(app, way.sheet, a_number(way.number), way.number)
        walk(
            phone,
            way,
            site.core.front_office.service(service, Visitor("sms", "en", phone.capabilities)),
            site.core,
        )
