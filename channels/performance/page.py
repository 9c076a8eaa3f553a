"""The page of figures, laid out: what was chosen, what stands first, and each indicator with its charts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from channels.performance.charts import across, line_at, most, upright
from channels.performance.periods import ALL, Period, before, offered
from channels.performance.words import Words, changed
from service.evidence import Evidence, Extent, Figure, Indicator, Selection

NAMED = ("service", "door", "language")
FEW, NOTHING = "–", "·"
"""In tables: too few to be shown; nothing that it could be about."""

Then = tuple[Period, Mapping[str, Figure]]
"""The period before, and what its figures were."""


@dataclass(frozen=True)
class Chosen:
    """What somebody wants to see: a period, and at most one service, door or language."""

    period: Period
    by: str = ""
    name: str = ""

    @property
    def selection(self) -> Selection:
        found = Selection(self.period.months)
        return found.narrowed(self.by, self.name) if self.by else found

    def query(self, **changed: str) -> dict[str, str]:
        """The same choice in an address, with something changed in it."""
        query = {"period": self.period.code, **({self.by: self.name} if self.by else {}), **changed}
        return {key: value for key, value in query.items() if value and (key, value) != ("period", ALL)}


@dataclass(frozen=True)
class Layout:
    """Lays the page out in one language; `titles` are the services' by their codes, `address` that of a choice."""

    evidence: Evidence
    words: Words
    mirrored: bool
    titles: Callable[[str], str]
    address: Callable[[Mapping[str, str]], str]

    def page(self, chosen: Chosen) -> Mapping[str, Any]:
        extent = self.evidence.extent()
        now = dict(self.evidence.figures(chosen.selection))
        then = self._then(chosen, extent)
        return {
            "chosen": self._named(chosen),
            "filters": self._filters(chosen, extent),
            "changed": self._changed(chosen, extent, now, then),
            "headlines": [self._headline(each, now[each.indicator], then) for each in self._first()],
            "indicators": [
                self._indicator(each, now[each.indicator], chosen) for each in self.evidence.indicators
            ],
        }

    def report(self, chosen: Chosen) -> Mapping[str, Any]:
        """What stands on paper of a period, of the whole town: what matters first, and a table of all by door."""
        extent, now = self.evidence.extent(), dict(self.evidence.figures(chosen.selection))
        then = self._then(chosen, extent)
        left_out = {month for figure in now.values() if figure.value is not None for month in figure.without}
        return {
            "chosen": self._named(chosen),
            "changed": self._changed(chosen, extent, now, then),
            "headlines": [
                {
                    **self._headline(each, now[each.indicator], then),
                    "baseline": self._baseline(each),
                    "months": self._months(each, chosen),
                }
                for each in self._first()
            ],
            "doors": [self.words.door(door) for door in extent.doors],
            "rows": [self._row(each, now[each.indicator], chosen) for each in self.evidence.indicators],
            "without": ", ".join(self.words.month(month) for month in sorted(left_out)),
            "few_mark": FEW,
            "nothing_mark": NOTHING,
        }

    def _first(self) -> list[Indicator]:
        return [each for each in self.evidence.indicators if each.headline]

    def _then(self, chosen: Chosen, extent: Extent) -> Then | None:
        """The same in the period before; None for all months, and where that was not published whole."""
        earlier = before(chosen.period, extent.months) if chosen.period.kind != ALL else None
        if earlier is None:
            return None
        return earlier, dict(self.evidence.figures(Chosen(earlier, chosen.by, chosen.name).selection))

    def _row(self, indicator: Indicator, figure: Figure, chosen: Chosen) -> Mapping[str, Any]:
        split = self.evidence.split(indicator.indicator, chosen.selection, "door")
        return {
            "title": self.title(indicator),
            "value": self._short(figure, indicator),
            "target": self._target(indicator),
            "doors": [
                self._short(each, indicator) if self._is_known(split) else "" for each in split.values()
            ],
        }

    def _is_known(self, split: Mapping[str, Figure]) -> bool:
        """Whether anything of it may be shown part by part."""
        return any(figure.value is not None for figure in split.values())

    def _short(self, figure: Figure, indicator: Indicator) -> str:
        """A value where there is no room for words."""
        if figure.value is not None:
            return self.words.value(figure.value, indicator.unit)
        return FEW if figure.why == "withheld" else NOTHING

    def title(self, indicator: Indicator) -> str:
        return indicator.title.get(self.words.language) or next(iter(indicator.title.values()))

    def said(self, indicator: Indicator) -> str:
        return indicator.words.get(self.words.language) or next(iter(indicator.words.values()))

    def name_of(self, by: str, name: str) -> str:
        if by == "month":
            return self.words.short_month(name)
        return {"service": self.titles, "door": self.words.door, "language": self.words.spoken}[by](name)

    def _named(self, chosen: Chosen) -> str:
        period = self.words.period(chosen.period.code)
        return f"{period} · {self.name_of(chosen.by, chosen.name)}" if chosen.by else period

    def _filters(self, chosen: Chosen, extent: Extent) -> Mapping[str, list[Mapping[str, Any]]]:
        """The links of each filter: another service in the place of a door, for only one of them can be named."""
        found = {
            "period": [
                self._link(self.words.period(code), chosen.query(period=code), code == chosen.period.code)
                for code in offered(extent.months)
            ]
        }
        period = {"period": chosen.period.code} if chosen.period.code != ALL else {}
        for by in NAMED:
            names: Sequence[str] = getattr(extent, f"{by}s")
            found[by] = [
                self._link(
                    self.name_of(by, name), {**period, by: name}, (by, name) == (chosen.by, chosen.name)
                )
                for name in names
            ]
        return found

    def _link(self, words: str, query: Mapping[str, str], current: bool) -> Mapping[str, Any]:
        return {"words": words, "href": self.address(query), "current": current}

    def _changed(self, chosen: Chosen, extent: Extent, now: Mapping[str, Figure], then: Then | None) -> str:
        """What changed most since the period before; of all months, in the last one."""
        if chosen.period.kind == ALL and extent.months:
            last = Chosen(Period(extent.months[-1], extent.months[-1:]), chosen.by, chosen.name)
            figures = self.evidence.figures(last.selection)
            return self._changed(last, extent, figures, self._then(last, extent))
        if then is None:
            return ""
        earlier, was = then
        return changed(self.words, self._first(), dict(now), dict(was), chosen.period, earlier)

    def _headline(self, indicator: Indicator, figure: Figure, then: Then | None) -> Mapping[str, Any]:
        return {
            "code": indicator.indicator,
            "title": self.title(indicator),
            "value": self.words.figure(figure, indicator.unit),
            "known": figure.value is not None,
            "reached_words": self.words.reached(self._target(indicator), self._reached(indicator, figure)),
            "before": self.words.in_period(then[0], then[1][indicator.indicator], indicator.unit)
            if then
            else "",
        }

    def _baseline(self, indicator: Indicator) -> str:
        """What it was before the town had this, and when."""
        baseline = indicator.baseline
        return f"{self.words.value(baseline.value, indicator.unit)} ({baseline.of})" if baseline else ""

    def _target(self, indicator: Indicator) -> str:
        return "" if indicator.target is None else self.words.value(indicator.target, indicator.unit)

    def _reached(self, indicator: Indicator, figure: Figure) -> bool | None:
        if indicator.target is None or figure.value is None or indicator.direction == "none":
            return None
        if indicator.direction == "up":
            return figure.value >= indicator.target
        return figure.value <= indicator.target

    def _indicator(self, indicator: Indicator, figure: Figure, chosen: Chosen) -> Mapping[str, Any]:
        return {
            **self._headline(indicator, figure, None),
            "words": self.said(indicator),
            "target": self._target(indicator),
            "without": [self.words.month(month) for month in figure.without]
            if figure.value is not None
            else [],
            "baseline": self._baseline(indicator),
            "doors": self._doors(indicator, chosen),
            "months": self._months(indicator, chosen),
        }

    def _doors(self, indicator: Indicator, chosen: Chosen) -> list[Mapping[str, Any]]:
        """A bar for each door; none where something else is chosen already, or a single door says it all."""
        if chosen.by:
            return []
        split = self.evidence.split(indicator.indicator, chosen.selection, "door")
        if not self._is_known(split):
            return []
        values = [figure.value for figure in split.values()]
        full = most(values, None, share=indicator.unit in ("percent", "score"))
        best = (min if indicator.direction == "down" else max)(value for value in values if value is not None)
        return [
            {
                "name": self.name_of("door", door),
                "value": self.words.figure(figure, indicator.unit),
                "bar": across(figure.value, full, mirrored=self.mirrored),
                "first": figure.value is not None and figure.value == best,
            }
            for door, figure in split.items()
        ]

    def _months(self, indicator: Indicator, chosen: Chosen) -> Mapping[str, Any] | None:
        """A column for each month; None for a single one, or where no month is known."""
        split = self.evidence.split(indicator.indicator, chosen.selection, "month")
        values = [figure.value for figure in split.values()]
        if len(values) < 2 or not any(value is not None for value in values):
            return None
        full = most(values, indicator.target, share=indicator.unit in ("percent", "score"))
        names = [self.name_of("month", month) for month in split]
        shown = [
            (name, self.words.figure(figure, indicator.unit))
            for name, figure in zip(names, split.values(), strict=True)
        ]
        return {
            "bars": upright(values, full, mirrored=self.mirrored),
            "line": None if indicator.target is None else line_at(indicator.target, full),
            "first": names[0],
            "last": names[-1],
            "told": self.words.by_month(self.title(indicator), shown),
            "rows": shown,
        }
