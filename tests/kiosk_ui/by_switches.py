"""Somebody with two switches: one moves on, the other selects, and nothing else is ever pressed."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

from tests.screens.people import Touching

MOVE, SELECT = "1", "2"
WAY_TO = """async (place) => {
    const { neighbour, reachable } = await import("/kiosk/ui/screen/keypad.js");
    const own = place.matches("button, input, textarea, select") ? place : place.querySelector("input, button");
    const dialog = document.querySelector("dialog[open]");
    const first = (each) => each.closest(".hg-row")?.firstElementChild ?? each;
    const all = reachable(dialog ?? document.body).filter((each) => each === first(each));
    let [at, moves] = [document.activeElement, 0];
    for (; at !== first(own) && moves <= all.length; moves += 1) at = neighbour(all, at, 1);
    return [moves, [...own.parentElement.children].indexOf(own), own !== first(own) || own.matches(".hg-button")];
}"""
"""How often one moves on, in the row too where keys stand in rows: somebody who sees the screen knows that before."""
UNDER_HAND = """(place) => place === document.activeElement || place.contains(document.activeElement)"""
KNOWN_WHOSE = """() => {
    const { scanner } = JSON.parse(document.getElementById("given").textContent);
    const page = document.documentElement;
    return new Promise((done) => {
        const look = () => {
            if (page.classList.contains("busy")) return;
            observer.disconnect();
            setTimeout(done);
        };
        const observer = new MutationObserver(look);
        setTimeout(() => {
            observer.observe(page, { attributeFilter: ["class"] });
            look();
        }, scanner.gap + 1);
    });
}"""
"""Digits reach nobody until it is known that no scanner typed them; then, until nothing is under way."""
MOST_KEYS = 60
"""To one place: more are more than a person can be asked for."""

WAYS_TO_OTHER_KEYS = ("{shift}", "{accents}", "{shift}", "{letters}")
"""In the order in which they are tried: capitals of Latin letters lie behind those letters."""


class Looking:
    """Takes the place of a camera."""

    def take(self, page: Page, step: str) -> None:
        """Nothing is measured here."""


class BySwitches(Touching):
    """Reaches what others touch by moving on, and selects it."""

    def __init__(self, page: Page, language: str) -> None:
        super().__init__(page, "", language, Looking(), {})  # type: ignore[arg-type]  # no camera is needed
        self.language = language

    def _open(self) -> None:
        """It stands before us."""
        self._press(MOVE)  # the first key tells where one is

    def _touch(self, place: Locator) -> None:
        moves, along, in_a_row = place.evaluate(WAY_TO)
        assert moves <= MOST_KEYS, f"{place} is not reached"
        self._press(MOVE * moves)
        if in_a_row:
            self._press(SELECT)
            self._press(MOVE * along)
        assert place.evaluate(UNDER_HAND), f"{place} is not under the hand"
        self._press(SELECT)

    def _press(self, keys: str) -> None:
        """One after the other; whether they come slowly or in haste, each counts once."""
        if not keys:
            return
        self._page.keyboard.type(keys)
        self._page.evaluate(KNOWN_WHOSE)

    def _settle(self) -> None:
        """Each key waits until nothing is under way."""

    def _type(self, words: str) -> None:
        """Only what the keys on the screen show, by way of capitals and of other letters: a number has no blanks."""
        for letter in words:
            key = "{space}" if letter == " " else letter
            for lead in WAYS_TO_OTHER_KEYS:
                if not self._key(key).count() and self._key(lead).count():
                    self._touch(self._key(lead))
            if self._key(key).count():
                self._touch(self._key(key))
