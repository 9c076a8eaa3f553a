"""Facts: what is computed from answers and never asked.

An expression is a number, a code, or a mapping with one operation (`round` may stand beside it):
`count`, `sum`, `add`, `subtract`, `multiply`, `divide`, `min`, `max`, `years_since`, `days_between`, `look_up`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import reduce
from typing import Any

from service.definitions.conditions import codes_in, compiled
from service.definitions.values import ABSENT, UNKNOWN, Missing, Operand, Scope, comparable, found, operand

Table = list[dict[str, str]]
"""A CSV file beside the service: one mapping per row, by column."""

ARITHMETIC: dict[str, Callable[[Decimal, Decimal], Decimal]] = {
    "add": lambda a, b: a + b,
    "subtract": lambda a, b: a - b,
    "multiply": lambda a, b: a * b,
    "divide": lambda a, b: a / b,
    "min": min,
    "max": max,
}
OPERATIONS = frozenset({*ARITHMETIC, "count", "sum", "years_since", "days_between", "look_up"})
ROUND = "round"
TODAY = "today"


def computed(expression: Any, tables: Mapping[str, Table]) -> Operand:
    """The expression as a function of a scope: a Decimal, a text from a table, or a `Missing`."""
    if expression == TODAY:
        return operand(TODAY)
    if isinstance(expression, str):
        return lambda scope: found(scope, expression)
    if not isinstance(expression, dict):
        return operand(expression)
    if set(expression) <= {"answer", "fact"}:
        return operand(expression)
    ((name, wanted),) = [(key, value) for key, value in expression.items() if key != ROUND]
    value = _operation(name, wanted, tables)
    places = expression.get(ROUND)
    return value if places is None else lambda scope: _rounded(value(scope), places)


def _operation(name: str, wanted: Any, tables: Mapping[str, Table]) -> Operand:
    if name in ARITHMETIC:
        return _arithmetic(ARITHMETIC[name], [computed(each, tables) for each in wanted])
    if name == "count":
        return _count(wanted)
    if name == "sum":
        return _sum(wanted)
    if name == "years_since":
        born = computed(wanted, tables)
        return lambda scope: _of_days([born(scope)], lambda day: years_between(day, scope.on))
    if name == "days_between":
        first, last = (computed(each, tables) for each in wanted)
        return lambda scope: _of_days([first(scope), last(scope)], lambda a, b: (b - a).days)
    return _look_up(wanted, tables)


def _arithmetic(combine: Callable[[Decimal, Decimal], Decimal], terms: list[Operand]) -> Operand:
    def value(scope: Scope) -> Any:
        worth = [term(scope) for term in terms]
        missing = _first_missing(worth)
        if missing is not None:
            return missing
        try:
            return reduce(combine, worth)
        except (InvalidOperation, ZeroDivisionError, TypeError):
            return ABSENT

    return value


def _count(wanted: Any) -> Operand:
    section, where = (wanted, None) if isinstance(wanted, str) else (wanted["of"], wanted.get("where"))
    test = compiled(where)

    def value(scope: Scope) -> Any:
        items = scope.items(section)
        if isinstance(items, Missing):
            return items
        truths = [test(item) for item in items]
        return UNKNOWN if None in truths else Decimal(truths.count(True))

    return value


def _sum(wanted: Any) -> Operand:
    code, where = (wanted, None) if isinstance(wanted, str) else (wanted["of"], wanted.get("where"))
    test = compiled(where)

    def value(scope: Scope) -> Any:
        section = scope.repeat_of(code)
        items = scope.items(section) if section else [scope]
        if isinstance(items, Missing):
            return items
        worth = [found(item, code) for item in items if test(item)]
        return UNKNOWN if UNKNOWN in worth else sum((w for w in worth if w is not ABSENT), Decimal(0))

    return value


def _look_up(wanted: Mapping[str, Any], tables: Mapping[str, Table]) -> Operand:
    """`{table: thresholds.csv, match: {size: size}, take: amount}`: the first row whose columns all match.

    A column named `up_to_<name>` matches every value that is at most the row's.
    """
    table = tables.get(wanted["table"], [])
    match = {column: computed(each, tables) for column, each in wanted["match"].items()}

    def value(scope: Scope) -> Any:
        worth = {column: each(scope) for column, each in match.items()}
        missing = _first_missing(list(worth.values()))
        if missing is not None:
            return missing
        row = next((row for row in table if row_matches(row, worth)), None)
        return ABSENT if row is None else read_cell(row[wanted["take"]])

    return value


def row_matches(row: Mapping[str, str], worth: Mapping[str, Any]) -> bool:
    return all(_cell_matches(column, row[column], value) for column, value in worth.items())


def _cell_matches(column: str, cell: str, value: Any) -> bool:
    written = read_cell(cell)
    if column.startswith("up_to_"):
        return isinstance(value, Decimal) and isinstance(written, Decimal) and value <= written
    if isinstance(value, bool):
        return cell.strip().lower() == ("yes" if value else "no")
    return bool(written == value or cell == str(value))


def read_cell(cell: str) -> Any:
    try:
        return Decimal(cell)
    except InvalidOperation:
        return cell


def years_between(start: date, end: date) -> int:
    """Full years, as birthdays are counted: someone born on 29 February turns on 1 March."""
    return end.year - start.year - ((end.month, end.day) < (start.month, start.day))


def _rounded(worth: Any, places: int) -> Any:
    if isinstance(worth, Missing):
        return worth
    return worth.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def _of_days(days: list[Any], use: Callable[..., int]) -> Any:
    """What is computed from days; ABSENT where one is none, as a stored answer of a changed kind may be."""
    missing = _first_missing(days)
    if missing is not None:
        return missing
    try:
        return Decimal(use(*(date.fromisoformat(str(day)) for day in days)))
    except ValueError:
        return ABSENT


def _first_missing(worth: list[Any]) -> Missing | None:
    if any(each is ABSENT for each in worth):
        return ABSENT
    return UNKNOWN if any(each is UNKNOWN for each in worth) else None


def codes_used(expression: Any) -> Iterator[str]:
    """Every code that an expression looks up, repeats included, whether or not it is well formed."""
    if isinstance(expression, str):
        if expression != TODAY:
            yield expression
    elif isinstance(expression, list):
        for each in expression:
            yield from codes_used(each)
    elif isinstance(expression, dict):
        for name, wanted in expression.items():
            if name == "look_up":
                match = wanted.get("match") if isinstance(wanted, dict) else None
                yield from codes_used(list(match.values()) if isinstance(match, dict) else [])
            elif name in ("count", "sum") and isinstance(wanted, dict):
                yield from codes_used(wanted.get("of"))
                yield from codes_in(wanted.get("where"))
            elif name != ROUND:
                yield from codes_used(wanted)


def plain(worth: Any) -> Any:
    """A fact's value as it is stored and compared: whole numbers as int, others as float, texts as they are."""
    if isinstance(worth, Decimal):
        return int(worth) if worth == worth.to_integral_value() else float(worth)
    return comparable(worth)
