"""What the town sends by itself: with what it tells of or not at all, until it has arrived, and to nobody else."""

from __future__ import annotations

import itertools
import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from service.assembly import Core, open_core
from service.carriage import Undeliverable
from service.messages import Capabilities, HandOver, Line, Reply, Visitor
from tests.service.conftest import ROOT, deliver, opened_at

WEB = Visitor("web", "en", Capabilities(pages=True), source="10.0.0.1")
AN = "tel:+32470000009"


def sent(core: Core, contact: str, visitor: Visitor = WEB) -> HandOver:
    """A street problem whose link is sent somewhere."""
    turn = core.front_office.begin("street-problem", visitor)
    assert turn.draft is not None
    offer = core.front_office.hand_over(turn.draft, visitor, contact)
    assert offer is not None
    return offer


def outbox(core: Core) -> list[Any]:
    with core.operations.database.reading() as connection:
        return list(connection.execute(text("SELECT * FROM notices ORDER BY id")).mappings())


@pytest.mark.parametrize(
    ("written", "contact"),
    [("0470 00 00 09", AN), ("+32 470/00.00.09", AN), (" An@example.org ", "mailto:An@example.org")],
)
def test_a_link_is_sent_once_to_whom_somebody_wrote(core, post, written, contact):
    offer = sent(core, written)
    assert offer.problem is None
    assert deliver(core, post) == 1
    assert deliver(core, post) == 0
    (notice,) = post.carried
    assert notice.contact == contact
    assert notice.subject == "Report a street problem"
    assert offer.link in notice.words
    assert core.front_office.waiting(offer.link, WEB) is not None


def test_it_says_to_whom_it_is_on_its_way_and_in_the_persons_language(core):
    french = Visitor("web", "fr", Capabilities(pages=True))
    assert "0470 00 00 09" in sent(core, "+32470000009", WEB).sent
    assert sent(core, "an@example.org", french).sent.endswith("an@example.org.")
    assert "The link" not in sent(core, "an@example.org", french).sent


@pytest.mark.parametrize("written", ["", "call me", "050 00 00 00", "0470 00", "an@", "a@b@example.org"])
def test_what_is_no_contact_is_said_and_nothing_is_sent(core, post, written):
    offer = sent(core, written)
    assert offer.problem is not None
    assert offer.problem.words
    assert deliver(core, post) == 0
    assert core.front_office.waiting(offer.code, WEB) is not None


def test_without_a_carrier_nothing_is_promised(data, database_url, clock, post):
    core = open_core(
        data, ROOT / "config", database_url, carry_on_at="https://t/{language}/c/{secret}", clock=clock
    )
    core.operations.publish()
    offer = sent(core, "0470 00 00 09")
    assert not offer.sends_to
    assert not offer.sent
    assert deliver(core, post) == 0
    core.close()


def test_to_whom_and_what_stand_nowhere_in_clear_and_go_when_it_has_arrived(core, post):
    offer = sent(core, "0470 00 00 09")
    (waiting,) = outbox(core)
    content = bytes(waiting["sealed"])
    assert content
    assert not any(known in content for known in (b"470000009", offer.link.encode(), b"street"))
    deliver(core, post)
    (settled,) = outbox(core)
    assert settled["state"] == "sent"
    assert bytes(settled["sealed"]) == b""


def test_a_carrier_that_is_away_is_asked_again_later_and_not_for_ever(core, clock, post):
    sent(core, "0470 00 00 09")
    post.fails = OSError("away")
    tries = []
    for _ in range(4 * 60):
        tries.append(deliver(core, post))
        clock.pass_(timedelta(minutes=1))
    at = [number for number, tried in enumerate(tries) if tried]
    waited = [later - sooner for sooner, later in itertools.pairwise(at)]
    assert len(at) == 5
    assert all(least <= wait <= least * 1.1 + 1 for least, wait in zip((1, 5, 30, 120), waited, strict=True))
    post.fails = None
    assert deliver(core, post) == 0
    assert [(each["state"], each["reason"]) for each in outbox(core)] == [("failed", "silent")]


def test_what_was_not_carried_in_time_arrives_when_the_carrier_is_back(core, clock, post):
    sent(core, "0470 00 00 09")
    post.fails = OSError("away")
    deliver(core, post)
    post.fails = None
    clock.pass_(timedelta(minutes=1.1))
    assert deliver(core, post) == 1
    assert len(post.carried) == 1


