"""What a text message costs: its encoding, and into how many parts the networks cut it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
"""GSM 03.38, the alphabet of every telephone: seven bits a character."""
_EXTENDED = frozenset("\f^{}\\[~]|€")
"""Its second page: each of these is sent as an escape and a character, and counts twice."""

_ALL_GSM = re.compile(f"[{re.escape(''.join(sorted(_BASIC | _EXTENDED)))}]*")
_ESCAPED = re.compile(f"[{re.escape(''.join(sorted(_EXTENDED)))}]")

_ROOM = {"GSM-7": (160, 153), "UCS-2": (70, 67)}
"""Units in a message of one part, and in each part of a longer one, which carries its place in the row."""


@dataclass(frozen=True)
class Segments:
    encoding: Literal["GSM-7", "UCS-2"]
    units: int
    """Septets or 16-bit units."""
    parts: int
    """What the carrier charges; an empty message is still one."""


@dataclass(frozen=True)
class Limits:
    """Into how many parts one message of ours may be split and charged: each alphabet has its own bound."""

    basic: int = 2
    unicode: int = 3

    def hold(self, text: str) -> bool:
        cost = count(text)
        return cost.parts <= (self.basic if cost.encoding == "GSM-7" else self.unicode)


def count(text: str) -> Segments:
    """How `text` is sent. One character outside the GSM alphabet makes the whole message UCS-2.

    An escaped character or a surrogate pair never straddles two parts, so a part may be left a unit short.
    """
    if _ALL_GSM.fullmatch(text):
        units = len(text) + len(_ESCAPED.findall(text))
        widths = (2 if character in _EXTENDED else 1 for character in text)
        return _measured("GSM-7", len(text), units, widths)
    units = len(text.encode("utf-16-le", "surrogatepass")) // 2
    return _measured("UCS-2", len(text), units, (2 if ord(character) > 0xFFFF else 1 for character in text))


def _measured(
    encoding: Literal["GSM-7", "UCS-2"], length: int, units: int, widths: Iterator[int]
) -> Segments:
    alone, together = _ROOM[encoding]
    if units <= alone:
        return Segments(encoding, units, 1)
    if units == length:  # nothing is wider than one unit, so nothing can straddle two parts
        return Segments(encoding, units, -(-units // together))
    parts, filled = 1, 0
    for width in widths:
        if filled + width > together:
            parts, filled = parts + 1, 0
        filled += width
    return Segments(encoding, units, parts)
