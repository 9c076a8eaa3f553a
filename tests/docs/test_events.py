"""The page on events names every kind that the code writes, and no other."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from service.happenings import TOLD
from service.store.records import EventKind
from tests.conftest import ROOT

PAGE = ROOT / "docs" / "evidence" / "events.md"
KINDS = set(get_args(EventKind))
"""Whoever notes an event gives one of these, as the type checker sees to."""


def made() -> Iterator[str]:
    """The kinds of events that are made as rows at once."""
    for file in Path(ROOT / "service").rglob("*.py"):
        for call in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(call, ast.Call) and ast.unparse(call.func) == "EventRecord":
                yield from (
                    each.value.value
                    for each in call.keywords
                    if each.arg == "kind" and isinstance(each.value, ast.Constant)
                )


def test_every_kind_of_event_is_explained_and_no_other():
    explained = set()
    for line in PAGE.read_text("utf-8").splitlines():
        if line.startswith("| `"):
            explained |= set(re.findall(r"`([^`]+)`", line.split("|")[1]))
    assert explained == KINDS


def test_no_other_kind_is_made_or_told():
    assert {"notified"} <= set(made()) <= KINDS
    assert set(TOLD) <= KINDS
