"""How services are gone through at a door: rehearsed ways, from the first word to a case, an outcome or a dead end.

The verbs that serve people decide every turn here too, and nothing is written. What a turn costs - parts of a
message, screens, touches - is measured by whoever lays it out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from service.cases import Decided
from service.controls import WORDS
from service.definitions.definition import Definition
from service.drafts import Draft
from service.entering import as_parts, as_words
from service.handover import LINK_LENGTH
from service.interview import WAY_OUT, Interview
from service.journey import Answer, Answers, Step
from service.menus import Menus
from service.messages import Capabilities, Course, Exchange, Parts, Prompt, Turn, Upload, Value, Visitor
from service.prompts import SEPARATOR
from service.questions.question import ANSWER, Asking
from service.single_questions import has_link, with_link
from service.ways.samples import Sampler
from service.ways.walking import Walk, ways

MOST_EXCHANGES = 500
"""On one way; a repeat of fifty persons stays below."""


@dataclass(frozen=True)
class Reach:
    interview: Interview
    menus: Menus
    rows: dict[str, tuple[Answers, ...]] = field(default_factory=dict, compare=False, repr=False)
    """The answers of ways that ask different questions, by the service's revision: the same at every door."""

    def courses(self, definition: Definition, visitor: Visitor) -> tuple[Course, ...]:
        """A service at one door in one language: one course for each different row of questions."""
        opening = self._opening(definition, visitor)
        instead = self.menus.never_here(definition, visitor)
        if instead is not None:
            exchange = Exchange(opening, Turn(prompt=instead, language=visitor.language))
            return (Course((exchange,), "stopped", instead.path),)
        return tuple(self._distinct(definition, visitor, opening))

    def _distinct(self, definition: Definition, visitor: Visitor, opening: str) -> Iterator[Course]:
        today, registers = self.interview.prompts.today(), self.interview.prompts.registers
        sampler = Sampler(definition, today, registers=registers)
        met: set[tuple[str, ...]] = set()
        if definition.revision not in self.rows:
            walks = ways(definition, today, registers=registers)
            self.rows[definition.revision] = tuple(_apart(walks))
        welcome = self._welcome(definition, visitor)
        for asked in self.rows[definition.revision]:
            course = _Going(self.interview, visitor, sampler, asked).course(definition, opening, welcome)
            row = tuple(each.turn.prompt.id for each in course.exchanges if each.turn.prompt)
            if row not in met:
                met.add(row)
                yield course

    def _welcome(self, definition: Definition, visitor: Visitor) -> tuple[str, ...]:
        if visitor.line is None:
            return ()
        _, draft = self.interview.begin(definition, visitor)
        return (self.menus.welcome(definition, draft, visitor),)

    def _opening(self, definition: Definition, visitor: Visitor) -> str:
        """By which a service is begun: its keyword, or its name in a menu."""
        keywords = self.menus.catalogue.summary(definition, visitor).keywords
        return keywords[0] if keywords else definition.text("title", visitor.language)


def _apart(walks: Iterable[Walk]) -> Iterator[Answers]:
    """The answers of ways that ask different questions; the first one of each sort."""
    met: set[tuple[str, ...]] = set()
    for walk in walks:
        answers = walk.answers
        row = tuple(answers)
        if row not in met:
            met.add(row)
            yield answers


