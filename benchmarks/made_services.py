"""Services of any length, made up: a yes or no, a choice and a line of text in turn, every fifth on a condition."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from service.definitions.definition import Definition
from service.definitions.folder import SERVICE_FILE, Folder
from service.definitions.loading import load
from service.journey import Answer
from service.messages import Value

ON = date(2026, 11, 23)
KINDS: tuple[tuple[str, str, str, Value], ...] = (
    ("yes_no", "1", "yes", True),
    ("choice", "2", "blue", "blue"),
    ("text", "Abc", "Abc", "Abc"),
)
"""What each kind is answered by text and on a page, and how that is stored."""


def code(length: int) -> str:
    return f"made-{length}"


def written(length: int) -> str:
    """The whole of a `service.yaml` with this many questions, all of them on the way of whoever says yes."""
    return (
        "\n".join([*_heading(length), *(line for number in range(length) for line in _question(number))])
        + "\n"
    )


def _heading(length: int) -> Iterator[str]:
    yield f"service: {code(length)}"
    yield f"title: Made of {length}"
    yield "summary: Made up for measuring."
    yield f"keywords: [MADE{length}]"
    yield "office: public-works"
    yield "state: open"
    yield "takes: a while"
    yield "receipt: We have it."
    yield "questions:"


def _question(number: int) -> Iterator[str]:
    kind = KINDS[number % len(KINDS)][0]
    yield f"  - code: q{number}"
    yield f"    ask: What about {number}?"
    yield f"    kind: {kind}"
    if kind == "choice":
        yield "    options:"
        yield "      - {value: red, label: Red}"
        yield "      - {value: blue, label: Blue}"
        yield "      - {value: green, label: Green}"
    if number % 5 == 4:
        before = (number - 1) // len(KINDS) * len(KINDS)
        yield f"    when: {{q{before}: true}}"


def text(number: int) -> str:
    """What is texted to the question with this number."""
    return KINDS[number % len(KINDS)][1]


def entry(number: int) -> str:
    """What is entered on its page."""
    return KINDS[number % len(KINDS)][2]


def value(number: int) -> Value:
    """What is stored of either."""
    return KINDS[number % len(KINDS)][3]


def definition(length: int) -> Definition:
    loaded = load(Folder(code(length), {SERVICE_FILE: written(length).encode()}))
    assert loaded.definition is not None, [str(finding) for finding in loaded.findings]
    return loaded.definition


def answers(answered: int) -> dict[str, Answer]:
    """To the first questions of such a service."""
    return {f"q{number}": Answer(value(number)) for number in range(answered)}
