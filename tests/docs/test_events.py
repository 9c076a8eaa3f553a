"""The page on events names every kind that the code writes, and no other."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.conftest import ROOT

PAGE = ROOT / "docs" / "evidence" / "events.md"
STATES = {"skipped", "deferred"}
"""An answer's state is the kind of its event: `_deed` in the interview."""


def noted() -> Iterator[str]:
    """The kinds that stand in the code, wherever an event is made."""
    for file in Path(ROOT / "service").rglob("*.py"):
        for call in (
            each for each in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(each, ast.Call)
        ):
            name = ast.unparse(call.func).rpartition(".")[2]
            holder = ast.unparse(call.func).rpartition(".")[0]
            if name == "note" and holder == "changes" and isinstance(call.args[0], ast.Constant):
                yield call.args[0].value
            if name in ("event", "_event"):
                yield from (each.value for each in call.args[1:3] if isinstance(each, ast.Constant))
            if name == "EventRecord":
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
    assert {each for each in noted() if each} | STATES | {"answered", "changed", "escalated"} == explained
