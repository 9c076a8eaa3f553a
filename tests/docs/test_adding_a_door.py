"""`docs/doors/adding-a-door.md`, followed to the letter in a copy of the house."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.docs.pages import Checkout, checkout, named_blocks

PAGE = ROOT / "docs" / "doors" / "adding-a-door.md"


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    copy = checkout(tmp_path_factory.mktemp("door"))
    copy.follow(PAGE)
    return copy


def test_the_door_of_the_page_gives_the_same_cases_as_every_other_door(followed: Checkout) -> None:
    followed.test("tests/doors/test_equivalence.py", "-k", "teletype and (street-problem or parking-permit)")


def test_drafts_are_handed_over_from_the_door_of_the_page_and_to_it(followed: Checkout) -> None:
    followed.test("tests/doors/test_hand_over.py", "-k", "teletype and street-problem")


def test_the_tests_of_the_page_pass(followed: Checkout) -> None:
    followed.test("tests/channels/teletype")


def test_the_door_of_the_page_is_small_enough_to_be_read_in_one_go() -> None:
    sizes = {Path(block.file).name: len(block.code.splitlines()) for block in named_blocks(PAGE)}
    assert sizes["door.py"] < 60
    assert sizes["typing_lines.py"] < 60
