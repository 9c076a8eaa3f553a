"""The page on events names every kind that the code writes, and no other."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import get_args

from service.happenings import TOLD
from service.store.records import EventKind
from tests.conftest import ROOT

PAGE = ROOT / "docs" / "evidence" / "events.md"
KINDS = set(get_args(EventKind))
"""Whoever notes an event gives one of these, as the type checker sees to."""


def written() -> Iterator[str]:
    """Every text that stands in the code, but for the list of kinds itself."""
    for file in (ROOT / "service").rglob("*.py"):
        if file.name != "records.py":
            for each in ast.walk(ast.parse(file.read_text("utf-8"))):
                if isinstance(each, ast.Constant) and isinstance(each.value, str):
                    yield each.value


def test_every_kind_of_event_is_explained_and_no_other():
    explained = set()
    for line in PAGE.read_text("utf-8").splitlines():
        if line.startswith("| `"):
            explained |= set(re.findall(r"`([^`]+)`", line.split("|")[1]))
    assert explained == KINDS


def test_every_kind_is_one_that_the_code_gives_and_only_such_are_told():
    assert set(written()) >= KINDS
    assert set(TOLD) <= KINDS
