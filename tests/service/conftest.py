"""Small services for the tests of the core, loaded as the real ones are."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import pytest

from service.carriage import FIRST_TRY, Attempt, Carrier, Taken
from service.clock import Clock
from service.definitions.definition import Definition
from service.definitions.folder import Folder
from service.definitions.loading import load
from service.journey import Answer
from service.messages import Capabilities, LetterMaker, Notice, Turn, Visitor

if TYPE_CHECKING:
    from service.assembly import Core

ROOT = Path(__file__).resolve().parents[2]
HEAD = """
service: trial
title: A trial
summary: For the tests.
office: public-works
takes: 1 minute
receipt: We will look.
"""

Declare = Callable[..., Definition]
Offering = Callable[..., "Core"]


@pytest.fixture
def declare() -> Declare:
    """A definition from the YAML after the head; tables by file name. What is wrong with it fails the test."""

    def declared(body: str, **tables: str) -> Definition:
        files = {"service.yaml": (HEAD + body).encode()}
        files |= {name.replace("_csv", ".csv"): content.encode() for name, content in tables.items()}
        loaded = load(Folder("trial", files))
        errors = [str(finding) for finding in loaded.findings if finding.severity == "error"]
        assert not errors, "\n".join(errors)
        assert loaded.definition is not None
        return loaded.definition

    return declared


def given(**values: object) -> dict[str, Answer]:
    """Answers by path; `/` is written `__`, so that `household__1__born` is `household/1/born`."""
    return {
        path.replace("__", "/"): Answer(value, version=n) for n, (path, value) in enumerate(values.items(), 1)
    }


ON = date(2026, 11, 23)


@pytest.fixture
def offering(tmp_path: Path, data: Path, database_url: str, clock: Clock) -> Iterator[Callable[..., Core]]:
    """Opens a town with one service of a test's own, for real: `offering("questions: ...", rates_csv="...")`.

    Called again, it publishes the service anew in the same town.
    """
    from service.assembly import open_core

    config = tmp_path / "config"
    folder = config / "services" / "trial"
    opened: list[Core] = []

    def offered(
        body: str,
        demo: bool = False,
        carried: frozenset[str] = frozenset(),
        doors: Mapping[str, Capabilities] = MappingProxyType({}),
        carry_on_at: str = "",
        asked_at: str = "",
        letters_made_by: LetterMaker | None = None,
        **tables: str,
    ) -> Core:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "service.yaml").write_text(HEAD + body, "utf-8")
        for name, content in tables.items():
            (folder / name.replace("_csv", ".csv")).write_text(content, "utf-8")
        if not opened:
            for file in ("town.toml", "indicators.yaml"):
                shutil.copy(ROOT / "config" / file, config)
            shutil.copytree(ROOT / "config" / "registers", config / "registers")
            opened.append(
                open_core(
                    data,
                    config,
                    database_url,
                    demo=demo,
                    carried=carried,
                    doors=doors,
                    carry_on_at=carry_on_at,
                    asked_at=asked_at,
                    letters_made_by=letters_made_by,
                    clock=clock,
                )
            )
        errors = [str(finding) for finding in opened[0].operations.publish() if finding.severity == "error"]
        assert not errors, "\n".join(errors)
        return opened[0]

    yield offered
    for core in opened:
        core.close()


def answered(core: Core, turn: Turn, visitor: Visitor, *entered: str | dict[str, Any]) -> Turn:
    """The turn after answers in words (or by part) to what is asked, one after another; none may be refused."""
    for each in entered:
        assert turn.draft is not None
        assert turn.prompt is not None
        parts = {"answer": each} if isinstance(each, str) else each
        turn = core.front_office.answer(turn.draft, turn.prompt.path, parts, turn.version, visitor)
        assert turn.prompt is not None
        assert turn.prompt.problem is None, turn.prompt.problem
    return turn


# --- a town that sends ----------------------------------------------------------------------------------------


@dataclass
class Post:
    """Carries what it is given, and remembers it; or raises what it is told to."""

    carried: list[Notice] = field(default_factory=list)
    fails: Exception | None = None
    names: str = ""
    """How it names messages, where it tells later what became of them."""
    attempts: list[Attempt] = field(default_factory=list)
    pieces: int = 1
    """Messages of one notice."""
    breaks_after: int | None = None
    charged: int | None = None

    def __call__(self, notice: Notice, attempt: Attempt = FIRST_TRY) -> Iterator[Taken]:
        if self.fails is not None:
            raise self.fails
        self.carried.append(notice)
        self.attempts.append(attempt)
        for piece in range(attempt.taken, self.pieces):
            if self.breaks_after == piece:
                raise OSError("the line is dead")
            number = f"{len(self.carried)}-{piece + 1}" if self.pieces > 1 else str(len(self.carried))
            name = f"{self.names}{number}" if self.names else ""
            yield Taken(name, charged=self.charged, more=piece + 1 < self.pieces)


@pytest.fixture
def post() -> Post:
    return Post()


@pytest.fixture
def core(data, database_url, clock):
    opened = opened_at(data, database_url, clock)
    yield opened
    opened.close()


def opened_at(data: Any, database_url: str, clock: Any) -> Core:
    from service.assembly import open_core

    core = open_core(
        data,
        ROOT / "config",
        database_url,
        carry_on_at="https://town.example/{language}/c/{secret}",
        asked_at="https://town.example/{language}/status?reference={reference}",
        carried=frozenset({"tel", "mailto"}),
        clock=clock,
    )
    core.operations.publish()
    return core


def deliver(core: Core, post: Carrier) -> int:
    return core.operations.deliver({"tel": post, "mailto": post})
