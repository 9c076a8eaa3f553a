"""A text that fits a pattern: enough of the language of regular expressions for what owners write.

The shortest fit of the first alternative; an intricate pattern may get a text that does not fit, so try it.
"""

from __future__ import annotations

import re

_CLASSES = {"d": "1", "w": "a", "s": " ", "D": "A", "W": "-", "S": "a"}
_QUANTIFIER = re.compile(r"[*?]|\+|\{(\d+)(?:,\d*)?\}")


def fitting(pattern: str) -> str:
    text, _ = _sequence(pattern, 0)
    return text


def _sequence(pattern: str, at: int) -> tuple[str, int]:
    """Up to the end of a group: its first alternative, and where the group ends."""
    pieces: list[str] = []
    alternatives = 0
    while at < len(pattern) and pattern[at] != ")":
        if pattern[at] == "|":
            alternatives += 1
            at += 1
            continue
        piece, at = _piece(pattern, at)
        least, at = _least(pattern, at)
        if not alternatives:
            pieces.append(piece * least)
    return "".join(pieces), at + 1


def _piece(pattern: str, at: int) -> tuple[str, int]:
    sign = pattern[at]
    if sign == "(":
        inside = re.compile(r"\?(?::|P<\w+>)").match(pattern, at + 1)
        return _sequence(pattern, inside.end() if inside else at + 1)
    if sign == "[":
        return _class(pattern, at + 1)
    if sign == "\\":
        escaped = pattern[at + 1 : at + 2]
        return _CLASSES.get(escaped, "" if escaped in "bAZ" else escaped), at + 2
    return {"^": "", "$": "", ".": "a"}.get(sign, sign), at + 1


def _class(pattern: str, at: int) -> tuple[str, int]:
    end = pattern.find("]", at + 1)
    inside = pattern[at : end if end > 0 else len(pattern)]
    if inside.startswith("^"):
        first = next((sign for sign in "aA1-" if not _in_class(sign, inside[1:])), "a")
    else:
        first = _CLASSES.get(inside[1:2], inside[1:2]) if inside.startswith("\\") else inside[:1]
    return first, at + len(inside) + 1


def _in_class(sign: str, inside: str) -> bool:
    try:
        return re.match(f"[{inside}]", sign) is not None
    except re.error:
        return False


def _least(pattern: str, at: int) -> tuple[int, int]:
    found = _QUANTIFIER.match(pattern, at)
    if found is None:
        return 1, at
    least = int(found[1]) if found[1] else 1 if found[0] == "+" else 0
    end = found.end()
    return min(least, 1000), end + 1 if pattern[end : end + 1] in ("?", "+") else end
