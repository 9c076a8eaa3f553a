"""Figures, periods and names as people read them, in one language; and the sentence that says what changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from babel import Locale, dates, numbers
from babel.units import format_unit
from flask_babel import gettext as _

from channels.performance.periods import ALL, Period
from channels.shared.locales import locale_of
from channels.shared.reading_order import runs_from_right
from service.evidence import Figure, Indicator

LEFT_TO_RIGHT = "\u200e"
NOTABLE = Decimal("0.03")
"""A change of less than so much of what it was is none."""


@dataclass(frozen=True)
class Words:
    language: str
    currency: str

    @property
    def locale(self) -> Locale:
        return locale_of(self.language)

    def value(self, value: Decimal, unit: str) -> str:
        """A number with its unit, which hold together wherever the language runs from."""
        written = self._value(value, unit)
        return f"{LEFT_TO_RIGHT}{written}" if runs_from_right(self.language) else written

    def _value(self, value: Decimal, unit: str) -> str:
        locale = self.locale
        if unit == "percent":
            return numbers.format_percent(value / 100, locale=locale)
        if unit == "money":
            return numbers.format_currency(value, self.currency, locale=locale)
        if unit == "seconds":
            minutes, seconds = divmod(int(value), 60)
            if minutes < 1:
                return format_unit(seconds, "duration-second", "short", locale=locale)
            if minutes >= 60:
                hours = Decimal(value / 3600).quantize(Decimal("0.1"))
                return format_unit(hours, "duration-hour", "short", locale=locale)
            return format_unit(minutes, "duration-minute", "short", locale=locale)
        if unit == "days":
            return format_unit(value, "duration-day", "short", locale=locale)
        return numbers.format_decimal(
            value.normalize() if value == value.to_integral() else value, locale=locale
        )

    def figure(self, figure: Figure, unit: str) -> str:
        if figure.value is not None:
            return self.value(figure.value, unit)
        return _("too few to be shown") if figure.why == "withheld" else _("nothing yet")

    def reached(self, target: str, reached: bool | None) -> str:
        """Whether a target was reached; empty without one."""
        if not target:
            return ""
        if reached is None:
            return _("Target: {target}").format(target=target)
        words = _("Target {target}: reached") if reached else _("Target {target}: not reached")
        return words.format(target=target)

    def in_period(self, period: Period, figure: Figure, unit: str) -> str:
        """`September 2026: 68 %`; empty where nothing is known."""
        return (
            f"{self.period(period.code)}: {self.value(figure.value, unit)}"
            if figure.value is not None
            else ""
        )

    def by_month(self, title: str, rows: Sequence[tuple[str, str]]) -> str:
        """A chart in words: `Completed, by month: Sep 2026 82 %; Oct 2026 68 %`."""
        told = "; ".join(f"{name} {value}" for name, value in rows)
        return _("{title}, by month: {values}").format(title=title, values=told)

    def month(self, month: str) -> str:
        day = dates.parse_date(f"{month}-01", locale="en", format="yyyy-MM-dd")
        return dates.format_skeleton("yMMMM", day, locale=self.locale)

    def short_month(self, month: str) -> str:
        day = dates.parse_date(f"{month}-01", locale="en", format="yyyy-MM-dd")
        return dates.format_skeleton("yMMM", day, locale=self.locale)

    def period(self, code: str) -> str:
        if code == ALL:
            return _("All months")
        if "Q" in code:
            year, _q, quarter = code.partition("-Q")
            name = self.locale.quarters["format"]["wide"][int(quarter)]
            return f"{name} {year}"
        return self.month(code) if "-" in code else code

    def door(self, name: str) -> str:
        known: dict[str, str] = {
            "web": _("Website"),
            "sms": _("Text message"),
            "whatsapp": "WhatsApp",
            "kiosk": _("Kiosk"),
            "counter": _("Desk"),
            "post": _("Paper"),
            "console": _("Terminal"),
        }
        return known.get(name, name)

    def spoken(self, language: str) -> str:
        name = str(self.locale.languages.get(language, language))
        return name[:1].upper() + name[1:]


def changed(
    words: Words,
    indicators: list[Indicator],
    now: dict[str, Figure],
    then: dict[str, Figure],
    period: Period,
    earlier: Period,
) -> str:
    """The one sentence that says what changed most among the figures that stand first."""
    found: list[tuple[Decimal, Indicator, Decimal, Decimal]] = []
    for each in indicators:
        was, is_ = then[each.indicator].value, now[each.indicator].value
        if was is not None and is_ is not None and each.direction != "none" and was:
            found.append((abs(is_ - was) / abs(was), each, was, is_))
    largest = max(found, key=lambda each: each[0], default=None)
    names = {"before": words.period(earlier.code), "now": words.period(period.code)}
    if largest is None:
        return ""
    if largest[0] < NOTABLE:
        return _("From {before} to {now} nothing that stands first changed by more than 3 per cent.").format(
            **names
        )
    _size, indicator, was, is_ = largest
    better = (is_ > was) == (indicator.direction == "up")
    template = (
        _("“{title}” changed most: {was} in {before}, {value} in {now}. That is better.")
        if better
        else _("“{title}” changed most: {was} in {before}, {value} in {now}. That is worse.")
    )
    title = indicator.title.get(words.language) or next(iter(indicator.title.values()))
    said: str = template.format(
        title=title, was=words.value(was, indicator.unit), value=words.value(is_, indicator.unit), **names
    )
    return said
