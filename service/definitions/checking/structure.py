"""Names and order: every code once, no reserved word, groups of neighbours, an end to every repeat."""

from __future__ import annotations

from collections.abc import Iterable

from service.definitions.checking.outline import RESERVED, Outline
from service.definitions.conditions import codes_in
from service.definitions.findings import Place, listed
from service.definitions.model import Section


def check_structure(outline: Outline) -> None:
    model = outline.model
    if not outline.declared:
        outline.error((), "the service asks nothing: write `questions:` with at least one question")
    _check_names(outline)
    _once(
        outline,
        "outcome",
        ((outcome.code, ("outcomes", n, "code")) for n, outcome in enumerate(model.outcomes)),
    )
    named = ((remark.code, ("remarks", n, "code")) for n, remark in enumerate(model.remarks) if remark.code)
    _once(outline, "remark", named)
    _once(
        outline,
        "section",
        ((section.code, ("sections", n, "code")) for n, section in enumerate(model.sections)),
    )
    for number, section in enumerate(model.sections):
        _check_section(section, ("sections", number), outline)


def _check_names(outline: Outline) -> None:
    """Questions, facts and repeats share one set of names: conditions tell them apart by nothing else."""
    names = [(each.question.code, (*each.place, "code")) for each in outline.declared]
    for number, section in enumerate(outline.model.sections):
        if section.repeat is not None:
            names.append((section.code, ("sections", number, "code")))
    names += [(code, ("facts", code)) for code in outline.model.facts]
    _once(outline, "question, fact or repeat", names)
    for code, place in names:
        if code in RESERVED:
            words = f"`{code}` means something else in conditions, as {listed(sorted(RESERVED), 'and')} do: rename it"
            (outline.error_at_key if place[0] == "facts" else outline.error)(place, words)


def _once(outline: Outline, what: str, names: Iterable[tuple[str, Place]]) -> None:
    first: dict[str, Place] = {}
    for code, place in names:
        if code in first:
            marks = outline.marks
            line = (marks.keys if first[code][0] == "facts" else marks.values).get(first[code])
            where = f" (first in line {line.line})" if line else ""
            words = f"another {what} is named `{code}`{where}: every name stands for one thing"
            (outline.error_at_key if place[0] == "facts" else outline.error)(place, words)
        first.setdefault(code, place)


def _check_section(section: Section, place: Place, outline: Outline) -> None:
    repeat = section.repeat
    if repeat is not None and repeat.min > repeat.max:
        words = f"`min` ({repeat.min}) is more than `max` ({repeat.max}): exchange them"
        outline.error((*place, "repeat", "min"), words)
    codes = [question.code for question in section.questions]
    grouped: set[str] = set()
    for number, group in enumerate(section.together):
        _check_group(group, codes, grouped, section, (*place, "together", number), outline)
        grouped.update(group)


def _check_group(
    group: list[str], codes: list[str], grouped: set[str], section: Section, place: Place, outline: Outline
) -> None:
    """What is asked on one page must stand together, and no answer on it may decide about another."""
    for number, code in enumerate(group):
        if code not in codes:
            outline.error(
                (*place, number), f"`{code}` is no question of this section; it has {listed(codes, 'and')}"
            )
        elif code in grouped or group.count(code) > 1:
            outline.error((*place, number), f"`{code}` stands in `together` a second time: name it once")
    known = [code for code in group if code in codes]
    start = codes.index(known[0]) if known else 0
    if known == group and codes[start : start + len(group)] != group:
        outline.error(place, "questions asked together must follow one another in the section, in this order")
    for question in section.questions:
        inside = sorted({code for code in codes_in(question.when) if code in group})
        if question.code in group and inside:
            words = f"`{question.code}` depends on `{inside[0]}`, so they cannot be asked on one page: take one out"
            outline.error(place, words)
