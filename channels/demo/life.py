"""A town with life: some weeks of invented cases, in all states, so that a demo's counter has something to show.

They come through the same front office as anybody's, and officers handle them through the same back office; only the
clock is the play's own. Nothing here exists in a real town.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from channels.demo.officers import employed
from service.back_office import BackOffice, NotAllowed, NotDone, Words
from service.carriage import FIRST_TRY, Attempt, Taken
from service.front_office import FrontOffice
from service.messages import Capabilities, Notice, Officer, Receipt, Visitor
from service.office_messages import CaseView
from service.operations import Operations

WEEKS = 4
CASES = 42
APPOINTMENTS = 14
"""Of people who come in the days ahead, so that calendars are partly full."""
BREATH_SECONDS = 0.1
"""Between two arrivals, so that whoever opens the demo meanwhile does not wait for them."""
MOST_QUESTIONS = 40
SEED = 20261123
DOORS = ("web", "web", "web", "sms", "sms", "kiosk", "kiosk", "whatsapp")
"""Where people come in, as often as they stand here."""
LANGUAGES = ("nl", "nl", "nl", "fr", "fr", "en", "ar")
STREETS = ("Academiestraat", "Abdijstraat", "Bakkersstraat", "Belfortstraat", "Bergstraat", "Brugstraat")
"""Of the demo town's register, each with more than thirty houses."""
NAMES = (
    "Lien Claes",
    "Youssef Amrani",
    "Marie Dubois",
    "Tom De Smet",
    "Fatima Haddad",
    "Els Maes",
    "Sam Peeters",
)
REASONS = {
    "nl": "Kunt u ons zeggen bij welk huisnummer?",
    "fr": "Pouvez-vous nous dire à quel numéro ?",
    "en": "Could you tell us at which house number?",
    "ar": "هل يمكنكم إخبارنا عند أي رقم منزل؟",
}


@dataclass
class PlayedClock:
    """Stands still until it is moved."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now


class Town(Protocol):
    """What is played with: a town, opened with the play's clock."""

    @property
    def front_office(self) -> FrontOffice: ...
    @property
    def back_office(self) -> BackOffice: ...
    @property
    def operations(self) -> Operations: ...
    def close(self) -> None: ...


Opened = Callable[[PlayedClock], Town]


def live(opened: Opened, until: datetime) -> int:
    """Play the weeks before `until` in a town whose store is empty; how many cases there are then."""
    clock = PlayedClock(until - timedelta(weeks=WEEKS))
    core = opened(clock)
    try:
        core.operations.publish()
        employed(core.back_office.officers)
        return Play(core, clock, until).run()
    finally:
        core.close()


def _received(notice: Notice, attempt: Attempt = FIRST_TRY) -> tuple[Taken, ...]:
    """What was sent in those weeks has long been read, on telephones that nobody has before them now."""
    return (Taken(),)


@dataclass
class Play:
    core: Town
    clock: PlayedClock
    until: datetime
    chance: random.Random = field(default_factory=lambda: random.Random(SEED))  # noqa: S311 - invented people
    open_cases: list[str] = field(default_factory=list)

    def run(self) -> int:
        step = timedelta(weeks=WEEKS) / CASES
        officers = self.core.back_office.officers.all()
        for _ in range(CASES):
            receipt = self._arrive()
            if receipt is not None:
                self.open_cases.append(receipt.reference)
            for reference in self.chance.sample(self.open_cases, min(2, len(self.open_cases))):
                self._handle(self.chance.choice(officers), reference)
            while self.core.operations.deliver({"tel": _received, "mailto": _received}):
                pass
            self.clock.now += step
            time.sleep(BREATH_SECONDS)
        self.clock.now = self.until
        for _ in range(APPOINTMENTS):
            self._arrive(("identity-card", self._appointment()))
            time.sleep(BREATH_SECONDS)
        return CASES + APPOINTMENTS

    def _appointment(self) -> Mapping[str, str]:
        """A card, at one of the times that are free: those of the next days are wanted most."""
        chance = self.chance
        return {
            "reason": "expires",
            "when": str(1 + int(20 * chance.random() ** 2)),
            "name": chance.choice(NAMES),
            "mobile": f"047000007{chance.randint(0, 9)}",
        }

    def _arrive(self, wanted: tuple[str, Mapping[str, str]] | None = None) -> Receipt | None:
        """Somebody comes and answers what they are asked; None where it ends in words and not in a case."""
        service, wishes = wanted or self.chance.choice(list(self._wishes()))
        visitor = Visitor(self.chance.choice(DOORS), self.chance.choice(LANGUAGES), Capabilities())
        office = self.core.front_office
        turn = office.begin(service, visitor)
        for _ in range(MOST_QUESTIONS):
            prompt, draft = turn.prompt, turn.draft
            if prompt is None or draft is None or prompt.kind not in ("ask", "check"):
                break
            if prompt.kind == "check":
                turn = office.submit(draft, turn.version, visitor)
            elif prompt.path in wishes:
                turn = office.answer(
                    draft, prompt.path, {"answer": wishes[prompt.path]}, turn.version, visitor
                )
            else:
                turn = office.skip(draft, prompt.path, visitor)
        return turn.prompt.receipt if turn.prompt is not None else None

    def _handle(self, officer: Officer, reference: str) -> None:
        """An officer does one thing to a case, or leaves it to another."""
        office = self.core.back_office
        try:
            view = office.look(officer, reference, "nl", "handling")
            assert isinstance(view, CaseView)
            move = self.chance.choice(view.moves) if view.moves else None
            if move is None or view.line.ended:
                return
            words = Words(REASONS[view.line.language], view.line.language) if move.reason else Words()
            office.move(officer, reference, move.to, view.version, words)
        except (LookupError, NotAllowed, NotDone):
            return  # another office's, or not for this role: it stays where it is

    def _wishes(self) -> Iterator[tuple[str, Mapping[str, str]]]:
        """What people want, in values and words that are the same in every language."""
        chance = self.chance
        where = f"{chance.choice(STREETS)} {chance.randint(1, 30)}"
        mobile = f"047000007{chance.randint(0, 9)}"  # nobody who plays with the demo's telephone has these
        start = (self.clock.now + timedelta(days=chance.randint(2, 20))).date().isoformat()
        for problem, more in (
            ("pothole", {"size": chance.choice(["small", "large", "deep"])}),
            ("light", {"lamp": f"B{chance.randint(1000, 9999)}"}),
            ("rubbish", {"waste": chance.choice(["bags", "bulky", "rubble"])}),
            ("graffiti", {"hateful": "no", "surface": "public"}),
        ):
            yield (
                "street-problem",
                {"danger": "no", "problem": problem, **more, "where": where, "mobile": mobile},
            )
        yield (
            "parking-permit",
            {
                "resident": "yes",
                "vehicle": "car",
                "district": "centrum",
                "zone": "south",
                "holder": "own",
                "car": chance.choice(["first", "second"]),
                "plate": f"1-{chance.choice('ABCX')}BC-{chance.randint(100, 999)}",
                "start": start,
                "name": chance.choice(NAMES),
                "home": where,
                "mobile": mobile,
            },
        )
