"""What a condition compares with what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from service.definitions.conditions import RESERVED


def comparisons(condition: Any) -> Iterator[tuple[str, Any]]:
    """Every code of a condition with what it is compared with."""
    if isinstance(condition, list):
        for each in condition:
            yield from comparisons(each)
    elif isinstance(condition, dict):
        for key, wanted in condition.items():
            if key in RESERVED:
                yield from comparisons(wanted)
            else:
                yield key, wanted


def literals(wanted: Any) -> Iterator[Any]:
    """The values in what a code is compared with: not other answers, not whether it was answered."""
    if isinstance(wanted, list):
        for each in wanted:
            yield from literals(each)
    elif isinstance(wanted, dict):
        for name, right in wanted.items():
            if name != "answered" and not isinstance(right, dict):
                yield from literals(right)
    else:
        yield wanted
