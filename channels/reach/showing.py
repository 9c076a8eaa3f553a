"""Reach as people and programs read it: lines in a terminal, a page with a picture, JSON. No figure is made here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from babel import Locale, numbers
from jinja2 import Environment, PackageLoader, select_autoescape

from channels.reach.measuring import Effort, Measured

SIZES = ("shortest", "typical", "longest")


@dataclass(frozen=True)
class Report:
    """Everything that was measured, and of whom."""

    town: str
    currency: str
    priced: bool
    """Whether the town has written down what messages cost."""
    doors: tuple[tuple[str, str], ...]
    """Name and label, in the town's order."""
    languages: tuple[str, ...]
    table: tuple[Measured, ...]


def as_json(report: Report) -> dict[str, Any]:
    """For programs: sums are text, because a number of JSON would not keep their digits."""
    return {
        "town": report.town,
        "currency": report.currency,
        "reach": [
            {
                "service": each.service,
                "door": each.door,
                "language": each.language,
                "extent": each.extent,
                "links": list(each.links),
                "stops": [asdict(stop) for stop in each.stops],
                **{size: _figures(getattr(each, size), report.priced) for size in SIZES},
            }
            for each in report.table
        ],
    }


def _figures(effort: Effort | None, priced: bool) -> dict[str, Any] | None:
    if effort is None:
        return None
    figures = {
        name: str(value) if isinstance(value, Decimal) else value for name, value in asdict(effort).items()
    }
    return figures if priced else {name: figures[name] for name in figures if name not in ("town", "person")}


def as_lines(report: Report) -> Iterator[str]:
    """For a terminal: shortest, typical and longest way beside one another."""
    service = ""
    for each in report.table:
        if each.service != service:
            service = each.service
            yield f"\n{service}: {each.title}"
        yield f"  {each.door:8} {each.language:3} {said(each, report)}"
        yield from (f"{'':15}a link for {path}" for path in each.links)
        yield from (f"{'':15}stops at {stop.path}: {stop.words}" for stop in each.stops)


def said(each: Measured, report: Report) -> str:
    """One cell in words: `whole · 5-6-7 messages out, ...`."""
    extent = {"whole": "yes", "partly": "on some ways", "none": "no"}[each.extent]
    return " · ".join([extent, *costs(each, report)])


def costs(each: Measured, report: Report) -> list[str]:
    """What it takes: from the shortest by the typical to the longest way."""
    efforts = [effort for size in SIZES if (effort := getattr(each, size)) is not None]
    if not efforts:
        return []
    told = []
    if efforts[0].messages_in:
        told.append(f"sends {_range(efforts, 'messages_in')} texts ({_range(efforts, 'parts_in')} parts)")
        told.append(f"receives {_range(efforts, 'messages_out')} ({_range(efforts, 'parts_out')} parts)")
        if report.priced:
            told.append(f"person pays {_sum(efforts, 'person', report.currency)}")
            told.append(f"town pays {_sum(efforts, 'town', report.currency)}")
    if efforts[0].screens:
        told.append(f"screens {_range(efforts, 'screens')}")
    if efforts[0].touches:
        told.append(f"touches {_range(efforts, 'touches')}")
    return told


def _range(efforts: Sequence[Effort], name: str) -> str:
    return "/".join(dict.fromkeys(str(getattr(each, name)) for each in efforts))


def _sum(efforts: Sequence[Effort], name: str, currency: str) -> str:
    shown = (str(numbers.format_currency(getattr(each, name), currency, locale="en_GB")) for each in efforts)
    return "/".join(dict.fromkeys(shown))


def as_page(report: Report) -> str:
    """A page in one file, with a picture of all services by door and language."""
    pages = Environment(
        loader=PackageLoader("channels.reach"),
        autoescape=select_autoescape(),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    services = dict.fromkeys((each.service, each.title) for each in report.table)
    cells = {(each.service, each.door, each.language): each for each in report.table}
    return pages.get_template("page.html").render(
        report=report,
        services=list(services),
        cells=cells,
        costs=costs,
        names={each: Locale.parse(each).get_language_name(each) for each in report.languages},
    )
