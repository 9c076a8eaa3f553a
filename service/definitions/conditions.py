"""Conditions: structured, typed, in Kleene's three values. No expression strings.

`{question: value}`, `{age: {at_least: 18}}`, `{any: [...]}`, `{all: [...]}`, `{not: {...}}`; several keys in one
mapping mean *and*. True shows; false hides; None means that it depends on answers still to come.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from service.definitions.values import ABSENT, UNKNOWN, Missing, Operand, Scope, found, operand

Truth = bool | None
Test = Callable[[Scope], Truth]

RESERVED = frozenset({"any", "all", "not"})


def _includes(value: Any, wanted: Any) -> bool:
    return wanted in value if isinstance(value, list) else bool(value == wanted)


COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "is": _includes,
    "not": lambda value, wanted: not _includes(value, wanted),
    "in": lambda value, wanted: any(_includes(value, each) for each in wanted),
    "includes": _includes,
    "at_least": lambda value, wanted: bool(value >= wanted),
    "at_most": lambda value, wanted: bool(value <= wanted),
    "more_than": lambda value, wanted: bool(value > wanted),
    "less_than": lambda value, wanted: bool(value < wanted),
    "after": lambda value, wanted: bool(value > wanted),
    "before": lambda value, wanted: bool(value < wanted),
    "not_before": lambda value, wanted: bool(value >= wanted),
    "not_after": lambda value, wanted: bool(value <= wanted),
}
ANSWERED = "answered"
"""`{photo: {answered: true}}`: whether something was given, whatever it is."""


def always(_scope: Scope) -> Truth:
    """What has no condition. By its name a walk knows that there is nothing to look up."""
    return True


def compiled(condition: dict[str, Any] | None) -> Test:
    """The condition as a function of a scope. No condition is always true."""
    if condition is None:
        return always
    tests = [_one(key, wanted) for key, wanted in condition.items()]
    return tests[0] if len(tests) == 1 else lambda scope: all_of(test(scope) for test in tests)


def _one(key: str, wanted: Any) -> Test:
    if key == "not":
        test = compiled(wanted)
        return lambda scope: None if (truth := test(scope)) is None else not truth
    if key in ("any", "all"):
        tests = [compiled(each) for each in wanted]
        combine = any_of if key == "any" else all_of
        return lambda scope: combine(test(scope) for test in tests)
    if isinstance(wanted, dict):
        tests = [_comparison(key, name, right) for name, right in wanted.items()]
        return tests[0] if len(tests) == 1 else lambda scope: all_of(test(scope) for test in tests)
    return _comparison(key, "in" if isinstance(wanted, list) else "is", wanted)


def _comparison(code: str, name: str, wanted: Any) -> Test:
    if name == ANSWERED:
        return lambda scope: (
            None if (value := scope.value(code)) is UNKNOWN else (value is not ABSENT) == wanted
        )
    compare = COMPARISONS[name]
    right: Operand = operand(wanted)

    def test(scope: Scope) -> Truth:
        value, other = found(scope, code), right(scope)
        if isinstance(value, Missing) or isinstance(other, Missing):
            return False if ABSENT in (value, other) else None
        try:
            return compare(value, other)
        except TypeError:
            return False

    return test


def all_of(truths: Iterator[Truth]) -> Truth:
    result: Truth = True
    for truth in truths:
        if truth is False:
            return False
        if truth is None:
            result = None
    return result


def any_of(truths: Iterator[Truth]) -> Truth:
    result: Truth = False
    for truth in truths:
        if truth is True:
            return True
        if truth is None:
            result = None
    return result


def codes_in(condition: Any) -> Iterator[str]:
    """Every code that a condition looks up, whether or not the condition is well formed."""
    if isinstance(condition, list):
        for each in condition:
            yield from codes_in(each)
    elif isinstance(condition, dict):
        for key, wanted in condition.items():
            if key in RESERVED:
                yield from codes_in(wanted)
            else:
                yield key
                yield from _codes_compared_with(wanted)


def _codes_compared_with(wanted: Any) -> Iterator[str]:
    rights = wanted.values() if isinstance(wanted, dict) else ()
    for right in rights:
        if isinstance(right, dict):
            yield from (code for code in right.values() if isinstance(code, str))
