"""The published figures as files: JSON, and CSV with its metadata (https://www.w3.org/TR/tabular-metadata/).

A row is one figure of one month, of the whole town or of one service, door or language. Nothing is left out: what is
withheld has its row, without a number.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import lazy_gettext as _

from channels.opendata.terms import Terms
from channels.shared.open_data import FIGURES_CSV, SERVICE_NAME
from service.evidence import Published

COLUMNS = ("month", "service", "door", "language", "figure", "number")
CSV_TYPE = "text/csv"
JSON_TYPE = "application/json"

TITLES: Mapping[str, object] = {
    "month": _("Month"),
    "service": _("Service"),
    "door": _("Door"),
    "language": _("Language"),
    "figure": _("What is counted"),
    "number": _("Number"),
}
WITHHELD = _(
    "Without a number: withheld, since it is of fewer than ten people, or would give away a number that is. Other "
    "counts are rounded to the nearest five. Where no service, door and language is named, all are meant."
)


def as_csv(figures: Iterable[Published]) -> str:
    """Lines that end as RFC 4180 wants them, after a header."""
    written = io.StringIO()
    lines = csv.writer(written, lineterminator="\r\n")
    lines.writerow(COLUMNS)
    for each in figures:
        number = "" if each.number is None else each.number
        lines.writerow((each.month, each.service, each.door, each.language, each.what, number))
    return written.getvalue()


def as_json(figures: Iterable[Published], *, simulated: bool) -> dict[str, Any]:
    return {
        "simulated": simulated,
        "figures": [
            {
                "month": each.month,
                "service": each.service,
                "door": each.door,
                "language": each.language,
                "figure": each.what,
                "number": each.number,
            }
            for each in figures
        ],
    }


def metadata(site: str, terms: Terms, licence: str, *, simulated: bool) -> dict[str, Any]:
    """What the columns mean, for programs."""
    described = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": f"{site}{FIGURES_CSV}",
        "dc:title": _in_languages(terms, _("What our doors do for people")),
        "dc:description": _in_languages(terms, WITHHELD),
        "tableSchema": {
            "columns": [_column(name, site, terms) for name in COLUMNS],
            "primaryKey": list(COLUMNS[:-1]),
        },
        "dialect": {"header": True, "encoding": "utf-8", "lineTerminators": ["\r\n"]},
    }
    if licence:
        described["dc:license"] = {"@id": licence}
    if simulated:
        invented = _in_languages(terms, _("All data is invented."))
        described["notes"] = [{"@type": "oa:Annotation", "oa:bodyValue": invented}]
    return described


def _in_languages(terms: Terms, sentence: object) -> list[dict[str, str]]:
    """As CSV on the Web wants words of other vocabularies: it knows no maps by language there."""
    return [{"@value": words, "@language": language} for language, words in terms.said(sentence).items()]


def _column(name: str, site: str, terms: Terms) -> dict[str, Any]:
    """An empty cell is none: of no service, door and language in particular, or no number that may be known."""
    column: dict[str, Any] = {
        "name": name,
        "titles": [name],
        "dc:title": _in_languages(terms, TITLES[name]),
        "datatype": "string",
    }
    if name == "month":
        column["datatype"] = {"base": "gYearMonth", "format": "[0-9]{4}-(0[1-9]|1[0-2])"}
    if name in ("month", "figure"):
        column["required"] = True
    if name == "service":
        column["valueUrl"] = f"{site}{SERVICE_NAME}"
    if name == "number":
        column["datatype"] = {"base": "integer", "minimum": 0}
    return column
