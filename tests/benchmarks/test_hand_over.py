from __future__ import annotations

from pathlib import Path

from benchmarks import hand_over
from benchmarks.inside import our_app


def test_a_round_takes_every_draft_to_the_other_door(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(hand_over, "JOURNEYS", 2)
    with our_app(tmp_path) as app:
        measured = hand_over._one_round(app.extensions["nowrongdoor"].core.front_office)
    assert (len(measured.turns), len(measured.hand_overs), len(measured.looks)) == (4, 2, 2)


def test_the_table_says_which_marks_are_missed() -> None:
    dear = hand_over.Round([0.001], [0.003], [0.001])
    words = hand_over.told([dear], [dear]).splitlines()
    assert [line.endswith("MISSED") for line in words[2:4]] == [True, True]
    assert words[-1].endswith("reached")
