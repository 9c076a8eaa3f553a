"""How amounts are made of tallies; the formulas are those of others, so their published figures must come out."""

from __future__ import annotations

from decimal import Decimal
from statistics import median as middle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.amounts import Place, amounts, median, places, satisfaction
from service.tallies import ELAPSED, Cell


@pytest.mark.parametrize(
    ("answers", "published"),
    [((23, 46, 153, 419, 528), 80), ((67, 73, 205, 1276, 4434), 91)],
)
def test_satisfaction_is_reckoned_as_the_office_of_the_public_guardian_publishes_it(answers, published):
    assert round(satisfaction(dict(enumerate(answers, 1))) or 0) == published


def test_everybody_very_satisfied_is_100_and_very_dissatisfied_0_and_nobody_nothing():
    assert satisfaction({5: 7}) == 100
    assert satisfaction({1: 7}) == 0
    assert satisfaction({}) is None


@given(st.lists(st.integers(0, 9), min_size=1))
def test_the_value_in_the_middle_is_that_of_all_values_in_a_row(values):
    assert median({value: values.count(value) for value in set(values)}) == Decimal(str(middle(values)))


def test_no_amount_names_two_of_service_door_and_language():
    found = list(places("2026-11", "permit", "web", "nl"))
    assert len(found) == len(set(found)) == 4
    assert max(place.named for place in found) == 1


def test_amounts_add_up_over_all_that_is_not_named():
    cells = {
        Cell("2026-11", "permit", "1", "web", "nl", "sent"): 3,
        Cell("2026-11", "permit", "2", "web", "fr", "sent"): 4,
        Cell("2026-11", "card", "1", "sms", "fr", "sent"): 5,
        Cell("2026-11", "card", "1", "sms", "fr", ELAPSED, "60"): 1,
        Cell("2026-11", "permit", "1", "web", "fr", ELAPSED, "90"): 2,
    }
    found = amounts(cells)
    assert found[Place("2026-11"), "sent"] == 12
    assert found[Place("2026-11", "permit"), "sent"] == 7
    assert found[Place("2026-11", language="fr"), "sent"] == 9
    assert found[Place("2026-11"), "median elapsed"] == 90
    assert found[Place("2026-11", "card"), "median elapsed"] == 60
