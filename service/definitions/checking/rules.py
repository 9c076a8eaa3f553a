"""Rules across questions: outcomes, remarks, checks, fees, and what the service needs to come to an end."""

from __future__ import annotations

from service.definitions.checking.conditions import check_condition
from service.definitions.checking.expressions import worth_of
from service.definitions.checking.matching import UP_TO, check_columns, check_rows
from service.definitions.checking.outline import OUTSIDE, Outline, View
from service.definitions.findings import Place
from service.definitions.model import FeeRow, FeeSum, FeeTable


def check_rules(outline: Outline) -> None:
    model = outline.model
    for number, outcome in enumerate(model.outcomes):
        check_condition(outcome.when, ("outcomes", number, "when"), OUTSIDE, outline)
    for number, remark in enumerate(model.remarks):
        check_condition(remark.when, ("remarks", number, "when"), OUTSIDE, outline)
    _check_checks(outline)
    if isinstance(model.fee, FeeTable):
        _check_table(model.fee, outline)
    elif model.fee is not None:
        _check_sum(model.fee, outline)
    _check_ends(outline)


def _check_checks(outline: Outline) -> None:
    for number, check in enumerate(outline.model.checks):
        place: Place = ("checks", number)
        known = outline.seen(check.at, View(anywhere=True))
        if isinstance(known, str):
            outline.error((*place, "at"), known)
            continue
        if known.is_fact:
            words = f"`{check.at}` is a fact: name the question where the person can mend it"
            outline.error((*place, "at"), words)
        view = View(known.repeat)
        if check.when is not None:
            check_condition(check.when, (*place, "when"), view, outline)
        check_condition(check.require, (*place, "require"), view, outline)


def _check_table(fee: FeeTable, outline: Outline) -> None:
    _check_each(fee.each, ("fee", "each"), outline)
    domains = {}
    columns: dict[str, Place] = {fee.sum: ("fee", "sum")}
    for number, column in enumerate(fee.match):
        place = ("fee", "match", number)
        worth = worth_of(column.removeprefix(UP_TO), place, OUTSIDE, outline)
        if worth.domain.sort != "unclear":
            domains[column], columns[column] = worth.domain, place
    if check_columns(fee.from_, columns, ("fee", "from"), outline):
        sheet = outline.sheets[fee.from_]
        if len(domains) == len(fee.match):
            check_rows(sheet, domains, outline)
        for number, row in enumerate(sheet.rows):
            if not _is_amount(row[fee.sum]):
                words = f"column `{fee.sum}` must hold amounts such as `12.50`, not `{row[fee.sum]}`"
                outline.findings.append(sheet.marks.at((number,), words))


def _is_amount(cell: str) -> bool:
    whole, _, cents = cell.partition(".")
    return cell.isascii() and whole.isdigit() and (cents.isdigit() or "." not in cell) and len(cents) <= 2


def _check_sum(fee: FeeSum, outline: Outline) -> None:
    if (fee.first_of is None) == (fee.all_of is None):
        words = "write either `first_of` (the first row that applies is due) or `all_of` (all that apply are)"
        outline.error(("fee",), words)
        return
    form = "all_of" if fee.first_of is None else "first_of"
    rows = fee.all_of if fee.first_of is None else fee.first_of
    if not rows:
        outline.error(("fee", form), 'the list is empty: write rows such as `{otherwise: true, sum: "0"}`')
    for number, row in enumerate(rows or []):
        _check_row(row, ("fee", form, number), number == len(rows or []) - 1, outline)


def _check_row(row: FeeRow, place: Place, last: bool, outline: Outline) -> None:
    first_of = place[1] == "first_of"
    if row.when is not None:
        check_condition(row.when, (*place, "when"), OUTSIDE, outline)
        if row.otherwise is not None:
            outline.error((*place, "otherwise"), "`when` and `otherwise` exclude each other: remove one")
    elif first_of and not last:
        outline.error(place, "the rows after this one never apply: give it a `when`, or put it last")
    elif first_of and row.otherwise is None:
        outline.error(place, "the last row applies whenever no other does: write `otherwise: true`")
    if row.otherwise is not None and not first_of:
        outline.error((*place, "otherwise"), "`otherwise` belongs into `first_of`: in `all_of` leave it out")
    _check_each(row.each, (*place, "each"), outline)


def _check_each(each: object, place: Place, outline: Outline) -> None:
    if each is None:
        return
    worth = worth_of(each, place, OUTSIDE, outline)
    if worth.domain.sort not in ("number", "unclear"):
        outline.error(place, "`each` must be a number: name a question or fact that counts")


def _check_ends(outline: Outline) -> None:
    model = outline.model
    if not model.outcomes_only:
        if model.receipt is None:
            words = (
                "`receipt` is missing: write what happens next, or `outcomes_only: true` if nothing is filed"
            )
            outline.error((), words)
        return
    if not model.outcomes:
        outline.error(("outcomes_only",), "`outcomes_only` needs `outcomes`: write what people are told")
    for key in ("receipt", "fee", "promise"):
        if getattr(model, key) is not None:
            outline.error_at_key(
                (key,), f"`{key}` has no place in a service with `outcomes_only: true`: remove one"
            )
