"""Who of the town fills something in for a citizen: judged, noted with what it tells of, and gone with the person."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from service.assembly import Core
from service.back_office import NotAllowed, NotDone
from service.messages import Capabilities, Visitor
from service.store import assistances
from tests.service.conftest import answered
from tests.service.test_back_office import WEB, core, somebody

__all__ = ["core"]
DESK = Visitor("counter", "en", Capabilities(pages=True))


def beside(core: Core, name: str = "an") -> Visitor:
    return replace(DESK, helper=core.back_office.helper(somebody(core, name), "telephone"))


def rows(core: Core) -> list[str]:
    with core.front_office.database.reading() as connection:
        found = connection.exec_driver_sql("SELECT deed FROM assistances ORDER BY id").fetchall()
    return [str(row[0]) for row in found]


def test_only_who_works_on_cases_stands_beside_a_citizen(core: Core) -> None:
    assert core.back_office.helper(somebody(core, "bo"), "present").office == "public-works"
    with pytest.raises(NotAllowed):
        core.back_office.helper(somebody(core, "els"), "present")


@pytest.mark.parametrize("arrived", [date(2026, 11, 24), date(2025, 1, 1)])
def test_a_paper_came_on_a_day_that_can_be(core: Core, arrived: date) -> None:
    with pytest.raises(NotDone, match="arrived"):
        core.back_office.helper(somebody(core, "an"), "paper", arrived)


def test_what_a_citizen_does_alone_notes_nothing(core: Core) -> None:
    core.front_office.begin("trial", WEB)
    assert rows(core) == []


def test_beginning_and_going_on_elsewhere_are_noted_with_the_officer_at_hand(core: Core) -> None:
    before = len(core.back_office.audit.latest(100))
    turn = answered(core, core.front_office.begin("trial", beside(core)), beside(core), "A hole")
    assert turn.draft is not None
    offer = core.front_office.hand_over(turn.draft, beside(core))
    assert offer is not None
    mine = core.front_office.take_over(offer.code, WEB)
    assert mine is not None
    assert mine.draft is not None
    back = core.front_office.hand_over(mine.draft, WEB)
    assert back is not None
    core.front_office.take_over(back.code, beside(core, "bo"))
    assert rows(core) == ["began", "took over"]
    noted = core.back_office.audit.latest(100)[: -before or None]
    assert [(each.officer, each.deed, each.about) for each in noted] == [
        ("bo", "took over for", "trial telephone"),
        ("an", "began for", "trial telephone"),
    ]


def test_it_goes_with_the_person(core: Core, clock: Any) -> None:
    turn = core.front_office.begin("trial", beside(core))
    assert turn.draft is not None
    clock.pass_(timedelta(days=400))
    core.operations.tidy()
    with core.front_office.database.reading() as connection:
        assert assistances.of_draft(connection, turn.draft) == []
    assert rows(core) == []
    assert core.back_office.audit.latest(1)[0].deed == "began for"
