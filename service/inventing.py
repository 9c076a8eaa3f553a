"""What invented people want of a service and what they would enter, whatever the service: for a town that is played.

What they want is one of the rehearsed ways through the service as it is served, so that any service that an owner
declares can be played. What they enter is judged like what anybody enters; nothing here answers anything.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date

from service.definitions.definition import MORE
from service.drafts import Draft
from service.entering import any_file, as_parts, as_words
from service.interview import Interview
from service.journey import Answers, Step
from service.messages import Parts, Prompt, Upload, Value, Visitor
from service.prompts import SEPARATOR
from service.questions.question import ANSWER, Asking, Question
from service.ways.samples import Sampler
from service.ways.walking import ways

MOST_WAYS = 40
"""Rehearsed ways of one service from which wants are drawn."""
WITHOUT_A_NUMBER = 0.55
"""Who names only the street, where it is not their own home."""
HIGHEST = 40
"""House numbers are drawn up to here: most streets have so many."""
NEARNESS = 3
"""How much more the next times are wanted than later ones."""


@dataclass(frozen=True)
class Wish:
    """What somebody wants: an answer for each question on one way through a service."""

    answers: Answers
    end: str
    """`case`, or the code of the outcome to which it leads."""
    on: date
    """The day for which the way was found; its dates move along with the day on which it is wanted."""


@dataclass(frozen=True)
class Own:
    """What an invented person tells of themselves, wherever they are asked."""

    names: tuple[str, ...]
    """Their own, then those of others whom they name."""
    mobile: str
    email: str


@dataclass(frozen=True)
class Entry:
    """What somebody enters at a prompt: by page and by line."""

    parts: Parts
    words: str
    file: Upload | None = None


@dataclass(frozen=True)
class Inventing:
    interview: Interview
    _wishes: dict[str, tuple[Wish, ...]] = field(default_factory=dict, compare=False, repr=False)

    def wishes(self, service: str) -> tuple[Wish, ...]:
        """What people may want of a service as it is served; none of one that is not."""
        definition = self.interview.drafts.shelf.current(service)
        if definition is None:
            return ()
        if definition.revision not in self._wishes:
            on, registers = self.interview.prompts.today(), self.interview.prompts.registers
            walks = ways(definition, on, MOST_WAYS, registers)
            self._wishes[definition.revision] = tuple(Wish(each.answers, each.end, on) for each in walks)
        return self._wishes[definition.revision]

    def entry(
        self,
        draft: str,
        prompt: Prompt,
        visitor: Visitor,
        wish: Wish,
        own: Own,
        chance: random.Random,
    ) -> Entry | None:
        """What they enter there; None where the draft is no more, or is asked something else by now."""
        found = self.interview.drafts.held(draft)
        if found is None:
            return None
        going = _Going(self.interview, found[0], visitor, wish, own, chance)
        if not prompt.together:
            return going.entry(prompt)
        parts: dict[str, str | Upload | list[str]] = {}
        for each in prompt.together:
            entered = going.entry(each)
            if entered is None:
                return None
            parts |= {f"{each.path}{SEPARATOR}{name}": value for name, value in entered.parts.items()}
        return Entry(parts, "")


@dataclass(frozen=True)
class _Going:
    """One person before one prompt."""

    interview: Interview
    draft: Draft
    visitor: Visitor
    wish: Wish
    own: Own
    chance: random.Random

    def entry(self, prompt: Prompt) -> Entry | None:
        step = self._step(prompt.path)
        if step is None:
            return None
        prompts, draft = self.interview.prompts, self.draft
        attempt = draft.tries_at(prompt.path) + 1
        asking = prompts.asking(draft.definition, step, prompts.today(), self.visitor.language, attempt)
        question = step.asked.question
        if question.carries_file:
            file = any_file(question.hint)
            return Entry({ANSWER: file}, "", file)
        if prompt.problem is not None and prompt.problem.options:
            return _chosen(prompt.problem.options[0].value)
        if question.register and prompt.options:
            return _chosen(self._near(prompt))
        if question.hint == "place":
            return _chosen(self._place(question, asking))
        value = self._value(step, asking)
        return Entry(as_parts(question, value, asking), as_words(question, value, prompt.options, asking))

    def _step(self, path: str) -> Step | None:
        state = self.interview.state(self.draft, self.visitor)
        known = state.step(path)
        if known is not None or state.next is None:
            return known
        group = self.interview.prompts.group(state, state.next, self.visitor)
        return next((each for each in group if each.path == path), None)

    def _near(self, prompt: Prompt) -> str:
        """One of the times that are free: the next ones are wanted most."""
        return prompt.options[int(len(prompt.options) * self.chance.random() ** NEARNESS)].value

    def _place(self, question: Question, asking: Asking) -> str:
        """A street of the town, as somebody says it."""
        streets = tuple(asking.registers.get("streets") or ())
        if not streets:
            return question.example(asking)
        street = self.chance.choice(streets)
        name = street.name(asking.language)
        at_home = getattr(question, "own", False)
        if not at_home and asking.attempt == 1 and self.chance.random() < WITHOUT_A_NUMBER:
            return f"{name}, {street.postcode}"
        number = self.chance.randint(street.lowest, min(street.highest, street.lowest + HIGHEST))
        return f"{name} {number}, {street.postcode}"

    def _value(self, step: Step, asking: Asking) -> Value:
        """What the way says, in this person's own words and figures where nothing else would do as well."""
        wanted, question = self.wish.answers.get(step.path), step.asked.question
        value = wanted.value if wanted is not None else None
        if value is None and step.path.rpartition("/")[2] == MORE:
            return False
        if value is None:
            value = self._usual(step)
        for own in (self._personal(question, value), self._moved(question, value)):
            if own is not None and question.check(own, asking) is None:
                return own
        if value is not None and question.check(value, asking) is None:
            return value
        return self._usual(step)

    def _usual(self, step: Step) -> Value:
        prompts = self.interview.prompts
        sampler = Sampler(self.draft.definition, prompts.today(), registers=prompts.registers)
        return sampler.usual(step.asked, step.scope)

    def _personal(self, question: Question, value: Value) -> Value:
        """This person's own, where a question asks for what everybody has another one of."""
        chance, kind = self.chance, question.kind
        if kind == "name":
            return self.own.names[0] if chance.random() < 0.7 else chance.choice(self.own.names)
        if kind == "phone":
            return self.own.mobile
        if kind == "email":
            return self.own.email
        if question.hint not in ("text", "digits") or not isinstance(value, str):
            return None
        return "".join(chance.choice("123456789") if each.isdecimal() else each for each in value)

    def _moved(self, question: Question, value: Value) -> Value:
        """A date as far from today as it was from the day for which the way was found."""
        if question.hint != "date" or not isinstance(value, str):
            return None
        by = self.interview.prompts.today() - self.wish.on
        return (date.fromisoformat(value) + by).isoformat()


def _chosen(words: str) -> Entry:
    return Entry({ANSWER: words}, words)
