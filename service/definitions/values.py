"""What an answer is worth in a comparison or a computation, and the two ways of having none.

Conditions and facts both look answers up in a `Scope`; neither knows how a journey fills it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, Protocol

from service.messages import Value


class Missing(Enum):
    """Why there is no value."""

    UNKNOWN = "not answered yet"
    """A comparison with it is undecided (Kleene's third value)."""
    ABSENT = "skipped, or not on this way"
    """A comparison with it is false."""


UNKNOWN = Missing.UNKNOWN
ABSENT = Missing.ABSENT


class Scope(Protocol):
    """Where codes are looked up: the journey so far, or one item of a repeat within it."""

    on: date

    def value(self, code: str) -> Value | Missing:
        """The stored value of an answer, or the value of a fact."""

    def items(self, section: str) -> list[Scope] | Missing:
        """The scopes of a repeat's items, UNKNOWN while more may come."""

    def repeat_of(self, code: str) -> str | None:
        """The repeat in which the question stands, if it stands in one."""


Operand = Callable[[Scope], Any]
"""Gives a comparable value (see `comparable`) or a `Missing`."""


def comparable(value: Value) -> Any:
    """Numbers and money as Decimal; a list as the list of its comparable members; all else as it is."""
    if isinstance(value, str | bool) or value is None:
        return value
    if isinstance(value, int | float):
        return Decimal(str(value))
    if isinstance(value, dict) and "cents" in value:
        return Decimal(value["cents"]) / 100
    if isinstance(value, list):
        return [comparable(member) for member in value]
    return value


def operand(written: Any) -> Operand:
    """A literal, `today`, `{answer: code}` or `{fact: code}` as something that can be evaluated."""
    if isinstance(written, dict):
        ((_, code),) = written.items()
        return lambda scope: found(scope, code)
    if written == "today":
        return lambda scope: scope.on.isoformat()
    literal = comparable(written.isoformat() if isinstance(written, date) else written)
    return lambda scope: literal


def found(scope: Scope, code: str) -> Any:
    value = scope.value(code)
    return value if isinstance(value, Missing) else comparable(value)
