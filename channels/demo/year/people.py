"""Invented people: how old they are, what they speak, what they want, by which door they come and how patient they are.

Nobody here is anybody. Telephone numbers are of a range that no telephone of the demo has.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from channels.demo.year.seasons import CAMPAIGN_FOR, is_away, wanted_in
from service.rehearsal import Own

LANGUAGES = {"nl": 0.62, "fr": 0.17, "en": 0.12, "ar": 0.09}
AGES = ((18, 34, 0.30), (35, 54, 0.34), (55, 69, 0.20), (70, 92, 0.16))
"""From, to, and the share of those so old."""
DOORS = {
    18: {"web": 0.52, "sms": 0.17, "whatsapp": 0.21, "kiosk": 0.08, "counter": 0.02},
    35: {"web": 0.56, "sms": 0.17, "whatsapp": 0.11, "kiosk": 0.11, "counter": 0.05},
    55: {"web": 0.36, "sms": 0.14, "whatsapp": 0.06, "kiosk": 0.22, "counter": 0.22},
    70: {"web": 0.15, "sms": 0.09, "whatsapp": 0.02, "kiosk": 0.28, "counter": 0.46},
}
"""By which doors people come, by the age from which on."""
INSTEAD = {"counter": 0.4, "web": 0.25, "nowhere": 0.35}
"""Where those go who find their door broken."""
OPEN_HOURS = {"kiosk": (8, 19), "counter": (9, 12)}
"""When one can come in there, by the hour; at other doors always."""
CLOSED_DAYS = {"kiosk": (6,), "counter": (5, 6)}
WAKING = (7, 22)
PATIENCE, SPREAD = 27.0, 11.0
"""How much somebody bears: a question is one, a refusal more (`visits`)."""

_FIRST = (
    "Lien", "Youssef", "Marie", "Tom", "Fatima", "Els", "Sam", "Amina", "Jan", "Noor", "Luc", "Hilde", "Karim",
    "Sofie", "Pieter", "Leïla", "Bram", "Chantal", "Omar", "Griet", "Rachid", "An", "Julie", "Wout",
)  # fmt: skip
_LAST = (
    "Claes", "Amrani", "Dubois", "De Smet", "Haddad", "Maes", "Peeters", "Lambert", "El Idrissi", "Wouters",
    "Janssens", "Benali", "Martin", "Vermeulen", "Hendrickx", "Saïdi", "Goossens", "Leclercq", "Mertens", "Nys",
)  # fmt: skip


@dataclass(frozen=True)
class Person:
    age: int
    language: str
    service: str
    door: str
    patience: float
    care: float
    """The chance that they enter something wrongly where that is easy, at a door that they know."""
    own: Own
    comes_at: datetime


@dataclass(frozen=True)
class Population:
    languages: Sequence[str]
    """Those of the town."""
    services: tuple[str, ...]
    doors: frozenset[str]
    timezone: str
    chance: random.Random

    def somebody(self, day: date, number: int, *, called: bool = False) -> Person | None:
        """Who comes on a day, as the so manieth; None for one whose door is broken and who stays away.

        `called` by the campaign, they come by one of its doors.
        """
        chance = self.chance
        low, high, _ = chance.choices(AGES, [share for *_, share in AGES])[0]
        age = chance.randint(low, high)
        door = chance.choice(CAMPAIGN_FOR) if called else self._door(DOORS[low])
        own, day = self._own(day, number), opening_day(door, day)
        if is_away(door, day):
            door = chance.choices(list(INSTEAD), list(INSTEAD.values()))[0]
        language = chance.choices(self.languages, [LANGUAGES.get(each, 0.05) for each in self.languages])[0]
        person = Person(
            age=age,
            language=language,
            service=chance.choices(self.services, wanted_in(day, self.services))[0],
            door=door,
            patience=max(4.0, chance.gauss(PATIENCE, SPREAD)),
            care=0.05 + max(0, age - 60) * 0.002 + (0.03 if language != self.languages[0] else 0.0),
            own=own,
            comes_at=self._hour(door, day),
        )
        return person if door in self.doors else None

    def _door(self, shares: dict[str, float]) -> str:
        there = {door: share for door, share in shares.items() if door in self.doors}
        return self.chance.choices(list(there), list(there.values()))[0]

    def _own(self, day: date, number: int) -> Own:
        names = tuple(f"{self.chance.choice(_FIRST)} {self.chance.choice(_LAST)}" for _ in range(3))
        return Own(names, mobile_of(day, number), f"{names[0].split()[0].lower()}@people.example")

    def _hour(self, door: str, day: date) -> datetime:
        first, last = OPEN_HOURS.get(door, WAKING)
        hour = first + (last - first) * self.chance.betavariate(1.8, 1.8)
        at = datetime.combine(opening_day(door, day), time(), ZoneInfo(self.timezone))
        return at + timedelta(hours=hour)


def opening_day(door: str, day: date) -> date:
    """The first day from that one on which the door is open."""
    while day.weekday() in CLOSED_DAYS.get(door, ()):
        day += timedelta(days=1)
    return day


def mobile_of(day: date, number: int) -> str:
    """The number of who comes on a day as the so manieth: another one for each of them, in a year."""
    return f"+3247000{1000 + (day.toordinal() * 24 + number) % 9000}"
