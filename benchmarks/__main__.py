"""The command line of the measurements: `python -m benchmarks` runs them all, a word after it runs one."""

from __future__ import annotations

import click

from benchmarks import cold_start, counts, journey_work, profiled, turns

ROUNDS = click.option("--rounds", default=5, show_default=True, type=click.IntRange(1), help="Paired rounds.")
ENGINE = click.option(
    "--engine",
    default="sqlite",
    show_default=True,
    type=click.Choice(["sqlite", "postgresql"]),
    help="The database.",
)


@click.group(invoke_without_command=True)
@click.pass_context
def main(context: click.Context) -> None:
    """Measure No Wrong Door beside an app written by hand."""
    if context.invoked_subcommand is None:
        context.invoke(turns_command)


@main.command("turns")
@ROUNDS
def turns_command(rounds: int) -> None:
    """Processor, throughput, latency and memory, at ours and by hand in turn."""
    click.echo(turns.run(rounds))


@main.command("cold-start")
@click.option("--times", default=5, show_default=True, type=click.IntRange(1), help="Starts of each side.")
def cold_start_command(times: int) -> None:
    """From the start of the process to the first 200 of /health."""
    click.echo(cold_start.run(times))


@main.command("counts")
@click.option("--full", is_flag=True, help="With 1,000,000 cases in the store too.")
@ENGINE
def counts_command(full: bool, engine: str) -> None:
    """Statements and bytes written per turn, with few and many cases, for short and long services."""
    click.echo(counts.run(many=full, engine=engine))


@main.command("journey")
def journey_command() -> None:
    """What computing the journey costs, for services of 5, 30 and 300 questions."""
    click.echo(journey_work.run())


@main.command("profile")
@click.option(
    "--dialogues", default=profiled.DIALOGUES, show_default=True, help="Of seven turns, for each page."
)
def profile_command(dialogues: int) -> None:
    """Where the time of a text turn and of a web step goes; written to benchmarks/profiles/ too."""
    click.echo(profiled.run(dialogues))


if __name__ == "__main__":
    main()
