"""People with a camera at every door: drivers of the acceptance kit that use a real browser.

What they answer and in which order is the kit's business (`tests.doors.walking`); here is only where one touches.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from flask import Flask
from jinja2 import Environment, FileSystemLoader
from playwright.sync_api import Locator, Page

from channels.kiosk.door import CAPABILITIES as KIOSK
from channels.sms.door import capabilities as text_capabilities
from channels.web.house import CAPABILITIES as WEB
from service.messages import ServiceSummary, Upload
from tests.browser import Finger, press
from tests.doors.driver import Entry, Sheet, Wordy, spoken
from tests.doors.talking import Talking
from tests.screens.camera import Camera
from tests.screens.town import Town

ATTRACT, FRONT, START = "attract", "front page", "start"
MISTAKE, CHECK, END = "a mistake", "check answers", "the end"
"""Steps that are no questions."""
NONSENSE = "qqqq"
LANGUAGE = "language"
NAME_OF = {"fr": "français", "nl": "nederlands", "ar": "العربية"}
"""As a person texts it."""

templates = Environment(loader=FileSystemLoader(Path(__file__).parent / "drawn"), autoescape=True)


def as_answered(path: str) -> str:
    return f"{path}, answered"


class Browsing:
    """At the web door."""

    name, capabilities, knows = "web", WEB, frozenset[str]()

    def __init__(self, page: Page, site: str, language: str, camera: Camera, sheet: Sheet) -> None:
        self.sheet, self._page, self._site, self._camera = sheet, page, site, camera
        self._language = language
        self._tried = False

    def begin(self, service: ServiceSummary) -> None:
        self._page.goto(f"{self._site}/{self._language}/")
        self._camera.take(self._page, FRONT)
        press(self._page.get_by_role("link", name=service.title))
        self._camera.take(self._page, START)
        press(self._page.locator("form[action$='/begin'] .button"))

    def asked_already(self, path: str) -> bool:
        return path not in self._asked().values()

    def answer(self, path: str) -> None:
        if self.asked_already(path):
            return
        self._look(path)
        for name, asked in self._asked().items():
            entry, (_, _, part) = self.sheet[asked], name.rpartition(":")
            if entry is not None and (part or name) in entry.parts:
                self._put(name, entry.parts[part or name])
        self._camera.take(self._page, as_answered(path))
        press(self._button())

    def skip(self, path: str) -> None:
        button = self._page.locator(f'button[name="skip"][value="{path}"]')
        if self.asked_already(path) or not button.count():
            return self.answer(path)
        self._look(path)
        return press(button)

    def submit(self) -> None:
        self._camera.take(self._page, CHECK)
        press(self._button())
        self._camera.take(self._page, END)

    def said(self) -> str:
        return self._page.locator("main").inner_text()

    def leave(self) -> None:
        """The browser is closed."""

    def _look(self, path: str) -> None:
        """The first question is left empty at first, to see what is said then."""
        self._camera.take(self._page, path)
        if not self._tried:
            self._tried = True
            press(self._button())
            self._camera.take(self._page, MISTAKE)

    def _asked(self) -> dict[str, str]:
        """The inputs of the page with the question that each is for."""
        here = unquote(urlsplit(self._page.url).path).partition("/q/")[2]
        names = self._page.eval_on_selector_all(
            "main [name]:not([type=hidden], button)", "all => all.map(each => each.name)"
        )
        return {name: name.rpartition(":")[0] or here for name in dict.fromkeys(names)}

    def _put(self, name: str, entered: str | list[str] | Upload) -> None:
        control = self._page.locator(f'main [name="{name}"]')
        kind = control.first.evaluate("each => each.type")
        if isinstance(entered, Upload):
            control.set_input_files(_payload(entered))
        elif kind in ("radio", "checkbox"):
            for each in [entered] if isinstance(entered, str) else entered:
                self._touch(self._page.locator(f'main [name="{name}"][value="{each}"]'))
        elif kind == "select-one":
            control.select_option(str(entered))
        else:
            control.fill(str(entered))

    def _touch(self, control: Locator) -> None:
        self._page.locator(f'label[for="{control.get_attribute("id")}"]').click()

    def _button(self) -> Locator:
        return self._page.locator("main .buttons button:not([name=skip])").first


class Telephoning(Wordy):
    """On the telephone at /phone, as it stands in a frame."""

    name, knows = "sms", frozenset({"line"})

    def __init__(self, page: Page, town: Town, language: str, camera: Camera, sheet: Sheet) -> None:
        super().__init__(sheet, manner=1)
        self._language = language
        self.capabilities = text_capabilities(town.site.settings.twilio)
        self._page, self._site, self._camera, self._tried = page, town.address, camera, False

    def begin(self, service: ServiceSummary) -> None:
        self._page.goto(f"{self._site}/phone?phone=1&compact=1")
        self._camera.take(self._page, FRONT)
        if self._language != "en":
            self.say(LANGUAGE)
            self.say(NAME_OF[self._language])
        self.say("menu")
        self._camera.take(self._page, START)
        self.say(service.keywords[0])

    def answer(self, path: str) -> None:
        entry = self.sheet[path]
        self._look(path)
        assert entry is not None
        if isinstance(entry.parts.get("answer"), Upload):
            self._send_picture(entry)
        elif len(entry.labels) == 1 and entry.synonyms:
            self.say(entry.synonyms[0])
        else:
            self.say(spoken(entry, self.said(), 0))
        self._camera.take(self._page, as_answered(path))

    def skip(self, path: str) -> None:
        self._look(path)
        super().skip(path)

    def submit(self) -> None:
        self._camera.take(self._page, CHECK)
        super().submit()
        self._camera.take(self._page, END)

    def leave(self) -> None:
        """The telephone is put away."""

    def say(self, words: str) -> None:
        self._page.locator("#words").fill(words)
        self._send()

    def said(self) -> str:
        """What the town said after the person's last text."""
        return str(
            self._page.evaluate("""() => {
                const all = [...document.querySelectorAll(".bubble")];
                const own = all.findLastIndex((each) => each.matches(".bubble-person"));
                const words = all.slice(own + 1).map((each) => each.querySelector("[dir]").textContent);
                return words.join("\\n");
            }""")
        )

    def _look(self, path: str) -> None:
        self._camera.take(self._page, path)
        if not self._tried:
            self._tried = True
            self.say(NONSENSE)
            self._camera.take(self._page, MISTAKE)

    def _send_picture(self, entry: Entry) -> None:
        picture = entry.parts["answer"]
        assert isinstance(picture, Upload)
        self._page.locator("#picture").set_input_files(_payload(picture))
        self._send()
        self._page.locator(".bubble img").last.evaluate("picture => picture.decode()")

    def _send(self) -> None:
        """Until the town has answered: the last bubble is its, and the field is free again."""
        before = self._page.locator(".bubble").count()
        self._page.locator(".composer > .button").click()
        self._page.locator(".bubble").nth(before).wait_for()
        self._page.locator(".composer:not([aria-busy])").wait_for()


