"""The measurement of what recording events costs compares a log with none."""

from __future__ import annotations

from itertools import count
from pathlib import Path

from sqlalchemy import text

from benchmarks.inside import Inside, our_app, text_steps
from benchmarks.recording import dropping, run


def test_a_round_prints_both_doors_with_their_mark() -> None:
    told = run(rounds=1, dialogues=1)
    for step in ("text turn", "web step"):
        assert f"processor per {step}, ms" in told
    assert told.count("<= 1.05") == 2


def test_without_the_log_nothing_is_recorded_and_people_are_served(tmp_path: Path) -> None:
    numbers = count(1)
    with our_app(tmp_path) as app:
        database = app.extensions["nowrongdoor"].core.operations.database

        def recorded() -> int:
            with database.reading() as connection:
                return int(connection.execute(text("SELECT count(*) FROM events")).scalar_one())

        list(text_steps(Inside(app), next(numbers)))
        before = recorded()
        assert before > 0
        with dropping():
            list(text_steps(Inside(app), next(numbers)))
        assert recorded() == before
