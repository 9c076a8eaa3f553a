"""Escalation: an overdue case that nobody took further comes before the head of its office, by itself and once.

The worker that tidies up calls this as often as it likes. Each case is a unit of work of its own, written only if
nobody has touched the case since: whoever works on it just then is not disturbed, and the next round looks again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from service.audit import Audit
from service.case_history import TOWN, enter
from service.cases import case_of
from service.casework import NOTICE_LIVES, Case, Casework, Write
from service.clock import day_in
from service.messages import Notice
from service.officers import Officers
from service.references import grouped
from service.store import cases as rows
from service.store import events
from service.working_days import working_days_between

AT_ONCE = 200
"""Cases that are read together."""
DEED: Final = "escalated"


@dataclass(frozen=True)
class Escalating:
    casework: Casework
    officers: Officers
    audit: Audit

    def escalate(self) -> int:
        """Bring before the heads what is due for that now; how many cases."""
        drafts, came, after = self.casework.drafts, 0, ""
        today = day_in(drafts.timezone, drafts.clock())
        while True:
            with drafts.database.reading() as connection:
                found = rows.overdue(connection, today, AT_ONCE, after)
            came += sum(self._escalated(record.reference, today) for record in found)
            if len(found) < AT_ONCE:
                return came
            after = found[-1].reference

    def _escalated(self, reference: str, today: date) -> bool:
        """Whether a case was due for it and nobody was faster."""
        work, drafts = self.casework, self.casework.drafts
        found = case_of(drafts, reference)
        if found is None:
            return False
        case = Case(*found)
        record, rule = case.record, case.state.escalate
        if rule is None or record.escalated_on is not None:
            return False
        if record.due_next >= today or working_days_between(record.due_next, today) < rule.after:
            return False
        office = work.office_of(record)
        head = self._head(office)
        tell = self._telling(case, office) if rule.tell_office else None
        with drafts.database.writing() as connection:
            if not rows.change(connection, record, escalated_on=today, assigned=head or record.assigned):
                return False
            enter(connection, case.draft, reference, drafts.clock(), TOWN, DEED, head)
            self.audit.note(connection, TOWN, office, DEED, reference, head)
            events.add(connection, [work.event(case, DEED, record.status)])
            if tell is not None:
                tell(connection)
        return True

    def _head(self, office: str) -> str:
        """Who leads an office, by name; whoever leads all of them where it has nobody of its own; empty for nobody."""
        heads = [each for each in self.officers.all() if "head" in each.roles]
        own = next((each.name for each in heads if each.office == office), "")
        return own or next((each.name for each in heads if not each.office), "")

    def _telling(self, case: Case, code: str) -> Write | None:
        """A message to the office's own address: the reference, and nothing of anybody."""
        work = self.casework
        town = work.prompts.town
        office = town.offices.get(code)
        if office is None or not office.email or "mailto" not in work.notices.carried:
            return None
        say = work.prompts.wording(town.language).say
        reference = grouped(case.record.reference)
        subject = say("{reference} is overdue", reference=reference)
        words = say("{reference} is overdue and is now with the head of the office.", reference=reference)
        notice = Notice(f"mailto:{office.email}", subject, words, town.language)
        return work.notices.posting(case.draft, notice, work.drafts.clock() + NOTICE_LIVES)
