"""The one dialogue that both sides are measured by: its words, and what must come back after each of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

TEXTS = (
    ("FIX", "in danger"),
    ("no", "What is the problem"),
    ("1", "How big"),
    ("large", "Where is it"),
    ("Abdijstraat 12", "obile"),
    ("0470 12 34 56", "Check your answers"),
    ("0", "Reference"),
)
"""What is texted, and a part of what is said next."""

STEPS: tuple[tuple[str, dict[str, str], str], ...] = (
    ("begin", {}, "danger"),
    ("danger", {"answer": "no"}, "problem"),
    ("problem", {"answer": "pothole"}, "size"),
    ("size", {"answer": "large"}, "where"),
    ("where", {"answer": "Abdijstraat 12"}, "mobile"),
    ("mobile", {"answer": "0470 12 34 56"}, "check"),
    ("check", {}, "done"),
)
"""What is entered on each page, and how the address of the next one ends."""


@dataclass(frozen=True)
class Side:
    """One of the two that are compared."""

    name: str
    start: str
    """The page on which the web's dialogue begins."""


OURS = Side("ours", "/en/street-problem/")
BY_HAND = Side("by hand", "/report/")
SIDES = (OURS, BY_HAND)


def with_five_questions(service: Path) -> None:
    """Make a copy of the street problem's definition one of five questions on this way, at both doors.

    It asks for no photo, which no text can carry here, and asks a texting person's number instead of taking it.
    """
    written = service.read_text("utf-8")
    fewer = re.sub(r"  - code: photo\n(?:    .+\n)+\n", "", written)
    fewer = re.sub(r"    known_from: line\n", "", fewer)
    assert len(fewer.splitlines()) == len(written.splitlines()) - 7, (
        "the definition has changed: look at it again"
    )
    service.write_text(fewer, "utf-8")
