from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from service.definitions.conditions import ANSWERED, COMPARISONS
from service.definitions.example import EXAMPLE, write_example
from service.definitions.facts import OPERATIONS
from service.definitions.folder import read_folder
from service.definitions.loading import load
from service.definitions.schema import json_schema
from service.questions import KINDS
from service.town import read_town
from service.ways.verdicts import tried
from tests.service.ways.conftest import known

TOWN = read_town(Path("config/town.toml"))
TEXT = (EXAMPLE / "service.yaml").read_text()


def test_the_example_loads_without_a_finding_and_every_way_through_it_has_an_end():
    loaded = tried(load(read_folder(EXAMPLE), TOWN), date(2026, 11, 23), known())
    assert loaded.findings == ()
    assert loaded.definition is not None


def test_the_example_shows_every_key_of_the_format():
    schema = json_schema()
    keys = {key for model in [schema, *schema["$defs"].values()] for key in model["properties"]}
    assert {key for key in keys if not re.search(rf"\b{key}:", TEXT)} == set()


def test_the_example_shows_every_kind_every_operation_and_every_comparison():
    assert {kind for kind in KINDS if not re.search(rf"kind: {kind}\b", TEXT)} == set()
    assert {name for name in OPERATIONS if not re.search(rf"\b{name}: ", TEXT)} == set()
    assert {name for name in {*COMPARISONS, ANSWERED} if not re.search(rf"\b{name}\b", TEXT)} == set()


def test_a_new_service_is_the_example_under_its_own_name(tmp_path: Path):
    write_example(tmp_path / "lend-a-book", "lend-a-book")
    loaded = load(read_folder(tmp_path / "lend-a-book"), TOWN)
    assert loaded.findings == ()
    assert loaded.definition is not None
    assert loaded.definition.code == "lend-a-book"
    assert loaded.definition.model.keywords == ["LENDABOOK"]


@pytest.mark.parametrize("code", ["", "x", "A", "a b", "a--b", "../x", "a" * 61, "1a", "é"])
def test_a_name_that_no_service_can_have_is_refused_before_anything_is_written(tmp_path: Path, code: str):
    with pytest.raises(ValueError, match="cannot name a service"):
        write_example(tmp_path / "new", code)
    assert not (tmp_path / "new").exists()
