"""A service ready to be asked: the owner's YAML with its conditions, facts and fees compiled, and its texts.

Built once per revision and shared by every thread; nothing in it changes and nothing in it knows an answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from service.definitions.conditions import Test, compiled
from service.definitions.facts import Table, computed
from service.definitions.fees import FeeOf, compiled_fee
from service.definitions.model import Check, Outcome, Remark, Repeat, Section, Service
from service.definitions.offers import Offer, offer_of
from service.definitions.values import Operand
from service.messages import Option
from service.questions import KINDS
from service.questions.question import Question, Translatable
from service.questions.reading import fold

MORE = "more"
"""The last segment of the path of a repeat's own question: "Is there another one?"."""

NAMES = re.compile(r"\{([a-z][a-z0-9_-]*)\}")
"""A name in braces inside a text: an answer or a fact, shown in its place."""

Texts = Mapping[str, str]
"""Finished texts by their place: `questions.lamp.ask`, `outcomes.call-112.say`."""


@dataclass(frozen=True)
class Asked:
    """A question in its place: its own condition compiled, its texts' place."""

    question: Question
    code: str
    test: Test
    place: str
    ask_place: str
    offer: Offer | None = None
    """For a choice whose options depend on earlier answers or stand in a table."""

    def place_of(self, name: str) -> str:
        """Where one of its texts stands: `help` -> `questions.lamp.help`."""
        return self.ask_place if name == "ask" else f"{self.place}.{name}"


@dataclass(frozen=True)
class Block:
    """A section as the journey walks it. A service without sections is one block without a code."""

    code: str
    place: str
    test: Test
    repeat: Repeat | None
    more: Asked | None
    asked: tuple[Asked, ...]
    together: tuple[tuple[str, ...], ...] = ()
    titled: bool = False


@dataclass(frozen=True)
class Definition:
    """One revision of one service."""

    model: Service
    version: str
    """The hash of what it means: changes when answers could come out differently."""
    revision: str
    """The hash of the whole folder: changes with every word."""
    blocks: tuple[Block, ...]
    facts: Mapping[str, Operand]
    outcomes: tuple[tuple[Outcome, Test], ...]
    remarks: tuple[tuple[str, Remark, Test], ...]
    checks: tuple[tuple[str, Check, Test, Test], ...]
    fee: FeeOf | None
    tables: Mapping[str, Table]
    texts: Texts
    translations: Mapping[str, Texts]
    by_code: Mapping[str, Asked]
    repeat_of: Mapping[str, str]
    """The code of the repeat in which a question stands, by the question's code."""
    slots: frozenset[str] = frozenset()
    """The codes of questions that are answered with a time in a calendar."""
    options: dict[tuple[str, str], tuple[Option, ...]] = field(
        default_factory=dict, compare=False, repr=False
    )
    """The options that are always the same, in words, by place and language: made when they are first shown."""
    openings: dict[str, frozenset[str]] = field(default_factory=dict, compare=False, repr=False)
    """The folded words by which it is begun, by language: made when the first message is heard in it."""

    @property
    def code(self) -> str:
        return self.model.service

    def text(self, place: str, language: str) -> str:
        """The text at a place, translated where it is, else in the source language; empty where undeclared."""
        return self.translations.get(language, {}).get(place) or self.texts.get(place, "")

    def words_at(self, place: str, language: str) -> tuple[str, ...]:
        """What people may say for one word of the YAML: a translation may name several words, with commas between."""
        translated = self.translations.get(language, {}).get(place, "")
        return tuple(listed(translated)) or (self.texts[place],)

    def keywords(self, language: str) -> tuple[str, ...]:
        """The words by which it is begun: those of a language first, then the source language's own."""
        words = [self.words_at(f"keywords.{n}", language) for n in range(len(self.model.keywords))]
        return tuple(dict.fromkeys([*(each for own in words for each in own), *self.model.keywords]))

    def is_begun_by(self, words: str, language: str) -> bool:
        """Whether folded words are one of its keywords."""
        if language not in self.openings:
            self.openings[language] = frozenset(fold(keyword) for keyword in self.keywords(language))
        return words in self.openings[language]

    def asked_at(self, path: str) -> Asked | None:
        """The question at a path, whether or not it is on anybody's way."""
        if "/" not in path:
            return self.by_code.get(path)
        section, *_, code = path.split("/")
        if code == MORE:
            return next((block.more for block in self.blocks if block.code == section), None)
        return self.by_code.get(code) if self.repeat_of.get(code) == section else None


