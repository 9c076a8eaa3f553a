"""What an officer has in hand for a citizen: a journey at the desk, a paper on the table. Kept in the signed cookie.

It is theirs alone: whoever else signs in at the same machine finds nothing.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any, cast

from flask import session

from service.messages import Agreement, Officer

JOURNEY, PAPER = "journey", "paper"
_IN_HAND = "in hand"


class NothingInHand(LookupError):
    """This officer has begun nothing here, or has finished it."""


@dataclass(frozen=True)
class InHand:
    service: str
    draft: str
    language: str
    """What the citizen reads."""
    agreed: Agreement
    arrived: str = ""
    """The day on which the paper came, as the form has it: `2026-11-23`."""


def in_hand(officer: Officer, what: str) -> InHand:
    """Raises NothingInHand."""
    held = _held(officer).get(what)
    if held is None:
        raise NothingInHand
    return InHand(**{**held, "agreed": cast("Agreement", held["agreed"])})


def take_in_hand(officer: Officer, what: str, held: InHand) -> None:
    session[_IN_HAND] = {"who": officer.name, "what": {**_held(officer), what: asdict(held)}}


def hold_on(officer: Officer, what: str, draft: str | None) -> None:
    """The core's newest name for the draft."""
    if draft is not None:
        take_in_hand(officer, what, replace(in_hand(officer, what), draft=draft))


def put_aside(officer: Officer, what: str) -> None:
    left = {name: held for name, held in _held(officer).items() if name != what}
    session[_IN_HAND] = {"who": officer.name, "what": left}


def put_all_aside() -> None:
    session.pop(_IN_HAND, None)


def _held(officer: Officer) -> dict[str, Any]:
    kept = session.get(_IN_HAND, {})
    return dict(kept.get("what", {})) if kept.get("who") == officer.name else {}
