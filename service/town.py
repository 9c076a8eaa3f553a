"""The town: its name, languages, offices and where its doors stand, read from `config/town.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, time
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from service.messages import DoorAddress, Office, Prices, Tariff
from service.quiet_hours import QuietHours
from service.watching import MIDNIGHT, Watch

LEVELS = ("municipality", "region", "country")
"""Of which government an office may be a part."""

_ON_THE_NET = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
_MAIL = re.compile(r"[^\s@<>\"]+@[^\s@<>\"]+")


@dataclass(frozen=True)
class Approval:
    """A person who speaks a language has listened to how a machine speaks it, and found it fit to be heard."""

    by: str
    on: date


@dataclass(frozen=True)
class OpenData:
    """On what terms the town gives away what it publishes for programs."""

    licence: str = ""
    """The address of the licence; empty where the town has chosen none."""
    contact: str = ""
    """To which address people write about it."""
    place: str = ""
    """The address of the town, or of its country, in a public list of places."""


@dataclass(frozen=True)
class DoorCosts:
    """What one door is declared to cost."""

    month: Decimal = Decimal()
    """Whatever happens there: hardware, licences, rooms."""
    minutes: Decimal = Decimal()
    """Of staff, for a case that was sent there."""


@dataclass(frozen=True)
class Costs:
    """What the town declares; `hour` is an hour of staff, with all that comes with it."""

    hour: Decimal = Decimal()
    doors: Mapping[str, DoorCosts] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.doors)


@dataclass(frozen=True)
class Town:
    name: str
    languages: tuple[str, ...]
    timezone: str
    currency: str
    region: str
    phone: str
    offices: dict[str, Office]
    addresses: tuple[DoorAddress, ...]
    """Where the town's doors are, for ways out: in the order in which they are recommended."""

    services: tuple[str, ...] = ()
    """The order in which services are listed; those not named come after."""
    prices: Prices | None = None
    """None where the town has not written them: then nobody guesses what a message costs."""

    quiet: QuietHours | None = None
    """When people are not texted what can wait; None where the town has not written it."""
    watched: tuple[time, time] = (MIDNIGHT, MIDNIGHT)
    """From when until when machines away from the server should be heard, each day; at any hour where the town has not
    written it."""
    calendars: tuple[str, ...] = ()
    """The codes of the calendars that stand beside the town's file."""

    voices: Mapping[str, Approval] = field(default_factory=dict)
    """The languages whose synthetic voice a listener has approved, and who that was."""
    open_data: OpenData = OpenData()
    costs: Costs = field(default_factory=Costs)
    """What doors are declared to cost; empty where the town has not written it."""

    @property
    def language(self) -> str:
        """The language that is used where nothing else is known."""
        return self.languages[0]

    @property
    def watch(self) -> Watch:
        return Watch(self.timezone, *self.watched)

    def at(self, urls: Mapping[str, str]) -> Town:
        """The same town, its doors on the net at these addresses."""
        addresses = (replace(each, url=urls.get(each.door, each.url)) for each in self.addresses)
        return replace(self, addresses=tuple(addresses))

    def spoken(self, wanted: str) -> str:
        """The wanted language where the town speaks it, else its first."""
        return wanted if wanted in self.languages else self.language

    def address_of(self, door: str) -> DoorAddress | None:
        return next((address for address in self.addresses if address.door == door), None)


def read_town(file: Path) -> Town:
    """The town of a configuration folder. Raises ValueError with a sentence for the operator."""
    try:
        written = tomllib.loads(file.read_text("utf-8"))
        calendars = sorted(each.stem for each in (file.parent / "calendars").glob("*.yaml"))
        return replace(_town(written), calendars=tuple(calendars))
    except FileNotFoundError:
        raise ValueError(f"{file} is missing: every town needs one") from None
    except ValueError as error:
        raise ValueError(f"{file}: {error}") from None
    except KeyError as error:
        raise ValueError(f"{file}: the key {error} is missing") from None


def _town(written: dict[str, Any]) -> Town:
    languages, timezone = written.get("languages", ["en"]), written.get("timezone", "Europe/Brussels")
    if not isinstance(languages, list) or not languages:
        raise ValueError('`languages` must be a list of at least one language, such as ["en"]')
    try:
        ZoneInfo(timezone)
    except (ZoneInfoNotFoundError, TypeError):
        raise ValueError(f"`timezone` must be one such as Europe/Brussels, not {timezone}") from None
    return Town(
        name=written["name"],
        languages=tuple(languages),
        timezone=timezone,
        currency=written.get("currency", "EUR"),
        region=written.get("region", "BE"),
        phone=written.get("phone", ""),
        offices={code: _office(code, each) for code, each in written.get("offices", {}).items()},
        addresses=tuple(
            DoorAddress(
                door, each.get("label", door), each.get("words", ""), each.get("url", ""), each.get("by", "")
            )
            for door, each in written.get("doors", {}).items()
        ),
        services=tuple(written.get("services", [])),
        prices=_prices(written["prices"]) if "prices" in written else None,
        quiet=_quiet(written["quiet_hours"]) if "quiet_hours" in written else None,
        voices=_voices(written.get("voices", {}), languages),
        open_data=_open_data(written.get("open_data", {})),
        costs=_costs(written.get("costs", {})),
        watched=_watched(written.get("outpost_hours", {})),
    )


