"""The leader's report: the figures of a period on two pages of paper, in one language.

Which figures, is `page`'s; here they are put on paper, drawn once, and kept as long as nothing more is published.
"""

from __future__ import annotations

import threading
from base64 import b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from flask import render_template

from channels.performance.charts import Bar
from channels.shared.pdf import pdf

FOLDER = Path(__file__).parent / "paper"
MOST_KEPT = 48
"""Reports: of every quarter of some years in four languages; each has some 60 KB."""
INK, CANAL, GREY = "#1e2430", "#17505a", "#9aa5a8"


@dataclass
class Reports:
    """What was drawn. One is drawn at a time: a stranger who wants them all keeps one core busy, and not for long."""

    _kept: dict[tuple[str, ...], bytes] = field(default_factory=dict)
    _of: tuple[str, ...] = ()
    """The months that were published then."""
    _one: threading.Lock = field(default_factory=threading.Lock)

    def report(self, language: str, period: str, published: Sequence[str], told: Callable[[], str]) -> bytes:
        """The PDF of what is `told`, which is asked for only where it was not drawn before. Raises NotDrawn."""
        with self._one:
            if self._of != tuple(published):
                self._kept.clear()
                self._of = tuple(published)
            if (language, period) not in self._kept:
                made = pdf(told(), FOLDER)
                while len(self._kept) >= MOST_KEPT:
                    del self._kept[next(iter(self._kept))]
                self._kept[language, period] = made
            return self._kept[language, period]


def page(**told: object) -> str:
    return render_template("performance/report.html", column_chart=columns, **told)


def columns(bars: Sequence[Bar | None], line: Decimal | None) -> str:
    """The chart of an indicator by month, as a picture that a page can hold: the last column is the darkest."""
    drawn = [
        _rectangle(bar, CANAL if number == len(bars) - 1 else GREY)
        for number, bar in enumerate(bars)
        if bar is not None
    ]
    if line is not None:
        drawn.append(
            f'<path d="M0 {line}H100" fill="none" stroke="{INK}" stroke-width="1.5" stroke-dasharray="3 2"/>'
        )
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" preserveAspectRatio="none">'
        f"{''.join(drawn)}</svg>"
    )
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"


def _rectangle(bar: Bar, colour: str) -> str:
    return f'<rect x="{bar.x}" y="{bar.y}" width="{bar.width}" height="{bar.height}" fill="{colour}"/>'
