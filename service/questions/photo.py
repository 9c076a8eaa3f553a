"""A photo."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from service.messages import HintName, Parts, Problem, Upload, Value
from service.questions.files import JPEG, MEGABYTE, Refused, is_kept, photo, shown_size
from service.questions.question import ANSWER, Asking, Kept, Question
from service.questions.reading import on_one_line


class PhotoQuestion(Question):
    """Taken in whatever common format; kept as JPEG without place, date or camera."""

    hint: ClassVar[HintName] = "photo"
    carries_file: ClassVar[bool] = True

    kind: Literal["photo"]
    max_megabytes: int = Field(default=8, ge=1, le=25)

    def understand(self, parts: Parts, asking: Asking) -> Kept | Problem:
        sent = parts.get(ANSWER)
        if not isinstance(sent, Upload) or not sent.content:
            return no_file(on_one_line(parts), asking)
        if len(sent.content) > self.max_megabytes * MEGABYTE:
            return too_large(sent, self.max_megabytes, asking)
        read = photo(sent.content)
        return refused(read, asking) if isinstance(read, Refused) else read

    def check(self, value: Value, asking: Asking) -> Problem | None:
        return None if is_kept(value, JPEG) else no_file("", asking)

    def show(self, value: Value, asking: Asking) -> str:
        return asking.say("Photo, {size}", size=shown_size(value["size"], asking))


def no_file(entered: str, asking: Asking) -> Problem:
    if entered:
        return Problem(
            "text-instead",
            asking.say("That was text. Please send a photo: take one, or choose one that you have."),
        )
    return Problem("empty", asking.say("No photo arrived. Please take one, or choose one that you have."))


def too_large(sent: Upload, max_megabytes: int, asking: Asking) -> Problem:
    words = asking.say(
        "That file has {size}. At most {most} MB are possible: please send a smaller one.",
        size=shown_size(len(sent.content), asking),
        most=max_megabytes,
    )
    return Problem("too-large", words)


def refused(read: Refused, asking: Asking) -> Problem:
    if read.code == "too-many-pixels":
        words = asking.say(
            "That picture is too large to be opened. Please send a smaller one, such as a photo from a phone."
        )
    elif read.code == "apple-photo":
        words = asking.say("That photo is in a format that we cannot open (HEIC). Please send it as JPEG.")
    elif read.code == "unreadable-photo":
        words = asking.say(
            "That photo is damaged or did not arrive in full. Please send it again, or another one."
        )
    else:
        words = asking.say("That file is not a photo that we can open. Please send one as JPEG or PNG.")
    return Problem(read.code, words)
