"""The figures that really come of what people and officers do: through the facades, to `Evidence`."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from itertools import count

import pytest
from sqlalchemy import text as sql

from service.amounts import Place, amounts
from service.assembly import Core
from service.costs import PAID, paid
from service.evidence import Selection
from service.indicators import figure_of
from service.messages import Beat, Capabilities, Line, Officer, Receipt, Reply, Turn, Visitor
from service.rolling import SETTLING
from service.store import outposts, tallies
from service.tallies import Cell
from tests.conftest import SettableClock
from tests.service.conftest import Offering, answered

BODY = """
promise: {working_days: 5}
questions:
  - {code: what, ask: What is it about?, kind: text}
  - {code: sure, ask: Are you sure?, kind: yes_no}
workflow:
  states:
    - code: received
      name: New
      say: We look at it.
      moves: [{to: done, name: Finished}]
    - {code: done, name: Done, say: It is done., end: true}
"""
WEB = Visitor("web", "en", Capabilities(pages=True), source="10.0.0.1")
CAN = Capabilities(reserved=frozenset({"stop"}), stopping=frozenset({"stop"}), links=True)
TEXTING = Visitor("sms", "en", CAN, line=Line("tel:+32470000009", "tel:+32460000000"), weigh=lambda _: 2)
AN = Officer("an", "An Peeters", ("officer",), "public-works")
DELIVERIES = count()


@pytest.fixture
def core(offering: Offering) -> Core:
    core = offering(BODY, carry_on_at="https://t/{language}/c/{secret}")
    core.back_office.officers.add("an", "An Peeters", "a long enough one", ["officer"], "public-works")
    return core


@pytest.fixture
def figures(core: Core, clock: SettableClock):
    def counted(door: str = "") -> dict[str, float]:
        """What every indicator comes to before anything is withheld or rounded."""
        clock.pass_(SETTLING)
        core.evidence.catch_up()
        with core.operations.database.reading() as connection:
            known = amounts({Cell(*key): n for key, n in tallies.sums(connection, Cell._fields).items()})

        def amount(what: str, month: str, at: str) -> Decimal:
            if what == PAID:
                return paid(core.town.prices, at, lambda what, at: amount(what, month, at))
            return known.get((Place(month, door=at), what), Decimal())

        months = sorted({place.month for place, _ in known})
        doors = {place.door for place, _ in known} - {""}
        found = {
            each.indicator: figure_of(each, amount, months, door, doors).value
            for each in core.evidence.indicators
        }
        return {code: float(value) for code, value in found.items() if value is not None}

    return counted


def text(core: Core, words: str, visitor: Visitor = TEXTING, parts: int = 1) -> Turn:
    return core.front_office.hear(Reply(words, f"evidence-{next(DELIVERIES)}", parts=parts), visitor)


def case(core: Core, visitor: Visitor = WEB) -> Receipt:
    turn = core.front_office.begin("trial", visitor)
    for words in ("A hole", "yes"):
        turn = answered(core, turn, visitor, words)
    assert turn.draft is not None
    turn = core.front_office.submit(turn.draft, turn.version, visitor)
    assert turn.prompt is not None
    assert turn.prompt.receipt is not None
    return turn.prompt.receipt


def decide(core: Core, receipt: Receipt) -> None:
    view = core.back_office.look(AN, receipt.reference, "en", "handling")
    core.back_office.move(AN, receipt.reference, "done", view.version)


def test_a_case_that_crossed_three_doors_counts_once_and_loses_nothing(core, figures):
    turn = answered(core, core.front_office.begin("trial", WEB), WEB, "A hole")
    kiosk = replace(WEB, door="kiosk")
    for there, back in ((kiosk, WEB), (replace(WEB, door="console"), kiosk)):
        offer = core.front_office.hand_over(turn.draft, back)
        turn = core.front_office.take_over(offer.code, there)
    console = replace(WEB, door="console")
    turn = answered(core, turn, console, "yes")
    core.front_office.submit(turn.draft, turn.version, console)
    found = figures()
    assert found["cases-sent"] == 1
    assert found["completion-rate"] == found["hand-overs-finished"] == found["rescue-rate"] == 100
    assert found["answers-lost"] == 0
    assert figures("web")["completion-rate"] == 100
    assert figures("console")["cases-sent"] == 1
    assert figures("kiosk")["cases-sent"] == 0


def test_texts_are_charged_to_the_town_and_to_whoever_sent_them(core, figures):
    for words in ("menu", "1", "A hole", "yes", "send"):
        text(core, words)
    assert figures()["parts-per-case"] == 15  # five of one part, each answered in two
    assert figures()["paid-by-people"] == 0.5


def test_a_text_that_comes_twice_is_charged_once_here(core, figures):
    for words in ("menu", "1", "A hole", "yes"):
        text(core, words)
    for _ in range(2):
        core.front_office.hear(Reply("send", "the same", parts=1), TEXTING)
    assert figures()["parts-per-case"] == 15


def test_who_stops_a_line_is_counted_apart_from_what_they_did(core, figures):
    text(core, "menu")
    text(core, "stop")
    text(core, "stop")
    assert figures()["opt-outs"] == 1
    with core.operations.database.reading() as connection:
        journeys = (
            connection.execute(sql("SELECT journey FROM events WHERE kind = 'stopped'")).scalars().all()
        )
        others = connection.execute(sql("SELECT journey FROM events WHERE kind <> 'stopped'")).scalars().all()
    assert not set(journeys) & set(others)


def test_asking_how_it_stands_counts_at_each_door_and_looking_again_does_not(core, figures):
    receipt = case(core)
    assert core.front_office.ask_status(receipt.reference, receipt.status_code, WEB) is not None
    for _ in range(3):
        assert core.front_office.track(receipt.reference, receipt.status_code, WEB) is not None
    assert core.front_office.ask_status(receipt.reference, "000000", WEB) is None
    text(core, f"status {receipt.reference} {receipt.status_code}")
    assert figures()["status-questions"] == 2
    assert figures("web")["status-questions"] == 1


def test_a_decision_in_the_promised_time_keeps_the_promise_and_a_late_one_does_not(core, figures, clock):
    soon, late = case(core), case(core)
    clock.pass_(timedelta(days=2))
    decide(core, soon)
    clock.pass_(timedelta(days=12))
    decide(core, late)
    assert figures()["promise-kept"] == 50
    assert figures()["time-to-decision"] == 8
    assert figures("web")["promise-kept"] == 50


def test_cases_that_were_decided_together_and_taken_back_count_nothing_until_they_are_decided_again(
    core, figures, clock
):
    references = [case(core).reference for _ in range(3)]
    office = core.back_office
    clock.pass_(timedelta(days=2))
    seen = {each: office.look(AN, each, "en", "handling").version for each in references}
    batch = office.move_all(AN, seen, "done").batch
    assert figures()["promise-kept"] == 100
    assert figures()["time-to-decision"] == 2
    assert office.undo(AN, batch).back == 3
    assert "promise-kept" not in figures(), "nothing is decided"
    assert "time-to-decision" not in figures()
    clock.pass_(timedelta(days=12))
    seen = {each: office.look(AN, each, "en", "handling").version for each in references[:2]}
    office.move_all(AN, seen, "done")
    assert figures()["promise-kept"] == 0
    assert figures()["time-to-decision"] == 14
    core.evidence.rebuild()
    assert figures()["time-to-decision"] == 14


@pytest.mark.parametrize("demo", [True, False])
def test_all_that_happens_in_a_demo_is_simulated_and_nothing_in_a_town_for_real(offering, clock, demo):
    core = offering(BODY, demo=demo)
    receipt = case(core)
    for words in ("hello", f"status {receipt.reference} {receipt.status_code}", "stop"):
        text(core, words)
    core.operations.outposts.enrol("town-hall")
    for _ in range(2):
        clock.pass_(timedelta(hours=1))
        with core.operations.database.reading() as connection:
            (outpost,) = outposts.every(connection)
        core.operations.outposts.heard(outpost, Beat("0.1.0", "", 1, 0, 0, 500, "ready", None))
    with core.operations.database.reading() as connection:
        told = connection.execute(sql("SELECT kind, simulated FROM events")).all()
    assert {"heard", "said", "status", "stopped", "silent", "watched"} <= {kind for kind, _ in told}
    assert {bool(simulated) for _, simulated in told} == {demo}


def test_in_an_empty_town_nothing_is_divided_by_nothing(core, figures):
    assert core.evidence.extent().months == ()
    found = core.evidence.figures(Selection(()))
    assert {figure.why for figure in found.values()} == {"nothing"}


def test_at_most_one_of_service_door_and_language_is_named():
    with pytest.raises(ValueError, match="at most one"):
        Selection(("2026-11",), "trial", "web")


def test_a_month_is_published_on_the_eighth_of_the_next_one_and_never_changes(core, clock):
    for _ in range(12):
        case(core)
    clock.pass_(timedelta(days=14, hours=12))  # the evening of the 7th of December
    core.evidence.catch_up()
    assert core.evidence.extent().months == ()
    assert str(core.evidence.next_day()) == "2026-12-08"
    clock.pass_(timedelta(hours=8))
    core.evidence.catch_up()
    assert core.evidence.extent().months == ("2026-11",)
    assert str(core.evidence.next_day()) == "2027-01-08"
    found = core.evidence.figures(Selection(("2026-11",)))
    assert found["cases-sent"].value == 10
    assert found["completion-rate"].value == 100
    assert found["given-up"].why == "withheld"
    assert core.evidence.split("cases-sent", Selection(("2026-11",)), "door")["web"].value == 10
    with core.operations.database.writing() as connection:
        tallies.add(connection, {("2026-11", "trial", "1", "web", "en", "sent", ""): 50})
    core.evidence.catch_up()
    assert core.evidence.figures(Selection(("2026-11",)))["cases-sent"].value == 10


def test_a_town_in_which_nothing_happens_writes_nothing(core, clock):
    case(core)
    clock.pass_(SETTLING)
    assert core.evidence.catch_up() == 1

    def written() -> object:
        with core.operations.database.reading() as connection:
            return connection.execute(
                sql("SELECT value FROM installation WHERE key = 'figures stand at'")
            ).scalar()

    before = written()
    for _ in range(5):
        clock.pass_(timedelta(minutes=1))
        assert core.evidence.catch_up() == 0
    assert written() == before
    clock.pass_(timedelta(minutes=10))
    core.evidence.catch_up()
    assert written() != before


def test_nothing_is_published_before_the_past_is_complete(core, clock):
    for _ in range(12):
        case(core)
    clock.pass_(timedelta(days=20))
    core.evidence.catch_up(publishing=False)
    assert core.evidence.extent().months == ()
    core.evidence.catch_up()
    assert core.evidence.extent().months == ("2026-11",)


def test_what_was_refused_of_a_town_with_few_cases_is_said_to_be_withheld(core, clock):
    case(core)
    clock.pass_(timedelta(days=60))
    core.evidence.catch_up()
    found = core.evidence.figures(Selection(("2026-11",)))
    assert found["cases-sent"].why == "withheld"
    assert found["answers-lost"].value == 0, "it is about no person, and must be seen to be none"


def test_an_unknown_indicator_is_none(core):
    with pytest.raises(LookupError):
        core.evidence.split("nonsense", Selection(()), "door")
