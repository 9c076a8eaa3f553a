"""Where the pictures go: one PNG for each door and step, and what the contact sheet needs to know of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

STILL = 350
"""Milliseconds until what was touched looks as before."""


@dataclass(frozen=True)
class Shot:
    door: str
    step: str
    file: Path
    title: str
    """Of the page, as a browser's tab shows it."""


@dataclass
class Album:
    """All pictures of a round, in the order in which they were taken."""

    folder: Path
    shots: list[Shot] = field(default_factory=list)

    def of(self, door: str, step: str) -> Shot | None:
        return next((shot for shot in self.shots if (shot.door, shot.step) == (door, step)), None)

    @property
    def doors(self) -> list[str]:
        return list(dict.fromkeys(shot.door for shot in self.shots))


@dataclass(frozen=True)
class Camera:
    """Stands before one door."""

    album: Album
    door: str
    whole: bool = False
    """Whether a page is taken down to its end, or as much of it as the screen shows."""

    def take(self, page: Page, step: str) -> None:
        page.mouse.move(0, 0)  # so that nothing is pointed at
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(STILL)
        page.evaluate("document.fonts.ready")
        number = sum(shot.door == self.door for shot in self.album.shots) + 1
        file = self.album.folder / f"{_as_file(self.door)}-{number:02}-{_as_file(step)}.png"
        how: dict[str, Any] = {"animations": "disabled", "full_page": self.whole}
        page.screenshot(path=file, **how)
        self.album.shots.append(Shot(self.door, step, file, page.title()))


def _as_file(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")
