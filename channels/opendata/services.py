"""Services as CPSV-AP 3.2 describes them (https://semiceu.github.io/CPSV-AP/releases/3.2.0/)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil

from flask_babel import lazy_gettext as _

from channels.opendata.graph import Graph
from channels.opendata.terms import Terms
from channels.shared.open_data import ROOT, SERVICES
from service.descriptions import (
    CostDescription,
    DoorDescription,
    OfficeDescription,
    ServiceDescription,
    Words,
)

WORKING_DAYS, WEEK_END = 5, 2
"""Days of a week on which the town works, and those on which it does not."""


@dataclass(frozen=True)
class ServiceLayout:
    """Lays services out for one town."""

    site: str
    """Its address, without a slash at its end."""
    start_at: str
    """Where a service begins, with `{language}` and `{service}`."""
    currency: str
    terms: Terms

    def add(self, graph: Graph, service: ServiceDescription, place: str, data_set: str) -> str:
        """One service with all that belongs to it; `place` and `data_set` stand in the graph already."""
        name, terms = f"{self.site}{ROOT}/services/{service.code}", self.terms
        languages = [terms.language(graph, each) for each in service.title]
        return graph.add(
            name,
            "cpsv:PublicService",
            {
                "dct:identifier": service.code,
                "dct:title": service.title,
                "dct:description": _joined(service.summary, service.closed),
                "dcat:keyword": {language: list(words) for language, words in service.keywords.items()},
                "dct:language": languages,
                "dct:audience": [terms.audience(graph, each) for each in service.audience],
                "dct:spatial": place,
                "dct:isPartOf": data_set,
                "adms:status": terms.state(graph, "closed" if service.closed else "open"),
                "cv:hasCompetentAuthority": self._office(graph, service.office, place),
                "cv:contactPoint": self._contact(graph, service.office),
                "cv:hasChannel": [self._door(graph, each) for each in service.doors],
                "cpsv:hasInput": self._inputs(graph, name, service),
                "cpsv:produces": [
                    graph.add(
                        f"{name}#output-{each.code}",
                        "cv:Output",
                        {"dct:identifier": f"{service.code}/{each.code}", "dct:title": each.title},
                    )
                    for each in service.outputs
                ],
                "cv:hasCost": [
                    self._cost(graph, name, number, each) for number, each in enumerate(service.costs)
                ],
                "cv:processingTime": longest(service.working_days),
                "cv:holdsRequirement": self._identity(graph, name, service),
                "cpsv:follows": [*self._rules(graph, name, service)],
                "foaf:page": [self._page(graph, service.code, each) for each in service.title],
            },
        )

    def _office(self, graph: Graph, office: OfficeDescription, place: str) -> str:
        name = f"{self.site}{SERVICES}#office-{office.code}"
        address = ""
        if office.address:
            address = graph.add(f"{name}-address", "locn:Address", {"locn:fullAddress": office.address})
        return graph.add(
            name,
            "cv:PublicOrganisation",
            {
                "dct:identifier": office.code,
                "skos:prefLabel": office.name,
                "dct:spatial": place,
                "dct:type": self.terms.level(graph, office.level),
                "locn:address": address,
                "cv:contactPoint": self._contact(graph, office),
            },
        )

    def _contact(self, graph: Graph, office: OfficeDescription) -> str:
        """How its office is reached; empty where the town does not say."""
        if not (office.phone or office.email or office.hours):
            return ""
        name, hours = f"{self.site}{SERVICES}#contact-{office.code}", ""
        if office.hours:
            hours = graph.add(f"{name}-hours", "time:TemporalEntity", {"dct:description": office.hours})
        return graph.add(
            name,
            "cv:ContactPoint",
            {"cv:telephone": office.phone, "cv:email": office.email, "cv:openingHours": hours},
        )

    def _door(self, graph: Graph, door: DoorDescription) -> str:
        page = graph.add(door.url, "foaf:Document", {}) if door.url else ""
        return graph.add(
            f"{self.site}{SERVICES}#channel-{door.door}",
            "cv:Channel",
            {
                "dct:identifier": door.door,
                "dct:type": self.terms.door(graph, door.door, door.label),
                "dct:description": door.words,
                "foaf:page": page,
            },
        )

    def _inputs(self, graph: Graph, name: str, service: ServiceDescription) -> list[str]:
        """What to have at hand, and what to hand in."""
        at_hand = [
            graph.add(
                f"{name}#need-{number}",
                "cv:Evidence",
                {"dct:identifier": f"{service.code}/need-{number}", "dct:title": words},
            )
            for number, words in enumerate(service.needs)
        ]
        papers = [
            graph.add(
                f"{name}#paper-{each.code}",
                "cv:Evidence",
                {
                    "dct:identifier": f"{service.code}/{each.code}",
                    "dct:title": each.title,
                    "dct:description": each.notes,
                },
            )
            for each in service.papers
        ]
        return [*at_hand, *papers]

    def _cost(self, graph: Graph, name: str, number: int, cost: CostDescription) -> str:
        return graph.add(
            f"{name}#cost-{number}",
            "cv:Cost",
            {
                "dct:identifier": f"{name.rpartition('/')[2]}/cost-{number}",
                "dct:description": cost.words,
                "cv:hasValue": f"{cost.cents / 100:.2f}" if cost.cents is not None else "",
                "cv:currency": self.terms.currency(graph, self.currency),
            },
        )

    def _identity(self, graph: Graph, name: str, service: ServiceDescription) -> str:
        if not service.identity:
            return ""
        said = {"dct:identifier": f"{service.code}/identity", "dct:title": service.identity}
        return graph.add(f"{name}#identity", "cv:Requirement", said)

    def _rules(self, graph: Graph, name: str, service: ServiceDescription) -> Iterable[str]:
        for code, title, words in (
            ("promise", _("How long it takes"), service.promise),
            ("keeping", _("What we keep about you"), service.keeps),
        ):
            if words:
                yield graph.add(
                    f"{name}#{code}",
                    "cpsv:Rule",
                    {
                        "dct:identifier": f"{service.code}/{code}",
                        "dct:title": self.terms.said(title),
                        "dct:description": words,
                    },
                )

    def _page(self, graph: Graph, service: str, language: str) -> str:
        """Where it begins on the web."""
        address = self.start_at.format(language=language, service=service)
        return graph.add(address, "foaf:Document", {"dct:language": self.terms.language(graph, language)})


def longest(working_days: int | None) -> str:
    """Working days as the most days of the calendar that they can be (ISO 8601); feasts are not counted."""
    if working_days is None:
        return ""
    return f"P{working_days + WEEK_END * ceil(working_days / WORKING_DAYS)}D"


def _joined(words: Words, more: Words) -> Words:
    return {language: f"{said} {more.get(language, '')}".strip() for language, said in words.items()}
