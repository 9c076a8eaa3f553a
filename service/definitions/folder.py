"""A service folder in memory: `service.yaml`, its tables and its translations, bounded, and hashed as a whole."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from service.definitions.findings import Finding

SERVICE_FILE = "service.yaml"
SUFFIXES = frozenset({".yaml", ".csv", ".po"})
LARGEST = 2 * 1024 * 1024
"""Bytes of a whole folder; the largest service we know has a fortieth of it."""


@dataclass(frozen=True)
class Folder:
    code: str
    """The folder's name, which is the service's code."""
    files: Mapping[str, bytes]
    shown_as: str = field(default="", compare=False)
    """Where the folder stands, for findings."""
    findings: tuple[Finding, ...] = field(default=(), compare=False)
    """What could not be read at all."""

    @property
    def revision(self) -> str:
        """The hash of all that is written: changes with every word."""
        digest = hashlib.sha256()
        for name, content in sorted(self.files.items()):
            for piece in (name.encode(), content):
                digest.update(len(piece).to_bytes(8, "big"))
                digest.update(piece)
        return digest.hexdigest()

    def named(self, file: str) -> str:
        """A file's name as findings show it."""
        return f"{self.shown_as or f'config/services/{self.code}'}/{file}"


def read_folder(path: Path) -> Folder:
    """Never raises: what cannot be read is a finding."""
    files: dict[str, bytes] = {}
    findings: list[Finding] = []
    left = LARGEST
    for file in sorted(path.iterdir()) if path.is_dir() else []:
        if file.suffix == ".yml":
            findings.append(Finding(str(file), 1, 1, f"rename this file to `{file.stem}.yaml`"))
        if file.suffix not in SUFFIXES or not file.is_file():
            continue
        try:
            with file.open("rb") as opened:
                content = opened.read(left + 1)
        except OSError as error:
            findings.append(Finding(str(file), 1, 1, f"cannot be read ({error.strerror})"))
            continue
        if len(content) > left:
            findings.append(
                Finding(str(file), 1, 1, "the folder holds more than 2 MB: make its tables smaller")
            )
            break
        left -= len(content)
        files[file.name] = content
    return Folder(path.name, files, str(path), tuple(findings))
