"""For service owners: how people get on in their services, where they stumble, and what a new version changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import date

from babel import dates, numbers
from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from channels.counter.desk import Desk
from service.back_office import Funnel, NothingSuch, NotMeant, Wanted

LEFT_TO_RIGHT, AS_BEFORE = "\u2066", "\u2069"
Link = tuple[str, str, bool]
"""Words, an address, and whether it is what is shown."""


class EvidencePages:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def services(self) -> ResponseReturnValue:
        desk = self._desk
        watched = desk.back_office.watched(desk.officer(), desk.language())
        return desk.page("evidence", watched=watched, month=self._month, number=self._number)

    def service(self, service: str) -> ResponseReturnValue:
        desk, wanted = self._desk, _wanted()
        funnel = desk.back_office.funnel(desk.officer(), service, wanted, desk.language())

        def to(**changes: str) -> str:
            chosen = {name: value for name, value in asdict(replace(wanted, **changes)).items() if value}
            return url_for("counter.funnel", service=service, **chosen)

        return desk.page(
            "funnel",
            funnel=funnel,
            periods=self._periods(funnel.months, wanted, to),
            months=[
                (self._month(each), to(first=each, last=each), (wanted.first, wanted.last) == (each, each))
                for each in funnel.months
            ],
            to=to,
            chosen=wanted,
            month=self._month,
            number=self._number,
            percent=self._percent,
            points=self._points,
            reach=_reach(funnel),
        )

    def nothing_such(self, error: NothingSuch) -> ResponseReturnValue:
        title, words = {
            "service": (_("No such service"), _("There is no such service, or it is another office's.")),
            "door": (_("No such door"), _("Nobody came to this service by a door of that name.")),
            "version": (_("No such version"), _("This service never had a version of that name.")),
        }[error.what]
        return self._desk.page("said", 404, title=title, reason=words)

    def not_meant(self, error: NotMeant) -> ResponseReturnValue:
        words = {
            "month": _("A month is written with its year and two figures: 2026-03."),
            "upside-down": _("The first month lies after the last one. Turn them round."),
            "same": _("These are one and the same version. Choose two."),
        }[error.why]
        return self._desk.page("said", 400, title=_("This cannot be shown"), reason=words)

    def _periods(self, months: tuple[str, ...], wanted: Wanted, to: Callable[..., str]) -> list[Link]:
        """All time, and as many months as are over or running."""
        last = months[-1] if months else ""
        spans = {_("All months"): ("", "")}
        for count, words in ((12, _("Last 12 months")), (3, _("Last 3 months"))):
            if len(months) > count:
                spans[words] = (_back(last, count - 1), last)
        chosen = (wanted.first, wanted.last)
        return [
            (words, to(first=first, last=last), chosen == (first, last))
            for words, (first, last) in spans.items()
        ]

    # --- as they are shown ----------------------------------------------------------------------------------------

    def _month(self, month: str) -> str:
        year, number = map(int, month.split("-"))
        return str(dates.format_date(date(year, number, 1), "MMMM y", locale=self._desk.locale))

    def _number(self, number: int) -> str:
        return str(numbers.format_decimal(number, locale=self._desk.locale))

    def _percent(self, rate: float) -> str:
        pattern = self._desk.locale.percent_formats[None].pattern.replace("0", "0.#")
        return str(numbers.format_percent(rate, pattern, locale=self._desk.locale))

    def _points(self, difference: float) -> str:
        """Percentage points; their sign stays before them wherever the language runs from."""
        written = numbers.format_decimal(difference * 100, "+0.0;−0.0", locale=self._desk.locale)
        return f"{LEFT_TO_RIGHT}{written}{AS_BEFORE}"


def _wanted() -> Wanted:
    """As it stands in the address."""
    names = ("first", "last", "door", "version", "before", "after")
    return Wanted(**{name: request.args.get(name, "").strip()[:40] for name in names})


def _reach(funnel: Funnel) -> float:
    """How far the widest interval of a comparison reaches from nought: so far all of them are drawn."""
    if funnel.comparison is None:
        return 0
    compared = (funnel.comparison.completed, *funnel.comparison.refused, *funnel.comparison.left)
    intervals = [each.change.interval for each in compared if each.change.interval is not None]
    return max((max(-each.low, each.high) for each in intervals), default=0)


def _back(month: str, count: int) -> str:
    """So many months earlier."""
    year, number = map(int, month.split("-"))
    months = year * 12 + number - 1 - count
    return f"{months // 12}-{months % 12 + 1:02}"