def listed(text: str) -> list[str]:
    """The entries of a text with commas between them."""
    return [entry.strip() for entry in re.split("[,،]", text) if entry.strip()]


def built(
    model: Service,
    version: str,
    revision: str,
    tables: Mapping[str, Table],
    translations: Mapping[str, Texts],
) -> Definition:
    """The definition of a model that was found without errors."""
    sections = [(None, model.questions)] if model.questions else []
    blocks = [_block(section, questions, tables) for section, questions in sections]
    blocks += [_block(section, section.questions, tables) for section in model.sections]
    return Definition(
        model=model,
        version=version,
        revision=revision,
        blocks=tuple(blocks),
        facts={code: computed(expression, tables) for code, expression in model.facts.items()},
        outcomes=tuple((outcome, compiled(outcome.when)) for outcome in model.outcomes),
        remarks=tuple(
            (f"remarks.{each.code or n}.say", each, compiled(each.when))
            for n, each in enumerate(model.remarks)
        ),
        checks=tuple(
            (f"checks.{n}.say", each, compiled(each.when), compiled(each.require))
            for n, each in enumerate(model.checks)
        ),
        fee=compiled_fee(model.fee, tables),
        tables=tables,
        texts=dict(texts_of(model)),
        translations=translations,
        by_code={asked.code: asked for block in blocks for asked in block.asked},
        repeat_of={a.question.code: block.code for block in blocks if block.repeat for a in block.asked},
        slots=frozenset(a.code for block in blocks for a in block.asked if a.question.kind == "slot"),
    )


def _block(section: Section | None, questions: list[Any], tables: Mapping[str, Table]) -> Block:
    asked = tuple(_asked(question, tables) for question in questions)
    if section is None:
        return Block("", "", compiled(None), None, None, asked)
    place = f"sections.{section.code}"
    more = None
    if section.repeat is not None:
        question = KINDS["yes_no"].model_validate(
            {"code": MORE, "ask": section.repeat.more, "kind": "yes_no"}
        )
        more = Asked(question, MORE, compiled(None), f"{place}.repeat", f"{place}.repeat.more")
    return Block(
        code=section.code,
        place=place,
        test=compiled(section.when),
        repeat=section.repeat,
        more=more,
        asked=asked,
        together=tuple(tuple(group) for group in section.together),
        titled=section.title is not None,
    )


def _asked(question: Question, tables: Mapping[str, Table]) -> Asked:
    place = f"questions.{question.code}"
    offer = offer_of(getattr(question, "options", None), tables)
    return Asked(question, question.code, compiled(question.when), place, f"{place}.ask", offer)


def texts_of(model: BaseModel, place: str = "") -> Iterator[tuple[str, str]]:
    """Every translatable text of a model with its place; a place names codes, never line numbers.

    A list of things that have a code (or a value) uses it; other lists are numbered from 0. Questions stand
    under `questions.` wherever they are declared, so that moving one into a section keeps its translations.
    """
    for name, translatable in fields_of(type(model)).items():
        value = getattr(model, name)
        inner = f"{place}.{name.rstrip('_')}" if place else name.rstrip("_")
        if isinstance(value, str) and translatable:
            yield inner, value
        elif isinstance(value, BaseModel):
            yield from texts_of(value, inner)
        elif isinstance(value, list):
            yield from _texts_in(value, "questions" if name == "questions" else inner, translatable)


@cache
def fields_of(model: type[BaseModel]) -> Mapping[str, bool]:
    """Which fields of a model are texts for people."""
    return {name: _is_translatable(declared) for name, declared in model.model_fields.items()}


def _texts_in(members: list[Any], place: str, translatable: bool) -> Iterator[tuple[str, str]]:
    for number, member in enumerate(members):
        if isinstance(member, BaseModel):
            name = getattr(member, "code", None) or getattr(member, "value", None) or number
            yield from texts_of(member, f"{place}.{name}")
        elif isinstance(member, str) and translatable:
            yield f"{place}.{number}", member


def _is_translatable(declared: FieldInfo) -> bool:
    """Whether a model's field is a text for people, or an optional one, or a list of such."""
    return any(isinstance(each, Translatable) for each in declared.metadata) or _mentions_text(
        declared.annotation
    )


def _mentions_text(annotation: Any) -> bool:
    if any(isinstance(each, Translatable) for each in getattr(annotation, "__metadata__", ())):
        return True
    return any(_mentions_text(each) for each in get_args(annotation))
