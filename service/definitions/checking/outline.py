"""Every code of a definition: what its value can be, when it is known, and from where it can be seen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from service.definitions.findings import Finding, Marks, Place, meant
from service.definitions.model import Section, Service
from service.definitions.shape import Shape
from service.definitions.tables import Sheet
from service.questions.number import NumberQuestion
from service.questions.question import Question

RESERVED = frozenset({"any", "all", "not", "more", "answer", "fact", "today"})
"""Words that mean something in conditions and paths, and so can name nothing."""

Sort = Literal["yes-no", "option", "options", "number", "date", "text", "thing", "unclear"]
"""What an answer is when it is compared. A `thing` (a place, a file) can only be there or not."""


@dataclass(frozen=True)
class Domain:
    sort: Sort
    options: tuple[str, ...] = ()
    kind: str = ""


NUMBER = Domain("number")
UNCLEAR = Domain("unclear")
"""Where another error hides what it is: nothing more is said about it."""


@dataclass(frozen=True)
class Known:
    """One code that conditions, facts and texts may name."""

    code: str
    domain: Domain
    order: int = -1
    """Which question it is, counted from 0; for a fact, the latest question that it needs."""
    repeat: str = ""
    """The repeat in which it has a value."""
    sensitive: bool = False
    is_fact: bool = False


@dataclass(frozen=True)
class View:
    """From where something looks: inside which repeat, and before which question."""

    repeat: str = ""
    before: int | None = None
    anywhere: bool = False
    """Inside of whichever repeat it names: how facts look."""


OUTSIDE = View()


@dataclass(frozen=True)
class Declared:
    """A question, where it stands in the file, and what stands around it."""

    question: Question
    place: Place
    order: int
    section: Section | None

    @property
    def repeat(self) -> str:
        return self.section.code if self.section is not None and self.section.repeat is not None else ""

    @property
    def view(self) -> View:
        return View(self.repeat, self.order)


@dataclass
class Outline:
    """The codes of one definition, and the findings about it. Facts join when their turn comes."""

    model: Service
    marks: Marks
    shape: Shape
    sheets: Mapping[str, Sheet] = field(default_factory=dict)
    declared: list[Declared] = field(default_factory=list)
    known: dict[str, Known] = field(default_factory=dict)
    repeats: dict[str, int] = field(default_factory=dict)
    """The order of the last question of each repeat: after it, its items can be counted."""
    used: set[str] = field(default_factory=set)
    """The tables that something names."""
    findings: list[Finding] = field(default_factory=list)

    def error(self, place: Place, words: str) -> None:
        if self.shape.says_more(place):
            self.findings.append(self.marks.at(place, words))

    def error_at_key(self, place: Place, words: str) -> None:
        if self.shape.says_more(place):
            self.findings.append(self.marks.at_key(place, words))

    def warning(self, place: Place, words: str) -> None:
        if self.shape.says_more(place):
            self.findings.append(self.marks.at(place, words, "warning"))

    def seen(self, code: Any, view: View) -> Known | str:
        """What a code stands for from there, or why it cannot be seen."""
        if not isinstance(code, str):
            return "write the code of a question or a fact here"
        known = self.known.get(code)
        if known is None and code in self.repeats:
            return f"`{code}` is a repeat: name a fact with `{{count: {code}}}` and use that"
        if known is None:
            unclear = self.shape.nameless or code in self.shape.unclear or code in self.model.facts
            missing = f"no question or fact is named `{code}`{meant(code, self.known)}"
            return Known(code, UNCLEAR) if unclear else missing
        if known.repeat and not view.anywhere and known.repeat != view.repeat:
            return (
                f"`{code}` has a value for each item of `{known.repeat}`: "
                "from outside, use a fact that counts or sums over it"
            )
        if view.before is not None and known.order >= view.before:
            return self._too_late(known, view.before)
        return known

    def _too_late(self, known: Known, before: int) -> str:
        question = self.declared[known.order].question.code
        if known.is_fact:
            return f"`{known.code}` is not known yet: it needs `{question}`, which is asked {_when(known, before)}"
        return f"`{known.code}` is asked {_when(known, before)}: only what was asked before can be used"


def _when(known: Known, before: int) -> str:
    return "here itself" if known.order == before else "later"


def outlined(model: Service, marks: Marks, shape: Shape, sheets: Mapping[str, Sheet]) -> Outline:
    outline = Outline(model, marks, shape, sheets)
    for order, (place, question, section) in enumerate(questions_of(model)):
        declared = Declared(question, place, order, section)
        outline.declared.append(declared)
        domain = UNCLEAR if question.code in shape.unclear else domain_of(question, sheets)
        known = Known(question.code, domain, order, declared.repeat, question.sensitive)
        outline.known.setdefault(question.code, known)
        if declared.repeat:
            outline.repeats[declared.repeat] = order
    return outline


def questions_of(model: Service) -> Iterator[tuple[Place, Question, Section | None]]:
    for number, question in enumerate(model.questions):
        yield ("questions", number), question, None
    for number, section in enumerate(model.sections):
        for inner, question in enumerate(section.questions):
            yield ("sections", number, "questions", inner), question, section


def domain_of(question: Question, sheets: Mapping[str, Sheet]) -> Domain:
    options = getattr(question, "options", None)
    if options is not None:
        values = _values(options, sheets)
        return Domain("options" if question.hint == "choices" else "option", values, question.kind)
    sorts: dict[str, Sort] = {
        "yes-no": "yes-no", "declare": "yes-no", "date": "date", "money": "number",
        "place": "thing", "photo": "thing", "document": "thing",
    }  # fmt: skip
    sort = "number" if isinstance(question, NumberQuestion) else sorts.get(question.hint, "text")
    return Domain(sort, kind=question.kind)


def _values(options: Any, sheets: Mapping[str, Sheet]) -> tuple[str, ...]:
    if isinstance(options, list):
        return tuple(option.value for option in options)
    sheet = sheets.get(options.from_)
    return tuple(dict.fromkeys(row.get(options.value, "") for row in sheet.rows)) if sheet else ()
