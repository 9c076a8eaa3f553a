"""An overdue case comes before the head of its office: by itself, once, and everybody can see it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from service.assembly import Core
from service.back_office import Changed, Words
from service.messages import Capabilities, Officer, Receipt, Visitor
from service.office_messages import CaseView
from tests.service.conftest import Offering, Post, answered, deliver

BODY = """
questions:
  - {code: what, ask: What is it about?, kind: text}
workflow:
  states:
    - code: received
      name: New
      say: We look at it.
      within: 2
      escalate: {after: 2, tell_office: true}
      moves:
        - {to: waiting, name: Ask, reason: true}
        - {to: planned, name: Plan}
        - {to: done, name: Finish}
    - code: waiting
      name: Waiting
      say: We wait for you.
      waits: true
      moves: [{to: received, name: Go on}]
    - {code: planned, name: Planned, say: Planned., within: 1, moves: [{to: done, name: Finish}]}
    - {code: done, name: Done, say: It is done., end: true, moves: [{to: received, name: Again}]}
"""
WEB = Visitor("web", "en", Capabilities(pages=True), source="10.0.0.1")


@pytest.fixture
def core(offering: Offering) -> Core:
    return offering(BODY, carried=frozenset({"mailto"}))


@pytest.fixture
def staffed(core: Core) -> Core:
    hire(core, "an", "officer")
    hire(core, "carla", "head")
    return core


def hire(core: Core, name: str, role: str, office: str = "public-works") -> None:
    officers = core.back_office.officers
    officers.add(name, name.title(), "a long enough one", [role], office)


def somebody(core: Core, name: str) -> Officer:
    return next(each for each in core.back_office.officers.all() if each.name == name)


def submitted(core: Core) -> Receipt:
    turn = answered(core, core.front_office.begin("trial", WEB), WEB, "A canary")
    turn = core.front_office.submit(turn.draft or "", turn.version, WEB)
    assert turn.prompt is not None
    assert turn.prompt.receipt is not None
    return turn.prompt.receipt


def opened(core: Core, receipt: Receipt, name: str = "an") -> CaseView:
    view = core.back_office.look(somebody(core, name), receipt.reference, "en", "handling")
    assert isinstance(view, CaseView)
    return view


def moved(core: Core, receipt: Receipt, to: str) -> None:
    seen = opened(core, receipt).version
    core.back_office.move(somebody(core, "an"), receipt.reference, to, seen, Words("Please.", "en"))


def deeds(core: Core, receipt: Receipt) -> list[tuple[str, str, str]]:
    return [(entry.who, entry.deed, entry.about) for entry in opened(core, receipt).entries]


def test_it_goes_to_the_head_when_it_is_overdue_for_long_enough_and_not_before(
    staffed: Core, clock: Any
) -> None:
    """Sent on a Monday, due on Wednesday: two working days later is Friday."""
    receipt = submitted(staffed)
    clock.pass_(timedelta(days=3))
    staffed.operations.tidy()
    assert opened(staffed, receipt).line.assigned == ""

    clock.pass_(timedelta(days=1))
    staffed.operations.tidy()

    line = opened(staffed, receipt).line
    assert (line.assigned, line.escalated, line.status) == ("carla", True, "received")
    assert deeds(staffed, receipt) == [("Bruggepont", "escalated", "Carla")]
    (queued,) = staffed.back_office.queue(somebody(staffed, "carla"), "mine", "en").lines
    assert queued.escalated


def test_however_often_it_is_looked_for_it_happens_once(staffed: Core, clock: Any, post: Post) -> None:
    receipt = submitted(staffed)
    clock.pass_(timedelta(days=4))
    for _ in range(3):
        staffed.operations.tidy()
        clock.pass_(timedelta(hours=1))
    assert len(deeds(staffed, receipt)) == 1
    deliver(staffed, post)
    assert len(post.carried) == 1


def test_the_office_is_told_by_mail_and_of_nobody(staffed: Core, clock: Any, post: Post) -> None:
    receipt = submitted(staffed)
    clock.pass_(timedelta(days=4))
    staffed.operations.tidy()
    deliver(staffed, post)
    (notice,) = post.carried
    assert notice.contact == "mailto:works@bruggepont.example"
    assert notice.words == f"{receipt.reference} is overdue and is now with the head of the office."
    assert "canary" not in repr(notice)


def test_the_log_says_that_the_town_did_it(staffed: Core, clock: Any) -> None:
    receipt = submitted(staffed)
    clock.pass_(timedelta(days=4))
    staffed.operations.tidy()
    hire(staffed, "els", "auditor", "")
    (line,) = staffed.back_office.log(somebody(staffed, "els"), receipt.reference)
    assert (line.who, line.office, line.deed, line.about) == (
        "Bruggepont",
        "public-works",
        "escalated",
        "carla",
    )
    assert not hasattr(staffed.back_office.audit.verify(), "why")


def test_where_the_office_has_no_head_it_is_marked_and_stays_with_whoever_has_it(
    core: Core, clock: Any
) -> None:
    hire(core, "an", "officer")
    receipt = submitted(core)
    core.back_office.assign(somebody(core, "an"), receipt.reference, "an")
    clock.pass_(timedelta(days=4))
    core.operations.tidy()
    line = opened(core, receipt).line
    assert (line.assigned, line.escalated) == ("an", True)


def test_the_head_of_the_office_that_it_was_referred_to_gets_it(staffed: Core, clock: Any) -> None:
    hire(staffed, "maria", "head", "mobility")
    receipt = submitted(staffed)
    opened(staffed, receipt)
    staffed.back_office.refer(somebody(staffed, "an"), receipt.reference, "mobility")
    clock.pass_(timedelta(days=4))
    staffed.operations.tidy()
    assert opened(staffed, receipt, "maria").line.assigned == "maria"


@pytest.mark.parametrize("to", ["waiting", "planned", "done"])
def test_what_is_waited_for_ended_or_without_the_rule_is_left_alone(
    staffed: Core, clock: Any, to: str
) -> None:
    receipt = submitted(staffed)
    moved(staffed, receipt, to)
    clock.pass_(timedelta(days=30))
    staffed.operations.tidy()
    line = opened(staffed, receipt).line
    assert (line.assigned, line.escalated) == ("an", False)


def test_it_counts_anew_when_the_case_has_gone_on(staffed: Core, clock: Any) -> None:
    receipt = submitted(staffed)
    clock.pass_(timedelta(days=4))
    staffed.operations.tidy()
    moved(staffed, receipt, "waiting")
    assert not opened(staffed, receipt).line.escalated
    moved(staffed, receipt, "received")
    clock.pass_(timedelta(days=6))
    staffed.operations.tidy()
    assert [deed for _, deed, _ in deeds(staffed, receipt)].count("escalated") == 2


def test_an_officer_who_had_it_open_is_told(staffed: Core, clock: Any) -> None:
    receipt = submitted(staffed)
    clock.pass_(timedelta(days=4))
    seen = opened(staffed, receipt).version
    staffed.operations.tidy()
    with pytest.raises(Changed):
        staffed.back_office.move(somebody(staffed, "an"), receipt.reference, "done", seen)


def test_many_are_looked_through_and_each_comes_once(staffed: Core, clock: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr("service.escalating.AT_ONCE", 2)
    receipts = [submitted(staffed) for _ in range(5)]
    clock.pass_(timedelta(days=4))
    assert staffed.operations.escalating.escalate() == 5
    assert staffed.operations.escalating.escalate() == 0
    with staffed.operations.database.reading() as connection:
        kinds = [row.kind for row in connection.execute(text("SELECT kind FROM events"))]
    assert kinds.count("escalated") == len(receipts)


def test_a_case_that_is_opened_again_has_the_days_that_it_had_left_and_its_owner_hears_of_it(
    offering: Offering, clock: Any, post: Post
) -> None:
    body = BODY.replace("      within: 2\n", "      silent: true\n").replace(
        "kind: text}", "kind: text}\n  - {code: mobile, ask: Which number?, kind: phone, mobile: true}"
    )
    core = offering("promise: {working_days: 5}" + body, carried=frozenset({"tel"}))
    hire(core, "an", "officer")
    turn = answered(core, core.front_office.begin("trial", WEB), WEB, "A canary", "0470 00 00 09")
    turn = core.front_office.submit(turn.draft or "", turn.version, WEB)
    assert turn.prompt is not None
    receipt = turn.prompt.receipt
    assert receipt is not None
    clock.pass_(timedelta(days=1))
    moved(core, receipt, "done")
    deliver(core, post)
    clock.pass_(timedelta(days=27))
    moved(core, receipt, "received")
    line = opened(
        core, receipt
    ).line  # ended four working days before it was due, opened again on 21 December
    assert (str(line.due), line.ended) == ("2026-12-25", False)
    deliver(core, post)
    first, second = (notice.words.rpartition(": ")[2] for notice in post.carried)
    assert first.startswith("It is done. Please.")
    assert second == "We look at it. Please."


def test_an_office_that_is_told_is_not_the_person_whom_a_case_is_about(staffed: Core, clock: Any) -> None:
    submitted(staffed)
    clock.pass_(timedelta(days=9))
    staffed.operations.tidy()
    assert staffed.operations.people.of_contacts(["mailto:works@bruggepont.example"]).is_empty


def test_taking_many_moves_back_keeps_that_the_head_was_told(staffed: Core, clock: Any) -> None:
    receipt = submitted(staffed)
    clock.pass_(timedelta(days=9))
    staffed.operations.tidy()
    head = somebody(staffed, "carla")
    chosen = staffed.back_office.chosen(head, [receipt.reference], "en")
    seen = {each.line.reference: each.version for each in chosen.cases}
    done = staffed.back_office.move_all(head, seen, chosen.moves[0][0], Words("Please.", "en"))
    staffed.back_office.undo(head, done.batch)
    assert opened(staffed, receipt, "carla").line.escalated
    staffed.operations.tidy()
    assert len([each for each in deeds(staffed, receipt) if each[1] == "escalated"]) == 1
