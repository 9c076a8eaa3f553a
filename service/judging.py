"""Judging what was entered for one question: an answer that may be stored, or why not.

The kind understands and checks; here is added what only the draft knows: how often it was tried, whether somebody
answered the same question meanwhile, and what a line tells by itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from service.drafts import Draft
from service.journey import AnswerState, Step, journey
from service.messages import Option, Parts, Problem, Value, Visitor
from service.prompts import Prompts, nothing_entered
from service.questions.question import ANSWER, Asking, Kept


@dataclass(frozen=True)
class Taken:
    """One question's answer as it will be stored."""

    step: Step
    value: Value
    state: AnswerState = "given"
    content: bytes | None = None

    @property
    def changes_nothing(self) -> bool:
        """The same is stored already: saying it twice is saying it once."""
        answer = self.step.answer
        return answer is not None and (answer.state, answer.value) == (self.state, self.value)


@dataclass
class Refused:
    """What was wrong, and what was entered, by path."""

    problems: dict[str, Problem] = field(default_factory=dict)
    entered: dict[str, Parts] = field(default_factory=dict)


@dataclass(frozen=True)
class Judge:
    prompts: Prompts

    def judged(
        self, draft: Draft, step: Step, entered: Parts, seen: int, visitor: Visitor
    ) -> Taken | Problem:
        """What was entered for one question: an answer that may be stored, or why not."""
        question, answer = step.asked.question, step.answer
        if nothing_entered(entered) and question.carries_file and answer and answer.state == "given":
            return Taken(step, answer.value)  # no page can fill a file in again: the one that is there stays
        taken: Taken | Problem
        if nothing_entered(entered) and question.optional:
            taken = Taken(step, None, "skipped")
        else:
            taken = self.understood(draft, step, entered, visitor)
        return self.settled(taken, seen, visitor) if isinstance(taken, Taken) else taken

    def settled(self, taken: Taken, seen: int, visitor: Visitor) -> Taken | Problem:
        """The same, unless another door has answered otherwise since the draft had the version `seen`."""
        answer = taken.step.answer
        overtaken = answer is not None and answer.version > seen and not taken.changes_nothing
        return self._conflict(taken, visitor) if overtaken else taken

    def understood(self, draft: Draft, step: Step, entered: Parts, visitor: Visitor) -> Taken | Problem:
        """What was entered as an answer of the question's kind, as of today."""
        question, attempt = step.asked.question, draft.tries_at(step.path) + 1
        asking = self.prompts.asking(draft.definition, step, self.prompts.today(), visitor.language, attempt)
        understood = question.understand(entered, asking)
        if isinstance(understood, Problem):
            return understood
        value, content = (
            (understood.value, understood.content) if isinstance(understood, Kept) else (understood, None)
        )
        return question.check(value, asking) or Taken(step, value, content=content)

    def _conflict(self, taken: Taken, visitor: Visitor) -> Problem:
        """The question was answered elsewhere since it was shown: both values, and the person decides."""
        step, can = taken.step, visitor.capabilities
        say = self.prompts.wording(visitor.language).say
        hidden = step.answer is not None and step.answer.hidden
        if hidden or (step.asked.question.sensitive and (can.public_screen or not can.private)):
            return Problem(
                "conflict",
                say(
                    "This was answered at another door meanwhile. Send your answer again if it should replace that one."
                ),
            )
        assert step.answer is not None
        asking = self.prompts.asking(step.scope.definition, step, self.prompts.today(), visitor.language)
        question = step.asked.question
        theirs, ours = (
            question.show(each.value, asking) if each.state == "given" else say("Not provided")
            for each in (step.answer, taken)
        )
        words = say(
            "This was just answered {where}: “{theirs}”. Here you say “{ours}”. Which is right?",
            where=self.prompts.came_by(step.answer.door, visitor.language),
            theirs=theirs,
            ours=ours,
        )
        both = [
            Option(typed, shown)
            for each, shown in ((step.answer, theirs), (taken, ours))
            if each.state == "given"
            and not question.carries_file
            and isinstance(typed := question.retype(each.value, asking), str)
        ]
        return Problem("conflict", words, options=tuple(both) if len(both) > 1 else ())

    def known(self, draft: Draft, visitor: Visitor) -> list[Taken]:
        """Answers that the line itself gives, such as the number from which someone texts."""
        number = visitor.line.contact.partition(":")[2] if visitor.line else ""
        if not number.startswith("+"):
            return []
        way = journey(draft.definition, {}, draft.record.begun_on).scope
        known = []
        for code, asked in draft.definition.by_code.items():
            if asked.question.known_from != "line" or code in draft.definition.repeat_of:
                continue
            step = Step(code, asked, None, draft.definition.blocks[0], scope=way)
            entered = {ANSWER: number}
            judged = self.judged(draft, step, entered, 0, visitor)
            if isinstance(judged, Taken):
                known.append(judged)
        return known


def form_problem(step: Step, value: Value, asking: Asking) -> Problem | None:
    """The kind's own check; a value of quite another form is a problem too, never an error."""
    try:
        return step.asked.question.check(value, asking)
    except (TypeError, ValueError, KeyError, AttributeError, IndexError):
        return Problem(
            "wrong-form",
            asking.say("This answer has the wrong form: {question}", question=asking.word("ask")),
        )
