from __future__ import annotations

import pytest

from benchmarks.figures import Compared, Mark, Single, percentile, table


@pytest.mark.parametrize(("share", "value"), [(0.5, 50), (0.95, 95), (0.99, 99), (1.0, 100)])
def test_a_percentile_is_the_value_that_so_many_do_not_exceed(share: float, value: int) -> None:
    assert percentile(range(1, 101), share) == value


def test_the_percentile_of_one_is_that_one() -> None:
    assert percentile([7.0], 0.5) == percentile([7.0], 0.99) == 7.0


@pytest.mark.parametrize(
    ("figure", "verdict"),
    [(1.3, "reached"), (1.31, "MISSED, acceptable"), (1.5, "MISSED, acceptable"), (1.51, "MISSED")],
)
def test_a_mark_is_reached_missed_or_acceptable(figure: float, verdict: str) -> None:
    assert Mark(1.3, 1.5).verdict(figure) == verdict


def test_a_mark_may_be_one_not_to_fall_below() -> None:
    mark = Mark(0.8, 0.67, at_least=True)
    assert [mark.verdict(figure) for figure in (0.8, 0.7, 0.6)] == ["reached", "MISSED, acceptable", "MISSED"]
    assert str(mark) == ">= 0.8 (0.67)"


def test_what_disturbs_a_pair_of_rounds_does_not_show_in_the_ratio() -> None:
    compared = Compared("a turn", "ms", ours=[2, 20, 2], by_hand=[1, 10, 1], mark=Mark(1.3))
    assert compared.ratio == 2
    assert compared.row() == ("a turn, ms", "2", "1", "2.00", "2.00 to 2.00", "<= 1.3", "MISSED")


def test_a_table_has_columns_in_line() -> None:
    rows = [Single("first page", "KB", 22.5, Mark(40), 14.0).row(), Single("x", "ms", 1234.0).row()]
    heading, rule, first, second = table(rows).splitlines()
    assert heading.split()[:2] == ["ours", "by"]
    assert set(rule) == {"-", " "}
    assert first.split() == ["first", "page,", "KB", "22.5", "14", "<=", "40", "reached"]
    assert first.index("22.5") + 4 == second.index("1,234") + 5
