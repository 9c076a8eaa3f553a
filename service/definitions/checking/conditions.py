"""Whether a condition can be decided: its codes are known by then, and compared with what they can be."""

from __future__ import annotations

from datetime import date
from typing import Any

from service.definitions.checking.outline import Domain, Known, Outline, Sort, View
from service.definitions.conditions import ANSWERED, COMPARISONS
from service.definitions.findings import Place, listed, meant

_SAME = ("is", "not", "in")
_POSSIBLE: dict[Sort, tuple[str, ...]] = {
    "yes-no": _SAME,
    "option": _SAME,
    "options": (*_SAME, "includes"),
    "number": (*_SAME, "at_least", "at_most", "more_than", "less_than"),
    "date": (*_SAME, "after", "before", "not_before", "not_after"),
    "text": _SAME,
    "thing": ("is", "not"),
    "unclear": tuple(COMPARISONS),
}
_IN_WORDS: dict[Sort, str] = {
    "yes-no": "answered with yes or no",
    "option": "a choice",
    "options": "a choice of several",
    "number": "a number",
    "date": "a date",
    "text": "a text",
    "thing": "a place or a file",
}


def check_condition(condition: Any, place: Place, view: View, outline: Outline) -> None:
    if not isinstance(condition, dict):
        outline.error(place, "a condition is written `{question: value}`, such as `{problem: light}`")
        return
    if not condition:
        outline.error(place, "the condition is empty: write `{question: value}`, or leave it out")
    for key, wanted in condition.items():
        inner = (*place, key)
        if key == "not":
            check_condition(wanted, inner, view, outline)
        elif key in ("any", "all"):
            _check_members(key, wanted, inner, view, outline)
        else:
            _check_code(key, wanted, inner, view, outline)


def _check_members(key: str, wanted: Any, place: Place, view: View, outline: Outline) -> None:
    if not isinstance(wanted, list) or not wanted:
        outline.error(place, f"`{key}` needs a list of conditions: `{key}: [{{a: true}}, {{b: false}}]`")
        return
    for number, each in enumerate(wanted):
        check_condition(each, (*place, number), view, outline)


def _check_code(code: str, wanted: Any, place: Place, view: View, outline: Outline) -> None:
    known = outline.seen(code, view)
    if isinstance(known, str):
        outline.error_at_key(place, known)
        return
    if not isinstance(wanted, dict):
        _check_comparison(known, "in" if isinstance(wanted, list) else "is", wanted, place, view, outline)
        return
    if not wanted:
        outline.error(
            place, f"nothing is compared with `{code}`: write for example `{{{code}: {{answered: true}}}}`"
        )
    for name, right in wanted.items():
        _check_comparison(known, name, right, (*place, name), view, outline)


def _check_comparison(
    known: Known, name: str, right: Any, place: Place, view: View, outline: Outline
) -> None:
    if name == ANSWERED:
        if not isinstance(right, bool):
            outline.error(place, "`answered` must be `true` or `false`")
        return
    if name not in COMPARISONS:
        words = [ANSWERED, *_POSSIBLE[known.domain.sort]]
        outline.error_at_key(
            place, f"unknown comparison `{name}`{meant(name, words)}; possible here: {listed(words)}"
        )
    elif name not in _POSSIBLE[known.domain.sort]:
        _refuse(known, name, place, outline)
    elif isinstance(right, dict):
        _check_other(known, right, place, view, outline)
    elif name == "in":
        _check_list(known, right, place, outline)
    else:
        _check_value(known, right, place, outline)


def _refuse(known: Known, name: str, place: Place, outline: Outline) -> None:
    possible = [ANSWERED, *_POSSIBLE[known.domain.sort]]
    words = f"`{name}` does not go with `{known.code}`, which is {_IN_WORDS[known.domain.sort]}"
    outline.error_at_key(place, f"{words}; possible here: {listed(possible)}")


def _check_list(known: Known, right: Any, place: Place, outline: Outline) -> None:
    if not isinstance(right, list) or not right:
        outline.error(place, "`in` needs a list: `in: [a, b]`")
        return
    for number, each in enumerate(right):
        _check_value(known, each, (*place, number), outline)


def _check_other(known: Known, right: dict[str, Any], place: Place, view: View, outline: Outline) -> None:
    """Compared with another answer or fact: `{after: {answer: from}}`."""
    if len(right) != 1 or not set(right) <= {"answer", "fact"}:
        outline.error(place, "compare with a value, or with `{answer: code}` or `{fact: code}`")
        return
    ((role, code),) = right.items()
    other = outline.seen(code, view)
    if isinstance(other, str):
        outline.error((*place, role), other)
    elif "unclear" in (known.domain.sort, other.domain.sort):
        return
    elif other.is_fact != (role == "fact"):
        outline.error_at_key(
            (*place, role), f"`{code}` is {_role(other)}: write `{{{_role_word(other)}: {code}}}`"
        )
    elif not _alike(known.domain, other.domain):
        here, there = _IN_WORDS[known.domain.sort], _IN_WORDS[other.domain.sort]
        outline.error(
            (*place, role), f"`{known.code}` is {here} and `{code}` is {there}: they are never equal"
        )


def _role(known: Known) -> str:
    return "a fact" if known.is_fact else "a question"


def _role_word(known: Known) -> str:
    return "fact" if known.is_fact else "answer"


def _alike(one: Domain, other: Domain) -> bool:
    single = {"options": "option"}
    if "thing" in (one.sort, other.sort):
        return one.kind == other.kind
    texts = {"option", "text"}
    sorts = {single.get(one.sort, one.sort), single.get(other.sort, other.sort)}
    return len(sorts) == 1 or sorts <= texts


def _check_value(known: Known, value: Any, place: Place, outline: Outline) -> None:
    words = wrong_value(known, value)
    if words:
        outline.error(place, words)


def wrong_value(known: Known, value: Any) -> str:
    """Why a value is not one that the answer or fact can have, or empty."""
    shown = str(value).lower() if isinstance(value, bool) else value
    match known.domain.sort:
        case "yes-no" if not isinstance(value, bool):
            return f"`{known.code}` is answered with yes or no: write `true` or `false`, not `{shown}`"
        case "option" | "options" if value not in known.domain.options:
            options = known.domain.options
            possible = f"; its options are {listed(options, 'and')}" if 0 < len(options) <= 12 else ""
            return f"`{known.code}` has no option `{shown}`{meant(shown, options) or possible}"
        case "number" if isinstance(value, bool) or not isinstance(value, int | float):
            return f"`{known.code}` is a number: write a number without quotes, not `{shown}`"
        case "date" if not _is_day(value):
            return f"`{known.code}` is a date: write a day such as `2027-05-12`, or `today`, not `{shown}`"
        case "text" if not isinstance(value, str):
            return f"`{known.code}` is a text: write the value in quotes"
        case "thing":
            return f"`{known.code}` cannot be compared with a value: write `{known.code}: {{answered: true}}`"
    return ""


def _is_day(value: Any) -> bool:
    if value == "today":
        return True
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
