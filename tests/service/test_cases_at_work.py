"""Officers, the citizen and time, in any order: what holds of a case whatever is done to it."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from service.assembly import Core
from service.back_office import Changed, NotAllowed, NotDone, Words
from service.clock import day_in
from service.messages import Capabilities, Letter, Officer, Receipt, Upload, Visitor
from service.office_messages import CaseView, ReasonWanted
from service.store import cases as rows
from service.store.database import StoreError
from service.store.records import CaseRecord
from service.store.tables import NEVER
from service.workflow import WITHDRAWN, state_of
from tests.service.conftest import Offering, answered

KEPT = timedelta(days=40)
BODY = """
promise: {working_days: 5}
keep: {drafts: 30 days, cases: 40 days}
questions:
  - {code: name, ask: Your name?, kind: name}
  - {code: mobile, ask: Which number?, kind: phone, mobile: true}
  - {code: paper, ask: Your paper?, kind: document, later: true}
  - {code: contract, ask: Your contract?, kind: document, later: true}
workflow:
  states:
    - code: received
      name: New
      say: Told received.
      within: 2
      corrections: [name, mobile]
      escalate: {after: 1}
      moves:
        - {to: waiting, name: Ask, reason: true}
        - {to: granted, name: Grant, by: [officer, head]}
        - {to: refused, name: Refuse, by: [head], reason: true}
    - code: waiting
      name: Waiting
      say: Told waiting.
      waits: true
      when_supplied: received
      corrections: [name]
      when_corrected: received
      moves: [{to: received, name: Go on}]
    - code: granted
      name: Granted
      say: Told granted.
      within: 10
      escalate: {after: 3}
      allows: []
      letter: {title: Permit, paragraphs: ["To {name}."], remedy: Write., signed: The mayor}
      moves: [{to: done, name: Collected}]
    - code: done
      name: Done
      say: Told done.
      end: true
      silent: true
      follow_up: {ask: Well?, back_to: received}
      moves: [{to: granted, name: Again, by: [head]}]
    - code: refused
      name: Refused
      say: Told refused.
      end: true
      letter: {title: Refusal, paragraphs: ["To {name}."], remedy: Appeal., signed: The mayor}
      moves: [{to: received, name: Look again, by: [head]}]