class Touching:
    """At the kiosk: with a finger, on the keys of the screen."""

    name, capabilities, knows = "kiosk", KIOSK, frozenset[str]()

    def __init__(
        self, page: Page, site: str, language: str, camera: Camera, sheet: Sheet, at: str = ""
    ) -> None:
        self.sheet, self._page, self._site, self._camera = sheet, page, site, camera
        self._finger = Finger(page)
        self._at = at
        self._language = language
        self._tried = False

    def begin(self, service: ServiceSummary) -> None:
        self._open()
        self._camera.take(self._page, ATTRACT)
        self._touch(self._page.locator(f".attract-greeting[lang={self._language}] button"))
        self._settle()
        self._camera.take(self._page, FRONT)
        self._touch(self._page.get_by_role("button", name=service.title))
        self._settle()
        self._camera.take(self._page, START)
        self._go_on()

    def _open(self) -> None:
        self._page.goto(f"{self._site}/kiosk/{self._at}")

    def asked_already(self, path: str) -> bool:
        return False

    def answer(self, path: str) -> None:
        entry = self.sheet[path]
        assert entry is not None
        self._look(path)
        for name, entered in entry.parts.items():
            self._enter(name, entered, entry)
        self._camera.take(self._page, as_answered(path))
        self._go_on()

    def skip(self, path: str) -> None:
        self._look(path)
        self._touch(self._page.locator("#bar > :nth-child(3)"))
        self._settle()

    def submit(self) -> None:
        self._camera.take(self._page, CHECK)
        self._go_on()
        self._camera.take(self._page, END)

    def said(self) -> str:
        return self._page.locator("#screen").inner_text()

    def leave(self) -> None:
        """The browser is closed."""

    def _look(self, path: str) -> None:
        self._camera.take(self._page, path)
        if not self._tried:
            self._tried = True
            self._go_on()
            self._camera.take(self._page, MISTAKE)

    def _enter(self, name: str, entered: str | list[str] | Upload, entry: Entry) -> None:
        if isinstance(entered, Upload):
            self._page.locator(f'input[name="{name}"]').set_input_files(_payload(entered))
        elif entry.labels:
            for label in entry.labels:
                tile = self._page.locator(".choice", has=self._page.get_by_text(label, exact=True))
                self._touch(tile.first)
        else:
            self._touch(self._page.locator(f'#question [name="{name}"]'))
            self._type(str(entered))

    def _type(self, words: str) -> None:
        """Key by key; what the keyboard at hand does not show, a scanner or a real keyboard would type."""
        for letter in words:
            key = "{space}" if letter == " " else letter
            if not self._key(key).count() and self._key("{shift}").count():
                self._touch(self._key("{shift}"))
            if self._key(key).count():
                self._touch(self._key(key))
            else:
                self._page.keyboard.insert_text(letter)

    def _touch(self, place: Locator) -> None:
        self._finger.touch(place)

    def _key(self, key: str) -> Locator:
        return self._page.locator(f"#keys [data-skbtn={key!r}]")

    def _go_on(self) -> None:
        self._touch(self._page.locator("#bar > :nth-child(4)"))
        self._settle()

    def _settle(self) -> None:
        self._page.wait_for_selector("html:not(.busy)")


