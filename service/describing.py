"""Describing: what the services are, from their definitions, in every language of the town at once.

Pure but for the day, on which it depends whether a service is open. Nothing here knows who will read it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from service.catalogue import Catalogue, is_counted, possible_cents
from service.definitions.definition import Asked, Definition
from service.definitions.fees import cents
from service.definitions.model import FeeTable
from service.descriptions import (
    CostDescription,
    DoorDescription,
    OfficeDescription,
    OutputDescription,
    PaperDescription,
    ServiceDescription,
    Words,
)
from service.journey import Way, journey
from service.messages import Capabilities, DoorAddress, ServiceSummary, Visitor
from service.town import Town
from service.wording import Wording, sentence

RECEIPT = sentence("A receipt with a reference, by which you can ask where your case stands")
ANSWER = sentence("An answer at once; nothing is sent to the town")
SOMETIMES = sentence("Not everybody needs it.")
LATER = sentence("It can be sent in later.")

Told = Mapping[str, ServiceSummary]
"""A service as it is told in each language."""
T = TypeVar("T")


@dataclass(frozen=True)
class Describing:
    catalogue: Catalogue

    def all(self) -> tuple[ServiceDescription, ...]:
        """Every service in the town's order; drafts never, closed ones with the words that say so."""
        services = self.catalogue.shelf.services()
        return tuple(self.described(each) for each in services if each.model.state.is_ != "draft")

    def described(self, definition: Definition) -> ServiceDescription:
        model, prompts = definition.model, self.catalogue.prompts
        told = {
            language: self.catalogue.summary(definition, Visitor("", language, Capabilities()))
            for language in prompts.town.languages
        }
        own = told[prompts.town.language]
        scope = journey(definition, {}, prompts.today()).scope
        return ServiceDescription(
            code=definition.code,
            title=self._text(definition, "title", scope),
            summary=self._text(definition, "summary", scope),
            closed=_once(told, lambda each: each.closed),
            keywords=self._keywords(definition),
            audience=tuple(model.for_),
            office=_office(told, own),
            doors=_doors(told, own),
            needs=tuple(self._text(definition, f"needs.{n}", scope) for n in range(len(model.needs))),
            papers=tuple(self._papers(definition, scope)),
            outputs=tuple(self._outputs(definition, scope)),
            costs=tuple(self._costs(definition, told, scope)),
            promise=_once(told, lambda each: each.promise),
            working_days=model.promise.working_days if model.promise else None,
            identity=_once(told, lambda each: each.identity),
            keeps=_once(told, lambda each: each.keeps),
            revision=definition.revision,
        )

    def _keywords(self, definition: Definition) -> Mapping[str, tuple[str, ...]]:
        """The words by which it is begun, each under the language whose it is."""
        town, count = self.catalogue.prompts.town, range(len(definition.model.keywords))
        return {
            language: tuple(
                dict.fromkeys(
                    word
                    for n in count
                    if _is_told(definition, f"keywords.{n}", language, town)
                    for word in definition.words_at(f"keywords.{n}", language)
                )
            )
            for language in town.languages
        }

    def _papers(self, definition: Definition, scope: Way) -> Iterator[PaperDescription]:
        for block in definition.blocks:
            for asked in block.asked:
                if asked.question.carries_file:
                    title = asked.place_of("short") if asked.question.short else asked.ask_place
                    yield PaperDescription(
                        asked.code,
                        self._text(definition, title, scope),
                        self._notes(asked, certain=block.repeat is None and block.test(scope) is True),
                    )

    def _notes(self, asked: Asked, *, certain: bool) -> Words:
        question = asked.question
        wanted = [] if certain and question.when is None and not question.optional else [SOMETIMES]
        if question.later:
            wanted.append(LATER)
        return self._said(lambda wording: " ".join(wording.say(each) for each in wanted))

    def _outputs(self, definition: Definition, scope: Way) -> Iterator[OutputDescription]:
        model = definition.model
        code, words = ("answer", ANSWER) if model.outcomes_only else ("receipt", RECEIPT)
        yield OutputDescription(code, self._said(lambda wording: wording.say(words)))
        for state in model.workflow.states if model.workflow else ():
            if state.letter is not None:
                place = f"workflow.states.{state.code}.letter.title"
                yield OutputDescription(state.code, self._text(definition, place, scope))

    def _costs(self, definition: Definition, told: Told, scope: Way) -> Iterator[CostDescription]:
        single = _single(definition)
        yield CostDescription(single, _once(told, lambda each: each.price))
        for sum_, place in dict.fromkeys(_rows(definition)) if single is None else ():
            label = self._text(definition, place, scope) if place else self._money(sum_)
            yield CostDescription(sum_, label)

    def _money(self, sum_: int) -> Words:
        return self._said(lambda wording: wording.money(sum_))

    def _text(self, definition: Definition, place: str, scope: Way) -> Words:
        """A service's own text in the languages into which it is translated."""
        prompts = self.catalogue.prompts
        return {
            language: prompts.filled(definition, place, scope, language)
            for language in prompts.town.languages
            if _is_told(definition, place, language, prompts.town)
        }

    def _said(self, say: Callable[[Wording], str]) -> Words:
        """A sentence of our own in every language."""
        prompts = self.catalogue.prompts
        told = {language: say(prompts.wording(language)) for language in prompts.town.languages}
        return _not_again(told)


def _is_told(definition: Definition, place: str, language: str, town: Town) -> bool:
    """Whether a service's text is in a language: its own, or one into which it is translated."""
    return language == town.language or bool(definition.translations.get(language, {}).get(place))


def _single(definition: Definition) -> int | None:
    """The sum that everybody pays, in cents; None where it depends."""
    fee, sums = definition.model.fee, set(possible_cents(definition))
    if fee is None or not sums:
        return 0
    return sums.pop() if len(sums) == 1 and not is_counted(definition) else None


def _rows(definition: Definition) -> Iterator[tuple[int, str]]:
    """Each sum that may be due, and the place of what it is called, empty where it has no name."""
    fee = definition.model.fee
    if isinstance(fee, FeeTable):
        for row in definition.tables.get(fee.from_, []):
            yield cents(row[fee.sum]), ""
    elif fee is not None:
        name = "first_of" if fee.first_of else "all_of"
        for number, each in enumerate(fee.first_of or fee.all_of or []):
            yield cents(each.sum), f"fee.{name}.{number}.label" if each.label else ""


def _office(told: Told, own: ServiceSummary) -> OfficeDescription:
    office = own.office
    return OfficeDescription(
        code=office.code,
        name=_once(told, lambda each: each.office.name),
        level=office.level,
        phone=office.phone,
        email=office.email,
        address=_once(told, lambda each: each.office.address),
        hours=_once(told, lambda each: each.office.hours),
    )


def _doors(told: Told, own: ServiceSummary) -> tuple[DoorDescription, ...]:
    """The same doors stand in every language, in the same order."""

    def said(number: int, read: Callable[[DoorAddress], str]) -> Words:
        return _once(told, lambda each: read(each.doors[number]))

    return tuple(
        DoorDescription(
            door=door.door,
            label=said(number, lambda each: each.label),
            words=said(number, lambda each: each.words),
            url=door.url,
        )
        for number, door in enumerate(own.doors)
    )


def _once(told: Told, read: Callable[[ServiceSummary], str]) -> Words:
    return _not_again({language: read(each) for language, each in told.items()})


def _not_again(told: Words) -> Words:
    """Words that read as in the town's own language, the first, are not said again: they may not be translated."""
    own = next(iter(told))
    return {
        language: words
        for language, words in told.items()
        if words and (language == own or words != told[own])
    }
