"""Surveying: service folders looked at as this town would publish them, without opening the town.

What is wrong with them, and the rooms in which people would go through them. Nothing here serves anybody.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from babel.support import NullTranslations

from service.assembly import calendars_of, catalogues, interviewing, noticing, registers, wordings
from service.clock import day_in, now
from service.definitions.calendars import read_calendars
from service.definitions.checking.outline import questions_of
from service.definitions.findings import Finding
from service.definitions.folder import read_folder
from service.definitions.loading import Loaded, between, load
from service.definitions.versions import Shelf
from service.drafts import Drafts
from service.indicators import read_indicators
from service.messages import Capabilities
from service.prompts import Prompts
from service.reach import Reach
from service.store.database import open_database
from service.town import Town, read_town
from service.vault import Vault
from service.ways.verdicts import tried


@dataclass(frozen=True)
class Survey:
    """Service folders as this town would publish them, and how people would get through: without opening the town."""

    town: Town
    loaded: tuple[Loaded, ...]
    findings: tuple[Finding, ...]
    reach: Reach
    catalogues: Mapping[str, NullTranslations]

    def about(self, loaded: Loaded, path: str, words: str) -> Finding:
        """A warning about the question at a path, where its owner reads it."""
        assert loaded.definition is not None
        code = path.rpartition("/")[2]
        places = (
            place for place, question, _ in questions_of(loaded.definition.model) if question.code == code
        )
        return loaded.marks.at(next(places, ()), f"`{code}`: {words}", "warning")


@contextmanager
def surveyed(
    config: Path,
    folders: Sequence[Path],
    reserved: frozenset[str],
    doors: Mapping[str, Capabilities],
    links_lead_to: str = "",
) -> Iterator[Survey]:
    """Nothing is stored: the store that the rooms are given is never written, and gone afterwards."""
    town, today, known = read_town(config / "town.toml"), day_in("UTC", now()), registers(config)
    known["calendars"] = calendars_of(config, town, now)
    calendars = read_calendars(config, town.offices, town.timezone).findings
    loaded = tuple(tried(load(read_folder(path), town, reserved), today, known) for path in folders)
    indicators = read_indicators(config, town.languages).findings
    findings = (
        *calendars,
        *indicators,
        *(finding for each in loaded for finding in each.findings),
        *between(loaded),
    )
    prompts = Prompts(town, wordings(town, config), known, doors, now, links_lead_to)
    with TemporaryDirectory(prefix="nowrongdoor-") as nowhere:
        database = open_database(f"sqlite:///{nowhere}/store.db")
        shelf = Shelf(config / "services", database, now, order=town.services)
        drafts = Drafts(
            database, Vault({"survey": secrets.token_bytes(32)}, "survey"), shelf, now, town.timezone
        )
        reach = Reach(*interviewing(prompts, drafts, noticing(drafts, frozenset())))
        try:
            yield Survey(town, loaded, findings, reach, catalogues(prompts))
        finally:
            database.close()
