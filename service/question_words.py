"""Numbers of a service's questions in the words of its definition and in plain sentences, for who owns it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from service.definitions.conditions import always
from service.definitions.definition import NAMES, Asked, Block, Definition
from service.funnels import CHECK, FEWEST, Change, Met
from service.prompts import Prompts
from service.reasons import reason
from service.wording import Wording, sentence

OTHERS = {"@passcode": sentence("The code that we sent")}
"""What is asked beside the questions of a service."""

REFUSED = sentence("At “{question}”, {refused} of {met} people were refused at first.")
REFUSED_HERE = sentence("At “{question}”, {refused} of {met} people {where} were refused at first.")
REFUSED_BECAUSE = sentence(
    "At “{question}”, {refused} of {met} people were refused at first; most often because {reason}."
)
REFUSED_HERE_BECAUSE = sentence(
    "At “{question}”, {refused} of {met} people {where} were refused at first; most often because {reason}."
)
LEFT = sentence("At “{question}”, {left} of {met} people gave up.")
LEFT_HERE = sentence("At “{question}”, {left} of {met} people {where} gave up.")


@dataclass(frozen=True)
class Reason:
    """Why answers were not taken, and how often."""

    words: str
    count: int


@dataclass(frozen=True)
class QuestionWords:
    """In one language. `known` are the definitions that may ask a question, the one that counts most first."""

    prompts: Prompts
    language: str

    @property
    def wording(self) -> Wording:
        return self.prompts.wording(self.language)

    def label(self, path: str, known: Sequence[Definition]) -> str:
        """What a question is called, in few words; what stands in it of other answers is left open."""
        say = self.wording.say
        if path == CHECK:
            return say("Check your answers")
        for definition in known:
            asked = definition.asked_at(path)
            if asked is not None:
                place = asked.place_of("short" if asked.question.short else "ask")
                return NAMES.sub("…", definition.text(place, self.language))
        return say(OTHERS.get(path, sentence("A question that is not known any more")))

    def reasons(self, path: str, met: Met, known: Sequence[Definition]) -> tuple[Reason, ...]:
        return tuple(
            Reason(self._reason(path, problem, known), number)
            for problem, number in met.reasons
            if number >= FEWEST
        )

    def _reason(self, path: str, problem: str, known: Sequence[Definition]) -> str:
        """A check of the service's own says it in its own words, where it is the only one at that question."""
        if problem == "check":
            code = path.rpartition("/")[2]
            places = [place for place, check, *_ in known[0].checks if check.at == code]
            if len(places) == 1:
                words = NAMES.sub("…", known[0].text(places[0], self.language))
                return f"“{words.rstrip('.')}”"
        return self.wording.say(reason(problem))

    def sentences(self, path: str, met: Met, known: Sequence[Definition], door: str) -> Iterator[str]:
        """That people were refused at a question, and that they gave up there: as far as it was five or more."""
        wording = self.wording
        named: dict[str, object] = {
            "question": self.label(path, known),
            "refused": wording.number(met.refused),
            "left": wording.number(met.left),
            "met": wording.number(met.met),
            "where": self._at(door),
        }
        reasons = self.reasons(path, met, known)
        if met.refused >= FEWEST:
            if reasons:
                named["reason"] = reasons[0].words
                template = REFUSED_HERE_BECAUSE if door else REFUSED_BECAUSE
            else:
                template = REFUSED_HERE if door else REFUSED
            yield wording.say(template, **named)
        if met.left >= FEWEST:
            yield wording.say(LEFT_HERE if door else LEFT, **named)

    def _at(self, door: str) -> str:
        """How people come by a door, as the town says it."""
        prompts = self.prompts
        if not door or prompts.town.address_of(door) is not None:
            return prompts.came_by(door, self.language) if door else ""
        return self.wording.say("by “{door}”", door=door)

    def verdict(self, change: Change) -> str:
        """Whether it became better, as far as the numbers tell."""
        wording = self.wording
        if change.interval is None:
            return wording.say("Fewer than 5 people met it under one of the versions: nothing can be said.")
        if change.verdict == "untold":
            people = [wording.number(each.of or 0) for each in (change.before, change.after)]
            return wording.say(
                "The numbers do not tell yet (n = {before} and {after}).", before=people[0], after=people[1]
            )
        ends = sorted(abs(each) * 100 for each in (change.interval.low, change.interval.high))
        least, most = (wording.number(round(each, 1)) for each in ends)
        more = change.interval.low > 0
        template = {
            ("better", True): sentence("Better: {least} to {most} points more."),
            ("better", False): sentence("Better: {least} to {most} points fewer."),
            ("worse", True): sentence("Worse: {least} to {most} points more."),
            ("worse", False): sentence("Worse: {least} to {most} points fewer."),
        }[change.verdict, more]
        return wording.say(template, least=least, most=most)


def questions(definition: Definition) -> Iterator[tuple[str, tuple[Asked, Block]]]:
    """The questions in the order of the definition, each by the path under which it is counted."""
    for block in definition.blocks:
        own = [
            (f"{block.code}/{each.code}" if block.repeat else each.code, (each, block))
            for each in block.asked
        ]
        more = [(f"{block.code}/{block.more.code}", (block.more, block))] if block.more is not None else []
        yield from [*more, *own] if block.repeat is not None and not block.repeat.min else [*own, *more]


def only_some(asked: Asked, block: Block) -> bool:
    return asked.test is not always or block.test is not always
