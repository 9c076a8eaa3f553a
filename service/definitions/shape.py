"""From what is written to the model, with every wrong key and value found at once.

What is wrong is mended with a stand-in, so that the rest can still be looked at: one slip in one question does
not hide what else is wrong in the file. A mended model is never served.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from service.definitions.findings import Finding, Marks, Place, nearest
from service.definitions.model import Service
from service.definitions.model_keys import keys_at, leads_on, place_of, reached, required_at
from service.definitions.sentences import sentence

MOST_ROUNDS = 4
"""Mending one thing can show another, such as a question that is wrong in a second way."""

_STAND_INS: dict[str, Any] = {
    **dict.fromkeys(("title", "summary", "takes", "ask", "say", "label", "more", "name"), "-"),
    **dict.fromkeys(("code", "office", "at", "each", "to", "back_to"), "unnamed"),
    "max": 50,
    "sum": "0",
    "when": {"any": []},
    "require": {"any": []},
}


@dataclass
class Shape:
    """What could be read. Where there are findings, parts of the model are stand-ins."""

    model: Service | None = None
    findings: list[Finding] = field(default_factory=list)
    broken: set[Place] = field(default_factory=set)
    """Where something is wrong already, so that nothing more needs to be said about it."""
    unclear: set[str] = field(default_factory=set)
    """Codes of questions that could not be read: nothing can be said about what their answers are."""

    nameless: bool = False
    """Something has a code that could not be read: a code that seems unknown may be that one."""

    def says_more(self, place: Place) -> bool:
        """Whether a finding at a place is news: nothing around it was found to be wrong."""
        return not any(place[: len(each)] == each for each in self.broken)


def shaped(content: Any, marks: Marks, code: str) -> Shape:
    shape = Shape()
    if not isinstance(content, dict):
        shape.findings.append(
            marks.at((), "a service is written in lines of `key: value`, such as `title: ...`")
        )
        return shape
    remaining = {"service": code, **copy.deepcopy(content)}
    for _ in range(MOST_ROUNDS):
        try:
            shape.model = Service.model_validate(remaining, by_alias=True, by_name=False)
            break
        except ValidationError as error:
            _take_note(error, remaining, marks, shape)
    if "service" not in content:
        words = f"`service` is missing: begin with `service: {code}`"
        shape.findings.append(marks.at((), words))
    return shape


def _take_note(error: ValidationError, content: Any, marks: Marks, shape: Shape) -> None:
    found = list(_found(error, content))
    meant = {(*slip.place[:-1], slip.meant) for slip in found if slip.meant}
    for slip in found:
        if slip.place not in meant and shape.says_more(slip.place):
            shape.findings.append((marks.at_key if slip.unknown_key else marks.at)(slip.place, slip.words))
    for slip in found:
        shape.broken.add(slip.place)
        _mend(content, slip, shape)


@dataclass(frozen=True)
class _Slip:
    """One thing that the validator found."""

    place: Place
    words: str
    unknown_key: bool = False
    meant: str = ""
    """The key that an unknown one was probably meant to be, so that nobody needs to be told that it is missing."""


def _found(error: ValidationError, content: Any) -> Iterable[_Slip]:
    """What is wrong, once for each place. Of a union's members only the likeliest is reported on."""
    details = error.errors(include_url=False)
    unlikely = _unlikely_members(details, content)
    slips: dict[Place, _Slip] = {}
    for each in details:
        if any(each["loc"][: len(prefix)] == prefix for prefix in unlikely):
            continue
        kind = each["type"]
        place = place_of(each["loc"], content, kind == "missing")
        if kind == "union_tag_invalid":
            place = (*place, "kind")
        unknown = kind == "extra_forbidden"
        known = keys_at(content, place[:-1]) if unknown else frozenset()
        words = sentence(kind, place, each["input"], each.get("ctx", {}), known, each["msg"])
        slips[place] = _Slip(place, words, unknown, nearest(place[-1], known) if unknown else "")
    return slips.values()


def _unlikely_members(details: list[Any], content: Any) -> set[tuple[int | str, ...]]:
    """Where something may be written in several ways: the locations of the ways that fit worse than another."""
    ways: dict[tuple[int | str, ...], dict[tuple[int | str, ...], int]] = {}
    for each in details:
        loc = each["loc"]
        for end in range(1, len(loc) + 1):
            prefix = loc[:end]
            if not _names_a_member(prefix, content):
                continue
            fits_ill = 100 if end == len(loc) else 1
            members = ways.setdefault(prefix[:-1], {})
            members[prefix] = members.get(prefix, 0) + fits_ill
    return {
        member
        for members in ways.values()
        for member in members
        if member != min(members, key=lambda each: members[each])
    }


def _names_a_member(prefix: tuple[int | str, ...], content: Any) -> bool:
    for step in prefix[:-1]:
        if leads_on(content, step):
            content = content[step]
    last = prefix[-1]
    if not isinstance(last, str) or leads_on(content, last):
        return False
    return last[:1].isupper() or "[" in last


def _mend(content: Any, slip: _Slip, shape: Shape) -> None:
    """Make the place valid, whatever stands there; may be wrong in another way, which the next round finds."""
    place = slip.place
    while place and isinstance(place[-1], int) and place[-2] != "questions":
        place = place[:-1]
    parent = reached(content, place[:-1])
    key = place[-1] if place else ""
    if isinstance(parent, dict) and (slip.unknown_key or not required_at(content, place)):
        parent.pop(key, None)
    elif isinstance(parent, dict) and key in _STAND_INS and parent.get(key) != _STAND_INS[str(key)]:
        parent[key] = _STAND_INS[str(key)]
        shape.nameless = shape.nameless or key == "code"
    else:
        _replace_question(content, place, shape)


def _replace_question(content: Any, place: Place, shape: Shape) -> None:
    """Where nothing else helps, the question stands in as a text, and what it answers is unclear."""
    while place and not (isinstance(place[-1], int) and place[-2:-1] == ("questions",)):
        place = place[:-1]
    if not place:
        return
    questions = reached(content, place[:-1])
    written = questions[place[-1]]
    code = written.get("code") if isinstance(written, dict) else None
    if not isinstance(code, str) or code in shape.unclear:
        code = f"unnamed-{len(shape.unclear) + 1}"
        shape.nameless = True
    shape.unclear.add(code)
    shape.broken.add(place)
    questions[place[-1]] = {"code": code, "ask": "-", "kind": "text"}
