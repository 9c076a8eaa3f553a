"""How an outpost reaches its hub: the verbs of `HubLink` over HTTPS, with the outpost's key.

Nothing here decides anything, and nothing is kept: whatever could not be said is HubAway, with the cause in the log.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar
from urllib.parse import urlsplit

import urllib3
from pydantic import ValidationError

from channels.hub import wire
from service.front_office import TooManyTries
from service.messages import (
    Beat,
    HandOver,
    HubAway,
    Orders,
    Parts,
    Problem,
    Prompt,
    Saved,
    Status,
    Turn,
    Visitor,
    Waiting,
)

NEAR = frozenset({"localhost", "127.0.0.1", "::1"})
CONNECT_SECONDS = 3.0
PERSON_SECONDS = 8.0
"""For an answer while somebody stands there; the screen itself gives up after twenty."""
HURRY_SECONDS = 2.0
WORK_SECONDS = 60.0
"""For an answer that nobody waits for: many parcels with pictures take their time."""

R = TypeVar("R")

log = logging.getLogger(__name__)


class KeyRefused(HubAway):
    """The hub does not know the key, or not any more."""


class Hub:
    """`url` is where the hub's site is; `key` is what `nowrongdoor kiosk add` has said."""

    def __init__(self, url: str, key: str) -> None:
        """Raises ValueError with a sentence for the operator where the key would travel in clear."""
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError(f"{url} is not an address of a hub, such as https://town.example")
        if parts.scheme == "http" and parts.hostname not in NEAR:
            raise ValueError(f"{url}: only https keeps the key and people's answers to ourselves")
        self._url = url.rstrip("/")
        self._key = key
        self._pool = urllib3.PoolManager(maxsize=8, retries=False)

    def bundle(self, version: str) -> tuple[bytes, str] | None:
        """The bundle and its signature; None where the hub has none but that version."""
        reply = self._asked("GET", "bundle", None, WORK_SECONDS, {"If-None-Match": version})
        return None if reply.status == 304 else (reply.data, reply.headers.get(wire.SIGNATURE, ""))

    def take_in(self, parcels: Sequence[bytes], *, hurry: bool = False) -> list[str]:
        content = self._said("parcels", {}, parcels, HURRY_SECONDS if hurry else WORK_SECONDS)
        return _read(wire.REASONS.validate_json, content)

    def offer(self, parcel: bytes, visitor: Visitor, contact: str | None) -> HandOver:
        arguments = wire.who(visitor) | {"contact": contact}
        return _read(wire.OFFER.validate_json, self._said("offer", arguments, [parcel]))

    def save(self, parcel: bytes, second: str, contact: str, visitor: Visitor) -> Saved | Problem:
        arguments = wire.who(visitor) | {"second": second, "contact": contact}
        return _read(wire.SAVED.validate_json, self._said("save", arguments, [parcel]))

    def send_receipt(self, draft: str, contact: str, visitor: Visitor) -> str | Problem | None:
        arguments = wire.who(visitor) | {"draft": draft, "contact": contact}
        return _read(wire.SENT.validate_json, self._said("send_receipt", arguments))

    def how_it_went(self, draft: str, visitor: Visitor) -> Prompt | None:
        content = self._said("how_it_went", wire.who(visitor) | {"draft": draft})
        return _read(wire.PROMPT.validate_json, content)

    def say_how_it_went(self, draft: str, answer: str, visitor: Visitor) -> None:
        self._said("say_how_it_went", wire.who(visitor) | {"draft": draft, "answer": answer})

    def say_how_it_was_decided(self, reference: str, proof: str, answer: str, visitor: Visitor) -> None:
        self._on_case("say_how_it_was_decided", reference, proof, visitor, answer=answer)

    def waiting(self, given: str, visitor: Visitor) -> Waiting | None:
        return _read(wire.WAITING.validate_json, self._said("waiting", wire.who(visitor) | {"code": given}))

    def lend(self, given: str, second: str | None, visitor: Visitor) -> bytes | Problem | None:
        arguments = wire.who(visitor) | {"code": given, "second": second}
        return _read(wire.read_lent, self._said("lend", arguments))

    def lend_back(self, draft: str) -> bytes | None:
        content = self._said("lend_back", {"draft": draft})
        return None if content == b"null" else content

    def lent(self, draft: str, hold: int, language: str, arrived: int | None) -> bool:
        arguments = {"draft": draft, "hold": hold, "language": language, "source": "", "arrived": arrived}
        return self._said("lent", arguments) == b"true"

    def definition(self, revision: str) -> tuple[str, dict[str, bytes]] | None:
        return _read(wire.read_folder, self._said("definition", {"revision": revision}))

    def track(self, reference: str, proof: str, visitor: Visitor) -> Status | None:
        return _read(wire.STATUS.validate_json, self._on_case("track", reference, proof, visitor))

    def ask_status(self, reference: str, proof: str, visitor: Visitor) -> Status | None:
        return _read(wire.STATUS.validate_json, self._on_case("ask_status", reference, proof, visitor))

    def follow_up(self, reference: str, proof: str, well: bool, visitor: Visitor) -> Turn | None:
        return _read(
            wire.TURN.validate_json, self._on_case("follow_up", reference, proof, visitor, well=well)
        )

    def withdraw(self, reference: str, proof: str, visitor: Visitor) -> Turn | None:
        return _read(wire.TURN.validate_json, self._on_case("withdraw", reference, proof, visitor))

    def other_times(self, reference: str, proof: str, visitor: Visitor) -> Prompt | None:
        return _read(wire.PROMPT.validate_json, self._on_case("other_times", reference, proof, visitor))

    def move_appointment(self, reference: str, proof: str, parts: Parts, visitor: Visitor) -> Turn | None:
        content = self._on_case("move_appointment", reference, proof, visitor, parts=dict(parts))
        return _read(wire.TURN.validate_json, content)

    def cancel_appointment(self, reference: str, proof: str, visitor: Visitor) -> Turn | None:
        return _read(wire.TURN.validate_json, self._on_case("cancel_appointment", reference, proof, visitor))

    def confirm_appointment(self, reference: str, proof: str, visitor: Visitor) -> Turn | None:
        return _read(wire.TURN.validate_json, self._on_case("confirm_appointment", reference, proof, visitor))

    def promised(self) -> list[str]:
        return _read(wire.REASONS.validate_json, self._said("references", {}, (), WORK_SECONDS))

    def beat(self, beat: Beat) -> Orders:
        arguments = {"beat": wire.BEAT.dump_python(beat, mode="json")}
        return _read(wire.ORDERS.validate_json, self._said("beat", arguments, (), WORK_SECONDS))

    def _on_case(self, verb: str, reference: str, proof: str, visitor: Visitor, **more: Any) -> bytes:
        return self._said(verb, {**wire.who(visitor), "reference": reference, "proof": proof, **more})

    def _said(
        self,
        verb: str,
        arguments: Mapping[str, Any],
        parcels: Sequence[bytes] = (),
        seconds: float = PERSON_SECONDS,
    ) -> bytes:
        return self._asked("POST", verb, wire.request(arguments, parcels), seconds, {}).data

    def _asked(
        self, method: str, verb: str, body: bytes | None, seconds: float, headers: Mapping[str, str]
    ) -> urllib3.BaseHTTPResponse:
        """The hub's answer. Raises HubAway, KeyRefused and TooManyTries."""
        try:
            reply = self._pool.request(
                method,
                f"{self._url}/hub/{verb}",
                body=body,
                headers={"Authorization": f"Bearer {self._key}", "Content-Type": wire.KIND, **headers},
                timeout=urllib3.Timeout(connect=min(CONNECT_SECONDS, seconds), read=seconds),
                redirect=False,
            )
        except urllib3.exceptions.HTTPError as error:
            log.warning("the hub cannot be reached for %s: %s", verb, type(error).__name__)
            raise HubAway from None
        if reply.status in (200, 304):
            return reply
        log.warning("the hub answered %s with %s", verb, reply.status)
        if reply.status == 403:
            raise KeyRefused
        if reply.status == 429:
            raise TooManyTries
        raise HubAway


def _read(reading: Callable[[bytes], R], content: bytes) -> R:
    """What the hub said; one of another release says what nobody here understands."""
    try:
        return reading(content)
    except (ValidationError, json.JSONDecodeError, KeyError, TypeError, ValueError) as error:
        log.warning("the hub's answer is not understood: %s", type(error).__name__)
        raise HubAway from None