def test_what_will_never_arrive_is_not_tried_again(core, clock, post):
    sent(core, "0470 00 00 09")
    post.fails = Undeliverable("wrong", "no such number")
    assert deliver(core, post) == 1
    clock.pass_(timedelta(days=1))
    assert deliver(core, post) == 0
    assert [(each["state"], each["reason"]) for each in outbox(core)] == [("failed", "wrong")]


def test_a_link_that_is_good_no_more_is_not_sent(core, clock, post):
    sent(core, "0470 00 00 09")
    clock.pass_(timedelta(hours=25))
    deliver(core, post)
    assert post.carried == []


def test_who_has_stopped_our_messages_gets_none_whoever_wants_it(core, post):
    text_door = Capabilities(reserved=frozenset({"stop"}), stopping=frozenset({"stop"}), stop_word="STOP")
    line = Visitor("sms", "en", text_door, line=Line(AN, "tel:+32460000000"))
    core.front_office.hear(Reply("FIX", "SM1"), line)
    core.front_office.hear(Reply("STOP", "SM2"), line)
    offer = sent(core, "0470 00 00 09")
    assert offer.sent
    deliver(core, post)
    assert post.carried == []


def test_a_worker_that_died_is_followed_by_another_one(core, clock, post):
    sent(core, "0470 00 00 09")
    post.fails = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        deliver(core, post)
    post.fails = None
    assert deliver(core, post) == 0, "somebody may still have it in hand"
    clock.pass_(timedelta(minutes=3))
    assert deliver(core, post) == 1
    assert len(post.carried) == 1


def test_two_workers_at_once_carry_everything_once(data, each_database_url, clock, post):
    cores = [opened_at(data, each_database_url, clock) for _ in range(2)]
    for number in range(50):
        assert sent(cores[0], f"an{number}@example.org").sent
    with ThreadPoolExecutor(4) as workers:
        for done in [workers.submit(deliver, cores[number % 2], post) for number in range(8)]:
            done.result()
    assert sorted(each.contact for each in post.carried) == sorted(
        f"mailto:an{n}@example.org" for n in range(50)
    )
    for core in cores:
        core.close()


def test_nobody_is_buried_in_messages(core, clock, post):
    offers = [sent(core, "0470 00 00 09") for _ in range(7)]
    assert [bool(offer.sent) for offer in offers] == [True] * 5 + [False] * 2
    assert offers[-1].problem is not None
    assert offers[-1].problem.code == "too-often"
    assert deliver(core, post) == 5
    clock.pass_(timedelta(hours=1))
    assert sent(core, "0470 00 00 09").sent


def test_a_range_of_numbers_is_no_way_around_it(core):
    offers = [sent(core, f"0470 00 01 {number:02}") for number in range(35)]
    assert [bool(offer.sent) for offer in offers] == [True] * 30 + [False] * 5
    assert sent(core, "0471 00 01 01").sent


def test_deleting_the_draft_deletes_what_waits(core, clock, post):
    sent(core, "0470 00 00 09")
    clock.pass_(timedelta(days=400))
    core.operations.tidy()
    assert outbox(core) == []
    assert deliver(core, post) == 0


def test_that_something_was_sent_is_forgotten_after_a_month(core, clock, post):
    sent(core, "0470 00 00 09")
    deliver(core, post)
    clock.pass_(timedelta(days=29))
    core.operations.tidy()
    assert len(outbox(core)) == 1
    clock.pass_(timedelta(days=2))
    core.operations.tidy()
    assert outbox(core) == []


def test_no_message_of_it_is_logged(core, post, caplog):
    offer = sent(core, "0470 00 00 09")
    post.fails = OSError(f"could not send {offer.link} to +32470000009")
    deliver(core, post)
    assert caplog.text
    assert "470000009" not in caplog.text
    assert offer.link not in caplog.text
    assert json.dumps(offer.code) not in caplog.text


def test_one_that_cannot_be_opened_is_given_up_and_holds_up_no_other(core, post, caplog):
    sent(core, "0470 00 00 09")
    with core.operations.database.writing() as connection:
        connection.execute(text("UPDATE notices SET sealed = :nothing"), {"nothing": b"changed bytes"})
    sent(core, "an@example.org")
    assert deliver(core, post) == 2
    assert [each.contact for each in post.carried] == ["mailto:an@example.org"]
    assert "cannot be opened" in caplog.text
    assert deliver(core, post) == 0
