"""From a service folder to a definition, or to everything that has to be mended first.

Strict: a definition is only given where no error was found. All errors are found at once, in the order of the
file. What journeys can come to (questions never asked, ways without an end) is judged by `service.ways`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from service.definitions.checking.facts import check_facts
from service.definitions.checking.outline import Outline, outlined
from service.definitions.checking.questions import check_questions
from service.definitions.checking.rules import check_rules
from service.definitions.checking.settings import Town, check_settings
from service.definitions.checking.spoken import reserved_words, shared_words
from service.definitions.checking.structure import check_structure
from service.definitions.checking.texts import check_texts
from service.definitions.checking.workflow import check_workflow
from service.definitions.definition import Definition, built, listed, texts_of
from service.definitions.findings import Finding, Marks, Severity, has_error, in_order
from service.definitions.folder import SERVICE_FILE, Folder, read_folder
from service.definitions.meaning import version_of
from service.definitions.model import Service
from service.definitions.shape import shaped
from service.definitions.tables import Sheet, read_table
from service.definitions.translation import in_translation, translations_of
from service.definitions.yaml_reading import read_yaml

__all__ = ["Finding", "Folder", "Loaded", "Severity", "Town", "between", "load", "read_folder"]


@dataclass(frozen=True)
class Loaded:
    """What came of a folder. `definition` is None where a finding is an error."""

    folder: Folder
    definition: Definition | None
    findings: tuple[Finding, ...]
    marks: Marks
    """Where things stand in `service.yaml`, for those who find out more."""


def load(
    folder: Folder,
    town: Town | None = None,
    reserved: Collection[str] = (),
    providers: Collection[str] = (),
) -> Loaded:
    """Never raises, whatever the folder holds. Without a town, what depends on it is not judged.

    `reserved` are words that no keyword may be (lines and carriers keep them); `providers` prove identity.
    """
    findings = list(folder.findings)
    file = folder.named(SERVICE_FILE)
    if SERVICE_FILE not in folder.files:
        findings.append(
            Finding(file, 1, 1, f"the folder has no `{SERVICE_FILE}`: write one, or remove the folder")
        )
        return Loaded(folder, None, in_order(findings), Marks(file))
    written = read_yaml(folder.files[SERVICE_FILE], file)
    findings += written.findings
    if written.content is None:
        return Loaded(folder, None, in_order(findings), written.marks)
    shape = shaped(written.content, written.marks, folder.code)
    findings += shape.findings
    sheets = {
        name: read_table(content, folder.named(name))
        for name, content in sorted(folder.files.items())
        if name.endswith(".csv")
    }
    findings += [finding for sheet in sheets.values() for finding in sheet.findings]
    if shape.model is None:
        return Loaded(folder, None, in_order(findings), written.marks)
    outline = outlined(shape.model, written.marks, shape, sheets)
    _check(outline, folder)
    check_settings(outline, town, reserved, providers)
    findings += outline.findings
    definition, found = _built(shape.model, sheets, folder, town, has_error(findings))
    findings += found
    if definition is not None:
        findings += reserved_words(definition.translations, folder, reserved)
        findings += shared_words(definition, folder)
    return Loaded(folder, None if has_error(findings) else definition, in_order(findings), written.marks)


def _check(outline: Outline, folder: Folder) -> None:
    model = outline.model
    if model.service != folder.code:
        words = f"`service` must be the name of its folder, `{folder.code}`, not `{model.service}`"
        outline.error(("service",), words)
    check_structure(outline)
    check_facts(outline)
    check_questions(outline)
    check_rules(outline)
    check_workflow(outline)
    check_texts(outline)
    if not has_error([*outline.shape.findings, *outline.findings]):
        for name in sorted(set(outline.sheets) - outline.used):
            words = f"nothing in `{SERVICE_FILE}` uses this table: remove it, or name it there"
            outline.findings.append(outline.sheets[name].marks.at((), words, "warning"))


def _built(
    model: Service, sheets: Mapping[str, Sheet], folder: Folder, town: Town | None, broken: bool
) -> tuple[Definition | None, list[Finding]]:
    shown = {name: folder.named(name) for name in folder.files}
    languages = tuple(town.languages) if town is not None else ()
    translations, findings = translations_of(folder.files, dict(texts_of(model)), shown, languages)
    if broken:  # a text that seems to be gone may stand in the question that could not be read
        return None, [finding for finding in findings if finding.severity == "error"]
    tables = {name: sheet.rows for name, sheet in sheets.items()}
    version = version_of(model, tables)
    return built(model, version, folder.revision, tables, translations), findings


def between(services: Iterable[Loaded]) -> list[Finding]:
    """What is wrong only with several services beside each other: a keyword that would begin two of them."""
    findings: list[Finding] = []
    owner: dict[str, str] = {}
    for loaded in services:
        for place, keyword, language in _keywords(loaded):
            other = owner.setdefault(keyword.casefold(), loaded.folder.code)
            if other != loaded.folder.code:
                words = f"`{keyword}` begins `{other}` already: choose another keyword"
                findings.append(
                    in_translation(loaded.folder, language, place, words)
                    if language
                    else loaded.marks.at(("keywords", int(place.rpartition(".")[2])), words)
                )
    return findings


def _keywords(loaded: Loaded) -> Iterator[tuple[str, str, str]]:
    """Each keyword with its place and the language of its translation, empty for the YAML's own."""
    definition = loaded.definition
    if definition is None:
        return
    for number, keyword in enumerate(definition.model.keywords):
        place = f"keywords.{number}"
        yield place, keyword, ""
        for language, texts in definition.translations.items():
            yield from ((place, each, language) for each in listed(texts.get(place, "")))
