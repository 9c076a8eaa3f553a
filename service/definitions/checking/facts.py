"""Every fact in an order in which each can be computed; none may depend on itself."""

from __future__ import annotations

from dataclasses import dataclass, field

from service.definitions.checking.expressions import Worth, worth_of
from service.definitions.checking.outline import Known, Outline, View
from service.definitions.facts import codes_used

ANYWHERE = View(anywhere=True)


def check_facts(outline: Outline) -> None:
    """Every fact, those that others need first, so that each joins the outline with what it is."""
    turn = _Turn(outline)
    for code in outline.model.facts:
        turn.take(code)


@dataclass
class _Turn:
    outline: Outline
    done: set[str] = field(default_factory=set)
    under_way: list[str] = field(default_factory=list)

    def take(self, code: str) -> None:
        if code in self.under_way:
            circle = " -> ".join([*self.under_way[self.under_way.index(code) :], code])
            self.outline.error_at_key(("facts", code), f"`{code}` depends on itself: {circle}")
            self._join(code, Worth())
        elif code not in self.done:
            self.under_way.append(code)
            expression = self.outline.model.facts[code]
            for other in codes_used(expression):
                if other in self.outline.model.facts:
                    self.take(other)
            self._join(code, worth_of(expression, ("facts", code), ANYWHERE, self.outline))
            self.under_way.remove(code)

    def _join(self, code: str, worth: Worth) -> None:
        self.done.add(code)
        known = Known(code, worth.domain, worth.order, worth.repeat, is_fact=True)
        self.outline.known.setdefault(code, known)
