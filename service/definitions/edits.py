"""Edits tried out in a rehearsal: kept in the data folder, never written into the configuration.

An edit holds for the very file it was made from: its name is that file's hash. Where the file has changed since,
the edit is dropped, so that nobody looks at a text which is neither the file nor an edit of it.
"""

from __future__ import annotations

import hashlib
import secrets
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from service.definitions.folder import SERVICE_FILE, Folder, read_folder


def hash_of(text: bytes) -> str:
    """A short name for what is written."""
    return hashlib.sha256(text).hexdigest()[:16]


@dataclass(frozen=True)
class Edits:
    """One text at most for each service: `<folder>/<service>/<hash of the file it was made from>.yaml`."""

    folder: Path

    def read(self, path: Path) -> Folder:
        """A service folder with its `service.yaml` as edited; as it stands where there is no edit of it."""
        folder = read_folder(path)
        edited = self._kept(folder)
        if edited is None:
            return folder
        return replace(
            folder,
            files={**folder.files, SERVICE_FILE: edited},
            shown_as=f"{folder.shown_as} (as edited in this demo)",
        )

    def keep(self, path: Path, text: bytes) -> None:
        """Replaces an earlier edit whole or not at all. The file's own text is no edit."""
        original = read_folder(path).files.get(SERVICE_FILE, b"")
        if text == original:
            self.drop(path.name)
            return
        home = self.folder / path.name
        home.mkdir(parents=True, exist_ok=True)
        made = home / f".{secrets.token_hex(8)}"
        made.write_bytes(text)
        made.replace(home / f"{hash_of(original)}.yaml")

    def drop(self, service: str) -> None:
        for file in (self.folder / service).glob("*.yaml"):
            file.unlink(missing_ok=True)

    def _kept(self, folder: Folder) -> bytes | None:
        original = folder.files.get(SERVICE_FILE)
        if original is None or not (self.folder / folder.code).is_dir():
            return None
        wanted = self.folder / folder.code / f"{hash_of(original)}.yaml"
        for file in wanted.parent.glob("*.yaml"):
            if file != wanted:
                file.unlink(missing_ok=True)
        with suppress(OSError):
            return wanted.read_bytes()
        return None
