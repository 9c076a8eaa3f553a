"""People and machines at their worst: doors change, codes expire, deliveries repeat, processes die, two speak at once.

Drafts are saved and opened again, too. Hypothesis finds the order; the invariants are the sentences of the house.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from service.assembly import Core, open_core
from service.messages import Capabilities, Line, Problem, Reply, Saved, Turn, Visitor
from tests.conftest import ROOT, SettableClock
from tests.service.conftest import HEAD

BODY = """
questions:
  - {code: many, ask: How many?, kind: number}
  - {code: big, ask: Is it big?, kind: yes_no}
  - {code: why, ask: Why so big?, kind: text, when: {big: true}}
  - {code: sort, ask: Which sort?, kind: choice, options: [{value: red, label: Red}, {value: blue, label: Blue}]}
  - {code: rest, ask: Anything else?, kind: text, optional: true}
"""
WORDS: dict[str, tuple[tuple[str, Any], ...]] = {
    "many": (("1", 1), ("27", 27)),
    "big": (("yes", True), ("no", False)),
    "why": (("It grew", "It grew"), ("K7QF-2M9X", "K7QF-2M9X")),
    "sort": (("Red", "red"), ("Blue", "blue")),
    "rest": (("Nothing much", "Nothing much"), ("Yes indeed", "Yes indeed")),
}
"""What is said to each question, and the value that it means. One answer looks like a code of another door."""
PAGES, SCREEN, NUMBER = "pages", "screen", "+32470000001"
VISITORS = {
    PAGES: Visitor(PAGES, "en", Capabilities(pages=True), source="10.0.0.1"),
    SCREEN: Visitor(SCREEN, "fr", Capabilities(public_screen=True), source="10.0.0.2"),
    "line": Visitor(
        "line", "en", Capabilities(photos=False, documents=False), Line(f"tel:{NUMBER}", "+32460000000")
    ),
}
WORD = "tilleul"
"""What is chosen with a saved code."""
DOORS = st.sampled_from(sorted(VISITORS))


@dataclass
class Offer:
    code: str
    hold: int
    """How often the draft had moved when it was made."""
    ends: Any


class MovingAbout(RuleBasedStateMachine):
    """One draft. `given` is what people were told is kept, `holder` the door at which it is."""

    def __init__(self, opened: Callable[[], Core], clock: SettableClock) -> None:
        super().__init__()
        self._opened, self._clock = opened, clock
        self.core = opened()
        self.given: dict[str, Any] = {}
        self.handles: dict[str, str] = {}
        self.offers: list[Offer] = []
        self.saved: list[str] = []
        self.wrong: list[Any] = []
        self.moved, self.sids, self.done = 0, count(), False
        self.last: Reply | None = None
        self.turn = Turn()

    def teardown(self) -> None:
        self.core.close()

    # --- what people do ---------------------------------------------------------------------------------------

    @initialize(door=st.sampled_from([PAGES, SCREEN]))
    def begin(self, door: str) -> None:
        self.holder = door
        self._shows(self.core.front_office.begin("trial", VISITORS[door]))
        self.id = self.handles[door].partition(":")[0]

    @precondition(lambda self: self._asked())
    @rule(which=st.integers(0, 1))
    def answer(self, which: int) -> None:
        path = self.turn.prompt.path
        words, value = WORDS[path][which]
        self._say(path, words)
        self.given[path] = value

    @precondition(lambda self: self._asked() and self.turn.prompt.optional)
    @rule()
    def leave_out(self) -> None:
        path = self.turn.prompt.path
        if self.holder == "line":
            self._text("skip")
        else:
            self._shows(self.core.front_office.skip(self.handles[self.holder], path, self._visitor()))
        self.given[path] = None

    @precondition(lambda self: not self.done and self.given)
    @rule(which=st.integers(0, 1), chance=st.integers(0, 4))
    def change_an_answer(self, which: int, chance: int) -> None:
        if self.holder == "line":
            return
        path = sorted(self.given)[chance % len(self.given)]
        words, value = WORDS[path][which]
        office, handle = self.core.front_office, self.handles[self.holder]
        turn = office.ask(handle, self._visitor(), path)
        assert turn.prompt is not None
        if turn.prompt.path != path:
            return  # it has left the way
        self._shows(office.answer(handle, path, {"answer": words}, turn.version, self._visitor()))
        self.given[path] = value

    @precondition(lambda self: not self.done)
    @rule()
    def offer(self) -> None:
        offers = {True: self._texted_offer, False: self._strict_offer}
        code = offers[self.holder == "line"]()
        self.offers.append(Offer(code, self.moved, self._clock() + timedelta(minutes=10)))

    @precondition(lambda self: not self.done and self.offers)
    @rule(door=DOORS, which=st.sampled_from([0, 0, 0, 1, 5]))
    def take_over(self, door: str, which: int) -> None:
        """Any code that was ever made, at any door: only the newest, unused and in time, moves the draft."""
        offer = self.offers[-1 - (which % len(self.offers))]
        newest = [each for each in self.offers if each.hold == self.moved]
        good = bool(newest) and offer is newest[-1] and offer.ends > self._clock()
        before = (self.holder, self.turn)
        turn = self._taken(door, offer.code)
        if good:
            self.holder, self.moved = door, self.moved + 1
            self._shows(turn)
        else:
            assert turn.prompt is None or turn.prompt.path == before[1].prompt.path

    @precondition(lambda self: not self.done and self.holder != "line")
    @rule()
    def save(self) -> None:
        saved = self.core.front_office.save(self.handles[self.holder], WORD, "", self._visitor())
        assert isinstance(saved, Saved)
        self.saved.append(saved.code)

    @precondition(lambda self: self.saved)
    @rule(door=DOORS, which=st.sampled_from([0, 0, 0, 1]), word=st.sampled_from([WORD, WORD, "acacia"]))
    def open_what_was_saved(self, door: str, which: int, word: str) -> None:
        """Any code that was ever saved, at any door: only the newest, with its word, moves the draft; and often."""
        code = self.saved[-1 - (which % len(self.saved))]
        good = code == self.saved[-1] and word == WORD and not self.done
        if not good and not self._may_be_wrong():
            return
        turn = self._opened_saved(door, code, word)
        if good:
            assert isinstance(turn, Turn)
            self.holder, self.moved = door, self.moved + 1
            self._shows(turn)

    @precondition(lambda self: not self.done and self.moved)
    @rule(door=DOORS)
    def bring_back(self, door: str) -> None:
        if door == self.holder or door not in self.handles or door == "line":
            return
        turn = self.core.front_office.bring_back(self.handles[door], VISITORS[door])
        self.holder, self.moved = door, self.moved + 1
        self._shows(turn)

    # --- what goes wrong --------------------------------------------------------------------------------------

    @rule(minutes=st.sampled_from([1, 11, 200]))
    def time_passes(self, minutes: int) -> None:
        self._clock.pass_(timedelta(minutes=minutes))

    @rule()
    def the_process_dies_and_another_one_opens_the_same_town(self) -> None:
        self.core.close()
        self.core = self._opened()

    @precondition(lambda self: self.last is not None)
    @rule()
    def the_carrier_repeats_its_last_delivery(self) -> None:
        assert self.last is not None
        again = self.core.front_office.hear(self.last, VISITORS["line"])
        assert again == self.heard

    @precondition(lambda self: not self.done)
    @rule(which=st.integers(0, 1))
    def a_door_that_was_left_still_sends_what_it_shows(self, which: int) -> None:
        for door, handle in self.handles.items():
            if door not in (self.holder, "line"):
                told = self.core.front_office.answer(
                    handle, "many", {"answer": WORDS["many"][which][0]}, 99, VISITORS[door]
                )
                assert told.prompt is not None
                assert told.prompt.id == "moved"

    @precondition(lambda self: self._asked() and self.holder != "line")
    @rule()
    def two_windows_of_one_door_answer_at_once(self) -> None:
        """The second shows an older picture: both answers are put before the person, and the first one stands."""
        path, seen = self.turn.prompt.path, self.turn.version
        (words, value), (others, _) = WORDS[path]
        office, handle = self.core.front_office, self.handles[self.holder]
        first = office.answer(handle, path, {"answer": words}, seen, self._visitor())
        late = office.answer(handle, path, {"answer": others}, seen, self._visitor())
        assert late.prompt is not None
        assert late.prompt.problem is not None
        assert late.prompt.problem.code == "conflict"
        self._shows(first)
        self.given[path] = value

    @precondition(lambda self: not self.done and self.turn.prompt and self.turn.prompt.kind == "check")
    @rule()
    def send(self) -> None:
        if self.holder == "line":
            self._text("0")
        else:
            turn = self.core.front_office.review(self.handles[self.holder], self._visitor())
            self._shows(
                self.core.front_office.submit(self.handles[self.holder], turn.version, self._visitor())
            )
        assert self.turn.prompt is not None
        receipt = self.turn.prompt.receipt
        assert receipt is not None
        case = self.core.back_office.show(receipt.reference)
        assert case is not None
        assert case["answers"] == {
            path: value for path, value in self.given.items() if self._on_the_way(path)
        }
        self.done = True

    # --- what always holds ------------------------------------------------------------------------------------

    @invariant()
    def an_acknowledged_answer_is_never_lost(self) -> None:
        draft = self.core.front_office.drafts.get(self.id)
        assert draft is not None
        kept = {path: answer.value for path, answer in draft.answers.items()}
        on_the_way = {path: value for path, value in self.given.items() if self._on_the_way(path)}
        assert {path: kept.get(path) for path in on_the_way} == on_the_way
        if not self.done:
            assert set(kept) == set(self.given)

    @invariant()
    def exactly_one_door_holds_the_draft(self) -> None:
        office = self.core.front_office
        for door, handle in self.handles.items():
            if door == "line":
                continue
            prompt = office.review(handle, VISITORS[door]).prompt
            assert prompt is not None
            assert (prompt.id == "moved") == (door != self.holder)
        draft = office.drafts.get(self.id)
        assert draft is not None
        assert (draft.record.line is not None) == (self.holder == "line")

    @invariant()
    def nothing_that_is_answered_is_asked_again(self) -> None:
        prompt = self.turn.prompt
        if not self.done and prompt is not None and prompt.kind == "ask":
            assert prompt.path not in self.given

    # --- the hands of it --------------------------------------------------------------------------------------

    def _asked(self) -> bool:
        return not self.done and self.turn.prompt is not None and self.turn.prompt.kind == "ask"

    def _on_the_way(self, path: str) -> bool:
        return path != "why" or self.given.get("big") is True

    def _visitor(self) -> Visitor:
        return VISITORS[self.holder]

    def _shows(self, turn: Turn) -> None:
        assert turn.prompt is not None
        assert turn.prompt.problem is None, turn.prompt.problem
        self.turn = turn
        if turn.draft is not None:
            self.handles[self.holder] = turn.draft

    def _say(self, path: str, words: str) -> None:
        if self.holder == "line":
            self._text(words)
            return
        handle = self.handles[self.holder]
        self._shows(
            self.core.front_office.answer(handle, path, {"answer": words}, self.turn.version, self._visitor())
        )

    def _text(self, words: str) -> None:
        self._shows(self._heard(words))

    def _heard(self, words: str) -> Turn:
        self.last = Reply(words, f"SM{next(self.sids)}")
        self.heard = self.core.front_office.hear(self.last, VISITORS["line"])
        return self.heard

    def _strict_offer(self) -> str:
        offer = self.core.front_office.hand_over(self.handles[self.holder], self._visitor())
        assert offer is not None
        return offer.code

    def _texted_offer(self) -> str:
        return next(word for word in " ".join(self._heard("continue").said).split() if word[4:5] == "-")

    def _may_be_wrong(self) -> bool:
        """Whether one more wrong code is within what may be tried."""
        since = self._clock() - timedelta(minutes=15)
        self.wrong = [moment for moment in self.wrong if moment > since]
        self.wrong.append(self._clock())
        return len(self.wrong) < 5

    def _opened_saved(self, door: str, code: str, word: str) -> Turn | Problem | None:
        if door == "line":
            return self._heard(f"{code} {word}")
        return self.core.front_office.open_saved(code, word, VISITORS[door])

    def _taken(self, door: str, code: str) -> Turn:
        if door == "line":
            return self._heard(code)
        return self.core.front_office.take_over(code, VISITORS[door]) or Turn()


@pytest.fixture
def opening(tmp_path: Path, clock: SettableClock) -> Callable[[], Callable[[], Core]]:
    """Makes towns: each call a new one, whose result opens it, as often as it was closed."""
    config = tmp_path / "config"
    (config / "services" / "trial").mkdir(parents=True)
    (config / "services" / "trial" / "service.yaml").write_text(HEAD + BODY, "utf-8")
    shutil.copy(ROOT / "config" / "town.toml", config)
    shutil.copytree(ROOT / "config" / "registers", config / "registers")
    number = count()

    def born() -> Callable[[], Core]:
        data = tmp_path / f"town {next(number)}"

        def opened() -> Core:
            core = open_core(data, config, f"sqlite:///{data / 'town.db'}", demo=True, clock=clock)
            errors = [str(finding) for finding in core.operations.publish() if finding.severity == "error"]
            assert not errors, errors
            return core

        return opened

    return born


def _run(opening: Callable[[], Callable[[], Core]], clock: SettableClock, examples: int) -> None:
    run_state_machine_as_test(
        lambda: MovingAbout(opening(), clock),
        settings=settings(max_examples=examples, stateful_step_count=30, deadline=None),
    )


def test_whatever_happens_in_whatever_order_nothing_is_lost(opening, clock) -> None:
    _run(opening, clock, 15)


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_whatever_happens_in_whatever_order_and_often_nothing_is_lost(opening, clock) -> None:
    _run(opening, clock, 250)
