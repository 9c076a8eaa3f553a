"""Reading a house number from the words on either side of a street's name, as Belgians write them.

Expects plain text (`spelling.plain`). Whether the house exists is the street's to say.
"""

from __future__ import annotations

import re

_BETWEEN = r"(?:[^\w+]|_)*"
_CALLED = r"(?:nr|nrs|no|n|num|numero|nummer|number|huisnummer|huis|house|رقم|الرقم)"
_NEAR = (
    r"(?:at|by|near|opposite|outside|in\s+front\s+of|next\s+to|bij|aan|voor|naast|tegenover|ter\s+hoogte\s+van"
    r"|t\.?h\.?v|devant|face|vis-a-vis|pres|hauteur|a|au|du|de|le)"
)
# A clock time (14:30, 14u30, 14h30) is no house number; nor is one with more than four digits.
_DIGITS = r"[1-9]\d{0,3}(?!\d)(?![:uh]\d\d)"
_LETTER = r"(?!\s*b[\s.]*\d{1,3}(?!\d))(?:-?[a-z]|\s+[a-h])(?![^\W_]|['.][a-z])"
_TWICE = r"(?:bis|ter|quater)\b(?!\s+hoogte)"
_BOX = (
    r"(?:[\s,;(]*(?:bus|bte|boite|box)[\s.:]*|[\s,;(]*b[\s.]*(?=\d{1,3}(?!\d))|\s*/\s*(?=\d)|/(?=[a-z]))"
    r"(?P<box>(?=[a-z\d])[a-z]?\d{0,4}[a-z]?)(?![^\W_]|['.][a-z])"
)
_NUMBER = rf"""
    (?P<number>{_DIGITS})
    (?P<until>\s*-\s*[1-9]\d{{0,2}}(?!\d))?
    (?:\s*(?P<twice>{_TWICE})|(?P<letter>{_LETTER}))?
    (?:{_BOX})?
"""
_LEADING = rf"{_BETWEEN}(?:(?:{_CALLED}|{_NEAR})\b{_BETWEEN})*"
_AFTER = re.compile(_LEADING + _NUMBER, re.VERBOSE)
_BEFORE = re.compile(
    rf"(?:\b(?P<called>{_CALLED})\b{_BETWEEN})?(?<![\w+/-]){_NUMBER}{_BETWEEN}"
    rf"(?(called)(?:(?:in|of|on|van|dans)\b{_BETWEEN})?)(?:(?:de|het|den|la|le|les|l|the)\b{_BETWEEN})*$",
    re.VERBOSE,
)
ONLY_NUMBER = re.compile(rf"{_BETWEEN}(?:{_CALLED}\b{_BETWEEN})?{_NUMBER}{_BETWEEN}", re.VERBOSE)
"""A house number, perhaps with a box, and nothing beside it."""
_ONLY_LEADING = re.compile(_LEADING)
_ONLY_BOX = re.compile(_BOX)


def beside(before: str, after: str) -> str | None:
    """The number that stands next to a name, normalised ("12", "12A", "12bis", "12-14", "12 bus 3").

    What follows the name wins, as in Dutch, unless the text begins with the number, as in French.
    """
    ahead, behind = _BEFORE.search(before), _AFTER.match(after)
    if ahead and (behind is None or _ONLY_LEADING.fullmatch(before[: ahead.start()])):
        box = ahead["box"] or _box_in(after)
        return _normal(ahead, box)
    return _normal(behind, behind["box"]) if behind else None


def leading_digits(number: str) -> int | None:
    """The house that a normalised number names: 12 for "12A bus 3", none where it names none."""
    found = re.match(r"\d{1,4}(?!\d)", number)
    return int(found.group()) if found else None


def _box_in(after: str) -> str | None:
    found = _ONLY_BOX.match(after)
    return found["box"] if found else None


def _normal(found: re.Match[str], box: str | None) -> str:
    until = re.sub(r"\s", "", found["until"] or "")
    letter = (found["letter"] or "").strip(" -").upper()
    return found["number"] + until + (found["twice"] or "") + letter + (f" bus {box.upper()}" if box else "")
