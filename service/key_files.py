"""The files in which a town's secrets lie: each made once, readable by its owner only, whole or not at all."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

FOLDER, MASTER = "keys", "master"


def kept_secret(data: Path, name: str) -> str:
    """A secret that is made once and kept in the data folder. Raises ValueError where its file is empty."""
    folder = data / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    file = folder / name
    if not file.exists():
        made = folder / f".{name}.{secrets.token_hex(8)}"
        write_secret(made, secrets.token_hex(32))
        with suppress(FileExistsError):
            os.link(made, file)  # so that nobody who starts at the same time reads half a secret
        made.unlink()
    secret = file.read_text("ascii").strip()
    if not secret:
        raise ValueError(f"{file} is empty: put the town's secret back into it from a backup")
    return secret


def change_secrets(data: Path, name: str, seen: str, secrets_now: str) -> None:
    """Put other secrets in the place of those that were `seen`, whole or not at all. Raises ValueError."""
    file = data / FOLDER / name
    if kept_secret(data, name) != seen:
        raise ValueError(f"{file} has been changed meanwhile: try again")
    made = file.with_name(f".{name}.{secrets.token_hex(8)}")
    write_secret(made, secrets_now)
    made.replace(file)
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def write_secret(file: Path, secret: str) -> None:
    """A new file with a secret, on the disk when this returns. Raises FileExistsError: no secret is ever replaced."""
    opened = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(opened, "w", encoding="ascii") as new:
        new.write(secret + "\n")
        new.flush()
        os.fsync(new.fileno())
