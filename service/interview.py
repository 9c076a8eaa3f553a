"""Taking answers to a draft, strictly: the door knows which question it shows.

Every verb first decides, without the writer's place, what the turn is and what has to be written for it (`changes`);
whoever calls writes it in one unit of work, alone or together with a line and a delivery.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from service.cases import Cases, Decided
from service.changes import Changes
from service.definitions.definition import Definition
from service.drafts import Draft, Drafts
from service.gleaning import Gleaner
from service.journey import Journey, Step, journey, remarks
from service.judging import Judge, Refused, Taken
from service.messages import Parts, Problem, Prompt, Reading, Turn, Visitor
from service.passcodes import NO_CASE_WAITS, PASSCODE, Passcodes
from service.prompts import Prompts, unqualified
from service.questions.question import ANSWER
from service.store.database import Connection
from service.store.records import EventKind

WAY_OUT = "way-out:"
"""How the prompt is called, before the question's path, where a door cannot go on."""
WAYS_OUT = 2
"""Other doors that are named where one cannot go on: those that the town recommends first."""


@dataclass(frozen=True)
class Interview:
    drafts: Drafts
    prompts: Prompts
    cases: Cases
    judge: Judge
    gleaner: Gleaner
    passcodes: Passcodes

    def begin(
        self, definition: Definition, visitor: Visitor, line: str | None = None, words: str = ""
    ) -> tuple[Decided, Draft]:
        """A new draft with its first question: with what the line itself tells, and what is certain of `words`."""
        draft = self.drafts.begun(definition, visitor, line)
        changes = Changes(self.drafts, draft, visitor, new=True)
        changes.note("begun")
        for taken in self.judge.known(draft, visitor):
            changes.put(taken.step.path, taken.value, provenance="line")
        gleaned = self.gleaner.gleaned(changes.draft, words, visitor)
        for taken in gleaned:
            changes.put(taken.step.path, taken.value)
            changes.note("answered", taken.step.path, attempt=1)
        turn = self.standing(changes.draft, visitor, self._understood(definition, gleaned, visitor))
        _note_asked(changes, turn.prompt)
        write = self.cases.helping.along(changes.write, draft, visitor, "began")
        return Decided(turn, write), changes.draft

    def _understood(self, definition: Definition, taken: list[Taken], visitor: Visitor) -> tuple[str, ...]:
        """What was gleaned, said back."""
        if not taken:
            return ()
        today, language = self.prompts.today(), visitor.language
        shown = [
            each.step.asked.question.show(
                each.value, self.prompts.asking(definition, each.step, today, language)
            )
            for each in taken
        ]
        return (self.prompts.wording(language).say("Understood: {answers}.", answers="; ".join(shown)),)

    def standing(self, draft: Draft, visitor: Visitor, said: tuple[str, ...] = ()) -> Turn:
        """Where the journey stands: the next question, check answers, the outcome or the receipt."""
        if draft.record.state == "submitted":
            return self.cases.done_again(draft, visitor)
        state = self.state(draft, visitor)
        return self._turn(draft, state, self._standing(draft, state, visitor), visitor, said)

    def state(self, draft: Draft, visitor: Visitor) -> Journey:
        can = visitor.capabilities
        if can not in draft.journeys:
            draft.journeys[can] = journey(
                draft.definition,
                draft.answers,
                draft.record.begun_on,
                lambda asked: self.prompts.may_ask(asked, can),
            )
        return draft.journeys[can]

    def _standing(self, draft: Draft, state: Journey, visitor: Visitor) -> Prompt:
        if state.outcome is not None:
            return self._outcome(draft, state, visitor)
        if state.next is None:
            if draft.definition.model.outcomes_only:
                raise LookupError(f"{draft.definition.code}: a way ends without an outcome")
            check = self.cases.checklist.check(draft.definition, state, visitor)
            return replace(check, provable=True) if self.passcodes.can_show_more(draft) else check
        if not self.prompts.may_ask(state.next.asked, visitor.capabilities):
            return self.way_out(draft.definition, state, state.next, visitor)
        problems = {}
        if state.failed:
            problems = {state.next.path: self.check_problem(draft, state, state.next, visitor)}
        elif state.next.asked.question.register:
            news = self._news(draft, state.next, visitor)
            problems = {state.next.path: news} if news is not None else {}
        attempt = draft.tries_at(state.next.path) + 1
        return self.prompts.ask(draft.definition, state, state.next, visitor, problems, attempt=attempt)

    def _news(self, draft: Draft, step: Step, visitor: Visitor) -> Problem | None:
        """What has to be said with a question before it is answered: that an earlier answer does not count any more."""
        asking = self.prompts.asking(draft.definition, step, self.prompts.today(), visitor.language)
        before = draft.answers.get(step.path)
        return step.asked.question.beforehand(asking, before.value if before and before.lapsed else None)

    def check_problem(self, draft: Draft, state: Journey, mend: Step, visitor: Visitor) -> Problem:
        """Why a check does not hold, in words that may name what stands in the same item of a repeat."""
        return Problem(
            "check", self.prompts.filled(draft.definition, state.failed, mend.scope, visitor.language)
        )

    def _outcome(self, draft: Draft, state: Journey, visitor: Visitor) -> Prompt:
        assert state.outcome is not None
        place = f"outcomes.{state.outcome.code}.say"
        return Prompt(
            id=f"outcome:{state.outcome.code}",
            kind="say",
            words=self.prompts.filled(draft.definition, place, state.scope, visitor.language),
            outcome=state.outcome.code,
            service=draft.definition.code,
            title=draft.definition.text("title", visitor.language),
        )

    def way_out(self, definition: Definition, state: Journey, step: Step, visitor: Visitor) -> Prompt:
        """What to do where this door cannot ask the question: the town's other doors, or the office."""
        say = self.prompts.wording(visitor.language).say
        label = self.prompts.label(definition, step, visitor.language)
        office = self.prompts.office(definition, visitor.language)
        others = self.prompts.doors_that_ask(step.asked, visitor)
        ways = [f"{each.words} {each.url}".strip() for each in others[:WAYS_OUT]]
        if office is not None and office.phone:
            ways.append(say("or call {phone}", phone=office.phone))
        if step.asked.question.sensitive and not visitor.capabilities.private:
            words = say("We do not ask this here, because it is private: {question}", question=label)
        else:
            words = say("This cannot be asked here: {question}", question=label)
        return Prompt(
            id=f"{WAY_OUT}{step.path}",
            kind="say",
            path=step.path,
            words=words,
            notes=(say("Please use another way: {ways}.", ways="; ".join(ways)),),
            service=definition.code,
            title=definition.text("title", visitor.language),
        )

    def ask(self, draft: Draft, visitor: Visitor, path: str) -> Turn:
        """The prompt for a question on the way, filled with its answer; or where the journey stands."""
        if path == PASSCODE and draft.record.state == "open" and self.passcodes.pending(draft) is not None:
            return self._shown(draft, self.passcodes.prompt(draft, visitor), visitor)
        state = self.state(draft, visitor)
        step = state.step(path) if draft.record.state != "submitted" else None
        if (
            step is None
            or path in state.deferred
            or not self.prompts.may_ask(step.asked, visitor.capabilities)
        ):
            return self.standing(draft, visitor)
        if step == state.next:
            return self.standing(draft, visitor)
        return self._turn(draft, state, self.prompts.ask(draft.definition, state, step, visitor), visitor)

    def back(self, draft: Draft, visitor: Visitor, path: str) -> Turn:
        if draft.record.state == "submitted" or path == PASSCODE:
            return self.standing(draft, visitor)
        state = self.state(draft, visitor)
        before = self._before(state, path, visitor)
        return self.ask(draft, visitor, before or state.steps[0].path)

    def _before(self, state: Journey, path: str, visitor: Visitor) -> str:
        """The path of the question before the one at `path` (before where it stands), empty where that is the first.

        On a door with pages it is the first question of the page before.
        """
        here = state.step(path) or state.next
        page = self.prompts.group(state, here, visitor) if here else []
        before = state.before(
            page[0].path if page else "", lambda asked: self.prompts.may_ask(asked, visitor.capabilities)
        )
        return self.prompts.group(state, before, visitor)[0].path if before else ""

    def answer(self, draft: Draft, path: str, given: Parts | Reading, seen: int, visitor: Visitor) -> Decided:
        if path == PASSCODE:
            return self._told_passcode(draft, given, visitor)
        state = self.state(draft, visitor)
        step = state.step(path) if draft.record.state != "submitted" else None
        if step is None or not self.prompts.may_ask(step.asked, visitor.capabilities):
            return Decided(self.no_longer_asked(draft, visitor))
        group = self.prompts.group(state, step, visitor)
        parts = given(self.prompts.ask(draft.definition, state, step, visitor)) if callable(given) else given
        refused, taken = Refused(), list[Taken]()
        for each in group:
            entered = unqualified(parts, each.path) if len(group) > 1 else parts
            if len(group) > 1 and not entered:
                continue  # it was not on the page when that was shown
            refused.entered[each.path] = entered
            judged = self.judge.judged(draft, each, entered, seen, visitor)
            if isinstance(judged, Problem):
                refused.problems[each.path] = judged
            else:
                taken.append(judged)
        if refused.problems:
            return self._refuse(draft, state, step, refused, visitor)
        return self._take(draft, state, step, taken, refused.entered, visitor)

    def ask_for(self, asker: Visitor, draft: Draft, visitor: Visitor) -> Turn:
        """The question at which somebody at another door (`asker`) stands, alone, to be answered here."""
        state, here = self.state(draft, asker), _without_pages(visitor)
        assert state.next is not None
        return self._turn(draft, state, self.prompts.ask(draft.definition, state, state.next, here), here)

    def answer_for(self, asker: Visitor, draft: Draft, given: Reading, visitor: Visitor) -> Decided:
        """Take the answer to it. Refused, the turn asks again here; taken, it is the asker's next one."""
        state, here = self.state(draft, asker), _without_pages(visitor)
        step = state.next
        assert step is not None
        parts = given(self.prompts.ask(draft.definition, state, step, here))
        judged = self.judge.judged(draft, step, parts, draft.version, here)
        if isinstance(judged, Problem):
            refused = Refused({step.path: judged}, {step.path: parts})
            return self._refuse(draft, state, step, refused, here)
        return self._take(draft, state, step, [judged], {step.path: parts}, here, asker)

    def no_longer_asked(self, draft: Draft, visitor: Visitor) -> Turn:
        """Where it stands, for an answer to a question that left the way after it was shown: not dropped in silence."""
        say = self.prompts.wording(visitor.language).say
        said = say("Your other answers have changed meanwhile, so we do not ask this any more.")
        return self.standing(draft, visitor, (said,))

    def _refuse(
        self, draft: Draft, state: Journey, step: Step, refused: Refused, visitor: Visitor
    ) -> Decided:
        path = next(iter(refused.problems))
        tries = draft.tries_at(path) + 1
        prompt = self.prompts.ask(
            draft.definition, state, step, visitor, refused.problems, refused.entered, attempt=tries + 1
        )

        changes = Changes(self.drafts, draft, visitor)
        changes.change(tries=tries, tries_path=path)
        for each, problem in refused.problems.items():
            changes.note("refused", each, problem.code, tries)
        return Decided(self._turn(draft, state, prompt, visitor), changes.write, changes.draft)

    def _take(
        self,
        draft: Draft,
        state: Journey,
        step: Step,
        taken: list[Taken],
        entered: Mapping[str, Parts],
        visitor: Visitor,
        asker: Visitor | None = None,
    ) -> Decided:
        """Store what the visitor answered; what follows is for the `asker`, where somebody else goes on."""
        asker = asker or visitor
        changes = Changes(self.drafts, draft, visitor)
        news = [each for each in taken if not each.changes_nothing]
        for each in news:
            changes.put(each.step.path, each.value, each.state, content=each.content)
            changes.note(_deed(each), each.step.path, attempt=draft.tries_at(each.step.path) + 1)
        then = self.state(changes.draft, asker)
        if then.failed and then.next is not None and then.next.path in {each.step.path for each in taken}:
            problem = self.check_problem(draft, then, then.next, visitor)
            refused = Refused({then.next.path: problem}, dict(entered))
            return self._refuse(draft, state, step, refused, visitor)
        if news:
            note_end(changes, then)
        else:
            changes.change(tries=0, tries_path="")
        said = self._remarks(draft, state, then, asker)
        after = changes.draft
        turn = self._turn(after, then, self._standing(after, then, asker), asker, said)
        _note_asked(changes, turn.prompt)
        return Decided(turn, changes.write, after)

    def _remarks(self, draft: Draft, before: Journey, then: Journey, visitor: Visitor) -> tuple[str, ...]:
        """What is to be remarked on now and was not before."""
        known = remarks(draft.definition, before)
        return tuple(
            self.prompts.filled(draft.definition, place, then.scope, visitor.language)
            for place in remarks(draft.definition, then)
            if place not in known
        )

    def skip(self, draft: Draft, path: str, visitor: Visitor, seen: int | None = None) -> Decided:
        state = self.state(draft, visitor)
        step = state.step(path) if draft.record.state != "submitted" else None
        if step is None:
            return Decided(self.standing(draft, visitor))
        question = step.asked.question
        if not question.optional and not question.later:
            words = self.prompts.wording(visitor.language).say("We need an answer to this question to go on.")
            return self._refuse(draft, state, step, Refused({path: Problem("needed", words)}), visitor)
        passed = Taken(step, None, "deferred" if question.later else "skipped")
        settled = self.judge.settled(passed, draft.version if seen is None else seen, visitor)
        if isinstance(settled, Problem):
            return self._refuse(draft, state, step, Refused({path: settled}), visitor)
        return self._take(draft, state, step, [passed], {}, visitor)

    def submit(self, draft: Draft, seen: int, visitor: Visitor) -> Decided:
        if draft.record.state == "submitted":
            return Decided(self.cases.done_again(draft, visitor))
        state = self.state(draft, visitor)
        if not state.complete:
            return Decided(self.standing(draft, visitor))
        late = self._no_longer_right(draft, state, visitor)
        if late is not None:
            step, problem = late
            return self._refuse(draft, state, step, Refused({step.path: problem}), visitor)
        if draft.version > seen:
            said = self.prompts.wording(visitor.language).say(
                "Some answers have changed. Please look through them once more."
            )
            return Decided(self.standing(draft, visitor, (said,)))
        if self.passcodes.wanted(draft, visitor):
            return self._prove(draft, visitor, draft.version)
        return self.cases.submission(draft, state, visitor)

    def show_hidden(self, draft: Draft, visitor: Visitor) -> Decided:
        """Have the contact proven, where that shows answers that are hidden at this door."""
        if not self.passcodes.can_show_more(draft):
            return Decided(self.standing(draft, visitor))
        return self._prove(draft, visitor, NO_CASE_WAITS)

    def _prove(self, draft: Draft, visitor: Visitor, version: int) -> Decided:
        """Send a code to the draft's contact and ask for it. `version`: which one is submitted when it is told."""
        sent = self.passcodes.sent(draft, visitor, version)
        if isinstance(sent, str):
            return Decided(self.standing(draft, visitor, (sent,)))
        prompt, write = sent
        return Decided(self._shown(draft, prompt, visitor), write)

    def _told_passcode(self, draft: Draft, given: Parts | Reading, visitor: Visitor) -> Decided:
        """A passcode was told. The right one shows what was hidden, and submits what the person had wanted to send."""
        record = self.passcodes.pending(draft) if draft.record.state == "open" else None
        if record is None:
            return Decided(self.standing(draft, visitor))
        parts = given(self.passcodes.prompt(draft, visitor)) if callable(given) else given
        problem, changes, write = self.passcodes.judged(draft, record, str(parts.get(ANSWER, "")), visitor)
        if problem is not None:
            return Decided(self._shown(draft, self.passcodes.prompt(draft, visitor, problem), visitor), write)
        proven = self.drafts.as_held(changes.draft)
        state = self.state(proven, visitor)
        if record.version != draft.version or not state.complete:
            return Decided(self.standing(proven, visitor), write, proven)
        submitted = self.cases.submission(proven, state, visitor)

        def write_both(connection: Connection) -> None:
            write(connection)
            if submitted.write is not None:
                submitted.write(connection)

        return replace(submitted, write=write_both)

    def _shown(self, draft: Draft, prompt: Prompt, visitor: Visitor) -> Turn:
        return Turn(prompt=prompt, draft=draft.handle, version=draft.version, language=visitor.language)

    def remove(self, draft: Draft, path: str, visitor: Visitor) -> Decided:
        """Take the item in which a question stands out of its repeat. Its answers are ignored from then on."""
        state = self.state(draft, visitor)
        step = state.step(path) if draft.record.state != "submitted" else None
        if step is None or not step.item or step.asked is step.block.more:
            return Decided(self.standing(draft, visitor))
        gone = replace(step, path=f"{step.block.code}/{step.item}")
        return self._take(draft, state, step, [Taken(gone, False)], {}, visitor)

    def _no_longer_right(self, draft: Draft, state: Journey, visitor: Visitor) -> tuple[Step, Problem] | None:
        """The first answer that today's date has made wrong: a start date that is past by now."""
        for step in state.steps:
            if step.answer is None or step.answer.state != "given":
                continue
            asking = self.prompts.asking(draft.definition, step, self.prompts.today(), visitor.language)
            problem = step.asked.question.check(step.answer.value, asking)
            if problem is not None:
                return step, problem
        return None

    def _turn(
        self, draft: Draft, state: Journey, prompt: Prompt, visitor: Visitor, said: tuple[str, ...] = ()
    ) -> Turn:
        if visitor.capabilities.pages:
            prompt = replace(prompt, back=self._before(state, prompt.path, visitor))
        return Turn(
            said=said, prompt=prompt, draft=draft.handle, version=draft.version, language=visitor.language
        )


def _without_pages(visitor: Visitor) -> Visitor:
    """Somebody who is asked one question, whatever else stands on its page."""
    return replace(visitor, capabilities=replace(visitor.capabilities, pages=False))


def _deed(taken: Taken) -> EventKind:
    """How the evidence calls it: answered, changed, skipped or deferred."""
    if taken.state != "given":
        return taken.state
    return "answered" if taken.step.answer is None else "changed"


def note_end(changes: Changes, state: Journey) -> None:
    if state.outcome is not None:
        changes.change(state="ended", outcome=state.outcome.code)
        changes.note("ended", outcome=state.outcome.code)
    elif changes.draft.record.state != "open":
        changes.change(state="open", outcome="")


def _note_asked(changes: Changes, prompt: Prompt | None) -> None:
    if prompt is not None and prompt.kind in ("ask", "check"):
        for each in prompt.together or (prompt,):
            changes.note("asked", each.path or each.kind)
