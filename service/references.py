"""References: dictatable names of cases, and the codes that prove the right to ask about one.

A reference is eight Crockford base 32 letters and a check letter (Luhn mod 32), written `K7QF-2M9X-V`. It is a
name, not a key: whoever reads it over a shoulder learns nothing without the status code.
"""

from __future__ import annotations

import re
import secrets

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O or U."""
LENGTH = 8
MISREAD = str.maketrans("OIL", "011")


def new_reference() -> str:
    """Nine letters without grouping, as stored."""
    body = random_letters(LENGTH)
    return body + check_letter(body)


def random_letters(length: int) -> str:
    """Five bits each, which nobody can guess."""
    return "".join(secrets.choice(LETTERS) for _ in range(length))


def new_status_code() -> str:
    """Six digits."""
    return f"{secrets.randbelow(10**6):06d}"


def check_letter(body: str) -> str:
    """Luhn's algorithm with 32 instead of 10.

    It finds every single wrong letter and every swap of two neighbours, but for `0Z` and `Z0`, which count alike.
    """
    total = 0
    for place, letter in enumerate(reversed(body)):
        value = LETTERS.index(letter) * (2 if place % 2 == 0 else 1)
        total += value // 32 + value % 32
    return LETTERS[-total % 32]


def grouped(reference: str) -> str:
    """For people: `K7QF-2M9X-V`."""
    return f"{reference[:4]}-{reference[4:8]}-{reference[8:]}"


def written_reference(words: str) -> str:
    """The letters of a reference, or of its beginning, as somebody wrote them."""
    return re.sub(r"[^0-9A-Z]", "", words.upper()[:40]).translate(MISREAD)[: LENGTH + 1]


def read_reference(words: str) -> str | None:
    """The reference that someone wrote: case, spaces and dashes do not matter, O is 0, I and L are 1."""
    letters = re.sub(r"[^0-9A-Z]", "", words.upper()[:40]).translate(MISREAD)
    if len(letters) != LENGTH + 1 or any(letter not in LETTERS for letter in letters):
        return None
    return letters if check_letter(letters[:LENGTH]) == letters[LENGTH] else None
