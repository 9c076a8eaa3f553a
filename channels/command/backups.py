"""`nowrongdoor backup`, `restore` and `doctor`: for the day on which something went wrong, and the days before it."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from channels.command.terminal import DATA, at_home, in_sentences, town_at
from channels.settings import Settings, read_settings

if TYPE_CHECKING:
    from service.assembly import Core

LITTLE_ROOM = 1024**3
"""Bytes that should be free beside the data."""
LATE = timedelta(hours=1)
MISCOUNT = 20
"""One part in so many: counted otherwise than the carrier does, the town's prices are not to be relied on."""

FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("file", type=FILE)
@click.option("--keys", type=FILE, help="Also write the keys to a file of their own, to be kept elsewhere.")
@click.option(
    "--noted", is_flag=True, help="FILE was made by another program, such as pg_dump: only note that."
)
@DATA
@in_sentences
def backup(file: Path, keys: Path | None, noted: bool, data: Path | None) -> None:
    """Write the town's data and configuration to one file, while it serves. The keys are not in it."""
    from service.backups import back_up, write_keys

    core = town_at(data)
    settings = read_settings(data=data)
    if noted:
        _note(core, file)
        return
    manifest = back_up(core.operations.database, settings.config, file, datetime.now(UTC))
    core.operations.measures.note_backup(datetime.now(UTC))
    click.echo(f"{file} is written: everything as of {manifest.at}, {file.stat().st_size / 2**20:.1f} MiB.")
    if keys is None:
        click.echo("Without the keys nobody can read it. Are they kept elsewhere? See --keys.")
        return
    write_keys(settings.data, settings.secret_key, keys)
    click.secho(
        f"{keys} holds the keys. WHOEVER HAS BOTH FILES CAN READ EVERYTHING THAT PEOPLE ENTERED: keep them apart.",
        fg="red",
        bold=True,
        err=True,
    )


def _note(core: Core, file: Path) -> None:
    if not file.is_file() or not file.stat().st_size:
        raise ValueError(f"{file} is no backup: it is not there, or empty.")
    core.operations.measures.note_backup(datetime.fromtimestamp(file.stat().st_mtime, UTC))
    click.echo(f"It is noted that {file} was made. Whether it can be restored, only a try can tell.")


@click.command()
@click.argument("file", type=FILE)
@click.option("--keys", type=FILE, required=True, help="What `backup --keys` wrote.")
@click.option(
    "--config",
    type=click.Path(file_okay=False, path_type=Path),
    help="Also put the configuration back, into this folder.",
)
@DATA
@in_sentences
def restore(file: Path, keys: Path, config: Path | None, data: Path | None) -> None:
    """Put a backup into an empty data folder, and see whether its keys open it."""
    from service.backups import restore as put_back

    settings = read_settings(data=data)
    if not keys.exists():
        raise ValueError(f"There is no file {keys}.")
    manifest = put_back(file, keys, settings.data, config)
    try:
        town_at(settings.data).close()
    except ValueError as error:
        for folder in filter(None, (settings.data, config)):
            shutil.rmtree(folder)
        raise ValueError(f"Nothing is restored. {error}") from error
    click.echo(f"Everything is as of {manifest.at}, written by release {manifest.release}. The keys open it.")


@click.command()
@DATA
@in_sentences
def doctor(data: Path | None) -> None:
    """Look whether all is well with the town, and say what is not; exit code 1 where something is not."""
    settings = read_settings(data=data)
    found = _damage(settings) or list(_troubles(at_home(settings), data))
    for trouble in found:
        click.echo(f"TROUBLE  {trouble}")
    click.echo("All is well." if not found else f"{len(found)} things to mend.")
    sys.exit(1 if found else 0)


def _damage(settings: Settings) -> list[str]:
    """What is wrong with the file of the store: then a town may not even open, and nothing else in it tells."""
    from service.store.copies import is_sound

    store = settings.data / "town.db"
    if not store.exists() or is_sound(store):
        return []
    return [f"{store} is damaged: stop the server, and restore the last backup"]


def _troubles(settings: Settings, data: Path | None) -> Iterator[str]:
    from channels.shared.pdf import missing

    core = town_at(data)
    if any(finding.severity == "error" for finding in core.operations.publish()):
        yield "a service has errors: see `nowrongdoor check`; its last good version serves"
    core.operations.write_a_little()
    yield from core.operations.not_ready()
    lacks = missing() if core.operations.writes_letters() else ""
    if lacks:
        yield f"{lacks}; until then officers cannot make the moves that letters belong to"
    audit = core.back_office.audit.verify()
    if not isinstance(audit, tuple):
        yield f"entry {audit.sequence} of the audit log is broken: {audit.why}"
    traffic = core.operations.traffic()
    if traffic.undelivered:
        yield f"{traffic.undelivered} notices of the last 30 days reached nobody: see /operator"
    if traffic.waits > LATE and _carries(settings):
        yield "notices wait for longer than an hour: is the server running, and does the carrier answer?"
    if traffic.waiting and not _carries(settings):
        yield f"{traffic.waiting} notices wait, and nothing carries them: set Twilio's account, or [mail]"
    if abs(traffic.charged - traffic.parts) * MISCOUNT > traffic.parts:
        yield f"the carrier counted {traffic.charged} parts of texts where we count {traffic.parts}"
    if shutil.disk_usage(settings.data).free < LITTLE_ROOM:
        yield f"less than 1 GiB is free beside {settings.data}"
    core.close()


def _carries(settings: Settings) -> bool:
    from channels.app import carriers_of

    return settings.bench or bool(carriers_of(settings))
