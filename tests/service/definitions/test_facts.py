from datetime import date
from decimal import Decimal

import pytest

from service.definitions.facts import computed, years_between
from service.definitions.values import ABSENT, UNKNOWN
from tests.service.definitions.test_conditions import Given

TABLES = {
    "thresholds.csv": [
        {"size": "1", "amount": "1500.50"},
        {"size": "2", "amount": "2100"},
    ],
    "rates.csv": [{"up_to_area": "10", "rate": "5"}, {"up_to_area": "50", "rate": "9"}],
}


@pytest.mark.parametrize(
    ("expression", "values", "worth"),
    [
        (3, {}, Decimal(3)),
        ("a", {"a": 2.5}, Decimal("2.5")),
        ({"add": ["a", 1]}, {"a": 2}, Decimal(3)),
        ({"subtract": [10, "a", "a"]}, {"a": 2}, Decimal(6)),
        ({"multiply": ["length", "width"], "round": 1}, {"length": 2.5, "width": 1.5}, Decimal("3.8")),
        ({"divide": ["a", "b"], "round": 2}, {"a": 10, "b": 3}, Decimal("3.33")),
        ({"divide": ["a", "b"]}, {"a": 10, "b": 0}, ABSENT),
        ({"min": ["a", 5]}, {"a": 7}, Decimal(5)),
        ({"max": ["a", {"add": [1, 2]}]}, {"a": 1}, Decimal(3)),
        ({"add": ["a", 1]}, {}, UNKNOWN),
        ({"add": ["a", "b"]}, {"a": ABSENT}, ABSENT),
        ({"years_since": "born"}, {"born": "2008-11-24"}, Decimal(17)),
        ({"days_between": ["from", "until"]}, {"from": "2026-02-27", "until": "2026-03-01"}, Decimal(2)),
        ({"days_between": ["today", "until"]}, {"until": "2026-11-30"}, Decimal(7)),
        (
            {"look_up": {"table": "thresholds.csv", "match": {"size": "size"}, "take": "amount"}},
            {"size": 1},
            Decimal("1500.50"),
        ),
        (
            {"look_up": {"table": "thresholds.csv", "match": {"size": "size"}, "take": "amount"}},
            {"size": 9},
            ABSENT,
        ),
        (
            {"look_up": {"table": "rates.csv", "match": {"up_to_area": "area"}, "take": "rate"}},
            {"area": 12},
            Decimal(9),
        ),
    ],
)
def test_a_fact_is_computed_from_what_is_answered(expression, values, worth):
    assert computed(expression, TABLES)(Given(values)) == worth


def test_halves_are_rounded_up_as_people_do():
    assert computed({"divide": [5, 2], "round": 0}, {})(Given()) == Decimal(3)


def test_somebody_born_on_a_leap_day_turns_on_the_first_of_march():
    assert years_between(date(2008, 2, 29), date(2026, 2, 28)) == 17
    assert years_between(date(2008, 2, 29), date(2026, 3, 1)) == 18