"""
WEB = Visitor("web", "en", Capabilities(pages=True))
STAFF = (("an", "officer"), ("bo", "clerk"), ("carla", "head"))
STATES = ("received", "waiting", "granted", "done", "refused")
PAPER = Upload(b"%PDF-1.4\n%%EOF\n", "application/pdf", "paper.pdf")


def plainly(letter: Letter) -> bytes:
    """A letter as plain words."""
    return " ".join((letter.title, *letter.paragraphs)).encode()


class AtWork(RuleBasedStateMachine):
    """One case, from its receipt on."""

    def __init__(self, core: Core, clock: Any) -> None:
        super().__init__()
        self.core, self.clock = core, clock
        self.front, self.back = core.front_office, core.back_office
        self.receipt: Receipt
        self.version = -1
        self.entered: list[str] = ["received"]
        """The states to which somebody brought it, in their order."""
        self.letters = 0
        self.ended_at: datetime | None = None
        self.gone = False
        self.names = itertools.count()

    @initialize()
    def sent(self) -> None:
        self.clock.pass_(timedelta(hours=1))
        turn = answered(self.core, self.front.begin("trial", WEB), WEB, "Lien Claes", "0470 00 00 09")
        for path in ("paper", "contract"):
            turn = self.front.skip(turn.draft or "", path, WEB)
        turn = self.front.submit(turn.draft or "", turn.version, WEB)
        assert turn.prompt is not None
        assert turn.prompt.receipt is not None
        self.receipt = turn.prompt.receipt

    # --- what is done -----------------------------------------------------------------------------------------------

    @precondition(lambda self: not self.gone)
    @rule(who=st.sampled_from(STAFF), to=st.sampled_from(STATES), said=st.booleans(), late=st.integers(0, 5))
    def an_officer_moves_it(self, who: tuple[str, str], to: str, said: bool, late: int) -> None:
        officer = self.officer(who[0])
        view = self.opened(officer)
        before = self.record()
        seen = view.version - (late == 0)
        may = {move.to: move for move in view.moves}
        try:
            self.back.move(officer, self.receipt.reference, to, seen, Words("Please." if said else "", "en"))
        except NotAllowed:
            assert late != 0
            assert to not in may
        except Changed:
            assert late == 0
        except NotDone:
            assert may[to].reason
            assert not said
        else:
            assert late != 0
            assert to in may
            self.came_to(to)
            self.letters += to in ("granted", "refused")
            return
        assert self.record() == before

    @precondition(lambda self: not self.gone)
    @rule(path=st.sampled_from(("paper", "contract")))
    def the_citizen_hands_in_a_paper(self, path: str) -> None:
        before, status = self.record(), self.status()
        pending = [prompt.path for prompt in status.pending]
        turn = self.front.supply(
            self.receipt.reference, self.receipt.status_code, path, {"answer": PAPER}, WEB
        )
        assert turn is not None
        assert turn.prompt is None
        if path in pending and before.status == "waiting" and len(pending) == 1:
            self.came_to("received")

    @precondition(lambda self: not self.gone)
    @rule(path=st.sampled_from(("name", "mobile", "paper")))
    def the_citizen_corrects(self, path: str) -> None:
        before = self.record()
        may = [prompt.path for prompt in self.status().correctable]
        words = f"Lien {'abcdefghij'[next(self.names) % 10].upper()}x" if path == "name" else "0470 00 00 12"
        turn = self.front.correct(
            self.receipt.reference, self.receipt.status_code, path, {"answer": words}, WEB
        )
        assert turn is not None
        if path not in may:
            assert turn.said == ("This cannot be changed any more. Please call us.",)
            assert self.record() == before
        elif before.status == "waiting" and self.record() != before:
            self.came_to("received")

    @precondition(lambda self: not self.gone)
    @rule(sure=st.integers(0, 7))
    def the_citizen_takes_it_back(self, sure: int) -> None:
        if sure:
            return
        before, may = self.record(), self.status().withdrawable
        self.front.withdraw(self.receipt.reference, self.receipt.status_code, WEB)
        if may:
            self.came_to(WITHDRAWN)
        else:
            assert self.record() == before

    @precondition(lambda self: not self.gone)
    @rule(well=st.booleans())
    def the_citizen_says_how_it_went(self, well: bool) -> None:
        asked = self.status().follow_up
        before = self.record()
        self.front.follow_up(self.receipt.reference, self.receipt.status_code, well, WEB)
        if asked and not well:
            self.came_to("received")
        else:
            assert self.record() == before

    @precondition(lambda self: not self.gone)
    @rule(days=st.integers(0, 15))
    def time_goes_by(self, days: int) -> None:
        self.clock.pass_(timedelta(days=days, minutes=1))
        before = self.record()
        self.core.operations.tidy()
        if self.ended_at is not None and self.clock() > self.ended_at + KEPT:
            assert self.front.track(self.receipt.reference, self.receipt.status_code, WEB) is None
            self.gone = True
            return
        after = self.record()
        if after != before:  # nothing but that it came before the head
            assert after == replace(
                before, version=before.version + 1, assigned="carla", escalated_on=after.escalated_on
            )
            assert before.escalated_on is None
            assert before.due_next < self.today()
        self.core.operations.tidy()
        assert self.record() == after

    @precondition(lambda self: not self.gone)
    @rule(deed=st.sampled_from(("move", "correct", "tidy")), after=st.integers(1, 6))
    def the_store_goes_away_in_the_middle(self, deed: str, after: int) -> None:
        """Nothing of it is there afterwards."""
        before, letters = self.record(), self.letters_there()
        officer = self.officer("carla")
        view = self.opened(officer)
        deeds: dict[str, Callable[[], object]] = {
            "move": lambda: self.back.move(
                officer, self.receipt.reference, view.moves[0].to, view.version, Words("Please.", "en")
            ),
            "correct": lambda: self.front.correct(
                self.receipt.reference, self.receipt.status_code, "name", {"answer": "Somebody Else"}, WEB
            ),
            "tidy": self.core.operations.tidy,
        }
        if deed == "move" and not view.moves:
            return
        if self.broken_off(deeds[deed], after):
            assert self.record() == before
            assert self.letters_there() == letters
        else:  # it was done before the store went
            self.follow(before)

    @precondition(lambda self: self.gone)
    @rule()
    def nothing_is_left_of_it(self) -> None:
        self.clock.pass_(timedelta(minutes=16))  # who asks too often for what is not there must wait
        assert self.front.track(self.receipt.reference, self.receipt.status_code, WEB) is None
        assert self.back.show(self.receipt.reference) is None

    # --- what holds -------------------------------------------------------------------------------------------------

    @invariant()
    def its_state_is_one_of_its_service_and_the_one_that_it_was_brought_to(self) -> None:
        if not self.gone:
            record = self.record()
            assert record.status in (*STATES, WITHDRAWN)
            assert record.status == self.entered[-1]

    @invariant()
    def the_citizen_is_told_what_was_decided_and_nothing_else(self) -> None:
        if self.gone:
            return
        words, status = self.status().words, self.record().status
        told = "You have withdrawn it." if status == WITHDRAWN else f"Told {status}."
        assert words.startswith(told)
        assert [code for code in STATES if f"Told {code}." in words] == [
            code for code in STATES if code == status
        ]
        assert len(self.status().letters) == self.letters

    @invariant()
    def the_version_only_grows(self) -> None:
        if not self.gone:
            assert self.record().version >= self.version
            self.version = self.record().version

    @invariant()
    def the_offices_time_stands_still_while_somebody_else_is_waited_for(self) -> None:
        if self.gone:
            return
        record = self.record()
        still = record.status in ("waiting", "done", "refused", WITHDRAWN)
        assert (record.stopped_on is not None) == still
        assert (record.due_next == NEVER) == still
        if still:
            assert record.escalated_on is None

    @invariant()
    def it_is_kept_from_its_last_end_on(self) -> None:
        if not self.gone:
            assert self.record().ended_at == self.ended_at

    # --- how ----------------------------------------------------------------------------------------------------------

    def came_to(self, status: str) -> None:
        self.entered.append(status)
        self.ended_at = self.clock() if status in ("done", "refused", WITHDRAWN) else None

    def follow(self, before: CaseRecord) -> None:
        after = self.record()
        if after.status != before.status:
            self.came_to(after.status)
            self.letters += after.status in ("granted", "refused")

    def broken_off(self, deed: Callable[[], object], after: int) -> bool:
        """Whether the store went away before the deed was done: at its so-manieth writing statement."""
        from sqlalchemy import event

        engine, count = self.core.operations.database._engine, itertools.count(1)

        def gone(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
            if statement.lstrip()[:6].upper() in ("INSERT", "UPDATE", "DELETE") and next(count) == after:
                raise ConnectionError("the store is away")

        event.listen(engine, "before_cursor_execute", gone)
        try:
            deed()
        except (ConnectionError, StoreError):
            return True
        finally:
            event.remove(engine, "before_cursor_execute", gone)
        return False

    def officer(self, name: str) -> Officer:
        return next(each for each in self.back.officers.all() if each.name == name)

    def opened(self, officer: Officer) -> CaseView:
        view = self.back.look(officer, self.receipt.reference, "en", "handling")
        assert not isinstance(view, ReasonWanted)
        return view

    def status(self) -> Any:
        status = self.front.track(self.receipt.reference, self.receipt.status_code, WEB)
        assert status is not None
        return status

    def record(self) -> CaseRecord:
        with self.core.operations.database.reading() as connection:
            record = rows.get(connection, self.receipt.reference.replace("-", ""))
        assert record is not None
        assert state_of(self.front.shelf.current("trial"), record.status)  # type: ignore[arg-type]  # it is served
        return record

    def letters_there(self) -> int:
        return len(self.status().letters)

    def today(self) -> Any:
        return day_in("Europe/Brussels", self.clock())


def played(offering: Offering, clock: Any, examples: int, steps: int) -> None:
    core = offering(BODY, carried=frozenset({"tel"}), letters_made_by=plainly)
    officers = core.back_office.officers
    for name, role in STAFF:
        officers.add(name, name.title(), "a long enough one", [role], "public-works")
    run_state_machine_as_test(  # type: ignore[no-untyped-call]  # Hypothesis leaves it open
        lambda: AtWork(core, clock),
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.explicit, Phase.generate, Phase.shrink],
        ),
    )


def test_whatever_is_done_to_a_case_it_stays_what_its_service_says(offering: Offering, clock: Any) -> None:
    played(offering, clock, examples=12, steps=20)


@pytest.mark.long
def test_the_same_for_many_more_ways(offering: Offering, clock: Any) -> None:
    played(offering, clock, examples=80, steps=40)
