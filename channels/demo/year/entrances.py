"""How somebody is at a door: at a screen, where the door knows what it shows, or on a line, where there are only words.

Both are used as the doors themselves use the front office.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Protocol

from channels.demo.year.people import Person
from channels.demo.year.slips import slipped
from channels.demo.year.town import Course, PlayedTown
from channels.shared.text import messages
from channels.shared.twilio_door import Network
from service.messages import Helper, Line, Parts, Prompt, Reading, Receipt, Reply, Status, Turn, Visitor
from service.rehearsal import Entry, Wish

OUR_NUMBER = "+32460000000"
DESK = "counter"
PAGE = "web"
"""Where links lead."""
HAND_OVER = "continue"
"""The word by which a line gives a code; it is understood in every language, as is each of these."""
STATUS, STOP, SEND, SKIP = "status", "stop", "0", "skip"
IN_WORDS = 0.6
"""Who asks how a case stands on the line itself; others open the page."""

_CODE = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b")
_LINK = re.compile(r"https?://\S+/[A-Za-z0-9_-]{22}\b")


class Entrance(Protocol):
    """What one can do at a door, whichever it is."""

    @property
    def door(self) -> str: ...
    @property
    def visitor(self) -> Visitor: ...
    def begin(self, service: str) -> Turn: ...
    def again(self, turn: Turn) -> Turn: ...
    def give(self, turn: Turn, entry: Entry) -> Turn: ...
    def skip(self, turn: Turn) -> Turn: ...
    def send(self, turn: Turn) -> Turn: ...
    def rate(self, turn: Turn, answer: str) -> None:
        """Say how it went, or what one would have done instead."""
        ...

    def code(self, turn: Turn) -> tuple[str, str]: ...
    def take_over(self, given: str) -> Turn | None: ...
    def status(self, receipt: Receipt) -> Status | None:
        """None where there is nothing more to do about it."""
        ...


def entrance(town: PlayedTown, person: Person, door: str, helper: Helper | None = None) -> Entrance:
    visitor = Visitor(door, person.language, town.doors.can[door], assurance="contact", helper=helper)
    if door not in town.doors.networks:
        return AtScreen(town, visitor)
    network = town.doors.networks[door]
    line = Line(f"{network.scheme}:{person.own.mobile}", f"{network.scheme}:{OUR_NUMBER}")
    return OnLine(town, replace(visitor, assurance="none", line=line, weigh=_weighing(network)), network)


def _weighing(network: Network) -> Callable[[Turn], int]:
    return lambda turn: network.weigh(messages(turn, network.limits))


@dataclass
class AtScreen:
    town: PlayedTown
    visitor: Visitor

    @property
    def door(self) -> str:
        return self.visitor.door

    def begin(self, service: str) -> Turn:
        return self.town.core.front_office.begin(service, self.visitor)

    def again(self, turn: Turn) -> Turn:
        assert turn.draft is not None
        return self.town.core.front_office.review(turn.draft, self.visitor)

    def give(self, turn: Turn, entry: Entry) -> Turn:
        draft, path = _asked(turn)
        return self.town.core.front_office.answer(draft, path, entry.parts, turn.version, self.visitor)

    def skip(self, turn: Turn) -> Turn:
        draft, path = _asked(turn)
        return self.town.core.front_office.skip(draft, path, self.visitor)

    def send(self, turn: Turn) -> Turn:
        draft, _ = _asked(turn)
        return self.town.core.front_office.submit(draft, turn.version, self.visitor)

    def rate(self, turn: Turn, answer: str) -> None:
        assert turn.draft is not None
        self.town.core.front_office.say_how_it_went(turn.draft, answer, self.visitor)

    def code(self, turn: Turn) -> tuple[str, str]:
        """A code and a link for another door; both empty where there is nothing to hand over."""
        offer = self.town.core.front_office.hand_over(turn.draft or "", self.visitor)
        return (offer.code, offer.link) if offer is not None else ("", "")

    def take_over(self, given: str) -> Turn | None:
        return self.town.core.front_office.take_over(given, self.visitor)

    def status(self, receipt: Receipt) -> Status | None:
        return self.town.core.front_office.ask_status(receipt.reference, receipt.status_code, self.visitor)


@dataclass
class OnLine:
    town: PlayedTown
    visitor: Visitor
    network: Network

    @property
    def door(self) -> str:
        return self.visitor.door

    @property
    def contact(self) -> str:
        assert self.visitor.line is not None
        return self.visitor.line.contact

    def text(self, words: str, entry: Entry | None = None) -> Turn:
        file = entry.file if entry is not None else None
        media = (lambda: file,) if file is not None else ()
        delivery = f"played-{secrets.token_hex(16)}"
        reply = Reply(words, delivery, media, self.network.parts(words))
        return self.town.core.front_office.hear(reply, self.visitor)

    def begin(self, service: str) -> Turn:
        """By its keyword, in the person's own language; what was begun there once before is left."""
        office = self.town.core.front_office
        summary = office.service(service, self.visitor)
        self.text(f"language {self.visitor.language}")
        turn = self.text(summary.keywords[0]) if summary.keywords else self._from_menu(summary.title)
        for _ in range(2):
            if turn.prompt is None or turn.prompt.kind != "choose":
                break
            turn = self.text(str(len(turn.prompt.options)))
        return turn

    def _from_menu(self, title: str) -> Turn:
        self.text("menu")
        return self.text(title)

    def again(self, turn: Turn) -> Turn:
        return self.text("again")

    def give(self, turn: Turn, entry: Entry) -> Turn:
        return self.text(entry.words, entry)

    def skip(self, turn: Turn) -> Turn:
        return self.text(SKIP)

    def send(self, turn: Turn) -> Turn:
        return self.text(SEND)

    def rate(self, turn: Turn, answer: str) -> None:
        self.text(answer)

    def code(self, turn: Turn) -> tuple[str, str]:
        words = " ".join(self.text(HAND_OVER).said)
        code, link = _CODE.search(words), _LINK.search(words)
        return (code[0] if code else "", link[0] if link else "")

    def take_over(self, given: str) -> Turn | None:
        turn = self.text(given)
        return turn if turn.draft is not None else None

    def status(self, receipt: Receipt) -> Status | None:
        """Asked for on the line, in words, after which nothing more is done; or on the page, as a text names it."""
        if self.town.happens(IN_WORDS):
            self.text(f"{STATUS} {receipt.reference} {receipt.status_code}")
            return None
        page = on_page(self.town, self.visitor)
        return self.town.core.front_office.ask_status(receipt.reference, receipt.status_code, page)

    def brought(self) -> Turn | None:
        """What the town has said here by itself since."""
        self.town.deliver()
        return self.town.brought.pop(self.contact, None)


