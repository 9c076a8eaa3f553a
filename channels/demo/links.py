"""Addresses in a text: those of the town's own site become links, as telephones make them; all the rest is words.

Nothing here makes markup: whoever shows the pieces escapes them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_PATH = r"/(?!/)(?:[A-Za-z0-9_~%?=&.+/-]*[A-Za-z0-9_~=/-])?"
"""Of an address in a sentence: what ends the sentence is not part of it."""


@dataclass(frozen=True)
class Piece:
    words: str
    path: str = ""
    """Where the words lead on the site, which may be looked at under another name; empty where they are no address."""


def pieces(words: str, site: str) -> list[Piece]:
    """The words in order, cut where an address of the site begins or ends; nobody else's address is a link."""
    if not site.startswith(("http://", "https://")):
        return [Piece(words)]
    cut = re.split(rf"(?<![\w/.:=&?@-]){re.escape(site)}({_PATH})", words)
    return [Piece(site + each, each) if place % 2 else Piece(each) for place, each in enumerate(cut) if each]
