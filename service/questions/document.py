"""A document: a PDF, or a photo of it."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from service.messages import HintName, Parts, Problem, Upload, Value
from service.questions.files import JPEG, MEGABYTE, PDF, Refused, is_kept, is_pdf, kept, photo, shown_size
from service.questions.photo import refused, too_large
from service.questions.question import ANSWER, Asking, Kept, Question
from service.questions.reading import on_one_line


class DocumentQuestion(Question):
    """PDFs are kept byte for byte, photos as for the photo kind."""

    hint: ClassVar[HintName] = "document"
    carries_file: ClassVar[bool] = True

    kind: Literal["document"]
    max_megabytes: int = Field(default=10, ge=1, le=25)

    def understand(self, parts: Parts, asking: Asking) -> Kept | Problem:
        sent = parts.get(ANSWER)
        if not isinstance(sent, Upload) or not sent.content:
            return _no_document(on_one_line(parts), asking)
        if len(sent.content) > self.max_megabytes * MEGABYTE:
            return too_large(sent, self.max_megabytes, asking)
        if is_pdf(sent.content):
            return kept(sent.content, PDF)
        if sent.content.lstrip()[:5] == b"%PDF-":
            words = asking.say("That document is damaged or did not arrive in full. Please send it again.")
            return Problem("unreadable-document", words)
        read = photo(sent.content)
        if isinstance(read, Refused) and read.code == "not-a-photo":
            words = asking.say(
                "That file is neither a PDF nor a photo. Please save it as PDF, or take a photo of it."
            )
            return Problem("not-a-document", words)
        return refused(read, asking) if isinstance(read, Refused) else read

    def check(self, value: Value, asking: Asking) -> Problem | None:
        return None if is_kept(value, PDF, JPEG) else _no_document("", asking)

    def show(self, value: Value, asking: Asking) -> str:
        size = shown_size(value["size"], asking)
        return (
            asking.say("PDF, {size}", size=size)
            if value["type"] == PDF
            else asking.say("Photo, {size}", size=size)
        )


def _no_document(entered: str, asking: Asking) -> Problem:
    if entered:
        words = asking.say("That was text. Please send the document as PDF, or a photo of it.")
        return Problem("text-instead", words)
    return Problem("empty", asking.say("No document arrived. Please send it as PDF, or a photo of it."))
