"""Whether a workflow leads every case to an end: known states, each reachable, each with somebody who may go on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import BaseModel

from service.definitions.checking.outline import Outline, View
from service.definitions.definition import fields_of
from service.definitions.findings import Place, listed, meant
from service.definitions.model_workflow import FIRST, WITHDRAWN, CaseState, Workflow


def check_workflow(outline: Outline) -> None:
    workflow = outline.model.workflow
    if workflow is None:
        return
    if outline.model.outcomes_only:
        outline.error_at_key(
            ("workflow",), "this service files no case, so nothing can happen to one: take it out"
        )
        return
    if workflow.states[0].code != FIRST:
        outline.error(_at(0, "code"), f"every case begins in `{FIRST}`: name the first state so")
        return
    before = len(outline.findings)
    _check_codes(workflow, outline)
    told: set[str] = set()
    for n, message in enumerate(workflow.messages):
        if message.code in told:
            words = f"another message is named `{message.code}`: every name stands for one"
            outline.error(("workflow", "messages", n, "code"), words)
        told.add(message.code)
    for number, state in enumerate(workflow.states):
        _check_moves(state, number, workflow, outline)
        _check_end(state, number, workflow, outline)
        _check_corrections(state, number, workflow, outline)
        _check_letter(state, number, workflow, outline)
        _check_escalation(state, number, outline)
    if len(outline.findings) == before:  # a slip in a name would be told once more as a way that is missing
        _check_ways(workflow, outline)


def _at(number: int, *steps: int | str) -> Place:
    return ("workflow", "states", number, *steps)


def _check_codes(workflow: Workflow, outline: Outline) -> None:
    seen: set[str] = set()
    for number, state in enumerate(workflow.states):
        if state.code in seen:
            outline.error(
                _at(number, "code"), f"another state is named `{state.code}`: every name stands for one"
            )
        if state.code == WITHDRAWN:
            words = f"`{WITHDRAWN}` is what the citizen does, in every workflow: name this state otherwise"
            outline.error(_at(number, "code"), words)
        seen.add(state.code)


def _check_moves(state: CaseState, number: int, workflow: Workflow, outline: Outline) -> None:
    known = [each.code for each in workflow.states]
    led_to: set[str] = set()
    for n, move in enumerate(state.moves):
        place = _at(number, "moves", n, "to")
        if move.to not in known:
            outline.error(place, f"no state is named `{move.to}`{meant(move.to, known)}")
        elif move.to == state.code:
            outline.error(place, f"`{move.to}` is where the case is already: a move leads to another state")
        elif move.to in led_to:
            outline.error(
                place, f"another move leads from `{state.code}` to `{move.to}` already: one is enough"
            )
        led_to.add(move.to)


def _check_end(state: CaseState, number: int, workflow: Workflow, outline: Outline) -> None:
    if state.within is not None and (state.end or state.waits):
        why = "ends a case" if state.end else "waits for the citizen, so the office's time stands still"
        outline.error(_at(number, "within"), f"`{state.code}` {why}: it needs no `within`")
    if state.end and state.waits:
        outline.error(
            _at(number, "waits"), f"`{state.code}` is an end, so nothing is waited for: take one out"
        )
    if state.when_supplied is not None and not state.waits:
        words = (
            f"`{state.code}` does not wait for the citizen: write `waits: true`, or take `when_supplied` out"
        )
        outline.error(_at(number, "when_supplied"), words)
    _check_led(state.when_supplied, _at(number, "when_supplied"), workflow, outline)
    follow_up = state.follow_up
    if follow_up is None:
        return
    if not state.end:
        words = f"`{state.code}` is no end yet: ask how it went once it is done"
        outline.error_at_key(_at(number, "follow_up"), words)
    _check_led(follow_up.back_to, _at(number, "follow_up", "back_to"), workflow, outline)


def _check_corrections(state: CaseState, number: int, workflow: Workflow, outline: Outline) -> None:
    """What the citizen may change decides nothing: neither what was asked, nor the fee, nor an outcome."""
    if state.end and state.corrections:
        words = f"`{state.code}` is an end: there is nothing to correct any more, so take `corrections` out"
        outline.error_at_key(_at(number, "corrections"), words)
    if state.when_corrected is not None and not state.corrections:
        words = "nothing can be corrected here: name questions in `corrections`, or take `when_corrected` out"
        outline.error(_at(number, "when_corrected"), words)
    if state.when_corrected == state.code:
        words = f"`{state.code}` is where the case is already: take `when_corrected` out"
        outline.error(_at(number, "when_corrected"), words)
    else:
        _check_led(state.when_corrected, _at(number, "when_corrected"), workflow, outline)
    deciding = set(_named_in(outline.model))
    for n, code in enumerate(state.corrections):
        wrong = _not_correctable(code, deciding, outline)
        if code in state.corrections[:n]:
            wrong = f"`{code}` stands here twice: once is enough"
        if wrong:
            outline.error(_at(number, "corrections", n), wrong)


def _not_correctable(code: str, deciding: set[str], outline: Outline) -> str:
    """Why an answer cannot be corrected after sending; empty where it can."""
    known = outline.seen(code, View(anywhere=True))
    if isinstance(known, str):
        return known
    if known.is_fact:
        return f"`{code}` is a fact: it is computed, and only answers can be corrected"
    if known.repeat:
        return f"`{code}` is asked several times: name a question that is asked once"
    if any(each.question.code == code and each.question.carries_file for each in outline.declared):
        return f"`{code}` is a file: let papers be handed in `later` instead"
    if code in deciding:
        return (
            f"`{code}` decides what is asked, what it costs or how it ends: it cannot be corrected afterwards"
        )
    return ""


_DECIDES_NOTHING = frozenset(
    {
        "code", "value", "label", "sum", "from_", "kind", "pattern", "find_by", "prove_by", "together", "workflow",
        "service", "office", "for_", "identity", "promise", "keep", "state", "known_from", "allow_on_open_line",
    }
)  # fmt: skip
"""Keys under which no question is named that something else depends on."""


def _named_in(value: Any) -> Iterator[str]:
    """Every word in conditions, facts, fees, checks and options that may be the code of a question."""
    if isinstance(value, BaseModel):
        for name, translatable in fields_of(type(value)).items():
            if not translatable and name not in _DECIDES_NOTHING:
                yield from _named_in(getattr(value, name))
    elif isinstance(value, dict):
        for key, member in value.items():
            if not (key == "where" and "of" in value):  # a word of `count`, not a question
                yield str(key)
            yield from _named_in(member)
    elif isinstance(value, list):
        for member in value:
            yield from _named_in(member)
    elif isinstance(value, str):
        yield value


def _check_letter(state: CaseState, number: int, workflow: Workflow, outline: Outline) -> None:
    """A decision is an officer's: no case gets a letter by itself, or by what the citizen does."""
    if state.letter is None:
        return
    place = _at(number, "letter")
    if number == 0:
        outline.error_at_key(place, f"nobody has decided anything in `{FIRST}` yet: take the letter out")
        return
    if "{" in state.letter.title:
        words = "the title stands on screens that others see too: say it without names in braces"
        outline.error(_at(number, "letter", "title"), words)
    for other in workflow.states:
        by_itself = {other.when_supplied, other.when_corrected, other.follow_up and other.follow_up.back_to}
        if state.code in by_itself:
            words = (
                f"a case comes from `{other.code}` to `{state.code}` without an officer: a letter needs one"
            )
            outline.error_at_key(place, words)


