"""The command line, `nowrongdoor`: for owners, operators and whoever likes to talk to a service in a terminal.

Exit codes: 0 done, 1 found something wrong, 2 used wrongly.
"""

from __future__ import annotations

import csv
import gc
import json
import os
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import click

from channels.settings import Settings, read_settings

P = ParamSpec("P")
R = TypeVar("R")

DATA = click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    help="The data folder. Default: NOWRONGDOOR_DATA or var/.",
)
DEMO = click.option("--demo", is_flag=True, help="A rehearsal with invented data, on this computer only.")


def in_sentences(command: Callable[P, R]) -> Callable[P, R]:
    """What an operator did wrong is said in a sentence, without a trace, with exit code 1."""

    @wraps(command)
    def said(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except (ValueError, PermissionError, FileExistsError, NotADirectoryError) as error:
            raise click.ClickException(str(error)) from error

    return said


@click.group()
@click.version_option(package_name="nowrongdoor")
def main() -> None:
    """No Wrong Door: declare a public service once; people use it through whichever door they have."""


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="The port to listen on."
)
@DATA
@DEMO
@in_sentences
def serve(host: str, port: int, data: Path | None, demo: bool) -> None:
    """Open the town: all its doors in one server."""
    gc.disable()  # what is made now stays; looking for garbage in it takes a tenth of the start
    from channels import serving
    from channels.app import create_app

    try:
        serving.look_for(host, port)
    except serving.Busy:
        raise click.ClickException(f"{port} is taken; try PORT={port + 1} make run") from None
    app = create_app(read_settings(data=data, demo=demo, port=port))
    findings = app.extensions["nowrongdoor"].findings
    for finding in findings:
        click.echo(finding)
    click.echo(serving.banner(app, findings, host, port))
    serving.serve(app, host, port)


@main.command()
@click.option("--once", is_flag=True, help="Carry what is due now, and end.")
@DATA
@in_sentences
def work(once: bool, data: Path | None) -> None:
    """Deliver notices: links and codes by text and mail. The server does so too; this is for a process of its own."""
    from channels.app import carriers_of, open_town
    from channels.serving import DELIVER_SECONDS, delivering
    from channels.shared.words import speaker

    settings = at_home(read_settings(data=data))
    carriers = carriers_of(settings)
    if settings.bench:
        raise ValueError(
            "A demo delivers to its own phones and mailbox, inside the server. There is nothing to do."
        )
    if not carriers:
        raise ValueError(
            "Nothing carries notices: set TWILIO_ACCOUNT_SID for texts, or [mail] in settings.toml for mail."
        )
    core = open_town(settings)
    core.operations.publish()
    deliver = delivering(core.operations, carriers, speaker(core.catalogues, core.town.language))
    while True:
        carried = deliver()
        if once:
            click.echo(f"{carried} notices were due.")
            return
        time.sleep(DELIVER_SECONDS)


@main.command()
@click.argument("service", required=False)
@click.option("--language", default="", help="The language to talk in. Default: the town's first.")
@click.option("--draft", default="", help="Carry on with a draft that was begun before.")
@click.option("--code", default="", help="Carry on with what another door gave this code for.")
@DATA
@DEMO
@in_sentences
def talk(service: str | None, language: str, draft: str, code: str, data: Path | None, demo: bool) -> None:
    """Use a service in the terminal."""
    from channels.app import open_town
    from channels.console.talk import talk as console
    from channels.shared.words import speaking

    core = open_town(at_home(read_settings(data=data, demo=demo)))
    core.operations.publish()
    with speaking(core.catalogues, core.town.language):
        console(core.front_office, service, core.town.spoken(language), draft=draft, code=code)


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--schema", is_flag=True, help="Print the JSON Schema of service.yaml, for editors.")
@in_sentences
def check(paths: tuple[Path, ...], schema: bool) -> None:
    """Check service folders (default: all of the town's); says what is wrong and where."""
    if schema:
        from service.definitions.schema import json_schema

        click.echo(json.dumps(json_schema(), indent=2, ensure_ascii=False))
        return
    from channels.surveying import checked, spoken

    settings = read_settings()
    folders = paths or _folders(settings)
    findings = [*checked(settings, folders), *([] if paths else spoken(settings, folders))]
    for finding in findings:
        click.echo(finding)
    errors = sum(finding.severity == "error" for finding in findings)
    click.echo(f"{len(folders)} services checked, {errors} errors")
    sys.exit(1 if errors else 0)


