from __future__ import annotations

import pytest

from service.definitions.folder import Folder
from service.definitions.loading import load
from tests.service.definitions.conftest import FAULTLESS, TABLES


def version(old: str = "", new: str = "", file: str = "service.yaml") -> str:
    files = {"service.yaml": FAULTLESS, **TABLES}
    assert old in files[file]
    files[file] = files[file].replace(old, new, 1) if old else files[file]
    definition = load(Folder("trial", {name: text.encode() for name, text in files.items()})).definition
    assert definition is not None
    return definition.version


@pytest.mark.parametrize(
    ("old", "new", "file"),
    [
        ("title: Hire a hall", "title: Rent a hall", "service.yaml"),
        ("ask: How many guests?", "ask: How many people?", "service.yaml"),
        (
            "ask: How many guests?",
            "ask: How many guests?, short: Guests?, help: A guess will do.",
            "service.yaml",
        ),
        ("label: A party", "label: A feast, also: [feast]", "service.yaml"),
        ("say: The end must follow the start.", "say: Please choose a later day.", "service.yaml"),
        ("more: Another helper?", "more: One more?", "service.yaml"),
        ("The blue hall", "The big hall", "halls.csv"),
        ("takes: 2 minutes", "takes: 3 minutes", "service.yaml"),
        ("identity: none", "identity: none\nneeds: [A pen]", "service.yaml"),
        ("identity: none\n", "", "service.yaml"),
        ("kind: place}", "kind: place, optional: false}", "service.yaml"),
    ],
)
def test_other_words_are_the_same_version(old: str, new: str, file: str):
    assert version(old, new, file) == version()


@pytest.mark.parametrize(
    ("old", "new", "file"),
    [
        ("min: 1, max: 500", "min: 1, max: 400", "service.yaml"),
        ("{event: party}", "{event: sale}", "service.yaml"),
        ("kind: place}", "kind: place, optional: true}", "service.yaml"),
        ("{value: bar, label: A bar}", "{value: pub, label: A bar}", "service.yaml"),
        ("{days: {more_than: 30}}", "{days: {more_than: 31}}", "service.yaml"),
        ("sale,25", "sale,26", "fees.csv"),
        ("red,sale", "red,party", "halls.csv"),
        ("red,sale", "green,sale", "halls.csv"),
    ],
)
def test_another_meaning_is_another_version(old: str, new: str, file: str):
    assert version(old, new, file) != version()
