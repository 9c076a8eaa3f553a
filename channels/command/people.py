"""`nowrongdoor person`: what is kept of somebody, handed to them or erased, with proof of what is left."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from channels.command.terminal import DATA, in_sentences, town_at

if TYPE_CHECKING:
    from service.assembly import Core
    from service.people import Because, Erased, Found

REASONS = ("asked", "ordered", "mistaken")
_NUMBER = re.compile(r"\+[0-9]{6,15}")


@click.group()
def person() -> None:
    """One person's data: hand it out, or erase it. WHO is a number like +32470123456, a mail address or a reference."""


@person.command("export")
@click.argument("who")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@DATA
@in_sentences
def export(who: str, folder: Path, data: Path | None) -> None:
    """Write all that is kept of somebody into a new folder: person.json, and the files that they sent."""
    if folder.exists():
        raise ValueError(f"{folder} is there already: an export replaces nothing.")
    core = _opened(data)
    found = _found(core, who)
    written, files = core.operations.people.exported(found)
    folder.mkdir(mode=0o700, parents=True)
    _private(folder / "person.json", json.dumps(written, indent=2, ensure_ascii=False).encode() + b"\n")
    for name, content in files.items():
        _private(folder / name, content)
    click.echo(f"{_told(found)} In {folder}: person.json and {len(files)} files.")
    click.echo("It is not sealed: hand it to its owner only, and delete it here.")


@person.command("erase")
@click.argument("who")
@click.option(
    "--because",
    type=click.Choice(REASONS),
    required=True,
    help="Its owner asked, an authority ordered it, or it should never have been taken. It is noted in the log.",
)
@click.option("--even-open", is_flag=True, help="Also cases that the office still works on.")
@click.option("--yes", is_flag=True, help="Do not ask again.")
@DATA
@in_sentences
def erase(who: str, because: Because, even_open: bool, yes: bool, data: Path | None) -> None:
    """Delete all that is kept of somebody with its keys; ends with 1 where something is left that should not be."""
    from service.people import StillOpen

    core = _opened(data)
    found = _found(core, who)
    click.echo(_told(found))
    if found.is_empty:
        return
    if not yes:
        click.confirm("Nothing of it can be brought back. Erase it?", abort=True)
    try:
        erased = core.operations.people.erase(found, because, even_open=even_open)
    except StillOpen as error:
        raise ValueError(
            f"The office still works on {error}: nothing is erased. Where the law allows it all the same: --even-open."
        ) from None
    left = _found(core, who)
    for line in _report(erased, left):
        click.echo(line)
    sys.exit(1 if erased.traces or left.drafts or left.lines else 0)


def _opened(data: Path | None) -> Core:
    core = town_at(data)
    core.operations.publish()
    return core


def _found(core: Core, who: str) -> Found:
    """Raises ValueError for what is neither a contact nor a reference."""
    from channels.app import SCHEMES
    from service.references import read_reference

    number = re.sub(r"[\s().-]", "", who)
    if "@" in who:
        return core.operations.people.of_contacts([f"mailto:{who.strip()}", f"mailto:{who.strip().lower()}"])
    if _NUMBER.fullmatch(number):
        return core.operations.people.of_contacts([f"{scheme}:{number}" for scheme in SCHEMES])
    if read_reference(who) is not None:
        return core.operations.people.of_case(who)
    raise ValueError(f"{who} is no number like +32470123456, no mail address and no reference.")


def _told(found: Found) -> str:
    if found.is_empty:
        return "Nothing is kept."
    cases, drafts = len(found.cases), len(found.drafts) - len(found.cases)
    return f"Kept: {cases} cases, {drafts} drafts, {len(found.lines)} lines, {len(found.consents)} words on messages."


def _report(erased: Erased, left: Found) -> list[str]:
    """What was found, what is left and why."""
    named = f" ({', '.join(erased.cases)})" if erased.cases else ""
    drafts = erased.drafts - len(erased.cases)
    lines = [
        f"Erased, with their keys: {len(erased.cases)} cases{named}, {drafts} drafts, {erased.lines} lines.",
        "Left, and why:",
        "  log: that it was erased, and earlier deeds, by reference; it names no person and may not be changed",
        f"  evidence: {erased.events} journeys, under new random names that lead to nobody",
        "  what was said back to texts: sealed with a key that is gone; deleted within 30 days",
        "  older backups: they hold it, sealed, until you delete them. After restoring one, erase again",
        "  carriers: texts and mail that were sent, as long as your contracts with them say",
    ]
    if erased.stops_kept:
        lines.append(
            "  that the contact wants no messages: as a keyed hash, so that nobody writes to it again"
        )
    if left.elsewhere:
        lines.append(f"  {left.elsewhere} drafts of others in which the contact stands: those are theirs")
    if left.unreadable:
        lines.append(f"  {left.unreadable} drafts could not be opened with the keys at hand, nor looked into")
    if erased.away:
        lines.append(f"  {erased.away} drafts are at a kiosk just now: erase again once they have come back")
    lines.append(_proof(erased))
    return lines


def _proof(erased: Erased) -> str:
    if erased.traces is None:
        return "Proof: a second search finds none. The files of PostgreSQL, and its archives of changes, are its own."
    if erased.traces:
        return "PROOF FAILS: a key is still in the database's files. Stop the server and erase again."
    return "Proof: a second search finds none, and none of the keys is in the database's files any more."


def _private(file: Path, content: bytes) -> None:
    file.touch(mode=0o600)
    file.write_bytes(content)
