"""Somebody who sees nothing: presses four arrows and a select key, and knows only what the kiosk has said.

A driver of the acceptance kit. It never looks at the page: where it is, which keys there are, whether something was
chosen or typed, it has heard. What it says of itself is its transcript, to be read by a person.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import Page

from channels.kiosk.door import CAPABILITIES as KIOSK
from service.messages import ServiceSummary
from tests.doors.driver import Entry, Sheet
from tests.kiosk_ui.conftest import HEARKENED

MOST_KEYS = 80
"""Pressed in a row while looking for one thing; who has not heard it then has lost the way."""
NEXT, PREVIOUS, RIGHT, LEFT, SELECT = "ArrowDown", "ArrowUp", "ArrowRight", "ArrowLeft", "Enter"
HEARD = """() => new Promise((done) => {
    const page = document.documentElement;
    const look = () => {
        if (page.classList.contains("busy")) return;
        observer.disconnect();
        setTimeout(() => done(window.told.splice(0).flat()));
    };
    const observer = new MutationObserver(look);
    observer.observe(page, { attributeFilter: ["class"] });
    look();
})"""
"""When nothing is under way any more: all that was said since the last time."""
LONGEST_KEY = 4
"""Characters: what is heard and is longer is no key, unless it is the name of one."""
MARKS = {
    " ": "key_space",
    ",": "key_comma",
    ".": "key_stop",
    "'": "key_apostrophe",
    "-": "key_hyphen",
    "/": "key_slash",
    "@": "key_at",
    "+": "key_plus",
    "_": "key_underscore",
}
OTHER_LETTERS = ("key_accents", "key_letters")
SPELLED_REFERENCE = re.compile(r"(?:[0-9A-Z] ){3}[0-9A-Z], (?:[0-9A-Z] ){3}[0-9A-Z], [0-9A-Z](?!\w)")
SPELLED_STATUS_CODE = re.compile(r"(?:\d ){5}\d")


def transcript_of(lines: list[str]) -> str:
    """What differs from case to case by nature has a name instead."""
    text = "\n".join(lines) + "\n"
    return SPELLED_STATUS_CODE.sub("<status code>", SPELLED_REFERENCE.sub("<reference>", text))


@dataclass
class Keyboard:
    """What is known of the screen's keys after having listened to them once: the rows, as they were heard."""

    rows: list[list[str]]
    leads: dict[str, Keyboard] = field(default_factory=dict)
    """Where its keys for other letters lead to."""

    def place(self, name: str) -> tuple[int, int] | None:
        """Capitals stand where the small letters do, unless there are keys for both."""
        for same in (str, str.lower):
            for at, row in enumerate(self.rows):
                heard = list(map(same, row))
                if same(name) in heard:
                    return at, heard.index(same(name))
        return None


