"""What the kiosk can say, gathered from the town and its door, and read out ahead.

Knows the core and the kiosk; how sounds are made and kept is the kiosk's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from babel.support import NullTranslations

from channels.kiosk.aloud import prepared_in, recordings_of
from channels.kiosk.person import CAPABILITIES, NAME
from channels.kiosk.prepared import Prepared, Script, Spoken
from channels.kiosk.recordings import Recordings
from channels.kiosk.script import kiosk_script
from channels.kiosk.speech import NoVoice, Voice
from channels.settings import Settings
from channels.shared.words import speaking
from service.assembly import Core
from service.definitions.definition import Definition
from service.messages import ServiceSummary, Visitor
from service.translating.script import script


def script_of(core: Core, settings: Settings) -> dict[Spoken, str]:
    """Everything that the kiosk of this town can say, as a sound is asked for; and as it stands on the screen."""
    definitions = tuple(core.operations.shelf.services())
    written: dict[Spoken, str] = {}
    for language in core.town.languages:
        services = core.front_office.services(Visitor(NAME, language, CAPABILITIES))
        written |= written_in(settings.config, language, definitions, services, core.catalogues)
    return written


def written_in(
    config: Path,
    language: str,
    definitions: Iterable[Definition],
    services: Iterable[ServiceSummary],
    catalogues: Mapping[str, NullTranslations],
) -> dict[Spoken, str]:
    """The same in one language, of a town that need not be open."""
    town = script(definitions, catalogues[language], config / "town.toml", language)
    with speaking(catalogues, language):
        said = kiosk_script(town, services, language)
    return {(language, asked): shown for asked, shown in said.items()}


@dataclass(frozen=True)
class ReadingOut:
    """What there is to read out in one place: all that has no recording, in the languages that the voice speaks."""

    prepared: Prepared
    recordings: Recordings
    voice: Voice
    script: Mapping[Spoken, str]
    _failed: set[Spoken] = field(default_factory=set, init=False, repr=False)

    @property
    def wanted(self) -> Script:
        """By the machine."""
        return frozenset(
            each
            for each in self.script
            if each[0] in self.voice.languages and each not in self.recordings.by_words
        )

    def missing(self) -> list[Spoken]:
        """What has no sound yet, but for what the voice could not say."""
        return self.prepared.missing(self.wanted - self._failed, self.voice.name)

    def go_on(self, most: int | None = None, at_once: int = 1) -> Iterator[Spoken]:
        """Read out what is missing, `most` sentences at most; each is told when it is done with."""
        with ThreadPoolExecutor(at_once) as pool:
            yield from pool.map(self._read_out, self.missing()[:most])

    def _read_out(self, spoken: Spoken) -> Spoken:
        try:
            self.prepared.put(spoken, self.voice.say(*spoken))
        except NoVoice:
            self._failed.add(spoken)
        return spoken

    @property
    def failed(self) -> int:
        """How many sentences the voice could not say."""
        return len(self._failed)

    def forget_others(self) -> int:
        return self.prepared.forget_others(self.wanted)


def reading_out(core: Core, settings: Settings) -> ReadingOut:
    """Raises NoVoice where nothing here reads out."""
    voice = Voice(frozenset)
    if not voice.languages:
        raise NoVoice
    return ReadingOut(prepared_in(settings), recordings_of(settings), voice, script_of(core, settings))
