"""`nowrongdoor kiosk`: enrolling kiosks, looking after them, and running one."""

from __future__ import annotations

import csv
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from channels.command.terminal import DATA, at_home, in_sentences, town_at
from channels.settings import read_settings


@click.group()
def kiosk() -> None:
    """Kiosks: machines in halls, each with a key of its own."""


@kiosk.command("add")
@click.argument("name")
@DATA
@in_sentences
def add_kiosk(name: str, data: Path | None) -> None:
    """Enrol a kiosk; prints its key, which is shown only now."""
    core = town_at(data)
    key = core.operations.outposts.enrol(name)
    click.echo(f"{name} is enrolled. Its key, which nobody can look up later:\n\n{key}\n")
    click.echo("On the kiosk's own machine: NOWRONGDOOR_KIOSK_KEY=... nowrongdoor kiosk run --hub URL")


@kiosk.command("list")
@click.option("--json", "as_json", is_flag=True, help="For programs; without it the same, for people.")
@DATA
@in_sentences
def list_kiosks(as_json: bool, data: Path | None) -> None:
    """Every kiosk and how it was when it was heard last; exit code 1 where one is late."""
    from channels.app import open_town
    from channels.operator.showing import as_json as written
    from channels.operator.showing import as_lines

    core = open_town(at_home(read_settings(data=data)))
    kiosks = core.operations.outposts.all()
    if as_json:
        click.echo(json.dumps([written(each) for each in kiosks], indent=2))
    else:
        for line in as_lines(kiosks, core.operations.clock()):
            click.echo(line)
    sys.exit(1 if any(each.late for each in kiosks) else 0)


@kiosk.command("revoke")
@click.argument("name")
@DATA
@in_sentences
def revoke_kiosk(name: str, data: Path | None) -> None:
    """Its key opens nothing any more, from this moment on. A stolen machine is revoked so."""
    _tell_kiosk(data, name, lambda outposts: outposts.revoke(name))
    click.echo(f"{name} is revoked. Under another name its machine can be enrolled again.")


def _standing_command(word: str, what_for: str, told: str, *, closed: bool) -> None:
    """`close` or `open`: one order, and its contrary."""

    @kiosk.command(word, help=what_for)
    @click.argument("name")
    @DATA
    @in_sentences
    def order(name: str, data: Path | None) -> None:
        _tell_kiosk(data, name, lambda outposts: outposts.close(name, closed=closed))
        click.echo(f"{name} {told}, within a minute.")


_standing_command(
    "close",
    "Out of order: within a minute it serves nobody new. Whoever is in the middle may finish.",
    "shows that it is out of order",
    closed=True,
)
_standing_command("open", "It serves people again, within a minute.", "serves people again", closed=False)


@kiosk.command("run")
@click.option("--hub", required=True, help="Where the town's server is: https://town.example")
@click.option("--key", default="", help="What `kiosk add` printed. Default: NOWRONGDOOR_KIOSK_KEY.")
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="The port to listen on."
)
@DATA
@in_sentences
def run_kiosk(hub: str, key: str, port: int, data: Path | None) -> None:
    """Serve the kiosk on its own machine, with the hub or without it."""
    from channels import outpost, serving

    settings = read_settings(data=data, port=port)
    key = key or settings.hub_key
    if not key:
        raise ValueError("The kiosk's key is missing: set NOWRONGDOOR_KIOSK_KEY, or use --key.")
    try:
        outpost.run(settings, hub, key, port)
    except serving.Busy:
        raise click.ClickException(f"{port} is taken; use another --port") from None


@kiosk.command("say")
@DATA
@in_sentences
def say_ahead(data: Path | None) -> None:
    """Read out ahead every sentence that the kiosk can say, by this machine's voice; once more makes nothing anew."""
    from channels.app import open_town
    from channels.kiosk.speech import NoVoice
    from channels.voicing import reading_out

    settings = at_home(read_settings(data=data))
    core = open_town(settings)
    core.operations.publish()
    try:
        reading = reading_out(core, settings)
    except NoVoice:
        raise ValueError("Nothing here can read out: install espeak-ng.") from None
    missing = len(reading.missing())
    done = reading.go_on(at_once=os.cpu_count() or 1)
    with click.progressbar(done, missing, label="Reading out", file=sys.stderr) as sentences:
        for _ in sentences:
            pass
    gone = reading.forget_others()
    count, weight = reading.prepared.weighed()
    made = missing - reading.failed
    click.echo(f"{made} sentences read out, {gone} removed: {count} sounds, {weight / 2**20:.1f} MiB.")
    if reading.failed:
        click.echo(f"{reading.failed} could not be said.")
    for language in core.town.languages:
        if language not in reading.voice.languages:
            click.echo(f"{language}: no voice of this machine speaks it.")
        elif language not in core.town.voices:
            click.echo(f"{language}: no listener has approved this voice yet.")


@kiosk.command("script")
@click.argument("language")
@click.option("--all", "everything", is_flag=True, help="Also what has a recording.")
@DATA
@in_sentences
def kiosk_script(language: str, everything: bool, data: Path | None) -> None:
    """What somebody who lends the kiosk their voice has to read: a list for `recordings.csv`, without the files yet."""
    from channels.app import open_town
    from channels.kiosk.aloud import recordings_of
    from channels.kiosk.recordings import COLUMNS
    from channels.voicing import script_of

    settings = at_home(read_settings(data=data))
    core = open_town(settings)
    core.operations.publish()
    if language not in core.town.languages:
        raise ValueError(f"The town speaks {', '.join(core.town.languages)}.")
    recorded = recordings_of(settings).by_words
    written = csv.writer(sys.stdout)
    written.writerow(COLUMNS)
    for spoken, shown in script_of(core, settings).items():
        recording = recorded.get(spoken)
        if spoken[0] == language and (everything or recording is None):
            written.writerow((shown, recording.file.name if recording else ""))


def _tell_kiosk(data: Path | None, name: str, tell: Callable[[Any], None]) -> None:
    core = town_at(data)
    try:
        tell(core.operations.outposts)
    except LookupError:
        raise ValueError(f"No kiosk is called {name}: see `nowrongdoor kiosk list`.") from None
