"""Check answers: what was answered, what it costs and what else to know before sending."""

from __future__ import annotations

from dataclasses import dataclass

from service.definitions.definition import Definition
from service.journey import Answer, Journey, Step
from service.journey import fee as fee_of
from service.messages import FeeLine, Prompt, Row, Visitor
from service.prompts import Prompts


@dataclass(frozen=True)
class Checklist:
    prompts: Prompts

    def rows(self, definition: Definition, state: Journey, visitor: Visitor) -> tuple[Row, ...]:
        """The check-answers list: every question on the way, as shown to this visitor."""
        shown = [step for step in state.steps if step.path not in state.deferred]
        elsewhere = any(step.answer and step.answer.door != visitor.door for step in shown)
        return tuple(
            self._row(definition, number, step, visitor, elsewhere) for number, step in enumerate(shown, 1)
        )

    def _row(self, definition: Definition, number: int, step: Step, visitor: Visitor, elsewhere: bool) -> Row:
        wording, question, answer = self.prompts.wording(visitor.language), step.asked.question, step.answer
        asking = self.prompts.asking(definition, step, step.scope.on, visitor.language)
        if answer is None or answer.state == "skipped":
            shown = wording.say("Not provided")
        elif answer.state == "deferred":
            shown = wording.say("To be supplied later")
        elif answer.hidden or (question.sensitive and not visitor.capabilities.private):
            shown = wording.say("Given, not shown here")
        else:
            shown = question.show(answer.value, asking)
        return Row(
            number=number,
            path=step.path,
            label=self.prompts.label(definition, step, visitor.language),
            shown=shown,
            changeable=self.prompts.may_ask(step.asked, visitor.capabilities),
            section=self.prompts.section(definition, step, visitor.language),
            sensitive=question.sensitive,
            provenance=self._provenance(answer, visitor, elsewhere) if answer else "",
        )

    def _provenance(self, answer: Answer, visitor: Visitor, elsewhere: bool) -> str:
        """Where an answer came from: said of all once one of them came from another door.

        On a line every character costs: there only what came from elsewhere, without its day.
        """
        wording = self.prompts.wording(visitor.language)
        if answer.provenance == "line":
            return wording.say("from the number you use")
        if not elsewhere or answer.state != "given":
            return ""
        if answer.door == visitor.door:
            return "" if visitor.line else wording.say("you, here")
        where = self.prompts.came_by(answer.door, visitor.language)
        if visitor.line or answer.at is None:
            return where
        return wording.say("{where}, {day}", where=where, day=wording.day_of(answer.at))

    def check(self, definition: Definition, state: Journey, visitor: Visitor) -> Prompt:
        wording, language = self.prompts.wording(visitor.language), visitor.language
        lines, due = self.fees(definition, state, language)
        notes = [*self.identity_notes(definition, language), *self.pending_notes(definition, state, language)]
        return Prompt(
            id="check",
            kind="check",
            words=wording.say("Check your answers"),
            rows=self.rows(definition, state, visitor),
            fees=lines,
            due=due,
            notes=tuple(notes),
            service=definition.code,
            title=definition.text("title", language),
        )

    def fees(self, definition: Definition, state: Journey, language: str) -> tuple[tuple[FeeLine, ...], str]:
        """The fee lines and the total in words; nothing where the service is free."""
        wording, fee = self.prompts.wording(language), fee_of(definition, state)
        if fee is None:
            return (), ""
        if not fee.decided:
            return (), wording.say("The office will tell you what it costs.")
        lines = []
        for charge in fee.charges:
            label = self.prompts.filled(definition, charge.label, state.scope, language) or wording.say("Fee")
            shown = wording.money(charge.cents)
            if charge.count != 1:
                shown = wording.say(
                    "{count} × {each} = {sum}",
                    count=charge.count,
                    each=wording.money(charge.each_cents),
                    sum=shown,
                )
            lines.append(FeeLine(label, shown))
        return tuple(lines), wording.money(fee.due_cents) if fee.due_cents else wording.say("Nothing to pay")

    def identity_notes(self, definition: Definition, language: str) -> list[str]:
        """How identity is proven, as a sentence; none where the service does not ask for it."""
        say = self.prompts.wording(language).say
        office = self.prompts.office(definition, language)
        if definition.model.identity == "at_desk":
            where = office.name if office else self.prompts.town.name
            return [
                say(
                    "Bring your identity card when you collect it or are asked to come by: {office}.",
                    office=where,
                )
            ]
        if definition.model.identity == "contact":
            return [say("We check that your phone number or e-mail address is yours.")]
        return []

    def pending(self, definition: Definition, state: Journey, language: str) -> list[str]:
        """The papers that are still to come, as their questions are called."""
        return [
            self.prompts.label(definition, step, language)
            for step in state.steps
            if step.asked.question.later and (step.answer is None or step.answer.state == "deferred")
        ]

    def pending_notes(self, definition: Definition, state: Journey, language: str) -> list[str]:
        say = self.prompts.wording(language).say
        pending = [each.rstrip(".") for each in self.pending(definition, state, language)]
        return (
            [say("You can still supply this after sending: {questions}", questions="; ".join(pending))]
            if pending
            else []
        )
