"""What becomes of a submitted draft: its deadline, its proof, its end."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from service.messages import Capabilities, Receipt, Visitor
from service.store.tables import events
from service.throttle import Throttle, TooManyTries
from tests.service.conftest import Offering, answered

PAGES = Visitor("first", "en", Capabilities(pages=True))
PROMISE = """
promise: {working_days: 5}
questions:
  - {code: why, ask: Why?, kind: text}
"""


def sent(core) -> Receipt:
    turn = answered(core, core.front_office.begin("trial", PAGES), PAGES, "Dark")
    return core.front_office.submit(turn.draft, turn.version, PAGES).prompt.receipt


def test_the_promise_counts_from_the_day_of_sending_however_old_the_draft_is(
    offering: Offering, clock
) -> None:
    core = offering(PROMISE)
    turn = answered(core, core.front_office.begin("trial", PAGES), PAGES, "Dark")
    clock.pass_(timedelta(days=21))
    receipt = core.front_office.submit(turn.draft, turn.version, PAGES).prompt.receipt
    assert core.back_office.show(receipt.reference)["due_on"] == "2026-12-21"


def test_the_promise_leaves_weekends_out(offering: Offering, clock) -> None:
    core = offering(PROMISE.replace("5", "1"))
    clock.pass_(timedelta(days=4))
    assert core.back_office.show(sent(core).reference)["due_on"] == "2026-11-30"


def test_the_status_code_is_read_in_any_digits(offering: Offering) -> None:
    core = offering(PROMISE)
    receipt = sent(core)
    arabic = receipt.status_code.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert core.front_office.track(receipt.reference, arabic, PAGES) is not None


def test_guesses_at_the_same_moment_are_bounded_too(offering: Offering) -> None:
    core = offering(PROMISE)
    receipt = sent(core)
    ready, judged = threading.Barrier(12), []

    def guess(code: str) -> None:
        ready.wait()
        try:
            judged.append(core.front_office.track(receipt.reference, code, PAGES))
        except TooManyTries:
            return

    wrong = [f"{n:06d}" for n in range(13) if f"{n:06d}" != receipt.status_code][:12]
    threads = [threading.Thread(target=guess, args=(code,)) for code in wrong]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(judged) <= 5
    with pytest.raises(TooManyTries):
        core.front_office.track(receipt.reference, receipt.status_code, PAGES)


def test_whoever_knows_the_code_is_never_shut_out_by_asking_often(offering: Offering) -> None:
    core = offering(PROMISE)
    receipt = sent(core)
    for _ in range(20):
        assert core.front_office.track(receipt.reference, receipt.status_code, PAGES) is not None


def test_what_is_no_reference_shuts_nobody_out(offering: Offering) -> None:
    core = offering(PROMISE)
    for _ in range(20):
        assert core.front_office.track("K7QF-2M9X-A", "123456", PAGES) is None


def test_withdrawing_at_the_same_moment_is_withdrawing_once(offering: Offering) -> None:
    core = offering(PROMISE)
    receipt = sent(core)
    ready = threading.Barrier(4)

    def withdraw() -> None:
        ready.wait()
        core.front_office.withdraw(receipt.reference, receipt.status_code, PAGES)

    threads = [threading.Thread(target=withdraw) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert withdrawals(core) == 1


def test_withdrawing_while_somebody_else_does_is_withdrawing_once(offering: Offering) -> None:
    """The other one comes in just when the proof was found right."""

    class Interrupted(Throttle):
        def right(self, name: str) -> None:
            super().right(name)
            if not withdrawals(core):
                core.front_office.withdraw(receipt.reference, receipt.status_code, PAGES)

    core = offering(PROMISE)
    receipt = sent(core)
    tracking = replace(core.front_office.tracking, throttle=Interrupted(clock=core.operations.clock))
    slower = replace(core.front_office, tracking=tracking)
    assert slower.withdraw(receipt.reference, receipt.status_code, PAGES) is not None
    assert withdrawals(core) == 1


def withdrawals(core) -> int:
    with core.front_office.database.reading() as connection:
        withdrawn = select(func.count()).select_from(events).where(events.c.kind == "withdrawn")
        return connection.execute(withdrawn).scalar_one()
