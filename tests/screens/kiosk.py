"""The kiosk's own contact sheet: every kind of its screens down each language, theme, text size and size of screen."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, Page

from tests.browser import PATIENCE, Finger
from tests.screens.camera import Album, Camera
from tests.screens.town import Town

UPRIGHT, LYING = (1080, 1920), (1920, 1080)
PPI_OF_16_INCHES, PPI_OF_32_INCHES = 141, 69
PLACE = "Kerkstraat 12"
NUMBER = "4711"


@dataclass(frozen=True)
class Look:
    """How the kiosk looks to one person: what they speak, what made it easier for them, and which screen it is."""

    language: str
    eased: tuple[str, ...] = ()
    """What is touched in the sheet behind Help, as in `size largest`."""
    screen: tuple[int, int] = UPRIGHT
    ppi: int = 0

    @property
    def name(self) -> str:
        inches = {0: "", PPI_OF_16_INCHES: '15.6"', PPI_OF_32_INCHES: '32"'}[self.ppi]
        lying = "lying" if self.screen == LYING else ""
        return ", ".join(filter(None, [self.language, lying, inches, *self.eased]))


LOOKS = (
    *(Look(language) for language in ("en", "fr", "nl", "ar")),
    Look("nl", ("contrast dark",)),
    Look("ar", ("contrast light",)),
    Look("fr", ("size small",)),
    Look("nl", ("size large",)),
    Look("nl", ("size largest",)),
    Look("ar", ("size largest", "contrast dark")),
    Look("en", ("low",)),
    *(Look(language, screen=LYING) for language in ("en", "fr", "nl", "ar")),
    Look("nl", ("size largest",), LYING),
    Look("ar", ("low",), LYING),
    *(Look(language, screen=LYING, ppi=PPI_OF_16_INCHES) for language in ("fr", "nl", "ar")),
    Look("nl", ("low",), LYING, PPI_OF_16_INCHES),
    Look("en", screen=LYING, ppi=PPI_OF_32_INCHES),
)


def photographed(browser: Browser, town: Town, album: Album) -> list[str]:
    """All looks, each from the greeting to the printed receipt; gives the steps in their order."""
    for look in LOOKS:
        with _standing_before(browser, town, look) as page:
            _Walk(page, look, Camera(album, look.name)).go()
    return list(dict.fromkeys(shot.step for shot in album.shots))


@contextmanager
def _standing_before(browser: Browser, town: Town, look: Look) -> Iterator[Page]:
    width, height = look.screen
    context = browser.new_context(
        viewport={"width": width, "height": height}, has_touch=True, reduced_motion="reduce"
    )
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(f"{town.address}/kiosk/" + (f"?ppi={look.ppi}" if look.ppi else ""))
    yield page
    context.close()


@dataclass
class _Walk:
    """A hole in the road, reported by touch, with a look at what lies beside the way."""

    page: Page
    look: Look
    camera: Camera

    def __post_init__(self) -> None:
        self.finger = Finger(self.page)

    def go(self) -> None:
        self._make_easier()
        self._take("attract")
        self._until_the_questions()
        self._questions()
        self._beside_the_way()
        self._to_the_end()

    def _make_easier(self) -> None:
        if not self.look.eased:
            return
        self._touch(".attract-help")
        for setting in self.look.eased:
            self._touch(f'[data-ease="{setting}"]')
        self._touch(".dialog-help .button:not(.button-secondary)")

    def _until_the_questions(self) -> None:
        self.page.locator(".attract").tap(position={"x": 5, "y": 5})
        self._take("languages")
        self._touch(f"#screen .tile[lang={self.look.language}]")
        self._take("services")
        self._touch("#screen .tile")
        self._take("start")
        self._go_on()

    def _questions(self) -> None:
        self._take("a pair")
        self._go_on()
        self._take("a mistake")
        self._choose("no")
        self._take("choices")
        self._choose("pothole")
        self._choose("small")
        self._take("letters")
        self.page.keyboard.insert_text(PLACE)
        self._go_on()
        self._take("photo")
        self._skip()
        self._take("a pad")
        self._skip()
        self._take("check answers")

    def _beside_the_way(self) -> None:
        self._touch(".head-help")
        self._take("help")
        self._touch(".dialog-help .button:not(.button-secondary)")
        self._touch("#bar > :nth-child(2)")
        self._take("leaving")
        self._touch("#dialog .button >> nth=2")
        self._take("saving")
        self.page.keyboard.insert_text(NUMBER)
        self._take("masked")
        self._go_on()
        self._take("saved")
        self._touch("#bar > :nth-child(1)")
        self._touch("#head .head-phone")
        self._take("elsewhere")
        self._touch("#bar > :nth-child(1)")

    def _to_the_end(self) -> None:
        self._go_on()
        self._take("the end")
        self._touch("#bar > :nth-child(3)")
        self._take("printed")

    def _choose(self, value: str) -> None:
        self.finger.touch(self.page.locator(".choice", has=self.page.locator(f'[value="{value}"]')))
        self._go_on()

    def _go_on(self) -> None:
        self._touch("#bar > :nth-child(4)")

    def _skip(self) -> None:
        self._touch("#bar > :nth-child(3)")

    def _touch(self, selector: str) -> None:
        self.finger.touch(self.page.locator(selector).first)
        self.page.wait_for_selector("html:not(.busy)")

    def _take(self, step: str) -> None:
        self.camera.take(self.page, step)