class Typing(Talking):
    """At the console: what is typed and what it writes, drawn as a terminal shows it."""

    def __init__(self, page: Page, app: Flask, language: str, camera: Camera, sheet: Sheet) -> None:
        super().__init__(app, sheet, manner=1)
        self.language = language
        self._asked_for = "" if language == "en" else f" --language {language}"
        self._page, self._camera, self._tried = page, camera, False
        self._shown: list[str] = []

    def begin(self, service: ServiceSummary) -> None:
        self._shown.append(f"$ nowrongdoor talk {service.code}{self._asked_for}")
        super().begin(service)
        self._shown += self._lines

    def answer(self, path: str) -> None:
        self._look(path)
        super().answer(path)

    def skip(self, path: str) -> None:
        self._look(path)
        super().skip(path)

    def submit(self) -> None:
        self._take(CHECK)
        super().submit()
        self._take(END)

    def say(self, words: str) -> None:
        super().say(words)
        self._shown += [f"> {words}", *self._lines]

    def _look(self, path: str) -> None:
        self._take(path)
        if not self._tried:
            self._tried = True
            self.say(NONSENSE)
            self._take(MISTAKE)

    def _take(self, step: str) -> None:
        lines = "\n".join(self._shown).splitlines()
        drawn = templates.get_template("terminal.html").render(lines=lines, waiting=step != END)
        self._page.set_content(drawn)
        self._page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
        self._camera.take(self._page, step)


def _payload(upload: Upload) -> Any:
    return {"name": upload.name or "file", "mimeType": upload.claimed_type, "buffer": upload.content}
