"""The town's data sets as DCAT-AP 3.0 describes them (https://semiceu.github.io/DCAT-AP/releases/3.0.0/)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from flask_babel import lazy_gettext as _

from channels.opendata.figures import CSV_TYPE, JSON_TYPE
from channels.opendata.graph import Graph
from channels.opendata.terms import Terms
from channels.shared.open_data import DATA_SETS, FIGURES_CSV, FIGURES_JSON, JSON_LD, ROOT, SERVICES
from channels.shared.town import Town as Named
from service.descriptions import Words


class OpenData(Protocol):
    """On what terms the town gives its data away."""

    @property
    def licence(self) -> str: ...
    @property
    def contact(self) -> str: ...
    @property
    def place(self) -> str: ...


class Town(Named, Protocol):
    """What the catalogue says of the town."""

    @property
    def open_data(self) -> OpenData: ...


@dataclass(frozen=True)
class File:
    """A data set in one form."""

    address: str
    """Where it is, on this site."""
    media_type: str
    format: str
    """Its code in the list of file types of the Publications Office."""


@dataclass(frozen=True)
class DataSet:
    """One thing that programs can fetch."""

    code: str
    title: object
    description: object
    files: tuple[File, ...]
    conforms_to: str
    """The address of the standard that it follows."""
    frequency: str = "UPDATE_CONT"
    """How often it changes, by its code in the list of the Publications Office."""


OFFERED = (
    DataSet(
        "services",
        _("What the services of the town are"),
        _(
            "Each with its office, its doors, what it needs, what it gives, what it costs and how long it takes."
        ),
        (File(SERVICES, JSON_LD, "JSON_LD"),),
        "https://semiceu.github.io/CPSV-AP/releases/3.2.0/",
    ),
    DataSet(
        "figures",
        _("What our doors do for people"),
        _(
            "Figures by month, of the whole town or of one service, door or language. Nobody can be found in them."
        ),
        (File(FIGURES_CSV, CSV_TYPE, "CSV"), File(FIGURES_JSON, JSON_TYPE, "JSON")),
        "https://www.w3.org/TR/tabular-data-model/",
        "MONTHLY",
    ),
)
"""Everything that the town gives away; what comes is a line here."""


@dataclass(frozen=True)
class CatalogueLayout:
    """Lays the catalogue out for one town."""

    site: str
    """Its address, without a slash at its end."""
    town: Town
    terms: Terms
    demo: bool

    def add(self, graph: Graph) -> None:
        """The whole catalogue."""
        whole = _("What this town gives away for programs to read: no personal data is in it.")
        title = {
            language: f"{said} · {self.town.name}"
            for language, said in self.terms.said(_("Open data")).items()
        }
        graph.add(
            f"{self.site}{DATA_SETS}#catalogue",
            "dcat:Catalog",
            {
                "dct:title": title,
                "dct:description": self._described(whole),
                **self._in_common(graph),
                "dct:license": self._licence(graph),
                "foaf:homepage": self._home(graph),
                "dcat:dataset": [self.add_set(graph, each) for each in OFFERED],
            },
        )

    def add_set(self, graph: Graph, data: DataSet) -> str:
        """One data set with its file."""
        name = f"{self.site}{DATA_SETS}#{data.code}"
        standard = graph.add(data.conforms_to, "dct:Standard", {})
        return graph.add(
            name,
            "dcat:Dataset",
            {
                "dct:identifier": name,
                "dct:title": self.terms.said(data.title),
                "dct:description": self._described(data.description),
                **self._in_common(graph),
                "dct:accessRights": self.terms.access(graph),
                "dct:accrualPeriodicity": self.terms.frequency(graph, data.frequency),
                "dct:conformsTo": standard,
                "dcat:contactPoint": self._contact(graph),
                "dcat:landingPage": self._home(graph),
                "dcat:theme": self.terms.theme(graph),
                "dcat:distribution": [
                    self._add_file(graph, name, data, file, standard) for file in data.files
                ],
            },
        )

    def _add_file(self, graph: Graph, name: str, data: DataSet, file: File, standard: str) -> str:
        ending = "" if file is data.files[0] else f"-{file.format.lower()}"
        return graph.add(
            f"{name}-file{ending}",
            "dcat:Distribution",
            {
                "dct:title": self.terms.said(data.title),
                "dcat:accessURL": f"{self.site}{file.address}",
                "dcat:downloadURL": f"{self.site}{file.address}",
                "dcat:mediaType": self.terms.media_type(graph, file.media_type),
                "dct:conformsTo": standard,
                "dct:format": self.terms.file_type(graph, file.format),
                "dct:language": self._languages(graph),
                "dct:license": self._licence(graph),
            },
        )

    def place(self, graph: Graph) -> str:
        """Where the town is: a name in a public list, or one of our own."""
        if self.town.open_data.place:
            return graph.add(self.town.open_data.place, "dct:Location", {})
        return graph.add(f"{self.site}{DATA_SETS}#place", "dct:Location", {"rdfs:label": self._name()})

    def _in_common(self, graph: Graph) -> Mapping[str, object]:
        return {
            "dct:publisher": self._publisher(graph),
            "dct:language": self._languages(graph),
            "dct:spatial": self.place(graph),
        }

    def _described(self, sentence: object) -> Words:
        """A description, which says it where the town is invented."""
        told = self.terms.said(sentence)
        if not self.demo:
            return told
        fictional, invented = (
            self.terms.said(_("Fictional town.")),
            self.terms.said(_("All data is invented.")),
        )
        return {
            language: f"{fictional[language]} {invented[language]} {said}" for language, said in told.items()
        }

    def _name(self) -> Words:
        return {self.town.languages[0]: self.town.name}

    def _publisher(self, graph: Graph) -> str:
        return graph.add(
            f"{self.site}{DATA_SETS}#town",
            "foaf:Agent",
            {
                "dct:identifier": self.site,
                "dct:title": self._name(),
                "foaf:name": self._name(),
                "dct:type": self.terms.level(graph, "municipality"),
            },
        )

    def _contact(self, graph: Graph) -> str:
        mail, phone = self.town.open_data.contact, self.town.phone
        return graph.add(
            f"{self.site}{DATA_SETS}#contact",
            ["vcard:Kind", "vcard:Organization"],
            {
                "vcard:fn": self._name(),
                "vcard:hasEmail": f"mailto:{mail}" if mail else "",
                "vcard:telephone": phone,
            },
        )

    def _home(self, graph: Graph) -> str:
        return graph.add(f"{self.site}{ROOT}", "foaf:Document", {})

    def _licence(self, graph: Graph) -> str:
        licence = self.town.open_data.licence
        return graph.add(licence, "dct:LicenseDocument", {}) if licence else ""

    def _languages(self, graph: Graph) -> list[str]:
        return [self.terms.language(graph, each) for each in self.town.languages]
