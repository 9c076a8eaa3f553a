"""A paper form, typed in on one page: every question at once, each judged as at any other door.

What is right is kept in the draft as it is typed, files too; what is wrong comes back as it was typed, each problem
beside its question. Questions that depend on others come and go with the answers.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from service.cases import Decided
from service.changes import Changes
from service.drafts import Draft
from service.interview import Interview, note_end
from service.journey import Answer, AnswerState, Journey, Step
from service.judging import Taken
from service.messages import Parts, Problem, Prompt, Reading, Turn, Value, Visitor
from service.prompts import nothing_entered, qualified, unqualified
from service.store.database import Connection

MOST_QUESTIONS = 2_000
PAGE = "paper"
"""How the prompt of the whole form is called."""


@dataclass
class Typed:
    """The form so far: the draft as if everything on it were right, and what is not."""

    laid: Draft
    steps: list[Step] = field(default_factory=list)
    taken: list[Taken] = field(default_factory=list)
    problems: dict[str, Problem] = field(default_factory=dict)
    entered: dict[str, Parts] = field(default_factory=dict)

    def lay(self, step: Step, value: Value, state: AnswerState = "given") -> None:
        self.laid = self.laid.with_answer(step.path, Answer(value, state, version=self.laid.version))


@dataclass(frozen=True)
class Papers:
    interview: Interview

    def shown(self, draft: Draft, visitor: Visitor) -> Turn:
        """The form as far as it is typed; the receipt once it was sent."""
        if draft.record.state == "submitted":
            return self.interview.standing(draft, visitor)
        typed, state = self._walked(draft, visitor, None, draft.version)
        return self._turn(draft, typed, state, visitor)

    def typed(
        self, draft: Draft, given: Reading, seen: int, visitor: Visitor, reader: str, *, send: bool
    ) -> Decided:
        """Take what was typed. Where it is to be sent and all of it is right, that is a case, or an outcome.

        `visitor.language` is that of who types; `reader` the one in which the citizen will be written to.
        """
        if draft.record.state == "submitted":
            return Decided(self.interview.standing(draft, replace(visitor, language=reader)))
        typed, state = self._walked(draft, visitor, given, seen)
        changes = Changes(self.interview.drafts, draft, replace(visitor, language=reader))
        changes.change()
        for each in typed.taken:
            if not each.changes_nothing:
                changes.put(each.step.path, each.value, each.state, content=each.content)
                changes.note("answered", each.step.path, attempt=1)
        for path, problem in typed.problems.items() if send else ():
            changes.note("refused", path, problem.code, 1)
        if not send or typed.problems:
            shown = typed if send else _begun(typed)
            return Decided(self._turn(changes.draft, shown, state, visitor), changes.write, changes.draft)
        note_end(changes, state)
        if state.outcome is not None:
            return Decided(self.interview.standing(changes.draft, visitor), changes.write, changes.draft)
        sent = self.interview.cases.submission(changes.draft, state, replace(visitor, language=reader))

        def write(connection: Connection) -> None:
            changes.write(connection)
            assert sent.write is not None
            sent.write(connection)

        return replace(sent, write=write)

    def _walked(
        self, draft: Draft, visitor: Visitor, given: Reading | None, seen: int
    ) -> tuple[Typed, Journey]:
        """Every question on the way, as far as the answers tell; a missing or wrong one hides none that follows."""
        typed, met = Typed(draft), set[str]()
        for _ in range(MOST_QUESTIONS):
            state = self.interview.state(typed.laid, visitor)
            if state.failed and state.next is not None and state.next.path in met:
                step = state.next
                typed.problems[step.path] = self.interview.check_problem(typed.laid, state, step, visitor)
                typed.taken = [each for each in typed.taken if each.step.path != step.path]
                typed.lay(step, None, "skipped")
                continue
            found = next((each for each in state.steps if each.path not in met), None)
            if found is None:
                break
            met.add(found.path)
            typed.steps.append(found)
            if given is not None:
                self._take(typed, state, found, given, seen, visitor)
            elif found.answer is None:
                self._pass_over(typed, found)
        return typed, state

    def _take(
        self, typed: Typed, state: Journey, step: Step, given: Reading, seen: int, visitor: Visitor
    ) -> None:
        question, draft = step.asked.question, typed.laid
        page = _page((self._member(draft, state, step, visitor),))
        parts = unqualified(given(page), step.path)
        typed.entered[step.path] = parts
        if nothing_entered(parts) and step.asked is step.block.more:
            judged: Taken | Problem = Taken(step, False)  # on paper nobody writes that there is nobody else
        elif nothing_entered(parts) and question.later and not _is_given(step):
            judged = Taken(step, None, "deferred")
        else:
            judged = self.interview.judge.judged(draft, step, parts, seen, visitor)
        if isinstance(judged, Problem):
            typed.problems[step.path] = judged
            self._pass_over(typed, step)
        else:
            typed.taken.append(judged)
            typed.lay(step, judged.value, judged.state)

    def _pass_over(self, typed: Typed, step: Step) -> None:
        """As if it were left out, so that what follows is shown and judged too."""
        if step.asked is step.block.more:
            typed.lay(step, False)
        else:
            typed.lay(step, None, "skipped")

    def _member(self, draft: Draft, state: Journey, step: Step, visitor: Visitor) -> Prompt:
        return qualified(self.interview.prompts.alone(draft.definition, state, step, visitor))

    def _turn(self, draft: Draft, typed: Typed, state: Journey, visitor: Visitor) -> Turn:
        prompts = self.interview.prompts
        members = tuple(
            qualified(
                prompts.alone(
                    draft.definition,
                    state,
                    state.step(step.path) or step,
                    visitor,
                    typed.problems.get(step.path),
                    typed.entered.get(step.path),
                )
            )
            for step in typed.steps
        )
        title = draft.definition.text("title", visitor.language)
        prompt = replace(_page(members), words=title, title=title, service=draft.definition.code)
        return Turn(prompt=prompt, draft=draft.handle, version=draft.version, language=visitor.language)


def _begun(typed: Typed) -> Typed:
    """The same for who has not finished typing: what is simply not there yet is no problem."""
    begun = {
        path: problem
        for path, problem in typed.problems.items()
        if not nothing_entered(typed.entered.get(path, {}))
    }
    return replace(typed, problems=begun)


def _page(members: tuple[Prompt, ...]) -> Prompt:
    problem = next((each.problem for each in members if each.problem), None)
    return Prompt(id=PAGE, kind="ask", problem=problem, together=members)


def _is_given(step: Step) -> bool:
    return step.answer is not None and step.answer.state == "given"
