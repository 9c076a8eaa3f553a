"""Looking at services without opening the town: what is wrong with them, how far they reach and what a turn costs.

Knows the doors by what they carry, and lays out what people would be told; what the figures are is `reach`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from channels.app import RESERVED, capabilities_of
from channels.kiosk.aloud import recordings_of
from channels.kiosk.person import CAPABILITIES as KIOSK_CAPABILITIES
from channels.kiosk.person import NAME as KIOSK
from channels.kiosk.prepared import Spoken
from channels.reach.measuring import is_wordy, measured, too_long
from channels.reach.showing import Report
from channels.settings import Settings
from channels.shared.pdf import missing
from channels.shared.words import speaking
from channels.sms.door import NAME as TEXT
from channels.sms.door import network
from channels.voicing import written_in
from channels.web.house import LINK
from service.definitions.definition import Definition
from service.definitions.findings import Finding, in_order
from service.messages import Line, Visitor
from service.survey import Survey, surveyed
from service.town import Town

LINE = Line("tel:+32470000001", "tel:+32460000000")
"""Whose telephone the rehearsals are made with: a line may tell a number by itself."""


def checked(settings: Settings, folders: Sequence[Path]) -> list[Finding]:
    """What there is to say about service folders of this town, prompts that cost too much by text included."""
    with _survey(settings, folders) as survey:
        found = list(survey.findings)
        for loaded in survey.loaded:
            if loaded.definition is None:
                continue
            for visitor in _visitors(settings, survey.town, [TEXT]):
                courses = survey.reach.courses(loaded.definition, visitor)
                for path, words in too_long(
                    courses, visitor.language, network(settings.twilio).limits
                ).items():
                    found.append(survey.about(loaded, path, words))
        return [*in_order(found), *_unmade(survey)]


def _unmade(survey: Survey) -> list[Finding]:
    """Services with letters, where this machine can make none: their officers could not decide."""
    with_letters = [
        loaded
        for loaded in survey.loaded
        if loaded.definition is not None
        and loaded.definition.model.workflow is not None
        and loaded.definition.model.workflow.writes_letters
    ]
    lacks = missing() if with_letters else ""
    return [loaded.marks.at_key(("workflow",), lacks, "warning") for loaded in with_letters if lacks]


def spoken(settings: Settings, folders: Sequence[Path]) -> list[Finding]:
    """What there is to say about the voices of this town: recordings, and who has listened to the machine's."""
    recordings = recordings_of(settings)
    with _survey(settings, folders) as survey:
        town, definitions = survey.town, [each.definition for each in survey.loaded if each.definition]
        faults = list(recordings.faults)
        if recordings.by_words:
            faults += recordings.unsaid(frozenset(_script(settings, survey, definitions)))
        file = str(settings.config / "town.toml")
        unheard = [
            Finding(
                file, 1, 1, f"no listener has approved how `{each}` is spoken: [voices.{each}]", "warning"
            )
            for each in town.languages
            if each not in town.voices
        ]
    return [*(Finding(str(each.file), each.line, 1, each.words, each.severity) for each in faults), *unheard]


def _script(settings: Settings, survey: Survey, definitions: Sequence[Definition]) -> Iterator[Spoken]:
    for language in survey.town.languages:
        visitor = Visitor(KIOSK, language, KIOSK_CAPABILITIES)
        services = [survey.reach.menus.catalogue.summary(each, visitor) for each in definitions]
        yield from written_in(settings.config, language, definitions, services, survey.catalogues)


def reach(settings: Settings, folders: Sequence[Path]) -> Report:
    """Where these services can be taken to their end, and what it takes. Raises ValueError where one is broken."""
    with _survey(settings, folders) as survey:
        town = survey.town
        broken = [str(each) for each in survey.findings if each.severity == "error"]
        if broken:
            raise ValueError("\n".join(["Mend this first:", *broken]))
        doors = [each for each in town.addresses if each.door in capabilities_of(settings)]
        table = [
            measured(
                loaded.definition.code,
                loaded.definition.text("title", town.language),
                visitor,
                survey.reach.courses(loaded.definition, visitor),
                network(settings.twilio).limits,
                town.prices,
            )
            for loaded in survey.loaded
            if loaded.definition is not None
            for visitor in _visitors(settings, town, [each.door for each in doors])
        ]
    return Report(
        town=town.name,
        currency=town.currency,
        priced=town.prices is not None,
        doors=tuple((each.door, each.label) for each in doors),
        languages=town.languages,
        table=tuple(table),
    )


@contextmanager
def _survey(settings: Settings, folders: Sequence[Path]) -> Iterator[Survey]:
    with (
        surveyed(
            settings.config, folders, RESERVED, capabilities_of(settings), f"{settings.public_url}{LINK}"
        ) as survey,
        speaking(survey.catalogues, survey.town.language),
    ):
        yield survey


def _visitors(settings: Settings, town: Town, doors: Sequence[str]) -> list[Visitor]:
    """One person at each of the doors, in each language."""
    carried = capabilities_of(settings)
    return [
        Visitor(door, language, carried[door], LINE if is_wordy(carried[door]) else None)
        for door in doors
        for language in town.languages
    ]
