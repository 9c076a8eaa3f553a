"""Rules about single questions: when they are asked, what they offer, who may see the answer."""

from __future__ import annotations

from typing import Any

from service.definitions.checking.conditions import check_condition
from service.definitions.checking.matching import check_columns
from service.definitions.checking.outline import Declared, Outline, View
from service.definitions.checking.spoken import meaning_two
from service.definitions.findings import Place, meant
from service.questions.options import Choice, OptionsFrom


def check_questions(outline: Outline) -> None:
    for declared in outline.declared:
        if declared.question.when is not None:
            check_condition(declared.question.when, (*declared.place, "when"), declared.view, outline)
        _check_settings(declared, outline)
        _check_options(declared, outline)
    for number, section in enumerate(outline.model.sections):
        if section.when is not None:
            first = next(each.order for each in outline.declared if each.section is section)
            check_condition(section.when, ("sections", number, "when"), View(before=first), outline)


def _check_settings(declared: Declared, outline: Outline) -> None:
    question, place = declared.question, declared.place
    if question.later and not question.carries_file:
        outline.error(
            (*place, "later"), "only a `document` or a `photo` can be supplied later: remove `later`"
        )
    if question.known_from is not None:
        _check_known_from(declared, outline)
    if question.allow_on_open_line is not None and not question.sensitive:
        words = "`allow_on_open_line` does nothing here: only a `sensitive` question is kept from open lines"
        outline.warning((*place, "allow_on_open_line"), words)
    least, most = getattr(question, "min", None), getattr(question, "max", None)
    if isinstance(least, int | float) and isinstance(most, int | float) and least > most:
        outline.error((*place, "min"), f"`min` ({least}) is more than `max` ({most}): exchange them")


def _check_known_from(declared: Declared, outline: Outline) -> None:
    question, place = declared.question, (*declared.place, "known_from")
    if question.known_from != "line":
        outline.error(place, f"`known_from` can only be `line`, not `{question.known_from}`")
    elif question.hint != "phone":
        outline.error(place, "only a `phone` question can be answered from the line: remove `known_from`")


def _check_options(declared: Declared, outline: Outline) -> None:
    options = getattr(declared.question, "options", None)
    place = (*declared.place, "options")
    if isinstance(options, list):
        _check_list(options, place, declared, outline)
    elif isinstance(options, OptionsFrom):
        _check_table(options, place, declared, outline)


def _check_list(options: list[Choice], place: Place, declared: Declared, outline: Outline) -> None:
    for number, option in enumerate(options):
        if option.when is not None:
            check_condition(option.when, (*place, number, "when"), declared.view, outline)
    for option, inner, words in meaning_two(
        options, lambda each: each.label, lambda each, word: (each.also[word],)
    ):
        outline.error((*place, options.index(option), "also", inner), words)


def _check_table(options: OptionsFrom, place: Place, declared: Declared, outline: Outline) -> None:
    columns = {options.value: (*place, "value"), options.label: (*place, "label")}
    columns |= {column: (*place, "where", column) for column in options.where}
    if not check_columns(options.from_, columns, (*place, "from"), outline):
        return
    sheet = outline.sheets[options.from_]
    fixed: dict[tuple[str, ...], int] = {}
    for number, row in enumerate(sheet.rows):
        for column in (options.value, options.label):
            if not row[column]:
                outline.findings.append(
                    sheet.marks.at((number,), f"column `{column}` is empty: write a value")
                )
        cells = tuple(row[column] for column in (options.value, *options.where))
        if cells in fixed:
            line = sheet.marks.values[(fixed[cells],)].line
            words = f"`{row[options.value]}` is offered by line {line} already: remove one of the rows"
            outline.findings.append(sheet.marks.at((number,), words))
        fixed.setdefault(cells, number)
    for column, wanted in options.where.items():
        cells_there = tuple(dict.fromkeys(row[column] for row in sheet.rows))
        _check_where(column, wanted, cells_there, (*place, "where", column), declared, outline)


def _check_where(
    column: str, wanted: Any, cells: tuple[str, ...], place: Place, declared: Declared, outline: Outline
) -> None:
    """A column equals a word that stands in it, or an earlier answer that can be one of its words."""
    if not isinstance(wanted, dict):
        if wanted not in cells:
            words = f"no row of the table has `{wanted}` in column `{column}`{meant(wanted, cells)}"
            outline.error(place, words)
        return
    if len(wanted) != 1 or not set(wanted) <= {"answer", "fact"}:
        outline.error(place, f"write `{column}: word`, or `{column}: {{answer: code}}`")
        return
    ((role, code),) = wanted.items()
    known = outline.seen(code, declared.view)
    if isinstance(known, str):
        outline.error((*place, role), known)
    elif known.domain.sort == "option":
        if known.domain.options and not set(known.domain.options) & set(cells):
            outline.error(
                (*place, role), f"no option of `{code}` stands in column `{column}`: nothing could be offered"
            )
    elif known.domain.sort not in ("text", "number", "unclear"):
        outline.error(
            (*place, role), f"`{code}` is not a choice, so it cannot be looked up in column `{column}`"
        )
