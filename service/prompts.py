"""From a journey to what is asked next: Prompts in finished words.

Reads definitions and journeys; decides nothing about what comes next and stores nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from service.clock import Clock, day_in
from service.definitions.definition import NAMES, Asked, Definition
from service.definitions.offers import label_in, rows_offered
from service.definitions.values import Missing
from service.journey import Journey, Step, Way, journey
from service.messages import (
    Capabilities,
    DoorAddress,
    Office,
    Option,
    Part,
    Parts,
    Problem,
    Progress,
    Prompt,
    Value,
    Visitor,
)
from service.questions.options import Choice
from service.questions.question import Asking
from service.questions.reading import fold
from service.town import Town
from service.wording import Wording

SEPARATOR = ":"
"""Between path and part, where several questions stand on one page."""


@dataclass(frozen=True)
class Prompts:
    """Makes prompts for one town. `wordings` by language; `registers` by name."""

    town: Town
    wordings: Mapping[str, Wording]
    registers: Mapping[str, Any]
    doors: Mapping[str, Capabilities]
    """What the town's doors can carry, by name; a door that is not here (a desk) can carry everything."""
    clock: Clock
    links_lead_to: str = ""
    """Where the links lead, with `{language}` and `{secret}`; empty where the town has no pages."""
    towns: dict[str, Town] = field(default_factory=dict, init=False, compare=False, repr=False)
    """The town in each language that was wanted so far."""

    def today(self) -> date:
        """The town's day. Drafts are computed as of the day they began; what is entered means today."""
        return day_in(self.town.timezone, self.clock())

    def wording(self, language: str) -> Wording:
        return self.wordings[self.town.spoken(language)]

    def town_in(self, language: str) -> Town:
        """The town as it tells of its offices and doors in a language."""
        spoken = self.town.spoken(language)
        if spoken not in self.towns:
            self.towns[spoken] = _told(self.town, self.wordings[spoken])
        return self.towns[spoken]

    def office(self, definition: Definition, language: str) -> Office | None:
        """Who deals with a service, told in a language; None where the town names no such office."""
        return self.town_in(language).offices.get(definition.model.office)

    def may_ask(self, asked: Asked, can: Capabilities) -> bool:
        """Whether a door can carry the question, and may: a private one is not asked on an open line."""
        question = asked.question
        if question.register and question.register not in self.registers:
            return False
        if question.hint == "photo" and not can.photos:
            return False
        if question.hint == "document" and not can.documents:
            return False
        return can.private or not question.sensitive or question.allow_on_open_line is not None

    def link(self, secret: str, language: str) -> str:
        """The address that holds a secret, on the town's pages; empty where it has none."""
        return self.links_lead_to.format(language=self.town.spoken(language), secret=secret)

    def is_linked(self, asked: Asked, can: Capabilities) -> bool:
        """Whether a door that cannot ask a question gives a link to a page that does."""
        return (
            bool(self.links_lead_to)
            and can.links
            and any(each.pages and self.may_ask(asked, each) for each in self.doors.values())
        )

    def doors_for(self, definition: Definition, on: date, language: str) -> tuple[DoorAddress, ...]:
        """The town's doors at which a service can be taken to its end, as far as is known before it is begun."""
        return tuple(
            address
            for address in self.town_in(language).addresses
            if address.door not in self.doors
            or self.obstacle(definition, self.doors[address.door], on) is None
        )

    def doors_that_ask(self, asked: Asked, visitor: Visitor) -> list[DoorAddress]:
        """The town's other doors where a question can be asked, the one that it recommends first."""
        return [
            address
            for address in self.town_in(visitor.language).addresses
            if address.door != visitor.door
            and (address.door not in self.doors or self.may_ask(asked, self.doors[address.door]))
        ]

    def came_by(self, door: str, language: str) -> str:
        """How an answer came that was given at a door: `by text message`."""
        address = self.town_in(language).address_of(door)
        return (address.by if address else "") or self.wording(language).say("at another door")

    def obstacle(self, definition: Definition, can: Capabilities, on: date) -> Step | None:
        """A question that is asked on every way, needs an answer at once, and that this door cannot ask."""
        scope = journey(definition, {}, on).scope
        for block in definition.blocks:
            for asked in block.asked if block.test(scope) is True and block.repeat is None else ():
                question = asked.question
                certain = question.when is None and not question.optional and not question.later
                if certain and not self.may_ask(asked, can) and not self.is_linked(asked, can):
                    return Step(question.code, asked, None, block, scope)
        return None

    def asking(self, definition: Definition, step: Step, on: date, language: str, attempt: int = 1) -> Asking:
        wording = self.wording(language)
        asked, answer = step.asked, step.answer

        def word(name: str) -> str:
            return self.filled(definition, asked.place_of(name), step.scope, language)

        return Asking(
            language=language,
            on=on,
            say=wording.say,
            word=word,
            currency=self.town.currency,
            region=self.town.region,
            timezone=self.town.timezone,
            answered=answer.value if answer is not None and answer.state == "given" else None,
            registers=self.registers,
            options=self._options(definition, asked, step.scope, language),
            attempt=attempt,
        )

    def filled(self, definition: Definition, place: str, scope: Way, language: str) -> str:
        """A service's own text with the answers and facts that it names in braces."""
        text = definition.text(place, language)
        return (
            NAMES.sub(lambda found: self._named(definition, found[1], scope, language), text)
            if "{" in text
            else text
        )

    def label(self, definition: Definition, step: Step, language: str) -> str:
        """A question in few words, where it is named and not asked."""
        name = "short" if step.asked.question.short else "ask"
        return self.filled(definition, step.asked.place_of(name), step.scope, language)

    def _named(self, definition: Definition, code: str, scope: Way, language: str) -> str:
        value = scope.value(code)
        if isinstance(value, Missing):
            return "…"
        asked = definition.by_code.get(code)
        if asked is None:
            return self.wording(language).number(value) if isinstance(value, int | float) else str(value)
        step = Step(code, asked, None, definition.blocks[0], scope)
        return asked.question.show(value, self.asking(definition, step, scope.on, language))

    def asking_by_itself(self, language: str) -> Asking:
        """The circumstances of a question that belongs to no service, or of words that were not said to any."""
        return Asking(
            language=language,
            on=self.today(),
            say=self.wording(language).say,
            word=lambda _: "",
            currency=self.town.currency,
            region=self.town.region,
            timezone=self.town.timezone,
            registers=self.registers,
        )

    def _options(self, definition: Definition, asked: Asked, scope: Way, language: str) -> tuple[Option, ...]:
        options = getattr(asked.question, "options", None)
        if options is None:
            return ()
        if not isinstance(options, list):
            rows = rows_offered(options, definition.tables, scope)
            return tuple(Option(row[options.value], label_in(row, options.label, language)) for row in rows)
        if asked.offer is not None:
            offered = asked.offer(scope)
            return tuple(
                each for each in self._declared(definition, asked, language) if each.value in offered
            )
        return self._declared(definition, asked, language)

    def _declared(self, definition: Definition, asked: Asked, language: str) -> tuple[Option, ...]:
        """The options that stand in the definition, whatever they depend on."""
        name = (asked.place, language)
        if name not in definition.options:
            definition.options[name] = self._worded(definition, asked, language)
        return definition.options[name]

    def _worded(self, definition: Definition, asked: Asked, language: str) -> tuple[Option, ...]:
        options = getattr(asked.question, "options", ())
        own = tuple(_own_words(definition, asked, each, language) for each in options)
        return tuple(
            replace(each, words=each.words + _foreign_words(option, own))
            for each, option in zip(own, options, strict=True)
        )

    def ask(
        self,
        definition: Definition,
        state: Journey,
        step: Step,
        visitor: Visitor,
        problems: Mapping[str, Problem] | None = None,
        entered: Mapping[str, Parts] | None = None,
        attempt: int = 1,
    ) -> Prompt:
        """The prompt for a step: with the whole group on its page where the door has pages."""
        problems, entered = problems or {}, entered or {}
        group = self.group(state, step, visitor)
        singles = [
            self.alone(
                definition, state, each, visitor, problems.get(each.path), entered.get(each.path), attempt
            )
            for each in group
        ]
        if len(singles) == 1:
            return singles[0]
        members = tuple(qualified(single) for single in singles)
        first = next((member.problem for member in members if member.problem), None)
        return replace(
            members[0],
            id=f"ask:{'+'.join(member.path for member in members)}",
            words=members[0].section or members[0].words,
            problem=first,
            parts=(),
            options=(),
            optional=False,
            help="",
            together=members,
        )

    def group(self, state: Journey, step: Step, visitor: Visitor) -> list[Step]:
        """The questions that share a page with a step, in their order; only itself for most."""
        code = step.asked.code
        codes = next((group for group in step.block.together if code in group), ())
        if not visitor.capabilities.pages or not codes:
            return [step]
        members = []
        for asked in step.block.asked:
            if asked.code not in codes or not self.may_ask(asked, visitor.capabilities):
                continue
            path = step.path.removesuffix(code) + asked.code
            known = state.step(path)
            if known is not None:
                members.append(known)
            elif asked.test(step.scope) is True:
                answer = state.answers.get(path)
                members.append(Step(path, asked, answer, step.block, step.scope, step.item, step.number))
        return members

    def alone(
        self,
        definition: Definition,
        state: Journey,
        step: Step,
        visitor: Visitor,
        problem: Problem | None = None,
        entered: Parts | None = None,
        attempt: int = 1,
    ) -> Prompt:
        """The prompt for a step and nothing else, whatever stands on its page."""
        question, language = step.asked.question, visitor.language
        asking = self.asking(definition, step, self.today(), language, attempt)
        known = step.answer if step.answer and step.answer.state == "given" else None
        value = known.value if known and not known.hidden else None
        parts = question.parts(asking, value)
        if entered is not None:
            parts = tuple(_with_entered(part, entered) for part in parts)
        words = asking.word("ask")
        return Prompt(
            id=f"ask:{step.path}",
            kind="ask",
            path=step.path,
            words=words,
            short=asking.word("short") or words,
            help=asking.word("help"),
            parts=parts,
            options=question.choices_offered(asking),
            hint=question.hint,
            optional=question.optional,
            later=question.later,
            problem=problem and replace(problem, path=step.path),
            progress=self.progress(definition, state, step, language),
            sensitive=question.sensitive,
            section=self.section(definition, step, language),
            example=question.example(asking),
            service=definition.code,
            title=definition.text("title", language),
        )

    def section(self, definition: Definition, step: Step, language: str) -> str:
        """The heading over a question: its section's title, and which person it is about in a repeat."""
        wording, block = self.wording(language), step.block
        title = definition.text(f"{block.place}.title", language) if block.titled else ""
        if block.repeat is None:
            return title
        if step.asked is block.more:
            return ""
        number = wording.number(step.number)
        return (
            wording.say("{title}: {number}", title=title, number=number)
            if title
            else wording.say("Number {number}", number=number)
        )

    def progress(self, definition: Definition, state: Journey, step: Step, language: str) -> Progress:
        """Where a step is on the way. The total is known only where nothing depends on answers to come."""
        number = next(
            (n for n, each in enumerate(state.steps, 1) if each.path == step.path), len(state.steps)
        )
        total = self._total(definition, state)
        say = self.wording(language).say
        if total is None:
            return Progress(number, None, say("Question {number}", number=number))
        return Progress(number, total, say("Question {number} of {total}", number=number, total=total))

    def _total(self, definition: Definition, state: Journey) -> int | None:
        if state.complete:
            return len(state.steps)
        met = {step.asked.code for step in state.steps} | set(state.scope.values)
        total = len(state.steps)
        for block in definition.blocks:
            to_come = [each for each in block.asked if each.question.code not in met]
            if block.repeat is not None and block.code not in state.scope.closed:
                return None
            if to_come and block.test(state.scope) is None:
                return None
            if to_come and block.test(state.scope) is True:
                truths = [each.test(state.scope) for each in to_come]
                if None in truths:
                    return None
                total += truths.count(True)
        return total


