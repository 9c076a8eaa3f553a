"""Publishing: what is given away of a month, once, on the eighth day of the next one.

By then whoever fell silent at its end has given up. What is published never changes again: a figure that moved by one
would tell of one person. So late events count in the town's own figures, and not in these.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from service.amounts import MEDIANS, Amounts, Place, amounts, satisfaction
from service.clock import Clock, day_in
from service.disclosure import protected, rounded
from service.store import definitions as installation
from service.store import published as rows
from service.store import ratings, tallies
from service.store.database import Connection, Database
from service.store.records import PublishedRecord, RatingRecord
from service.tallies import (
    COUNTS_OF_PEOPLE,
    DECIDED,
    DECISION,
    EXPECTED_MINUTES,
    LOST,
    SENT,
    SILENT_MINUTES,
    Cell,
)

CLOSES_ON = 8
"""The day of the next month."""
SPLITS = ("service", "door", "language")
MOMENTS = ("sent", "decided")
INSTEAD = ("other-door", "office", "somebody", "not-at-all")
"""What people would have done without the door that they came through."""
PUBLISHED = "published"
"""Under which name, and the month, the installation records as of what it was published."""
OPEN = (LOST, EXPECTED_MINUTES, SILENT_MINUTES)
"""About machines and not about people: published as they are."""


@dataclass(frozen=True)
class Publishing:
    database: Database
    clock: Clock
    timezone: str

    def close_months(self) -> list[str]:
        """Publish every month that is over and was not published yet; which those were."""
        closed = []
        with self.database.reading() as connection:
            due = self._due(connection)
        for month in due:
            with self.database.writing() as connection:
                tallies.take_turn(connection)
                if month not in rows.months(connection):
                    order = _order(rows.of_last_month(connection))
                    told = ratings.of_month(connection, month)
                    figures = [
                        *_rows(month, _tallied(connection, month), order),
                        *_rated(month, told, order),
                    ]
                    rows.add(connection, figures)
                    self._note_stand(connection, month)
                    closed.append(month)
        return closed

    def day_of(self, month: str) -> date:
        """When a month was, or will be, published."""
        year, number = map(int, month.split("-"))
        return date(year + number // 12, number % 12 + 1, CLOSES_ON)

    def _note_stand(self, connection: Connection, month: str) -> None:
        """As of what a month was published, for whoever reckons it again from the log (docs/evidence/sql.md)."""
        stand = installation.installed(connection).get(tallies.STANDS_AT)
        if stand is not None:
            installation.record_installation(connection, f"{PUBLISHED} {month}", stand)

    def next_day(self) -> date:
        """When the next month is published."""
        today = day_in(self.timezone, self.clock())
        if today.day < CLOSES_ON:
            return today.replace(day=CLOSES_ON)
        return self.day_of(f"{today:%Y-%m}")

    def _due(self, connection: Connection) -> list[str]:
        today = day_in(self.timezone, self.clock())
        over = _month_before(today if today.day >= CLOSES_ON else _month_before(today))
        known = set(rows.months(connection))
        last = f"{over:%Y-%m}"
        return [month for month in tallies.months(connection) if month <= last and month not in known]


def _month_before(day: date) -> date:
    return date(day.year - (day.month == 1), (day.month - 2) % 12 + 1, 1)


def _tallied(connection: Connection, month: str) -> dict[Cell, int]:
    return {
        Cell(*key): number for key, number in tallies.sums(connection, Cell._fields, months=[month]).items()
    }


def _order(records: Sequence[PublishedRecord]) -> Sequence[str]:
    """Which parts are withheld first for the sake of others: those that were small in the month before, as published.

    So the order is known to everybody beforehand, and tells nothing of this month.
    """
    sent = {
        each.service or each.door or each.language: each.number or 0 for each in records if each.what == SENT
    }
    return sorted(sent, key=lambda name: (sent[name], name))


def _rows(month: str, tallied: Mapping[Cell, int], order: Sequence[str]) -> Iterator[PublishedRecord]:
    """All that is published of a month: every count in every split, what is nothing or withheld included."""
    known = amounts(tallied)
    names = {split: sorted({getattr(cell, split) for cell in tallied} - {""}) for split in SPLITS}
    for what in COUNTS_OF_PEOPLE:
        yield _row(Place(month), what, rounded(_count(known, Place(month), what)))
        for split, parts in names.items():
            places = {name: Place(month, **{split: name}) for name in parts}
            shown = protected({name: _count(known, place, what) for name, place in places.items()}, order)
            for name, place in places.items():
                yield _row(place, what, shown[name])
    for what in OPEN:
        yield _row(Place(month), what, _count(known, Place(month), what))
    yield from _middles(month, known, names)


def _rated(month: str, told: Mapping[RatingRecord, int], order: Sequence[str]) -> Iterator[PublishedRecord]:
    """How satisfied people were, as a score; and, of the whole town alone, what they would have done otherwise."""
    for moment in MOMENTS:
        for split in ("", *SPLITS):
            parts: defaultdict[str, Counter[int]] = defaultdict(Counter)
            for each, number in told.items():
                if (each.moment, each.by) == (moment, split) and each.answer.isdigit():
                    parts[each.name][int(each.answer)] += number
            counts = {name: sum(answers.values()) for name, answers in parts.items()}
            shown = protected(counts, order) if split else {"": rounded(counts.get("", 0))}
            for name, count in shown.items():
                place = Place(month, **{split: name}) if split else Place(month)
                yield _row(place, f"rated {moment}", count)
                yield _row(place, f"score {moment}", _score(parts[name]) if count is not None else None)
    instead = {answer: told.get(RatingRecord(month, "sent", answer), 0) for answer in INSTEAD}
    yield _row(Place(month), "asked without", rounded(sum(instead.values())))
    for answer, count in protected(instead).items():
        yield _row(Place(month), f"without {answer}", count)


def _score(answers: Mapping[int, int]) -> int | None:
    """None where all of them said the same at one end: it would tell of each."""
    score = round(satisfaction(answers) or 0)
    return score if 0 < score < 100 else None


def _middles(month: str, known: Amounts, names: Mapping[str, list[str]]) -> Iterator[PublishedRecord]:
    """Values in the middle, where they are of enough cases that it is published how many."""
    of = defaultdict(lambda: SENT, {MEDIANS[DECISION]: DECIDED})
    splits = [{}, *({split: name} for split, parts in names.items() for name in parts)]
    for what in MEDIANS.values():
        for named in splits:
            place = Place(month, **named)
            enough = rounded(_count(known, place, of[what])) is not None
            yield _row(place, what, int(known.get((place, what), Decimal())) if enough else None)


def _count(known: Amounts, place: Place, what: str) -> int:
    return int(known.get((place, what), 0))


def _row(place: Place, what: str, number: int | None) -> PublishedRecord:
    return PublishedRecord(place.month, place.service, place.door, place.language, what, number)