def _office(code: str, written: dict[str, Any]) -> Office:
    level = written.get("level", "")
    if level and level not in LEVELS:
        raise ValueError(f"`offices.{code}.level` must be one of {', '.join(LEVELS)}, not {level!r}")
    return Office(
        code=code,
        name=written["name"],
        phone=written.get("phone", ""),
        email=written.get("email", ""),
        address=written.get("address", ""),
        hours=written.get("hours", ""),
        level=level,
    )


def _prices(written: dict[str, Any]) -> Prices:
    known = {each.name for each in fields(Prices)}
    _refuse_unknown("prices", written, known)
    return Prices(**{name: _tariff(f"prices.{name}", each) for name, each in written.items()})


def _tariff(table: str, written: dict[str, Any]) -> Tariff:
    _refuse_unknown(table, written, {each.name for each in fields(Tariff)})
    return Tariff(**{name: _price(f"{table}.{name}", each) for name, each in written.items()})


def _price(key: str, written: object) -> Decimal:
    """Text, because a number of TOML would not keep the digits that were written."""
    try:
        price = Decimal(written) if isinstance(written, str) else None
    except InvalidOperation:
        price = None
    if price is None or not price.is_finite() or price < 0:
        raise ValueError(f'`{key}` must be a price in quotes, such as "0.09", not {written!r}')
    return price


def _costs(written: dict[str, Any]) -> Costs:
    _refuse_unknown("costs", written, {"hour", "doors"})
    doors = written.get("doors", {})
    if not isinstance(doors, dict):
        raise ValueError("`costs.doors` must be a table of tables, one for each door: [costs.doors.…]")
    return Costs(
        _price("costs.hour", written.get("hour", "0")),
        {door: _door_costs(f"costs.doors.{door}", each) for door, each in doors.items()},
    )


def _door_costs(table: str, written: dict[str, Any]) -> DoorCosts:
    _refuse_unknown(table, written, {each.name for each in fields(DoorCosts)})
    return DoorCosts(**{name: _price(f"{table}.{name}", each) for name, each in written.items()})


def _quiet(written: dict[str, Any]) -> QuietHours:
    _refuse_unknown("quiet_hours", written, {"from", "until"})
    begin, end = written.get("from"), written.get("until")
    if not isinstance(begin, time) or not isinstance(end, time) or begin == end:
        raise ValueError(
            "`quiet_hours` needs `from` and `until`, two times of day such as 21:00:00 and 08:00:00"
        )
    return QuietHours(begin, end)


def _watched(written: dict[str, Any]) -> tuple[time, time]:
    _refuse_unknown("outpost_hours", written, {"from", "until"})
    begin, end = written.get("from", MIDNIGHT), written.get("until", MIDNIGHT)
    if not isinstance(begin, time) or not isinstance(end, time) or not (begin < end or end == MIDNIGHT):
        raise ValueError(
            "`outpost_hours` needs `from` and, later than that, `until`: times of day such as 07:00:00 and 22:00:00"
        )
    return begin, end


def _voices(written: object, languages: list[str]) -> dict[str, Approval]:
    _refuse_unknown("voices", written, set(languages))
    assert isinstance(written, dict)
    return {language: _approval(f"voices.{language}", each) for language, each in written.items()}


def _approval(table: str, written: dict[str, Any]) -> Approval:
    _refuse_unknown(table, written, {"approved_by", "approved_on"})
    by, on = written.get("approved_by", ""), written.get("approved_on")
    if not isinstance(by, str) or not by.strip() or not isinstance(on, date):
        raise ValueError(
            f"`{table}` needs `approved_by`, who has listened, and `approved_on`, a day like 2026-11-30"
        )
    return Approval(by, on)


def _open_data(written: dict[str, Any]) -> OpenData:
    _refuse_unknown("open_data", written, {each.name for each in fields(OpenData)})
    for key in ("licence", "place"):
        if key in written and not (isinstance(written[key], str) and _ON_THE_NET.fullmatch(written[key])):
            raise ValueError(
                f"`open_data.{key}` must be an address that begins with http, not {written[key]!r}"
            )
    contact = written.get("contact", "")
    if not isinstance(contact, str) or (contact and not _MAIL.fullmatch(contact)):
        raise ValueError(f"`open_data.contact` must be an email address, not {contact!r}")
    return OpenData(**written)


def _refuse_unknown(table: str, written: object, known: set[str]) -> None:
    if not isinstance(written, dict):
        raise ValueError(f"`{table}` must be a table: [{table}]")
    if unknown := sorted(set(written) - known):
        raise ValueError(f"`{table}` has no key `{unknown[0]}`; there are: {', '.join(sorted(known))}")
