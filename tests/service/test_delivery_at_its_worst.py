"""Officers, carriers, people and machines at their worst, in any order that Hypothesis finds.

Nothing is sent that was not decided; every notice is sent, given up in time or seen to be lost; and one is sent twice
only where somebody wanted that.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from channels.settings import Settings, TwilioSettings
from channels.shared.twilio_carrier import text_carrier
from channels.shared.twilio_wire import STANDINGS, reason_of
from service import delivery
from service.assembly import Core, open_core
from service.carriage import Attempt, Report, Taken
from service.messages import Capabilities, Line, Notice, Reply, Visitor
from tests.carrier import ACCOUNT, TOKEN, StandIn, standing_in
from tests.conftest import ROOT, SettableClock
from tests.service.conftest import HEAD, answered

BODY = """
questions:
  - {code: mobile, ask: Which number?, kind: phone}
"""
WEB = Visitor("web", "en", Capabilities(pages=True), source="10.0.0.1")
TEXT = Capabilities(
    reserved=frozenset({"stop", "start"}), stopping=frozenset({"stop"}), starting=frozenset({"start"})
)
TOWN = "+32460000000"


class Dies(BaseException):
    """The worker's process ends, wherever it is."""


class Delivering(RuleBasedStateMachine):
    def __init__(self, opened: Callable[[], Core], clock: SettableClock, twilio: StandIn) -> None:
        super().__init__()
        self.core, self.clock, self.twilio = opened(), clock, twilio
        twilio.messages, twilio.refused, twilio.opted_out, twilio.fails = [], [], set(), 0
        twilio.loses_answers = twilio.loses_lists = False
        account = TwilioSettings(account=ACCOUNT, tokens=(TOKEN,), number=TOWN, api=twilio.address)
        site = Settings(Path("var"), Path("config"), False, "sqlite://", "https://t", "", account)
        self.carrier = text_carrier(site, "/sms/status")
        self.words, self.deliveries = count(), count()
        self.decided: list[str] = []
        self.wanted_again: set[str] = set()
        self.drafts = [self._draft(number) for number in range(2)]

    def teardown(self) -> None:
        """Whatever happened, once all is well again everything comes to an end that somebody can see."""
        self.twilio.fails = 0
        self.twilio.loses_answers = self.twilio.loses_lists = False
        for _ in range(8):
            self.clock.pass_(timedelta(hours=3))
            while self.core.operations.deliver({"tel": self.carrier}):
                pass
        states = Counter(each["state"] for each in self._outbox())
        assert set(states) <= {"sent", "arrived", "failed", "late"}, states
        assert states["failed"] == len(self.core.operations.undelivered("en"))
        assert sum(states.values()) == len(self.decided)
        self.core.close()

    # --- what people and officers do ----------------------------------------------------------------------------

    @rule(which=st.integers(0, 1), hours=st.sampled_from([1, 24]))
    def decide(self, which: int, hours: int) -> None:
        draft = self.core.front_office.drafts.get(self.drafts[which])
        assert draft is not None
        said = f"Decision {next(self.words)} is made."
        notice = Notice(f"tel:{_number(which)}", "Trial", said, "en")
        post = self.core.operations.delivery.notices.posting(
            draft, notice, self.clock() + timedelta(hours=hours)
        )
        with self.core.operations.database.writing() as connection:
            post(connection)
        self.decided.append(said)

    @rule(which=st.integers(0, 1), word=st.sampled_from(["STOP", "START"]), unheard=st.booleans())
    def text(self, which: int, word: str, unheard: bool) -> None:
        """The carrier hears of it too, and sometimes it alone."""
        (self.twilio.opted_out.add if word == "STOP" else self.twilio.opted_out.discard)(_number(which))
        if unheard:
            return
        line = Visitor("line", "en", TEXT, line=Line(f"tel:{_number(which)}", TOWN))
        self.core.front_office.hear(Reply(word, f"in {next(self.deliveries)}"), line)

    @precondition(lambda self: self.core.operations.undelivered("en"))
    @rule(chance=st.integers(0, 9))
    def send_again(self, chance: int) -> None:
        lost = self.core.operations.undelivered("en")
        name = lost[chance % len(lost)].id
        if self.core.operations.send_again(name):
            self.wanted_again.add(name)

    @rule(minutes=st.sampled_from([1, 3, 40, 200, 1500]))
    def time_passes(self, minutes: int) -> None:
        self.clock.pass_(timedelta(minutes=minutes))

    # --- what carriers and machines do --------------------------------------------------------------------------

    @rule(fails=st.sampled_from([0, 0, 429, 500]), answers=st.booleans(), lists=st.booleans())
    def the_carrier_is_like_that(self, fails: int, answers: bool, lists: bool) -> None:
        self.twilio.fails, self.twilio.loses_answers, self.twilio.loses_lists = fails, not answers, not lists

    @rule()
    def deliver(self) -> None:
        self.core.operations.deliver({"tel": self.carrier})

    @rule(before=st.booleans())
    def deliver_and_die(self, before: bool) -> None:
        def dying(notice: Notice, attempt: Attempt) -> Iterator[Taken]:
            if before:
                raise Dies
            yield from self.carrier(notice, attempt)
            raise Dies

        with suppress(Dies):
            self.core.operations.deliver({"tel": dying})  # type: ignore[dict-item]  # always with an attempt

    @precondition(lambda self: self.twilio.messages)
    @rule(chance=st.integers(0, 99), status=st.sampled_from(sorted(STANDINGS)), twice=st.booleans())
    def report(self, chance: int, status: str, twice: bool) -> None:
        message = self.twilio.messages[chance % len(self.twilio.messages)]
        for _ in range(1 + twice):
            self.core.operations.report(Report(message.sid, STANDINGS[status], reason_of(30003), "30003"))

    # --- what always holds --------------------------------------------------------------------------------------

    @invariant()
    def nothing_is_sent_that_was_not_decided(self) -> None:
        assert set(self.twilio.bodies) <= set(self.decided)

    @invariant()
    def nothing_is_sent_twice_unless_somebody_wanted_that(self) -> None:
        twice = {body for body, times in Counter(self.twilio.bodies).items() if times > 1}
        assert len(twice) <= len(self.wanted_again)

    @invariant()
    def what_has_arrived_or_was_given_up_says_nothing_any_more(self) -> None:
        assert all(not each["sealed"] for each in self._outbox() if each["state"] in ("arrived", "late"))

    def _outbox(self) -> list[Any]:
        from sqlalchemy import text

        with self.core.operations.database.reading() as connection:
            return list(connection.execute(text("SELECT * FROM notices")).mappings())

    def _draft(self, which: int) -> str:
        turn = answered(self.core, self.core.front_office.begin("trial", WEB), WEB, _number(which))
        assert turn.draft is not None
        return turn.draft


