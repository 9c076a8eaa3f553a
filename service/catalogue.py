"""What the town offers: each service as its front page, its start page and a menu show it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from service.checklist import Checklist
from service.definitions.definition import Definition
from service.definitions.fees import cents
from service.definitions.model import Duration, FeeTable
from service.definitions.versions import Shelf
from service.messages import Capabilities, Office, Prompt, ServiceSummary, Visitor
from service.prompts import Prompts
from service.wording import Wording, sentences

MOST_KEPT = 1_000
"""Summaries that are kept: a town's services, in its languages, for each sort of door; edits in a demo come on top."""

Kept = dict[tuple[str, str, date, Capabilities], ServiceSummary]


@dataclass(frozen=True)
class Catalogue:
    shelf: Shelf
    prompts: Prompts
    checklist: Checklist
    kept: Kept = field(default_factory=dict, compare=False, repr=False)
    """Summaries made before: every page of a service wants one, and only the day and the definition change it."""

    def all(self, visitor: Visitor) -> list[ServiceSummary]:
        return [
            self.summary(each, visitor) for each in self.shelf.services() if each.model.state.is_ != "draft"
        ]

    def summary(self, definition: Definition, visitor: Visitor) -> ServiceSummary:
        name = (definition.revision, visitor.language, self.prompts.today(), visitor.capabilities)
        found = self.kept.get(name)
        if found is None:
            if len(self.kept) >= MOST_KEPT:
                self.kept.clear()
            found = self.kept[name] = self._summary(definition, visitor)
        return found

    def _summary(self, definition: Definition, visitor: Visitor) -> ServiceSummary:
        model, language = definition.model, visitor.language
        wording = self.prompts.wording(language)
        closed = self.closed(definition, visitor)
        return ServiceSummary(
            code=definition.code,
            title=definition.text("title", language),
            summary=definition.text("summary", language),
            keywords=definition.keywords(language),
            audience=tuple(model.for_),
            needs=tuple(definition.text(f"needs.{n}", language) for n in range(len(model.needs))),
            takes=definition.text("takes", language),
            price=_price(definition, wording),
            identity=" ".join(self.checklist.identity_notes(definition, language)),
            state="closed" if closed else "open",
            closed=closed.words if closed else "",
            office=self.prompts.town_in(language).offices.get(
                model.office, Office(model.office, self.prompts.town.name)
            ),
            promise=_promise(definition, wording),
            keeps=wording.say(
                "Unfinished answers are deleted after {drafts}, what you send us after {cases}.",
                drafts=_length(model.keep.drafts, wording),
                cases=_length(model.keep.cases, wording),
            ),
            questions=sum(len(block.asked) for block in definition.blocks),
            revision=definition.revision,
            here=self.prompts.obstacle(definition, visitor.capabilities, self.prompts.today()) is None,
            doors=self.prompts.doors_for(definition, self.prompts.today(), language),
        )

    def closed(self, definition: Definition, visitor: Visitor) -> Prompt | None:
        """Why a service cannot be begun today; None while it is open."""
        state, language = definition.model.state, visitor.language
        wording, today = self.prompts.wording(language), self.prompts.today()
        if state.on(today) != "closed":
            return None
        words = [
            definition.text("state.say", language) or wording.say("This service is closed at the moment.")
        ]
        if state.from_ is not None and today < state.from_:
            words.append(wording.say("It opens on {day}.", day=wording.date(state.from_)))
        return Prompt(
            id="closed",
            kind="say",
            words=" ".join(words),
            service=definition.code,
            title=definition.text("title", language),
        )


def _promise(definition: Definition, wording: Wording) -> str:
    promise = definition.model.promise
    if promise is None:
        return ""
    return wording.count(
        "We decide within one working day.", "We decide within {number} working days.", promise.working_days
    )


def _length(kept: Duration, wording: Wording) -> str:
    """`30 days`, in the language's own plural."""
    one, many = {
        "day": sentences("{number} day", "{number} days"),
        "week": sentences("{number} week", "{number} weeks"),
        "month": sentences("{number} month", "{number} months"),
        "year": sentences("{number} year", "{number} years"),
    }[kept.unit]
    return wording.count(one, many, kept.count)


def _price(definition: Definition, wording: Wording) -> str:
    """What it can cost, from the definition's own sums: free, one price, or from the least to the most."""
    sums = possible_cents(definition)
    if not sums or max(sums) == 0:
        return wording.say("Free")
    least, most = wording.money(min(sums)), wording.money(max(sums))
    if is_counted(definition):
        positive = wording.money(min(each for each in sums if each))
        return (
            wording.say("From {least} each", least=positive)
            if min(sums)
            else wording.say("Free, or from {least} each", least=positive)
        )
    if least == most:
        return least
    return (
        wording.say("Free, or up to {most}", most=most)
        if min(sums) == 0
        else wording.say("{least} to {most}", least=least, most=most)
    )


def is_counted(definition: Definition) -> bool:
    """Whether it costs so much for each of something."""
    fee = definition.model.fee
    if fee is None:
        return False
    return (
        fee.each is not None
        if isinstance(fee, FeeTable)
        else any(row.each is not None for row in fee.first_of or fee.all_of or [])
    )


def possible_cents(definition: Definition) -> list[int]:
    """Every sum that a single fee row can come to, for one of what it counts."""
    fee = definition.model.fee
    if fee is None:
        return []
    if isinstance(fee, FeeTable):
        return [cents(row[fee.sum]) for row in definition.tables.get(fee.from_, [])]
    rows = [cents(row.sum) for row in fee.first_of or fee.all_of or []]
    return rows if fee.first_of else [0, sum(rows)]
