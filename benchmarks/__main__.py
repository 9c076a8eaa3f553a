"""The command line of the measurements: `python -m benchmarks` runs them all, a word after it runs one."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable

import click

from benchmarks import (
    appointments,
    cold_start,
    counter,
    counts,
    evidence,
    hand_over,
    journey_work,
    kiosk_screen,
    load,
    notices,
    offline,
    profiled,
    recording,
    turns,
    understanding,
)

ROUNDS = click.option("--rounds", default=5, show_default=True, type=click.IntRange(1), help="Paired rounds.")
ENGINE = click.option(
    "--engine",
    default="sqlite",
    show_default=True,
    type=click.Choice(["sqlite", "postgresql"]),
    help="The database.",
)
FULL = click.option("--full", is_flag=True, help="With 1,000,000 cases in the store too: some minutes more.")


@click.group(invoke_without_command=True)
@ROUNDS
@ENGINE
@FULL
@click.pass_context
def main(context: click.Context, rounds: int, engine: str, full: bool) -> None:
    """Measure No Wrong Door beside an app that was written by hand; about fifteen minutes for everything.

    Other work on the machine disturbs: ratios stand it, other figures do not.
    """
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # what was started is stopped then, too
    if context.invoked_subcommand is not None:
        return
    missed: list[str] = []
    for heading, measure in (
        ("Beside an app written by hand", lambda: turns.run(rounds, engine)),
        ("Cold start", cold_start.run),
        ("The journey's own work", journey_work.run),
        ("Statements and bytes written per turn", lambda: counts.run(many=full, engine=engine)),
        ("Changing doors", lambda: hand_over.run(rounds, engine)),
        ("A kiosk that was offline", offline.run),
        ("The counter", counter.run),
        ("Notices", notices.run),
        ("Times in one calendar", appointments.run),
        ("Figures", evidence.run),
        ("Recording what happens", recording.run),
        ("The kiosk's screen", kiosk_screen.run),
        ("Where the time of a turn goes", profiled.run),
        ("Understanding", understanding.run),
        ("Load", load.run),
    ):
        missed += _said(heading, measure)
    click.echo("\n".join(["", "Marks that are missed:", *(missed or ["none"])]))


def _said(heading: str, measure: Callable[[], str]) -> list[str]:
    """Print a part, and give back its lines with marks that are missed."""
    click.secho(f"\n{heading}\n{'=' * len(heading)}\n", bold=True)
    began = time.monotonic()
    words = measure()
    click.echo(words)
    click.echo(f"({time.monotonic() - began:.0f} s)")
    return [line for line in words.splitlines() if "MISSED" in line]


@main.command("turns")
@ROUNDS
@ENGINE
def turns_command(rounds: int, engine: str) -> None:
    """Processor, throughput, latency and memory, at ours and by hand in turn."""
    click.echo(turns.run(rounds, engine))


@main.command("cold-start")
@click.option("--times", default=5, show_default=True, type=click.IntRange(1), help="Starts of each side.")
def cold_start_command(times: int) -> None:
    """From the start of the process to the first 200 of /health."""
    click.echo(cold_start.run(times))


@main.command("understanding")
def understanding_command() -> None:
    """How much of what people text is understood, in four languages, and how often wrongly."""
    click.echo(understanding.run())


@main.command("journey")
def journey_command() -> None:
    """What computing the journey costs, for services of 5, 30 and 300 questions."""
    click.echo(journey_work.run())


@main.command("recording")
def recording_command() -> None:
    """What recording events adds to a turn."""
    click.echo(recording.run())


@main.command("evidence")
def evidence_command() -> None:
    """How soon the page of figures is there, and how fast the log is counted."""
    click.echo(evidence.run())


@main.command("counts")
@FULL
@ENGINE
def counts_command(full: bool, engine: str) -> None:
    """Statements and bytes written per turn, with few and many cases, for short and long services."""
    click.echo(counts.run(many=full, engine=engine))


@main.command("hand-over")
@ROUNDS
@ENGINE
def hand_over_command(rounds: int, engine: str) -> None:
    """What a hand-over costs in turns, with few drafts and with many."""
    click.echo(hand_over.run(rounds, engine))


@main.command("notices")
def notices_command() -> None:
    """Notices a second to a stand-in of the carrier, with one worker and with two."""
    click.echo(notices.run())


@main.command("counter")
@click.option("--cases", default=counter.MANY, show_default=True, type=click.IntRange(counter.FEW))
def counter_command(cases: int) -> None:
    """How fast officers' pages come, with few cases in the store and with many."""
    click.echo(counter.run(many=cases))


@main.command("appointments")
@click.option("--people", default=appointments.PEOPLE, show_default=True, type=click.IntRange(10, 2000))
def appointments_command(people: int) -> None:
    """How many people a second can be given a time in one calendar."""
    click.echo(appointments.run(people))


@main.command("offline")
@click.option("--cases", default=offline.CASES, show_default=True, type=click.IntRange(1, 500))
def offline_command(cases: int) -> None:
    """How fast the cases of a kiosk that was offline reach the hub, and that each is there once."""
    click.echo(offline.run(cases))


@main.command("kiosk-screen")
@click.option("--journeys", default=kiosk_screen.JOURNEYS, show_default=True, type=click.IntRange(1))
def kiosk_screen_command(journeys: int) -> None:
    """What the kiosk's screen weighs, how fast it changes, and that its memory does not grow."""
    click.echo(kiosk_screen.run(journeys))


@main.command("profile")
@click.option(
    "--dialogues", default=profiled.DIALOGUES, show_default=True, help="Of seven turns, for each page."
)
def profile_command(dialogues: int) -> None:
    """Where the time of a text turn and of a web step goes; writes benchmarks/profiles/ anew."""
    click.echo(profiled.run(dialogues, keep=True))


@main.command("load")
@click.option("--people", default=200, show_default=True, type=click.IntRange(1))
@click.option("--seconds", default=120.0, show_default=True)
@click.option(
    "--think", default=load.THINK, show_default=True, help="Seconds before each request, on average."
)
@click.option(
    "--saturating", default=load.SATURATING, show_default=True, help="Seconds without a pause after it."
)
def load_command(people: int, seconds: float, think: float, saturating: float) -> None:
    """Many people at once over all doors, then more than the server can take; checks every case."""
    click.echo(load.run(people=people, seconds=seconds, think=think, saturating=saturating))


if __name__ == "__main__":
    main()
