"""What all pages of this door share: the town, the visitor, the language, and how a page is rendered.

What stands on a single page is not here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from gettext import NullTranslations
from typing import Any, Protocol

from babel import Locale
from flask import g, make_response, render_template, request, url_for
from flask.wrappers import Response
from flask_babel import get_translations
from flask_babel import gettext as _
from markupsafe import Markup

from channels.shared.reading_order import in_reading_order, runs_from_right
from service.front_office import FrontOffice
from service.messages import Capabilities, DoorAddress, ServiceSummary, Visitor

NAME = "web"
CAPABILITIES = Capabilities(pages=True)
LINK = "/{language}/c/{secret}"
"""Where the link of a hand-over leads, on this site. Short, for it may be texted."""
START = "/{language}/{service}/"
"""Where a service begins, on this site."""
CATALOGUE = "/{language}/catalogue"
"""Where people read what is given away for programs."""
FIGURES = "/{language}/performance"
"""Where people read what the doors do for people."""
LANGUAGE_COOKIE = "language"
_YEAR = 365 * 24 * 3600


class OpenData(Protocol):
    """On what terms it gives its data away."""

    @property
    def licence(self) -> str: ...
    @property
    def contact(self) -> str: ...


class Town(Protocol):
    """What the pages say of the town."""

    @property
    def name(self) -> str: ...
    @property
    def phone(self) -> str: ...
    @property
    def languages(self) -> Sequence[str]: ...
    @property
    def addresses(self) -> Sequence[DoorAddress]: ...
    @property
    def open_data(self) -> OpenData: ...


@dataclass(frozen=True)
class House:
    front_office: FrontOffice
    town: Town
    demo: bool
    bench: bool
    """Whether there is a page that shows all doors at once."""
    secure: bool
    """Whether the public address is https."""
    number: str
    """The number that people text, as they would write it; empty where there is none."""
    frames: dict[str, Mapping[str, Any]] = field(default_factory=dict, compare=False, repr=False)
    """What all pages in a language have in common, made for the first of them."""

    def language(self) -> str:
        """The language that the address names; without one, what the visitor chose before, or the browser asks for."""
        if "language" not in g:
            g.language = self._language()
        return str(g.language)

    def _language(self) -> str:
        spoken = self.town.languages
        named = request.path.split("/")[1]
        if named in spoken:
            return named
        chosen = request.cookies.get(LANGUAGE_COOKIE, "")
        return chosen if chosen in spoken else self._asked_for()

    def _asked_for(self) -> str:
        return request.accept_languages.best_match(self.town.languages) or self.town.languages[0]

    def visitor(self) -> Visitor:
        return Visitor(
            door=NAME, language=self.language(), capabilities=CAPABILITIES, source=request.remote_addr or ""
        )

    def page(
        self, template: str, code: int = 200, *, service: ServiceSummary | None = None, **shown: Any
    ) -> Response:
        """A page. On the pages of a service, its office is the one to call."""
        if service is not None:
            office = service.office
            shown = {"service": service, "town_phone": office.phone or self.town.phone, **shown}
            shown["town_hours"] = office.hours if office.phone else ""
        if runs_from_right(self.language()):
            shown = {
                name: told if isinstance(told, str) else in_reading_order(told)
                for name, told in shown.items()
            }
        return make_response(render_template(template, **{**self.frame(), **shown}), code)

    def frame(self) -> dict[str, Any]:
        """What `base.html` reads."""
        language = self.language()
        if language not in self.frames:
            self.frames[language] = self._frame(language)
        switches = (
            [self._switch(code) for code in self.town.languages] if len(self.town.languages) > 1 else []
        )
        return {**self.frames[language], "languages": switches}

    def _frame(self, language: str) -> Mapping[str, Any]:
        return {
            "lang": language,
            "dir": "rtl" if runs_from_right(language) else "ltr",
            "town_name": self.town.name,
            "town_phone": self.town.phone,
            "home_url": url_for("web.front"),
            "town_links": self._links(),
            "demo": self.demo,
            "demo_url": "/bench" if self.bench else "",
            "_": _in_words(get_translations()),
        }

    def in_public(self, path: str) -> str:
        """The whole address of a page, to be written down."""
        own = next((each.url for each in self.town.addresses if each.door == NAME), "")
        return f"{own.rstrip('/')}{path}"

    def _switch(self, code: str) -> Mapping[str, str]:
        """A link to the same page in another language; to the front page where there is no such page."""
        name = Locale.parse(code).get_display_name(code) or code
        endpoint = request.endpoint or ""
        here = endpoint.startswith("web.") and endpoint != "web.root" and "GET" in _methods()
        target = url_for("web.front", language=code)
        if here:
            query = request.query_string.decode("ascii", "ignore")
            target = url_for(endpoint, language=code, **(request.view_args or {})) + (query and f"?{query}")
        return {"code": code, "name": name[:1].upper() + name[1:], "href": target}

    def _links(self) -> list[Mapping[str, str]]:
        return [
            {"href": url_for("web.status"), "words": _("Where is my case?")},
            {"href": url_for("web.carry_on"), "words": _("Continue with a code")},
            {"href": url_for("web.accessibility"), "words": _("Accessibility")},
            {"href": url_for("web.privacy"), "words": _("What we keep about you")},
            {"href": url_for("web.catalogue"), "words": _("Open data")},
            {"href": FIGURES.format(language=self.language()), "words": _("What we achieve")},
        ]

    def remember_language(self, response: Response) -> Response:
        """Keep a choice that the browser would not have made by itself. Read on the bare front page only."""
        language, kept = self.language(), request.cookies.get(LANGUAGE_COOKIE)
        if request.endpoint != "web.root" and language != (kept or self._asked_for()):
            response.set_cookie(
                LANGUAGE_COOKIE, language, max_age=_YEAR, secure=self.secure, httponly=True, samesite="Lax"
            )
        return response


def _in_words(translations: NullTranslations) -> Callable[..., Markup]:
    """`_` for the templates: the language is known once and for all, and need not be found out at every word."""

    def words(sentence: str, **values: object) -> Markup:
        said = Markup(translations.gettext(sentence))  # noqa: S704 - our own words, as Jinja's own `_` takes them
        return said % values if "%" in said else said

    return words


def _methods() -> set[str]:
    return set(request.url_rule.methods or ()) if request.url_rule else set()
