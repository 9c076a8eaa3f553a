"""`nowrongdoor reach`, and what `check` says of prompts that cost too much."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commands import run


@pytest.fixture
def config(one_service: Path) -> Path:
    return one_service


def test_reach_says_for_each_door_and_language_what_it_takes(config: Path) -> None:
    told = run("reach", NOWRONGDOOR_CONFIG=config)
    assert told.exit_code == 0
    assert "street-problem: Report a street problem" in told.output
    (by_text,) = [line for line in told.output.splitlines() if line.split()[:2] == ["sms", "en"]]
    assert "sends 6/7 texts" in by_text
    assert "€" in by_text


def test_reach_is_written_for_programs_with_every_figure(config: Path, tmp_path: Path) -> None:
    run("reach", "street-problem", "--json", tmp_path / "reach.json", NOWRONGDOOR_CONFIG=config)
    written = json.loads((tmp_path / "reach.json").read_text("utf-8"))
    (by_text,) = [each for each in written["reach"] if (each["door"], each["language"]) == ("sms", "en")]
    assert by_text["extent"] == "whole"
    assert by_text["shortest"]["messages_in"] == 6
    assert by_text["shortest"]["person"] == "0.60"


def test_reach_is_written_as_a_page_that_needs_nothing_else(config: Path, tmp_path: Path) -> None:
    run("reach", "--html", tmp_path / "reach.html", NOWRONGDOOR_CONFIG=config)
    page = (tmp_path / "reach.html").read_text("utf-8")
    assert "Report a street problem" in page
    assert "src=" not in page
    assert "<link" not in page


def test_without_prices_no_sum_is_guessed(config: Path) -> None:
    town = config / "town.toml"
    words = town.read_text("utf-8")
    town.write_text(
        words[: words.index("[prices.text_part]")] + words[words.index("[offices.public-works]") :], "utf-8"
    )
    assert "€" not in run("reach", NOWRONGDOOR_CONFIG=config).output


def test_a_broken_service_is_named_and_nothing_is_measured(config: Path) -> None:
    file = config / "services" / "street-problem" / "service.yaml"
    file.write_text(file.read_text("utf-8").replace("kind: place", "kind: plaice"), "utf-8")
    told = run("reach", NOWRONGDOOR_CONFIG=config)
    assert told.exit_code == 1
    assert "plaice" in told.output


def test_a_service_that_is_not_there_is_said_in_a_sentence(config: Path) -> None:
    told = run("reach", "nonsense", NOWRONGDOOR_CONFIG=config)
    assert told.exit_code == 1
    assert "nonsense" in told.output


def test_check_names_a_question_that_takes_more_than_one_message(config: Path) -> None:
    file = config / "services" / "street-problem" / "service.yaml"
    help_ = "A street, with the nearest house number if you can. " + "Please be as exact as you can. " * 10
    file.write_text(
        file.read_text("utf-8").replace("A street, with the nearest house number if you can.", help_), "utf-8"
    )
    told = run("check", NOWRONGDOOR_CONFIG=config)
    line = next(
        n for n, words in enumerate(file.read_text("utf-8").splitlines(), 1) if "code: where" in words
    )
    assert told.exit_code == 0
    assert f"service.yaml:{line}:" in told.output
    assert "by text in `en` this takes 3 parts" in told.output


def test_reach_names_what_is_answered_behind_a_link(config: Path) -> None:
    file = config / "services" / "street-problem" / "service.yaml"
    optional = "kind: photo\n    optional: true"
    assert optional in file.read_text("utf-8")
    assert "a link for photo" not in run("reach", NOWRONGDOOR_CONFIG=config).output
    file.write_text(file.read_text("utf-8").replace(optional, "kind: photo"), "utf-8")
    told = run("reach", NOWRONGDOOR_CONFIG=config).output
    assert "a link for photo" in told
    assert "stops at" not in told
