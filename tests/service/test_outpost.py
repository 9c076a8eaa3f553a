"""An outpost loses nothing and doubles nothing, whether or not it reaches its hub."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from channels.demo.officers import employed
from service.assembly import Core
from service.front_office import FrontOffice
from service.messages import Capabilities, HandOver, HubAway, Problem, Saved, Turn, Visitor
from service.outposts import PROMISED
from service.parcels import unpacked
from service.store import ratings
from tests.carrier import Kept
from tests.conftest import SettableClock
from tests.outposts import ANSWERS, Fault, Hall, opened
from tests.serving import served

WEB = Visitor("web", "en", Capabilities(pages=True), source="10.0.0.1")
FAULTS: tuple[Fault, ...] = ("no request arrives", "no answer comes back")


@pytest.fixture
def hall(app: Flask, tmp_path: Path, clock: SettableClock) -> Iterator[Hall]:
    with served(app) as url, opened(app, url, tmp_path / "outpost", clock) as hall:
        yield hall


@pytest.fixture
def hub(app: Flask) -> Core:
    core: Core = app.extensions["nowrongdoor"].core
    return core


def cases_in(core: Core) -> int:
    with core.operations.database.reading() as connection:
        return int(connection.execute(text("select count(*) from cases")).scalar_one())


def left_in(core: Core) -> int:
    """Rows that say anything of what somebody did."""
    with core.operations.database.reading() as connection:
        tables = ("drafts", "answers", "files", "cases", "find_tokens", "events", "parcels")
        return sum(connection.execute(text(f"select count(*) from {each}")).scalar_one() for each in tables)  # noqa: S608 - names from above


def events_in(core: Core, kind: str) -> int:
    with core.operations.database.reading() as connection:
        count = text("select count(*) from events where kind = :kind and door = 'kiosk'")
        return int(connection.execute(count, {"kind": kind}).scalar_one())


def in_the_middle(hall: Hall) -> Turn:
    return hall.answered(hall.begun(), ANSWERS["danger"], ANSWERS["problem"])


def by_web(hub: Core) -> Turn:
    """A draft that somebody began on the web, with its first answer."""
    turn = hub.front_office.begin("street-problem", WEB)
    assert turn.draft is not None
    return hub.front_office.answer(turn.draft, "danger", {"answer": "no"}, turn.version, WEB)


def offered(office: FrontOffice, turn: Turn, visitor: Visitor) -> HandOver:
    assert turn.draft is not None
    offer = office.hand_over(turn.draft, visitor)
    assert offer is not None
    return offer


# --- cases ----------------------------------------------------------------------------------------------------


def test_a_case_made_at_an_outpost_is_the_same_case_at_the_hub(hall, hub):
    receipt = hall.sent(hall.begun()).prompt.receipt
    assert receipt.notes == ()
    case = hub.back_office.show(receipt.reference)
    assert case["answers"]["description"] == ANSWERS["description"]
    assert case["answers"]["where"]["number"] == "12"
    assert case["doors"] == ["kiosk"]
    assert case["due_on"] == "2026-11-30"
    status = hub.front_office.track(receipt.reference, receipt.status_code, WEB)
    assert status.withdrawable
    assert hub.front_office.track(receipt.reference, "3456", WEB), "the last digits of the phone prove it too"
    assert hub.front_office.track(receipt.reference, "000000", WEB) is None
    assert events_in(hub, "submitted") == 1


def test_a_photo_travels_with_its_case(hall, hub):
    from tests.doors.entries import a_photo

    turn = hall.answered(hall.begun(), "no", ANSWERS["problem"], ANSWERS["description"], ANSWERS["where"])
    assert turn.prompt.path == "photo"
    turn = hall.answered(turn, {"answer": a_photo()})
    taken = hall.core.hub.drafts.file_of(hall.core.hub.drafts.get(turn.draft), "photo")
    assert taken
    receipt = hall.sent(turn).prompt.receipt
    assert hub.back_office.file(receipt.reference, "photo") == taken


def test_what_the_hub_has_is_forgotten_once_the_person_has_left(hall):
    done = hall.sent(hall.begun())
    assert hall.office.ask(done.draft, hall.visitor).prompt.receipt == done.prompt.receipt
    hall.office.let_go(done.draft)
    assert left_in(hall.core) == 0


def test_it_is_forgotten_even_where_the_screen_could_not_say_that_the_person_left(hall, clock):
    hall.sent(hall.begun())
    in_the_middle(hall)
    clock.pass_(timedelta(minutes=61))
    hall.office.tidy()
    hall.core.outpost.outbox.pass_on()
    assert left_in(hall.core) == 0


def test_without_a_net_the_reference_is_good_and_the_receipt_says_that_the_town_does_not_know_yet(hall, hub):
    hall.net.fault = "no request arrives"
    done = hall.sent(hall.begun())
    receipt = done.prompt.receipt
    assert "as soon as the connection is back" in receipt.notes[0]
    assert hub.front_office.track(receipt.reference, receipt.status_code, WEB) is None
    hall.office.let_go(done.draft)
    assert left_in(hall.core) > 0

    hall.net.fault = None
    assert hall.core.outpost.outbox.pass_on() == 1
    assert hub.front_office.track(receipt.reference, receipt.status_code, WEB).reference == receipt.reference
    assert left_in(hall.core) == 0


def test_who_still_stands_there_when_the_net_is_back_reads_so(hall, clock):
    hall.net.fault = "no request arrives"
    done = hall.sent(hall.begun())
    assert done.prompt.notes
    hall.net.fault = None
    hall.core.outpost.outbox.pass_on()
    again = hall.office.ask(done.draft, hall.visitor).prompt
    assert again.notes == ()
    assert again.receipt.reference == done.prompt.receipt.reference
    assert again.receipt.status_code == done.prompt.receipt.status_code


def test_a_case_whose_answer_was_lost_on_the_way_is_sent_twice_and_made_once(hall, hub):
    hall.net.fault = "no answer comes back"
    receipt = hall.sent(hall.begun()).prompt.receipt
    assert cases_in(hub) == 1
    hall.net.fault = None
    assert hall.core.outpost.outbox.pass_on() == 1
    assert cases_in(hub) == 1
    assert events_in(hub, "submitted") == events_in(hub, "begun") == 1
    assert hub.back_office.show(receipt.reference)


def test_cases_go_in_the_order_in_which_they_were_made(hall, hub):
    hall.net.fault = "no request arrives"
    made = [hall.sent(hall.begun()).prompt.receipt.reference for _ in range(4)]
    hall.net.fault = None
    hall.core.outpost.outbox.pass_on()
    with hub.operations.database.reading() as connection:
        arrived = (
            "select reference from cases join drafts on drafts.id = cases.draft join events on events.journey"
        )
        arrived += " = drafts.journey where events.kind = 'submitted' order by events.sequence"
        rows = connection.execute(text(arrived))
        assert [row.reference for row in rows] == [each.replace("-", "") for each in made]


def test_nobody_waits_for_a_hub_that_was_silent_a_moment_ago(hall):
    hall.net.fault = "no request arrives"
    hall.sent(hall.begun())
    hall.net.asked.clear()
    hall.sent(hall.begun())
    assert hall.net.asked == []


# --- references -------------------------------------------------------------------------------------------------


def test_an_outpost_gives_only_what_was_promised_to_it(hall, hub):
    with hub.operations.database.reading() as connection:
        promised = set(connection.execute(text("select reference from reserved_references")).scalars())
    assert len(promised) == PROMISED
    receipt = hall.sent(hall.begun()).prompt.receipt
    assert receipt.reference.replace("-", "") in promised


def test_the_hub_gives_no_reference_that_it_has_promised(hub, hall, monkeypatch):
    with hub.operations.database.reading() as connection:
        promised = connection.execute(text("select reference from reserved_references")).scalars().first()
    drawn = iter([promised, "K7QF2M9XV", "ZZZZZZZZZ"])
    monkeypatch.setattr("service.numbers.new_reference", lambda: next(drawn))
    turn = by_web(hub)
    office = hub.front_office
    while turn.prompt.kind == "ask":
        path = turn.prompt.path
        if path in ANSWERS:
            turn = office.answer(turn.draft, path, {"answer": ANSWERS[path]}, turn.version, WEB)
        else:
            turn = office.skip(turn.draft, path, WEB)
    receipt = office.submit(turn.draft, turn.version, WEB).prompt.receipt
    assert receipt.reference == "K7QF-2M9X-V"


def test_asking_twice_promises_no_more(hall, hub):
    assert hall.core.outpost.outbox.refill() == hall.core.outpost.outbox.refill() == PROMISED
    hall.sent(hall.begun())
    assert hall.core.outpost.outbox.counts()[2] == PROMISED - 1
    assert hall.core.outpost.outbox.refill() == PROMISED


def test_a_reference_whose_case_is_still_on_its_way_is_not_given_again(hall):
    hall.net.fault, hall.net.only = "no request arrives", "parcels"
    receipt = hall.sent(hall.begun()).prompt.receipt
    assert hall.core.outpost.outbox.refill() == PROMISED - 1
    with hall.core.operations.database.reading() as connection:
        left = set(connection.execute(text("select reference from reserved_references")).scalars())
    assert receipt.reference.replace("-", "") not in left


def test_without_a_reference_nothing_is_sent_and_nothing_is_lost(hall, hub):
    hall.net.fault = "no request arrives"
    with hall.core.operations.database.writing() as connection:
        connection.execute(text("delete from reserved_references"))
    turn = hall.sent(hall.begun())
    assert turn.prompt.kind == "check"
    assert "Nothing is lost" in turn.said[0]
    hall.net.fault = None
    hall.core.outpost.outbox.refill()
    assert hall.office.submit(turn.draft, turn.version, hall.visitor).prompt.kind == "done"


# --- from here to another door --------------------------------------------------------------------------------


def test_a_draft_that_was_begun_at_an_outpost_goes_on_elsewhere_with_every_answer(hall, hub):
    turn = in_the_middle(hall)
    offer = offered(hall.office, turn, hall.visitor)
    taken = hub.front_office.take_over(offer.code, WEB)
    assert taken.prompt.path == "description"
    told = hall.office.ask(turn.draft, hall.visitor).prompt
    assert told.kind == "choose", "that it goes on elsewhere, and how it comes back"
    hall.office.let_go(turn.draft)
    assert left_in(hall.core) == 0


def test_whoever_stays_after_all_goes_on_and_the_code_opens_nothing(hall, hub):
    turn = in_the_middle(hall)
    offer = offered(hall.office, turn, hall.visitor)
    again = hall.office.ask(turn.draft, hall.visitor)
    assert again.prompt.path == "description"
    assert hub.front_office.take_over(offer.code, WEB) is None
    receipt = hall.sent(again).prompt.receipt
    assert hub.back_office.show(receipt.reference)["answers"]["description"] == ANSWERS["description"]


def test_what_went_elsewhere_is_brought_back_with_what_was_answered_there(hall, hub):
    turn = in_the_middle(hall)
    taken = hub.front_office.take_over(offered(hall.office, turn, hall.visitor).code, WEB)
    on = hub.front_office.answer(taken.draft, "description", {"answer": "By hand"}, taken.version, WEB)
    assert on.prompt.path == "where"
    back = hall.office.bring_back(turn.draft, hall.visitor)
    assert back.prompt.path == "where"
    there = hub.front_office.ask(taken.draft, WEB).prompt
    assert there.kind == "say"
    assert "once you have left it there" in there.words
    receipt = hall.sent(back).prompt.receipt
    case = hub.back_office.show(receipt.reference)
    assert case["answers"]["description"] == "By hand"
    assert case["doors"] == ["kiosk", "web"]


def test_a_saved_code_opens_what_was_left_at_an_outpost(hall, hub):
    turn = in_the_middle(hall)
    short = hall.office.save(turn.draft, "ab", "", hall.visitor)
    assert short.part == "second"
    saved = hall.office.save(turn.draft, "1234", "", hall.visitor)
    assert isinstance(saved, Saved)
    hall.office.let_go(turn.draft)
    assert left_in(hall.core) == 0
    opened_ = hall.office.open_saved(saved.code, "1234", hall.visitor)
    assert opened_.prompt.path == "description"
    assert hub.front_office.open_saved(saved.code, "1234", WEB) is None, "it is at the outpost now"
    hall.office.let_go(opened_.draft)
    hall.core.outpost.outbox.pass_on()
    assert hub.front_office.open_saved(saved.code, "1234", WEB).prompt.path == "description"


# --- answers lost on the way -----------------------------------------------------------------------------------


def loses_an_answer(parcel: dict[str, Any]) -> None:
    """One answer less, whatever the sender says of it."""
    parcel["answers"] = [each for each in parcel["answers"] if each["path"] != "danger"]


def of_an_older_release(parcel: dict[str, Any]) -> None:
    """Without the number that its sender counted."""
    parcel["events"] = [each for each in parcel["events"] if each["kind"] != "carried"]


def lost(hub: Core, clock: SettableClock) -> dict[str, int]:
    """The answers lost, by the door that the draft had left."""
    clock.pass_(timedelta(seconds=30))
    hub.evidence.catch_up(publishing=False)
    with hub.operations.database.reading() as connection:
        found = connection.execute(text("select door, number from tallies where what = 'answers lost'"))
        return {row.door: row.number for row in found}


@pytest.mark.parametrize(("happens", "shown"), [(loses_an_answer, {"kiosk": 1}), (None, {})])
@pytest.mark.parametrize("way", ["offered", "saved"])
def test_an_answer_lost_between_outpost_and_hub_shows_and_an_honest_parcel_shows_none(
    hall: Hall, hub: Core, clock: SettableClock, happens: Any, shown: dict[str, int], way: str
) -> None:
    turn = in_the_middle(hall)
    hall.net.on_the_way = happens
    if way == "offered":
        taken = hub.front_office.take_over(offered(hall.office, turn, hall.visitor).code, WEB)
    else:
        saved = hall.office.save(turn.draft, "1234", "", hall.visitor)
        taken = hub.front_office.open_saved(saved.code, "1234", WEB)
    assert isinstance(taken, Turn)
    assert lost(hub, clock) == shown


@pytest.mark.parametrize(("happens", "shown"), [(loses_an_answer, {"web": 1}), (None, {})])
def test_an_answer_lost_between_hub_and_outpost_shows_though_more_were_given_after_the_offer(
    hall: Hall, hub: Core, clock: SettableClock, happens: Any, shown: dict[str, int]
) -> None:
    turn = by_web(hub)
    offer = offered(hub.front_office, turn, WEB)
    turn = hub.front_office.answer(turn.draft, "problem", {"answer": "other"}, turn.version, WEB)
    hall.net.on_the_way = happens
    taken = hall.office.take_over(offer.code, hall.visitor)
    assert taken.prompt.path == ("danger" if happens else "description")
    assert lost(hub, clock) == shown


def test_nothing_is_lost_while_somebody_goes_to_and_fro(hall: Hall, hub: Core, clock: SettableClock) -> None:
    turn = in_the_middle(hall)
    taken = hub.front_office.take_over(offered(hall.office, turn, hall.visitor).code, WEB)
    hub.front_office.answer(taken.draft, "description", {"answer": "By hand"}, taken.version, WEB)
    back = hall.office.bring_back(turn.draft, hall.visitor)
    on = hall.answered(back, ANSWERS["where"])
    again = hub.front_office.take_over(offered(hall.office, on, hall.visitor).code, WEB)
    assert again.prompt.path == "photo"
    assert lost(hub, clock) == {}


def test_an_outpost_of_an_older_release_is_served_and_its_numbers_are_those_of_the_hub(
    hall: Hall, hub: Core, clock: SettableClock
) -> None:
    hall.net.on_the_way = lambda parcel: (of_an_older_release(parcel), loses_an_answer(parcel))[0]
    turn = in_the_middle(hall)
    taken = hub.front_office.take_over(offered(hall.office, turn, hall.visitor).code, WEB)
    assert taken.prompt.path == "danger"
    assert lost(hub, clock) == {}, "nobody can know"
    other = by_web(hub)
    hall.net.on_the_way = None
    code = offered(hub.front_office, other, WEB).code
    parcel = hub.hub.lend(code, None, hall.visitor)
    assert isinstance(parcel, bytes)
    key = hub.operations.outposts.enrol("of-old")
    outpost = hub.hub.outpost(key)
    assert outpost is not None
    hold = unpacked(parcel).hold
    assert hub.hub.lent(outpost, unpacked(parcel).draft, hold, hall.visitor), "without saying what arrived"
    assert lost(hub, clock) == {}


def test_what_needs_the_hub_is_refused_without_it_and_the_person_goes_on(hall, hub):
    turn = in_the_middle(hall)
    hall.net.fault = "no request arrives"
    for needs in (
        lambda: hall.office.hand_over(turn.draft, hall.visitor),
        lambda: hall.office.save(turn.draft, "1234", "", hall.visitor),
        lambda: hall.office.waiting("K7QF-2M9X", hall.visitor),
        lambda: hall.office.take_over("K7QF-2M9X", hall.visitor),
        lambda: hall.office.track("K7QF-2M9X-V", "123456", hall.visitor),
        lambda: hall.office.follow_up("K7QF-2M9X-V", "123456", True, hall.visitor),
        lambda: hall.office.withdraw("K7QF-2M9X-V", "123456", hall.visitor),
        lambda: hall.office.other_times("K7QF-2M9X-V", "123456", hall.visitor),
        lambda: hall.office.confirm_appointment("K7QF-2M9X-V", "123456", hall.visitor),
    ):
        with pytest.raises(HubAway):
            needs()
    assert hall.sent(turn).prompt.kind == "done"


def test_a_case_is_taken_back_at_an_outpost_by_its_code_only(hall, hub):
    receipt = hall.sent(hall.begun()).prompt.receipt
    assert hall.office.withdraw(receipt.reference, "000000", hall.visitor) is None
    assert hall.office.track(receipt.reference, receipt.status_code, hall.visitor).withdrawable
    assert hall.office.withdraw(receipt.reference, receipt.status_code, hall.visitor).said
    assert not hub.front_office.track(receipt.reference, receipt.status_code, WEB).withdrawable


def test_an_appointment_is_moved_confirmed_and_called_off_at_an_outpost(hall, hub):
    office = hub.front_office
    turn = office.begin("identity-card", WEB)
    for words in ("expires", "2026-11-24T08:00Z", "Lien Claes", "0470 12 34 56"):
        turn = office.answer(turn.draft, turn.prompt.path, {"answer": words}, turn.version, WEB)
    assert turn.prompt.kind == "check", turn
    receipt = office.submit(turn.draft, turn.version, WEB).prompt.receipt
    proof = (receipt.reference, receipt.status_code)
    asked = hall.office.other_times(*proof, hall.visitor)
    wrong = hall.office.move_appointment(*proof, {"answer": "2020-01-01T08:00Z"}, hall.visitor)
    assert wrong.prompt.problem is not None
    moved = hall.office.move_appointment(*proof, {"answer": asked.options[-1].value}, hall.visitor)
    assert moved.said[0].startswith("Your appointment is now:")
    assert hall.office.confirm_appointment(*proof, hall.visitor).said
    assert hub.front_office.track(*proof, WEB).appointment.state == "confirmed"
    assert hall.office.cancel_appointment(*proof, hall.visitor).said == ("Your appointment is called off.",)
    assert hub.front_office.track(*proof, WEB).appointment.state == "cancelled"


def test_the_hub_sends_the_reference_of_a_case_that_was_made_at_an_outpost(hall, hub):
    done = hall.sent(hall.begun())
    assert hall.office.send_receipt(done.draft, "0470 00 00 09", hall.visitor) == "0470 00 00 09"
    carried = Kept()
    hub.operations.deliver({"tel": carried})
    assert [each.contact for each in carried] == ["tel:+32470000009"]
    assert done.prompt.receipt.reference in carried[0].words
    assert "/en/status?reference=" in carried[0].words


def test_a_case_that_still_waits_goes_to_the_hub_before_its_reference_is_sent(hall, hub):
    hall.net.fault = "no request arrives"
    done = hall.sent(hall.begun())
    with pytest.raises(HubAway):
        hall.office.send_receipt(done.draft, "0470 00 00 09", hall.visitor)
    hall.net.fault = None
    assert hall.office.send_receipt(done.draft, "0470 00 00 09", hall.visitor) == "0470 00 00 09"
    assert cases_in(hub) == 1
    assert isinstance(hall.office.send_receipt(done.draft, "nobody's", hall.visitor), Problem)


def test_before_there_is_a_case_an_outpost_asks_nobody_to_send_anything(hall):
    turn = in_the_middle(hall)
    hall.net.asked.clear()
    assert hall.office.send_receipt(turn.draft, "0470 00 00 09", hall.visitor) is None
    assert hall.net.asked == []
    assert hall.net.send_receipt("nobody's", "0470 00 00 09", hall.visitor) is None


def rated(hub: Core) -> dict[tuple[str, str], int]:
    with hub.operations.database.reading() as connection:
        found = ratings.of_month(connection, "2026-11")
    return {(each.moment, each.answer): count for each, count in found.items() if each.name == "kiosk"}


def test_how_it_went_at_an_outpost_is_counted_once_and_at_the_hub(hall, hub):
    done = hall.sent(hall.begun())
    asked = hall.office.how_it_went(done.draft, hall.visitor)
    for _ in range(2):
        hall.office.say_how_it_went(done.draft, asked.options[3].value, hall.visitor)
    assert rated(hub) == {("sent", "4"): 1}
    assert "what would you have done" in hall.office.how_it_went(done.draft, hall.visitor).words
    hall.office.say_how_it_went(done.draft, "skip", hall.visitor)
    assert hall.office.how_it_went(done.draft, hall.visitor) is None


def test_while_the_hub_has_not_got_the_case_or_cannot_be_reached_nothing_is_asked(hall, hub):
    turn = in_the_middle(hall)
    assert hall.office.how_it_went(turn.draft, hall.visitor) is None
    hall.net.fault = "no request arrives"
    done = hall.sent(hall.begun())
    hall.net.asked.clear()
    assert hall.office.how_it_went(done.draft, hall.visitor) is None
    assert hall.net.asked == []
    hall.net.fault = None
    hall.office.outbox.pass_on()
    assert hall.office.how_it_went(done.draft, hall.visitor) is not None
    hall.net.fault = "no request arrives"
    hall.office.say_how_it_went(done.draft, "1", hall.visitor)
    assert hall.office.how_it_went(done.draft, hall.visitor) is None
    assert rated(hub) == {}


def test_how_a_decision_was_is_asked_at_an_outpost_too(hall, hub):
    receipt = hall.sent(hall.begun()).prompt.receipt
    proof = (receipt.reference, receipt.status_code)
    hall.office.say_how_it_was_decided(*proof, "1", hall.visitor)
    assert rated(hub) == {}, "nothing is decided yet"
    employed(hub.back_office.officers)
    officer = next(each for each in hub.back_office.officers.all() if each.name == "an.peeters")
    view = hub.back_office.look(officer, receipt.reference, "en", "handling")
    hub.back_office.move(officer, receipt.reference, "done", view.version)
    assert hall.office.track(*proof, hall.visitor).satisfaction is not None
    hall.office.say_how_it_was_decided(*proof, "2", hall.visitor)
    assert rated(hub) == {("decided", "2"): 1}
    assert hall.office.track(*proof, hall.visitor).satisfaction is None


# --- from another door to here --------------------------------------------------------------------------------


def test_a_draft_of_another_door_goes_on_at_an_outpost(hall, hub):
    turn = by_web(hub)
    offer = offered(hub.front_office, turn, WEB)
    assert hall.office.waiting(offer.code, hall.visitor).service == "street-problem"
    taken = hall.office.take_over(offer.code, hall.visitor)
    assert taken.prompt.path == "problem"
    assert hub.front_office.bring_back(turn.draft, WEB).prompt.kind == "say", "it is nowhere else meanwhile"
    receipt = hall.sent(taken).prompt.receipt
    case = hub.back_office.show(receipt.reference)
    assert case["doors"] == ["web", "kiosk"]
    assert events_in(hub, "taken over") == 1


def test_who_leaves_an_outpost_finds_the_draft_again_at_the_other_door(hall, hub):
    turn = by_web(hub)
    taken = hall.office.take_over(offered(hub.front_office, turn, WEB).code, hall.visitor)
    hall.answered(taken, "other")
    hall.office.let_go(taken.draft)
    hall.core.outpost.outbox.pass_on()
    assert left_in(hall.core) == 0
    back = hub.front_office.bring_back(turn.draft, WEB)
    assert back.prompt.path == "description"


def test_a_definition_that_the_outpost_never_served_comes_along_with_its_draft(hall, hub, app, tmp_path):
    turn = by_web(hub)
    offer = offered(hub.front_office, turn, WEB)
    with hall.core.operations.database.writing() as connection:
        connection.execute(text("delete from definitions where service = 'street-problem'"))
    hall.core.operations.shelf._known.clear()
    assert hall.office.take_over(offer.code, hall.visitor).prompt.path == "problem"


# --- the net is pulled at every step ----------------------------------------------------------------------------


def the_whole_way(hall: Hall, hub: Core) -> Iterator[Callable[[dict[str, Any]], None]]:
    """Web, outpost, web, outpost, case: each step is done by somebody who tries again where it did not work."""
    yield lambda at: at.update(web=by_web(hub))
    yield lambda at: at.update(offer=offered(hub.front_office, at["web"], WEB))
    yield lambda at: at.update(waiting=hall.office.waiting(at["offer"].code, hall.visitor))
    yield lambda at: at.update(hall=taken_over(hall, at["offer"].code))
    yield lambda at: at.update(hall=answered_once(hall, at["hall"], "problem"))
    yield lambda at: at.update(offer=offered(hall.office, at["hall"], hall.visitor))
    yield lambda at: at.update(hall=hall.office.ask(at["hall"].draft, hall.visitor))
    yield lambda at: at.update(offer=offered(hall.office, at["hall"], hall.visitor))
    yield lambda at: at.update(web=hub.front_office.take_over(at["offer"].code, WEB))
    yield lambda at: at.update(hall=hall.office.bring_back(at["hall"].draft, hall.visitor))
    yield lambda at: at.update(hall=hall.to_the_end(at["hall"]))
    yield lambda at: at.update(hall=hall.office.submit(at["hall"].draft, at["hall"].version, hall.visitor))
    yield lambda at: hall.office.let_go(at["hall"].draft)
    yield lambda at: at.update(sent=hall.core.outpost.outbox.pass_on())


def taken_over(hall: Hall, code: str) -> Turn:
    turn = hall.office.take_over(code, hall.visitor)
    assert turn is not None
    return turn


def answered_once(hall: Hall, turn: Turn, path: str) -> Turn:
    assert turn.prompt is not None
    assert turn.prompt.path == path
    return hall.answered(turn, ANSWERS[path])


@pytest.mark.parametrize("fault", [pytest.param(FAULTS[0], marks=pytest.mark.long), FAULTS[1]])
@pytest.mark.parametrize("step", range(14))
def test_the_net_may_be_pulled_at_every_step(hall, hub, step, fault):
    at: dict[str, Any] = {}
    for number, do in enumerate(the_whole_way(hall, hub)):
        hall.net.fault = fault if number == step else None
        try:
            do(at)
        except HubAway:
            hall.net.fault = None
            do(at)
    hall.net.fault = None
    hall.core.outpost.outbox.pass_on()
    assert cases_in(hub) == 1
    receipt = at["hall"].prompt.receipt
    case = hub.back_office.show(receipt.reference)
    assert case["answers"]["description"] == ANSWERS["description"]
    assert case["doors"] == ["web", "kiosk"]
    assert events_in(hub, "submitted") == 1
    assert left_in(hall.core) == 0


def test_a_draft_that_arrived_without_anybody_going_on_goes_back(hall, hub, clock):
    """The process died between storing it and saying so, or the person went when nothing came."""
    turn = by_web(hub)
    offer = offered(hub.front_office, turn, WEB)
    hall.net.fault, hall.net.only = "no answer comes back", "lent"
    with pytest.raises(HubAway):
        hall.office.take_over(offer.code, hall.visitor)
    assert hub.front_office.bring_back(turn.draft, WEB).prompt.kind == "say"
    hall.net.fault = None
    clock.pass_(timedelta(minutes=61))
    assert hall.office.give_back() == 1
    hall.core.outpost.outbox.pass_on()
    assert hub.front_office.bring_back(turn.draft, WEB).prompt.path == "problem"
    assert left_in(hall.core) == 0


def test_whoever_gives_up_waiting_for_the_net_and_goes_on_here_loses_nothing(hall, hub):
    """The offer reached the hub, and its answer did not reach the outpost: nobody knows the code."""
    turn = in_the_middle(hall)
    hall.net.fault = "no answer comes back"
    with pytest.raises(HubAway):
        hall.office.hand_over(turn.draft, hall.visitor)
    receipt = hall.sent(turn).prompt.receipt
    hall.net.fault = None
    hall.core.outpost.outbox.pass_on()
    assert hub.back_office.show(receipt.reference)["answers"]["description"] == ANSWERS["description"]
    assert cases_in(hub) == 1


def test_a_clock_that_jumps_ahead_takes_nobodys_draft_away(hall, clock):
    turn = in_the_middle(hall)
    clock.pass_(timedelta(days=2))
    hall.office.tidy()
    assert hall.office.ask(turn.draft, hall.visitor).prompt.path == "description"


def test_one_parcel_that_the_hub_cannot_read_stops_none_of_those_behind_it(hall, hub, monkeypatch, caplog):
    hall.net.fault = "no request arrives"
    first, second = (hall.sent(hall.begun()).prompt.receipt for _ in range(2))
    record = hub.hub.parcels.cases.record

    def broken(draft: Any, state: Any, made: Any) -> Any:
        if made.receipt.reference == first.reference:
            raise RuntimeError("a fault of ours")
        return record(draft, state, made)

    hall.net.fault = None
    with monkeypatch.context() as patch:
        patch.setattr(type(hub.hub.parcels.cases), "record", staticmethod(broken))
        hall.core.outpost.outbox.pass_on()
    assert hub.back_office.show(second.reference)
    assert hub.back_office.show(first.reference) is None
    assert hall.core.outpost.outbox.counts()[:2] == (0, 1)
    assert "a fault of ours" in caplog.text

    assert hall.core.outpost.outbox.try_again() == 1
    hall.core.outpost.outbox.pass_on()
    assert hub.back_office.show(first.reference)
    assert hall.core.outpost.outbox.counts()[:2] == (0, 0)


def test_what_was_handed_over_is_forgotten_even_where_the_screen_could_not_say_that_the_person_left(
    hall, clock
):
    offered(hall.office, in_the_middle(hall), hall.visitor)
    clock.pass_(timedelta(minutes=61))
    hall.office.tidy()
    assert left_in(hall.core) == 0


def test_who_comes_back_while_the_draft_is_on_its_way_loses_nothing(hall, hub, monkeypatch):
    """It was let go and is being sent; before the hub has answered somebody goes on with it here."""
    turn = in_the_middle(hall)
    hall.office.let_go(turn.draft)
    take_in = hall.net.take_in

    def slowly(parcels: Any, *, hurry: bool = False) -> list[str]:
        reasons = take_in(parcels, hurry=hurry)
        assert hall.office.ask(turn.draft, hall.visitor).prompt.path == "description"
        return reasons

    with monkeypatch.context() as patch:
        patch.setattr(hall.net, "take_in", slowly)
        hall.core.outpost.outbox.pass_on()
    receipt = hall.sent(hall.office.ask(turn.draft, hall.visitor)).prompt.receipt
    assert hub.back_office.show(receipt.reference)["answers"]["description"] == ANSWERS["description"]
    assert cases_in(hub) == 1
