"""The reference: somebody who asks the front office itself, with nothing in between."""

from __future__ import annotations

from dataclasses import asdict, replace

from flask import Flask

from service.messages import Capabilities, Prompt, ServiceSummary, Turn, Visitor
from tests.doors.driver import Sheet, texts_in


class Asking:
    name, capabilities, knows = "strict", Capabilities(), frozenset[str]()
    language = "en"

    def __init__(self, app: Flask, sheet: Sheet, capabilities: Capabilities = capabilities) -> None:
        self.office = app.extensions["nowrongdoor"].core.front_office
        self.sheet, self.capabilities = sheet, capabilities
        self.visitor = Visitor(self.name, "en", capabilities)

    def begin(self, service: ServiceSummary) -> None:
        self.visitor = replace(self.visitor, language=self.language)
        self.turn: Turn = self.office.begin(service.code, self.visitor)

    def answer(self, path: str) -> None:
        entry = self.sheet[path]
        assert entry is not None
        assert self.prompt.path == path
        self.turn = self.office.answer(self.draft, path, entry.parts, self.turn.version, self.visitor)

    def asked_already(self, path: str) -> bool:
        return False

    def skip(self, path: str) -> None:
        self.turn = self.office.skip(self.draft, path, self.visitor, self.turn.version)

    def back(self) -> None:
        self.turn = self.office.back(self.draft, self.visitor, self.prompt.path)

    def change(self, path: str, label: str, nth: int) -> None:
        self.turn = self.office.ask(self.draft, self.visitor, path)

    def submit(self) -> None:
        self.turn = self.office.submit(self.draft, self.turn.version, self.visitor)

    def said(self) -> str:
        return "\n".join([*self.turn.said, *texts_in(asdict(self.prompt))])

    def hand_over(self) -> str:
        offer = self.office.hand_over(self.draft, self.visitor)
        assert offer is not None
        return offer.code

    def take_over(self, code: str) -> None:
        self.visitor = replace(self.visitor, language=self.language)
        turn = self.office.take_over(code, self.visitor)
        assert turn is not None
        self.turn = turn

    def leave(self) -> None:
        pass

    @property
    def prompt(self) -> Prompt:
        assert self.turn.prompt is not None
        return self.turn.prompt

    @property
    def draft(self) -> str:
        assert self.turn.draft is not None
        return self.turn.draft
