"""The table of what is kept names tests and rooms that exist; every item that decides tests is in it."""

from __future__ import annotations

import re

import pytest

from tests.conftest import ROOT
from tests.docs.pages import rows

PAGE = ROOT / "docs" / "operating" / "security.md"
TABLE = rows(PAGE.read_text("utf-8"))
ITEMS = (
    "2.2.1", "2.3.1", "2.3.3", "2.3.4", "2.4.1", "3.3.1", "3.3.2", "3.3.3", "3.3.4", "3.4.1", "3.4.3", "3.4.4",
    "3.4.5", "3.4.6", "3.4.8", "3.5.1", "3.5.3", "6.5.1", "6.5.2", "6.5.3", "6.5.4", "6.5.5", "6.6.1", "6.6.2",
    "6.6.3", "7.2.3", "7.3.1", "7.3.2", "7.4.1", "14.2.1", "14.2.2", "14.2.6", "14.2.7", "14.2.8", "14.3.1",
    "14.3.2", "14.3.3", "16.2.1", "16.2.2", "16.2.5", "16.3.2", "16.4.1", "16.4.2", "16.5.1", "16.5.3",
)  # fmt: skip


def test_every_item_that_decides_tests_has_its_row() -> None:
    assert sorted(cells[0] for cells in TABLE) == sorted(ITEMS)


@pytest.mark.parametrize("cells", TABLE, ids=lambda cells: str(cells[0]))
def test_what_a_row_names_is_there(cells: list[str]) -> None:
    _, what, where, tests = cells
    assert what
    for room in re.findall(r"`([^`]+)`", where):
        assert (ROOT / room).exists(), room
    named = re.findall(r"`([^`]+)`: ([a-z0-9_]+)", tests)
    assert named, "nothing proves it"
    for file, test in named:
        assert f"def {test}(" in (ROOT / file).read_text("utf-8"), test
