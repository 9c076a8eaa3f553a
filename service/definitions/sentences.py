"""What pydantic finds, said so that an owner knows what to write instead.

The validator's own words are about types; these are about the file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from service.definitions.findings import Place, listed, meant

Context = Mapping[str, Any]

FORMS = {
    r"^[a-z][a-z0-9]*([_-][a-z0-9]+)*$": (
        "lower-case letters, digits and single hyphens or underscores, such as `start-date`"
    ),
    r"^[a-z0-9]+([_-][a-z0-9]+)*$": (
        "lower-case letters, digits and single hyphens or underscores, such as `first-floor`"
    ),
    r"^\d{1,7}(\.\d{1,2})?$": 'an amount such as `"12.50"`',
    r"^\d{1,9}(\.\d{1,2})?$": 'an amount such as `"12.50"`',
    r"^[\w-]+\.csv$": "the name of a file beside the service, such as `fees.csv`",
    r"^\S+$": "one word without spaces",
    r"^[a-z][a-z0-9_-]*$": "`none`, `contact`, `at_desk` or a provider's name",
}
_TYPES = {
    "string_type": "a text",
    "bool_type": "`true` or `false`",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "decimal_type": "a number",
    "decimal_parsing": "a number",
    "list_type": "a list: one `- ...` for each member, or `[a, b]`",
    "dict_type": "a mapping of `key: value`",
    "model_type": "a mapping of `key: value`",
    "model_attributes_type": "a mapping of `key: value`",
    "date_type": "a day such as `2027-05-12`",
}


def sentence(
    kind: str, place: Place, written: Any, context: Context, known: Iterable[str], message: str
) -> str:
    """One finding of the validator in words. `known` are the keys that are possible where an unknown one stands."""
    if kind in _TYPES:
        return f"{_named(place)} must be {_TYPES[kind]}{_not(written)}"
    words = _SENTENCES.get(kind)
    if words is not None:
        return words(place, written, context)
    if kind == "extra_forbidden":
        return f"unknown key `{place[-1]}`{meant(place[-1], known) or _possible(known)}"
    said = message.removeprefix("Value error, ")
    return f"{_named(place)} {said}" if said.startswith("is ") else said


def _missing(place: Place, _written: Any, _context: Context) -> str:
    return f"`{place[-1]}` is missing: add `{place[-1]}: ...` here"


def _unknown_kind(_place: Place, _written: Any, context: Context) -> str:
    kinds = _words(context["expected_tags"])
    tag = context["tag"]
    return f"unknown kind `{tag}`{meant(tag, kinds)}; the kinds are {listed(kinds, 'and')}"


def _no_kind(_place: Place, _written: Any, _context: Context) -> str:
    return "`kind` is missing: add for example `kind: text` here"


def _one_of(place: Place, written: Any, context: Context) -> str:
    wanted = _words(context["expected"])
    return f"{_named(place)} must be {listed(wanted)}{_not(written)}{meant(written, wanted)}"


def _form(place: Place, written: Any, context: Context) -> str:
    pattern = context["pattern"]
    wanted = FORMS.get(pattern, f"of the form `{pattern}`")
    return f"{_named(place)} must be {wanted}{_not(written)}"


def _many(place: Place, _written: Any, context: Context) -> str:
    least, there = context["min_length"], context["actual_length"]
    return f"{_named(place)} needs {least} or more members, and has {there or 'none'}"


def _few(place: Place, _written: Any, context: Context) -> str:
    return f"{_named(place)} may have {context['max_length']} members at most, and has {context['actual_length']}"


def _longer(place: Place, written: Any, context: Context) -> str:
    least = context["min_length"]
    return (
        f"{_named(place)} is empty: write a text"
        if not written
        else f"{_named(place)} needs {least} characters"
    )


def _shorter(place: Place, _written: Any, context: Context) -> str:
    return f"{_named(place)} may have {context['max_length']} characters at most: shorten it"


def _bound(words: str, key: str) -> Callable[[Place, Any, Context], str]:
    return lambda place, written, context: f"{_named(place)} must be {words} {context[key]}{_not(written)}"


_SENTENCES: dict[str, Callable[[Place, Any, Context], str]] = {
    "missing": _missing,
    "union_tag_invalid": _unknown_kind,
    "union_tag_not_found": _no_kind,
    "literal_error": _one_of,
    "string_pattern_mismatch": _form,
    "too_short": _many,
    "too_long": _few,
    "string_too_short": _longer,
    "string_too_long": _shorter,
    "greater_than_equal": _bound("at least", "ge"),
    "greater_than": _bound("more than", "gt"),
    "less_than_equal": _bound("at most", "le"),
    "less_than": _bound("less than", "lt"),
}


def _named(place: Place) -> str:
    """The key that a value belongs to: `options`, or `options`, number 3."""
    if place and isinstance(place[-1], int):
        return f"{_named(place[:-1])}, number {place[-1] + 1},"
    return f"`{place[-1]}`" if place else "the file"


def _not(written: Any) -> str:
    if isinstance(written, bool):
        return f", not `{str(written).lower()}`"
    if isinstance(written, str | int | float):
        return f", not `{written}`" if len(str(written)) <= 60 else ""
    return (
        f", not a {'list' if isinstance(written, list) else 'mapping'}"
        if isinstance(written, list | dict)
        else ""
    )


def _possible(known: Iterable[str]) -> str:
    keys = sorted(known)
    return f"; possible here: {listed(keys, 'and')}" if keys else ""


def _words(expected: str) -> list[str]:
    """The words in the validator's `'a', 'b' or 'c'`."""
    return expected.split("'")[1::2] or [word.lower() for word in expected.split(" or ")]
