"""One way walked by two doors in turn: after every single answer the draft is handed to the other one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from channels.whatsapp.door import NAME as BY_MESSAGE
from service.assembly import Core
from service.messages import Capabilities, ServiceSummary
from tests.doors.driver import Driver
from tests.doors.entries import Stop
from tests.doors.walking import REFERENCE, End, assert_asked, certainly_private, empty_diary
from tests.doors.ways import Way

Handed = tuple[str, str, str]
"""A question's code, the door at which it was answered, and the door that went on from there."""


@dataclass
class Relay:
    """`doors` take turns, the first one begins; where it cannot even begin, the other one does."""

    doors: tuple[Driver, Driver]
    way: Way
    only: str = ""
    """Hand over only after this question, answered at the first door; empty: after every single one."""
    count: int = 0
    """Hand-overs made."""
    handed: set[Handed] = field(default_factory=set)
    _at: int = 0

    @property
    def here(self) -> Driver:
        return self.doors[self._at]

    @property
    def there(self) -> Driver:
        return self.doors[1 - self._at]

    @property
    def capabilities(self) -> Capabilities:
        """What one of the two can carry."""
        one, other = (each.capabilities for each in self.doors)
        return replace(
            one,
            photos=one.photos or other.photos,
            documents=one.documents or other.documents,
            private=one.private or other.private,
        )

    def walk(self, service: ServiceSummary, core: Core) -> End:
        """The whole way, looking at each turn whether the door asks what is to be asked, and nothing twice."""
        empty_diary(core)
        definition = core.front_office.shelf.current(service.code)
        assert definition is not None
        if certainly_private(definition, self.here.capabilities):
            self._at = 1
        beginner = self.here
        beginner.begin(service)
        left = [stop for stop in self.way.stops if stop.question.known_from not in beginner.knows]
        while left:
            stop = self._next(left)
            if stop is None:
                if all(each.is_dispensable and not asks(self.there, each) for each in left):
                    break
                self._hand_over()
                continue
            assert_asked(self.here, stop)
            answered = list(self._answered_with(stop, left))
            if self._at == 1 and self.only in map(code_of, answered) and asks(self.there, stop):
                self._hand_over()
                continue
            self.here.skip(stop.path) if stop.entry is None else self.here.answer(stop.path)
            left = [each for each in left if each not in answered]
            if (left or not self.way.outcome) and self._moves_on(answered):
                self._hand_over(*map(code_of, answered))
        if self.way.outcome:
            return End(None, self.here.said())
        self._correct(beginner)
        self.here.submit()
        found = REFERENCE.search(self.here.said())
        assert found, f"{self.here.name}: no reference in\n{self.here.said()}"
        return End(core.back_office.show(found[0]), self.here.said())

    def _moves_on(self, answered: list[Stop]) -> bool:
        return not self.only or (self._at == 0 and self.only in map(code_of, answered))

    def _next(self, left: Iterable[Stop]) -> Stop | None:
        """What the door at hand asks now; None where only the other one can go on."""
        for stop in left:
            if asks(self.here, stop):
                return stop
            if not (stop.cannot_be_asked(self.here.capabilities) and stop.is_dispensable):
                return None
        return None

    def _answered_with(self, stop: Stop, left: Iterable[Stop]) -> Iterator[Stop]:
        """The questions that are answered together with one: all on its page."""
        pages = self.here.capabilities.pages
        return (each for each in left if each is stop or (pages and not self.here.asked_already(each.path)))

    def _hand_over(self, *after: str) -> None:
        self.there.take_over(self.here.hand_over())
        self.handed |= {(code, self.here.name, self.there.name) for code in after}
        self.count += 1
        self._at = 1 - self._at

    def _correct(self, beginner: Driver) -> None:
        """The line on which it began gave an answer by itself that this person does not want to give."""
        for stop in self.way.stops:
            if stop.question.known_from in beginner.knows and stop.entry is None:
                self.here.change(stop.path, stop.label, 0)
                self.here.skip(stop.path)


def asks(driver: Driver, stop: Stop) -> bool:
    """Whether the door asks it and the driver can say it: files by message need a carrier that keeps them."""
    by_message = driver.name == BY_MESSAGE and stop.question.carries_file and stop.entry is not None
    return not by_message and not stop.cannot_be_asked(driver.capabilities)


def code_of(stop: Stop) -> str:
    """The code of the question, the same in every item of a repeat."""
    return stop.path.rpartition("/")[2]


def covering(ways: Iterable[Way]) -> list[Way]:
    """A few ways on which every question of the service is asked at least once."""
    met, chosen = set[str](), list[Way]()
    for way in sorted(ways, key=lambda way: -len(way.stops)):
        asked = {code_of(stop) for stop in way.stops}
        if not asked <= met:
            chosen.append(way)
            met |= asked
    return chosen