def on_page(town: PlayedTown, visitor: Visitor) -> Visitor:
    """The same person before the web form."""
    return Visitor(PAGE, visitor.language, town.doors.can[PAGE], assurance="contact")


def answered_by_link(at: OnLine, turn: Turn, wish: Wish, person: Person) -> Course:
    """A question that the line cannot ask: its link is opened, and answered on a page."""
    prompt, town = turn.prompt, at.town
    link = _LINK.search(" ".join(prompt.notes)) if prompt is not None else None
    draft = town.rehearsal.draft_on(at.visitor.line) if at.visitor.line is not None else None
    if link is None or draft is None:
        return
    yield timedelta(minutes=town.between(1, 30))
    visitor = replace(on_page(town, at.visitor), capabilities=replace(town.doors.can[PAGE], pages=False))
    for number in range(3):
        asked = town.core.front_office.single_question(link[0], visitor)
        if asked is None or asked.prompt is None or asked.prompt.kind != "ask":
            return
        entry = town.rehearsal.entry(draft, asked.prompt, visitor, wish, person.own, town.chance)
        if entry is None:
            return
        if number == 0 and town.happens(person.care):
            entry = slipped(entry, asked.prompt, person.language, town.chance)
        town.core.front_office.answer_single(link[0], _entering(entry.parts), visitor)
        yield timedelta(seconds=town.between(10, 60))


def _entering(parts: Parts) -> Reading:
    """Whatever is asked there, this is what is entered."""
    return lambda _: parts


def has_link(prompt: Prompt) -> bool:
    return any(_LINK.search(each) for each in prompt.notes)


def _asked(turn: Turn) -> tuple[str, str]:
    assert turn.draft is not None
    assert turn.prompt is not None
    return turn.draft, turn.prompt.path
