"""What front page, start page and menu show of a service."""

from __future__ import annotations

from datetime import timedelta

import pytest

from service.front_office import NoSuchService
from service.messages import Capabilities, Visitor
from tests.service.conftest import Offering

PAGES = Visitor("first", "en", Capabilities(pages=True))
OPEN_LINE = Visitor("second", "en", Capabilities(photos=False, documents=False, private=False))
WHY = "questions: [{code: copies, ask: How many?, kind: number, min: 1, max: 9}]\n"


def test_a_service_is_closed_before_its_first_day_and_after_its_last(offering: Offering, clock) -> None:
    core = offering(
        WHY + 'state: {is: open, from: "2026-11-25", until: "2026-11-26", say: Only in November.}\n'
    )
    states = []
    for _ in range(5):
        summary = core.front_office.service("trial", PAGES)
        states.append((summary.state, "It opens on" in summary.closed))
        clock.pass_(timedelta(days=1))
    assert states == [("closed", True), ("closed", True), ("open", False), ("open", False), ("closed", False)]
    turn = core.front_office.begin("trial", PAGES)
    assert (turn.prompt.kind, turn.prompt.words, turn.draft) == ("say", "Only in November.", None)


def test_a_draft_of_a_service_is_offered_to_nobody(offering: Offering) -> None:
    core = offering(WHY + "state: draft\n")
    assert core.front_office.services(PAGES) == []
    with pytest.raises(NoSuchService):
        core.front_office.begin("trial", PAGES)


@pytest.mark.parametrize(
    ("fee", "price"),
    [
        ("", "Free"),
        ('fee: {first_of: [{otherwise: true, sum: "5"}]}', "€5.00"),
        ('fee: {first_of: [{when: {copies: 1}, sum: "0"}, {otherwise: true, sum: "5"}]}', "Free, or up to €5.00"),
        ('fee: {first_of: [{when: {copies: 1}, sum: "2"}, {otherwise: true, sum: "5"}]}', "€2.00 to €5.00"),
        ('fee: {first_of: [{otherwise: true, each: copies, sum: "5"}]}', "From €5.00 each"),
        ('fee: {all_of: [{when: {copies: 1}, sum: "2"}, {when: {copies: 2}, sum: "3"}]}', "Free, or up to €5.00"),
    ],
)  # fmt: skip
def test_the_price_says_what_it_can_cost(offering: Offering, fee: str, price: str) -> None:
    assert offering(WHY + fee).front_office.service("trial", PAGES).price == price


def test_a_door_that_cannot_take_it_to_its_end_is_told_so(offering: Offering) -> None:
    core = offering("questions: [{code: number, ask: Your number?, kind: text, sensitive: true}]")
    assert core.front_office.service("trial", PAGES).here
    assert not core.front_office.service("trial", OPEN_LINE).here
