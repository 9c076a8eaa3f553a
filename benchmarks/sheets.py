"""What people in the crowd answer about a street problem: no two the same, and what must be stored of it."""

from __future__ import annotations

import csv
import random
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

STREETS = Path(__file__).resolve().parent.parent / "config" / "registers" / "streets.csv"


@dataclass(frozen=True)
class Entry:
    """One answer in every way in which it can be given. Nothing entered: it is left out."""

    path: str
    entered: str
    stored: Any


@dataclass(frozen=True)
class Sheet:
    entries: tuple[Entry, ...]
    number: int

    @property
    def mobile(self) -> str:
        return f"+3247{self.number:07}"

    def expected(self) -> dict[str, Any]:
        return {entry.path: entry.stored for entry in self.entries}


FOLLOWING: Mapping[str, tuple[tuple[Entry, ...], ...]] = {
    "pothole": tuple((Entry("size", size, size),) for size in ("small", "large", "deep")),
    "light": ((Entry("lamp", "B1234", "B1234"),), (Entry("lamp", "", None),)),
    "rubbish": tuple((Entry("waste", kind, kind),) for kind in ("bags", "bulky", "rubble")),
    "graffiti": ((Entry("hateful", "no", False), Entry("surface", "public", "public")),),
    "other": ((Entry("description", "A bench lies in the canal.", "A bench lies in the canal."),),),
}
"""By problem, the ways of answering what is asked next."""


def streets(file: Path = STREETS) -> list[tuple[str, int]]:
    """Names that stand for one street only, with the highest number in it."""
    with file.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    names = [row["name_nl"] for row in rows]
    return [
        (row["name_nl"], int(row["highest_number"] or 1)) for row in rows if names.count(row["name_nl"]) == 1
    ]


def sheet(number: int, known: list[tuple[str, int]]) -> Sheet:
    """That of the person with this number, always the same."""
    chance = random.Random(number)
    problem = chance.choice(sorted(FOLLOWING))
    street, highest = chance.choice(known)
    house = str(chance.randint(1, highest))
    mobile = f"+3247{number:07}"
    return Sheet(
        (
            Entry("danger", "no", False),
            Entry("problem", problem, problem),
            *chance.choice(FOLLOWING[problem]),
            Entry("where", f"{street} {house}", {"street": street, "number": house}),
            Entry("photo", "", None),
            Entry("mobile", mobile, mobile),
        ),
        number,
    )


def difference(expected: Mapping[str, Any], stored: Mapping[str, Any] | None) -> str:
    """In words, what a case does not hold of what was answered; empty where it holds exactly that."""
    if stored is None:
        return "there is no such case"
    if set(stored) != set(expected):
        return f"answers to {sorted(set(stored) ^ set(expected))}"
    wrong = [code for code in expected if not _same(expected[code], stored[code])]
    return f"{wrong[0]}: {stored[wrong[0]]!r} instead of {expected[wrong[0]]!r}" if wrong else ""


def _same(expected: Any, stored: Any) -> bool:
    """Of a place only what was entered is compared; the town adds where that is."""
    if isinstance(expected, dict):
        return isinstance(stored, dict) and expected.items() <= stored.items()
    return bool(expected == stored)
