"""How a value is entered again: in the inputs of a page, or in the words of a line. For who gives answers by program.

What comes of it is judged like what anybody enters.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import cache

from service.messages import HintName, Option, Parts, Upload, Value
from service.questions.question import ANSWER, Asking, Question

_PAPER = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def as_parts(question: Question, value: Value, asking: Asking) -> Parts:
    """What stands in each input, by its name; None leaves them empty. A file is any one of the right sort."""
    if value is None:
        return {part.name: "" for part in question.parts(asking)}
    if question.carries_file:
        return {ANSWER: any_file(question.hint)}
    return {part.name: part.value for part in question.parts(asking, value)}


def as_words(question: Question, value: Value, options: Sequence[Option], asking: Asking) -> str:
    """As it is said in few characters: the number of an option, else the words; empty for a file."""
    if value is None or question.carries_file:
        return ""
    numbers = {option.value: str(number) for number, option in enumerate(options, 1)}
    typed = question.retype(value, asking)
    return " ".join(numbers.get(each, each) for each in ([typed] if isinstance(typed, str) else typed))


def any_file(hint: HintName) -> Upload:
    return _photo() if hint == "photo" else Upload(_PAPER, "application/pdf", "1.pdf")


@cache
def _photo() -> Upload:
    from PIL import Image

    made = io.BytesIO()
    Image.new("RGB", (8, 6), "grey").save(made, "PNG")
    return Upload(made.getvalue(), "image/png", "1.png")
