"""Prompts in finished words: dependent options, names in texts, progress."""

from __future__ import annotations

from datetime import timedelta

from service.messages import Capabilities, Visitor
from tests.service.conftest import Offering, answered

PAGES = Visitor("first", "en", Capabilities(pages=True))

ZONES = """
questions:
  - code: town
    ask: Which town?
    kind: choice
    options: [{value: east, label: East}, {value: west, label: West}]
  - code: zone
    ask: Which zone of {town}?
    kind: choice
    options: {from: zones.csv, value: code, label: name, where: {town: {answer: town}}}
  - {code: why, ask: "Why {zone}?", kind: text}
"""
TABLE = "town,code,name\neast,1,Harbour\nwest,1,Hills\nwest,2,Woods\n"


def test_a_value_that_stands_in_several_rows_has_the_label_of_the_one_on_offer(offering: Offering) -> None:
    core = offering(ZONES, zones_csv=TABLE)
    turn = answered(core, core.front_office.begin("trial", PAGES), PAGES, "east")
    assert turn.prompt.words == "Which zone of East?"
    assert [(option.value, option.label) for option in turn.prompt.options] == [("1", "Harbour")]
    turn = answered(core, turn, PAGES, "Harbour")
    assert turn.prompt.words == "Why Harbour?"


def test_an_example_of_a_day_is_one_that_may_be_answered_today(offering: Offering, clock) -> None:
    core = offering("questions: [{code: start, ask: When?, kind: date, earliest: today, latest: +12 days}]")
    turn = core.front_office.begin("trial", PAGES)
    first = turn.prompt.example
    clock.pass_(timedelta(days=20))
    example = core.front_office.ask(turn.draft, PAGES).prompt.example
    assert example != first
    assert answered(core, turn, PAGES, example).prompt.kind == "check"


def test_the_total_is_known_only_where_nothing_depends_on_answers_to_come(offering: Offering) -> None:
    core = offering(ZONES, zones_csv=TABLE)
    turn = core.front_office.begin("trial", PAGES)
    assert (turn.prompt.progress.number, turn.prompt.progress.total) == (1, 3)
