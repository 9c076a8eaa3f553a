"""The event log as sentences, for onlookers of a demo. No sentence says what anybody answered."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from service.definitions.definition import NAMES
from service.definitions.versions import Shelf
from service.prompts import Prompts
from service.store import events
from service.store.database import Database
from service.store.records import EventRecord
from service.wording import sentence

LAST = 100
"""Sentences that are told at once."""
NEWS = timedelta(hours=1)
"""What happened longer ago is no news, though it may have been noted just now."""

TOLD = {
    "begun": sentence("began “{service}”"),
    "answered": sentence("answered “{question}”"),
    "changed": sentence("changed the answer to “{question}”"),
    "skipped": sentence("left out “{question}”"),
    "deferred": sentence("will send later: “{question}”"),
    "refused": sentence("the answer to “{question}” was not understood"),
    "submitted": sentence("sent “{service}”, and a case was made"),
    "ended": sentence("“{service}” ended in words, without a case"),
    "supplied": sentence("handed in “{question}”"),
    "offered": sentence("made a code and a link to carry on elsewhere"),
    "saved": sentence("made a code to come back to “{service}” later"),
    "proven": sentence("proved that the contact is theirs"),
    "taken over": sentence("goes on with “{service}”: every answer came along"),
    "withdrawn": sentence("took the case back"),
    "moved": sentence("brought the case further"),
    "rearranged": sentence("changed the appointment"),
    "followed up": sentence("said how it went"),
    "status": sentence("asked how the case stands"),
    "corrected": sentence("corrected “{question}”"),
    "taken back": sentence("took a step back with the case"),
    "came": sentence("noted that somebody came to the appointment"),
    "missed": sentence("noted that nobody came to the appointment"),
    "unnoted": sentence("took back what was noted of the appointment"),
}
"""Each kind of event as a sentence whose subject is the door."""
NOT_TAKEN = frozenset({"needed", "empty", "check", "conflict", "declined"})
"""Problems of answers that were understood, or were none."""


@dataclass(frozen=True)
class Happened:
    sequence: int
    at: datetime
    """As the town's clocks show it."""
    door: str
    words: str
    service: str


@dataclass(frozen=True)
class Happenings:
    database: Database
    shelf: Shelf
    prompts: Prompts

    def newest(self) -> int:
        """The sequence of the last event."""
        with self.database.reading() as connection:
            return events.newest(connection)

    def since(self, event: int, language: str) -> list[Happened]:
        """What happened after an event in sentences, the newest first; of much only the last."""
        zone = ZoneInfo(self.prompts.town.timezone)
        with self.database.reading() as connection:
            found = events.since(connection, TOLD, event, self.prompts.clock() - NEWS, LAST)
        return [
            Happened(
                sequence, each.at.astimezone(zone), each.door, self._sentence(each, language), each.service
            )
            for sequence, each in found
        ]

    def _sentence(self, event: EventRecord, language: str) -> str:
        wording = self.prompts.wording(language)
        template = TOLD[event.kind]
        if event.kind == "refused" and event.problem in NOT_TAKEN:
            template = sentence("the answer to “{question}” was not taken")
        title = question = "…"
        with suppress(LookupError):
            definition = self.shelf.at(event.revision)
            title = definition.text("title", language)
            asked = definition.asked_at(event.path)
            if asked is None and "/" in event.path:
                template = sentence("took out one entry of a list")
            if asked is not None:
                question = NAMES.sub("…", definition.text(asked.place_of("ask"), language))
        return wording.say(template, service=title, question=question)
