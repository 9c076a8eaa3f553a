"""Whole conversations by text, as the person reads them. Each file beside this one is one conversation.

A line with `> ` is what the person texts, `@ ` what they answer behind the link that they got, `~ 2 hours` lets time
pass, and everything else is what the town
answers; a blank line stands between messages. `<reference>` and `<code>` stand for the case's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from channels.shared.segments import count
from tests.conftest import SettableClock
from tests.doors.driver import LINK, Entry
from tests.doors.texting import Texting
from tests.doors.walking import REFERENCE

FOLDER = Path(__file__).parent
CODE = re.compile(r"(?<=: )\d{6}$", re.MULTILINE)


@pytest.mark.parametrize(
    "file",
    sorted(FOLDER.rglob("*.txt")),
    ids=lambda file: file.relative_to(FOLDER).with_suffix("").as_posix(),
)
def test_the_town_still_answers_as_was_read_and_found_good(
    file: Path, app: Flask, clock: SettableClock, request: pytest.FixtureRequest
) -> None:
    written = file.read_text("utf-8")
    held = "\n".join(_held(written.splitlines(), Texting(app, {}), clock)) + "\n"
    if request.config.getoption("--renew-conversations", default=False):
        file.write_text(held, "utf-8")
    assert held == file.read_text("utf-8"), (
        "read what the town says now; where it is good, --renew-conversations writes it down"
    )


def _held(lines: list[str], phone: Texting, clock: SettableClock) -> Iterator[str]:
    """The conversation held anew: the person's lines as they stand, the town's as they are now."""
    case = {"<reference>": "", "<code>": ""}
    parts = texts = 0
    yield from (line for line in lines if line.startswith("# "))
    for line in lines:
        if line.startswith("~ "):
            amount, unit = line.removeprefix("~ ").split()
            clock.pass_(timedelta(**{unit if unit.endswith("s") else f"{unit}s": int(amount)}))
            yield from ("", line)
        if line.startswith("@ "):
            words = line.removeprefix("@ ")
            phone.sheet["behind the link"] = Entry({"answer": words}, words)
            phone.answer_behind_link("behind the link")
        elif line.startswith("> "):
            phone.say(_with(case, line.removeprefix("> ")))
            texts += 1
        else:
            continue
        parts += sum(count(message).parts for message in phone.messages)
        _remember(case, phone.said())
        yield from ("", line, "")
        yield "\n\n".join(_without(case, message) for message in phone.messages) or "(nothing)"
    yield from ("", f"= {texts} texts from the person, {parts} parts from the town")


def _remember(case: dict[str, str], said: str) -> None:
    reference, code = REFERENCE.search(said), CODE.search(said)
    if reference and code:
        case.update({"<reference>": reference[0], "<code>": code[0]})


def _with(case: dict[str, str], words: str) -> str:
    for name, value in case.items():
        words = words.replace(name, value or name)
    return words


def _without(case: dict[str, str], words: str) -> str:
    for name, value in case.items():
        # Among Arabic words a mark holds a reference together.
        words = words.replace(f"\u200e{value}", name).replace(value, name) if value else words
    return LINK.sub("<link>", words)
