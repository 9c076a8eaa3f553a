"""Somebody at the kiosk: what the screen sends when it is touched, and what it is told."""

from __future__ import annotations

from io import BytesIO
from json import dumps
from typing import Any

from flask import Flask

from channels.kiosk.door import CAPABILITIES
from service.messages import ServiceSummary, Upload
from tests.doors.driver import Sheet, texts_in


class Touching:
    name, capabilities, knows = "kiosk", CAPABILITIES, frozenset[str]()
    language = "en"

    def __init__(self, app: Flask, sheet: Sheet) -> None:
        self.sheet, self._client, self._session = sheet, app.test_client(), ""

    def begin(self, service: ServiceSummary) -> None:
        self._do("begin", {"service": service.code})

    def asked_already(self, path: str) -> bool:
        return False

    def answer(self, path: str) -> None:
        entry = self.sheet[path]
        assert entry is not None
        assert self.turn["prompt"]["path"] == path
        files = {name: each for name, each in entry.parts.items() if isinstance(each, Upload)}
        parts = {name: each for name, each in entry.parts.items() if name not in files}
        self._do("answer", {"path": path, "seen": self.turn["version"], "parts": parts}, files)

    def skip(self, path: str) -> None:
        self._do("skip", {"path": path, "seen": self.turn["version"]})

    def back(self) -> None:
        self._do("back", {"path": self.turn["prompt"]["path"]})

    def change(self, path: str, label: str, nth: int) -> None:
        rows = [row["path"] for row in self.turn["prompt"]["rows"] if row["label"] == label]
        self._do("ask", {"path": rows[nth]})

    def submit(self) -> None:
        self._do("submit", {"seen": self.turn["version"]})

    def rate(self, answer: str) -> None:
        self.turn["how"] = self._post("how_it_went", {"answer": answer})["how"]

    def said(self) -> str:
        return "\n".join(texts_in(self.turn))

    def hand_over(self) -> str:
        offer = self._post("hand_over", {})["offer"]
        assert offer["qr"].startswith("data:image/svg+xml")
        return str(offer["code"])

    def take_over(self, code: str) -> None:
        assert self._post("waiting", {"code": code})["waiting"]["title"]
        self._do("take_over", {"code": code})

    def leave(self) -> None:
        self._client.post("/kiosk/leave", headers={"X-Kiosk-Session": self._session})

    def _headers(self) -> dict[str, str]:
        return {"X-Kiosk-Session": self._session, "Accept-Language": self.language}

    def _do(self, verb: str, body: dict[str, Any], files: dict[str, Upload] | None = None) -> None:
        sent: dict[str, Any] = {"json": body}
        if files:
            held = {
                name: (BytesIO(each.content), each.name, each.claimed_type) for name, each in files.items()
            }
            sent = {"data": {"reply": dumps(body), **held}}
        self.turn: dict[str, Any] = self._post(verb, **sent)

    def _post(self, verb: str, body: dict[str, Any] | None = None, **sent: Any) -> dict[str, Any]:
        sent = sent or {"json": body}
        response = self._client.post(f"/kiosk/{verb}", headers=self._headers(), **sent)
        assert response.status_code == 200, response.text[:400]
        told: dict[str, Any] = response.json or {}
        self._session = told.get("session", self._session)
        return told
