"""How names and numbers are spoken: what is a code is spelled, what is a number stays one.

The screen says its words so (`kiosk_ui/screen/spelling.js`); what is read out ahead must be the same to the letter,
which a test compares. The one who records a sentence sees it as it is written.
"""

from __future__ import annotations

import re

_LETTER_OR_DIGIT = r"[^\W_]"
_CODE = re.compile(
    rf"(?<!{_LETTER_OR_DIGIT})(?=[A-Z0-9-]*[0-9])(?=[A-Z0-9-]*[A-Z])[A-Z0-9]+(?:-[A-Z0-9]+)*(?!{_LETTER_OR_DIGIT})"
)
"""Capitals and digits together: a reference, a number plate, a lamp post."""
_NUMBER = re.compile(rf"(?<!{_LETTER_OR_DIGIT})\+?[0-9](?:[ ./-]?[0-9]){{4,}}(?!{_LETTER_OR_DIGIT})")
"""So many digits are a telephone's or a register's: five that stand together, or nine in groups."""
_TOGETHER, _IN_GROUPS = 5, 9
_AT_THE_EDGES = " ,:.،"
"""What the screen puts between sentences, and no voice says."""


def as_spoken(text: str) -> str:
    spoken = re.sub(r"[.,]00(?=\s?€)", "", re.sub(r"€\s?([0-9][0-9.,]*[0-9]|[0-9])", r"\1 €", text))
    spoken = _CODE.sub(lambda found: _characters(found[0]), spoken.replace(" · ", ", ", 1))
    return _NUMBER.sub(lambda found: _characters(found[0]) if _is_name(found[0]) else found[0], spoken)


def as_asked(words: str) -> str:
    """Words as a sound is kept under: however they stood among others."""
    return " ".join(words.split()).strip(_AT_THE_EDGES)


def _is_name(found: str) -> bool:
    groups = re.findall(r"[0-9]+", found)
    return len("".join(groups)) >= (_IN_GROUPS if len(groups) > 1 else _TOGETHER)


def _characters(text: str) -> str:
    """`K7QF-2M9X` as `K 7 Q F, 2 M 9 X`."""
    return ", ".join(" ".join(group) for group in re.split(r"[\s./-]+", text.strip()))
