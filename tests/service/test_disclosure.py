"""Attacks on published tables: whoever knows the rules and all that is published can work no small count out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.disclosure import FEWEST, protected, rounded

Protect = Callable[[Mapping[str, int]], Mapping[str, int | None]]


def attacked(protect: Protect, parts: int, most: int) -> Iterator[set[int]]:
    """Solve the tables: every table that gives what was published is a solution; what is a withheld part in them?

    Groups that might have solutions beyond `most` are left out. A set without a small number tells nothing of anybody.
    """
    solutions = defaultdict(list)
    for table in product(range(most), repeat=parts):
        shown = protect({str(place): count for place, count in enumerate(table)})
        solutions[rounded(sum(table)), tuple(shown.values())].append(table)
    for (whole, shown), tables in solutions.items():
        if whole is None or any(max(table) > most - 8 for table in tables):
            continue
        for place, number in enumerate(shown):
            if number is None:
                values = {table[place] for table in tables}
                if min(values) < FEWEST:
                    yield values


@pytest.mark.parametrize(("parts", "most"), [(2, 60), (3, 40), (4, 20)])
def test_a_withheld_part_may_be_anything_from_0_to_9(parts, most):
    found = list(attacked(protected, parts, most))
    assert found
    assert all(values >= set(range(FEWEST)) for values in found)


def alone(parts: Mapping[str, int]) -> Mapping[str, int | None]:
    """What one might think is enough."""
    return {name: rounded(count) for name, count in parts.items()}


def smallest_first(parts: Mapping[str, int]) -> Mapping[str, int | None]:
    return protected(parts, sorted(parts, key=lambda name: parts[name]))


@pytest.mark.parametrize("protect", [alone, smallest_first])
def test_the_same_attack_breaks_what_only_looks_safe(protect):
    assert any(len(values) < 4 for values in attacked(protect, 3, 40))


@given(st.dictionaries(st.text("abcdefg", min_size=1, max_size=2), st.integers(0, 60), max_size=9))
def test_no_small_count_is_shown_and_none_stands_alone_beside_a_whole(parts):
    shown = protected(parts)
    assert shown.keys() == parts.keys()
    assert all(number is None or number >= FEWEST for number in shown.values())
    withheld = [name for name, number in shown.items() if number is None]
    if withheld and len(withheld) < len(parts):
        assert len(withheld) > 1
        assert sum(parts[name] for name in withheld) >= 20


@given(st.integers(0, 10_000))
def test_what_is_shown_is_near_what_was_counted(count):
    number = rounded(count)
    assert (number is None) == (count < FEWEST)
    assert number is None or (abs(number - count) <= 2 and number % 5 == 0)
