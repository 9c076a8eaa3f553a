"""JSON-LD 1.1: nodes with names, gathered into one document that needs nothing from the net to be read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Node = Mapping[str, Any]
"""A thing with its `@id`, its `@type` and what is said of it; what is empty is not said."""

PREFIXES = {
    "adms": "http://www.w3.org/ns/adms#",
    "cpsv": "http://purl.org/vocab/cpsv#",
    "cv": "http://data.europa.eu/m8g/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "locn": "http://www.w3.org/ns/locn#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "time": "http://www.w3.org/2006/time#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

SAID = (
    "dct:title",
    "dct:description",
    "dcat:keyword",
    "foaf:name",
    "locn:fullAddress",
    "rdfs:label",
    "skos:prefLabel",
    "vcard:fn",
)
"""What is said in languages."""

LINKS = (
    "adms:status",
    "cpsv:follows",
    "cpsv:hasInput",
    "cpsv:produces",
    "cv:contactPoint",
    "cv:currency",
    "cv:hasChannel",
    "cv:hasCompetentAuthority",
    "cv:hasCost",
    "cv:holdsRequirement",
    "cv:openingHours",
    "dcat:accessURL",
    "dcat:contactPoint",
    "dcat:dataset",
    "dcat:distribution",
    "dcat:downloadURL",
    "dcat:landingPage",
    "dcat:mediaType",
    "dcat:theme",
    "dct:accessRights",
    "dct:accrualPeriodicity",
    "dct:audience",
    "dct:conformsTo",
    "dct:format",
    "dct:isPartOf",
    "dct:language",
    "dct:license",
    "dct:publisher",
    "dct:spatial",
    "dct:type",
    "foaf:homepage",
    "foaf:page",
    "locn:address",
    "skos:inScheme",
    "vcard:hasEmail",
)
"""What leads to another thing."""

CONTEXT: Mapping[str, Any] = {
    **PREFIXES,
    **{name: {"@id": name, "@container": "@language"} for name in SAID},
    **{name: {"@id": name, "@type": "@id"} for name in LINKS},
    "cv:hasValue": {"@id": "cv:hasValue", "@type": "xsd:double"},
    "cv:processingTime": {"@id": "cv:processingTime", "@type": "xsd:duration"},
}


class Graph:
    """What a document says, each thing once."""

    def __init__(self) -> None:
        self._nodes: dict[str, Node] = {}

    def add(self, name: str, kind: str | list[str], said: Mapping[str, Any]) -> str:
        """Say something of a thing; gives its name, by which others lead to it."""
        self._nodes[name] = {"@id": name, "@type": kind, **{key: each for key, each in said.items() if each}}
        return name

    def document(self) -> dict[str, Any]:
        return {"@context": CONTEXT, "@graph": list(self._nodes.values())}
