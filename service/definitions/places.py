"""In which lines of a `service.yaml` something stands: each question, each outcome, the receipt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from service.definitions.findings import Marks, Place
from service.definitions.yaml_reading import read_yaml

Lines = tuple[int, int]
"""First and last line, counted from 1."""


def lines_in(text: bytes) -> dict[str, Lines]:
    """By code for questions, `<section>/more` for what a repeat asks, `outcome:<code>`, and `receipt`.

    Empty for a text that cannot be read: half typed, nothing stands anywhere for sure.
    """
    written = read_yaml(text, "")
    if not isinstance(written.content, dict):
        return {}
    shown = text.decode("utf-8").split("\n")
    return {name: _lines(place, written.marks, shown) for name, place in _named(written.content)}


def _named(content: Mapping[str, Any]) -> Iterator[tuple[str, Place]]:
    yield from _coded(content.get("questions"), ("questions",))
    for number, section in enumerate(_listed(content.get("sections"))):
        if not isinstance(section, dict):
            continue
        place: Place = ("sections", number)
        yield from _coded(section.get("questions"), (*place, "questions"))
        if isinstance(section.get("repeat"), dict) and "more" in section["repeat"]:
            yield f"{section.get('code')}/more", (*place, "repeat", "more")
    for code, place in _coded(content.get("outcomes"), ("outcomes",)):
        yield f"outcome:{code}", place
    if "receipt" in content:
        yield "receipt", ("receipt",)


def _coded(written: Any, place: Place) -> Iterator[tuple[str, Place]]:
    for number, item in enumerate(_listed(written)):
        if isinstance(item, dict) and "code" in item:
            yield str(item["code"]), (*place, number)


def _listed(written: Any) -> list[Any]:
    return written if isinstance(written, list) else []


def _lines(place: Place, marks: Marks, shown: list[str]) -> Lines:
    """From where it begins to before whatever comes next; blank lines and remarks between belong to neither."""
    begins = (marks.keys.get(place) or marks.values[place]).line
    others = (
        position.line
        for found in (marks.values, marks.keys)
        for other, position in found.items()
        if other[: len(place)] != place and position.line > begins
    )
    last = min(others, default=len(shown) + 1) - 1
    while last > begins and _is_blank(shown[last - 1]):
        last -= 1
    return begins, last


def _is_blank(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")
