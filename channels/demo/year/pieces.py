"""Pieces of time that were played, and those that are missing between them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

NOTHING = timedelta(hours=12)
"""What is shorter is not missed: two who come one after the other would play the same day twice."""


@dataclass(frozen=True, order=True)
class Piece:
    begins: datetime
    ends: datetime
    """The moment after it."""


def together(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """The same time in as few pieces as there can be, in their order."""
    joined: list[Piece] = []
    for each in sorted(pieces):
        if joined and each.begins - joined[-1].ends < NOTHING:
            joined[-1] = Piece(joined[-1].begins, max(joined[-1].ends, each.ends))
        else:
            joined.append(each)
    return tuple(joined)


def missing(wanted: Piece, played: Iterable[Piece]) -> tuple[Piece, ...]:
    """What of a piece is not among those that were played; the latest first."""
    found: list[Piece] = []
    begins = wanted.begins
    for each in together(played):
        found.append(Piece(begins, min(each.begins, wanted.ends)))
        begins = max(begins, each.ends)
    found.append(Piece(begins, wanted.ends))
    return tuple(reversed([each for each in found if each.ends - each.begins >= NOTHING]))


def split(piece: Piece, at: datetime) -> tuple[Piece, ...]:
    """In two, the later one first; whole where the moment lies outside."""
    if not piece.begins < at < piece.ends:
        return (piece,)
    return (Piece(at, piece.ends), Piece(piece.begins, at))


def read(pieces: Sequence[Sequence[str]]) -> tuple[Piece, ...]:
    return tuple(Piece(*map(datetime.fromisoformat, each)) for each in pieces)


def written(pieces: Iterable[Piece]) -> list[list[str]]:
    return [[each.begins.isoformat(), each.ends.isoformat()] for each in pieces]
