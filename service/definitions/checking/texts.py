"""Names in braces inside texts: known, known by then, and not private."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from service.definitions.checking.outline import OUTSIDE, Outline, View
from service.definitions.definition import NAMES, fields_of
from service.definitions.findings import Place

_BEFORE_ALL = View(before=0)


def check_texts(outline: Outline) -> None:
    for place, text in placed_texts(outline.model, ()):
        if "{" in text or "}" in text:
            _check_text(text, place, outline)


def _check_text(text: str, place: Place, outline: Outline) -> None:
    rest = NAMES.sub("", text)
    if "{" in rest or "}" in rest:
        words = "a name in braces is written `{code}`, in lower case and without spaces; no other braces are possible"
        outline.error(place, words)
    view = _view(place, outline)
    for code in dict.fromkeys(NAMES.findall(text)):
        known = outline.seen(code, view)
        if isinstance(known, str):
            outline.error(place, _about(code, known, view))
        elif known.sensitive:
            outline.error(place, f"`{{{code}}}` is `sensitive`, so it is never written out: say it without")


def _about(code: str, words: str, view: View) -> str:
    if view is _BEFORE_ALL:
        return f"`{{{code}}}` cannot stand here: nothing is answered yet when this text is shown"
    return f"`{{{code}}}` cannot stand here: {words}"


def _view(place: Place, outline: Outline) -> View:
    """What is known when the text at a place is shown."""
    for declared in outline.declared:
        if place[: len(declared.place)] == declared.place:
            return declared.view
    if place[0] == "sections":
        first = next(each for each in outline.declared if each.place[:2] == place[:2])
        return View(before=first.order)
    if place[0] == "checks":
        known = outline.known.get(outline.model.checks[int(place[1])].at)
        return View(known.repeat) if known else OUTSIDE
    return OUTSIDE if place[0] in ("outcomes", "remarks", "receipt", "fee", "workflow") else _BEFORE_ALL


def placed_texts(value: Any, place: Place) -> Iterator[tuple[Place, str]]:
    """Every text for people, with where it stands in the file."""
    if isinstance(value, list):
        for number, member in enumerate(value):
            yield from placed_texts(member, (*place, number))
    elif isinstance(value, BaseModel):
        for name, translatable in fields_of(type(value)).items():
            inner = (*place, type(value).model_fields[name].alias or name)
            member = getattr(value, name)
            if translatable:
                texts = [member] if isinstance(member, str) else member or []
                yield from (
                    (inner if isinstance(member, str) else (*inner, n), text) for n, text in enumerate(texts)
                )
            else:
                yield from placed_texts(member, inner)
