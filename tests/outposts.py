"""A hub on a real port, an outpost beside it with a store of its own, and a net between them that can be pulled."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import urllib3
from flask import Flask

from channels.hub.link import PERSON_SECONDS
from channels.hub.link import Hub as Link
from service.assembly import Core, open_core
from service.clock import Clock
from service.messages import Capabilities, HubAway, Turn, Visitor
from tests.conftest import ROOT

KIOSK = Capabilities(pages=False, photos=True, documents=False, private=True, public_screen=True)
Fault = Literal["no request arrives", "no answer comes back"]


@dataclass
class Net(Link):
    """The real link, whose cable can be pulled on either side of the hub: before or after it did what was asked."""

    url: str
    key: str
    fault: Fault | None = None
    only: str = ""
    """The verb that fails; all where empty."""
    asked: list[str] = field(default_factory=list)
    on_the_way: Callable[[dict[str, Any]], None] | None = None
    """What happens to every parcel between the two."""

    def __post_init__(self) -> None:
        Link.__init__(self, self.url, self.key)

    def _said(
        self,
        verb: str,
        arguments: Mapping[str, Any],
        parcels: Sequence[bytes] = (),
        seconds: float = PERSON_SECONDS,
    ) -> bytes:
        if self.on_the_way is None:
            return Link._said(self, verb, arguments, parcels, seconds)
        content = Link._said(self, verb, arguments, [self._changed(each) for each in parcels], seconds)
        told = json.loads(content)
        if verb == "lend" and told is not None:
            return b'{"parcel":' + self._changed(json.dumps(told["parcel"]).encode()) + b"}"
        return self._changed(content) if verb == "lend_back" and told is not None else content

    def _changed(self, parcel: bytes) -> bytes:
        assert self.on_the_way is not None
        read = json.loads(parcel)
        self.on_the_way(read)
        return json.dumps(read).encode()

    def _asked(
        self, method: str, verb: str, body: bytes | None, seconds: float, headers: Mapping[str, str]
    ) -> urllib3.BaseHTTPResponse:
        self.asked.append(verb)
        fails = self.fault is not None and self.only in ("", verb)
        if fails and self.fault == "no request arrives":
            raise HubAway
        reply = Link._asked(self, method, verb, body, seconds, headers)
        if fails:
            raise HubAway
        return reply


@dataclass
class Hall:
    """An outpost, and somebody who stands at it."""

    core: Core
    net: Net
    language: str = "en"

    @property
    def visitor(self) -> Visitor:
        return Visitor("kiosk", self.language, KIOSK, source="127.0.0.1")

    @property
    def office(self) -> Any:
        return self.core.front_office

    def begun(self, service: str = "street-problem") -> Turn:
        return self.office.begin(service, self.visitor)

    def answered(self, turn: Turn, *entered: str | dict[str, Any]) -> Turn:
        for each in entered:
            assert turn.draft is not None
            assert turn.prompt is not None
            parts = {"answer": each} if isinstance(each, str) else each
            turn = self.office.answer(turn.draft, turn.prompt.path, parts, turn.version, self.visitor)
            assert turn.prompt is not None
            assert turn.prompt.problem is None, turn.prompt.problem
        return turn

    def to_the_end(self, turn: Turn) -> Turn:
        """Whatever is asked of a street problem, as far as the check answers."""
        while turn.prompt is not None and turn.prompt.kind == "ask":
            path = turn.prompt.path
            turn = self.answered(turn, ANSWERS[path]) if path in ANSWERS else self.skipped(turn)
        return turn

    def skipped(self, turn: Turn) -> Turn:
        assert turn.prompt is not None
        after = self.office.skip(turn.draft, turn.prompt.path, self.visitor)
        assert after.prompt.path != turn.prompt.path
        return after

    def sent(self, turn: Turn) -> Turn:
        turn = self.to_the_end(turn)
        assert turn.prompt is not None
        assert turn.prompt.kind == "check", turn
        return self.office.submit(turn.draft, turn.version, self.visitor)


ANSWERS: dict[str, str] = {
    "danger": "no",
    "problem": "other",
    "description": "Canaryhole beside the fountain",
    "where": "Abdijstraat 12",
    "mobile": "0470 12 34 56",
}


@contextmanager
def opened(app: Flask, url: str, folder: Path, clock: Clock, name: str = "hall") -> Iterator[Hall]:
    """An outpost that serves what its hub serves, with references in hand."""
    hub: Core = app.extensions["nowrongdoor"].core
    net = Net(url, hub.operations.outposts.enrol(name))
    core = open_core(
        folder, ROOT / "config", f"sqlite:///{folder / 'town.db'}", demo=True, link=net, clock=clock
    )
    core.operations.publish()
    assert core.outpost is not None
    core.outpost.outbox.refill()
    try:
        yield Hall(core, net)
    finally:
        core.close()
