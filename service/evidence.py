"""What readers of indicators may know: figures by month, service, door and language, and how each is reckoned.

Nothing here is about anybody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from service.amounts import MOST_NAMED, Amounts, Place, amounts
from service.costs import COST, PAID, cost, paid
from service.indicators import Figure as Figure
from service.indicators import Indicator as Indicator
from service.indicators import figure_of
from service.rolling import Rolling
from service.store import tallies as rows
from service.store.database import Database
from service.tallies import Cell
from service.town import Town


@dataclass(frozen=True)
class Selection:
    """Which part of the town is looked at; what is empty stands for all. At most two may be named."""

    months: tuple[str, ...]
    service: str = ""
    door: str = ""
    language: str = ""

    def __post_init__(self) -> None:
        if self.named > MOST_NAMED:
            raise ValueError("at most two of service, door and language")

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
        return self.amounts.get((place, what), Decimal())


@dataclass(frozen=True)
class Evidence:
    database: Database
    rolling: Rolling
    town: Town
    indicators: tuple[Indicator, ...]
    """In the order in which they are shown."""

    def catch_up(self) -> int:
        """Count what happened since the last time; how many journeys that touched."""
        return self.rolling.catch_up()

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

    def _known(self) -> Known:
        with self.database.reading() as connection:
            tallied = {Cell(*key): number for key, number in rows.sums(connection, Cell._fields).items()}
        return Known(_extent(tallied, self.town), amounts(tallied))


def _figure(evidence: Evidence, known: Known, indicator: Indicator, selection: Selection) -> Figure:
    def counted(what: str, month: str, door: str, *, whole: bool = False) -> Decimal | None:
        if whole:
            return known.amount(what, Place(month, door=door))
        place = Place(month, selection.service, door, selection.language)
        return known.amount(what, place) if place.named <= MOST_NAMED else None

    def amount(what: str, month: str, door: str) -> Decimal | None:
        town = evidence.town

        def here(what: str, door: str) -> Decimal | None:
            return counted(what, month, door)

        if what == COST:
            return cost(
                town.costs, town.prices, door, here, lambda what, door: counted(what, month, door, whole=True)
            )
        if what == PAID:
            return paid(town.prices, door, here)
        return here(what, door)

    return figure_of(indicator, amount, selection.months, selection.door, known.extent.doors)


def _extent(tallied: Mapping[Cell, int], town: Town) -> Extent:
    services, doors, languages, months = ({cell[at] for cell in tallied} - {""} for at in (1, 3, 4, 0))
    return Extent(
        _months(sorted(months)),
        _in_order(services, town.services),
        _in_order(doors, [each.door for each in town.addresses]),
        tuple(each for each in town.languages if each in languages),
    )


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
