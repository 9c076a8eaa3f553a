"""The mailbox at `/mailbox`: where a demo's mail arrives, and texts to numbers that no simulated telephone has.

In memory only, gone when the town stops. Nothing here leaves this computer.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_datetime
from flask import Blueprint, render_template
from flask_babel import get_locale

from channels.shared.door import Door
from service.carriage import FIRST_TRY, Attempt, Taken
from service.messages import Capabilities, Notice

LONGEST = 100
"""Letters that it remembers."""

Clock = Callable[[], datetime]


class Town(Protocol):
    """What the page has to know of the town."""

    @property
    def name(self) -> str: ...
    @property
    def timezone(self) -> str: ...


@dataclass(frozen=True)
class Letter:
    at: datetime
    to: str
    subject: str
    words: str


class Mailbox:
    """Everybody's letters, the oldest first."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._letters: deque[Letter] = deque(maxlen=LONGEST)

    def put(self, notice: Notice, attempt: Attempt = FIRST_TRY) -> tuple[Taken, ...]:
        """A carrier, as far as the town can tell."""
        to = notice.contact.partition(":")[2]
        self._letters.append(Letter(self._clock(), to, notice.subject, notice.words))
        return (Taken(),)

    @property
    def letters(self) -> list[Letter]:
        return list(self._letters)


def door(mailbox: Mailbox, town: Town) -> Door:
    """A page beside the town's own; the newest letter stands first."""
    routes = Blueprint("mailbox", __name__, url_prefix="/mailbox", template_folder="templates")

    @routes.get("")
    def page() -> str:
        locale, zone = get_locale() or Locale("en"), ZoneInfo(town.timezone)
        return render_template(
            "mailbox/page.html",
            lang=str(locale),
            dir=locale.text_direction,
            town_name=town.name,
            letters=mailbox.letters[::-1],
            told=lambda moment: format_datetime(moment, "EEEE d MMMM, HH:mm", tzinfo=zone, locale=locale),
        )

    return Door("mailbox", "Mailbox", Capabilities(), routes, "/mailbox", carriers={"mailto": mailbox.put})
