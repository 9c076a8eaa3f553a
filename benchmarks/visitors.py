"""Many people at once at all doors, in a process of its own: each does one street problem after the other.

Started with a Stay as JSON on its standard input, it answers with a Seen as JSON.
"""

from __future__ import annotations

import itertools
import json
import random
import re
import secrets
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from twilio.request_validator import RequestValidator

from benchmarks.patience import Leaving, Patient, Seen, Stay
from benchmarks.people import TOKEN, Astray, Browsing, Texting, Touching
from benchmarks.sheets import Entry, Sheet, sheet, streets
from benchmarks.wire import Connection

DOORS = ("web", "text", "kiosk")
GRACE = 60.0
"""Seconds after the end in which journeys that are under way may still be finished."""
AGAIN = 0.03
"""How often a carrier delivers a message twice."""
REFUSED = "Please send it again in a minute"
"""What a town that is full says by text."""
_REFERENCE = re.compile(r'(?:Reference: |class="reference" dir="ltr">)([A-Z0-9-]+)')


@dataclass
class Person:
    """One after the other at the same door, each with a sheet of their own."""

    stay: Stay
    seen: Seen
    door: str
    ends: float
    numbers: Callable[[], int]
    known: list[tuple[str, int]]

    def come(self) -> None:
        last = self.ends + (GRACE if self.stay.think else 0.0)
        if self.stay.think:
            time.sleep(random.uniform(0, self.stay.think))
        while time.monotonic() < self.ends:
            line = Patient(Connection(self.stay.port), [], self.seen, self.door, last, self.stay.think)
            whose = sheet(self.numbers(), self.known)
            try:
                self._walk(line, whose)
            except Leaving:
                self.seen.happened.append("broken off at the end")
            except Astray as astray:
                self.seen.happened.append(f"astray: {self.door}, {str(astray)[:160]}")
            finally:
                line.connection.close()

    def _walk(self, line: Patient, whose: Sheet) -> None:
        walk = {"web": self._on_pages, "text": self._by_text, "kiosk": self._at_the_screen}[self.door]
        sending = walk(line, whose)
        try:
            found = sending()
        except (Leaving, Astray):
            self.seen.unsure.append(whose.number)
            raise
        self.seen.receipts.append({"door": self.door, "number": whose.number, "reference": found})

    def _on_pages(self, line: Patient, whose: Sheet) -> Callable[[], str]:
        browser = Browsing(line)
        browser.open("/en/street-problem/")
        browser.send("begin", {})
        for entry in whose.entries:
            if not browser.path.endswith(f"/{entry.path}"):
                raise Astray(f"at {browser.path} instead of {entry.path}")
            browser.send(entry.path, {"answer": entry.entered} if entry.entered else {"skip": entry.path})

        def send() -> str:
            browser.send("check", {})
            assert browser.page is not None
            return _reference(browser.page.text)

        return send

    def _at_the_screen(self, line: Patient, whose: Sheet) -> Callable[[], str]:
        screen = Touching(line)
        screen.do("begin", "begin", {"service": "street-problem"})
        for entry in whose.entries:
            if screen.turn["prompt"]["path"] != entry.path:
                raise Astray(f"at {screen.turn['prompt']['path']} instead of {entry.path}")
            seen = {"path": entry.path, "seen": screen.turn["version"]}
            if entry.entered:
                screen.do(entry.path, "answer", {**seen, "parts": {"answer": entry.entered}})
            else:
                screen.do(entry.path, "skip", seen)

        def send() -> str:
            screen.do("submit", "submit", {"seen": screen.turn["version"]})
            receipt = screen.turn["prompt"]["receipt"]
            if receipt is None:
                raise Astray(f"no receipt but {screen.turn['prompt']['words']}")
            return str(receipt["reference"])

        return send

    def _by_text(self, line: Patient, whose: Sheet) -> Callable[[], str]:
        sign = RequestValidator(TOKEN).compute_signature
        phone = Texting(line, whose.mobile, sign, f"http://localhost:{self.stay.port}")
        self._say(phone, "FIX")
        for entry in whose.entries:
            if entry.path not in (
                "photo",
                "mobile",
            ):  # no text carries the one, and the other is known from the line
                self._say(phone, _words(entry))
        return lambda: _reference(self._say(phone, "0"))

    def _say(self, phone: Texting, words: str) -> str:
        """The same words again where the town asks for that; now and then the carrier delivers twice."""
        while True:
            headers, body = phone.prepared(words, f"SM{secrets.token_hex(16)}")
            said = phone.say(words, headers, body)
            if "Incident" in said:
                self.seen.happened.append("text: an apology with an incident")
            elif REFUSED in said:
                self.seen.happened.append("text: asked to try again in a minute")
            else:
                break
            time.sleep(1.0)
        if random.random() < AGAIN:
            again = phone.say("", headers, body)
            if (
                again != said and REFUSED not in again
            ):  # a full town hears nobody, nor a message that it heard
                self.seen.happened.append("astray: a message that came twice was answered differently")
        return said


def _words(entry: Entry) -> str:
    return entry.entered or "SKIP"


def _reference(text: str) -> str:
    found = _REFERENCE.search(text)
    if found is None:
        raise Astray(f"no reference in {text[-300:]}")
    return found[1]


def stayed(stay: Stay) -> Seen:
    seen, known = Seen(), streets()
    counting, turn = itertools.count(stay.first), threading.Lock()

    def number() -> int:
        with turn:
            return next(counting)

    began, used = time.monotonic(), time.process_time()
    people = [
        Person(stay, seen, DOORS[each % len(DOORS)], began + stay.seconds, number, known)
        for each in range(stay.people)
    ]
    threads = [threading.Thread(target=person.come) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seen.seconds, seen.client_seconds = time.monotonic() - began, time.process_time() - used
    return seen


def main() -> None:
    print(json.dumps(vars(stayed(Stay(**json.loads(sys.stdin.readline()))))), flush=True)


if __name__ == "__main__":
    main()
