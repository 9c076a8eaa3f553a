"""A whole case at once: what another system or an officer with a paper form lodges, with the same checks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from service.cases import Cases, Decided
from service.changes import Changes
from service.definitions.definition import MORE, Definition
from service.drafts import Draft, Drafts
from service.interview import Interview
from service.journey import Answer, Journey, Step
from service.judging import form_problem
from service.messages import Problem, Problems, Receipt, Value, Visitor
from service.store.database import Connection

MOST_ANSWERS = 2_000


@dataclass
class Laid:
    """Answers laid out along the way, and what was wrong with them."""

    draft: Draft
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class Lodging:
    drafts: Drafts
    interview: Interview
    cases: Cases

    def lodge(
        self, definition: Definition, answers: Mapping[str, Value], key: str, visitor: Visitor
    ) -> Receipt | Problems | Decided:
        """The receipt where the key was lodged before; else what is wrong, or the case to be written."""
        before = self.cases.lodged(definition.code, key)
        if before is not None:
            return before
        draft = self.drafts.begun(definition, visitor, None)
        laid = self._laid(draft, answers, visitor)
        state = self.interview.state(laid.draft, visitor)
        if state.outcome is not None and not laid.problems:
            turn = self.interview.standing(laid.draft, visitor)
            return Problems((), turn.prompt.words if turn.prompt else "")
        problems = [*laid.problems, *self._not_asked(answers, laid, state, visitor)]
        if problems or not state.complete:
            return Problems(tuple(problems))
        stored_key = self.cases.lodging_key(definition.code, key)
        changes = Changes(self.drafts, draft, visitor, new=True)
        changes.note("begun")
        for path, answer in laid.draft.answers.items():
            changes.put(path, answer.value, answer.state)
        decided = self.cases.submission(laid.draft, state, visitor, stored_key)

        def write(connection: Connection) -> None:
            assert decided.write is not None
            changes.write(connection)
            decided.write(connection)

        return Decided(decided.turn, write)

    def _laid(self, draft: Draft, answers: Mapping[str, Value], visitor: Visitor) -> Laid:
        """Walk the way, taking each answer where it is asked for; stops at the first that is missing."""
        laid = Laid(draft)
        for _ in range(MOST_ANSWERS):
            state = self.interview.state(laid.draft, visitor)
            step = state.next
            if step is None:
                return laid
            if state.failed and laid.problems:
                return laid  # what is wrong already may be all that the check complains of
            answer, problem = self._found(laid.draft, state, step, answers, visitor)
            if problem is not None:
                laid.problems.append(replace(problem, path=step.path))
            if answer is None:
                return laid
            record = replace(laid.draft.record, version=laid.draft.version + 1)
            laid.draft = replace(laid.draft.with_answer(step.path, answer), record=record)
        return laid

    def _found(
        self, draft: Draft, state: Journey, step: Step, answers: Mapping[str, Value], visitor: Visitor
    ) -> tuple[Answer | None, Problem | None]:
        """The answer to the question that is next. For a wrong one none is laid, so that what follows is judged."""
        asking = self.interview.prompts.asking(
            draft.definition, step, draft.record.begun_on, visitor.language
        )
        if state.failed:
            return None, self.interview.check_problem(draft, state, step, visitor)
        given = _at(answers, step, state)
        stamp = Answer(given, "given", visitor.door, self.drafts.clock(), draft.version + 1)
        question = step.asked.question
        if step.path.endswith(f"/{MORE}"):
            return stamp, None
        if isinstance(given, dict) and given.get("pending") is True and question.later:
            return replace(stamp, value=None, state="deferred"), None
        if given is None:
            if question.optional:
                return replace(stamp, state="skipped"), None
            return None, Problem(
                "missing", asking.say("An answer is needed: {question}", question=asking.word("ask"))
            )
        if question.carries_file:
            return None, Problem("file", asking.say("A file cannot be lodged this way."))
        problem = form_problem(step, given, asking)
        return (replace(stamp, value=None, state="skipped") if problem else stamp), problem

    def _not_asked(
        self, answers: Mapping[str, Value], laid: Laid, state: Journey, visitor: Visitor
    ) -> list[Problem]:
        """Answers to questions that are not on the way: refused, so that nothing is dropped in silence.

        While something else is wrong the way is not certain, and only what no question has as its code is named.
        """
        say = self.interview.prompts.wording(visitor.language).say
        uncertain = bool(laid.problems) or not state.complete
        given = [step for step in state.steps if step.path in laid.draft.answers]
        asked = {_place(step) for step in given if step.asked is not step.block.more}
        return [
            Problem("not-asked", say("This is not asked here: {code}", code=place[:60]), path=place[:60])
            for place in _places(answers, laid.draft.definition)
            if place not in asked
            and not (uncertain and place.rpartition("/")[2] in laid.draft.definition.by_code)
        ]


def _place(step: Step) -> str:
    """Where the lodged value for a step stands: `household/2/born` is in the second object of a list."""
    code = step.asked.code
    return f"{step.block.code}/{step.number}/{code}" if step.item else code


def _places(answers: Mapping[str, Value], definition: Definition) -> Iterator[str]:
    """Where something was lodged. A repeat that is no list of objects stands there by its own name."""
    repeats = {block.code for block in definition.blocks if block.repeat is not None}
    for code, value in answers.items():
        if code in repeats and isinstance(value, list) and all(isinstance(each, dict) for each in value):
            for number, item in enumerate(value, 1):
                yield from (f"{code}/{number}/{inner}" for inner in item if _says_something(item[inner]))
        elif _says_something(value):
            yield code


def _says_something(value: Value) -> bool:
    return value is not None and value != {"pending": True}


def _at(answers: Mapping[str, Value], step: Step, state: Journey) -> Value:
    """The lodged value for a step: by code, inside a repeat by its place in the list."""
    if step.block.repeat is None:
        return answers.get(step.asked.code)
    items = answers.get(step.block.code) or []
    if not isinstance(items, list):
        return None
    if step.asked is step.block.more:
        return len(items) > step.number
    item = items[step.number - 1] if step.number <= len(items) else None
    return item.get(step.asked.code) if isinstance(item, dict) else None
