"""The screen's modules and the door's catalogue of words agree."""

import re
from pathlib import Path

from channels.kiosk.words import words

SCREEN = Path(__file__).resolve().parents[2] / "kiosk_ui" / "screen"
MODULES = "\n".join(file.read_text("utf-8") for file in SCREEN.glob("*.js"))


def test_every_word_that_the_screen_asks_for_is_in_the_catalogue():
    asked = set(re.findall(r'\bsay\("(\w+)"', MODULES)) | set(re.findall(r'sayIn\(\w+, "(\w+)"', MODULES))
    verbs = {"ask", "answer", "back", "begin", "remove", "review", "skip", "submit"}
    verbs |= {"bring_back", "hand_over", "how_it_went", "take_over", "track", "waiting", "recognise"}
    assert asked - verbs - set(words()) == {"decimal_separator"}


def test_every_word_in_the_catalogue_is_said_somewhere():
    assert {
        name for name in words() if f'"{name}"' not in MODULES and not re.search(rf"\b{name}: ", MODULES)
    } == set()


def test_no_module_makes_markup_of_words_or_remembers_anything_in_the_browser():
    for forbidden in (
        "innerHTML",
        "insertAdjacentHTML",
        "localStorage",
        "sessionStorage",
        "pushState",
        "document.cookie",
    ):
        assert forbidden not in MODULES