def _told(town: Town, wording: Wording) -> Town:
    def told(table: str, code: str, **texts: str) -> dict[str, str]:
        return {key: wording.of_town(f"town.{table}.{code}.{key}", text) for key, text in texts.items()}

    offices = {
        code: replace(each, **told("offices", code, name=each.name, address=each.address, hours=each.hours))
        for code, each in town.offices.items()
    }
    addresses = tuple(
        replace(each, **told("doors", each.door, label=each.label, words=each.words, by=each.by))
        for each in town.addresses
    )
    return replace(town, offices=offices, addresses=addresses)


def _own_words(definition: Definition, asked: Asked, option: Choice, language: str) -> Option:
    place = asked.place_of(f"options.{option.value}")
    also = [definition.words_at(f"{place}.also.{n}", language) for n in range(len(option.also))]
    return Option(
        value=option.value,
        label=definition.text(f"{place}.label", language),
        words=tuple(dict.fromkeys(each for words in also for each in words)),
        help=definition.text(f"{place}.help", language),
    )


def _foreign_words(option: Choice, own: tuple[Option, ...]) -> tuple[str, ...]:
    """The words of the source language, which stay understood where nothing here is called so."""
    taken = {fold(name) for each in own for name in (each.label, *each.words)}
    return tuple(dict.fromkeys(each for each in (option.label, *option.also) if fold(each) not in taken))


def qualified(prompt: Prompt) -> Prompt:
    """The prompt with part names that are unique on a page with others."""
    parts = tuple(replace(part, name=f"{prompt.path}{SEPARATOR}{part.name}") for part in prompt.parts)
    problem = prompt.problem
    if problem is not None and problem.part is not None:
        problem = replace(problem, part=f"{prompt.path}{SEPARATOR}{problem.part}")
    return replace(prompt, parts=parts, problem=problem)


def _with_entered(part: Part, entered: Parts) -> Part:
    value = entered.get(part.name, part.value)
    return replace(part, value=value) if isinstance(value, str | list) else part


def unqualified(parts: Parts, path: str) -> dict[str, Value]:
    """What was entered for one question of a page."""
    prefix = f"{path}{SEPARATOR}"
    return {name.removeprefix(prefix): value for name, value in parts.items() if name.startswith(prefix)}


def nothing_entered(parts: Parts) -> bool:
    """Whether every part was left empty."""
    return all(
        not value.strip() if isinstance(value, str) else not getattr(value, "content", value)
        for value in parts.values()
    )
