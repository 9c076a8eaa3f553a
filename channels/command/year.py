"""`nowrongdoor demo-year`: a year of the demo's town, played at once."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from channels.command.terminal import DATA, in_sentences
from channels.demo.year.seasons import PEOPLE, SEED
from channels.settings import Settings, read_settings

if TYPE_CHECKING:
    from channels.demo.year.pieces import Piece
    from channels.demo.year.playing import Played, Script, Told
    from channels.demo.year.town import Core

STOPPED = 130
"""What programs end with that were stopped by Ctrl-C."""


@click.command("demo-year")
@click.option("--seed", default=SEED, show_default=True, help="Another number is another year.")
@click.option(
    "--people",
    default=PEOPLE,
    show_default=True,
    type=click.IntRange(1, 100_000),
    help="How many people come in a year, about.",
)
@DATA
@in_sentences
def demo_year(seed: int, people: int, data: Path | None) -> None:
    """Play the last year of the demo's town: invented people, at its real doors. It can be stopped at any time.

    The same seed on the same day gives the same year.
    """
    from channels.app import prepared
    from channels.demo.year.playing import YEAR, Script, wanted_of
    from service.clock import now

    settings = prepared(_demo(read_settings(data=data, demo=True)))
    until, progress = now().replace(hour=0, minute=0, second=0, microsecond=0), _Progress()

    def wanted(core: Core) -> tuple[Piece, ...]:
        pieces = wanted_of(core, YEAR, until)
        progress.expect(pieces)
        return pieces

    try:
        with progress:
            played = played_in(settings, wanted, until, Script(seed, people), progress.told)
    except KeyboardInterrupt:
        click.echo(
            f"\nStopped at {progress.day:%-d %B %Y}. What was played stays, and the same command plays what is missing."
            if progress.day
            else "\nStopped before the first day."
        )
        sys.exit(STOPPED)
    click.echo(_told(played, settings))


def played_in(
    settings: Settings,
    wanted: Callable[[Core], tuple[Piece, ...]],
    until: datetime,
    script: Script,
    told: Told = lambda at, people: None,
) -> Played:
    """Play what is wanted in a demo's town; its store waits for no disk meanwhile, for all can be played again."""
    from channels.app import capabilities_of, networks_of, open_town
    from channels.console.talk import NAME as CONSOLE
    from channels.demo.year.playing import play
    from channels.demo.year.town import Doors

    doors = Doors(
        {name: can for name, can in capabilities_of(settings).items() if name != CONSOLE},
        {network.name: network for network in networks_of(settings)},
    )
    return play(
        lambda config, clock: open_town(replace(settings, config=config), clock, hasty=True),
        settings.config,
        settings.data,
        doors,
        wanted,
        until,
        script,
        told,
    )


def _demo(settings: Settings) -> Settings:
    """The same, where a year may be played there. Raises ValueError."""
    from channels.app import born_for

    if born_for(settings) == "real":
        raise ValueError(
            f"The town in {settings.data}/ is a real one: nothing is played there. Name another folder (--data)."
        )
    if not settings.bench:
        raise ValueError(
            "A real carrier's account is set (TWILIO_ACCOUNT_SID): invented people must get no real messages. "
            "Unset it first."
        )
    return settings


def _told(played: Played, settings: Settings) -> str:
    if not played.people:
        return f"Nothing is missing: the year in {settings.data}/ was played up to today."
    rate = played.people / max(played.seconds, 0.1)
    return (
        f"{played.people} people came, in {played.seconds:.0f} seconds: {rate:.0f} people and "
        f"{played.steps / max(played.seconds, 0.1):.0f} steps a second. All of it is simulated.\n"
        f"Look at it: nowrongdoor serve --demo --data {settings.data}"
    )


class _Progress:
    """A bar on a terminal; elsewhere a line for each month."""

    def __init__(self) -> None:
        self.day: datetime | None = None
        self._pieces: tuple[Piece, ...] = ()
        self._bar = click.progressbar(
            length=1,
            label="Playing",
            item_show_func=lambda day: str(day or ""),
            file=sys.stderr,
            show_eta=True,
        )

    def __enter__(self) -> _Progress:
        self._bar.__enter__()
        return self

    def __exit__(self, *what: object) -> None:
        self._bar.__exit__(None, None, None)

    def expect(self, pieces: tuple[Piece, ...]) -> None:
        self._pieces = pieces
        self._bar.length = max(1, sum((each.ends - each.begins).days for each in pieces))

    def told(self, at: datetime, people: int) -> None:
        """After each night; what goes on after the last day of a piece is no part of the bar."""
        if not any(each.begins <= at <= each.ends for each in self._pieces):
            return
        if not sys.stderr.isatty() and self.day is not None and self.day.month != at.month:
            click.echo(f"{self.day:%B %Y}: {people} people so far", err=True)
        self.day = at
        self._bar.update(1, f"{at - timedelta(hours=1):%-d %B %Y}, {people} people")
