"""What services are, in every language at once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from service.front_office import NoSuchService
from tests.service.conftest import Offering

COPIES = "questions: [{code: copies, ask: How many?, kind: number, min: 1, max: 9}]\n"
PAPERS = """
questions:
  - {code: tenant, ask: Do you rent?, kind: yes_no}
  - {code: card, ask: Send your card., kind: document}
  - {code: lease, ask: Send your lease., short: The lease, kind: document, when: {tenant: true}, later: true}
  - {code: view, ask: Show us., kind: photo, optional: true}
"""


def test_it_is_told_in_the_languages_into_which_it_is_translated_and_in_no_other(offering: Offering) -> None:
    described = offering(COPIES).front_office.description("trial")

    assert described.title == {"en": "A trial"}
    assert set(described.office.name) == set(described.keeps) == {"en"}


@pytest.mark.parametrize(
    ("fee", "costs"),
    [
        ("", [(0, "Free")]),
        ('fee: {first_of: [{otherwise: true, sum: "5"}]}', [(500, "€5.00")]),
        (
            'fee: {first_of: [{when: {copies: 1}, sum: "2", label: One copy}, {otherwise: true, sum: "5"}]}',
            [(None, "€2.00 to €5.00"), (200, "One copy"), (500, "€5.00")],
        ),
        (
            'fee: {first_of: [{otherwise: true, each: copies, sum: "5"}]}',
            [(None, "From €5.00 each"), (500, "€5.00")],
        ),
        (
            'fee: {all_of: [{when: {copies: 1}, sum: "2"}, {when: {copies: 2}, sum: "3"}]}',
            [(None, "Free, or up to €5.00"), (200, "€2.00"), (300, "€3.00")],
        ),
    ],
)
def test_every_sum_that_may_be_due_is_told(
    offering: Offering, fee: str, costs: list[tuple[int, str]]
) -> None:
    described = offering(COPIES + fee).front_office.description("trial")

    assert [(each.cents, each.words["en"]) for each in described.costs] == costs


def test_the_sums_of_a_table_are_told_each_once(offering: Offering) -> None:
    fee = "fee: {from: rates.csv, match: [copies], sum: due}\n"
    core = offering(COPIES + fee, rates_csv="copies,due\n1,4\n2,4\n3,9\n")

    costs = core.front_office.description("trial").costs

    assert [(each.cents, each.words["en"]) for each in costs] == [
        (None, "€4.00 to €9.00"),
        (400, "€4.00"),
        (900, "€9.00"),
    ]


def test_papers_are_told_with_who_needs_them_and_until_when(offering: Offering) -> None:
    papers = offering(PAPERS).front_office.description("trial").papers

    assert [(each.code, each.title["en"], each.notes.get("en", "")) for each in papers] == [
        ("card", "Send your card.", ""),
        ("lease", "The lease", "Not everybody needs it. It can be sent in later."),
        ("view", "Show us.", "Not everybody needs it."),
    ]


def test_what_only_informs_gives_an_answer_and_no_receipt(town) -> None:
    outputs = {
        each.code: [output.code for output in each.outputs] for each in town.front_office.descriptions()
    }

    assert outputs["heating-allowance"] == ["answer"]
    assert outputs["street-problem"][0] == "receipt"


def test_whether_it_is_closed_depends_on_the_day(offering: Offering, clock) -> None:
    core = offering(COPIES + 'state: {is: open, from: "2026-11-24", say: Only in November.}\n')

    assert core.front_office.description("trial").closed["en"].startswith("Only in November.")
    clock.pass_(timedelta(days=1))
    assert core.front_office.description("trial").closed == {}


def test_a_draft_of_a_service_is_told_to_nobody(offering: Offering) -> None:
    office = offering(COPIES + "state: draft\n").front_office

    assert office.descriptions() == ()
    with pytest.raises(NoSuchService):
        office.description("trial")


def test_the_demo_towns_services_are_told_whole_and_in_the_towns_order(town) -> None:
    described = town.front_office.descriptions()

    assert [each.code for each in described][:2] == ["street-problem", "parking-permit"]
    for each in described:
        assert set(each.title) == set(each.summary) == {"en", "fr", "nl", "ar"}
        assert each.office.level == "municipality"
        assert each.doors
        assert each.outputs
        for words in (
            *each.needs,
            *(paper.title for paper in each.papers),
            *(cost.words for cost in each.costs),
        ):
            assert set(words) == {"en", "fr", "nl", "ar"}, each.code
            assert not any(text.startswith("[en]") or "{" in text for text in words.values())
