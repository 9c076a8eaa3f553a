"""The ways through a service on which every door is tried, with what to answer on each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from service.assembly import Core
from service.journey import Journey, Step, journey
from service.prompts import Prompts
from service.ways.samples import Sampler
from service.ways.walking import ways
from tests.doors.driver import Entry, Sheet
from tests.doors.entries import Stop, entry_for, stops_of


@dataclass(frozen=True)
class Way:
    number: int
    stops: tuple[Stop, ...]
    outcome: str
    """The code of the outcome in which it ends, empty where it ends in a case."""
    spare: dict[str, Entry] = field(repr=False)
    """Answers to questions beside the way: a page may ask for them before the way turns off."""

    @property
    def sheet(self) -> Sheet:
        return {**self.spare, **{stop.path: stop.entry for stop in self.stops}}


def ways_of(core: Core, code: str, on: date, first: int = 0, language: str = "en") -> list[Way]:
    """All sequences of branch decisions, or all pairs; the same ones each time, numbered from `first`."""
    definition = core.front_office.shelf.current(code)
    assert definition is not None
    prompts = core.front_office.interview.prompts
    sampler = Sampler(definition, on, registers=prompts.registers)
    found = []
    for number, walk in enumerate(ways(definition, on, registers=prompts.registers), first):
        state = journey(definition, walk.answers, on)
        outcome = state.outcome.code if state.outcome else ""
        stops = tuple(stops_of(definition, state, prompts, number, language))
        found.append(Way(number, stops, outcome, dict(_spare(sampler, state, prompts, number, language))))
    return found


def _spare(
    sampler: Sampler, state: Journey, prompts: Prompts, number: int, language: str
) -> Iterator[tuple[str, Entry]]:
    """Usual answers to the other questions of the sections that the way comes through."""
    for block in {step.block.code: step.block for step in state.steps if not step.item}.values():
        for asked in block.asked if block.repeat is None else ():
            step = Step(asked.code, asked, None, block, scope=state.scope)
            if state.step(step.path) is None:
                asking = prompts.asking(sampler.definition, step, sampler.on, language)
                yield step.path, entry_for(step, sampler.usual(asked, state.scope), asking, number)
