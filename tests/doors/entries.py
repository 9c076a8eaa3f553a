"""From values to what people enter: the questions on a way with their answers, in the words of the service."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from service.definitions.definition import Definition
from service.journey import Journey, Step
from service.messages import Capabilities, Option, Upload, Value
from service.prompts import Prompts
from service.questions.question import ANSWER, Asking, Question
from tests.doors.driver import Entry


@dataclass(frozen=True)
class Stop:
    """One question on a way, with the answer that is to be given there."""

    path: str
    question: Question
    words: tuple[str, ...]
    """The question as doors may ask it: at length, and in short where declared."""
    entry: Entry | None
    """None: it is left out."""

    @property
    def label(self) -> str:
        """How check answers calls it."""
        return self.words[-1]

    def cannot_be_asked(self, can: Capabilities) -> bool:
        """What the definition says, of a door that carries less than others."""
        carried = {"photo": can.photos, "document": can.documents}.get(self.question.hint, True)
        return not carried or (self.is_private and not can.private)

    @property
    def is_private(self) -> bool:
        return self.question.sensitive and self.question.allow_on_open_line is None

    @property
    def is_dispensable(self) -> bool:
        return self.question.optional or self.question.later


def stops_of(
    definition: Definition, state: Journey, prompts: Prompts, number: int, language: str = "en"
) -> Iterator[Stop]:
    for step in state.steps:
        asking = prompts.asking(definition, step, state.scope.on, language)
        words = tuple(dict.fromkeys(filter(None, (asking.word("ask"), asking.word("short")))))
        given = step.answer is not None and step.answer.state == "given"
        value = step.answer.value if step.answer else None
        entry = entry_for(step, value, asking, number) if given else None
        yield Stop(step.path, step.asked.question, words, entry)


def entry_for(step: Step, value: Value, asking: Asking, number: int) -> Entry:
    question = step.asked.question
    if question.carries_file:
        return Entry({ANSWER: a_photo() if question.hint == "photo" else a_paper()}, "")
    if question.known_from == "line":
        return Entry({ANSWER: a_number(number)}, a_number(number))
    typed = question.retype(value, asking)
    parts: dict[str, Any] = {part.name: part.value for part in question.parts(asking, value)}
    words = typed if isinstance(typed, str) else " ".join(typed)
    chosen = typed if isinstance(typed, list) else [typed]
    named = [option for each in chosen for option in _of(each, question, asking)]
    return Entry(parts, words, tuple(option.label for option in named), _synonyms(named))


def _of(value: str, question: Question, asking: Asking) -> list[Option]:
    return [option for option in question.choices_offered(asking) if option.value == value]


def _synonyms(named: list[Option]) -> tuple[str, ...]:
    return tuple(option.words[-1] for option in named) if all(option.words for option in named) else ()


def a_number(number: int) -> str:
    """A telephone of one's own for everybody, so that nobody's text lands in another's conversation."""
    return f"+32471{number:06d}"


@cache
def a_photo() -> Upload:
    from PIL import Image

    made = io.BytesIO()
    Image.new("RGB", (8, 6), "orange").save(made, "PNG")
    return Upload(made.getvalue(), "image/png", "hole.png")


@cache
def a_paper() -> Upload:
    return Upload(b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n", "application/pdf", "paper.pdf")