@dataclass
class _Going:
    """One person on one way: gives what the way says, until the service has come to an end."""

    interview: Interview
    visitor: Visitor
    sampler: Sampler
    answers: Answers

    def course(self, definition: Definition, opening: str, welcome: tuple[str, ...]) -> Course:
        decided, draft = self.interview.begin(definition, self.visitor)
        turn = self._with_link(definition, replace(decided.turn, said=(*welcome, *decided.turn.said)))
        exchanges = [Exchange(opening, turn)]
        while len(exchanges) < MOST_EXCHANGES:
            prompt = turn.prompt
            if prompt is None or not (
                prompt.kind in ("ask", "check")
                or has_link(prompt, definition, self.interview.prompts, self.visitor)
            ):
                break
            given, decided = self._given(draft, prompt)
            draft, turn = decided.after or draft, self._with_link(definition, decided.turn)
            exchanges.append(replace(given, turn=turn))
        return _ended(tuple(exchanges), turn.prompt)

    def _with_link(self, definition: Definition, turn: Turn) -> Turn:
        """As it is told: a link is as long as every other one."""
        prompt, prompts = turn.prompt, self.interview.prompts
        if prompt is None or not has_link(prompt, definition, prompts, self.visitor):
            return turn
        link = prompts.link("x" * LINK_LENGTH, self.visitor.language)
        return replace(turn, prompt=with_link(prompt, definition, link, prompts, self.visitor))

    def _given(self, draft: Draft, prompt: Prompt) -> tuple[Exchange, Decided]:
        verbs, visitor = self.interview, self.visitor
        if prompt.id.startswith(WAY_OUT):
            entered = self._entered(draft, prompt.path, self._answer(draft, prompt.path).value)
            on_a_page = Visitor("", visitor.language, Capabilities(pages=True))
            decided = verbs.answer_for(visitor, draft, lambda _: entered, on_a_page)
            return Exchange("", decided.turn, answered=prompt, by_link=True), decided
        if prompt.kind == "check":
            proven = replace(visitor, assurance="contact")  # nobody is sent a code in a rehearsal
            decided = verbs.submit(draft, draft.version, proven)
            return Exchange("0", decided.turn, answered=prompt), decided
        members = prompt.together or (prompt,)
        given = {each.path: self._answer(draft, each.path) for each in members}
        if not prompt.together and given[prompt.path].state != "given":
            decided = verbs.skip(draft, prompt.path, visitor)
            return Exchange(_skip_word(visitor.language), decided.turn, answered=prompt), decided
        parts: dict[str, str | Upload | list[str]] = {}
        words = []
        for each in members:
            value = given[each.path].value
            before = f"{each.path}{SEPARATOR}" if prompt.together else ""
            entered = self._entered(draft, each.path, value)
            parts |= {f"{before}{name}": one for name, one in entered.items()}
            words.append(self._typed(draft, each, value))
        said: Parts = parts if visitor.line is None else {ANSWER: words[0]}
        decided = verbs.answer(draft, prompt.path, said, draft.version, visitor)
        return Exchange(" ".join(words), decided.turn, parts, prompt), decided

    def _answer(self, draft: Draft, path: str) -> Answer:
        """What the way says; beside it (a page may ask for more) what is usual."""
        known = self.answers.get(path)
        if known is not None:
            return known
        step = self._step(draft, path)
        return Answer(self.sampler.usual(step.asked, step.scope))

    def _step(self, draft: Draft, path: str) -> Step:
        state = self.interview.state(draft, self.visitor)
        known = state.step(path)
        if known is not None:
            return known
        assert state.next is not None
        group = self.interview.prompts.group(state, state.next, self.visitor)
        return next(each for each in group if each.path == path)

    def _entered(self, draft: Draft, path: str, value: Value) -> Parts:
        step = self._step(draft, path)
        return as_parts(step.asked.question, value, self._asking(draft, step))

    def _typed(self, draft: Draft, prompt: Prompt, value: Value) -> str:
        step = self._step(draft, prompt.path)
        return as_words(step.asked.question, value, prompt.options, self._asking(draft, step))

    def _asking(self, draft: Draft, step: Step) -> Asking:
        prompts = self.interview.prompts
        return prompts.asking(draft.definition, step, prompts.today(), self.visitor.language)


def _ended(exchanges: tuple[Exchange, ...], prompt: Prompt | None) -> Course:
    if prompt is not None and prompt.kind == "done":
        return Course(exchanges, "case")
    if prompt is not None and prompt.outcome:
        return Course(exchanges, "outcome", prompt.outcome)
    return Course(exchanges, "stopped", prompt.path if prompt is not None else "")


def _skip_word(language: str) -> str:
    return WORDS.get(language, WORDS["en"])["skip"][0].upper()
