"""What is made of the pictures: the contact sheet, door by step, and the one picture at the top of the README."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Page

from tests.conftest import ROOT
from tests.screens.camera import Album
from tests.screens.people import as_answered, templates

LOOK = ROOT / "channels" / "shared" / "pages" / "static" / "base.css"
SHOWN_OF_CASE = ("reference", "service", "status")
PLACE = ("street", "number", "postcode")
QUALITY = 60
SMALL, THUMBNAIL = "small", 460
"""The folder of thumbnails, and how wide they are: hundreds of whole pictures are more than a browser draws at once."""


def draw_sheet(page: Page, album: Album, service: str, tables: Mapping[str, Sequence[str]]) -> Path:
    """Doors down, steps across; as a page that a browser may keep open, and as a picture of it."""
    html = album.folder / "index.html"
    for shot in album.shots:
        keep(shot.file, album.folder / SMALL, shot.file.stem, THUMBNAIL)
    drawn = [
        (
            heading,
            steps,
            [(door, row) for door in album.doors if any(row := [album.of(door, step) for step in steps])],
        )
        for heading, steps in tables.items()
    ]
    widest = max(map(len, tables.values()))
    html.write_text(
        templates.get_template("sheet.html").render(
            service=service, tables=drawn, small=SMALL, look=LOOK.as_uri()
        ),
        "utf-8",
    )
    return _photographed(page, html, album.folder / "contact-sheet.png", (280 + 244 * widest, 900))


def draw_poster(page: Page, album: Album, case: dict[str, Any]) -> Path:
    """Ten lines of the service, the same question at three doors, and the case that comes of it at each."""
    html = album.folder / "ten-lines-three-screens-one-case.html"
    step = as_answered("problem")
    html.write_text(
        templates.get_template("poster.html").render(
            look=LOOK.as_uri(),
            lines=ten_lines(),
            text=album.of("phone", step),
            kiosk=album.of("kiosk, portrait", step),
            web=album.of("web, wide", step),
            case=case_lines(case),
        ),
        "utf-8",
    )
    return _photographed(page, html, html.with_suffix(".png"), (1320, 600))


def case_lines(case: dict[str, Any]) -> list[str]:
    """As `cases show --json` prints it, with less air; of the place what fits."""
    answers = {name: _on_one_line(answer) for name, answer in case["answers"].items()}
    head = ", ".join(f'"{name}": {json.dumps(case[name])}' for name in SHOWN_OF_CASE)
    last = list(answers)[-1]
    body = [f'  "{name}": {answer}{"" if name == last else ","}' for name, answer in answers.items()]
    return [f'{{{head}, "answers": {{', *body, "}}"]


def _on_one_line(answer: Any) -> str:
    if isinstance(answer, dict):
        return (
            "{"
            + ", ".join(f'"{name}": {json.dumps(answer[name])}' for name in answer if name in PLACE)
            + ", …}"
        )
    return json.dumps(answer)


def ten_lines() -> list[str]:
    """As they stand in the service's own file."""
    written = (ROOT / "config" / "services" / "street-problem" / "service.yaml").read_text("utf-8")
    lines = written.splitlines()
    start = lines.index("  - code: problem")
    return ["questions:", *lines[start : lines.index("", start)]]


def keep(picture: Path, folder: Path, name: str, width: int = 0) -> Path:
    """For the pages in docs/: as it is, or narrower and with what the eye does not miss left out."""
    folder.mkdir(parents=True, exist_ok=True)
    kept = folder / f"{name}.webp"
    with Image.open(picture) as full:
        shown = full.convert("RGB")
    if width:
        height = round(shown.height * width / shown.width)
        shown = shown.resize((width, height), Image.Resampling.LANCZOS)
    shown.save(kept, lossless=not width, quality=QUALITY, method=6)
    return kept


def _photographed(page: Page, html: Path, picture: Path, size: tuple[int, int]) -> Path:
    width, height = size
    page.set_viewport_size({"width": width, "height": height})
    page.goto(html.as_uri())
    page.wait_for_load_state("networkidle")
    page.screenshot(path=picture, full_page=True)
    return picture
