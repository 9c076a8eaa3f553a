"""`docs/kinds/adding-a-kind.md`, followed to the letter in a copy of the house."""

from __future__ import annotations

import pytest

from tests.conftest import ROOT
from tests.docs.pages import Checkout, checkout

PAGE = ROOT / "docs" / "kinds" / "adding-a-kind.md"
COMMAND = "from channels.command import main; main(prog_name='nowrongdoor')"


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    copy = checkout(tmp_path_factory.mktemp("kind"))
    copy.follow(PAGE)
    return copy


def test_the_kind_of_the_page_passes_its_own_tests_and_those_of_every_kind(followed: Checkout) -> None:
    followed.test("tests/service/questions", "-k", "postcode")


def test_a_service_that_uses_it_is_found_good(followed: Checkout) -> None:
    checked = followed.run("-c", COMMAND, "check", "config/services/parcel-box")
    assert (checked.returncode, checked.stdout) == (0, "1 services checked, 0 errors\n"), checked.stderr


def test_every_door_asks_it_without_a_change(followed: Checkout) -> None:
    followed.test("tests/doors/test_equivalence.py", "-k", "parcel-box")
