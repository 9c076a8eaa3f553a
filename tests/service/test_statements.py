"""What a turn asks of the store, as counts: whatever the service's length, however many cases there are.

Timings belong to `make bench`; a count says the same on every machine. BEGIN and COMMIT are not counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from service.messages import Reply, Turn, Visitor

if TYPE_CHECKING:
    from service.assembly import Core
    from tests.service.conftest import Offering

LENGTHS = (5, 60)
PAGE = 4096
MOST_PAGES = 20
"""Where an index is split on the way."""
OPTIONS = "[{value: a, label: A}, {value: b, label: B}]"


def of_length(length: int) -> str:
    """The questions of a service, as an owner writes them."""
    written = (
        f"  - {{code: q{n}, ask: Question {n}?, kind: choice, options: {OPTIONS}}}" for n in range(length)
    )
    return "\n".join(("questions:", *written))


READ_A_DRAFT = ["SELECT drafts"]
WRITE_AN_ANSWER = ["UPDATE drafts", "INSERT answers", "INSERT events"]


@contextmanager
def noted() -> Iterator[list[str]]:
    """The statements in their order, as verb and table: `SELECT drafts`."""
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        words = statement.replace("(", " ").split()
        after = {"SELECT": "FROM", "INSERT": "INTO", "UPDATE": "UPDATE", "DELETE": "FROM"}[words[0]]
        tables = [table for word, table in pairwise(words) if word == after]
        statements.append(f"{words[0]} {tables[-1]}")

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(Engine, "before_cursor_execute", note)


@pytest.fixture(params=LENGTHS, ids=lambda length: f"{length}-questions")
def length(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.fixture
def core(offering: Offering, length: int) -> Core:
    return offering(of_length(length))


def answered(core: Core, turn: Turn, visitor: Visitor) -> Turn:
    assert turn.draft is not None
    assert turn.prompt is not None
    return core.front_office.answer(turn.draft, turn.prompt.path, {"answer": "a"}, turn.version, visitor)


def test_an_answer_is_one_read_and_three_writes(
    core: Core, length: int, visitor: Callable[..., Visitor]
) -> None:
    turn = core.front_office.begin("trial", visitor())
    for _ in range(length - 1):
        with noted() as statements:
            turn = answered(core, turn, visitor())
        assert statements == [*READ_A_DRAFT, *WRITE_AN_ANSWER]


def test_a_refusal_stores_no_answer(core: Core, visitor: Callable[..., Visitor]) -> None:
    turn = core.front_office.begin("trial", visitor())
    assert turn.draft is not None
    with noted() as statements:
        core.front_office.answer(turn.draft, "q0", {"answer": "zzz"}, turn.version, visitor())
    assert statements == [*READ_A_DRAFT, "UPDATE drafts", "INSERT events"]


def test_looking_writes_nothing(core: Core, visitor: Callable[..., Visitor]) -> None:
    turn = core.front_office.begin("trial", visitor())
    assert turn.draft is not None
    with noted() as statements:
        core.front_office.ask(turn.draft, visitor())
        core.front_office.review(turn.draft, visitor())
        core.front_office.back(turn.draft, visitor())
    assert statements == READ_A_DRAFT * 3


def test_a_text_costs_two_reads_and_five_writes(
    core: Core, length: int, visitor: Callable[..., Visitor]
) -> None:
    texting = visitor("tel:+32470000001")

    def text(words: str, number: int) -> list[str]:
        with noted() as statements:
            core.front_office.hear(Reply(words, f"SM{number}"), texting)
        return statements

    text("menu", 0)
    text("1", 1)
    for number in range(2, length + 1):
        assert text("1", number) == [
            "SELECT lines",
            *READ_A_DRAFT,
            "INSERT deliveries",
            "UPDATE lines",
            *WRITE_AN_ANSWER,
        ]


def test_the_same_text_again_is_one_read(core: Core, visitor: Callable[..., Visitor]) -> None:
    texting = visitor("tel:+32470000001")
    core.front_office.hear(Reply("menu", "SM0"), texting)
    with noted() as statements:
        core.front_office.hear(Reply("menu", "SM0"), texting)
    assert statements == ["SELECT lines"]


def test_what_an_answer_writes_does_not_grow_with_the_service(
    offering: Offering, visitor: Callable[..., Visitor], database_url: str
) -> None:
    """Bytes that reach the disk, as pages in SQLite's log; PostgreSQL keeps no such account for a session."""
    if not database_url.startswith("sqlite"):
        return
    log = Path(database_url.removeprefix("sqlite:///") + "-wal")
    pages: dict[int, list[int]] = {}
    for length in LENGTHS:
        core = offering(of_length(length))
        turn = core.front_office.begin("trial", visitor())
        pages[length] = []
        for _ in range(length - 1):
            before = log.stat().st_size
            turn = answered(core, turn, visitor())
            pages[length].append((log.stat().st_size - before) // PAGE)
    few, many = (pages[length] for length in LENGTHS)
    assert 0 < median(many) <= median(few) + 2
    assert max(many) <= MOST_PAGES
