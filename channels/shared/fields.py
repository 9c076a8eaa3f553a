"""Between a prompt and a form: how inputs are called, what was entered in them, what is wrong with which.

By hint and parts only; nothing here knows a kind of question.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.exceptions import RequestEntityTooLarge

from channels.shared.pictures import picture_of
from channels.shared.reading_order import held_together
from service.messages import Option, Part, Parts, Problem, Prompt, Upload

ANSWER = "answer"
FILES = ("photo", "document")
SEVERAL = "choices"
LONGEST = 20_000
"""Characters of one entry, twice what any question can take; more of them would only have to be sent back."""


@dataclass(frozen=True)
class Control:
    """How one line of text is typed: attributes of an `input`."""

    type: str = "text"
    inputmode: str = ""
    dir: str = "auto"
    """Numbers and addresses on the net run from the left in every language; other words as they are."""


CONTROLS: Mapping[str, Control] = {
    "digits": Control(inputmode="numeric", dir="ltr"),
    "decimal": Control(inputmode="decimal", dir="ltr"),
    "money": Control(inputmode="decimal", dir="ltr"),
    "date": Control(inputmode="numeric", dir="ltr"),
    "phone": Control(type="tel", dir="ltr"),
    "email": Control(type="email", dir="ltr"),
}
"""By hint; every other hint is a plain line of text."""


def members(prompt: Prompt) -> tuple[Prompt, ...]:
    """The questions on the page: one, or several asked together."""
    return prompt.together or (prompt,)


def takes_files(questions: Iterable[Prompt]) -> bool:
    """Whether a file may be sent with the page: only then a form is dearer to read."""
    return any(part.hint in FILES for question in questions for part in question.parts)


def field_id(name: str) -> str:
    """The id of an input in its page: letters, digits and hyphens."""
    return "f-" + re.sub(r"[^A-Za-z0-9]+", "-", name)


def answer_name(prompt: Prompt, page: Prompt) -> str:
    """Under which name one of a Problem's options is posted."""
    return f"{prompt.path}:{ANSWER}" if page.together else ANSWER


def control_of(part: Part) -> Control:
    return CONTROLS.get(part.hint, Control())


def width_class(part: Part) -> str:
    """The class of the stylesheet for an input of about this many characters; empty for the full width."""
    fitting = [width for width in (2, 4, 6, 10, 20) if part.width is not None and width >= part.width]
    return f"width-{fitting[0]}" if fitting else ""


def field_in_error(prompt: Prompt, page: Prompt, problem: Problem) -> str:
    """The id of the first input that a problem concerns."""
    if problem.options and not prompt.options:
        return field_id(answer_name(prompt, page)) + "-which"
    return field_id(problem.part or prompt.parts[0].name)


def groups(options: Iterable[Option]) -> list[tuple[str, tuple[Option, ...]]]:
    """The options under each heading, in their order."""
    return [(heading, tuple(each)) for heading, each in groupby(options, lambda option: option.group)]


@dataclass(frozen=True)
class FieldProblem:
    """What the error summary says and leads to."""

    field: str
    """The id of the input."""
    words: str


def problems_on(page: Prompt) -> list[FieldProblem]:
    """What the error summary lists, in the page's order; among several questions each names its own."""
    return [
        FieldProblem(
            field_in_error(prompt, page, prompt.problem),
            f"{prompt.words} {prompt.problem.words}" if page.together else prompt.problem.words,
        )
        for prompt in members(page)
        if prompt.problem is not None
    ]


def read_parts(page: Prompt, form: MultiDict[str, str], files: MultiDict[str, FileStorage]) -> Parts:
    """What was entered on the page. What it does not ask for is not looked at."""
    return {
        name: entered for prompt in members(page) for name, entered in _entered(prompt, page, form, files)
    }


def _entered(
    prompt: Prompt, page: Prompt, form: MultiDict[str, str], files: MultiDict[str, FileStorage]
) -> Iterator[tuple[str, str | Upload | list[str]]]:
    for part in prompt.parts:
        if part.hint in FILES:
            yield part.name, _upload(files[part.name]) if _chosen(part, files) else ""
        elif part.hint == SEVERAL:
            yield part.name, [_bounded(entered) for entered in form.getlist(part.name)]
        else:
            yield part.name, _first(form, part.name)
    which = answer_name(prompt, page)
    if which in form and which not in {part.name for part in prompt.parts}:
        yield which, _first(form, which)


def _first(form: MultiDict[str, str], name: str) -> str:
    """The first entry that is not empty: one of "which of these do you mean?" goes before the words in doubt."""
    return _bounded(next((entered for entered in form.getlist(name) if entered.strip()), ""))


def _bounded(entered: str) -> str:
    if len(entered) > LONGEST:
        raise RequestEntityTooLarge
    return entered


def _chosen(part: Part, files: Mapping[str, FileStorage]) -> bool:
    return part.name in files and bool(files[part.name].filename)


def _upload(file: FileStorage) -> Upload:
    return Upload(content=file.read(), claimed_type=file.mimetype, name=file.filename or "")


def read_version(form: Mapping[str, str]) -> int:
    """The draft's version when the page was shown; the oldest where somebody has changed the field."""
    written = form.get("seen", "")
    return int(written) if re.fullmatch(r"[0-9]{1,9}", written) else 0


FILTERS: Mapping[str, Callable[..., Any]] = {
    "answer_name": answer_name,
    "control": control_of,
    "field_id": field_id,
    "groups": groups,
    "held_together": held_together,
    "picture": picture_of,
    "takes_files": takes_files,
    "width_class": width_class,
}
"""What templates with questions ask of a prompt and its parts."""
