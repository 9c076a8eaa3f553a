from __future__ import annotations

import pytest

from benchmarks import hand_over
from benchmarks.hand_over import Spent, Walk


def walk(turn: float, offering: float, taking: float) -> Walk:
    return Walk((Spent(turn, turn),) * 2, Spent(offering, offering), Spent(1, 1), Spent(taking, taking))


def test_drafts_change_doors_in_a_town_with_few_and_in_one_with_many(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(hand_over, "MANY", 3)
    monkeypatch.setattr(hand_over, "WALKS", 2)
    words = hand_over.run(rounds=2)
    assert "2 paired rounds of 2 drafts in each town" in words
    assert "a hand-over beside a turn, 3 drafts" in words


def test_a_hand_over_may_cost_two_turns_and_no_more() -> None:
    cheap, dear = walk(2, 1, 3), walk(2, 2, 2.1)
    marked = [line for line in hand_over.told([{1: [cheap], 100_000: [dear]}]).splitlines() if "<= 2" in line]
    assert [line.split()[-1] for line in marked] == ["reached", "MISSED", "MISSED"]


def test_what_is_dearer_with_many_drafts_is_missed() -> None:
    few, many = walk(2, 1, 1), walk(2, 1.5, 1.5)
    grown = [line for line in hand_over.told([{1: [few], 100_000: [many]}]).splitlines() if "1.25" in line]
    assert [line.split()[-1] for line in grown] == ["MISSED", "reached", "MISSED"]
