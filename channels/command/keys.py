"""`nowrongdoor keys`: a new master key while the town serves, and all that is stored brought under it."""

from __future__ import annotations

import secrets
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from channels.command.terminal import DATA, in_sentences, town_at
from channels.settings import read_settings

if TYPE_CHECKING:
    from service.assembly import Core

TAKEN_UP_SECONDS = 3.0
"""A running server looks for new keys every second."""


@click.group()
def keys() -> None:
    """Master keys: a new one is made and taken up, and the old one dropped, while the town serves."""


@keys.command("list")
@DATA
@in_sentences
def list_keys(data: Path | None) -> None:
    """How many rows need each master key: the first is current, the others are being retired."""
    core = town_at(data)
    for key_id, needed in _standing(core).items():
        kind = "current" if key_id == core.vault.current else "retiring"
        kind = kind if key_id in (core.vault.current, *core.vault.retiring) else "UNKNOWN"
        told = ", ".join(f"{number} {name}" for name, number in sorted(needed.items()) if number)
        click.echo(f"{key_id}  {kind}  {told or 'nothing needs it'}")


@keys.command("rotate")
@DATA
@in_sentences
def rotate(data: Path | None) -> None:
    """Make a new master key beside the old one: what is new is sealed with it from now on."""
    from service.key_files import MASTER, change_secrets, kept_secret

    settings = read_settings(data=data)
    _in_the_folder(settings.secret_key)
    town_at(data).close()  # the keys at hand must be those of this town
    before = kept_secret(settings.data, MASTER)
    change_secrets(settings.data, MASTER, before, f"{secrets.token_hex(32)},{before}")
    time.sleep(TAKEN_UP_SECONDS)
    current = town_at(data).vault.current
    click.echo(f"{current} is the new master key; a server that runs has taken it up. Back up the keys now:")
    click.echo("  nowrongdoor backup FILE --keys KEYS")
    click.echo("Then bring all that is stored under it: nowrongdoor keys rewrap")


@keys.command("rewrap")
@DATA
@in_sentences
def rewrap(data: Path | None) -> None:
    """Bring all that is stored under the current master key; may be broken off, and begun again."""
    core = town_at(data)
    core.operations.publish()
    done = sum(core.operations.rekeying.rewrap())
    click.echo(f"{done} rows were brought under {core.vault.current}.")
    left = _needing(core, core.vault.retiring)
    sealed = {name: number for name, number in left.items() if name.startswith("keys of ")}
    if sealed:
        click.echo(f"STILL SEALED WITH AN OLD KEY: {_listed(sealed)}. Run it again.")
        sys.exit(1)
    click.echo("Nothing is sealed with an old key any more.")
    if left:
        click.echo(f"Hashes that wait until their owners come back, or end: {_listed(left)}.")


@keys.command("retire")
@click.option(
    "--forget-hashes",
    is_flag=True,
    help="Also where hashes need it: lines begin anew, a STOP is forgotten, saved codes open nothing.",
)
@DATA
@in_sentences
def retire(forget_hashes: bool, data: Path | None) -> None:
    """Drop the old master keys for good, once nothing is sealed with them."""
    from service.key_files import MASTER, change_secrets, kept_secret
    from service.vault import keys_in

    settings = read_settings(data=data)
    _in_the_folder(settings.secret_key)
    core = town_at(data)
    left = _needing(core, core.vault.retiring)
    sealed = {name: number for name, number in left.items() if name.startswith("keys of ")}
    if sealed:
        raise ValueError(f"{_listed(sealed)} need an old key: run `nowrongdoor keys rewrap` first.")
    if left and not forget_hashes:
        raise ValueError(f"{_listed(left)} need an old key to be found: wait, or say --forget-hashes.")
    before = kept_secret(settings.data, MASTER)
    change_secrets(settings.data, MASTER, before, keys_in(before)[core.vault.current].decode())
    click.echo(
        f"{core.vault.current} is the only master key now. Older backups still need the old one to be read."
    )


def _in_the_folder(secret_key: str) -> None:
    if secret_key:
        raise ValueError(
            "The keys stand in NOWRONGDOOR_SECRET_KEY: write the new one first, a comma, the old one, and start the "
            "server again. Then: nowrongdoor keys rewrap"
        )


def _standing(core: Core) -> dict[str, dict[str, int]]:
    return core.operations.rekeying.standing()


def _needing(core: Core, key_ids: tuple[str, ...]) -> dict[str, int]:
    """What needs one of these keys, by its kind."""
    standing, told = _standing(core), dict[str, int]()
    for key_id in key_ids:
        for name, number in standing.get(key_id, {}).items():
            told[name] = told.get(name, 0) + number
    return told


def _listed(needed: dict[str, int]) -> str:
    return ", ".join(f"{number} {name}" for name, number in sorted(needed.items()))
