"""The addresses of the figures: `/performance` in any language, `/<language>/performance`, and how they are reckoned.

Nobody needs to show who they are, and nothing is remembered: no cookie, no script.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from babel import Locale
from babel.dates import format_date
from flask import Blueprint, Response, abort, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _

from channels.performance.page import NAMED, Chosen, Layout
from channels.performance.periods import ALL, NoPeriod, period, wanted
from channels.performance.report import Reports
from channels.performance.report import page as report_page
from channels.performance.words import Words
from channels.shared.compressed import compressing
from channels.shared.open_data import ROOT
from channels.shared.pdf import NotDrawn
from channels.shared.reading_order import runs_from_right
from channels.shared.town import Town
from service.evidence import Evidence

NAME = "performance"
KEPT_SECONDS = 300
_ASIDE = re.compile(r"[^A-Za-z0-9]+")
"""What a file's name had better not have."""

log = logging.getLogger(__name__)


class Refused(Exception):
    """What was asked for cannot be shown; the words say why."""

    def __init__(self, words: str, status: int) -> None:
        super().__init__(words)
        self.words, self.status = words, status


class Pages:
    def __init__(
        self,
        evidence: Evidence,
        town: Town,
        titles: Callable[[str, str], str],
        public_url: str,
        *,
        demo: bool,
    ) -> None:
        """`titles` is what a service is called, by its code and a language."""
        self._evidence, self._town, self._titles, self._demo = evidence, town, titles, demo
        self._public_url, self._reports = public_url, Reports()

    def anywhere(self) -> ResponseReturnValue:
        spoken = request.accept_languages.best_match(self._town.languages) or self._town.languages[0]
        query = request.query_string.decode("ascii", "ignore")
        answer = redirect(url_for("performance.page", language=spoken) + (query and f"?{query}"), 303)
        answer.vary.add("Accept-Language")
        return answer

    def page(self, language: str) -> ResponseReturnValue:
        return self._shown(language, "performance/page.html", self._figures)

    def definitions(self, language: str) -> ResponseReturnValue:
        return self._shown(language, "performance/definitions.html", self._reckoned)

    def report(self, language: str) -> ResponseReturnValue:
        """The same figures on two pages of paper; of the whole town alone."""
        return self._answered(language, self._report)

    def _report(self, layout: Layout) -> Response:
        chosen = self._chosen(layout)
        if chosen.by:
            raise Refused(_("The report is of the whole town: leave out the service, door or language."), 400)
        if not chosen.period.months:
            raise Refused(self._first_words(layout), 404)
        response = make_response(self._drawn(layout, chosen))
        response.mimetype = "application/pdf"
        name = f"{_ASIDE.sub('-', self._town.name)}-{chosen.period.code}-{layout.words.language}.pdf"
        response.headers["Content-Disposition"] = f'inline; filename="{name}"'
        return response

    def _drawn(self, layout: Layout, chosen: Chosen) -> bytes:
        language, months = layout.words.language, self._evidence.extent().months

        def told() -> str:
            return report_page(
                **self._frame(language),
                **layout.report(chosen),
                **self._declared(layout),
                published=self._evidence.published_on(months[-1]).isoformat(),
                definitions=self._public_url + url_for("performance.definitions", language=language),
                figures=self._public_url + ROOT,
            )

        try:
            return self._reports.report(language, chosen.period.code, months, told)
        except NotDrawn as error:
            log.warning("no report is made: %s", error)
            raise Refused(
                _("The report cannot be made on this machine. The page has all of it."), 503
            ) from None

    def _shown(
        self, language: str, template: str, told: Callable[[Layout], Mapping[str, Any]]
    ) -> ResponseReturnValue:
        def made(layout: Layout) -> Response:
            return make_response(render_template(template, **self._frame(language), **told(layout)))

        return self._answered(language, made)

    def _answered(self, language: str, made: Callable[[Layout], Response]) -> ResponseReturnValue:
        """What is made in a language of the town, or the sentence that says why not."""
        if language not in self._town.languages:
            abort(404)
        with force_locale(language):
            try:
                return _kept(made(self._layout(language)))
            except Refused as error:
                said = render_template("performance/refused.html", **self._frame(language), words=error.words)
                return make_response(said, error.status)

    def _figures(self, layout: Layout) -> Mapping[str, Any]:
        chosen = self._chosen(layout)
        if not chosen.period.months:
            return {"first_words": self._first_words(layout), "empty": True}
        query = chosen.query()
        return {
            "next_day": self._next_day(layout),
            "report": "" if chosen.by else _at("performance.report", layout.words.language, query),
            "here": self._public_url + layout.address(query),
            **layout.page(chosen),
        }

    def _declared(self, layout: Layout) -> Mapping[str, Any]:
        """What the town says that its doors cost."""
        town = self._evidence.town
        return {
            "hour": layout.words.value(town.costs.hour, "money") if town.costs else "",
            "costs": [
                {
                    "door": layout.words.door(door),
                    "month": layout.words.value(each.month, "money"),
                    "minutes": layout.words.value(each.minutes * 60, "seconds"),
                }
                for door, each in town.costs.doors.items()
            ],
        }

    def _reckoned(self, layout: Layout) -> Mapping[str, Any]:
        return {
            **self._declared(layout),
            "definitions": [
                {
                    "code": each.indicator,
                    "title": layout.title(each),
                    "words": layout.said(each),
                    "formula": each.formula,
                    "target": "" if each.target is None else layout.words.value(each.target, each.unit),
                }
                for each in self._evidence.indicators
            ],
        }

    def _chosen(self, layout: Layout) -> Chosen:
        """What the address asks for; without any month in a town that has published none. Raises Refused."""
        words = layout.words
        extent, code = self._evidence.extent(), request.args.get("period", ALL) or ALL
        try:
            months = wanted(code)
            found = period(code, extent.months)
        except NoPeriod:
            raise Refused(
                _("This is no period. There are months, quarters, years and all of them."), 400
            ) from None
        if not extent.months and months:
            raise Refused(self._first_words(layout), 404)
        if not found.months and extent.months:
            first, last = words.month(extent.months[0]), words.month(extent.months[-1])
            said = (
                _("Nothing is published of {period} yet: the last month is {last}.")
                if months[0] > extent.months[-1]
                else _("There are no figures of {period}: the first month is {first}.")
            )
            raise Refused(said.format(period=words.period(code), first=first, last=last), 404)
        named = {by: request.args[by] for by in NAMED if request.args.get(by)}
        if len(named) > 1:
            raise Refused(
                _(
                    "Only one service, door or language can be shown at a time, so that nobody can be found in it."
                ),
                400,
            )
        for by, name in named.items():
            if name not in getattr(extent, f"{by}s"):
                raise Refused(_no_such(by), 404)
            return Chosen(found, by, name)
        return Chosen(found)

    def _first_words(self, layout: Layout) -> str:
        words: str = _(
            "Nothing is published yet. A month is published on the 8th of the next one; the first will be on {day}."
        )
        return words.format(day=self._next_day(layout))

    def _next_day(self, layout: Layout) -> str:
        return format_date(self._evidence.next_day(), "long", locale=layout.words.locale)

    def _layout(self, language: str) -> Layout:
        return Layout(
            self._evidence,
            Words(language, self._town.currency),
            runs_from_right(language),
            lambda code: self._titles(code, language),
            lambda query: _at("performance.page", language, query),
        )

    def _frame(self, language: str) -> Mapping[str, Any]:
        query = request.query_string.decode("ascii", "ignore")
        endpoint = request.endpoint or "performance.page"
        return {
            "lang": language,
            "dir": "rtl" if runs_from_right(language) else "ltr",
            "town_name": self._town.name,
            "home_url": f"/{language}/",
            "demo": self._demo,
            "catalogue": ROOT,
            "languages": [
                {
                    "code": code,
                    "name": (name := Locale.parse(code).get_display_name(code) or code)[:1].upper()
                    + name[1:],
                    "href": url_for(endpoint, language=code) + (query and f"?{query}"),
                }
                for code in self._town.languages
            ],
        }


def _at(endpoint: str, language: str, query: Mapping[str, str]) -> str:
    return url_for(endpoint, language=language) + (f"?{urlencode(query)}" if query else "")


def _no_such(by: str) -> str:
    return {
        "service": _("There are no figures of a service of this name."),
        "door": _("There are no figures of a door of this name."),
        "language": _("There are no figures in a language of this name."),
    }[by]


def performance(pages: Pages) -> Blueprint:
    """Which address shows what."""
    routes = Blueprint(
        NAME,
        __name__,
        template_folder="templates",
        static_folder="static",
        static_url_path="/performance/look",
    )
    routes.after_request(compressing())
    routes.add_url_rule("/performance", "anywhere", pages.anywhere)
    routes.add_url_rule("/<language>/performance", "page", pages.page)
    routes.add_url_rule("/<language>/performance/report.pdf", "report", pages.report)
    routes.add_url_rule("/<language>/performance/definitions", "definitions", pages.definitions)
    return routes


def _kept(response: Response) -> ResponseReturnValue:
    """Anybody may keep it for a while; whether it changed is told by its ETag."""
    response.cache_control.public = True
    response.cache_control.max_age = KEPT_SECONDS
    response.add_etag()
    return response.make_conditional(request)
