"""Bundles: what an outpost needs to be the same town, in one signed and versioned piece.

The definitions as they are served (the last good ones), the town, its registers, translations and recorded voices.
What a machine reads out is not in it: an outpost's own machine does that. A bundle is unpacked whole into a folder of
its own and never changed there, so nobody runs a half of one.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

FOLDERS = (
    ("registers", ("*.csv",)),
    ("translations", ("*.po",)),
    ("recordings", ("*/*.csv", "*/*.wav", "*/*.ogg", "*/*.opus", "*/*.mp3")),
)
"""What is taken along beside the services and the town."""
MOST_BYTES = 64 * 1024 * 1024


class Forged(ValueError):
    """It is not what the hub signed for this outpost."""


@dataclass(frozen=True)
class Bundle:
    files: Mapping[str, bytes]
    """By their path below the configuration folder."""
    site: Mapping[str, Any]
    """What the outpost's door must know of the town's site, such as its address."""

    @cached_property
    def version(self) -> str:
        """The hash of all that is in it."""
        return hashlib.sha256(self.packed).hexdigest()

    @cached_property
    def packed(self) -> bytes:
        files = {
            name: base64.b64encode(content).decode("ascii") for name, content in sorted(self.files.items())
        }
        return json.dumps({"files": files, "site": dict(self.site)}, sort_keys=True).encode()


def gathered(config: Path, services: Mapping[str, Mapping[str, bytes]], site: Mapping[str, Any]) -> Bundle:
    """A town's bundle; `services` are the folders that it serves, by code."""
    files = {file.relative_to(config).as_posix(): file.read_bytes() for file in _taken_along(config)}
    for code, folder_files in services.items():
        files |= {f"services/{code}/{name}": content for name, content in folder_files.items()}
    return Bundle(files, site)


def changes(config: Path) -> tuple[tuple[str, int, int], ...]:
    """What is taken along from a configuration, by path, moment and size: another where something was changed."""
    found = [(file, file.stat()) for file in _taken_along(config)]
    return tuple((str(file), stat.st_mtime_ns, stat.st_size) for file, stat in found)


def _taken_along(config: Path) -> list[Path]:
    patterns = [f"{folder}/{pattern}" for folder, patterns in FOLDERS for pattern in patterns]
    return [config / "town.toml", *(file for each in patterns for file in sorted(config.glob(each)))]


def signature(packed: bytes, key: str) -> str:
    """That whoever knows an outpost's key has made it (HMAC-SHA256, RFC 2104)."""
    return hmac.new(key.encode(), b"bundle\0" + packed, hashlib.sha256).hexdigest()


def opened(packed: bytes, signed: str, key: str) -> Bundle:
    """Raises Forged for what was not signed with the key, or would be unpacked elsewhere than below its folder."""
    if not hmac.compare_digest(signature(packed, key), signed):
        raise Forged("the signature is not the hub's")
    try:
        read = json.loads(packed)
        files = {name: base64.b64decode(content, validate=True) for name, content in read["files"].items()}
        bundle = Bundle(files, read["site"])
    except (ValueError, KeyError, TypeError, AttributeError, binascii.Error) as error:
        raise Forged("it is not a bundle of this release") from error
    for name in bundle.files:
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts:
            raise Forged("a file would stand outside of its folder")
    return bundle


@dataclass(frozen=True)
class Installed:
    """The bundles on an outpost's disk: `bundle.json` and its signature, unpacked into `<version>/`."""

    folder: Path
    key: str

    def current(self) -> tuple[str, Path, Mapping[str, Any]] | None:
        """Version, configuration folder and what is said of the site; None before the first.

        Raises Forged where somebody has changed what the hub had signed.
        """
        try:
            packed = (self.folder / "bundle.json").read_bytes()
            signed = (self.folder / "bundle.signature").read_text("ascii").strip()
        except FileNotFoundError:
            return None
        bundle = opened(packed, signed, self.key)
        version = bundle.version
        self._unpack(bundle, version)
        return version, self.folder / version, bundle.site

    def install(self, packed: bytes, signed: str) -> str:
        """A new one in the place of the one before, all or nothing; gives its version. Raises Forged.

        The signature is written last and both are renamed into place: a bundle without its own signature is none,
        and is fetched again.
        """
        bundle = opened(packed, signed, self.key)
        version = bundle.version
        self.folder.mkdir(parents=True, exist_ok=True)
        self._unpack(bundle, version)
        for name, content in (("bundle.json", packed), ("bundle.signature", signed.encode("ascii"))):
            _write(self.folder / name, content)
        return version

    def _unpack(self, bundle: Bundle, version: str) -> None:
        """The files below `<version>/`, as they were signed: what somebody changed there meanwhile is put right."""
        target = self.folder / version
        if target.is_dir() and _found_in(target) == dict(bundle.files):
            return
        made = self.folder / f".{version}.{os.getpid()}"
        shutil.rmtree(made, ignore_errors=True)
        for name, content in bundle.files.items():
            file = made / name
            file.parent.mkdir(parents=True, exist_ok=True)
            _write(file, content)
        shutil.rmtree(target, ignore_errors=True)
        made.rename(target)

    def forget_others(self, version: str) -> None:
        """The folders of earlier ones; drafts that were begun with them are asked out of the store."""
        for folder in self.folder.iterdir() if self.folder.is_dir() else []:
            if folder.is_dir() and folder.name != version:
                shutil.rmtree(folder, ignore_errors=True)


def _found_in(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()
    }


def _write(file: Path, content: bytes) -> None:
    """Whole and on the disk, or not at all."""
    made = file.with_name(f".{file.name}.new")
    with made.open("wb") as new:
        new.write(content)
        new.flush()
        os.fsync(new.fileno())
    made.replace(file)
    with suppress(OSError):  # some file systems cannot; then the rename is as safe as they make it
        folder = os.open(file.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
