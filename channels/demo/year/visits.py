"""What an invented person does, from the first question to the last time that they ask how it stands.

They answer what they are asked at the door where they are, slip where that is easy, run out of patience where much is
asked or much refused, and then leave, go to another door, or come back another day.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from channels.demo.year.entrances import (
    DESK,
    STOP,
    Entrance,
    OnLine,
    answered_by_link,
    entrance,
    has_link,
    on_page,
)
from channels.demo.year.people import Person
from channels.demo.year.seasons import is_away
from channels.demo.year.slips import EASY, slipped
from channels.demo.year.town import Course, PlayedTown, Stretch
from service.back_office import NotAllowed, NotDone
from service.messages import Helper, Problem, Prompt, Receipt, Status, Turn
from service.rehearsal import Wish

MOST_PROMPTS = 120
"""On one visit; the longest way through a service of the demo has fewer."""

GIVES = {
    "photo": 0.3, "document": 0.45, "phone": 0.85, "email": 0.4, "text": 0.5, "long-text": 0.4, "digits": 0.35,
    "choices": 0.6,
}  # fmt: skip
"""Who answers what need not be answered, by what is asked."""
BURDEN = {"document": 4.0, "photo": 2.0, "money": 2.0, "long-text": 2.0, "date": 1.3}
"""What a question costs of somebody's patience; others cost one."""
PRIVATE = 2.5
"""What is sensitive costs so much more."""
REFUSED = 4.0
ON_A_PAGE = 0.6
"""Of several questions at once."""
HELPED = 0.3
"""Of what somebody of the town enters for them."""

SECONDS = {"web": (6, 40), "kiosk": (8, 50), "sms": (20, 240), "whatsapp": (15, 200), "counter": (10, 40)}
"""Between a question and its answer."""
TO_CASES = 0.88
"""Of those who come, so many want what leads to a case, where a service makes any."""

SAYS, LIKING = 0.45, 3.3
INSTEAD = {"other-door": 0.34, "office": 0.4, "somebody": 0.14, "not-at-all": 0.12}
"""What they would have done without the door."""

Way = Literal["leave", "elsewhere", "later"]
OUT_OF_PATIENCE: dict[Way, float] = {"leave": 0.5, "elsewhere": 0.32, "later": 0.18}
NOT_ASKED_HERE: dict[Way, float] = {"leave": 0.25, "elsewhere": 0.75}
ELSEWHERE = {
    "web": {"kiosk": 0.3, "counter": 0.4, "sms": 0.2, "whatsapp": 0.1},
    "sms": {"web": 0.6, "kiosk": 0.2, "counter": 0.2},
    "whatsapp": {"web": 0.65, "kiosk": 0.15, "counter": 0.2},
    "kiosk": {"web": 0.45, "sms": 0.2, "whatsapp": 0.1, "counter": 0.25},
    "counter": {"web": 0.8, "kiosk": 0.2},
}
NEVER_TAKES_IT = 0.25
"""Of those who ask for a code."""
AT_ONCE = 0.7
"""Of those who take it: by the code, while it is good. The others try the link on another day."""
RENEWED = 0.8
"""Patience at the next door, beside the first time."""
WITH_AN_APPOINTMENT = 0.4
"""Of them, so many look at it again before the day."""
WORD = "brug1820"
"""With which they come back to what they saved."""


@dataclass(frozen=True)
class Left:
    """How it was at one door: where it stands, and what the person means to do now."""

    turn: Turn
    way: Way | None = None
    """None where it came to an end: a case, an outcome or words."""


