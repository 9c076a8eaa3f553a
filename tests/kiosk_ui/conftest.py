"""A town that serves, a browser with a touch screen, and somebody who touches it, or presses keys."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Request

from channels.app import create_app
from channels.settings import read_settings
from tests.browser import AIM, PATIENCE, Finger, found_by_axe
from tests.conftest import ROOT
from tests.screens.town import Town
from tests.screens.town import opened as a_town
from tests.serving import served
from tests.voice import NO_VOICE

SIZES = {"portrait": (1080, 1920), "landscape": (1920, 1080), "laptop": (1366, 660)}
SMALLEST_TARGET = 20
"""Millimetres."""
MOST_QUESTIONS = 60
MOST_KEYS = 120
SOUND = "*/kiosk/speech"
OTHERS = ("ar", *(pytest.param(each, marks=pytest.mark.long) for each in ("fr", "nl")))
"""Beside English. What holds in Arabic is tried by `make test`, the same in the others by `make test-long`."""
MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

TARGETS = """() => [...document.querySelectorAll("button, .choice, .photo label")]
    .filter((each) => each.checkVisibility() && !each.closest("dialog:not([open])"))
    .map((each) => [each.textContent, each.getBoundingClientRect()])
    .map(([words, box]) => [words, box.width, box.height])"""
CUT_OFF = """() => [...document.querySelectorAll("button, label, h1, dt, dd, p")]
    .filter((each) => each.checkVisibility() && !each.matches(".visually-hidden, .visually-hidden *"))
    .filter((each) => each.scrollWidth > each.clientWidth + 1 && getComputedStyle(each).display !== "inline")
    .map((each) => each.textContent)"""

AIM_AT_KEY = f"""(name) => {{
    const key = document.querySelector(`#keys [data-skbtn="${{name}}"]`);
    return key && ({AIM})(key);
}}"""
SETTLED = """() => new Promise((done) => {
    const page = document.documentElement;
    const look = () => {
        if (page.classList.contains("busy")) return;
        observer.disconnect();
        done();
    };
    const observer = new MutationObserver(look);
    observer.observe(page, { attributeFilter: ["class"] });
    look();
})"""
"""Nothing is under way any more."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--renew-spoken", action="store_true", help="write down what the kiosk says now, to be read"
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Upright is what `make test` looks at; the same on other screens belongs to the long half."""
    here = Path(__file__).parent
    for item in items:
        shown = getattr(item, "callspec", None)
        if (
            item.path.parent == here
            and shown
            and {"landscape", "laptop"} & set(map(str, shown.params.values()))
        ):
            item.add_marker(pytest.mark.long)


@dataclass
class Touching:
    """Somebody at the kiosk: touches tiles, keys and buttons, and never uses a mouse or another keyboard."""

    page: Page
    sent: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.finger = Finger(self.page)

    def greet(self, language: str = "en") -> None:
        """Touch the greeting in one's own language."""
        self.tap(self.page.locator(f".attract-greeting[lang={language}] button"))
        self.settle()

    def start(self, service: str) -> None:
        self.greet()
        self.tap(self.page.get_by_role("button", name=service))
        self.go_on()

    def touch(self, name: str) -> None:
        self.tap(self.page.get_by_role("button", name=name, exact=True))
        self.settle()

    def go_on(self) -> None:
        self.tap(self.page.locator("#bar > :nth-child(4)"))
        self.settle()

    def tap(self, place: Locator) -> None:
        self.finger.touch(place)

    def settle(self) -> None:
        self.page.evaluate(SETTLED)

    def choose(self, label: str) -> None:
        self.tap(self.page.locator(".choice", has_text=label).first)

    def type(self, words: str) -> None:
        """Key by key on the screen's keyboard, capitals by way of Shift."""
        for letter in words:
            self.key("{space}" if letter == " " else letter)

    def key(self, key: str) -> None:
        if not self._touch_key(key):
            self._touch_key("{shift}")
            assert self._touch_key(key), f"there is no key {key}"

    def _touch_key(self, key: str) -> bool:
        place = self.page.evaluate(AIM_AT_KEY, key)
        if place is None:
            return False
        self.finger.come_down(*place)
        self.page.evaluate("window.touched.then(() => null)")
        return True

    @property
    def heading(self) -> str:
        return self.page.locator("#screen h1").inner_text()

    @property
    def problem(self) -> str:
        return self.page.locator("#problem").inner_text()

    def answer(self, given: str) -> None:
        """By what the screen offers: a tile, keys, or for a question without an answer Skip."""
        if self.page.locator("#keys .simple-keyboard").count() and given:
            self.type(given)
        elif self.page.locator(".choice").count():
            self.choose(given)
        if given or self.page.locator(".choice").count():
            self.go_on()
        else:
            self.touch("Skip")

    def go_through(
        self, answers: dict[str, str], look: Any = lambda: None, until: str = "no such words"
    ) -> None:
        """Answers by words of the question; what is not among them is skipped, or its first tile touched."""
        for _ in range(MOST_QUESTIONS):
            look()
            if not self.page.locator("#question").count() or until in self.heading:
                return
            asked = self.heading
            self.answer(next((given for words, given in answers.items() if words in asked), ""))
            assert not self.page.locator("#problem").count(), f"{asked}: {self.problem}"
        raise AssertionError("the journey does not end")

    def looks_right(self) -> None:
        """What must hold on every screen: big targets, nothing cut off, nothing that axe finds."""
        pixels_per_mm = (
            float(self.page.evaluate("document.documentElement.style.getPropertyValue('--ppi')")) / 25.4
        )
        smallest = SMALLEST_TARGET * pixels_per_mm - 0.5
        small = [(words, w, h) for words, w, h in self.page.evaluate(TARGETS) if w < smallest or h < smallest]
        assert small == []
        assert self.page.evaluate(CUT_OFF) == []
        assert not found_by_axe(self.page)


