"""Services' texts rewritten while they serve, in a demo: judged as at publishing, live where they are good.

Where an edit is kept is `definitions.edits`.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from service.definitions.edits import Edits, hash_of
from service.definitions.findings import Finding, has_error
from service.definitions.folder import SERVICE_FILE, Folder
from service.definitions.places import Lines, lines_in
from service.definitions.versions import Shelf

LARGEST_EDIT = 256 * 1024
"""Bytes of a text that is taken from a page; a longer one is edited as a file."""


class NoSuchText(LookupError):
    """No service of that code is served from a folder. Pages answer 404."""


@dataclass(frozen=True)
class Written:
    """A service as its owner wrote it, or as it was edited here since."""

    service: str
    file: str
    text: str
    name: str
    """Of this very text: who edits says which one was read."""
    revision: str
    """Of the service that is served now."""
    original: str
    """Of the file that it is, or that it was made from."""
    edited: bool
    lines: dict[str, Lines]
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Edited:
    """What came of an edit: `saved` and live, or refused by what `written.findings` say; never half of it."""

    saved: bool
    overwrote: bool
    """Somebody else's edit, which was not the text that this one was made from."""
    written: Written


@dataclass(frozen=True)
class Rewriting:
    shelf: Shelf
    edits: Edits

    def serves(self, service: str) -> str:
        """The revision of a service that is served; empty for one that is not."""
        definition = self.shelf.current(service)
        return definition.revision if definition is not None else ""

    def written(self, service: str) -> Written:
        """Raises NoSuchText."""
        folder = self._folder(service)
        return self._written(folder, self.shelf.judged(folder).findings)

    def edit(self, service: str, text: str, made_from: str) -> Edited:
        """Serve another text at all doors, where the loader has nothing against it; else all stays as it is.

        `made_from` names the text that was edited: the last edit wins, but is told what it replaced.
        Raises NoSuchText.
        """
        path, folder = self.shelf.path_of(service), self._folder(service)
        assert path is not None
        content = text.encode("utf-8", "surrogatepass")
        overwrote = made_from != hash_of(folder.files[SERVICE_FILE])
        if len(content) > LARGEST_EDIT:
            findings: tuple[Finding, ...] = (_too_long(folder),)
        else:
            findings = self.shelf.judged(_with(folder, content)).findings
        if has_error(findings):
            return Edited(False, overwrote, replace(self._written(folder, findings), text=text))
        self.edits.keep(path, content)
        found = [each for each in self.shelf.publish() if each.file == folder.named(SERVICE_FILE)]
        return Edited(True, overwrote, self._written(self._folder(service), (*findings, *found)))

    def drop_edits(self, service: str) -> Written:
        """Serve the file again as it stands in the configuration. Raises NoSuchText."""
        self._folder(service)
        self.edits.drop(service)
        self.shelf.publish()
        return self.written(service)

    def _folder(self, service: str) -> Folder:
        folder = self.shelf.folder_of(service)
        if folder is None or SERVICE_FILE not in folder.files:
            raise NoSuchText(service)
        return folder

    def _written(self, folder: Folder, findings: Iterable[Finding]) -> Written:
        path = self.shelf.path_of(folder.code)
        assert path is not None
        text = folder.files[SERVICE_FILE]
        original = b""
        with suppress(OSError):
            original = (path / SERVICE_FILE).read_bytes()
        return Written(
            service=folder.code,
            file=_short(path / SERVICE_FILE),
            text=text.decode("utf-8", "replace"),
            name=hash_of(text),
            revision=self.serves(folder.code),
            original=hash_of(original),
            edited=text != original,
            lines=lines_in(text),
            findings=tuple(findings),
        )


def _with(folder: Folder, text: bytes) -> Folder:
    return replace(folder, files={**folder.files, SERVICE_FILE: text})


def _too_long(folder: Folder) -> Finding:
    words = f"longer than {LARGEST_EDIT // 1024} kB: so long a text is edited as a file, not on a page"
    return Finding(folder.named(SERVICE_FILE), 1, 1, words)


def _short(file: Path) -> str:
    """The end of a path, by which an owner knows it: `config/services/street-problem/service.yaml`."""
    return "/".join(file.parts[-4:])
