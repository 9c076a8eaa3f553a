"""Backups: the store and the town's configuration in one file, without the keys that open it; and back again.

A backup that is found by a stranger says nothing about anybody, since all that is personal is sealed. The keys are
written to a file of their own, to be kept elsewhere.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tarfile
import tempfile
from dataclasses import asdict, dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from service.key_files import FOLDER, MASTER, kept_secret, write_secret
from service.store.copies import copy, is_sound
from service.store.database import Database
from service.store.schema import NEWEST

MANIFEST, STORE, CONFIG = "manifest.json", "town.db", "config"


class Unsound(ValueError):
    """It is no backup of ours, or not as it was written."""


@dataclass(frozen=True)
class Manifest:
    release: str
    migration: str
    at: str
    files: dict[str, str]
    """The SHA-256 of each file by its path."""


def back_up(database: Database, config: Path, target: Path, at: datetime) -> Manifest:
    """Write a backup, whole or not at all. Raises ValueError where the store or the place does not allow it."""
    if target.exists():
        raise ValueError(f"{target} is there already: a backup replaces nothing")
    if not target.parent.is_dir():
        raise ValueError(f"There is no folder {target.parent}")
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=target.parent) as name:
        store = Path(name) / STORE
        copy(database, store)
        shutil.copytree(config, Path(name) / CONFIG)
        manifest = Manifest(
            version("nowrongdoor"), NEWEST, at.isoformat(timespec="seconds"), _hashes(Path(name))
        )
        (Path(name) / MANIFEST).write_text(json.dumps(asdict(manifest), indent=2) + "\n", "utf-8")
        made = Path(name) / "made.tar.gz"
        with tarfile.open(made, "w:gz") as archive:
            archive.add(Path(name) / MANIFEST, MANIFEST)
            archive.add(store, STORE)
            archive.add(Path(name) / CONFIG, CONFIG)
        made.chmod(0o600)
        with made.open("rb") as written:
            os.fsync(written.fileno())
        made.rename(target)
    return manifest


def write_keys(data: Path, secret_key: str, target: Path) -> None:
    """The master keys, readable by their owner only. Whoever has them and a backup can read everything."""
    if target.exists():
        raise ValueError(f"{target} is there already: keys replace nothing")
    write_secret(target, secret_key or kept_secret(data, MASTER))


def restore(file: Path, keys: Path, data: Path, config: Path | None) -> Manifest:
    """Put a backup into an empty data folder, and its configuration into another where that is wanted.

    Raises Unsound, and ValueError where something is in the way: nothing is ever replaced.
    """
    for folder in filter(None, (data, config)):
        if folder.exists() and any(folder.iterdir()):
            raise ValueError(f"{folder} is not empty: a backup is restored into an empty folder")
    secret = keys.read_text("ascii").strip()
    data.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=data.parent) as name:
        made = Path(name)
        manifest = _unpacked(file, made)
        if _hashes(made) != manifest.files or not is_sound(made / STORE):
            raise Unsound(f"{file} is not as it was written: take another backup")
        data.mkdir(parents=True, exist_ok=True)
        (data / FOLDER).mkdir(mode=0o700)
        write_secret(data / FOLDER / MASTER, secret)
        (made / STORE).rename(data / STORE)
        if config is not None:
            config.parent.mkdir(parents=True, exist_ok=True)
            if config.exists():
                config.rmdir()
            (made / CONFIG).rename(config)
    return manifest


def _unpacked(file: Path, folder: Path) -> Manifest:
    try:
        with tarfile.open(file, "r:gz") as archive:
            archive.extractall(folder, filter="data")
        return Manifest(**json.loads((folder / MANIFEST).read_text("utf-8")))
    except (tarfile.TarError, OSError, EOFError, ValueError, TypeError) as error:
        raise Unsound(f"{file} is no backup of a town: {type(error).__name__}") from error


def _hashes(folder: Path) -> dict[str, str]:
    """Of all that a backup holds but the manifest."""
    files = [file for file in sorted(folder.rglob("*")) if file.is_file() and file.name != MANIFEST]
    return {file.relative_to(folder).as_posix(): _sha256(file) for file in files}


def _sha256(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
