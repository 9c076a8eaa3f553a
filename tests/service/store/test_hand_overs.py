"""Offers of a hand-over as they are stored: found by their hash, ended together, forgotten in time."""

from __future__ import annotations

from datetime import timedelta

from service.store import drafts, hand_overs
from service.store.database import Database
from tests.service.store.examples import MORNING, draft, hand_over


def test_an_offer_is_found_under_any_of_the_keys_and_by_nothing_else(database: Database) -> None:
    begun, offer = draft(), hand_over(token="old:1")
    with database.writing() as connection:
        drafts.add(connection, begun)
        hand_overs.offer(connection, [hand_over(token="old:1", draft=begun.id)], MORNING)
    with database.reading() as connection:
        found = hand_overs.get(connection, ["new:1", "old:1"])
        assert found is not None
        assert (found.token, found.draft, found.ends_at) == (offer.token, begun.id, MORNING)
        assert hand_overs.get(connection, ["new:1"]) is None


def test_a_door_that_offers_again_ends_its_own_offers_and_no_others(database: Database) -> None:
    begun = draft()
    with database.writing() as connection:
        drafts.add(connection, begun)
        for token, door in (("k:1", "web"), ("k:2", "kiosk"), ("k:3", "web")):
            offer = hand_over(token=token, draft=begun.id, door=door, ends_at=MORNING + timedelta(minutes=10))
            hand_overs.offer(connection, [offer], MORNING)
        ends = {token: hand_overs.get(connection, [token]).ends_at for token in ("k:1", "k:2", "k:3")}
        assert [token for token, at in ends.items() if at == MORNING] == ["k:1"]
        assert hand_overs.end(connection, begun.id, MORNING) == 2
        assert hand_overs.end(connection, begun.id, MORNING) == 0


def test_offers_are_forgotten_when_they_have_ended_or_their_draft_is_deleted(database: Database) -> None:
    begun, other = draft(), draft()
    with database.writing() as connection:
        for each, token in ((begun, "k:1"), (other, "k:2")):
            drafts.add(connection, each)
            hand_overs.offer(connection, [hand_over(token=token, draft=each.id)], MORNING)
        hand_overs.forget(connection, MORNING)
        assert hand_overs.get(connection, ["k:1"]) is not None
        drafts.forget(connection, other.id)
        assert hand_overs.get(connection, ["k:2"]) is None
        hand_overs.forget(connection, MORNING + timedelta(seconds=1))
        assert hand_overs.get(connection, ["k:1"]) is None
