"""Following only one of several journeys that go on alike must find all that following each of them finds."""

from __future__ import annotations

from pathlib import Path

import pytest

from service.definitions.definition import Definition
from service.definitions.example import EXAMPLE
from service.definitions.folder import read_folder
from service.definitions.loading import load
from service.journey import Answer, journey
from service.ways.classes import Classes
from service.ways.exploring import explored
from service.ways.rules import Rules
from service.ways.samples import Sampler
from tests.service.ways.conftest import ON


def definition_of(path: Path) -> Definition:
    definition = load(read_folder(path)).definition
    assert definition is not None
    return definition


def everything(definition: Definition) -> tuple[set[str], set[str]]:
    """The questions that are asked and the outcomes that are reached when no journey is left out."""
    rules = Rules(definition)
    classes = Classes(rules, Sampler(definition, ON))
    asked, outcomes = set(), set()
    waiting: list[dict[str, Answer]] = [{}]
    while waiting:
        answers = waiting.pop()
        state = journey(definition, answers, ON)
        if state.outcome is not None:
            outcomes.add(state.outcome.code)
        elif state.next is not None and not state.failed:
            asked.add(state.next.asked.code)
            waiting += [{**answers, state.next.path: each} for each in classes.of(state.next, state)]
    return asked, outcomes


@pytest.mark.parametrize(
    "code", ["birth-certificate", "heating-allowance", "parking-permit", "street-problem"]
)
def test_nothing_is_missed_where_journeys_that_go_on_alike_are_followed_once(code: str):
    definition = definition_of(Path("config/services") / code)
    found = explored(definition, ON, {})
    assert (found.asked, found.outcomes) == everything(definition)


@pytest.mark.parametrize(
    "path", [*sorted(Path("config/services").iterdir()), EXAMPLE], ids=lambda path: path.name
)
def test_a_real_service_is_decided_after_few_combinations(path: Path):
    found = explored(definition_of(path), ON, {})
    assert found.decided
    assert found.combinations < 3_000
