"""`make screens`: a whole service at every door, and the kiosk in every language, theme and size, photographed.

Writes single pictures and contact sheets to build/screens/. Only with --keep are the pictures that the README shows
written elsewhere too.
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click
from playwright.sync_api import Browser, Page

from service.messages import Visitor
from tests.browser import PATIENCE, started
from tests.conftest import ROOT
from tests.doors.driver import Driver
from tests.doors.walking import End, walk, without_own
from tests.doors.ways import Way
from tests.screens import failures, kiosk, sheet
from tests.screens.camera import Album, Camera
from tests.screens.people import (
    ATTRACT,
    CHECK,
    END,
    FRONT,
    MISTAKE,
    START,
    Browsing,
    Telephoning,
    Touching,
    Typing,
)
from tests.screens.town import Town, opened
from tests.screens.ways import way_through

BUILD = ROOT / "build" / "screens"
KEPT = ROOT / "docs" / "pictures"
WIDE, NARROW, HANDSET, TERMINAL = (1280, 800), (320, 640), (390, 780), (760, 780)
PHONE = "phone"
SOURCE = "en"
"""The language in which the services themselves are written."""
WITH_POSTER = "street-problem"
"""The service in the pictures that docs/ keeps."""
SMALL = 1500
"""Pixels, for a contact sheet of which one only wants to see the whole."""
KIOSKS = {"kiosk, portrait": (1080, 1920), "kiosk, landscape": (1920, 1080)}


@dataclass(frozen=True)
class Studio:
    """A service, the town that serves it, and a browser for whoever goes there."""

    browser: Browser
    album: Album
    town: Town
    service: str
    language: str
    way: Way

    @contextmanager
    def page(self, size: tuple[int, int]) -> Iterator[Page]:
        width, height = size
        context = self.browser.new_context(
            viewport={"width": width, "height": height}, has_touch=True, reduced_motion="reduce"
        )
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        yield page
        context.close()

    def go(self, person: Driver) -> End:
        """The whole way, by the acceptance kit."""
        core = self.town.site.core
        visitor = Visitor(person.name, self.language, person.capabilities)
        end = walk(person, self.way, core.front_office.service(self.service, visitor), core)
        person.leave()
        return end


@click.command(help=__doc__)
@click.argument("service", default="street-problem")
@click.option("--language", default=SOURCE, help="What everybody speaks: en, fr, nl, ar.")
@click.option(
    "--config",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=ROOT / "config",
    help="Another town than Bruggepont, or its texts before they are kept.",
)
@click.option(
    "--keep", is_flag=True, help="Renew the pictures in docs/pictures/ as well (street-problem only)."
)
@click.option(
    "--only", type=click.Choice(["doors", "kiosk"]), help="One of the two contact sheets; both otherwise."
)
def main(service: str, language: str, config: Path, keep: bool, only: str | None) -> None:
    logging.disable()  # the town is made to fail on purpose
    if only != "kiosk":
        every_door(service, language, config, keep=keep)
    if only != "doors":
        every_look_of_the_kiosk(config)


def every_look_of_the_kiosk(config: Path) -> None:
    album = Album(_emptied(BUILD / "kiosk"))
    with (
        TemporaryDirectory() as scratch,
        started() as browser,
        opened(Path(scratch) / "town", config) as town,
    ):
        steps = kiosk.photographed(browser, town, album)
        made = sheet.draw_sheet(browser.new_page(), album, "kiosk", {"Every look, step by step": steps})
    click.echo(f"{made}\n{len(album.shots)} pictures in {album.folder}")


def _emptied(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def every_door(service: str, language: str, config: Path, *, keep: bool) -> None:
    album = Album(_emptied(BUILD / (service if language == SOURCE else f"{service}-{language}")))
    with TemporaryDirectory() as scratch, started() as browser:
        steps, ends = photographed(browser, album, (service, language, config), Path(scratch))
        page = browser.new_page()
        tables = {"Step by step": steps, "Where it stops": failures.STEPS}
        made = [sheet.draw_sheet(page, album, service, tables)]
        case = the_one_case(ends)
        if service == WITH_POSTER and language == SOURCE:
            made.append(sheet.draw_poster(page, album, case))
        page.close()
    if keep and service == WITH_POSTER:
        contacts, *poster = made
        name = contacts.stem if language == SOURCE else f"{contacts.stem}-{language}"
        made += [
            *(sheet.keep(each, KEPT, each.stem) for each in poster),
            sheet.keep(contacts, KEPT, name, SMALL),
        ]
    click.echo("\n".join([*map(str, made), f"{len(album.shots)} pictures in {album.folder}"]))


def photographed(
    browser: Browser, album: Album, wanted: tuple[str, str, Path], scratch: Path
) -> tuple[list[str], list[End]]:
    """What there is to see, step by step, and what came of it at each door."""
    service, language, config = wanted
    with opened(scratch / "town", config) as town:
        studio = Studio(browser, album, town, service, language, way_through(town, service, language))
        ends = at_every_door(studio)
        where_it_stops(studio, scratch)
    with opened(scratch / "carrying", config, carries_media=True) as town:
        way = way_through(town, service, language, with_photo=True)
        with_pictures(Studio(browser, album, town, service, language, way))
    asked = [stop.path for stop in studio.way.stops]
    steps = [ATTRACT, FRONT, START, *asked[:1], MISTAKE, *asked[1:], CHECK, END]
    return [step for step in steps if any(shot.step == step for shot in album.shots)], ends


def at_every_door(studio: Studio) -> list[End]:
    town, sheet_, language = studio.town, studio.way.sheet, studio.language
    ends = []
    for door, size in {"web, wide": WIDE, "web, narrow": NARROW}.items():
        with studio.page(size) as page:
            camera = Camera(studio.album, door, whole=True)
            ends.append(studio.go(Browsing(page, town.address, language, camera, sheet_)))
    with studio.page(HANDSET) as page:
        ends.append(studio.go(Telephoning(page, town, language, Camera(studio.album, PHONE), sheet_)))
        page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})
        page.goto(f"{town.address}/phone")
        Camera(studio.album, "phone, its page", whole=True).take(page, END)
    for door, size in KIOSKS.items():
        with studio.page(size) as page:
            ends.append(studio.go(Touching(page, town.address, language, Camera(studio.album, door), sheet_)))
    with studio.page(TERMINAL) as page:
        ends.append(studio.go(Typing(page, town.app, language, Camera(studio.album, "console"), sheet_)))
    return ends


def with_pictures(studio: Studio) -> None:
    """By a number that carries pictures, where the service asks for one."""
    if any(stop.question.hint == "photo" and stop.entry for stop in studio.way.stops):
        with studio.page(HANDSET) as page:
            camera = Camera(studio.album, "phone, pictures")
            studio.go(Telephoning(page, studio.town, studio.language, camera, studio.way.sheet))


def where_it_stops(studio: Studio, scratch: Path) -> None:
    """Comes last: afterwards the town cannot be used any more."""
    large = scratch / "large.jpg"
    large.write_bytes(b"x" * 13_000_000)
    sizes = {"web, wide": WIDE, "web, narrow": NARROW}
    for door, size in sizes.items():
        with studio.page(size) as page:
            failures.photograph(
                page, studio.town, studio.language, Camera(studio.album, door, whole=True), large
            )
    for door, size in KIOSKS.items():
        with studio.page(size) as page:
            failures.no_connection(page, studio.town, studio.language, Camera(studio.album, door))
    failures.spoil(studio.town)
    for door, size in sizes.items():
        with studio.page(size) as page:
            failures.broken(page, studio.town, studio.language, Camera(studio.album, door, whole=True))


def the_one_case(ends: list[End]) -> dict[str, Any]:
    """What every door made of the same answers; it had better be the same."""
    cases = [end.case for end in ends if end.case is not None]
    if any(without_own(case) != without_own(cases[0]) for case in cases):
        raise click.ClickException("the doors made different cases of the same answers")
    return cases[0]


if __name__ == "__main__":
    main()