@main.command()
@click.argument("service", required=False)
@click.option(
    "--html", type=click.Path(dir_okay=False, path_type=Path), help="Write a page with a picture here."
)
@click.option(
    "--json", "as_json", type=click.Path(dir_okay=False, path_type=Path), help="Write it for programs here."
)
@in_sentences
def reach(service: str | None, html: Path | None, as_json: Path | None) -> None:
    """For each service, door and language: can it be taken to its end, and what does it take?"""
    from channels.reach import showing
    from channels.surveying import reach as surveyed

    settings = read_settings()
    folders = [settings.config / "services" / service] if service else _folders(settings)
    report = surveyed(settings, folders)
    for line in showing.as_lines(report):
        click.echo(line)
    if html is not None:
        html.write_text(showing.as_page(report), "utf-8")
    if as_json is not None:
        as_json.write_text(json.dumps(showing.as_json(report), indent=2, ensure_ascii=False) + "\n", "utf-8")


@main.group()
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


@main.group()
def service() -> None:
    """Services: the folders in which owners declare them."""


@service.command("new")
@click.argument("code")
@in_sentences
def new_service(code: str) -> None:
    """Write a commented example service that runs, to be changed into your own."""
    from service.definitions.example import write_example

    folder = read_settings().config / "services" / code
    if folder.exists():
        raise click.ClickException(f"{folder} is there already")
    write_example(folder, code)
    click.echo(f"{folder}/service.yaml is written. Check it with: nowrongdoor check {folder}")


@main.group()
def cases() -> None:
    """Cases: what people submitted."""


@cases.command("show")
@click.argument("reference")
@click.option("--json", "as_json", is_flag=True, help="For programs; without it the same, for people.")
@DATA
@in_sentences
def show_case(reference: str, as_json: bool, data: Path | None) -> None:
    """One case with its answers."""
    from channels.app import open_town

    core = open_town(at_home(read_settings(data=data)))
    case = core.back_office.show(reference)
    if case is None:
        raise click.ClickException(f"There is no case with the reference {reference}.")
    click.echo(json.dumps(case, indent=2, ensure_ascii=False) if as_json else _for_people(case))


@main.group()
def kiosk() -> None:
    """Kiosks: machines in halls, each with a key of its own."""


@kiosk.command("add")
@click.argument("name")
@DATA
@in_sentences
def add_kiosk(name: str, data: Path | None) -> None:
    """Enrol a kiosk; prints its key, which is shown only now."""
    from channels.app import open_town

    core = open_town(at_home(read_settings(data=data)))
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
    from channels.app import open_town

    core = open_town(at_home(read_settings(data=data)))
    try:
        tell(core.operations.outposts)
    except LookupError:
        raise ValueError(f"No kiosk is called {name}: see `nowrongdoor kiosk list`.") from None


def _folders(settings: Settings) -> tuple[Path, ...]:
    """The folders of all services, in the order of their names."""
    return tuple(sorted(path for path in (settings.config / "services").glob("*") if path.is_dir()))


def _code() -> list[Path]:
    """The folders of the program itself, whose sentences are translated too."""
    root = Path(__file__).resolve().parent.parent
    return [root / "service", root / "channels"]


def at_home(settings: Settings) -> Settings:
    """Settings as the data folder was born: commands beside the server need not be told again."""
    from channels.app import born_for

    born = "demo" if settings.demo else born_for(settings)
    if not born:
        raise ValueError(f"There is no town in {settings.data}/ yet. `make run` makes one to try things out.")
    return replace(settings, demo=born == "demo")


def _for_people(case: dict[str, Any]) -> str:
    lines = [f"{name}: {value}" for name, value in case.items() if name != "answers"]
    answers = [
        f"  {code}: {json.dumps(value, ensure_ascii=False)}" for code, value in case["answers"].items()
    ]
    return "\n".join([*lines, "answers:", *answers])
