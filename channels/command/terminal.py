"""What all commands share: their options, how they open the town, and how they say what an operator did wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec, TypeVar

import click

from channels.settings import Settings, read_settings

if TYPE_CHECKING:
    from service.assembly import Core

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
        except Exception as error:
            from service.front_office import NoRoom  # slow to import, and needed hardly ever

            if isinstance(error, NoRoom):
                raise click.ClickException("There is no room to write: see `nowrongdoor doctor`.") from error
            raise

    return said


def at_home(settings: Settings) -> Settings:
    """Settings as the data folder was born: commands beside the server need not be told again."""
    from channels.app import born_for

    born = "demo" if settings.demo else born_for(settings)
    if not born:
        raise ValueError(f"There is no town in {settings.data}/ yet. `make run` makes one to try things out.")
    return replace(settings, demo=born == "demo")


def town_at(data: Path | None) -> Core:
    """The town of a data folder, as it was born."""
    from channels.app import open_town

    return open_town(at_home(read_settings(data=data)))
