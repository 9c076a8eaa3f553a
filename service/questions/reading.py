"""Making what people enter comparable: characters only. What the words mean is each kind's business."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from service.messages import Parts
from service.questions.question import ANSWER

LONGEST = 10_000
"""Characters of an entry that are looked at; no kind wants more."""

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_SPACES = re.compile(r"[^\S\n]+")
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn"}
_NOT_WORDS = re.compile(r"[^\w\s]|_")
_SAME_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ـ": ""})


def typed(parts: Parts, name: str = ANSWER) -> str:
    """The text entered in one part, tidied; empty where nothing or something else than text came."""
    entered = parts.get(name, "")
    return tidy(entered) if isinstance(entered, str) else ""


def on_one_line(parts: Parts, name: str = ANSWER) -> str:
    """The same for what has no lines: a pasted line break is a space."""
    return re.sub(r"\s+", " ", typed(parts, name))


def tidy(text: str) -> str:
    """Trimmed, composed (NFC), one kind of space, without characters that cannot be seen.

    Control, zero-width, bidi and tag characters are dropped: they carry no answer and can make one read
    otherwise than it was checked. Line breaks stay. Tidying twice changes nothing more.
    """
    text = _LINE_ENDS.sub("\n", text[:LONGEST])
    if not (text.isascii() and text.isprintable()):
        text = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in _UNSEEN)
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()


def fold(text: str) -> str:
    """For comparing: compatibility form, no accents, no case, no tatweel, Western digits, single spaces."""
    if text.isascii():
        return " ".join(_NOT_WORDS.sub(" ", text.lower()).split())
    plain = unicodedata.normalize("NFKD", western(text)).casefold()
    decomposed = unicodedata.normalize("NFKD", plain).translate(_SAME_LETTERS)
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(_NOT_WORDS.sub(" ", western(bare)).split())


def western(text: str) -> str:
    """The same text with every decimal digit of any script as 0 to 9."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)


def digits_in(words: str) -> str:
    """The digits of a number as people space, dash or write it in their own script: `123456`."""
    return "".join(each for each in western(words) if each.isdecimal())


def asks_back(text: str) -> bool:
    """Whether it holds a question mark: then it asks, and answers nothing for certain."""
    return "?" in text or "؟" in text


def stripped(words: list[str], changes_nothing: Callable[[str], bool]) -> list[str]:
    """The words without those at either end that change nothing; the last one left stays whatever it is."""
    first, end = 0, len(words)
    while end - first > 1 and changes_nothing(words[first]):
        first += 1
    while end - first > 1 and changes_nothing(words[end - 1]):
        end -= 1
    return words[first:end]
