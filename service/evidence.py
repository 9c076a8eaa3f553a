"""What readers of indicators may know: figures by month, service, door and language, and how each is reckoned.

What was published of each month and nothing else: nobody can be found in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from service.amounts import MOST_NAMED, Amounts, Place
from service.costs import COST, PAID, cost, paid
from service.indicators import Figure as Figure
from service.indicators import Indicator as Indicator
from service.indicators import figure_of
from service.outposts import Outposts
from service.publishing import Publishing
from service.rolling import Rolling
from service.store import published as rows
from service.store.database import Database, NoRoom
from service.store.records import PublishedRecord
from service.town import Town

Published = PublishedRecord
"""One published figure, as a door gets it."""


@dataclass(frozen=True)
class Selection:
    """Which part of the town is looked at; what is empty stands for all. At most one may be named."""

    months: tuple[str, ...]
    service: str = ""
    door: str = ""
    language: str = ""

    def __post_init__(self) -> None:
        if self.named > MOST_NAMED:
            raise ValueError("at most one of service, door and language")

    @property
    def named(self) -> int:
        return sum(map(bool, (self.service, self.door, self.language)))

    def narrowed(self, by: str, name: str) -> Selection:
        """Of one service, door or language of it."""
        return replace(self, **{by: name})  # type: ignore[arg-type]  # texts by name


@dataclass(frozen=True)
class Extent:
    """Of what there are figures."""

    months: tuple[str, ...] = ()
    """All from the first to the last, in order."""
    services: tuple[str, ...] = ()
    doors: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()


@dataclass(frozen=True)
class Known:
    """What is counted, and of what."""

    extent: Extent = Extent()
    amounts: Amounts = field(default_factory=dict)

    def amount(self, what: str, place: Place) -> Decimal | None:
        """What was published; None where it was withheld, or not published at all."""
        return self.amounts.get((place, what))


@dataclass(frozen=True)
class Evidence:
    database: Database
    rolling: Rolling
    publishing: Publishing
    outposts: Outposts
    town: Town
    indicators: tuple[Indicator, ...]
    """In the order in which they are shown."""
    kept: dict[tuple[str, ...], Known] = field(default_factory=dict, compare=False, repr=False)
    """What was published, by the months of which something was."""

    def catch_up(self, *, publishing: bool = True) -> int:
        """Count what happened since the last time, and publish what is due; how many journeys that touched."""
        touched = 0
        with suppress(NoRoom):  # it is all in the log, and counted once there is room
            self.outposts.tell()
            if self.rolling.is_behind():
                touched = self.rolling.catch_up()
            if publishing:
                self.publishing.close_months()
        return touched

    def rebuild(self) -> int:
        """Count everything anew; how many journeys there are."""
        return self.rolling.rebuild()

    def extent(self) -> Extent:
        return self._known().extent

    def figures(self, selection: Selection) -> Mapping[str, Figure]:
        """Every indicator of a part of the town, by its code."""
        known = self._known()
        return {each.indicator: _figure(self, known, each, selection) for each in self.indicators}

    def split(self, indicator: str, selection: Selection, by: str) -> Mapping[str, Figure]:
        """One indicator of a part of the town, by its months, services, doors or languages (`by`).

        Raises LookupError for an unknown indicator.
        """
        known = self._known()
        found = next((each for each in self.indicators if each.indicator == indicator), None)
        if found is None:
            raise LookupError(indicator)
        if by == "month":
            parts = {month: replace(selection, months=(month,)) for month in selection.months}
        else:
            names: Sequence[str] = getattr(known.extent, f"{by}s")
            parts = {name: selection.narrowed(by, name) for name in names}
        return {name: _figure(self, known, found, part) for name, part in parts.items()}

    def published(self) -> list[PublishedRecord]:
        """Every figure that was published, month by month."""
        with self.database.reading() as connection:
            return rows.every(connection)

    def published_on(self, month: str) -> date:
        return self.publishing.day_of(month)

    def next_day(self) -> date:
        """When the next month is published."""
        return self.publishing.next_day()

    def _known(self) -> Known:
        """Read again where a month was published since."""
        with self.database.reading() as connection:
            months = tuple(rows.months(connection))
            if months not in self.kept:
                self.kept.clear()
                self.kept[months] = _published(rows.every(connection), self.town)
            return self.kept[months]


def _figure(evidence: Evidence, known: Known, indicator: Indicator, selection: Selection) -> Figure:
    town = evidence.town

    def amount(what: str, month: str, door: str) -> Decimal | None:
        place = Place(month, selection.service, door, selection.language)
        if place.named > MOST_NAMED:
            return None

        def here(what: str, door: str) -> Decimal | None:
            return known.amount(what, place._replace(door=door))

        if what == COST:
            whole = not (selection.service or selection.language)
            return cost(town.costs, town.prices, door, here, known.extent.doors) if whole else None
        if what == PAID:
            return paid(town.prices, door, here)
        return here(what, door)

    return figure_of(indicator, amount, selection.months, selection.door, known.extent.doors)


def _published(records: Sequence[PublishedRecord], town: Town) -> Known:
    extent = Extent(
        _months(sorted({each.month for each in records})),
        _in_order({each.service for each in records} - {""}, town.services),
        _in_order({each.door for each in records} - {""}, [each.door for each in town.addresses]),
        _in_order({each.language for each in records} - {""}, town.languages),
    )
    amounts = {
        (Place(each.month, each.service, each.door, each.language), each.what): Decimal(each.number)
        for each in records
        if each.number is not None
    }
    return Known(extent, amounts)


def _in_order(names: Iterable[str], order: Sequence[str]) -> tuple[str, ...]:
    """As the town lists them; what it does not list comes after."""
    return tuple(sorted(names, key=lambda name: (order.index(name) if name in order else len(order), name)))


def _months(known: Sequence[str]) -> tuple[str, ...]:
    """All from the first to the last: a month in which nothing happened is one too."""
    if not known:
        return ()
    found = [known[0]]
    while found[-1] < known[-1]:
        year, month = map(int, found[-1].split("-"))
        found.append(f"{year + month // 12}-{month % 12 + 1:02}")
    return tuple(found)