@dataclass
class Visit:
    town: PlayedTown
    person: Person
    wish: Wish
    sent: Callable[[PlayedTown, str, bool], None]
    """Told the reference of the case that comes of it, and whether somebody is expected for it."""

    def course(self) -> Course:
        """Everything that they do, until they do nothing more."""
        at = self._enter(self.person.door)
        left = yield from self._stay(at, at.begin(self.person.service), self.person.patience)
        while left.way is not None:
            came = yield from self._come_back(at, left)
            if came is None:
                return
            at, turn = came
            left = yield from self._stay(at, turn, self.person.patience * RENEWED)
        prompt = left.turn.prompt
        self.town.deliver()
        if prompt is not None and prompt.receipt is not None:
            self.sent(self.town, prompt.receipt.reference, prompt.receipt.appointment)
            self._say_how_it_went(at, left.turn)
            yield from self._afterwards(at, prompt.receipt)

    def _say_how_it_went(self, at: Entrance, turn: Turn) -> None:
        """The less patience somebody has, the less they like it; many would rather not say."""
        town = self.town
        if town.liking.random() > SAYS:
            return
        liking = town.liking.gauss(LIKING + self.person.patience / 40, 0.9)
        at.rate(turn, str(min(5, max(1, round(liking)))))
        at.rate(turn, town.liking.choices(list(INSTEAD), list(INSTEAD.values()))[0])

    def _enter(self, door: str) -> Entrance:
        helper = self._clerk() if door == DESK else None
        return entrance(self.town, self.person, door, helper)

    def _clerk(self) -> Helper | None:
        office = self.town.core.back_office
        try:
            return office.helper(self.town.chance.choice(office.officers.all()), "present")
        except (NotAllowed, NotDone, IndexError):
            return None

    # --- at one door ------------------------------------------------------------------------------------------

    def _stay(self, at: Entrance, turn: Turn, patience: float) -> Stretch[Left]:
        """Answer what is asked there, as long as patience lasts; gives how it was left."""
        spent = 0.0
        for _ in range(MOST_PROMPTS):
            prompt = turn.prompt
            if prompt is None or prompt.kind in ("done", "choose"):
                return Left(turn)
            yield timedelta(seconds=self._seconds(at))
            if prompt.kind == "say":
                if isinstance(at, OnLine) and has_link(prompt):
                    yield from answered_by_link(at, turn, self.wish, self.person)
                    turn, before = at.brought() or at.again(turn), turn
                    if turn.prompt is None or turn.prompt.id == prompt.id:
                        return Left(before, self._drawn(NOT_ASKED_HERE))
                    continue
                return Left(turn, self._drawn(NOT_ASKED_HERE) if prompt.path and not prompt.outcome else None)
            spent += _burden(prompt, helped=at.door == DESK)
            if spent > patience:
                return Left(turn, self._drawn(OUT_OF_PATIENCE))
            answered = self._answered(at, turn, prompt)
            if answered is None:
                return Left(turn)
            turn = answered
        return Left(turn)

    def _answered(self, at: Entrance, turn: Turn, prompt: Prompt) -> Turn | None:
        if prompt.kind == "check":
            return at.send(turn)
        if turn.draft is None:
            return None
        if (prompt.optional or prompt.later) and not prompt.together and not self._gives(prompt):
            return at.skip(turn)
        town, person = self.town, self.person
        entry = town.rehearsal.entry(turn.draft, prompt, at.visitor, self.wish, person.own, town.chance)
        if entry is None:
            return None
        if town.happens(self._care(prompt, at)):
            entry = slipped(entry, prompt, person.language, town.chance)
        return at.give(turn, entry)

    def _gives(self, prompt: Prompt) -> bool:
        return self.town.happens(GIVES.get(prompt.hint, 0.7)) and prompt.problem is None

    def _care(self, prompt: Prompt, at: Entrance) -> float:
        """The chance of a slip: less for who was just told, and for who types all day."""
        easy = sum(EASY.get(each.hint, 0.3) for each in prompt.together or (prompt,))
        share = self.person.care * min(easy, 3.0) * (0.3 if at.door == DESK else 1.0)
        return share * 0.3 if _problems(prompt) else share

    def _seconds(self, at: Entrance) -> float:
        least, most = SECONDS[at.door]
        return self.town.between(least, most) * (1.0 + max(0, self.person.age - 50) / 60)

    def _drawn(self, ways: dict[Way, float]) -> Way:
        return self.town.chance.choices(list(ways), list(ways.values()))[0]

    # --- from door to door ------------------------------------------------------------------------------------

    def _come_back(self, at: Entrance, left: Left) -> Stretch[tuple[Entrance, Turn] | None]:
        """Where they go on, and what is asked there; None where they do not."""
        if left.way == "elsewhere":
            return (yield from self._elsewhere(at, left.turn))
        if left.way == "later":
            return (yield from self._later(at, left.turn))
        return None

    def _elsewhere(self, at: Entrance, turn: Turn) -> Stretch[tuple[Entrance, Turn] | None]:
        town = self.town
        code, link = at.code(turn)
        if not code or town.happens(NEVER_TAKES_IT):
            return None
        other = self._other_door(at.door)
        if other is None:
            return None
        if town.happens(AT_ONCE):
            yield timedelta(minutes=town.between(2, 9))
        else:
            yield timedelta(hours=town.between(1, 22))
            code = link
        there = self._enter(other)
        found = there.take_over(code) if code else None
        return (there, found) if found is not None else None

    def _other_door(self, door: str) -> str | None:
        day, hour = self.town.local.date(), self.town.local.hour
        shares = {
            other: share
            for other, share in ELSEWHERE.get(door, {}).items()
            if other in self.town.doors.can
            and not is_away(other, day)
            and (other != DESK or (day.weekday() < 5 and 8 <= hour <= 16))
        }
        return self.town.chance.choices(list(shares), list(shares.values()))[0] if shares else None

    def _later(self, at: Entrance, turn: Turn) -> Stretch[tuple[Entrance, Turn] | None]:
        """On a line what was said stays there; at a screen one saves it, and opens it with a word of one's own."""
        office = self.town.core.front_office
        wait = timedelta(days=self.town.between(0.5, 6))
        if isinstance(at, OnLine):
            yield wait
            return at, at.again(turn)
        if turn.draft is None or at.door == DESK:
            return None
        saved = office.save(turn.draft, WORD, "", at.visitor)
        if saved is None or isinstance(saved, Problem):
            return None
        yield wait
        there = self._enter("web") if at.door != "web" else at
        opened = office.open_saved(saved.code, WORD, there.visitor)
        return (there, opened) if isinstance(opened, Turn) else None

    # --- once it is a case ------------------------------------------------------------------------------------

    def _afterwards(self, at: Entrance, receipt: Receipt) -> Course:
        """They ask how it stands, hand in papers, take it back, say how it went; most do nothing more."""
        town = self.town
        if isinstance(at, OnLine) and town.happens(0.03):
            at.text(STOP)
            return
        if at.door == DESK and not town.happens(0.5):
            return
        if not isinstance(at, OnLine):
            at = self._enter("web" if at.door in (DESK, "kiosk") and town.happens(0.6) else at.door)
        for days in _looks(town, receipt):
            yield timedelta(days=days)
            if is_away(at.door, town.local.date()):
                continue
            status = at.status(receipt)
            if status is not None:
                self._deal_with(at, receipt, status)
            town.deliver()

    def _deal_with(self, at: Entrance, receipt: Receipt, status: Status) -> None:
        town, office = self.town, self.town.core.front_office
        page, name, proof = on_page(town, at.visitor), receipt.reference, receipt.status_code
        if status.pending and town.happens(0.6):
            for prompt in status.pending:
                paper = town.rehearsal.paper(prompt)
                office.supply(name, proof, prompt.path, {"answer": paper}, page)
        elif status.follow_up:
            office.follow_up(name, proof, town.happens(0.8), page)
        elif status.appointment is not None and status.appointment.coming:
            self._rearrange(receipt)
        elif status.withdrawable and town.happens(0.04):
            office.withdraw(name, proof, page)

    def _rearrange(self, receipt: Receipt) -> None:
        """Most say that they come or say nothing; some call it off, or take another time."""
        town, office = self.town, self.town.core.front_office
        visitor = on_page(town, entrance(town, self.person, "web").visitor)
        name, proof = receipt.reference, receipt.status_code
        drawn = town.chance.random()
        if drawn < 0.08:
            office.cancel_appointment(name, proof, visitor)
        elif drawn < 0.18:
            asked = office.other_times(name, proof, visitor)
            if asked is not None and asked.options:
                office.move_appointment(name, proof, {"answer": asked.options[-1].value}, visitor)
        elif drawn < 0.5:
            office.confirm_appointment(name, proof, visitor)


def _looks(town: PlayedTown, receipt: Receipt) -> list[float]:
    """After how many days somebody asks how it stands, each time; most never do, but for who has an appointment."""
    if receipt.appointment and town.happens(WITH_AN_APPOINTMENT):
        return [town.between(0.2, 2)]
    often = town.chance.choices((0, 1, 2, 3), (0.58, 0.27, 0.11, 0.04))[0]
    return [town.between(0.5, 9) for _ in range(often)]


def _burden(prompt: Prompt, *, helped: bool) -> float:
    members = prompt.together or (prompt,)
    asked = sum(BURDEN.get(each.hint, 1.0) + PRIVATE * each.sensitive for each in members)
    asked *= ON_A_PAGE if prompt.together else 1.0
    return (asked + REFUSED * len(_problems(prompt))) * (HELPED if helped else 1.0)


def _problems(prompt: Prompt) -> list[Problem]:
    return [each.problem for each in prompt.together or (prompt,) if each.problem is not None]
