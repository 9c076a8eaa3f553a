"""Bringing what is stored under the current master key, in small units of work, while the town serves.

Only the data keys are wrapped anew: what they have sealed stays as it is. Hashes for look-up are made anew where the
clear value is at hand: what a case is found and proven by stands in the case itself. The others wait until somebody
says the value again (a line, an outpost), or end by themselves.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from service.cases import Cases, case_journey
from service.drafts import Drafts
from service.references import read_reference
from service.store import cases, key_ids
from service.store import drafts as rows
from service.store.database import Database
from service.vault import Vault

AT_ONCE = 50
"""Keys in one unit of work: writers in between wait for a few milliseconds."""


@dataclass(frozen=True)
class Rekeying:
    database: Database
    vault: Vault
    drafts: Drafts
    cases: Cases

    def standing(self) -> dict[str, dict[str, int]]:
        """How many rows of each kind need which master key, by its id; every key that is known is named."""
        with self.database.reading() as connection:
            found = key_ids.counted(connection)
        return {key_id: {} for key_id in (self.vault.current, *self.vault.retiring)} | found

    def rewrap(self) -> Iterator[int]:
        """Do all that can be done, a little at a time; how much that was each time. It may be broken off anywhere."""
        yield from self._data_keys()
        yield from self._cases()

    def _data_keys(self) -> Iterator[int]:
        while True:
            with self.database.writing() as connection:
                found = key_ids.wrapped_by_others(connection, self.vault.current, AT_ONCE)
                for row in found:
                    key = self.vault.wrapped_anew(self.vault.unwrap(row.wrapped, row.key_id))
                    key_ids.put_key(connection, row, key.wrapped, key.key_id)
            if not found:
                return
            yield len(found)

    def _cases(self) -> Iterator[int]:
        """What cases are found and proven by, one case in a unit of work, for each is opened."""
        with self.database.reading() as connection:
            references = key_ids.cases_hashed_by_others(connection, self.vault.current)
        for reference in references:
            yield self._case(reference)

    def _case(self, reference: str) -> int:
        with self.database.writing() as connection:
            record = cases.get(connection, reference)
            found = rows.with_answers(connection, record.draft) if record is not None else None
            if record is None or found is None:
                return 0  # deleted meanwhile
            draft = self.drafts.opened(*found)
            receipt = json.loads(draft.key.open(record.receipt, f"receipt:{draft.id}"))
            code = self.vault.hashed("status code", f"{read_reference(reference)}:{receipt['status_code']}")
            state = case_journey(draft)
            tokens = self.cases.find_tokens(draft.definition, state)
            proofs = self.cases.proofs(draft.definition, state, reference)
            cases.rehash(connection, reference, code, proofs, tokens)
        return 1
