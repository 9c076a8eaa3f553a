"""The acceptance kit's view of a door: somebody who stands at it and knows only what the door shows.

A new door supplies a class like those beside this file, and `doors.py` lists it. Nothing in the kit knows how
a door looks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from typing import Protocol

from service.messages import Capabilities, ServiceSummary, Upload


@dataclass(frozen=True)
class Entry:
    """What a person means by an answer, in every way in which it can be entered."""

    parts: Mapping[str, str | list[str] | Upload]
    """By input, as it is typed into a form: `{"day": "3", "month": "5", "year": "2027"}`."""
    words: str
    """Typed as one text."""
    labels: tuple[str, ...] = ()
    """What is chosen, as the options are called."""
    synonyms: tuple[str, ...] = ()
    """The same in the owner's other words for it; empty where there are none for one of them."""


Sheet = MutableMapping[str, Entry | None]
"""What a person has at hand: the answer to each question by its path, None for what is to be left out."""


class Driver(Protocol):
    """A person at a door. Every verb ends with the door having shown something."""

    name: str
    capabilities: Capabilities
    knows: frozenset[str]
    """What the door itself tells of whoever stands there, such as `line`: the number from which they text."""
    sheet: Sheet
    language: str
    """In which the person speaks; set before `begin`, English at first."""

    def begin(self, service: ServiceSummary) -> None: ...

    def asked_already(self, path: str) -> bool:
        """Whether the question stood on an earlier page with others, and was answered there."""

    def answer(self, path: str) -> None:
        """Answer the question shown, and what else is asked on the same page, from the sheet."""

    def skip(self, path: str) -> None: ...

    def back(self) -> None: ...

    def change(self, path: str, label: str, nth: int) -> None:
        """At check answers: open a question again, the `nth` of those with this label (from 0)."""

    def submit(self) -> None: ...

    def rate(self, answer: str) -> None:
        """Once it is sent: say how satisfied one is, from "1" to "5"."""

    def said(self) -> str:
        """Everything that the door showed last, as words."""

    def hand_over(self) -> str:
        """Ask how to go on at another door; the code that is shown."""

    def take_over(self, code: str) -> None:
        """Go on here with what another door gave the code for."""

    def answer_behind_link(self, path: str) -> None:
        """Open the link that a door with links shows for what it cannot ask, answer there, and come back."""

    def leave(self) -> None: ...


class Wordy:
    """The common half of drivers for doors that only take words: a new one says how `say` carries them."""

    name: str
    capabilities: Capabilities
    knows = frozenset[str]()
    language = "en"

    def __init__(self, sheet: Sheet, manner: int) -> None:
        self.sheet, self._manner = sheet, manner

    def say(self, words: str) -> None:
        raise NotImplementedError

    def said(self) -> str:
        raise NotImplementedError

    def asked_already(self, path: str) -> bool:
        return False

    def answer(self, path: str) -> None:
        entry, self._manner = self.sheet[path], self._manner + 1
        assert entry is not None
        self.say(spoken(entry, self.said(), self._manner, self.language))

    def skip(self, path: str) -> None:
        self.say("skip")

    def back(self) -> None:
        self.say("back")

    def change(self, path: str, label: str, nth: int) -> None:
        row = label if label.endswith(("?", ".", ":", "؟")) else f"{label}:"
        self.say(number_of(row, self.said(), nth))

    def submit(self) -> None:
        self.say("0")

    def rate(self, answer: str) -> None:
        self.say(answer)

    def hand_over(self) -> str:
        self.say(ELSEWHERE[self.language])
        return code_in(self.said())

    def take_over(self, code: str) -> None:
        self.say(code)


ELSEWHERE = {"en": "continue", "fr": "CONTINUER", "nl": "verdergaan", "ar": "متابعة"}
CODE = re.compile(r"(?<![\w/-])[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}(?![\w-])")


LINK = re.compile(r"https?://\S+/c/[\w-]{22}")


def link_in(shown: str) -> str:
    """The link among what a door shows."""
    found = LINK.search(shown)
    assert found, f"no link in\n{shown}"
    return found[0]


def code_in(shown: str) -> str:
    """The hand-over code among what a door shows."""
    found = CODE.search(shown)
    assert found, f"no code in\n{shown}"
    return found[0]


def spoken(entry: Entry, shown: str, manner: int, language: str = "en") -> str:
    """An answer as people text it: by number as shown, by the option's name, by another word for it, typed out."""
    if not entry.labels:
        return entry.words
    numbers = [number_of(label, shown) for label in entry.labels]
    plain = all(not re.search(r"[,;+&/]| and ", label) for label in entry.labels)
    manners = [" ".join(numbers), ", ".join(entry.words.split(" ")) if " " in entry.words else entry.words]
    if plain or len(entry.labels) == 1:
        manners.append(", ".join(entry.labels))
    if entry.synonyms and language == "en":
        manners.append(" and ".join(entry.synonyms))
    return manners[manner % len(manners)]


def number_of(label: str, shown: str, nth: int = 0) -> str:
    """The figure before a line as a wordy door shows it."""
    listed = with_headings(as_shown(shown))
    found = re.findall(rf"(?:^|\n)(\d+) {re.escape(as_shown(label))}", listed)
    if len(found) <= nth:
        raise AssertionError(f"“{label}” is not among what was shown:\n{shown}")
    return found[nth]


def with_headings(listed: str) -> str:
    """Options that stand under headings, such as times under their days, as they are called elsewhere."""
    heading, lines = "", list[str]()
    for line in listed.split("\n"):
        under = re.fullmatch(r"(\d+) (\d{1,2}:\d\d.*)", line)
        heading = line.rstrip(":") if line.endswith(":") else heading
        comma = "،" if re.search("[\u0600-\u06ff]", heading) else ","
        lines.append(f"{under[1]} {heading}{comma} {under[2]}" if under and heading else line)
    return "\n".join(lines)


_TYPED = str.maketrans("‘’“”–— \u00a0", "''\"\"--  ", "\u200e\u200f")


def as_shown(text: str) -> str:
    """Words as every door writes them, whatever its typography and line breaks."""
    return re.sub(r"[ \t]+", " ", text.translate(_TYPED)).strip()


def on_one_line(text: str) -> str:
    return " ".join(as_shown(text).split())


def texts_in(shown: object) -> list[str]:
    """Every text in a structure of values."""
    if isinstance(shown, str):
        return [shown]
    each = shown.values() if isinstance(shown, dict) else shown if isinstance(shown, list | tuple) else ()
    return [text for value in each for text in texts_in(value)]
