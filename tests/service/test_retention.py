"""A case is kept as long as its service says, counted from its end; then nothing is left that leads to anybody."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, text

from service.assembly import Core
from service.back_office import Words
from service.messages import Capabilities, Officer, Receipt, Upload, Visitor
from service.office_messages import CaseView
from service.store.tables import metadata
from tests.service.conftest import Offering, answered

BODY = """
keep: {drafts: 30 days, cases: 60 days}
find_by: [mobile]
questions:
  - {code: what, ask: What is it about?, kind: text}
  - {code: mobile, ask: Which number?, kind: phone}
  - {code: paper, ask: Your paper?, kind: document}
"""
WEB = Visitor("web", "en", Capabilities(pages=True), source="10.0.0.1")
STAYS = {"definitions", "installation", "events", "audit", "officers"}
"""What a town keeps when nobody's case is left."""


@pytest.fixture
def core(offering: Offering) -> Core:
    core = offering(BODY, carried=frozenset({"tel"}))
    quick = core.back_office.officers
    quick.add("an", "An Peeters", "a long enough one", ["head"], "")
    return core


def submitted(core: Core) -> Receipt:
    turn = answered(core, core.front_office.begin("trial", WEB), WEB, "Canary", "0470 00 00 09")
    paper = {"answer": Upload(b"%PDF-1.4\n%%EOF\n", "application/pdf", "paper.pdf")}
    turn = answered(core, turn, WEB, paper)
    turn = core.front_office.submit(turn.draft or "", turn.version, WEB)
    assert turn.prompt is not None
    assert turn.prompt.receipt is not None
    return turn.prompt.receipt


def done(core: Core, receipt: Receipt) -> None:
    an: Officer = core.back_office.officers.all()[0]
    view = core.back_office.look(an, receipt.reference, "en", "handling")
    assert isinstance(view, CaseView)
    core.back_office.note(an, receipt.reference, Words("A note about the canary", "en"))
    core.back_office.move(an, receipt.reference, "done", view.version)


def rows(core: Core) -> Counter[str]:
    with core.operations.database.reading() as connection:
        return Counter(
            {
                name: len(connection.execute(select(table)).all())
                for name, table in metadata.tables.items()
                if connection.execute(select(table).limit(1)).first() is not None
            }
        )


def test_a_case_is_kept_until_its_time_is_over_and_then_gone(core: Core, clock: Any) -> None:
    receipt = submitted(core)
    done(core, receipt)
    clock.pass_(timedelta(days=60))
    assert core.operations.tidy() == 0
    assert core.front_office.track(receipt.reference, receipt.status_code, WEB) is not None
    clock.pass_(timedelta(seconds=1))
    assert core.operations.tidy() == 1
    assert core.front_office.track(receipt.reference, receipt.status_code, WEB) is None
    assert core.back_office.show(receipt.reference) is None


def test_nothing_is_left_that_leads_to_anybody(core: Core, clock: Any) -> None:
    done(core, submitted(core))
    before = rows(core)
    assert {"answers", "files", "find_tokens", "case_entries", "notices"} <= before.keys()
    with core.operations.database.reading() as connection:
        journeys = set(connection.execute(text("SELECT journey FROM events")).scalars())
    clock.pass_(timedelta(days=61))
    core.operations.tidy()
    assert rows(core).keys() == STAYS
    assert rows(core)["events"] == before["events"]
    with core.operations.database.reading() as connection:
        others = set(connection.execute(text("SELECT journey FROM events")).scalars())
    assert len(others) == len(journeys)
    assert not others & journeys
    assert isinstance(core.back_office.audit.verify(), tuple)


def test_a_case_that_is_still_open_is_kept_however_old_it_is(core: Core, clock: Any) -> None:
    receipt = submitted(core)
    clock.pass_(timedelta(days=1000))
    assert core.operations.tidy() == 0
    assert core.back_office.show(receipt.reference) is not None


def test_many_cases_are_deleted_a_few_at_a_time(
    core: Core, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service.retention.AT_ONCE", 2)
    for _ in range(5):
        done(core, submitted(core))
    clock.pass_(timedelta(days=61))
    assert core.operations.tidy() == 5
    assert core.operations.tidy() == 0
