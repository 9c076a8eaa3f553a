"""Filling something in for a citizen: who of the town did so, when, and how the citizen agreed.

It is noted twice, in the unit of work of what it tells of: beside the draft, for the case and its owner, where it goes
with the person; and in the audit chain, which stays and names nobody of the citizens.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import uuid_utils

from service.audit import Audit
from service.drafts import Draft
from service.messages import Visitor
from service.prompts import Prompts
from service.store import assistances as rows
from service.store.database import Connection
from service.store.records import AssistanceRecord
from service.wording import sentence

Write = Callable[[Connection], None]
Helped = Literal["began", "took over", "sent"]

TOLD = {
    "present": sentence("{day}: {office} filled it in for you. You were there, and agreed."),
    "telephone": sentence("{day}: {office} filled it in for you. You were on the telephone, and agreed."),
    "paper": sentence("{day}: {office} typed in your paper."),
}
"""What the citizen reads, by how they agreed."""


@dataclass(frozen=True)
class Helping:
    audit: Audit
    prompts: Prompts

    def along(self, write: Write, draft: Draft, visitor: Visitor, deed: Helped, reference: str = "") -> Write:
        """The same write; where somebody types for the visitor, with that noted."""
        helper = visitor.helper
        if helper is None or (helper.agreed == "paper" and deed != "sent"):
            return write  # a paper is only on the table until it is lodged
        now, office = self.audit.clock(), helper.office
        record = AssistanceRecord(
            str(uuid_utils.uuid7()),
            draft.id,
            now,
            helper.name,
            office,
            deed,
            helper.agreed,
            helper.arrived_on,
        )
        about = " ".join((draft.definition.code, helper.agreed, *_day(record)))

        def write_both(connection: Connection) -> None:
            write(connection)
            rows.add(connection, record)
            self.audit.note(connection, helper.name, office, f"{deed} for", reference, about)

        return write_both

    def of(self, draft: Draft) -> list[AssistanceRecord]:
        """Who took a draft in hand, the first one first."""
        with self.audit.database.reading() as connection:
            return rows.of_draft(connection, draft.id)

    def told(self, draft: Draft, language: str) -> tuple[str, ...]:
        """The same as its owner may know it: the day and the office. The officer's name stays with the town."""
        wording, town = self.prompts.wording(language), self.prompts.town_in(language)
        said = []
        for each in self.of(draft):
            office = town.offices.get(each.office)
            name = office.name if office is not None else town.name
            said.append(wording.say(TOLD[each.agreed], day=wording.day_of(each.at), office=name))
        return tuple(dict.fromkeys(said))


def _day(record: AssistanceRecord) -> tuple[str, ...]:
    return (record.arrived_on.isoformat(),) if record.arrived_on is not None else ()
