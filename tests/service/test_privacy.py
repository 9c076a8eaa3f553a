"""What people say is nowhere to be read: not in the database, not beside it, not in a log."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from service.assembly import Core
from service.messages import Prompt, Reply, Turn, Visitor
from service.store.tables import metadata

CONTACT = "tel:+32470987654"
BY_TEXT = [
    "street",
    "no",
    "other",
    "The Quetzalcoatl mural has fallen on the pavement",
    "Academiestraat 7",
    "skip",
    "0",
]
ON_PAGES = {
    "relation": {"answer": "child"},
    "registered_here": {"answer": "yes"},
    "born_name": {"answer": "Xanthippe Vandersnickt"},
    "born": {"day": "29", "month": "2", "year": "1996"},
    "first_parent": {"answer": "Balthazar Vandersnickt"},
    "second_parent": {"answer": ""},
    "abroad": {"answer": "no"},
    "form": {"answer": "extract"},
    "copies": {"answer": "2"},
    "delivery": {"answer": "post"},
    "address": {"answer": "Poste restante, Ultima Thule 4711"},
    "applicant": {"answer": "Zenobia Oystermouth"},
    "mobile": {"answer": "0470 12 34 59"},
    "email": {"answer": "zenobia@oystermouth.example"},
    "national_number": {"answer": "85.07.30-033.28"},
}
CANARIES = [
    "Quetzalcoatl", "Academiestraat", "Xanthippe", "Vandersnickt", "Balthazar", "1996-02-29", "29/02/1996",
    "Ultima Thule", "Zenobia", "Oystermouth", "470987654", "470 98 76 54", "470123459", "470 12 34 59",
    "85073003328", "85.07.30",
]  # fmt: skip


@pytest.fixture
def said(town: Core, visitor: Callable[..., Visitor], caplog: pytest.LogCaptureFixture) -> list[str]:
    """A case by text, one on pages, refusals on the way, and a question about the status: all that comes back."""
    caplog.set_level(logging.DEBUG)
    back: list[str] = []
    line, pages = visitor(CONTACT), visitor()
    for number, words in enumerate(BY_TEXT):
        back.append(str(town.front_office.hear(Reply(words, f"SM{number}"), line)))
    assert "'done'" in back[-1]
    turn = town.front_office.begin("birth-certificate", pages)
    refused = town.front_office.answer(
        turn.draft or "", "relation", {"answer": "Xanthippe"}, turn.version, pages
    )
    assert refused.prompt is not None
    assert refused.prompt.problem is not None
    while turn.prompt is not None and turn.prompt.kind == "ask":
        back.append(str(turn))
        turn = _answered(town, turn, turn.prompt, pages)
    back.append(str(turn))
    assert turn.prompt is not None
    assert turn.prompt.kind == "check"
    turn = town.front_office.submit(turn.draft or "", turn.version, pages)
    assert turn.prompt is not None
    assert turn.prompt.receipt is not None
    town.front_office.track(turn.prompt.receipt.reference, "000000", pages)
    town.front_office.track(turn.prompt.receipt.reference, turn.prompt.receipt.status_code, pages)
    back.append(turn.prompt.receipt.status_code)
    return back


def _answered(town: Core, turn: Turn, prompt: Prompt, visitor: Visitor) -> Turn:
    asked = (prompt, *prompt.together)
    if len(asked) == 1:
        parts = ON_PAGES[prompt.path]
    else:
        parts = {
            f"{each.path}:{name}": words for each in asked for name, words in ON_PAGES[each.path].items()
        }
    after = town.front_office.answer(turn.draft or "", prompt.path, parts, turn.version, visitor)
    assert after.prompt is not None
    assert after.prompt.problem is None, after.prompt.problem
    assert not any(each.problem for each in after.prompt.together)
    return after


def kept(town: Core, data: Path) -> dict[str, bytes]:
    """Every byte that the town keeps: what stands in its tables, and what stands in files."""
    found = {str(file): file.read_bytes() for file in data.rglob("*") if file.is_file()}
    with town.operations.database.reading() as connection:
        for table in metadata.sorted_tables:
            for row in connection.execute(select(table)):
                values = [bytes(each) if isinstance(each, bytes) else str(each).encode() for each in row]
                found[table.name] = found.get(table.name, b"") + b"\n".join(values)
    return found


def readable(kept: dict[str, bytes], words: str) -> list[str]:
    """Where the words can be read, whatever case and encoding they are in."""
    forms = [words.encode(), words.casefold().encode(), words.upper().encode(), words.encode("utf-16-le")]
    return [name for name, content in kept.items() if any(form in content for form in forms)]


def test_the_canaries_were_understood(said: list[str]) -> None:
    """Else they would not be kept at all, and nothing could be found of them."""
    for canary in ("Quetzalcoatl", "Academiestraat", "Xanthippe", "Ultima Thule", "Zenobia", "470 98 76 54"):
        assert any(canary in each for each in said), canary


def test_nothing_that_people_said_can_be_read_in_what_is_kept(
    town: Core, said: list[str], data: Path
) -> None:
    found = kept(town, data)
    assert readable(found, "street-problem"), "or this search finds nothing"
    assert {canary: readable(found, canary) for canary in CANARIES if readable(found, canary)} == {}


def test_nothing_that_people_said_is_logged(said: list[str], caplog: pytest.LogCaptureFixture) -> None:
    logged = {"log": "\n".join(f"{each.getMessage()} {each.args}" for each in caplog.records).encode()}
    assert {canary for canary in CANARIES if readable(logged, canary)} == set()


def test_the_status_code_cannot_be_read_in_the_tables(town: Core, said: list[str], data: Path) -> None:
    tables = {name: content for name, content in kept(town, data).items() if name in metadata.tables}
    assert readable(tables, said[-1]) == []


def test_the_evidence_does_not_lead_to_a_draft(town: Core, said: list[str], data: Path) -> None:
    """A journey has a random name of its own there."""
    found = kept(town, data)
    with town.operations.database.reading() as connection:
        drafts = [row.id for row in connection.execute(select(metadata.tables["drafts"]))]
    assert len(drafts) == 2
    assert [name for name in drafts if name.encode() in found["events"]] == []
    assert CONTACT.encode() not in found["events"]
