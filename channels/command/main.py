"""`nowrongdoor` itself: serving the town, talking to it, checking services and looking at cases."""

from __future__ import annotations

import gc
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from channels.command.backups import backup, doctor, restore
from channels.command.evidence import evidence
from channels.command.keys import keys
from channels.command.kiosks import kiosk
from channels.command.officers import audit, officer
from channels.command.people import person
from channels.command.terminal import DATA, DEMO, at_home, in_sentences, town_at
from channels.command.translations import translate
from channels.command.year import demo_year, played_in
from channels.settings import Settings, read_settings

if TYPE_CHECKING:
    from flask import Flask


@click.group()
@click.version_option(package_name="nowrongdoor")
def main() -> None:
    """No Wrong Door: declare a public service once; people use it through whichever door they have."""


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="The port to listen on."
)
@click.option(
    "--life", is_flag=True, help="A demo: play the last months in a town that is new, beside its doors."
)
@DATA
@DEMO
@in_sentences
def serve(host: str, port: int, life: bool, data: Path | None, demo: bool) -> None:
    """Open the town: all its doors in one server."""
    gc.disable()  # what is made now stays; looking for garbage in it takes a tenth of the start
    try:
        _serve(host, port, life, data, demo)
    finally:
        gc.enable()  # whoever serves has enabled it long since; a start that was refused leaves it as it was


def _serve(host: str, port: int, life: bool, data: Path | None, demo: bool) -> None:
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
    serving.serve(app, host, port, once=_life_of(app) if life else None)


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
    case = town_at(data).back_office.show(reference)
    if case is None:
        raise click.ClickException(f"There is no case with the reference {reference}.")
    click.echo(json.dumps(case, indent=2, ensure_ascii=False) if as_json else _for_people(case))


def _life_of(app: Flask) -> Callable[[], object] | None:
    """What has happened in a demo's town lately, to be played beside its doors; None where there is no need to."""
    from channels.app import Site

    site: Site = app.extensions["nowrongdoor"]
    if not site.settings.bench or site.core.rehearsal is None:
        return None
    if site.core.back_office.officers.ever() and not site.core.rehearsal.played():
        return None  # somebody has used it already
    from channels.demo.year.playing import BREATH, NotPlayable, Script, lately

    until = site.core.operations.clock()
    if not lately(site.core, until):
        return None

    def live() -> None:
        try:
            played_in(site.settings, lambda core: lately(core, until), until, Script(breath=BREATH))
        except NotPlayable as why:
            click.echo(str(why))

    return live


def _folders(settings: Settings) -> tuple[Path, ...]:
    """The folders of all services, in the order of their names."""
    return tuple(sorted(path for path in (settings.config / "services").glob("*") if path.is_dir()))


def _for_people(case: dict[str, Any]) -> str:
    lines = [f"{name}: {value}" for name, value in case.items() if name != "answers"]
    answers = [
        f"  {code}: {json.dumps(value, ensure_ascii=False)}" for code, value in case["answers"].items()
    ]
    return "\n".join([*lines, "answers:", *answers])


for each in (translate, kiosk, officer, audit, backup, evidence, restore, doctor, person, keys, demo_year):
    main.add_command(each)
