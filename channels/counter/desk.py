"""What all pages of the counter share: who is signed in, their language, and how a page is rendered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from babel import Locale, dates
from flask import g, make_response, render_template, request, session, url_for
from flask.wrappers import Response
from flask_babel import force_locale
from flask_babel import gettext as _
from markupsafe import Markup

from channels.counter.in_hand import put_all_aside
from channels.shared.locales import locale_of
from channels.shared.reading_order import in_reading_order, runs_from_right
from service.back_office import WORKING, BackOffice
from service.front_office import FrontOffice
from service.messages import Capabilities, Officer

NAME = "counter"
CAPABILITIES = Capabilities(pages=True)
"""Officers see what the citizen gives them, on a screen that others do not look at."""
_TOKEN, _LANGUAGE, _LAST = "officer", "officer's language", "officer's name"


class Town(Protocol):
    """What the pages say of the town."""

    @property
    def name(self) -> str: ...
    @property
    def languages(self) -> Sequence[str]: ...
    @property
    def timezone(self) -> str: ...


class NobodyHere(Exception):
    """Nobody is signed in in this browser (any more)."""


@dataclass(frozen=True)
class DemoOfficer:
    """Somebody as whom a visitor of a demo may sign in."""

    name: str
    shown: str
    role: str
    office: str
    password: str


@dataclass(frozen=True)
class Desk:
    back_office: BackOffice
    front_office: FrontOffice
    town: Town
    demo: bool
    demo_officers: Callable[[], tuple[DemoOfficer, ...]] = tuple
    """Only a demo has any; they are made when somebody looks."""
    number: str = ""
    """The number that people text, as they would write it; empty where there is none."""

    # --- who ------------------------------------------------------------------------------------------------------

    def officer(self) -> Officer:
        """Who is signed in here. Raises NobodyHere."""
        if "officer" not in g:
            g.officer = self.back_office.officer(session.get(_TOKEN, ""))
        if g.officer is None:
            raise NobodyHere
        officer: Officer = g.officer
        return officer

    def keep(self, token: str) -> Officer | None:
        """Somebody has signed in here."""
        session[_TOKEN] = token
        officer = self.back_office.officer(token)
        session[_LAST] = officer.name if officer is not None else ""
        return officer

    def last_here(self) -> str:
        """The name of who was signed in here last, still or not any more."""
        return str(session.get(_LAST, ""))

    def sign_out(self) -> None:
        self.back_office.sign_out(session.pop(_TOKEN, ""))
        session.pop(_LAST, None)
        put_all_aside()

    # --- language -------------------------------------------------------------------------------------------------

    def language(self) -> str:
        """What this officer chose, else what their browser asks for."""
        if "language" not in g:
            spoken, chosen = self.town.languages, session.get(_LANGUAGE, "")
            g.language = (
                chosen if chosen in spoken else request.accept_languages.best_match(spoken) or spoken[0]
            )
        return str(g.language)

    def choose_language(self, code: str) -> None:
        if code in self.town.languages:
            session[_LANGUAGE] = code

    @property
    def locale(self) -> Locale:
        return locale_of(self.language())

    def day(self, day: date) -> str:
        return dates.format_date(day, "medium", locale=self.locale)

    def moment(self, moment: datetime) -> str:
        here = moment.astimezone(ZoneInfo(self.town.timezone))
        return dates.format_datetime(here, "d MMM HH:mm", locale=self.locale)

    def moment_exact(self, moment: datetime) -> str:
        here = moment.astimezone(ZoneInfo(self.town.timezone))
        return dates.format_time(here, "HH:mm:ss", locale=self.locale)

    def hour(self, moment: datetime) -> str:
        here = moment.astimezone(ZoneInfo(self.town.timezone))
        return dates.format_time(here, "HH:mm", locale=self.locale)

    def named(self, language: str) -> str:
        """A language as it is called in the officer's own."""
        return str(self.locale.languages.get(language, language))

    # --- pages ----------------------------------------------------------------------------------------------------

    def page(self, template: str, code: int = 200, **shown: Any) -> Response:
        language = self.language()
        officer = g.get("officer")
        frame = {
            "lang": language,
            "dir": "rtl" if runs_from_right(language) else "ltr",
            "town_name": f"{self.town.name} · {_('Counter')}",
            "home_url": url_for("counter.mine"),
            "demo": self.demo,
            "officer": officer,
            "works": officer is not None and bool(WORKING & set(officer.roles)),
            "owns": officer is not None and bool({"owner", "operator"} & set(officer.roles)),
            "languages": [self._switch(each) for each in self.town.languages],
            "day": self.day,
            "moment": self.moment,
            "moment_exact": self.moment_exact,
            "hour": self.hour,
            "named": self.named,
        }
        return make_response(render_template(f"counter/{template}.html", **{**frame, **shown}), code)

    def told(self, language: str, part: str, **shown: Any) -> Markup:
        """A part of a page in a citizen's language, marked as that; the page around it is the officer's."""
        rtl = runs_from_right(language)
        ordered = {name: in_reading_order(each) for name, each in shown.items()} if rtl else shown
        with force_locale(language):
            part = render_template(
                f"counter/parts/{part}.html", reads=language, reads_dir="rtl" if rtl else "ltr", **ordered
            )
        return Markup(part)  # noqa: S704 - rendered by a template, which has escaped what is in it

    def _switch(self, code: str) -> dict[str, str]:
        here = request.full_path.rstrip("?") if request.method == "GET" else url_for("counter.mine")
        name = Locale.parse(code).get_display_name(code) or code
        href = url_for("counter.language", code=code, to=here)
        return {"code": code, "name": name[:1].upper() + name[1:], "href": href}