def _number(which: int) -> str:
    return f"+3247000000{which}"


def tried(tmp_path: Path, database_url: str, clock: SettableClock, examples: int) -> None:
    config = tmp_path / "config"
    (config / "services" / "trial").mkdir(parents=True)
    (config / "services" / "trial" / "service.yaml").write_text(HEAD + BODY, "utf-8")
    shutil.copy(ROOT / "config" / "town.toml", config)
    shutil.copytree(ROOT / "config" / "registers", config / "registers")
    numbers = count()

    def opened() -> Core:
        name = f"{tmp_path}/town-{next(numbers)}"
        url = database_url if database_url.startswith("postgresql") else f"sqlite:///{name}.db"
        core = open_core(Path(name), config, url, "key", carried=frozenset({"tel"}), clock=clock)
        core.operations.publish()
        return core

    with standing_in() as twilio, pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            delivery, "JITTER", 0
        )  # the same order once more: a failure is one that can be seen again
        patch.setattr(delivery, "HANDS", 1)
        twilio.clock = clock
        run_state_machine_as_test(
            lambda: Delivering(opened, clock, twilio),
            settings=settings(max_examples=examples, stateful_step_count=25, deadline=None),
        )


def test_whatever_carriers_and_machines_do_every_decision_is_told_or_seen_to_be_lost(tmp_path, clock):
    tried(tmp_path, "sqlite", clock, 8)


@pytest.mark.long
def test_and_so_it_is_however_long_one_tries(tmp_path, clock):
    tried(tmp_path, "sqlite", clock, 200)
