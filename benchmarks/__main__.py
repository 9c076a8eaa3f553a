"""The command line of the measurements: `python -m benchmarks` runs them all, a word after it runs one."""

from __future__ import annotations

import click

from benchmarks import turns

ROUNDS = click.option("--rounds", default=5, show_default=True, type=click.IntRange(1), help="Paired rounds.")


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


if __name__ == "__main__":
    main()
