"""`nowrongdoor officer` and `nowrongdoor audit`: who works at the counter, and what is written down of it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from channels.command.terminal import DATA, in_sentences, town_at

PASSWORD = click.option(
    "--password",
    prompt=True,
    hide_input=True,
    confirmation_prompt=True,
    help="At least twelve characters. Asked for where it is left out, which is better.",
)


@click.group()
def officer() -> None:
    """Officers: who works on cases, in which office and role."""


@officer.command("add")
@click.argument("name")
@click.option("--shown", required=True, help="How people call them: Jan Peeters.")
@click.option(
    "--role", "roles", multiple=True, default=("officer",), show_default=True, help="May stand several times."
)
@click.option("--office", default="", help="The code of their office. Default: all offices.")
@PASSWORD
@DATA
@in_sentences
def add_officer(
    name: str, shown: str, roles: tuple[str, ...], office: str, password: str, data: Path | None
) -> None:
    """Somebody new, who may sign in at /counter/ from now on."""
    core = town_at(data)
    if office and office not in core.town.offices:
        raise ValueError(f"The town has no office {office}; it has {', '.join(core.town.offices)}.")
    core.back_office.officers.add(name, shown, password, roles, office)
    click.echo(f"{name} may sign in at /counter/.")


@officer.command("list")
@click.option("--json", "as_json", is_flag=True, help="For programs; without it the same, for people.")
@DATA
@in_sentences
def list_officers(as_json: bool, data: Path | None) -> None:
    """Who may sign in."""
    officers = town_at(data).back_office.officers.all()
    if as_json:
        click.echo(json.dumps([vars(each) for each in officers], indent=2, ensure_ascii=False))
        return
    for each in officers:
        click.echo(f"{each.name}  {each.shown}  {', '.join(each.roles)}  {each.office or 'all offices'}")


@officer.command("password")
@click.argument("name")
@PASSWORD
@DATA
@in_sentences
def change_password(name: str, password: str, data: Path | None) -> None:
    """A new password; they are signed out everywhere."""
    try:
        town_at(data).back_office.officers.change_password(name, password)
    except LookupError:
        raise _nobody(name) from None
    click.echo(f"{name} has a new password.")


@officer.command("leave")
@click.argument("name")
@DATA
@in_sentences
def leave(name: str, data: Path | None) -> None:
    """They cannot sign in any more, and are signed out everywhere at once. What they did stays theirs."""
    try:
        town_at(data).back_office.officers.leave(name)
    except LookupError:
        raise _nobody(name) from None
    click.echo(f"{name} cannot sign in any more.")


def _nobody(name: str) -> ValueError:
    return ValueError(f"No officer is called {name}: see `nowrongdoor officer list`.")


@click.group()
def audit() -> None:
    """The log of who looked at, or did something to, whose case."""


@audit.command("verify")
@DATA
@in_sentences
def verify(data: Path | None) -> None:
    """Whether every entry is as it was written; prints the number and the last hash, to be kept elsewhere."""
    found = town_at(data).back_office.audit.verify()
    if isinstance(found, tuple):
        click.echo(f"{found[0]} entries, all as they were written. Last hash: {found[1]}")
        return
    click.echo(f"Entry {found.sequence} is broken: {found.why}.")
    sys.exit(1)


@audit.command("show")
@click.argument("reference")
@click.option("--json", "as_json", is_flag=True, help="For programs; without it the same, for people.")
@DATA
@in_sentences
def show(reference: str, as_json: bool, data: Path | None) -> None:
    """Who had to do with a case, the latest first."""
    core = town_at(data)
    entries = core.back_office.audit.of_reference(reference)
    if as_json:
        written = [{**vars(each), "at": each.at.isoformat()} for each in entries]
        click.echo(json.dumps(written, indent=2, ensure_ascii=False))
        return
    if not entries:
        click.echo("Nobody has opened it.")
    for each in entries:
        about = f" ({each.about})" if each.about else ""
        click.echo(f"{each.at.isoformat(timespec='seconds')}  {each.officer}  {each.deed}{about}")
