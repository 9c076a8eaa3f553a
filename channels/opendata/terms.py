"""The code lists by which programs compare towns: those of the European Union and of ADMS, and our own where they have
none that fits.

Each value that is used is said to be one (`skos:Concept`) in the document itself: whoever checks it looks nothing up.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from babel import Locale, numbers
from flask_babel import force_locale
from flask_babel import lazy_gettext as _

from channels.opendata.graph import Graph
from service.descriptions import Words

AUTHORITY = "http://publications.europa.eu/resource/authority"
PUBLISHERS = "http://purl.org/adms/publishertype"
MEDIA_TYPES = "http://www.iana.org/assignments/media-types/"
TWO_LETTERS = "http://id.loc.gov/vocabulary/iso639-1"

LANGUAGES = {
    "ar": "ARA",
    "bg": "BUL",
    "cs": "CES",
    "da": "DAN",
    "de": "DEU",
    "el": "ELL",
    "en": "ENG",
    "es": "SPA",
    "et": "EST",
    "fi": "FIN",
    "fr": "FRA",
    "ga": "GLE",
    "hr": "HRV",
    "hu": "HUN",
    "it": "ITA",
    "lt": "LIT",
    "lv": "LAV",
    "mt": "MLT",
    "nl": "NLD",
    "pl": "POL",
    "pt": "POR",
    "ro": "RON",
    "ru": "RUS",
    "sk": "SLK",
    "sl": "SLV",
    "sv": "SWE",
    "tr": "TUR",
    "uk": "UKR",
}
"""The EU's names of languages; any other of two letters has one at the Library of Congress."""

LEVELS = {
    "municipality": ("LocalAuthority", _("Local authority")),
    "region": ("RegionalAuthority", _("Regional authority")),
    "country": ("NationalAuthority", _("National authority")),
}
AUDIENCES: dict[str, object] = {"citizen": _("Citizens"), "business": _("Businesses")}
STATES = {"open": _("Open"), "closed": _("Closed")}
FREQUENCIES = {"UPDATE_CONT": _("At every change"), "MONTHLY": _("Every month")}


@dataclass(frozen=True)
class Terms:
    """Puts values of code lists into a graph. `own` is the address of the document that says what our own mean."""

    languages: tuple[str, ...]
    own: str

    def said(self, sentence: object) -> Words:
        """A sentence of ours in every language of the town."""
        told = {}
        for language in self.languages:
            with force_locale(language):
                told[language] = str(sentence)
        return told

    def language(self, graph: Graph, code: str) -> str:
        names = {each: Locale.parse(code).get_display_name(each) or code for each in self.languages}
        known = LANGUAGES.get(code)
        scheme = f"{AUTHORITY}/language" if known else TWO_LETTERS
        return self._concept(graph, f"{scheme}/{known or code}", scheme, names, "dct:LinguisticSystem")

    def currency(self, graph: Graph, code: str) -> str:
        names = {each: numbers.get_currency_name(code, locale=each) for each in self.languages}
        return self._concept(graph, f"{AUTHORITY}/currency/{code}", f"{AUTHORITY}/currency", names)

    def level(self, graph: Graph, level: str) -> str:
        """Of which government an office is; empty where that is not known."""
        if level not in LEVELS:
            return ""
        code, name = LEVELS[level]
        return self._concept(graph, f"{PUBLISHERS}/{code}", f"{PUBLISHERS}/1.0", self.said(name))

    def frequency(self, graph: Graph, code: str) -> str:
        scheme, name = f"{AUTHORITY}/frequency", self.said(FREQUENCIES[code])
        return self._concept(graph, f"{scheme}/{code}", scheme, name, "dct:Frequency")

    def access(self, graph: Graph) -> str:
        scheme, name = f"{AUTHORITY}/access-right", self.said(_("Public"))
        return self._concept(graph, f"{scheme}/PUBLIC", scheme, name, "dct:RightsStatement")

    def theme(self, graph: Graph) -> str:
        scheme = f"{AUTHORITY}/data-theme"
        return self._concept(graph, f"{scheme}/GOVE", scheme, self.said(_("Government and public sector")))

    def file_type(self, graph: Graph, code: str) -> str:
        scheme, names = f"{AUTHORITY}/file-type", dict.fromkeys(self.languages[:1], code.replace("_", "-"))
        return self._concept(graph, f"{scheme}/{code}", scheme, names, "dct:MediaTypeOrExtent")

    def media_type(self, graph: Graph, name: str) -> str:
        return graph.add(f"{MEDIA_TYPES}{name}", "dct:MediaType", {})

    def audience(self, graph: Graph, code: str) -> str:
        return self._of_ours(graph, "audience", _("For whom a service is"), code, AUDIENCES[code])

    def state(self, graph: Graph, code: str) -> str:
        return self._of_ours(graph, "state", _("Whether a service can be used"), code, STATES[code])

    def door(self, graph: Graph, code: str, label: Words) -> str:
        return self._of_ours(graph, "door", _("Ways to use a service"), code, label)

    def _of_ours(self, graph: Graph, scheme: str, title: object, code: str, label: object) -> str:
        names = label if isinstance(label, Mapping) else self.said(label)
        whole = graph.add(f"{self.own}#{scheme}", "skos:ConceptScheme", {"dct:title": self.said(title)})
        return self._concept(graph, f"{self.own}#{scheme}-{code}", whole, names)

    def _concept(self, graph: Graph, name: str, scheme: str, label: Words, kind: str = "") -> str:
        kinds = [kind, "skos:Concept"] if kind else "skos:Concept"
        return graph.add(name, kinds, {"skos:prefLabel": label, "skos:inScheme": scheme})
