"""What a case says to the outside: plain JSON by code, the same whatever door it came by (DESIGN section 6)."""

from __future__ import annotations

from typing import Any

from service.definitions.definition import Definition
from service.journey import Answer, Journey, Step
from service.journey import fee as fee_of
from service.messages import Value


def exported(definition: Definition, state: Journey) -> dict[str, Any]:
    """The answers of a case by code, as outside systems see them: a repeat is a list of objects."""
    answers: dict[str, Any] = {}
    items: dict[str, dict[str, dict[str, Any]]] = {}
    for block in definition.blocks:
        if block.repeat is not None and block.code in state.scope.repeats:
            items[block.code] = {}
    for step in state.steps:
        if step.asked is step.block.more:
            continue
        target = answers
        if step.item:
            target = items[step.block.code].setdefault(step.item, {})
        target[step.asked.code] = _exported(step, step.answer)
    return {**answers, **{code: list(each.values()) for code, each in items.items()}}


def _exported(step: Step, answer: Answer | None) -> Value:
    if answer is None or answer.state == "skipped":
        return None
    if answer.state == "deferred":
        return {"pending": True} if step.asked.question.later else None
    return answer.value


def doors_of(state: Journey, last: str) -> list[str]:
    """The doors by which a journey came, in order of first use; the door of submission included."""
    answered = [step.answer for step in state.steps if step.answer is not None and step.answer.at is not None]
    answered.sort(key=lambda answer: answer.version)
    return list(dict.fromkeys([*(answer.door for answer in answered if not answer.provenance), last]))


def fee_of_case(definition: Definition, state: Journey, currency: str) -> dict[str, Any]:
    """Fee lines and what is due, in cents; nothing here says that anything was paid."""
    fee = fee_of(definition, state)
    if fee is None:
        return {"lines": [], "due": {"cents": 0, "currency": currency}}
    lines = [
        {
            "label": definition.texts.get(charge.label, ""),
            "count": charge.count,
            "each": {"cents": charge.each_cents, "currency": currency},
        }
        for charge in fee.charges
    ]
    due = {"cents": fee.due_cents, "currency": currency} if fee.decided else None
    return {"lines": lines, "due": due}
