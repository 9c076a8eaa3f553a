"""One draft, answered at every door by whoever comes by, rightly and wrongly, in any order: what holds always."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from channels.app import Site
from channels.console.talk import CAPABILITIES as CONSOLE
from channels.kiosk.door import CAPABILITIES as KIOSK
from channels.sms.door import capabilities
from channels.web.house import CAPABILITIES as WEB
from service.journey import Answer, Journey, Step
from service.messages import Line, Prompt, Receipt, Reply, Turn, Visitor
from service.ways.samples import Sampler
from tests.doors.conftest import ON, Ways
from tests.doors.driver import Entry
from tests.doors.entries import a_number, entry_for
from tests.doors.ways import Way

STRICT = [Visitor(name, "en", can) for name, can in (("web", WEB), ("kiosk", KIOSK), ("console", CONSOLE))]
BY_TEXT = ("street-problem", "parking-permit", "change-of-address", "heating-allowance", "terrace-licence")
"""Services that begin on a line; their drafts are then open at every door."""
STEERING = ("back", "skip", "again", "?", "menu", "human", "status", "1", "2", "3", "0", "1, 2", "no", "yes")
NONSENSE = st.text(max_size=40) | st.sampled_from(
    ["", " ", "\u202e1", "١", "9" * 400, "💥", "\x00", "kerkstr"]
)

doors = st.sampled_from(STRICT)
numbers = itertools.count(500_000)


@dataclass(frozen=True)
class Held:
    """What somebody at a door has before them, however long ago it was shown."""

    visitor: Visitor
    turn: Turn

    @property
    def members(self) -> tuple[Prompt, ...]:
        assert self.turn.prompt is not None
        return self.turn.prompt.together or (self.turn.prompt,)

    @property
    def asks(self) -> bool:
        return self.turn.prompt is not None and self.turn.prompt.kind == "ask"


class AnyDoor(RuleBasedStateMachine):
    """Somebody begins by text; then the same draft is open at every door."""

    def __init__(self, site: Site, ways: Ways) -> None:
        super().__init__()
        self.ways = ways
        self.core, self.office = site.core, site.core.front_office
        self.interview, self.prompts = self.office.interview, self.office.interview.prompts
        self.number = next(numbers)
        line = Line(f"tel:{a_number(self.number)}", "tel:+32460000000")
        self.texting = Visitor("sms", "", capabilities(site.settings.twilio), line)
        self.deliveries = itertools.count()
        self.heard: list[tuple[Reply, Turn]] = []
        self.held: list[Held] = []
        self.receipt: Receipt | None = None
        self.case: dict[str, Any] | None = None

    @initialize(service=st.sampled_from(BY_TEXT), data=st.data(), far=st.integers(0, 30))
    def begin(self, service: str, data: st.DataObject, far: int) -> None:
        definition = self.office.shelf.current(service)
        assert definition is not None
        self.definition = definition
        self.sampler = Sampler(definition, ON, registers=self.prompts.registers)
        turn = self.hear(definition.model.keywords[0])
        assert turn.draft is not None
        self.draft = turn.draft
        self.acknowledged = dict(self.stored())
        self.sheet = data.draw(st.sampled_from(_to_the_end(self.ways(service)))).sheet
        for _ in range(far):
            self.go_on(Held(STRICT[-1], self.office.ask(self.draft, STRICT[-1])))

    def go_on(self, held: Held) -> None:
        """One step further on the way on which this draft begins."""
        prompt, before = held.turn.prompt, self.stored()
        if prompt is None or prompt.kind != "ask":
            return
        entry = self.sheet[prompt.path]
        if entry is None:
            turn = self.office.skip(self.draft, prompt.path, held.visitor, held.turn.version)
        else:
            turn = self.office.answer(self.draft, prompt.path, entry.parts, held.turn.version, held.visitor)
        self.judge(held, turn, before)

    # --- what people do ---

    @rule(door=doors, data=st.data())
    def answer_rightly(self, door: Visitor, data: st.DataObject) -> None:
        self.hold(Held(door, self.office.ask(self.draft, door)))
        self.give(self.held[-1], data, rightly=True)

    @rule(door=doors, data=st.data())
    def answer_at_random(self, door: Visitor, data: st.DataObject) -> None:
        self.give(Held(door, self.office.ask(self.draft, door)), data, rightly=False)

    @rule(data=st.data(), rightly=st.booleans())
    def answer_what_was_shown_before(self, data: st.DataObject, rightly: bool) -> None:
        if self.held:
            self.give(data.draw(st.sampled_from(self.held)), data, rightly)

    @rule(door=doors, data=st.data())
    def change(self, door: Visitor, data: st.DataObject) -> None:
        step = data.draw(st.sampled_from(self.state(door).steps))
        self.hold(Held(door, self.office.ask(self.draft, door, step.path)))
        self.give(self.held[-1], data, rightly=True)

    @rule(door=doors)
    def skip(self, door: Visitor) -> None:
        held, before = Held(door, self.office.ask(self.draft, door)), self.stored()
        if held.asks:
            assert held.turn.prompt is not None
            self.judge(
                held, self.office.skip(self.draft, held.turn.prompt.path, door, held.turn.version), before
            )

    @rule(door=doors, data=st.data())
    def take_an_item_out(self, door: Visitor, data: st.DataObject) -> None:
        inside = [step for step in self.state(door).steps if step.item and step.asked is not step.block.more]
        if inside:
            step, before = data.draw(st.sampled_from(inside)), self.stored()
            self.office.remove(self.draft, step.path, door)
            self.only_changed({f"{step.block.code}/{step.item}"}, before)

    @rule(door=doors, data=st.data())
    def go_back(self, door: Visitor, data: st.DataObject) -> None:
        step = data.draw(st.sampled_from(self.state(door).steps))
        version = self.version()
        self.hold(Held(door, self.office.back(self.draft, door, step.path)))
        assert self.version() == version, "Back changes nothing"

    @rule(words=st.sampled_from(STEERING) | NONSENSE)
    def text_anything(self, words: str) -> None:
        self.text(words)

    @rule(data=st.data())
    def text_rightly(self, data: st.DataObject) -> None:
        prompt = self.text("again").prompt
        if prompt is not None and prompt.kind == "ask" and self.heard[-1][1].draft == self.draft:
            entry = self.right(prompt.path, data)
            self.text(entry.words if entry else "")

    @rule(data=st.data())
    def deliver_again(self, data: st.DataObject) -> None:
        reply, turn = data.draw(st.sampled_from(self.heard))
        version = self.version()
        assert self.office.hear(reply, self.texting) == turn, "doing it twice is doing it once"
        assert self.version() == version

    @rule(door=doors)
    def submit(self, door: Visitor) -> None:
        shown = self.office.review(self.draft, door)
        if shown.prompt is not None and shown.prompt.kind == "check":
            self.every_door_shows_the_same()
            way = self.state(door)
            self.is_submitted(self.office.submit(self.draft, shown.version, door), way)

    # --- what holds always ---

    @invariant()
    def an_acknowledged_answer_is_never_lost(self) -> None:
        assert self.stored() == self.acknowledged

    @invariant()
    def what_was_sent_stays_as_it_was_sent(self) -> None:
        if self.receipt is not None:
            assert self.core.back_office.show(self.receipt.reference) == self.case

    def judge(self, held: Held, turn: Turn, before: Mapping[str, Answer]) -> None:
        """An answer was given to what was held: it is stored, or refused, and nothing else happens."""
        asked = {member.path for member in held.members}
        changed = self.only_changed(asked, before)
        assert not (_refused(turn) & asked and changed), "a refused answer changes nothing"
        for path in changed & set(before):
            overtaken = before[path].version > held.turn.version
            same = before[path].value == self.acknowledged[path].value
            assert same or not overtaken, "what changed since it was shown is never written over"

    def only_changed(self, asked: set[str], before: Mapping[str, Answer]) -> set[str]:
        after = self.stored()
        changed = {path for path in after if after[path] != before.get(path)}
        assert set(before) <= set(after)
        assert changed <= asked, "an answer changes no other answer"
        self.acknowledged = dict(after)
        return changed

    def every_door_shows_the_same(self) -> None:
        shown: dict[str, str] = {}
        for door in STRICT:
            prompt = self.office.review(self.draft, door).prompt
            for row in prompt.rows if prompt else ():
                assert shown.setdefault(row.path, row.shown) == row.shown

    def is_submitted(self, turn: Turn, way: Journey) -> None:
        prompt = turn.prompt
        if prompt is None or prompt.receipt is None:
            return
        self.receipt, self.acknowledged = prompt.receipt, dict(self.stored())
        self.case = self.core.back_office.show(prompt.receipt.reference)
        assert self.case is not None
        on_the_way = {step.path if not step.item else step.block.code for step in way.steps}
        assert {each.partition("/")[0] for each in on_the_way} == set(self.case["answers"])
        for door in STRICT:
            again = self.office.submit(self.draft, turn.version, door).prompt
            assert again is not None
            assert again.receipt == self.receipt, "doing it twice is doing it once"

    # --- how it is done ---

    def give(self, held: Held, data: st.DataObject, rightly: bool) -> None:
        if not held.asks:
            return
        assert held.turn.prompt is not None
        parts: dict[str, Any] = {}
        for member in held.members:
            entry = self.right(member.path, data) if rightly else None
            for part in member.parts:
                name = part.name.rpartition(":")[2]
                parts[part.name] = entry.parts.get(name, "") if entry else data.draw(NONSENSE)
        before = self.stored()
        turn = self.office.answer(self.draft, held.turn.prompt.path, parts, held.turn.version, held.visitor)
        self.judge(held, turn, before)

    def right(self, path: str, data: st.DataObject) -> Entry | None:
        """An answer that the kind takes; a check across questions may refuse it all the same."""
        planned = self.sheet.get(path)
        if planned is not None and data.draw(st.integers(0, 2)):
            return planned
        asked, state = self.definition.asked_at(path), self.state(STRICT[0])
        assert asked is not None
        known = state.step(path)
        step = known or Step(path, asked, None, self.definition.blocks[0], scope=state.scope)
        samples = self.sampler.samples(asked, step.scope)
        if not samples:
            return None
        value = data.draw(st.sampled_from(samples))
        return entry_for(step, value, self.prompts.asking(self.definition, step, ON, "en"), self.number)

    def text(self, words: str) -> Turn:
        """One text is one answer at most: to what was asked last on the line."""
        before, shown, way = self.stored(), self.heard[-1][1], self.state(self.texting)
        turn = self.hear(words)
        if turn.prompt is not None and turn.prompt.receipt is not None and turn.draft == self.draft:
            self.is_submitted(turn, way)
            return turn
        asked = {shown.prompt.path} if shown.prompt is not None and shown.draft == self.draft else set()
        changed = self.only_changed(asked | self.asked_on_the_line(), before)
        assert not _refused(turn) & changed, "a refused answer changes nothing"
        return turn

    def asked_on_the_line(self) -> set[str]:
        """What the line asked before turns that asked nothing anew, such as a status."""
        asked = [turn.prompt.path for _, turn in self.heard[:-1] if turn.prompt and turn.draft == self.draft]
        return set(asked[-1:])

    def hear(self, words: str) -> Turn:
        reply = Reply(words, f"{self.number}-{next(self.deliveries)}")
        turn = self.office.hear(reply, self.texting)
        self.heard.append((reply, turn))
        return turn

    def hold(self, held: Held) -> None:
        self.held = [*self.held[-4:], held]

    def stored(self) -> Mapping[str, Answer]:
        return self.opened().answers

    def version(self) -> int:
        return self.opened().version

    def state(self, visitor: Visitor) -> Journey:
        return self.interview.state(self.opened(), visitor)

    def opened(self) -> Any:
        draft = self.interview.drafts.get(self.draft)
        assert draft is not None
        return draft


def _refused(turn: Turn) -> set[str]:
    """The questions whose answers are refused."""
    prompts = (turn.prompt.together or (turn.prompt,)) if turn.prompt else ()
    return {prompt.path for prompt in prompts if prompt.problem}


def _to_the_end(ways: list[Way]) -> list[Way]:
    """Those that end in a case, where there are any."""
    return [way for way in ways if not way.outcome] or ways


def _run(site: Site, ways: Ways, examples: int, steps: int) -> None:
    given = settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=[phase for phase in Phase if phase is not Phase.shrink],  # a step is slow, and so is shrinking
        print_blob=True,
    )
    run_state_machine_as_test(lambda: AnyDoor(site, ways), settings=given)  # type: ignore[no-untyped-call]


@pytest.mark.timeout(300)
def test_whatever_people_do_at_whatever_door_nothing_is_lost(site: Site, ways: Ways) -> None:
    _run(site, ways, examples=20, steps=25)


@pytest.mark.long
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("round_", range(4))
def test_whatever_people_do_for_long_nothing_is_lost(site: Site, ways: Ways, round_: int) -> None:
    _run(site, ways, examples=100, steps=60)
