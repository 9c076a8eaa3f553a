"""Indicators: what stands in the file, what they come to, and what is said where something is wrong."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from service.indicators import Figure, figure_of, read_indicators
from tests.conftest import ROOT

LANGUAGES = ("en", "fr", "nl", "ar")
SHARE = """
indicators:
  - indicator: rate
    title: {en: Rate}
    words: {en: How many.}
    unit: percent
    direction: up
    figure: {sum: [finished], through: [started, -told]}
"""
DOORS = ("web", "sms", "counter")


def read(tmp_path: Path, written: str, languages: tuple[str, ...] = ("en",)):
    (tmp_path / "indicators.yaml").write_text(written, "utf-8")
    return read_indicators(tmp_path, languages)


def one(tmp_path: Path, written: str):
    found = read(tmp_path, written)
    assert not found.findings
    return found.indicators[0]


def counted(**numbers: int | None):
    """Amounts by what, with `_` for a space and `__` before a door; what is not named is 0."""
    table = {name.replace("__", "@").replace("_", " "): number for name, number in numbers.items()}

    def amount(what: str, month: str, door: str) -> Decimal | None:
        number = table.get(f"{month}:{what}", table.get(f"{what}@{door}" if door else what, 0))
        return None if number is None else Decimal(number)

    return amount


def test_those_of_the_demo_town_are_written_in_all_its_languages():
    found = read_indicators(ROOT / "config", LANGUAGES)
    assert not found.findings
    assert {"completion-rate", "digital-take-up", "cost-per-case", "satisfaction"} <= {
        each.indicator for each in found.indicators
    }


def test_a_rate_is_of_those_whom_it_is_about(tmp_path):
    indicator = one(tmp_path, SHARE)
    assert indicator.formula == "100 × finished / (started − told)"
    figure = figure_of(indicator, counted(finished=30, started=50, told=10), ["2026-11"])
    assert figure == Figure(Decimal(75), "", 40)


def test_the_governments_example_comes_out(tmp_path):
    """1,000 completed of 2,000 started is 50 %: the UK government's service manual, "Measuring completion rate"."""
    assert figure_of(one(tmp_path, SHARE), counted(finished=1000, started=2000), ["m"]).value == 50


def test_of_nobody_there_is_no_rate(tmp_path):
    assert figure_of(one(tmp_path, SHARE), counted(), ["2026-11"]) == Figure(None, "nothing", 0)
    assert figure_of(one(tmp_path, SHARE), counted(), []) == Figure(None, "nothing")


def test_a_month_of_which_something_is_withheld_is_left_out_and_named(tmp_path):
    amount = counted(**{"2026-10:finished": None, "2026-11:finished": 30, "2026-11:started": 60})
    figure = figure_of(one(tmp_path, SHARE), amount, ["2026-10", "2026-11"])
    assert figure == Figure(Decimal(50), "", 60, ("2026-10",))
    assert figure_of(one(tmp_path, SHARE), amount, ["2026-10"]) == Figure(
        None, "withheld", None, ("2026-10",)
    )


def test_a_rate_of_amounts_that_were_rounded_is_never_more_than_all(tmp_path):
    assert figure_of(one(tmp_path, SHARE), counted(finished=105, started=100), ["m"]).value == 100


def test_some_doors_of_all(tmp_path):
    indicator = one(
        tmp_path, SHARE.replace("[finished]", "[sent @ web sms]").replace("[started, -told]", "[sent]")
    )
    amount = counted(sent=100, sent__web=40, sent__sms=20, sent__counter=40)
    assert figure_of(indicator, amount, ["m"], doors=DOORS).value == 60
    assert figure_of(indicator, amount, ["m"], "web", DOORS).value == 100
    assert figure_of(indicator, amount, ["m"], "counter", DOORS).value == 0


def test_a_mean_of_months_has_their_weight(tmp_path):
    indicator = one(
        tmp_path,
        SHARE.replace("unit: percent", "unit: score").replace(
            "{sum: [finished], through: [started, -told]}", "{mean: score sent, weight: rated sent}"
        ),
    )
    amount = counted(
        **{"a:score sent": 80, "a:rated sent": 10, "b:score sent": 20, "b:rated sent": 30, "c:rated sent": 0}
    )
    assert figure_of(indicator, amount, ["a", "b", "c"]) == Figure(Decimal(35), "", 40)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("unit: percent", "unit: per cent", "percent"),
        ("[finished]", "[Finished!]", "what can be counted"),
        ("[finished]", "[]", "1 or more"),
        ("direction: up", "directoin: up", "directoin"),
        ("title: {en: Rate}", "title: {fr: Taux}", "not written in en"),
        ("    words: {en: How many.}\n", "", "words"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tmp_path, before, after, said):
    found = read(tmp_path, SHARE.replace(before, after))
    assert not found.indicators
    assert any(said in str(each) for each in found.findings), [str(each) for each in found.findings]
    assert all(each.line > 1 for each in found.findings)


def test_the_same_indicator_twice_is_one_too_many(tmp_path):
    twice = SHARE + SHARE.split("indicators:\n")[1]
    assert "stands here twice" in str(read(tmp_path, twice).findings[0])


def test_a_town_without_indicators_has_none(tmp_path):
    assert read_indicators(tmp_path, ("en",)).indicators == ()
