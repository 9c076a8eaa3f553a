"""Ways through a made-up service in this process, by text and on the web, with a leap over the long middle."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from flask import Flask
from sqlalchemy import select

from benchmarks.inside import Inside, begun, phone
from benchmarks.made_services import code, entry, text
from service.front_office import FrontOffice
from service.messages import Capabilities, Visitor
from service.store.tables import drafts


class Way(Protocol):
    def turns(self, first: int, last: int) -> Iterator[int]:
        """Turn 0 begins, turn 1 answers the first question, and so on, `last` not included; each `next` is one."""
        ...

    def leap(self, to: int) -> None:
        """Answer what lies between without a turn, so that turn `to` is next."""
        ...


class ByText:
    def __init__(self, line: Inside, length: int, number: int) -> None:
        self._length, self._texting, self._app = length, phone(line, number), line.app

    def turns(self, first: int, last: int) -> Iterator[int]:
        for turn in range(first, last):
            self._say(text(turn - 1) if turn else f"MADE{self._length}", then=turn)
            yield turn

    def leap(self, to: int) -> None:
        answered(self._app, self._length, to - 1)
        self._say("again", then=to - 1)

    def _say(self, words: str, then: int) -> None:
        said = self._texting.say("text", *self._texting.prepared(words))
        expected = f"What about {then}?" if then < self._length else "Check your answers"
        assert expected in said, said


class ByPage:
    def __init__(self, line: Inside, length: int, _number: int) -> None:
        self._length, self._browser, self._app = length, begun(line, f"/en/{code(length)}/"), line.app

    def turns(self, first: int, last: int) -> Iterator[int]:
        for turn in range(first, last):
            self._browser.send("step", {"answer": entry(turn - 1)} if turn else {})
            expected = f"/q{turn}" if turn < self._length else "/check"
            assert self._browser.path.endswith(expected), self._browser.path
            yield turn

    def leap(self, to: int) -> None:
        answered(self._app, self._length, to - 1)
        self._browser.open(f"/en/{code(self._length)}/q/q{to - 1}")


def answered(app: Flask, length: int, questions: int) -> None:
    """Answer the first questions of the draft that was begun last, without a door."""
    office: FrontOffice = app.extensions["nowrongdoor"].core.front_office
    newest = select(drafts.c.id).where(drafts.c.service == code(length)).order_by(drafts.c.id.desc()).limit(1)
    with office.database.reading() as connection:
        draft = str(connection.execute(newest).scalar_one())
    visitor = Visitor("web", "en", Capabilities(pages=True))
    turn = office.ask(draft, visitor)
    while turn.prompt is not None and turn.prompt.path != f"q{questions}":
        number = int(turn.prompt.path.removeprefix("q"))
        turn = office.answer(draft, turn.prompt.path, {"answer": entry(number)}, turn.version, visitor)
