"""Numbers, codes and foreign names in sentences that run from right to left: in the order in which they are said.

By Unicode's rules a telephone number among Arabic words shows its groups in reverse. One invisible mark before it
holds them together; every telephone and browser knows that mark, older ones do not know isolates, and it takes one
character where those take two. What stands in an element of its own needs none of this: there `<bdi>` does it.
"""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any, TypeVar, cast

from babel import Locale

LEFT_TO_RIGHT = "\u200e"
RIGHT_TO_LEFT = "\u200f"

TYPED = frozenset({"value"})
"""Fields of messages that hold what a person entered: it goes back as it came."""

_RIGHT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff"
_HELD_TOGETHER = re.compile(
    r"(?<![\w+\u200e-])(?:"
    r"(?=[0-9-]*[A-Z])[0-9A-Z]{4}-[0-9A-Z]{4}(?![0-9A-Za-z])"  # a reference, as long whether or not it needs it
    r"|\+[0-9]"  # a number from abroad, however it goes on
    r"|[0-9]+[A-Z]*-[0-9]*[A-Z]"  # 1-ABC-123
    r"|[0-9]+(?:[ ./-][0-9]+){2,}"  # 0470 00 00 01, 85.07.30-033.28; two groups may well be from 2 to 3
    r"|[0-9]+[A-Za-z]? [A-Za-z]"  # 12 Kerkstraat
    r")"
)
_COUNTED = re.compile(r"[0-9]{1,2} ")
"""What a list begins its lines with; that stands apart from what follows."""

Shown = TypeVar("Shown")


@cache
def runs_from_right(language: str) -> bool:
    return bool(language) and Locale.parse(language).text_direction == "rtl"


def held_together(text: str) -> str:
    """The same words, each number and code in them in its own order."""
    if not re.search(f"[{_RIGHT}]", text):
        return text
    return "\n".join(_held(line) for line in text.split("\n"))


def _held(line: str) -> str:
    counted = _COUNTED.match(line)
    start = counted.end() if counted else 0
    return line[:start] + _HELD_TOGETHER.sub(lambda found: LEFT_TO_RIGHT + found[0], line[start:])


def from_the_right(line: str) -> str:
    """A line for a reader that judges by its first letter: one with Arabic words in it runs from the right."""
    first = re.search(f"[A-Za-z\u00c0-\u02af{_RIGHT}]", line)
    foreign = first is not None and not re.match(f"[{_RIGHT}]", first[0])
    return RIGHT_TO_LEFT + line if foreign and re.search(f"[{_RIGHT}]", line) else line


def in_reading_order(shown: Shown) -> Shown:
    """Messages of the core with all their words held together, but for what a person entered."""
    return cast(Shown, _walked(shown))


def _walked(shown: Any) -> Any:
    if isinstance(shown, str):
        return held_together(shown)
    if isinstance(shown, tuple | list):
        return type(shown)(map(_walked, shown))
    if is_dataclass(shown) and not isinstance(shown, type):
        named = [each.name for each in fields(shown) if each.init and each.name not in TYPED]
        return replace(shown, **{name: _walked(getattr(shown, name)) for name in named})
    return shown
