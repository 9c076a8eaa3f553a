"""Gleaning: answers in the words with which somebody begins a service, "FIX pothole Kerkstraat 12".

A piece of the text answers a question only where it is certain: the piece is exactly an option's name, a street of the
register, a code of the wanted pattern; no other question that may come could mean it; and every other word of the text
is accounted for. Everything else is asked. What is taken is stored like any answer, and waits for its turn.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from service.definitions.conditions import always
from service.definitions.definition import Asked, Block
from service.drafts import Draft
from service.journey import Step, Way, journey
from service.judging import Taken
from service.messages import Value, Visitor
from service.prompts import Prompts
from service.questions.reading import fold, tidy
from service.questions.vocabulary import vocabulary

MOST_WORDS = 20
"""A longer text is a story: it is not picked to pieces."""


@dataclass(frozen=True)
class Piece:
    """Some words in a row that mean an answer to a question."""

    start: int
    end: int
    asked: Asked
    block: Block
    value: Value
    wanted: bool
    """The question is certainly on the way and may be asked here; where it only may come, it can but dispute."""

    def overlaps(self, other: Piece) -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True)
class Gleaner:
    prompts: Prompts

    def gleaned(self, draft: Draft, words: str, visitor: Visitor) -> list[Taken]:
        """The answers in `words`, in the definition's order."""
        said = tidy(words).split()
        negations = vocabulary(visitor.language).not_
        if not said or len(said) > MOST_WORDS or any(fold(word) in negations for word in said):
            return []
        way = Way(draft.definition, draft.record.begun_on, dict(self._known(draft).values))
        found, seen = list[Piece](), list[Piece]()
        while meant := self._meant(said, found, way, draft, visitor):
            seen += meant
            fresh = [each for each in meant if each.wanted and _undisputed(each, meant)]
            if not fresh:
                break
            found += fresh  # they may bring new questions onto the way
            way.values |= {each.asked.code: each.value for each in fresh}
        if not self._accounted_for(said, seen, draft, visitor.language):
            return []
        order = list(draft.definition.by_code)
        return [
            Taken(Step(each.asked.code, each.asked, None, each.block, way), each.value)
            for each in sorted(found, key=lambda each: order.index(each.asked.code))
        ]

    def _known(self, draft: Draft) -> Way:
        return journey(draft.definition, draft.answers, draft.record.begun_on).scope

    def _meant(
        self, said: list[str], found: list[Piece], way: Way, draft: Draft, visitor: Visitor
    ) -> list[Piece]:
        """What else means something once the answers found so far are known: of pieces that overlap, the longest."""
        pieces = [
            each
            for block, asked, wanted in self._coming(draft, way, visitor)
            if not any(asked is each.asked for each in found)
            for each in self._pieces(said, asked, block, wanted, way, visitor)
        ]
        return [
            each
            for each in pieces
            if not any(each.overlaps(other) for other in found)
            and not any(each.overlaps(other) and _longer(other, each) for other in pieces)
        ]

    def _coming(self, draft: Draft, way: Way, visitor: Visitor) -> Iterator[tuple[Block, Asked, bool]]:
        """Questions that may come as far as the way is known, and whether the words may answer them already."""
        for block in draft.definition.blocks:
            reached = block.test(way)
            if reached is False:
                continue
            for asked in block.asked:
                on_the_way = True if asked.test is always else asked.test(way)
                if on_the_way is False or asked.code in draft.answers:
                    continue
                certainly = reached is True and on_the_way is True and block.repeat is None
                may = self.prompts.may_ask(asked, visitor.capabilities) and not asked.question.sensitive
                yield block, asked, certainly and may

    def _pieces(
        self, said: list[str], asked: Asked, block: Block, wanted: bool, way: Way, visitor: Visitor
    ) -> Iterator[Piece]:
        asking = self.prompts.asking(
            way.definition, Step(asked.code, asked, None, block, way), self.prompts.today(), visitor.language
        )
        for start in range(len(said)):
            for end in range(start + 1, len(said) + 1):
                value = asked.question.certainly(" ".join(said[start:end]), asking)
                if value is not None and asked.question.check(value, asking) is None:
                    yield Piece(start, end, asked, block, value, wanted)

    def _accounted_for(self, said: list[str], pieces: list[Piece], draft: Draft, language: str) -> bool:
        """Whether no word is left that could change what the others mean: "little girl fell in a hole" says no size."""
        asides = vocabulary(language).asides | set(fold(draft.definition.text("title", language)).split())
        meant = {number for each in pieces for number in range(each.start, each.end)}
        return all(
            asides.issuperset(fold(word).split()) for number, word in enumerate(said) if number not in meant
        )


def _longer(one: Piece, other: Piece) -> bool:
    return one.end - one.start > other.end - other.start


def _undisputed(piece: Piece, others: list[Piece]) -> bool:
    """Neither do the same words answer another question, nor other words the same question otherwise."""
    return not any(
        (other.overlaps(piece) and other.asked is not piece.asked)
        or (other.asked is piece.asked and other.value != piece.value)
        for other in others
    )
