"""Strict YAML: what an owner wrote as plain values, and the line and column of every one of them.

Only `true` and `false` are booleans and only plain decimal figures are numbers: `no`, `12:30`, `2026-01-02`,
`1_000` and `007` stay text. Duplicate keys, anchors, aliases, merge keys, tags and empty values are refused.
Nothing here knows what the keys mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from service.definitions.findings import Finding, Marks, Place, Position, in_order
from service.definitions.yaml_problems import in_words

DEEPEST = 40
"""Levels of nesting; no service comes near, and a bomb of brackets ends here."""

_WHOLE = re.compile(r"-?(0|[1-9][0-9]{0,14})")
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]{0,11})\.[0-9]{1,6}")
_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")


class Unreadable(Exception):
    """The text stops being YAML here: nothing after it can be judged."""

    def __init__(self, words: str, position: Position) -> None:
        super().__init__(words)
        self.words = words
        self.position = position


@dataclass
class Written:
    """What stands in a file: plain values, their marks, and what is wrong with the writing."""

    marks: Marks
    content: Any = None
    findings: list[Finding] = field(default_factory=list)


def read_yaml(content: bytes, file: str) -> Written:
    """Never raises: where the file cannot be read at all, `content` is None and the findings say why."""
    reader = _Reader(file)
    try:
        reader.read(_decoded(content))
    except Unreadable as stop:
        position = stop.position
        reader.findings = [Finding(file, position.line, position.column, stop.words)]
        reader.content = None
    return Written(reader.marks, reader.content, list(in_order(reader.findings)))


def _decoded(content: bytes) -> str:
    if content.startswith(b"\xef\xbb\xbf"):
        raise Unreadable(
            "an invisible byte order mark stands first: save the file as UTF-8 without it", Position()
        )
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        position = _position(content[: error.start].decode("utf-8"))
        raise Unreadable("this character is not UTF-8: save the file as UTF-8", position) from None
    if forbidden := _FORBIDDEN.search(text):
        words = f"the invisible character U+{ord(forbidden[0]):04X} stands here: remove it"
        raise Unreadable(words, _position(text[: forbidden.start()]))
    return text


def _position(before: str) -> Position:
    lines = before.split("\n")
    return Position(len(lines), len(lines[-1]) + 1)


class _Reader:
    """Builds values from the parser's events, so that anchors, tags and duplicate keys can be seen."""

    def __init__(self, file: str) -> None:
        self.values: dict[Place, Position] = {}
        self.keys: dict[Place, Position] = {}
        self.marks = Marks(file, self.values, self.keys)
        self.content: Any = None
        self.findings: list[Finding] = []

    def read(self, text: str) -> None:
        events = _events(text)
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                if self.values:
                    raise Unreadable(
                        "a second document begins here: write one service in one file", _at(event)
                    )
                self.content = self._node(next(events), events, ())
        if self.content is None and not self.findings:
            raise Unreadable("the file is empty: a service begins with `service: its-code`", Position())

    def _node(self, event: yaml.Event, events: Iterator[yaml.Event], place: Place) -> Any:
        self.values[place] = _at(event)
        if len(place) > DEEPEST:
            raise Unreadable(f"nested more than {DEEPEST} levels deep", _at(event))
        if isinstance(event, yaml.AliasEvent):
            self._wrong(place, f"`*{event.anchor}` repeats another part: write the part out instead")
            return ""
        self._plain_only(event, place)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(events, place)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(events, place)
        return self._scalar(event, place)

    def _plain_only(self, event: Any, place: Place) -> None:
        if event.anchor:
            self._wrong(place, f"`&{event.anchor}` names a part to repeat it: write every part out instead")
        if event.tag:
            self._wrong(place, f"`{_tag(event.tag)}` is not possible here: leave it out")

    def _mapping(self, events: Iterator[yaml.Event], place: Place) -> dict[str, Any]:
        content: dict[str, Any] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                raise Unreadable("a key must be a word: text in {braces} needs quotes around it", _at(event))
            key = event.value
            inner = (*place, key)
            if key in content:
                first = self.keys[inner].line
                words = f"`{key}` stands here a second time (first in line {first}): remove one of them"
                self._wrong_at(event, inner, words)
            if key == "<<" and not event.style:
                self._wrong_at(event, inner, "`<<` merges another part: write the part out instead")
            self.keys.setdefault(inner, _at(event))
            content.setdefault(key, self._node(next(events), events, inner))
        return content

    def _sequence(self, events: Iterator[yaml.Event], place: Place) -> list[Any]:
        content: list[Any] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            content.append(self._node(event, events, (*place, len(content))))
        return content

    def _scalar(self, event: Any, place: Place) -> Any:
        written = event.value
        if event.style:
            return written
        if written in ("", "~", "null"):
            where = f"after `{place[-1]}:`" if place and isinstance(place[-1], str) else "here"
            self._wrong(place, f"nothing stands {where}: write a value, or remove the line")
            return None
        return _plain(written)

    def _wrong(self, place: Place, words: str) -> None:
        self.findings.append(self.marks.at(place, words))

    def _wrong_at(self, event: yaml.Event, place: Place, words: str) -> None:
        position = _at(event)
        name = ".".join(str(step) for step in place)
        self.findings.append(Finding(self.marks.file, position.line, position.column, words, place=name))


def _plain(written: str) -> Any:
    if written in ("true", "false"):
        return written == "true"
    if _WHOLE.fullmatch(written):
        return int(written)
    return float(written) if _DECIMAL.fullmatch(written) else written


def _events(text: str) -> Iterator[yaml.Event]:
    try:
        yield from yaml.parse(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        position = Position(mark.line + 1, mark.column + 1) if mark else Position()
        raise Unreadable(in_words(error, text, position), position) from None
    except yaml.YAMLError as error:
        raise Unreadable(f"this is not YAML ({error})", Position()) from None


def _at(event: Any) -> Position:
    return Position(event.start_mark.line + 1, event.start_mark.column + 1)


def _tag(tag: str) -> str:
    return tag.replace("tag:yaml.org,2002:", "!!")