class ByEar:
    """At the kiosk: with the screen off."""

    name, capabilities, knows = "kiosk", KIOSK, frozenset[str]()

    def __init__(self, page: Page, language: str, sheet: Sheet) -> None:
        """Stands before the attract screen, and speaks this language: knows what its words mean."""
        page.evaluate(HEARKENED)
        self.sheet, self.language, self._page = sheet, language, page
        self.lines: list[str] = []
        given = json.loads(page.locator("#given").text_content() or "")
        self._words: dict[str, str] = {each["code"]: each["words"] for each in given["languages"]}[language]
        self._key_names = {words for name, words in self._words.items() if name.startswith("key_")}
        self._screen: list[str] = []
        self._known: dict[tuple[str, ...], Keyboard] = {}
        self._keyboard: Keyboard | None = None
        self._at = (0, 0)
        self._capitals = False
        self._tried = False

    # The kit's verbs

    def begin(self, service: ServiceSummary) -> None:
        self._press(NEXT)  # the first key is for the ear
        self._choose(lambda words: words == self._words["spoken_here"])
        self._find(lambda words: words == self._button("help"), PREVIOUS)
        self._press(SELECT)
        self._choose(lambda words: self._is_option(words, self._words["blank"]))
        self._choose(lambda words: self._is_option(words, service.title))
        self._screen = self._press(RIGHT)

    def asked_already(self, path: str) -> bool:
        return False

    def answer(self, path: str) -> None:
        entry = self.sheet[path]
        assert entry is not None
        if not self._tried:  # the first question is left empty at first, to hear what is said then
            self._tried = True
            self._go_on()
        if entry.labels:
            for label in entry.labels:
                self._tick(label)
        else:
            self._fill_in(entry)
        self._go_on()

    def skip(self, path: str) -> None:
        self._tried = True
        if any(words.endswith(self._words["spoken_empty"]) for words in self._screen):
            self._press(SELECT)  # from the field to the keys, and past them row by row
            self._leave_the_keys()
        self._screen = self._choose(lambda words: words == self._button("skip"))

    def submit(self) -> None:
        said = self._press(RIGHT)
        assert said == [self._button("send")], said
        self._screen = self._press(SELECT)

    def said(self) -> str:
        """The screen as it was told, with what was spelled put together again."""
        told = " ".join(self._screen)
        return SPELLED_REFERENCE.sub(lambda found: found[0].replace(" ", "").replace(",", "-"), told)

    # Hearing

    def _press(self, key: str, *, noted: bool = True) -> list[str]:
        self._page.keyboard.press(key)
        said: list[str] = self._page.evaluate(HEARD)
        if noted:
            self._note(key, said)
        return said

    def _note(self, deed: str, said: list[str]) -> None:
        self.lines.append(f"[{deed}]")
        self.lines += [f"    {words}" for words in said]

    def _find(self, wanted: Callable[[str], bool], key: str = NEXT) -> None:
        for _ in range(MOST_KEYS):
            if any(map(wanted, self._press(key))):
                return
        raise AssertionError("what is looked for was not heard:\n" + "\n".join(self.lines[-40:]))

    def _choose(self, wanted: Callable[[str], bool]) -> list[str]:
        self._find(wanted)
        return self._press(SELECT)

    def _button(self, name: str) -> str:
        return self._words["spoken_button"].format(words=self._words[name])

    def _is_option(self, words: str, label: str) -> bool:
        """`2 of 5: <label>`, perhaps with a note behind it, or the label alone."""
        numbered = re.escape(self._words["spoken_option"])
        numbered = numbered.replace(r"\{number\}", r"\d+").replace(r"\{total\}", r"\d+")
        before = numbered.partition(r"\{words\}")[0]
        name = re.sub(f"^{before}", "", words)
        return name == label or name.startswith((f"{label}. ", f"{label}, "))

    # Answering

    def _go_on(self) -> None:
        if self._keyboard:
            self._leave_the_keys()
        self._screen = self._press(RIGHT)

    def _tick(self, label: str) -> None:
        self._find(lambda words: self._is_option(words, label))
        said = self._press(SELECT)
        before, _, after = self._words["spoken_chosen"].partition("{words}")
        assert any(words.startswith(before) and words.endswith(after) for words in said), said

    def _fill_in(self, entry: Entry) -> None:
        """One field after the other; a full one may lead on to the next by itself, and says so."""
        last = len(entry.parts) - 1
        for number, entered in enumerate(entry.parts.values()):
            self._enter_the_keys()
            said = self._type(str(entered))
            if number < last and not any(words.endswith(self._words["spoken_empty"]) for words in said):
                self._move_to(self._words["key_next"])
                said = self._press(SELECT)
                assert any(words.endswith(self._words["spoken_empty"]) for words in said), said

    # The keys of the screen

    def _is_key(self, words: str) -> bool:
        return len(words) <= LONGEST_KEY or words in self._key_names

    def _enter_the_keys(self) -> None:
        """From the field, by the select key: the first key is heard."""
        first = self._one(self._press(SELECT, noted=False))
        self._learn(first)

    def _learn(self, first: str) -> None:
        """Row by row down to the buttons below, which tells which keyboard it is; a new one is heard key by key."""
        begins, said = [], first
        while self._is_key(said):
            begins.append(said)
            said = self._one(self._press(RIGHT, noted=False))
        last = self._one(self._press(PREVIOUS, noted=False))
        signature = tuple(map(str.lower, begins))
        self._capitals = any(words.isupper() and len(words) == 1 for words in begins)
        if signature in self._known:
            self._keyboard = self._known[signature]
            self._at = len(begins) - 1, len(self._keyboard.rows[-1]) - 1
            return
        heard = [last]
        rows: list[list[str]] = []
        for begin in reversed(begins):
            while heard[-1] != begin:
                heard.append(self._one(self._press(PREVIOUS, noted=False)))
            rows.insert(0, heard[::-1])
            heard = [self._one(self._press(PREVIOUS, noted=False))] if len(rows) < len(begins) else []
        self._note("listens to the keys", [", ".join(row) for row in rows])
        self._keyboard = Keyboard(rows)
        self._known[signature] = self._keyboard
        self._at = (0, 0)

    def _leave_the_keys(self) -> None:
        """Down to the buttons: by the right arrow, row by row."""
        passed = [self._one(self._press(RIGHT, noted=False))]
        while self._is_key(passed[-1]):
            passed.append(self._one(self._press(RIGHT, noted=False)))
        self._note("leaves the keys", [", ".join(passed[:-1]), passed[-1]])
        self._keyboard = None

    def _move_to(self, name: str) -> bool:
        """By rows, then along the row, listening all the way; whether there is such a key."""
        assert self._keyboard is not None
        place = self._keyboard.place(name)
        if place is None:
            return False
        while self._at != place:
            row, column = self._at
            if row != place[0]:
                key, row = (RIGHT, row + 1) if row < place[0] else (LEFT, row - 1)
                column = min(column, len(self._keyboard.rows[row]) - 1)
            else:
                key, column = (NEXT, column + 1) if column < place[1] else (PREVIOUS, column - 1)
            self._at = row, column
            said = self._one(self._press(key, noted=False))
            assert said.lower() == self._keyboard.rows[row][column].lower(), f"{said} is heard at {self._at}"
        return True

    def _type(self, words: str) -> list[str]:
        """Only what the keys show: a number is typed without its blanks. What was said at the last key."""
        heard: list[str] = []
        said: list[str] = []
        for letter in words:
            name = self._words[MARKS[letter]] if letter in MARKS else letter
            if not self._bring(name):
                continue
            said = self._press(SELECT, noted=False)
            assert said[0] in (letter, name, self._words["asterisk"]), f"{said} for {letter}"
            heard.append(said[0])
            self._capitals = False
        self._note("types", [", ".join(heard), *said[1:]])
        return said

    def _bring(self, name: str) -> bool:
        """Under one's hand, as a capital or not, and from among other letters where it is there."""
        assert self._keyboard is not None
        if self._keyboard.place(name) is None and not self._turn_to_other_letters(name):
            return False
        of_other_size = len(name) == 1 and name.isalpha() and name.isupper() != self._capitals
        if of_other_size and self._move_to(self._words["key_shift"]):
            self._press(SELECT, noted=False)
            self._capitals = not self._capitals
        return self._move_to(name)

    def _turn_to_other_letters(self, name: str) -> bool:
        for lead in (self._words[each] for each in OTHER_LETTERS):
            if self._keyboard and self._keyboard.place(lead):
                before = self._keyboard
                self._move_to(lead)
                self._press(SELECT, noted=False)
                if lead in before.leads:
                    self._keyboard = before.leads[lead]
                    self._capitals = False
                else:
                    self._learn_from_the_top()
                    before.leads[lead] = self._keyboard
                if self._keyboard.place(name):
                    return True
        return False

    def _learn_from_the_top(self) -> None:
        while self._is_key(self._one(self._press(LEFT, noted=False))):
            pass
        self._learn(self._one(self._press(NEXT, noted=False)))

    def _one(self, said: list[str]) -> str:
        assert len(said) == 1, f"one thing should be heard, and not {said}"
        return said[0]