HEARKENED = """() => {
    window.told = [];
    document.addEventListener("kiosk:spoken", ({ detail: { sentences } }) => {
        window.told.push(sentences.map(({ words }) => words));
    });
}"""


KNOWN_WHOSE = """() => {
    const { scanner } = JSON.parse(document.getElementById("given").textContent);
    return new Promise((done) => setTimeout(done, scanner.gap + 1));
}"""
"""A letter reaches nobody until it is known not to be a scanner's: this timer ends after the one that tells."""
HASTE = 5
"""Milliseconds between two keys of a scanner, in these tests: nobody waits long to know whose a key is."""
MOVES = frozenset({"ArrowDown", "ArrowUp", "1"})
"""Keys after which nothing is under way."""
AS_A_PERSON = 4 * HASTE
"""Milliseconds between two keys of a person."""


@dataclass
class Pressing:
    """Somebody at the kiosk with keys only, who hears what it says."""

    page: Page

    def __post_init__(self) -> None:
        self.page.evaluate(HEARKENED)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            if len(key) == 1:
                self.page.evaluate(KNOWN_WHOSE)
            if key not in MOVES:
                self.page.evaluate(SETTLED)

    def function_key(self, key: str) -> None:
        """One of those that Playwright has no name for."""
        self.page.evaluate(
            "key => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', "
            "{ key, code: key, bubbles: true, cancelable: true }))",
            key,
        )

    def under_hand(self, selector: str) -> bool:
        return bool(self.page.evaluate("which => document.activeElement.matches(which)", selector))

    def reach(self, selector: str, key: str = "ArrowDown") -> None:
        """Moves on until it is under one's hand."""
        for _ in range(MOST_KEYS):
            if self.under_hand(selector):
                return
            self.press(key)
        raise AssertionError(f"{selector} is not reached by {key}")

    def heard(self) -> list[list[str]]:
        """What was said since the last time: for each time that it began to speak, its sentences."""
        said: list[list[str]] = self.page.evaluate("window.told.splice(0)")
        return said

    @property
    def heading(self) -> str:
        return self.page.locator("#screen h1").inner_text()


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    settings = read_settings({}, data=tmp_path_factory.mktemp("town"), demo=True)
    hasty = replace(settings, kiosk=replace(settings.kiosk, scanner_gap=HASTE))
    app = create_app(hasty, clock=lambda: MORNING)
    with served(app, "localhost") as site:
        yield f"{site}/kiosk/"
    app.extensions["nowrongdoor"].core.close()


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """The demo town as it is, in which nothing is left to chance."""
    with a_town(tmp_path_factory.mktemp("town"), ROOT / "config") as town:
        yield town


@contextmanager
def a_page(browser: Browser, address: str, size: str = "portrait", *, sound: bool = False) -> Iterator[Page]:
    """At a kiosk. Where no sound is asked for, none is made: what is said is heard as words, and costs less."""
    width, height = SIZES[size]
    context = browser.new_context(viewport={"width": width, "height": height}, has_touch=True)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    if not sound:
        without_sound(context, page)
    under_way: set[Request] = set()
    page.on("request", lambda sent: under_way.add(sent))
    page.on("requestfinished", lambda sent: under_way.discard(sent))
    page.on("requestfailed", lambda sent: under_way.discard(sent))
    page.goto(address)
    yield page
    while under_way:  # a file that nobody waits for any more would be left open
        page.wait_for_timeout(1)
    context.close()


def without_sound(context: BrowserContext, page: Page) -> None:
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    network.send("Network.setBlockedURLs", {"urls": [SOUND]})


@pytest.fixture
def sound() -> None:
    """A test that asks for it listens to sounds, and so needs a voice."""
    if NO_VOICE:
        pytest.skip(NO_VOICE)


@pytest.fixture
def opened(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The kiosk's page, in portrait unless the test asks for another size."""
    errors: list[str] = []
    size = getattr(request, "param", "portrait")
    with a_page(browser, "about:blank", size, sound="sound" in request.fixturenames) as page:
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda said: errors.append(said.text) if "Content Security" in said.text else None)
        page.goto(address)
        yield page
    assert errors == []


@pytest.fixture
def keys(opened: Page) -> Pressing:
    return Pressing(opened)


@pytest.fixture
def person(opened: Page) -> Touching:
    touching = Touching(opened)
    opened.on("request", lambda sent: touching.sent.append(sent.url.rsplit("/", 1)[-1]))
    return touching


@pytest.fixture
def other(browser: Browser, address: str) -> Iterator[Touching]:
    """Somebody at another kiosk of the town."""
    with a_page(browser, address) as page:
        yield Touching(page)
