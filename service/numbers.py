"""Where a new case gets its reference from: drawn here, or taken from those that the hub has reserved for an outpost.

How references look is `references`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from service.drafts import Overtaken
from service.references import new_reference
from service.store import reserved_references as rows
from service.store.database import Connection, Database

IN_HAND = ""
"""The name under which an outpost's store keeps the references that it may still give."""


class NoneLeft(RuntimeError):
    """No reference is left that would be sure to be nobody else's."""


class Numbers(Protocol):
    def next(self) -> str:
        """A reference for a case that may be made. Raises NoneLeft."""

    def use(self, connection: Connection, reference: str) -> None:
        """Within the unit of work that makes the case. Raises Overtaken where another one has it."""


@dataclass(frozen=True)
class Drawn:
    """The hub's: any that is not taken, and that no outpost was promised."""

    def next(self) -> str:
        return new_reference()

    def use(self, connection: Connection, reference: str) -> None:
        if rows.is_reserved(connection, reference):
            raise Overtaken


@dataclass(frozen=True)
class Reserved:
    """An outpost's: one of those in hand."""

    database: Database

    def next(self) -> str:
        with self.database.reading() as connection:
            found = rows.any_of(connection, IN_HAND)
        if found is None:
            raise NoneLeft
        return found

    def use(self, connection: Connection, reference: str) -> None:
        if not rows.use(connection, IN_HAND, reference):
            raise Overtaken
