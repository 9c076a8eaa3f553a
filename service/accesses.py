"""Who of the town looked at a case, as its owner may know it: the day, the office and the reason, in words.

The officer's own name stays with the town, which answers for what its people do.
"""

from __future__ import annotations

from dataclasses import dataclass

from service.audit import Audit
from service.messages import Look
from service.prompts import Prompts
from service.wording import sentence

REASONS = {
    "assigned": sentence("to handle it"),
    "handling": sentence("to handle it"),
    "asked": sentence("because you asked about it"),
    "covering": sentence("to stand in for a colleague"),
    "checking": sentence("to check how it was handled"),
}


@dataclass(frozen=True)
class Accesses:
    audit: Audit
    prompts: Prompts

    def told(self, reference: str, language: str) -> list[Look]:
        """The latest first; those of one day, office and reason together."""
        wording, town = self.prompts.wording(language), self.prompts.town_in(language)
        looks = []
        for entry in self.audit.looks_at(reference):
            office = town.offices.get(entry.office)
            name = office.name if office is not None else town.name
            why = wording.say(REASONS.get(entry.about, ""))
            looks.append(Look(wording.day_of(entry.at), name, why))
        return list(dict.fromkeys(looks))
