"""`nowrongdoor evidence`: the figures of the town, seen to from a terminal."""

from __future__ import annotations

import time
from pathlib import Path

import click

from channels.command.terminal import DATA, in_sentences, town_at


@click.group()
def evidence() -> None:
    """Figures of what the doors do for people; a running server keeps them by itself."""


@evidence.command()
@DATA
@in_sentences
def rebuild(data: Path | None) -> None:
    """Count everything anew from the event log, while the town serves."""
    began = time.monotonic()
    journeys = town_at(data).evidence.rebuild()
    click.echo(f"{journeys} journeys are counted anew, in {time.monotonic() - began:.0f} s")
