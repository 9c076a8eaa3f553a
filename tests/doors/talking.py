"""Somebody at the console: lines typed into the real conversation, and the lines it writes."""

from __future__ import annotations

from pathlib import Path
from queue import Queue
from tempfile import mkdtemp
from threading import Thread

from flask import Flask

from channels.console.talk import CAPABILITIES, NAME, talk
from channels.shared.words import speaking
from service.messages import ServiceSummary, Upload
from tests.doors.driver import Sheet, Wordy


class Talking(Wordy):
    name, capabilities = NAME, CAPABILITIES

    def __init__(self, app: Flask, sheet: Sheet, manner: int = 0) -> None:
        super().__init__(sheet, manner)
        self._core = app.extensions["nowrongdoor"].core
        self._lines, self._typed, self._waiting = list[str](), Queue[str | None](), Queue[bool]()
        self._thread: Thread | None = None

    def begin(self, service: ServiceSummary) -> None:
        self._open(service.code, "")

    def take_over(self, code: str) -> None:
        self.leave()
        self._lines.clear()
        self._open(None, code)

    def _open(self, service: str | None, code: str) -> None:
        self._thread = Thread(target=self._talk, args=(service, code), daemon=True)
        self._thread.start()
        self._waiting.get(timeout=60)

    def answer(self, path: str) -> None:
        entry = self.sheet[path]
        sent = entry.parts.get("answer") if entry else None
        if not isinstance(sent, Upload):
            return super().answer(path)
        file = Path(mkdtemp()) / sent.name
        file.write_bytes(sent.content)
        return self.say(str(file))

    def said(self) -> str:
        return "\n".join(self._lines)

    def say(self, words: str) -> None:
        self._lines.clear()
        self._typed.put(words)
        self._waiting.get(timeout=60)

    def leave(self) -> None:
        """Twice is once, and whoever never came need not go."""
        if self._thread is None:
            return
        self._typed.put(None)
        self._thread.join(timeout=60)
        self._thread, self._typed, self._waiting = None, Queue(), Queue()

    def _talk(self, service: str | None, code: str) -> None:
        try:
            with speaking(self._core.catalogues, self.language):
                talk(
                    self._core.front_office,
                    service,
                    self.language,
                    code=code,
                    read=self._read,
                    write=self._lines.append,
                )
        finally:
            self._waiting.put(False)

    def _read(self, _prompt: str) -> str:
        self._waiting.put(True)
        words = self._typed.get()
        if words is None:
            raise EOFError
        return words
