"""Where the time of a turn goes: both sides in this process, sampled, written to `benchmarks/profiles/`."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from flask import Flask

from benchmarks.dialogue import BY_HAND, OURS, STEPS, TEXTS, Side
from benchmarks.inside import Inside, app_by_hand, our_app, text_steps, web_steps
from benchmarks.sampling import Sampled, report

PROFILES = Path(__file__).resolve().parent / "profiles"
WARMED = 5
DIALOGUES = 60
"""Of seven turns each."""

Dialogue = Callable[[Inside, Side, int], None]


def _text(line: Inside, _side: Side, number: int) -> None:
    list(text_steps(line, number))


def _web(line: Inside, side: Side, _number: int) -> None:
    list(web_steps(line, side.start))


def sampled(app: Flask, side: Side, dialogue: Dialogue, dialogues: int) -> Sampled:
    found, line = Sampled(), Inside(app)
    for number in range(WARMED):
        dialogue(line, side, number)
    line.around = found.looking
    with found.installed():
        for number in range(dialogues):
            dialogue(line, side, 1000 + number)
    return found


def profile(app: Flask, side: Side, dialogues: int) -> dict[str, str]:
    """A page for the text turn and one for the web step, by the name of its file."""
    pages = {}
    for name, what, dialogue, turns in (
        ("text-turn", "a text turn", _text, len(TEXTS)),
        ("web-step", "a web step (POST, redirect, GET)", _web, len(STEPS)),
    ):
        found = sampled(app, side, dialogue, dialogues)
        title = f"{side.name}: {what}, processor time by part, {turns * dialogues} of them in one process on SQLite"
        pages[name] = report(title, found, turns * dialogues)
    return pages


def run(dialogues: int = DIALOGUES, *, keep: bool = False) -> str:
    """What stands above the calls; with `keep` the pages are written, which are part of the repository."""
    with tempfile.TemporaryDirectory(prefix="benchmarks-") as name:
        folder = Path(name)
        with our_app(folder) as app:
            mine = profile(app, OURS, dialogues)
        other = profile(app_by_hand(folder), BY_HAND, dialogues)
    tops = [each[page].partition("\n\nCalls")[0] for page in mine for each in (mine, other)]
    if not keep:
        return "\n\n".join([*tops, "The calls one inside the other: python -m benchmarks profile"])
    PROFILES.mkdir(exist_ok=True)
    for page in mine:
        PROFILES.joinpath(f"{page}.txt").write_text(f"{mine[page]}\n\n{other[page]}", "utf-8")
    return "\n\n".join([*tops, f"The calls one inside the other: {PROFILES}/"])
