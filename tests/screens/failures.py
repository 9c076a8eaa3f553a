"""The pages that stop a person, each come to by what really leads there."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from playwright.sync_api import Page

from tests.browser import press
from tests.screens.camera import Camera
from tests.screens.town import Town

TOO_LARGE = "too large"
STEPS = ("not found", "stale", "expired", TOO_LARGE, "too many", "broken")


def photograph(page: Page, town: Town, language: str, camera: Camera, large: Path) -> None:
    front = f"{town.address}/{language}"
    page.goto(f"{front}/nothing/here")
    camera.take(page, "not found")

    page.goto(f"{front}/street-problem/")
    page.evaluate("document.querySelector('[name=csrf_token]').value = 'x'")
    press(page.locator("form[action$='/begin'] .button"))
    camera.take(page, "stale")

    page.goto(f"{front}/parking-permit/q/plate")
    camera.take(page, "expired")

    _too_large(page, front, large)
    camera.take(page, TOO_LARGE)

    for _ in range(6):
        page.goto(f"{front}/status")
        press(page.locator("main form .button"))
    camera.take(page, "too many")


def spoil(town: Town) -> None:
    """As a broken disk does."""
    for file in town.data.glob("town.db*"):
        with suppress(OSError):
            file.write_bytes(b"no database " * 4096)


def broken(page: Page, town: Town, language: str, camera: Camera) -> None:
    page.goto(f"{town.address}/{language}/street-problem/")
    press(page.locator("form[action$='/begin'] .button"))
    camera.take(page, "broken")


def no_connection(page: Page, town: Town, language: str, camera: Camera) -> None:
    """At the kiosk: the town does not answer when it is asked."""
    page.goto(f"{town.address}/kiosk/")
    page.route("**/kiosk/services", lambda route: route.abort())
    page.locator(f".attract-greeting[lang={language}] button").tap()
    page.locator("dialog[open]").wait_for()
    camera.take(page, "broken")


def _too_large(page: Page, front: str, large: Path) -> None:
    page.goto(f"{front}/street-problem/")
    press(page.locator("form[action$='/begin'] .button"))
    page.evaluate("""() => {
        const form = document.querySelector("main form");
        form.enctype = "multipart/form-data";
        const file = document.createElement("input");
        file.type = "file";
        file.name = "photo";
        form.append(file);
    }""")
    page.locator("main form input[type=file]").set_input_files(large)
    press(page.locator("main .buttons button").first)
