"""Every door that has passed the kit: whoever adds a door adds a line here, and the whole kit runs for it."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask

from tests.doors.at_the_desk import AtTheDesk
from tests.doors.chatting import Chatting
from tests.doors.driver import Driver, Sheet
from tests.doors.entries import a_number
from tests.doors.talking import Talking
from tests.doors.texting import Texting
from tests.doors.touching import Touching
from tests.doors.web import Browsing

DOORS: dict[str, Callable[[Flask, Sheet, int], Driver]] = {
    "web": lambda app, sheet, _: Browsing(app, sheet),
    "sms": lambda app, sheet, number: Texting(app, sheet, a_number(number), number),
    "kiosk": lambda app, sheet, _: Touching(app, sheet),
    "console": lambda app, sheet, number: Talking(app, sheet, number),
    "counter": lambda app, sheet, _: AtTheDesk(app, sheet),
}
"""By name: somebody at that door, with a sheet of answers and a number of their own."""

RELAYED: dict[str, Callable[[Flask, Sheet, int], Driver]] = {
    **DOORS,
    "whatsapp": lambda app, sheet, number: Chatting(app, sheet, a_number(number), number),
}
"""The same and WhatsApp, which walks no way alone: its files need a carrier that keeps them."""

LIKE_ANOTHER = {"counter": "birth-certificate"}
"""Doors that share their forms with another door which is walked in full; the service that every run walks there too.

All the rest of theirs belongs to the long half.
"""
PARTNERS = frozenset({"web", "sms", "kiosk"})
"""With whom they change in every run."""


WITH = "sms"
"""With whom they change through every service; with others only through their own, for it would show nothing new."""


def is_shown_elsewhere(named: dict[str, object]) -> bool:
    """Whether a hand-over shows nothing that another one does not: by its pair of doors, and its service."""
    pair, service = named.get("pair"), named.get("service")
    doors = set(pair) if isinstance(pair, tuple) else set()
    return any(
        door in doors and WITH not in doors and service not in (sample, None)
        for door, sample in LIKE_ANOTHER.items()
    )


def belongs_to_the_long_half(named: dict[str, object]) -> bool:
    """By what a test is named after: its door or pair of doors, and its service."""
    pair, service = named.get("pair"), named.get("service")
    doors = set(pair) if isinstance(pair, tuple) else {named.get("door")}
    return any(
        door in doors and (service not in (sample, None) or (pair and not PARTNERS & doors))
        for door, sample in LIKE_ANOTHER.items()
    )
