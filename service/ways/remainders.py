"""What of a condition is still open at some point of a journey, and with which answers it will be decided.

Two journeys between which no remainder differs go on alike, whatever else was answered on them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Any

from service.definitions.conditions import codes_in, compiled
from service.definitions.definition import Definition
from service.definitions.facts import codes_used
from service.definitions.values import UNKNOWN
from service.journey import Way

Remainder = Callable[[Way], Any]
"""True or False where it is decided, else something that can be compared and kept in a set."""


class Remainders:
    """Makes remainders. `looked_at` are the answers to which any rule pays heed; it may still grow."""

    def __init__(self, definition: Definition, looked_at: Collection[str]) -> None:
        self._definition = definition
        self._looked_at = looked_at

    def of(self, condition: Any) -> Remainder:
        parts = [self._one(key, wanted) for key, wanted in condition.items()]
        return parts[0] if len(parts) == 1 else _combined(parts, True)

    def of_codes(self, codes: Iterable[str]) -> Remainder:
        """For what is no condition: what its answers and facts are worth now."""
        worths = [self._worth(code) for code in codes]
        return lambda way: tuple(worth(way) for worth in worths)

    def _one(self, key: str, wanted: Any) -> Remainder:
        if key == "not":
            inner = self.of(wanted)
            return lambda way: not left if isinstance(left := inner(way), bool) else (key, left)
        if key in ("any", "all"):
            return _combined([self.of(each) for each in wanted], key == "all")
        test, written = compiled({key: wanted}), f"{key} {wanted}"
        worths = self.of_codes(codes_in({key: wanted}))
        return lambda way: truth if (truth := test(way)) is not None else (written, worths(way))

    def _worth(self, code: str) -> Remainder:
        expression = self._definition.model.facts.get(code)
        if expression is None:
            return lambda way: self._answer(code, way)
        parts = self.of_codes(codes_used(expression))
        return lambda way: repr(value) if (value := way.value(code)) is not UNKNOWN else (code, parts(way))

    def _answer(self, code: str, way: Way) -> Any:
        section = self._definition.repeat_of.get(code, code)
        outermost = way.outer or way
        if section in outermost.repeats and code not in way.values:
            return tuple(sorted(self.values(item) for item in outermost.repeats[section]))
        return repr(way.value(code))

    def values(self, way: Way) -> tuple[tuple[str, str], ...]:
        """The answers in one item of a repeat that anything looks at."""
        return tuple(
            sorted((code, repr(value)) for code, value in way.values.items() if code in self._looked_at)
        )


def _combined(parts: list[Remainder], all_: bool) -> Remainder:
    """`all_`: open or false parts count; else open or true ones."""

    def remainder(way: Way) -> Any:
        left = [part(way) for part in parts]
        if any(each is not all_ for each in left if isinstance(each, bool)):
            return not all_
        still_open = tuple(each for each in left if not isinstance(each, bool))
        return (all_, *still_open) if still_open else all_

    return remainder
