"""Which days were played, and which are missing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from channels.demo.year.pieces import Piece, missing, read, split, together, written

FIRST = datetime(2026, 1, 1, tzinfo=UTC)


def piece(begins: float, ends: float) -> Piece:
    return Piece(FIRST + timedelta(days=begins), FIRST + timedelta(days=ends))


def test_what_follows_or_overlaps_is_one_piece() -> None:
    assert together([piece(5, 9), piece(0, 3), piece(3, 4), piece(7, 8)]) == (piece(0, 4), piece(5, 9))


def test_of_a_town_that_was_never_played_all_is_missing() -> None:
    assert missing(piece(0, 365), []) == (piece(0, 365),)


def test_what_is_missing_lies_before_between_and_after_what_was_played_and_the_latest_comes_first() -> None:
    played = [piece(100, 120), piece(200, 300)]
    assert missing(piece(0, 365), played) == (piece(300, 365), piece(120, 200), piece(0, 100))


def test_what_was_played_outside_of_what_is_wanted_changes_nothing() -> None:
    assert missing(piece(100, 200), [piece(0, 50), piece(300, 400)]) == (piece(100, 200),)
    assert missing(piece(100, 200), [piece(50, 250)]) == ()


def test_some_hours_are_not_missed() -> None:
    assert missing(piece(0, 365), [piece(0, 364.6)]) == ()


def test_a_piece_is_split_with_the_later_part_first() -> None:
    assert split(piece(0, 90), FIRST + timedelta(days=76)) == (piece(76, 90), piece(0, 76))
    assert split(piece(0, 90), FIRST + timedelta(days=90)) == (piece(0, 90),)


def test_pieces_are_read_as_they_were_written() -> None:
    assert read(written([piece(0, 1), piece(2, 3)])) == (piece(0, 1), piece(2, 3))
