"""What an owner writes to offer options: a list, or the columns of a table beside the service."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any

from pydantic import AfterValidator, Field

from service.questions.question import Declared, Text
from service.questions.reading import fold

OptionValue = Annotated[str, Field(pattern=r"^[a-z0-9]+([_-][a-z0-9]+)*$", max_length=60)]
"""What is stored when the option is chosen: lower case, digits, single hyphens or underscores."""


class Choice(Declared):
    """One option. `also` are other words by which people name it; `when` offers it only sometimes."""

    value: OptionValue
    label: Text
    help: Text | None = None
    also: list[Text] = []
    when: dict[str, Any] | None = None


class OptionsFrom(Declared):
    """One option for each row of a table that fits `where`: a column equals a word, or an earlier answer."""

    from_: Annotated[str, Field(alias="from", pattern=r"^[\w-]+\.csv$")]
    value: str
    label: str
    where: dict[str, Any] = {}


def _told_apart(options: list[Choice]) -> list[Choice]:
    twice = _repeated(option.value for option in options)
    if twice:
        raise ValueError(f"two options have the value {twice}; every option needs its own")
    twice = _repeated(fold(option.label) for option in options if option.when is None)
    if twice:
        raise ValueError(f"two options are called “{twice}”; nobody could tell them apart")
    return options


def _repeated(names: Iterable[str]) -> str:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            return name
        seen.add(name)
    return ""


Offered = Annotated[list[Choice], Field(min_length=1), AfterValidator(_told_apart)] | OptionsFrom
