"""Answers by words to the questions of a service, and what else can be said at one of them.

Understanding an answer is the kind's business, storing it the interview's; here a line's words are bound to what
the line was shown last.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from service.cases import Decided
from service.coaching import Coach
from service.drafts import Draft
from service.hearing import Heard, Said, turned, unnumbered
from service.interview import Interview
from service.journey import Answer, Step
from service.messages import Parts
from service.passcodes import PASSCODE
from service.questions.question import ANSWER
from service.questions.reading import western
from service.reception import Reception

CHANGING = "changing"
"""What a question is asked for that was opened at check answers: BACK leads there again."""


@dataclass(frozen=True)
class Answering:
    interview: Interview
    reception: Reception
    coach: Coach

    def answered(self, heard: Heard, draft: Draft) -> Said:
        asked, visitor = heard.talk.asked, heard.visitor
        step = self.interview.state(draft, visitor).step(asked.path)
        if step is None and asked.path:
            return turned(heard, Decided(self.interview.no_longer_asked(draft, visitor)))
        if step is None or (step.asked.question.optional and not heard.words and not heard.reply.media):
            return self.reception.standing(heard)
        elsewhere = self.elsewhere(heard, draft)
        if elsewhere is not None:
            return elsewhere
        parts, refused = self._parts(heard, step)
        if refused is not None:
            return turned(
                heard, Decided(replace(self.interview.ask(draft, visitor, asked.path), said=(refused,)))
            )
        decided = self._said_back(
            heard, step, self.interview.answer(draft, asked.path, parts, draft.version, visitor)
        )
        tries = draft.tries_at(asked.path) + 1
        return turned(heard, replace(decided, turn=self.coach.patient(decided.turn, draft, tries, visitor)))

    def _said_back(self, heard: Heard, step: Step, decided: Decided) -> Decided:
        """What was made of words that could have been read otherwise; check answers show it anyway."""
        after, prompt, question = decided.after, decided.turn.prompt, step.asked.question
        answer = after.answers.get(step.path) if after is not None else None
        if after is None or answer is None or answer.state != "given" or question.sensitive:
            return decided
        if prompt is None or prompt.kind == "check" or prompt.path == step.path:
            return decided
        prompts, language = self.interview.prompts, heard.visitor.language
        asking = prompts.asking(after.definition, step, prompts.today(), language)
        restated = question.restated(heard.words, answer.value, asking)
        if not restated:
            return decided
        words = prompts.wording(language).say("Understood: {answers}.", answers=restated)
        return replace(decided, turn=replace(decided.turn, said=(words, *decided.turn.said)))

    def elsewhere(self, heard: Heard, draft: Draft) -> Said | None:
        """Where another door has answered since, nothing that is said about the question here counts."""
        step = self.interview.state(draft, heard.visitor).step(heard.path)
        if step is None or step.answer is None or step.answer.version <= heard.talk.asked.version:
            return None
        return self.reception.standing(heard, self._answered_elsewhere(heard, step, step.answer))

    def _answered_elsewhere(self, heard: Heard, step: Step, answer: Answer) -> tuple[str, ...]:
        question, prompts, language = step.asked.question, self.interview.prompts, heard.visitor.language
        if answer.state != "given" or question.sensitive or question.carries_file:
            return self.reception.say(
                heard, "This was answered at another door meanwhile, so we did not change it."
            )
        asking = prompts.asking(step.scope.definition, step, prompts.today(), language)
        return self.reception.say(
            heard,
            "This was just answered {where}: {answer}. We did not change it.",
            where=prompts.came_by(answer.door, language),
            answer=question.show(answer.value, asking),
        )

    def checked(self, heard: Heard, draft: Draft) -> Said:
        """At check answers: a number changes that answer; sending is a word of its own (see `Conversation`)."""
        if draft.version > heard.talk.asked.version:  # a number means what stood behind it when it was shown
            changed = self.reception.say(
                heard, "Some answers have changed. Please look through them once more."
            )
            return self.reception.standing(heard, changed)
        turn = self.interview.standing(draft, heard.visitor)
        found = re.search(r"\d{1,3}", western(heard.words))
        rows = turn.prompt.rows if turn.prompt is not None else ()
        row = next((row for row in rows if found and row.number == int(found[0]) and row.changeable), None)
        if row is not None:
            opened = turned(heard, Decided(self.interview.ask(draft, heard.visitor, row.path)))
            changing = replace(opened.talk.asked, subject=CHANGING)
            return replace(opened, talk=opened.talk.now(changing))
        said = self.reception.say(heard, "“{words}” is not understood here.", words=heard.words[:40])
        return turned(heard, Decided(replace(turn, said=said)))

    def sent(self, heard: Heard, draft: Draft) -> Said:
        decided = self.interview.submit(draft, heard.talk.asked.version, heard.visitor)
        return turned(heard, decided)

    def told_passcode(self, heard: Heard, draft: Draft) -> Said:
        return turned(
            heard, self.interview.answer(draft, PASSCODE, {ANSWER: heard.words}, draft.version, heard.visitor)
        )

    def helped(self, heard: Heard, draft: Draft, explain: bool) -> Said:
        """The same question again; where help is wanted, with its help and what can be done besides answering."""
        turn = self.interview.ask(draft, heard.visitor, heard.path)
        if explain and turn.prompt is not None:
            turn = replace(turn, said=self.coach.explained(turn.prompt, heard.visitor))
        return turned(heard, Decided(turn))

    def asked_again(self, heard: Heard, said: tuple[str, ...] = ()) -> Said:
        """What was asked last once more, also where that is an earlier question."""
        if heard.draft is None or self.elsewhere(heard, heard.draft):
            return self.reception.standing(heard, said)
        turn = self.interview.ask(heard.draft, heard.visitor, heard.path)
        return turned(heard, Decided(replace(turn, said=said)))

    def _parts(self, heard: Heard, step: Step) -> tuple[Parts, str | None]:
        """What was entered: the file where one is asked for, else the words, un-numbered as they were shown."""
        say = self.interview.prompts.wording(heard.visitor.language).say
        wanted = self.interview.prompts.may_ask(step.asked, heard.visitor.capabilities)
        if heard.reply.media and step.asked.question.carries_file and wanted:
            try:
                return {ANSWER: heard.reply.media[0]()}, None
            except OSError:
                return {}, say("We could not fetch your picture. Please send it once more.")
        if heard.reply.media and not heard.words:
            return {}, say("We cannot take a picture here. Please answer in words.")
        return {ANSWER: unnumbered(heard.words, heard.talk.asked)}, None
