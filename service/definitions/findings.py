"""What is found about a service folder, and where: file, line, column, and words that say what to write instead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from rapidfuzz import fuzz, process

Severity = Literal["error", "warning", "note"]

Place = tuple[str | int, ...]
"""The keys and indexes that lead to something in a YAML file: `("questions", 2, "when", "problem")`."""


@dataclass(frozen=True)
class Finding:
    """Something to mend (`error`: the folder is not served), to consider, or to know."""

    file: str
    line: int
    column: int
    words: str
    severity: Severity = "error"
    place: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.severity}: {self.words}"


@dataclass(frozen=True)
class Position:
    line: int = 1
    column: int = 1


@dataclass(frozen=True)
class Marks:
    """Where things stand in a file. What has no mark of its own stands where its surroundings stand."""

    file: str
    values: Mapping[Place, Position] = field(default_factory=dict)
    keys: Mapping[Place, Position] = field(default_factory=dict)

    def at(self, place: Place, words: str, severity: Severity = "error") -> Finding:
        """A finding about the value at a place."""
        return self._finding(place, self._nearest(place), words, severity)

    def at_key(self, place: Place, words: str, severity: Severity = "error") -> Finding:
        """A finding about the key that leads to a place, rather than about what stands there."""
        return self._finding(place, self.keys.get(place) or self._nearest(place), words, severity)

    def _nearest(self, place: Place) -> Position:
        while place and place not in self.values:
            place = place[:-1]
        return self.values.get(place, Position())

    def _finding(self, place: Place, position: Position, words: str, severity: Severity) -> Finding:
        name = ".".join(str(step) for step in place)
        return Finding(self.file, position.line, position.column, words, severity, name)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Each finding once, file by file from top to bottom."""
    unique = dict.fromkeys(findings)
    return tuple(sorted(unique, key=lambda each: (each.file, each.line, each.column)))


def has_error(findings: Iterable[Finding]) -> bool:
    return any(finding.severity == "error" for finding in findings)


def nearest(written: object, known: Iterable[str]) -> str:
    """The known word that was probably meant, or empty."""
    near = process.extractOne(str(written), sorted(known), scorer=fuzz.ratio, score_cutoff=60)
    return near[0] if near else ""


def meant(written: object, known: Iterable[str]) -> str:
    """`; did you mean `optional`?` where one of the known words is close, else nothing."""
    near = nearest(written, known)
    return f"; did you mean `{near}`?" if near else ""


def listed(words: Iterable[object], last: str = "or") -> str:
    """`a`, `b` or `c`."""
    quoted = [f"`{word}`" for word in words]
    return f" {last} ".join([", ".join(quoted[:-1]), quoted[-1]] if len(quoted) > 1 else quoted)
