"""The street register: reads a street and a house number out of what people write.

Pure, but for `load`. Asking back, and what a house that does not exist means, is the place kind's business.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path

from service.registers import house_numbers, spelling
from service.registers.names import Match, Names

MOST_FOUND = 6
"""Streets named in an answer at most: more cannot be chosen from by text message."""

COLUMNS = (
    "id", "name_nl", "name_fr", "postcode", "district", "lat", "lon", "aliases",
    "lowest_number", "highest_number",
)  # fmt: skip

_POSTCODE = re.compile(r"(?<!bus )(?<!bte )(?<!box )(?<![\w+/])(?:b-?)?([1-9]\d{3})(?!\d)")


@dataclass(frozen=True)
class Street:
    """A street of the town; the part of a long road that lies in another district is a street of its own."""

    id: str
    names: Mapping[str, str] = field(hash=False)
    """By language: `nl` and `fr`."""
    postcode: str
    district: str
    lat: float
    lon: float
    aliases: tuple[str, ...]
    lowest: int
    highest: int

    def name(self, language: str) -> str:
        """The official name in that language, or the Dutch one where the town gave none."""
        return self.names.get(language, self.names["nl"])

    def has_number(self, number: str) -> bool:
        house = house_numbers.leading_digits(number)
        return house is not None and self.lowest <= house <= self.highest


@dataclass(frozen=True)
class Found:
    """A street that was understood, and the house number beside it, normalised: "12", "12A", "12 bus 3"."""

    street: Street
    number: str | None


class BrokenRegister(ValueError):
    """The file is not a register; the message says where and why."""


class StreetRegister:
    """The town's streets, indexed once."""

    def __init__(self, streets: Iterable[Street]) -> None:
        self._streets = {street.id: street for street in streets}
        self._names = Names({s.id: (*s.names.values(), *s.aliases) for s in self})
        self._named = {(language, s.name(language), s.postcode): s for s in self for language in s.names}
        self._postcodes = {street.postcode for street in self}
        self._districts = {_spaced(spelling.plain(s.district)): s.district for s in self}
        self._highest = max((street.highest for street in self), default=0)

    def __iter__(self) -> Iterator[Street]:
        return iter(self._streets.values())

    def by_id(self, street_id: str) -> Street | None:
        return self._streets.get(street_id)

    def named(self, name: str, postcode: str, language: str) -> Street | None:
        """The street that has exactly this official name in a language, and this postcode."""
        return self._named.get((language, name, postcode))

    def find(self, words: str) -> tuple[Found, ...]:
        """None: unknown. One: certain. Several: ambiguous, likeliest first."""
        text = spelling.plain(words)
        postcodes, text = self._without_postcodes(text)
        districts = {name for spaced, name in self._districts.items() if spaced in _spaced(text)}
        read = [(place, _number(text, place[0])) for place in self._names.read(text)]
        # "Kerkstraat 12, behind the Grote Markt": the house is what is meant.
        read = [(place, number) for place, number in read if number] or read
        found: dict[str, Found] = {}
        for place, number in read:
            for match in place:
                for street in self._namesakes(match, number):
                    found.setdefault(street.id, Found(street, number))
        return _narrowed(tuple(found.values()), postcodes, districts)[:MOST_FOUND]

    def exactly(self, words: str) -> Found | None:
        """A street spelled right, with or without a house number beside it, and nothing else."""
        text = spelling.plain(words)
        read, found = self._names.read(text), self.find(words)
        if len(read) != 1 or len(found) != 1 or read[0][0].slips:
            return None
        rest = text[: read[0][0].start] + text[read[0][0].end :]
        numbered = house_numbers.ONLY_NUMBER.fullmatch(rest) if found[0].number else not rest.strip()
        return found[0] if numbered else None

    def suggest(self, beginning: str, limit: int = 6) -> tuple[Street, ...]:
        """Streets to offer while someone types: a word of a name begins so. House numbers do not disturb."""
        typed = [word.text for word in spelling.words(spelling.plain(beginning)) if not word.text.isdecimal()]
        return tuple(self._streets[owner] for owner in self._names.beginning_with(typed)[: max(limit, 0)])

    def _without_postcodes(self, text: str) -> tuple[set[str], str]:
        """The town's postcodes in a text, and the text with every postcode blanked out.

        Four digits are a postcode, ours or not, unless the town has houses numbered so high.
        """
        codes = [m for m in _POSTCODE.finditer(text) if m[1] in self._postcodes or int(m[1]) > self._highest]
        for code in codes:
            text = text[: code.start()] + " " * len(code[0]) + text[code.end() :]
        return {code[1] for code in codes} & self._postcodes, text

    def _namesakes(self, match: Match, number: str | None) -> Sequence[Street]:
        """The streets of that name; of a road that runs on in the next district, the part with that house."""
        streets = [self._streets[owner] for owner in self._names.owners(match)]
        return [street for street in streets if number and street.has_number(number)] or streets


def load(path: Path) -> StreetRegister:
    """Reads a register from a CSV file with the columns of `COLUMNS`, or raises `BrokenRegister`."""
    streets: dict[str, Street] = {}
    # Spreadsheets put a byte order mark in front.
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.reader(file, strict=True)
        try:
            if tuple(next(rows, ())) != COLUMNS:
                raise ValueError(f"the columns must be {','.join(COLUMNS)}")
            for row in rows:
                street = _street(row)
                if street.id in streets:
                    raise ValueError(f"{street.id} stands there twice")
                streets[street.id] = street
        except (ValueError, csv.Error) as error:
            raise BrokenRegister(f"{path}, line {max(rows.line_num, 1)}: {error}") from error
    return StreetRegister(streets.values())


def _street(row: Sequence[str]) -> Street:
    if len(row) > len(COLUMNS):
        raise ValueError("too many columns")
    cells = dict(zip_longest(COLUMNS, (cell.strip() for cell in row), fillvalue=""))
    missing = [column for column, cell in cells.items() if not cell and column != "aliases"]
    if missing:
        raise ValueError(f"{', '.join(missing)} must not be empty")
    lowest, highest = int(cells["lowest_number"]), int(cells["highest_number"])
    if not 1 <= lowest <= highest:
        raise ValueError(f"house numbers cannot run from {lowest} to {highest}")
    lat, lon = float(cells["lat"]), float(cells["lon"])
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise ValueError("lat and lon must be degrees")
    return Street(
        id=cells["id"],
        names={"nl": cells["name_nl"], "fr": cells["name_fr"]},
        postcode=cells["postcode"],
        district=cells["district"],
        lat=lat,
        lon=lon,
        aliases=tuple(alias for alias in cells["aliases"].split("|") if alias),
        lowest=lowest,
        highest=highest,
    )


def _number(text: str, match: Match) -> str | None:
    return house_numbers.beside(text[: match.start], text[match.end :])


def _narrowed(found: tuple[Found, ...], postcodes: set[str], districts: set[str]) -> tuple[Found, ...]:
    """Only those in a postcode or district that was named; all, where that would leave none."""
    found = tuple(one for one in found if one.street.postcode in postcodes) or found
    return tuple(one for one in found if one.street.district in districts) or found


def _spaced(text: str) -> str:
    """The words of a text between single spaces, so that one text can be sought in another by whole words."""
    return f" {' '.join(spelling.key([word.text]) for word in spelling.words(text))} "
