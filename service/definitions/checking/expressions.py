"""Whether an expression can be computed: known codes, the right sorts of values, tables with what is looked up."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from service.definitions.checking.conditions import check_condition
from service.definitions.checking.matching import check_columns, check_rows
from service.definitions.checking.outline import NUMBER, UNCLEAR, Domain, Outline, Sort, View
from service.definitions.conditions import codes_in
from service.definitions.facts import ARITHMETIC, OPERATIONS, ROUND, read_cell
from service.definitions.findings import Place, listed, meant

MOST_PLACES = 6


@dataclass(frozen=True)
class Worth:
    """What an expression comes to, and what it needs."""

    domain: Domain = UNCLEAR
    order: int = -1
    repeat: str = ""

    def and_(self, other: Worth) -> Worth:
        return replace(self, order=max(self.order, other.order), repeat=self.repeat or other.repeat)


def worth_of(expression: Any, place: Place, view: View, outline: Outline) -> Worth:
    if isinstance(expression, str):
        return _named(expression, place, view, outline)
    if isinstance(expression, int | float) and not isinstance(expression, bool):
        return Worth(NUMBER)
    if not isinstance(expression, dict):
        outline.error(
            place, "write a number, the code of a question or a fact, or an operation: `{add: [a, 1]}`"
        )
        return Worth()
    if len(expression) == 1 and set(expression) <= {"answer", "fact"}:
        ((role, code),) = expression.items()
        return _named(code, (*place, role), view, outline)
    return _operation(expression, place, view, outline)


def _named(code: Any, place: Place, view: View, outline: Outline) -> Worth:
    known = outline.seen(code, view)
    if isinstance(known, str):
        outline.error(place, known)
        return Worth()
    return Worth(known.domain, known.order, known.repeat)


def _operation(expression: dict[str, Any], place: Place, view: View, outline: Outline) -> Worth:
    names = [name for name in expression if name != ROUND]
    if len(names) != 1:
        there = listed(names, "and") if names else "none"
        outline.error(
            place, f"exactly one operation stands here, with `round` beside it if wanted; there is {there}"
        )
        return Worth()
    name, inner = names[0], (*place, names[0])
    if name not in OPERATIONS:
        possible = listed(sorted(OPERATIONS), "and")
        outline.error_at_key(
            inner, f"unknown operation `{name}`{meant(name, OPERATIONS)}; possible: {possible}"
        )
        return Worth()
    if ROUND in expression:
        _check_places(expression[ROUND], (*place, ROUND), outline)
    return _result(name, expression[name], inner, view, outline)


def _result(name: str, wanted: Any, place: Place, view: View, outline: Outline) -> Worth:
    if name == "count":
        return _count(wanted, place, outline)
    if name == "sum":
        return _sum(wanted, place, view, outline)
    if name == "look_up":
        return _look_up(wanted, place, view, outline)
    if name == "years_since":
        return _of_terms(name, [(place, wanted)], "date", view, outline)
    dates = name == "days_between"
    if not isinstance(wanted, list) or len(wanted) < 2 or (dates and len(wanted) != 2):
        needs = (
            "the first and the last day: `days_between: [from, until]`"
            if dates
            else f"a list: `{name}: [a, b]`"
        )
        outline.error(place, f"`{name}` needs {needs}")
        return Worth(NUMBER)
    if name == "divide" and any(each == 0 and not isinstance(each, bool) for each in wanted[1:]):
        outline.error(place, "nothing can be divided by 0")
    terms = [((*place, number), term) for number, term in enumerate(wanted)]
    return _of_terms(name, terms, "date" if dates else "number", view, outline)


def _check_places(places: Any, place: Place, outline: Outline) -> None:
    if isinstance(places, bool) or not isinstance(places, int) or not 0 <= places <= MOST_PLACES:
        outline.error(place, f"`round` must be a number of decimals from 0 to {MOST_PLACES}")


def _of_terms(name: str, terms: list[tuple[Place, Any]], sort: Sort, view: View, outline: Outline) -> Worth:
    assert name in ARITHMETIC or sort == "date"
    total = Worth(NUMBER)
    for place, term in terms:
        worth = worth_of(term, place, view, outline)
        if worth.domain.sort not in (sort, "unclear"):
            outline.error(place, f"`{name}` computes with {sort}s, and this is not a {sort}")
        if worth.repeat and total.repeat and worth.repeat != total.repeat:
            outline.error(
                place,
                f"this belongs to each item of `{worth.repeat}`, what stands before to `{total.repeat}`",
            )
        total = total.and_(worth)
    return total


def _count(wanted: Any, place: Place, outline: Outline) -> Worth:
    section, inner, where = _of_and_where("count", wanted, place, outline)
    if section is None:
        return Worth(NUMBER)
    if section not in outline.repeats:
        if outline.shape.nameless:
            return Worth(NUMBER)
        words = f"no section that repeats is named `{section}`{meant(section, outline.repeats)}"
        outline.error(inner, words)
        return Worth()
    return _after_items(section, where, place, outline)


def _sum(wanted: Any, place: Place, view: View, outline: Outline) -> Worth:
    code, inner, where = _of_and_where("sum", wanted, place, outline)
    if code is None:
        return Worth(NUMBER)
    known = outline.seen(code, view)
    if isinstance(known, str):
        outline.error(inner, known)
    elif known.is_fact or not known.repeat:
        outline.error(
            inner,
            f"`sum` adds up one question of a repeat, and `{code}` is none; to add two answers use `add`",
        )
    elif known.domain.sort not in ("number", "unclear"):
        outline.error(inner, f"`sum` adds up numbers, and `{code}` is none")
    else:
        return _after_items(known.repeat, where, place, outline)
    return Worth(NUMBER)


def _of_and_where(name: str, wanted: Any, place: Place, outline: Outline) -> tuple[str | None, Place, Any]:
    if isinstance(wanted, str):
        return wanted, place, None
    if isinstance(wanted, dict) and isinstance(wanted.get("of"), str) and set(wanted) <= {"of", "where"}:
        return wanted["of"], (*place, "of"), wanted.get("where")
    outline.error(place, f"write `{name}: code`, or `{name}: {{of: code, where: {{question: value}}}}`")
    return None, place, None


def _after_items(section: str, where: Any, place: Place, outline: Outline) -> Worth:
    """What is known once all items of a repeat are there."""
    order = outline.repeats[section]
    if where is not None:
        check_condition(where, (*place, "where"), View(section), outline)
        needed = [outline.known[code].order for code in codes_in(where) if code in outline.known]
        order = max([order, *needed])
    return Worth(NUMBER, order)


def _look_up(wanted: Any, place: Place, view: View, outline: Outline) -> Worth:
    form = "`look_up: {table: limits.csv, match: {column: code}, take: column}`"
    if not isinstance(wanted, dict) or set(wanted) != {"table", "match", "take"}:
        outline.error(place, f"a look-up is written {form}")
        return Worth()
    match = wanted["match"]
    if not isinstance(match, dict) or not match:
        outline.error((*place, "match"), f"name the columns that must match: {form}")
        return Worth()
    total = Worth()
    domains: dict[str, Domain] = {}
    for column, expression in match.items():
        worth = worth_of(expression, (*place, "match", column), view, outline)
        domains[column] = worth.domain
        total = total.and_(worth)
    table = outline.sheets.get(str(wanted["table"]))
    places = {column: (*place, "match", column) for column in match}
    if not check_columns(
        wanted["table"], {**places, wanted["take"]: (*place, "take")}, (*place, "table"), outline
    ):
        return total
    assert table is not None
    check_rows(table, domains, outline)
    return replace(total, domain=_column_domain([row[wanted["take"]] for row in table.rows]))


def _column_domain(cells: list[str]) -> Domain:
    return (
        Domain("option", tuple(cells)) if any(isinstance(read_cell(cell), str) for cell in cells) else NUMBER
    )
