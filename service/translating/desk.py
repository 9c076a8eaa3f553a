"""The translator's desk: every catalogue of a configuration folder, with the sentences that belong into it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from service.definitions.findings import Finding
from service.definitions.folder import SERVICE_FILE, read_folder
from service.town import read_town
from service.translating.catalogues import renewed, template
from service.translating.checking import checked
from service.translating.gathering import Sentence, of_code, of_service, of_town

OWN = "translations"
"""The folder for the words of the core, the doors and the town."""


@dataclass(frozen=True)
class Group:
    """Sentences that share their catalogues."""

    folder: Path
    name: str
    """Of the template: `street-problem`."""
    sentences: tuple[Sentence, ...]

    def file(self, language: str) -> Path:
        return self.folder / f"{language}.po"


def groups(config: Path, code: Sequence[Path]) -> Iterator[Group]:
    """The town's own words, then each service. `code` are the folders of the program. Raises ValueError."""
    own = (*of_code(code), *of_town(config / "town.toml"))
    yield Group(config / OWN, "nowrongdoor", own)
    for file in sorted((config / "services").glob(f"*/{SERVICE_FILE}")):
        yield Group(file.parent, file.parent.name, tuple(of_service(read_folder(file.parent))))


def languages(config: Path) -> tuple[str, ...]:
    """Those into which is translated: all but the first, in which the services are written."""
    return read_town(config / "town.toml").languages[1:]


def extract(config: Path, code: Sequence[Path], target: Path) -> list[Path]:
    """Write the templates into a folder."""
    target.mkdir(parents=True, exist_ok=True)
    files = []
    for group in groups(config, code):
        file = target / f"{group.name}.pot"
        file.write_bytes(template(group.sentences))
        files.append(file)
    return files


def update(config: Path, code: Sequence[Path]) -> list[Path]:
    """Bring every catalogue up to date; the files that changed."""
    changed = []
    for group in groups(config, code):
        group.folder.mkdir(parents=True, exist_ok=True)
        for language in languages(config):
            file = group.file(language)
            before = file.read_bytes() if file.exists() else b""
            after = renewed(before, str(file), language, group.sentences)
            if after != before:
                file.write_bytes(after)
                changed.append(file)
    return changed


def check(config: Path, code: Sequence[Path]) -> list[Finding]:
    """Everything that keeps somebody from reading the town in their language."""
    found: list[Finding] = []
    for group in groups(config, code):
        for language in languages(config):
            file = group.file(language)
            content = file.read_bytes() if file.exists() else b""
            found += checked(content, str(file), language, group.sentences)
    return found