def _check_escalation(state: CaseState, number: int, outline: Outline) -> None:
    if state.escalate is None:
        return
    place = _at(number, "escalate")
    if state.end or state.waits:
        why = "is an end" if state.end else "waits for the citizen"
        outline.error_at_key(place, f"`{state.code}` {why}, so it is never overdue: take `escalate` out")
    elif state.within is None and outline.model.promise is None:
        words = f"a case in `{state.code}` has no deadline: write `within`, or a `promise` of the service"
        outline.error_at_key(place, words)


def _check_led(code: str | None, place: Place, workflow: Workflow, outline: Outline) -> None:
    """What the citizen does leads back to work."""
    state = workflow.state(code) if code is not None else None
    if code is not None and state is None:
        words = f"no state is named `{code}`{meant(code, [each.code for each in workflow.states])}"
        outline.error(place, words)
    elif state is not None and state.end:
        outline.error(place, f"`{code}` is an end: this must lead back to work")


def _check_ways(workflow: Workflow, outline: Outline) -> None:
    """Every state can be reached, and from every state an end."""
    leads = {state.code: {move.to for move in state.moves} for state in workflow.states}
    for state in workflow.states:
        if state.follow_up is not None:
            leads[state.code].add(state.follow_up.back_to)
        leads[state.code] |= {
            each for each in (state.when_supplied, state.when_corrected) if each is not None
        }
    ends = [state.code for state in workflow.states if state.end]
    if not ends:
        outline.error(("workflow", "states"), "no state is an end: write `end: true` where a case is done")
        return
    reached = _from([workflow.states[0].code], leads)
    back = {code: {one for one, others in leads.items() if code in others} for code in leads}
    ending = _from(ends, back)
    for number, state in enumerate(workflow.states):
        if state.code not in reached:
            words = f"no move leads to `{state.code}`: write one in another state, or take this one out"
            outline.error(_at(number, "code"), words)
        elif not state.end and not state.moves:
            words = f"nobody may move a case out of `{state.code}`: write `moves`, or `end: true`"
            outline.error(_at(number, "code"), words)
        elif state.code not in ending:
            words = f"from `{state.code}` no moves lead to an end ({listed(ends, 'or')})"
            outline.error(_at(number, "code"), words)


def _from(starts: Iterable[str], leads: dict[str, set[str]]) -> set[str]:
    reached: set[str] = set()
    waiting = list(starts)
    while waiting:
        code = waiting.pop()
        if code not in reached:
            reached.add(code)
            waiting += leads.get(code, ())
    return reached
