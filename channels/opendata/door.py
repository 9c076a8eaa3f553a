"""The addresses below `/catalogue` for programs, and the way to the page for people.

Nobody needs to show who they are: nothing here is about anybody. What a town has changed is seen by the `ETag`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from flask import Blueprint, Response, g, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from channels.opendata.data_sets import OFFERED, CatalogueLayout, Town
from channels.opendata.figures import CSV_TYPE, JSON_TYPE, as_csv, as_json, metadata
from channels.opendata.graph import Graph
from channels.opendata.services import ServiceLayout
from channels.opendata.terms import Terms
from channels.shared.open_data import (
    DATA_SETS,
    FIGURES_CSV,
    FIGURES_JSON,
    FIGURES_METADATA,
    JSON_LD,
    ROOT,
    SERVICE,
    SERVICE_NAME,
    SERVICES,
)
from service.descriptions import ServiceDescription
from service.evidence import Evidence
from service.front_office import FrontOffice, NoSuchService

NAME = "opendata"
KEPT_SECONDS = 300
"""How long nobody needs to ask again."""
PAGE = "text/html"


class Descriptions:
    """What is answered. `page_at` is where people read of it, `start_at` where a service begins, on this site."""

    def __init__(
        self,
        front_office: FrontOffice,
        evidence: Evidence,
        town: Town,
        site: str,
        page_at: str,
        start_at: str,
        *,
        demo: bool,
    ) -> None:
        self._evidence, self._demo, self._licence = evidence, demo, town.open_data.licence
        terms = self._terms = Terms(town.languages, f"{site}{SERVICES}")
        self._office = front_office
        self._languages = town.languages
        self._site, self._page_at, self._start_at = site, page_at, start_at
        self._catalogue = CatalogueLayout(site, town, terms, demo)
        self._services = ServiceLayout(site, f"{site}{start_at}", town.currency, terms)

    def speak(self) -> None:
        """What is said in one language only, is said in one that was asked for, else in the town's own."""
        g.language = request.accept_languages.best_match(self._languages) or self._languages[0]

    def page(self) -> ResponseReturnValue:
        answer = redirect(self._page_at.format(language=g.language), 303)
        answer.vary.add("Accept-Language")
        return answer

    def named(self, service: str) -> ResponseReturnValue:
        """The name of a service leads to its description, or to its start page for who wants pages."""
        self._office.description(service)
        wanted = request.accept_mimetypes.best_match([JSON_LD, PAGE], default=JSON_LD)
        for_people = self._start_at.format(language=g.language, service=service)
        answer = redirect(for_people if wanted == PAGE else SERVICE.format(service=service), 303)
        answer.vary.update(("Accept", "Accept-Language"))
        return answer

    def one(self, service: str) -> ResponseReturnValue:
        return _sent(self._described([self._office.description(service)]))

    def all(self) -> ResponseReturnValue:
        return _sent(self._described(self._office.descriptions()))

    def catalogue(self) -> ResponseReturnValue:
        graph = Graph()
        self._catalogue.add(graph)
        return _sent(graph)

    def figures_csv(self) -> ResponseReturnValue:
        answer = _told(as_csv(self._evidence.published()), f"{CSV_TYPE}; charset=utf-8; header=present")
        answer.headers["Link"] = (
            f'<{self._site}{FIGURES_METADATA}>; rel="describedby"; type="application/csvm+json"'
        )
        return _again_or_not(answer)

    def figures_json(self) -> ResponseReturnValue:
        figures = as_json(self._evidence.published(), simulated=self._demo)
        return _again_or_not(_told(_written(figures), JSON_TYPE))

    def figures_metadata(self) -> ResponseReturnValue:
        described = metadata(self._site, self._terms, self._licence, simulated=self._demo)
        return _again_or_not(_told(_written(described), "application/csvm+json"))

    def unknown(self, _error: NoSuchService) -> ResponseReturnValue:
        said = _("There is no such service. All that there are stand at {address}.").format(
            address=f"{self._site}{SERVICES}"
        )
        return Response(
            f"{said}\n", 404, {"Vary": "Accept-Language"}, content_type="text/plain; charset=utf-8"
        )

    def _described(self, services: Iterable[ServiceDescription]) -> Graph:
        """Services, and the data set of which they are a part: that says by whom and on what terms they are given."""
        graph = Graph()
        place, data_set = self._catalogue.place(graph), self._catalogue.add_set(graph, OFFERED[0])
        for each in services:
            self._services.add(graph, each, place, data_set)
        return graph


def open_data(descriptions: Descriptions) -> Blueprint:
    """Which address gives what."""
    routes = Blueprint(NAME, __name__)
    routes.before_request(descriptions.speak)
    routes.after_request(_for_everybody)
    routes.register_error_handler(NoSuchService, descriptions.unknown)
    routes.add_url_rule(ROOT, "page", descriptions.page)
    routes.add_url_rule(SERVICE_NAME.format(service="<service>"), "named", descriptions.named)
    routes.add_url_rule(SERVICE.format(service="<service>"), "one", descriptions.one)
    routes.add_url_rule(SERVICES, "all", descriptions.all)
    routes.add_url_rule(DATA_SETS, "catalogue", descriptions.catalogue)
    routes.add_url_rule(FIGURES_CSV, "figures_csv", descriptions.figures_csv)
    routes.add_url_rule(FIGURES_JSON, "figures_json", descriptions.figures_json)
    routes.add_url_rule(FIGURES_METADATA, "figures_metadata", descriptions.figures_metadata)
    return routes


def _for_everybody(response: Response) -> Response:
    """Pages of others may read it too."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def _sent(graph: Graph) -> ResponseReturnValue:
    return _again_or_not(_told(_written(graph.document()), JSON_LD))


def _written(document: object) -> str:
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _told(words: str, content_type: str) -> Response:
    response = Response(words, content_type=content_type)
    response.cache_control.public = True
    response.cache_control.max_age = KEPT_SECONDS
    response.add_etag()
    return response


def _again_or_not(response: Response) -> ResponseReturnValue:
    """Only what has changed since it was fetched last."""
    return response.make_conditional(request)
