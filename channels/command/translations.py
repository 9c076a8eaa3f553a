"""`nowrongdoor translate`: for whoever translates services, doors and the town."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from channels.command.terminal import in_sentences
from channels.settings import read_settings


@click.group()
def translate() -> None:
    """Translations: the .po files of services, doors and town."""


@translate.command("extract")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default=Path("translations"))
@in_sentences
def translate_extract(folder: Path) -> None:
    """Write templates (.pot) of everything that there is to translate into a folder."""
    from service.translating import desk

    for file in desk.extract(read_settings().config, _code(), folder):
        click.echo(f"{file} is written.")


@translate.command("update")
@in_sentences
def translate_update() -> None:
    """Bring every .po file up to date; translations stay."""
    from service.translating import desk

    changed = desk.update(read_settings().config, _code())
    for file in changed:
        click.echo(f"{file} is up to date again.")
    if not changed:
        click.echo("Every file is up to date.")


@translate.command("check")
@in_sentences
def translate_check() -> None:
    """Say what is missing, outdated or cannot be filled in; exit code 1 where something is."""
    from service.translating import desk

    config = read_settings().config
    found = desk.check(config, _code())
    for finding in found:
        click.echo(finding)
    named = ", ".join(desk.languages(config))
    click.echo(f"{len(found)} sentences to mend." if found else f"Everything is translated: {named}.")
    sys.exit(1 if found else 0)


def _code() -> list[Path]:
    """The folders of the program itself, whose sentences are translated too."""
    root = Path(__file__).resolve().parents[2]
    return [root / "service", root / "channels"]
