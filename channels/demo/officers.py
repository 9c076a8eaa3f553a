"""Who works in the town of a demo: invented people, with passwords that its pages show. No real town has them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from service.messages import Officer, Role


@dataclass(frozen=True)
class Invented:
    name: str
    shown: str
    role: Role
    office: str
    """Empty for all offices."""


PEOPLE = (
    Invented("an.peeters", "An Peeters", "officer", "public-works"),
    Invented("karim.haddad", "Karim Haddad", "head", ""),
    Invented("lena.wouters", "Lena Wouters", "owner", ""),
)
PASSWORD = "bridge over canal"  # noqa: S105 - shown on the page, in a demo only


class Staff(Protocol):
    def ever(self) -> list[Officer]: ...
    def add(self, name: str, shown: str, password: str, roles: list[str], office: str) -> None: ...


def employed(staff: Staff) -> list[tuple[Invented, str]]:
    """The invented officers and their password; they are made where they are missing."""
    there = {each.name for each in staff.ever()}
    for each in PEOPLE:
        if each.name not in there:
            staff.add(each.name, each.shown, PASSWORD, [each.role], each.office)
    return [(each, PASSWORD) for each in PEOPLE]
