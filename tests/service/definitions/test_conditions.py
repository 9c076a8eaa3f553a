from dataclasses import dataclass, field
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.definitions.conditions import all_of, any_of, codes_in, compiled
from service.definitions.values import ABSENT, UNKNOWN


@dataclass
class Given:
    """A scope that is only a table."""

    values: dict = field(default_factory=dict)
    on: date = date(2026, 11, 23)

    def value(self, code):
        return self.values.get(code, UNKNOWN)

    def items(self, section):
        return UNKNOWN

    def repeat_of(self, code):
        return None


EURO = {"cents": 125000, "currency": "EUR"}


@pytest.mark.parametrize(
    ("condition", "values", "truth"),
    [
        (None, {}, True),
        ({"owner": True}, {"owner": True}, True),
        ({"owner": True}, {"owner": False}, False),
        ({"owner": True}, {}, None),
        ({"owner": True}, {"owner": ABSENT}, False),
        ({"owner": False}, {"owner": ABSENT}, False),
        ({"problem": ["light", "pothole"]}, {"problem": "light"}, True),
        ({"age": {"at_least": 18}}, {"age": 18}, True),
        ({"age": {"at_least": 18, "less_than": 65}}, {"age": 65}, False),
        ({"income": {"at_most": 1250}}, {"income": EURO}, True),
        ({"income": {"less_than": 1250}}, {"income": EURO}, False),
        ({"until": {"after": {"answer": "from"}}}, {"from": "2026-12-01", "until": "2026-12-02"}, True),
        ({"until": {"after": {"answer": "from"}}}, {"until": "2026-12-02"}, None),
        ({"start": {"not_before": "today"}}, {"start": "2026-11-23"}, True),
        ({"start": {"before": "today"}}, {"start": "2026-11-23"}, False),
        ({"uses": {"includes": "heating"}}, {"uses": ["heating", "light"]}, True),
        ({"uses": "heating"}, {"uses": ["light"]}, False),
        ({"photo": {"answered": True}}, {"photo": ABSENT}, False),
        ({"photo": {"answered": False}}, {"photo": ABSENT}, True),
        ({"photo": {"answered": True}}, {}, None),
        ({"a": 1, "b": 2}, {"a": 1}, None),
        ({"a": 1, "b": 2}, {"b": 3}, False),
        ({"any": [{"a": 1}, {"b": 2}]}, {"b": 2}, True),
        ({"all": [{"a": 1}, {"b": 2}]}, {"b": 3}, False),
        ({"not": {"a": 1}}, {}, None),
        ({"not": {"a": 1}}, {"a": ABSENT}, True),
        ({"age": {"at_least": 18}}, {"age": "many"}, False),
    ],
)
def test_a_condition_is_true_false_or_undecided(condition, values, truth):
    assert compiled(condition)(Given(values)) is truth


TRUTHS = st.lists(st.sampled_from([True, False, None]), max_size=6)


@given(TRUTHS)
def test_and_is_the_least_and_or_the_greatest_of_its_members(truths):
    order = {False: 0, None: 1, True: 2}
    least = min((order[each] for each in truths), default=2)
    greatest = max((order[each] for each in truths), default=0)
    assert order[all_of(iter(truths))] == least
    assert order[any_of(iter(truths))] == greatest


@given(st.dictionaries(st.sampled_from("ab"), st.sampled_from([True, False, ABSENT])))
def test_what_is_decided_stays_so_when_more_is_answered(values):
    """Kleene's promise: knowing more never turns true into false."""
    condition = {"any": [{"a": True}, {"not": {"b": True}}]}
    for code in list(values):
        fewer = {name: value for name, value in values.items() if name != code}
        before = compiled(condition)(Given(fewer))
        if before is not None:
            assert compiled(condition)(Given(values)) is before


def test_every_code_that_a_condition_looks_up_is_found():
    condition = {"a": 1, "any": [{"b": {"after": {"answer": "c"}}}, {"not": {"d": 2}}]}
    assert list(codes_in(condition)) == ["a", "b", "c", "d"]
