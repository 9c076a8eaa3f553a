"""What is said to somebody who is stuck on a line: after a refusal, for help, for a person to speak to."""

from __future__ import annotations

from dataclasses import dataclass, replace

from service.controls import Control, word_for
from service.drafts import Draft
from service.messages import Prompt, Turn, Visitor
from service.prompts import Prompts

PATIENCE = 3
"""Refusals of the same question after which other ways to go on are offered with it."""


@dataclass(frozen=True)
class Coach:
    prompts: Prompts

    def patient(self, turn: Turn, draft: Draft, tries: int, visitor: Visitor) -> Turn:
        """No refusal is said twice alike: the second adds an example, the third other ways to go on, and so on."""
        prompt = turn.prompt
        if prompt is None or prompt.problem is None or tries < 2:
            return turn
        stuck = tries >= PATIENCE and (tries - PATIENCE) % 2 == 0
        more = self._other_ways(draft, prompt, visitor) if stuck else self._hint(prompt, visitor)
        problem = replace(prompt.problem, words=f"{prompt.problem.words} {more}")
        return replace(turn, prompt=replace(prompt, problem=problem))

    def explained(self, prompt: Prompt, visitor: Visitor) -> tuple[str, ...]:
        """A question's help, and what can be done besides answering it."""
        say = self.prompts.wording(visitor.language).say
        words = prompt.help or (
            say("For example: {example}", example=prompt.example) if prompt.example else ""
        )
        possible: dict[Control, bool] = {
            "back": True,
            "skip": prompt.optional or prompt.later,
            "menu": True,
            "language": len(self.prompts.town.languages) > 1,
            "human": True,
        }
        words_for = [word_for(each, visitor.language) for each, offered in possible.items() if offered]
        steering = say(
            "You can also text {words}.", words=self.prompts.wording(visitor.language).any_of(words_for)
        )
        return tuple(each for each in (words, steering) if each)

    def whom_to_call(self, draft: Draft | None, visitor: Visitor) -> str:
        name, phone, hours = self._office(draft, visitor)
        words = self.prompts.wording(visitor.language).say("Call {name}: {phone}.", name=name, phone=phone)
        return f"{words} {hours}".strip()

    def _hint(self, prompt: Prompt, visitor: Visitor) -> str:
        say = self.prompts.wording(visitor.language).say
        words = prompt.problem.words if prompt.problem else ""
        exemplified = bool(prompt.example) and prompt.example in words
        if prompt.help and not exemplified and prompt.help.rstrip(".").casefold() not in words.casefold():
            return prompt.help
        if prompt.example and not exemplified:
            return say("For example: {example}", example=prompt.example)
        return say("Text ? for help, or BACK to return to the question before.")

    def _other_ways(self, draft: Draft, prompt: Prompt, visitor: Visitor) -> str:
        say = self.prompts.wording(visitor.language).say
        if prompt.optional or prompt.later:
            return say("Text SKIP to leave this out, or HUMAN to reach someone.")
        _, phone, _ = self._office(draft, visitor)
        return say(
            "If it does not work here, call {phone}. Text BACK or MENU to do something else.", phone=phone
        )

    def _office(self, draft: Draft | None, visitor: Visitor) -> tuple[str, str, str]:
        """Name, phone and hours of the service's office, or of the town."""
        town = self.prompts.town_in(visitor.language)
        office = town.offices.get(draft.definition.model.office) if draft else None
        if office is None or not office.phone:
            return town.name, town.phone, ""
        return office.name, office.phone, office.hours
