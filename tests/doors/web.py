"""Somebody at the web door: a browser without scripts, which knows only the page it shows."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from urllib.parse import unquote, urlsplit

from flask import Flask
from werkzeug.test import TestResponse

from channels.web.house import CAPABILITIES, NAME
from service.messages import ServiceSummary, Upload
from tests.doors.driver import Sheet, code_in
from tests.doors.page import Form, Page


class Browsing:
    name, capabilities, knows = NAME, CAPABILITIES, frozenset[str]()
    language = "en"

    def __init__(self, app: Flask, sheet: Sheet) -> None:
        self.sheet, self._client = sheet, app.test_client()

    def begin(self, service: ServiceSummary) -> None:
        self._show(self._client.get(f"/{self.language}/{service.code}/"))
        self._send(self.page.form_with("/begin"), {})

    def asked_already(self, path: str) -> bool:
        return all(path != asked for form in self.page.forms for asked, _ in _inputs(form).values())

    def answer(self, path: str) -> None:
        if not self.asked_already(path):
            form = self.page.form_with("/q/")
            self._send(form, {name: self._entered(form, name, *of) for name, of in _inputs(form).items()})

    def skip(self, path: str) -> None:
        if not self.asked_already(path) and ("skip", path) in self.page.form_with("/q/").buttons:
            self._send(self.page.form_with("/q/"), {"skip": path})
        else:
            self.answer(path)

    def back(self) -> None:
        self._show(self._client.get(next(href for href, words in self.page.links if words == "Back")))

    def change(self, path: str, label: str, nth: int) -> None:
        links = [href for href, words in self.page.links if f"{words} (".startswith(f"Change : {label} (")]
        self._show(self._client.get(links[nth]))

    def submit(self) -> None:
        self._send(self.page.form_with("/check"), {})

    def rate(self, answer: str) -> None:
        self._send(self.page.form_with("/done"), {"how": answer})

    def said(self) -> str:
        return self.page.words

    def hand_over(self) -> str:
        form = self.page.form_with("/elsewhere")
        shown = self._client.post(form.action, data=form.hidden)
        assert shown.status_code == 200, shown.text[:400]
        return code_in(Page(shown.text).words)

    def take_over(self, code: str) -> None:
        self._show(self._client.get(f"/{self.language}/continue"))
        self._send(self.page.form_with("/continue"), {"code": code})
        self._send(self.page.form_with("/continue/take"), {})

    def open(self, link: str) -> None:
        """What somebody taps in a text."""
        self._show(self._client.get(urlsplit(link).path))

    def answer_single(self, path: str) -> None:
        """Answer the one question that is behind a link."""
        form = self.page.form_with("/c/")
        entry = self.sheet[path]
        parts = entry.parts if entry else {}
        self._send(form, {name: self._entered(form, name, path, name) for name in parts})

    def answer_behind_link(self, path: str) -> None:
        raise AssertionError(f"the web asks {path} itself")

    def leave(self) -> None:
        self._client.delete_cookie("session")

    def _entered(self, form: Form, name: str, path: str, part: str) -> Any:
        entry = self.sheet[path]
        entered = entry.parts.get(part, "") if entry else ""
        if isinstance(entered, Upload):
            return BytesIO(entered.content), entered.name, entered.claimed_type
        for each in entered if isinstance(entered, list) else [entered]:
            offered = form.choices.get(name, [each]) if entry and entry.labels else [each]
            assert each in offered, f"{each} is not offered"
        return entered

    def _send(self, form: Form, entered: dict[str, Any]) -> None:
        self._show(self._client.post(form.action, data={**form.hidden, **entered}))

    def _show(self, response: TestResponse) -> None:
        response = self._client.get(response.location) if response.status_code == 303 else response
        assert response.status_code in (200, 422), response.text[:400]
        self.page = Page(response.text)


def _inputs(form: Form) -> dict[str, tuple[str, str]]:
    """The question and the part that each input is for; on a page with one question the address names it."""
    path = unquote(urlsplit(form.action).path).partition("/q/")[2]
    named = {name: name.rpartition(":") for name in form.fields}
    return {name: (of or path, part) for name, (of, _, part) in named.items()}
